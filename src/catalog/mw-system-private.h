/* mw-system-private.h: what a system file becomes while it is read and checked
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-file-reader.h"
#include "mw-system.h"

G_BEGIN_DECLS

typedef struct
{
  MwVariant variant; /* first: what others see */
  const MwRequestTemplate *list;
  const MwRequestTemplate *count;
  const MwRequestTemplate *fields;
  MwPaging *paging;
} MwVariantEntry;

typedef struct
{
  MwChoice choice;        /* first: what others see */
  const char *csv;        /* the place of the list with commas */
  const char *code;       /* the place of the code, or NULL */
  MwVariables *variables; /* none */
  MwSetSource *sources;   /* by variant: its rows; one without id is not offered there */
} MwChoiceEntry;

/* What a set is in one variant; NULL: as in the others. */
typedef struct
{
  const char *variant;
  MwVariables *variables;
  const MwRequestTemplate *list;
  const MwRequestTemplate *count;
  const MwRequestTemplate *fields;
  MwPaging *paging;
} MwSetOverride;

typedef struct
{
  const char *id;
  const char *title;
  MwVariables *variables;
  MwExpression *key;
  gboolean repeats;
  const MwRequestTemplate *list; /* NULL: the variant's, and so on */
  const MwRequestTemplate *count;
  const MwRequestTemplate *fields;
  MwPaging *paging;
  const MwSetFilters *filters;
  const MwMoment *changed;
  const MwMoment *ordered;
  JsonNode *order; /* NULL: the paging's */
  JsonNode *order_newest;
  const MwDetail *detail;
  const MwSetOf *of;
  const MwPivot *pivot;
  const MwSetColumn *columns;
  guint n_columns;
  char **variants; /* NULL: all */
  MwSetOverride *overrides;
  guint n_overrides;
  MwSetSource *sources; /* by variant; one without id is not offered there */
} MwSetEntry;

typedef struct
{
  const char *id;
  MwEntitySource source;
  JsonNode *map;      /* read when the entity is known */
  JsonNode *absent;   /* the same; or NULL */
  JsonNode *proposed; /* the same */
  char **variants;    /* NULL: where the set is offered */
  gboolean *offered;  /* by variant */
} MwEntityEntry;

typedef struct
{
  const char *id;
  GHashTable *values; /* folded source text → text */
} MwMapEntry;

typedef struct
{
  const char *field; /* id of a plain form field */
  const char *text;  /* with {groups} of the pattern */
} MwPastedValue;

/* An address of a page of the system, as people copy it out of their browser. */
typedef struct
{
  const char *pattern;
  GRegex *regex;
  MwPastedValue *values;
  guint n_values;
  gboolean product; /* no other product has such addresses */
  const char *page; /* where the vendor says so, or NULL */
} MwPasted;

/* The file, member by member. */
typedef struct
{
  guint format;
  guint revision;
  const char *extends;
  const char *id;
  const char *name;
  const char *vendor;
  char **names;
  char **categories;
  const char *summary;
  const char *through;
  gboolean general;
  const char *address_field;
  const char *fixed_url;
  const char *builtin;
  const char *address_template; /* with {places} of plain form fields and what is derived from them */
  const MwRequestTemplate *probe;
  MwJsonPath *probe_version;
  MwNeed *needs;
  guint n_needs;
  MwDeadEnd *dead_ends;
  guint n_dead_ends;
  MwPasted *pasted;
  guint n_pasted;
  MwFormField *form;
  guint n_form;
  MwGuideStep *guide;
  guint n_guide;
  MwSignIn *sign_ins;
  guint n_sign_ins;
  MwVariantEntry *variants;
  guint n_variants;
  MwChoiceEntry *choices;
  guint n_choices;
  MwSetEntry *sets;
  guint n_sets;
  MwMapEntry *maps;
  guint n_maps;
  MwEntityEntry *entities;
  guint n_entities;
  MwAbsent *absent;
  guint n_absent;
  MwEvidence *evidence;
  guint n_evidence;
} MwSystemFile;

/* “address”, and elements of “sign_in”, “variants” and “sets”. */
extern const MwShape mw_address_shape;
extern const MwShape mw_sign_in_shape;
extern const MwShape mw_variant_shape;
extern const MwShape mw_set_shape;
/* Elements of “needs”, “dead_ends”, “absent” and “pasted”. */
extern const MwShape mw_need_shape;
extern const MwShape mw_dead_end_shape;
extern const MwShape mw_pasted_shape;
gboolean mw_system_file_check_pasted (MwFileReader *r, const MwSystemFile *file);
extern const MwShape mw_absent_shape;
extern const MwShape mw_choice_shape;
/* Members of a variant and of a set. */
extern const MwShape mw_variant_filter_shape;
extern const MwShape mw_set_filters_shape;
extern const MwShape mw_changed_shape;
extern const MwShape mw_ordered_shape;

/* For “extract”, of a sign-in and of a prepare. */
extern const MwShape mw_extract_shape;

/* For “page” of evidence: old manuals have no https. */
gboolean mw_system_check_source (MwFileReader *r, const char *page);
gboolean mw_system_check_page (MwFileReader *r, const char *member, const char *page);
/* For tables: char **, words of what kind of system it is. */
gboolean mw_read_categories (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);

/* Reads every member into @file; what stands alone is checked. */
gboolean mw_system_file_read (MwFileReader *reader, JsonNode *root, MwSystemFile *file);
/* Puts the parts together: sets and entities by variant; what refers to something is checked. */
/* Where a set asks which fields there are, when its variant has $metadata. */
gboolean mw_system_file_link_discovery (MwFileReader *reader, const MwVariant *variant, MwSetSource *set);
gboolean mw_system_file_link (MwFileReader *reader, MwModel *model, MwSystemFile *file);
/* Why fields of a linked entity are not mapped. */
gboolean mw_system_file_read_absent_fields (MwFileReader *reader, MwEntityEntry *entry);
/* What is needed and what is absent refers to something. */
gboolean mw_system_file_link_facts (MwFileReader *reader, MwModel *model, MwSystemFile *file);
/* Choices: what they refer to exists; after the sets. */
gboolean mw_system_file_link_choices (MwFileReader *reader, MwSystemFile *file);
/* Requests: places have values, secrets are where they may be, nothing writes. */
gboolean mw_system_file_check_requests (MwFileReader *reader, MwSystemFile *file);
/* One of them: of a kind that belongs there, or NULL. */
gboolean mw_system_check_request (MwFileReader *reader,
                                  const char *key,
                                  const MwRequestTemplate *request,
                                  MwRequestKind kind,
                                  MwRequestKind or_kind,
                                  GHashTable *places,
                                  MwVariables *variables);
/* Those of the sets, as they are read in one variant. */
gboolean mw_system_file_check_sets (MwFileReader *reader, MwSystemFile *file, guint variant);
/* Entities: their fields, sets, maps and lookups exist. */
gboolean mw_system_file_check_entities (MwFileReader *reader, MwSystemFile *file);

MwMapEntry *mw_system_file_find_map (MwSystemFile *file, const char *id);
MwSetEntry *mw_system_file_find_set (MwSystemFile *file, const char *id);
MwFormField *mw_system_file_find_form (MwSystemFile *file, const char *id);
/* Whether @variant may be used with @sign_in: no earlier one is always taken. */
gboolean mw_system_file_has_variant (MwSystemFile *file, guint variant, const char *sign_in);

/* Choices and filters among the requests: @places are the names that have a value (→ #MwPlaceKind). */
gboolean mw_scope_is_place (const char *name);
const MwChoice *mw_scope_find_choice (MwSystemFile *file, const char *id, guint n_choices);
gboolean mw_scope_check_value (MwFileReader *r, const char *key, const MwExpression *expression);
/* @variant: (nullable): what has no rows there has no value; without it of every one */
void mw_scope_add_choice_places (MwSystemFile *file, const MwVariant *variant, GHashTable *places);
/* A path has no gap for what may have no value. */
gboolean mw_scope_check_path (MwFileReader *r, MwSystemFile *file, const MwRequestTemplate *request);
void mw_scope_add_filter_places (const MwSetSource *source, GHashTable *places);
gboolean
mw_scope_check_choices (MwFileReader *r, MwSystemFile *file, const MwVariant *variant, GHashTable *places);
gboolean mw_scope_check_choice_sets (MwFileReader *r, MwSystemFile *file, guint variant);
gboolean
mw_scope_check_set (MwFileReader *r, MwSystemFile *file, const MwSetSource *source, GHashTable *places);

struct _MwSystem
{
  GObject parent_instance;
  JsonNode *root; /* texts lie here */
  MwKeep *keep;   /* and everything else here */
  MwModel *model;
  MwSystemFile file;
  char *user_file; /* NULL: built in */
  char *sha256;
  gboolean allowed; /* atomic */
};

/* A system from the text of its file, already merged with what it extends. @name is for messages. */
MwSystem *mw_system_new (const char *name, JsonNode *root, MwModel *model, GError **error);
/* It comes from a file of the user's: nothing of it is sent before mw_system_allow(). */
void mw_system_set_user_file (MwSystem *self, const char *path, const char *sha256);

G_END_DECLS
