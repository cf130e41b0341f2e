/* mw-system-read.c: the members of a system file, as tables
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-bounded-regex.h"
#include "mw-expression-reader.h"
#include "mw-request-reader.h"
#include "mw-system-private.h"

#define FIELD(type) (*(type *) G_STRUCT_MEMBER_P (target, m->offset))

static const char *const category_words[] = { "erp", "cmms", "eam", "wms", NULL };
/* In the order of MwFormFieldKind and MwEvidenceKind. */
static const char *const form_kinds[] = { "url", "text", "password", "secret", NULL };
static const char *const evidence_kinds[] = { "general", "client", "source", "ran", NULL };

gboolean
mw_read_categories (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  char **categories;

  if (!mw_read_ids (r, node, target, m))
    return FALSE;
  categories = FIELD (char **);
  for (guint i = 0; categories[i] != NULL; i++)
    if (!g_strv_contains (category_words, categories[i]))
      return mw_file_reader_fail (r, NULL, "“%s” is none of: erp, cmms, eam, wms", categories[i]);
  return TRUE;
}

static gboolean
check_form_field (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwFormField *field = target;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) pattern = NULL;
  gboolean secret = field->kind == MW_FORM_FIELD_PASSWORD || field->kind == MW_FORM_FIELD_SECRET;

  if (secret && field->preset != NULL)
    return mw_file_reader_unsafe (r, "preset", "a secret must not stand in a file");
  if (field->multiline && field->kind != MW_FORM_FIELD_SECRET)
    return mw_file_reader_fail (r, "multiline", "is only for kind secret");
  if (field->n_offers > 0 && field->kind != MW_FORM_FIELD_TEXT)
    return mw_file_reader_fail (r, "offers", "is only for kind text");
  if (field->pattern == NULL)
    return TRUE;
  pattern = mw_bounded_regex_new (field->pattern, TRUE, &error);
  if (pattern == NULL)
    return mw_file_reader_fail (r, "pattern", "is no regular expression: %s", error->message);
  return field->preset == NULL || g_regex_match (pattern, field->preset, 0, NULL) ||
         mw_file_reader_fail (r, "preset", "“%s” does not fit the pattern", field->preset);
}

#define O(field) G_STRUCT_OFFSET (MwFormField, field)
static const MwMember form_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "kind", mw_read_word, O (kind), TRUE, form_kinds },
  { "label", mw_read_translated, O (label), TRUE },
  { "example", mw_read_text, O (example) },
  { "help", mw_read_translated, O (help) },
  { "who", mw_read_translated, O (who) },
  { "pattern", mw_read_text, O (pattern) },
  { "preset", mw_read_text, O (preset) },
  { "multiline", mw_read_boolean, O (multiline) },
  { "optional", mw_read_boolean, O (optional) },
  { "offers", mw_read_list, O (offers), FALSE, &mw_request_shape, O (n_offers) },
  { NULL },
};
static const MwShape form_shape = { sizeof (MwFormField), form_members, check_form_field };
#undef O

#define O(field) G_STRUCT_OFFSET (MwGuideStep, field)
static const MwMember guide_members[] = {
  { "title", mw_read_translated, O (title), TRUE },
  { "text", mw_read_translated, O (text), TRUE },
  { "field", mw_read_id, O (field) },
  { "sign_in", mw_read_id_or_ids, O (sign_ins) },
  { NULL },
};
static const MwShape guide_shape = { sizeof (MwGuideStep), guide_members };
#undef O

typedef struct
{
  MwRequestHeader *pairs;
  guint n_pairs;
} Pairs;

static gboolean
read_maps (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember pairs = { .offset = G_STRUCT_OFFSET (Pairs, pairs),
                                  .count_offset = G_STRUCT_OFFSET (Pairs, n_pairs) };
  MwSystemFile *file = target;
  g_autoptr (GList) names = NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object of objects");
  object = json_node_get_object (node);
  file->maps = mw_keep_add (r->keep, g_new0 (MwMapEntry, json_object_get_size (object) + 1), g_free);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      MwMapEntry *map = &file->maps[file->n_maps++];
      gsize mark = mw_file_reader_enter (r, l->data);
      Pairs read = { NULL, 0 };

      if (!mw_file_reader_check_id (r, l->data) ||
          !mw_read_pairs (r, json_object_get_member (object, l->data), &read, &pairs))
        return FALSE;
      map->id = l->data;
      map->values = mw_keep_add (r->keep, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                                 (GDestroyNotify) g_hash_table_unref);
      for (guint i = 0; i < read.n_pairs; i++)
        if (!g_hash_table_insert (map->values, g_utf8_casefold (read.pairs[i].name, -1),
                                  (gpointer) read.pairs[i].value))
          return mw_file_reader_fail (r, read.pairs[i].name, "stands twice, as case does not count");
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

/* Where a right is granted, and who says so, needs the right. */
static gboolean
check_right (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwEntitySource *source = &((const MwEntityEntry *) target)->source;

  if (source->right == NULL && source->right_where != NULL)
    return mw_file_reader_fail (r, "right_where", "needs a right beside it");
  if (source->right == NULL && source->right_page != NULL)
    return mw_file_reader_fail (r, "right_page", "needs a right beside it");
  return source->right_page == NULL || mw_system_check_page (r, "right_page", source->right_page);
}

#define O(field) G_STRUCT_OFFSET (MwEntityEntry, field)
static const MwMember entity_members[] = {
  { "set", mw_read_id, O (source.set), TRUE },
  { "each", mw_read_path, O (source.each) },
  { "where", mw_read_kept_condition, O (source.where) },
  { "lookups", mw_read_ids, O (source.lookups) },
  { "right", mw_read_translated, O (source.right) },
  { "right_where", mw_read_translated, O (source.right_where) },
  { "right_page", mw_read_text, O (source.right_page) },
  { "map", mw_read_node, O (map), TRUE },
  { "absent", mw_read_node, O (absent) },
  { "proposed", mw_read_node, O (proposed) },
  { "variants", mw_read_ids, O (variants) },
  { NULL },
};
static const MwShape entity_shape = { sizeof (MwEntityEntry), entity_members, check_right };
#undef O

static gboolean
check_evidence (MwFileReader *r, JsonNode *node, gpointer target)
{
  static const char *const needed[][5] = {
    [MW_EVIDENCE_GENERAL] = { NULL },
    [MW_EVIDENCE_CLIENT] = { "page", "date" },
    [MW_EVIDENCE_SOURCE] = { "page", "date" },
    [MW_EVIDENCE_RAN] = { "product", "version", "date", "test" },
  };
  MwEvidence *evidence = target;

  for (const char *const *name = needed[evidence->kind]; *name != NULL; name++)
    if (!json_object_has_member (json_node_get_object (node), *name))
      return mw_file_reader_fail (r, *name, "is missing");
  return evidence->page == NULL || mw_system_check_source (r, evidence->page);
}

#define O(field) G_STRUCT_OFFSET (MwEvidence, field)
static const MwMember evidence_members[] = {
  { "kind", mw_read_word, O (kind), TRUE, evidence_kinds },
  { "entity", mw_read_id, O (entity) },
  { "sign_in", mw_read_id, O (sign_in) },
  { "product", mw_read_text, O (product) },
  { "version", mw_read_text, O (version) },
  { "date", mw_read_date, O (date) },
  { "test", mw_read_text, O (test) },
  { "page", mw_read_text, O (page) },
  { NULL },
};
static const MwShape evidence_shape = { sizeof (MwEvidence), evidence_members, check_evidence };
#undef O

static gboolean
read_probe (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwSystemFile *file = target;

  return mw_read_probe (r, node, &file->probe, &file->probe_version);
}

#define O(field) G_STRUCT_OFFSET (MwSystemFile, field)
static const MwMember file_members[] = {
  { "format", mw_read_number, O (format), TRUE },
  { "revision", mw_read_number, O (revision), TRUE },
  { "extends", mw_read_id, O (extends) },
  { "id", mw_read_id, O (id), TRUE },
  { "name", mw_read_text, O (name), TRUE },
  { "vendor", mw_read_text, O (vendor), TRUE },
  { "names", mw_read_texts, O (names) },
  { "category", mw_read_categories, O (categories), TRUE },
  { "summary", mw_read_translated, O (summary), TRUE },
  { "through", mw_read_text, O (through) },
  { "general", mw_read_boolean, O (general) },
  { "address", mw_read_members, 0, TRUE, &mw_address_shape },
  { "probe", read_probe, 0 },
  { "needs", mw_read_list, O (needs), FALSE, &mw_need_shape, O (n_needs) },
  { "dead_ends", mw_read_list, O (dead_ends), FALSE, &mw_dead_end_shape, O (n_dead_ends) },
  { "pasted", mw_read_list, O (pasted), FALSE, &mw_pasted_shape, O (n_pasted) },
  { "form", mw_read_list, O (form), FALSE, &form_shape, O (n_form) },
  { "guide", mw_read_list, O (guide), FALSE, &guide_shape, O (n_guide) },
  { "sign_in", mw_read_list, O (sign_ins), TRUE, &mw_sign_in_shape, O (n_sign_ins) },
  { "variants", mw_read_list, O (variants), TRUE, &mw_variant_shape, O (n_variants) },
  { "choices", mw_read_list, O (choices), FALSE, &mw_choice_shape, O (n_choices) },
  { "sets", mw_read_id_table, O (sets), FALSE, &mw_set_shape, O (n_sets) },
  { "maps", read_maps, 0 },
  { "entities", mw_read_table, O (entities), FALSE, &entity_shape, O (n_entities) },
  { "absent", mw_read_table, O (absent), FALSE, &mw_absent_shape, O (n_absent) },
  { "evidence", mw_read_list, O (evidence), TRUE, &evidence_shape, O (n_evidence) },
  { NULL },
};
static const MwShape file_shape = { sizeof (MwSystemFile), file_members };

/* A general file is filled in by what is found when it is connected. */
static gboolean
check_general (MwFileReader *r, JsonNode *root, MwSystemFile *file)
{
  static const char *const found[] = { "sets", "entities", "choices", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      gboolean is_there = json_object_has_member (json_node_get_object (root), found[i]);

      if (file->general && is_there)
        return mw_file_reader_fail (r, found[i],
                                    "does not stand in a general file: it is found when connecting");
      if (!file->general && !is_there && i < 2)
        return mw_file_reader_fail (r, found[i], "is missing");
    }
  for (guint i = 0; i < file->n_variants; i++)
    if ((file->general && file->variants[i].variant.discovery.kind == MW_DISCOVERY_NONE) ||
        (!file->general && file->variants[i].variant.discovery.kind == MW_DISCOVERY_SAMPLE))
      {
        mw_file_reader_enter (r, "variants");
        mw_file_reader_enter_index (r, i);
        return mw_file_reader_fail (r, "discovery",
                                    file->general ? "is missing: how the lists are found"
                                                  : "by samples is for general files only");
      }
  return TRUE;
}

gboolean
mw_system_file_read (MwFileReader *reader, JsonNode *root, MwSystemFile *file)
{
  if (!mw_file_reader_read (reader, root, &file_shape, file))
    return FALSE;
  if (file->names == NULL)
    file->names = mw_keep_add (reader->keep, g_new0 (char *, 1), g_free);
  if (file->revision == 0)
    return mw_file_reader_fail (reader, "revision", "begins with 1");
  return mw_system_file_check_pasted (reader, file) && check_general (reader, root, file);
}
