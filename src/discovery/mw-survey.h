/* mw-survey.h: the lists that a system turned out to have, with their fields and first records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-confidence.h"
#include "mw-json.h"
#include "mw-synonyms.h"
#include "mw-system.h"

G_BEGIN_DECLS

#define MW_SURVEY_MAX_LISTS   2000
#define MW_SURVEY_MAX_FIELDS  2000 /* of a list */
#define MW_SURVEY_MAX_RECORDS 200  /* looked at, of a list */
#define MW_SURVEY_MAX_SAMPLES 50   /* different values of a field */
#define MW_SURVEY_MAX_KEY     64   /* bytes of a value that may be part of a key */

typedef enum
{
  MW_SURVEY_UNKNOWN, /* never a value, and nothing says what it would be */
  MW_SURVEY_TEXT,
  MW_SURVEY_NUMBER,
  MW_SURVEY_BOOLEAN,
  MW_SURVEY_DAY,
  MW_SURVEY_LOCAL,  /* day and time without an offset */
  MW_SURVEY_MOMENT, /* day and time with one */
} MwSurveyType;

typedef struct
{
  char *path;  /* as expressions have it */
  char *name;  /* of all its segments: "vendor name" */
  char *words; /* of @name, as they are compared */
  char *label; /* what the system calls it for people, or NULL */
  char *label_words;
  MwSurveyType type;
  gboolean is_numeric;   /* every text that was seen is a number too */
  gboolean is_described; /* the service says the type */
  gboolean is_key;
  guint n_seen;       /* records that have a value there */
  GPtrArray *samples; /* (element-type utf8): different values, in the order they came */
  GPtrArray *values;  /* (element-type utf8): by record, NULL where there is none or a long one; shorter when
                       * there is none at the end */
} MwSurveyField;

typedef struct _MwSurveyList MwSurveyList;

/**
 * MwSurveyList:
 * @words: of @title, as they are compared
 * @id: "A_PurchaseOrder"; of a child list "orders/lines"
 * @path: of the request, below the address
 * @query: (element-type MwSurveyParameter): parameters that the user gave
 * @records: where the records are in an answer: a JSON text or list of them, as a system file has it
 * @total: where the number of all is, or NULL
 * @parent: the list whose records hold this one, or NULL
 * @each: path of the child list in them, or NULL
 * @keys: (not nullable): paths of the fields that tell its records apart; empty when nobody knows
 * @key_confidence: how sure that is
 * @has_identity: whether @keys is one field that no two records of the system share, in whatever list
 * @owners: (element-type guint): of a child list: the numbers of the records that hold those looked at
 * @n_records: as the system says; -1 when it does not
 * @n_sampled: how many records were looked at
 * @paging: what a system file says about it, or NULL
 * @turning: (nullable): parameters of the query that turn the pages
 * @order: (nullable): what makes the order of the records one and the same
 * @order_query: (nullable): the parameters of the query that take it
 * @is_refused: its records cannot be read
 * @is_tried: somebody has tried to turn its pages
 * @is_turned: and @paging turned them; otherwise it is a guess
 * @false_is_null: false stands where otherwise there is a text or a number
 */
struct _MwSurveyList
{
  MwSynonyms *synonyms;
  char *id;
  char *title;
  char *words;
  char *path;
  GArray *query;
  JsonNode *records;
  char *total;
  MwSurveyList *parent;
  char *each;
  char **keys;
  MwConfidence key_confidence;
  gboolean has_identity;
  GArray *owners;
  gint64 n_records;
  guint n_sampled;
  GPtrArray *fields;   /* (element-type MwSurveyField) */
  GHashTable *by_path; /* of them */
  JsonNode *paging;
  JsonNode *turning;
  char *order;
  JsonNode *order_query;
  gboolean is_refused;
  gboolean is_tried;
  gboolean is_turned;
  gboolean false_is_null;
};

typedef struct
{
  char *name;
  char *value;
} MwSurveyParameter;

/* @title: NULL: as @id. */
MwSurveyList *mw_survey_list_new (MwSynonyms *synonyms, const char *id, const char *title, const char *path);
/* As it was before anybody looked at its records, but for where they are. */
MwSurveyList *mw_survey_list_copy_described (MwSurveyList *self);
MwSurveyList *mw_survey_list_ref (MwSurveyList *self);
void mw_survey_list_unref (MwSurveyList *self);
void mw_survey_list_add_parameter (MwSurveyList *self, const char *name, const char *value);
/* The field at @path, made when it is new; NULL when there are too many. */
MwSurveyField *mw_survey_list_take_field (MwSurveyList *self, const char *path, const char *name);
MwSurveyField *mw_survey_list_find_field (MwSurveyList *self, const char *path);
void mw_survey_list_label_field (MwSurveyList *self, MwSurveyField *field, const char *label);

/* Everything there is to choose from. Once it was handed out it changes no more: what is found later makes
 * another one. */
#define MW_TYPE_SURVEY (mw_survey_get_type ())
G_DECLARE_FINAL_TYPE (MwSurvey, mw_survey, MW, SURVEY, GObject)

/* @variant: of @general. */
MwSurvey *mw_survey_new (MwSystem *general, const MwVariant *variant, MwModel *model, MwSynonyms *synonyms);
MwSystem *mw_survey_get_general (MwSurvey *self);
const MwVariant *mw_survey_get_variant (MwSurvey *self);
void mw_survey_set_variant (MwSurvey *self, const MwVariant *variant);
MwModel *mw_survey_get_model (MwSurvey *self);
MwSynonyms *mw_survey_get_synonyms (MwSurvey *self);
void mw_survey_add_list (MwSurvey *self, MwSurveyList *list); /* taken; dropped when there are too many */
guint mw_survey_get_n_lists (MwSurvey *self);
MwSurveyList *mw_survey_get_list (MwSurvey *self, guint position);
MwSurveyList *mw_survey_find_list (MwSurvey *self, const char *id); /* or NULL */
/* A survey of the same system without lists. */
MwSurvey *mw_survey_new_like (MwSurvey *self);
/* A survey of the lists of @self and @found; of two with the same id that of @found. */
MwSurvey *mw_survey_join (MwSurvey *self, MwSurvey *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSurveyList, mw_survey_list_unref)

G_END_DECLS
