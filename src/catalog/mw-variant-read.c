/* mw-variant-read.c: the dialects of a system, as members of its file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-expression-reader.h"
#include "mw-request-reader.h"
#include "mw-system-private.h"

/* Texts, and false. */
static gboolean
read_nulls (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwVariant *variant = target;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a list of texts and false");
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      GType type = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_value_type (element) : G_TYPE_INVALID;

      if (type == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (element));
      else if (type == G_TYPE_BOOLEAN && !json_node_get_boolean (element))
        variant->false_is_null = TRUE;
      else
        {
          mw_file_reader_enter_index (r, i);
          return mw_file_reader_wrong_type (r, element, "a text or false");
        }
    }
  variant->null_texts = mw_keep_add (r->keep, g_strv_builder_end (texts), (GDestroyNotify) g_strfreev);
  return TRUE;
}

/* How values are wrapped, one word each. */
static gboolean
read_decoders (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const char *const words[] = { "odata", "value-objects", NULL };
  static const MwMember word = { .detail = words };
  MwVariant *variant = target;
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a list of words");
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      gsize mark = mw_file_reader_enter_index (r, i);
      int which;

      if (!mw_read_word (r, json_array_get_element (list, i), &which, &word))
        return FALSE;
      *(which == 0 ? &variant->dialect.odata : &variant->dialect.value_objects) = TRUE;
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

static gboolean
read_probe (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwVariant *variant = target;

  return mw_read_probe (r, node, &variant->probe, &variant->probe_version);
}

static gboolean
check_prepare (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwPrepare *prepare = target;

  if ((prepare->request != NULL) + (prepare->collect != NULL) != 1)
    return mw_file_reader_fail (r, NULL, "must have one of: request, collect");
  if (prepare->request != NULL && prepare->n_extracts == 0)
    return mw_file_reader_fail (r, "extract", "is missing: a request must give something");
  if (prepare->collect != NULL && prepare->variable == NULL)
    return mw_file_reader_fail (r, "variable", "is missing: what is collected needs a name");
  if (prepare->collect != NULL && prepare->value == NULL)
    return mw_file_reader_fail (r, "value", "is missing: what is collected of each record");
  if (prepare->request == NULL ? prepare->n_extracts > 0
                               : prepare->variable != NULL || prepare->value != NULL || prepare->first)
    return mw_file_reader_fail (r, prepare->request == NULL ? "extract" : "variable", "does not belong here");
  for (guint i = 0; i < prepare->n_extracts; i++)
    if (prepare->extracts[i].secret ||
        (prepare->extracts[i].path == NULL && prepare->extracts[i].header == NULL))
      return mw_file_reader_fail (r, "extract", "gives plain values, from a path or a header");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwStateText, field)
static const MwMember state_text_members[] = {
  { "text", mw_read_translated, O (text), TRUE },
  { "when", mw_read_rules, O (when), TRUE, NULL, O (n_when) },
  { NULL },
};
static const MwShape state_text_shape = { sizeof (MwStateText), state_text_members };
#undef O

#define O(field) G_STRUCT_OFFSET (MwState, field)
static const MwMember state_members[] = {
  { "request", mw_read_struct, O (request), TRUE, &mw_request_shape },
  { "says", mw_read_list, O (says), TRUE, &state_text_shape, O (n_says) },
  { NULL },
};
static const MwShape state_shape = { sizeof (MwState), state_members };
#undef O

#define O(field) G_STRUCT_OFFSET (MwPrepare, field)
static const MwMember prepare_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "request", mw_read_struct, O (request), FALSE, &mw_request_shape },
  { "extract", mw_read_id_table, O (extracts), FALSE, &mw_extract_shape, O (n_extracts) },
  { "collect", mw_read_id, O (collect) },
  { "variable", mw_read_id, O (variable) },
  { "value", mw_read_record_expression, O (value) },
  { "first", mw_read_boolean, O (first) },
  { NULL },
};
static const MwShape prepare_shape = { sizeof (MwPrepare), prepare_members, check_prepare };
#undef O

#define O(field) G_STRUCT_OFFSET (MwVariantEntry, field)
static const MwMember requests_members[] = {
  { "list", mw_read_struct, O (list), FALSE, &mw_request_shape },
  { "count", mw_read_struct, O (count), FALSE, &mw_request_shape },
  { "fields", mw_read_struct, O (fields), FALSE, &mw_request_shape },
  { NULL },
};
static const MwShape requests_shape = { sizeof (MwVariantEntry), requests_members };

static const MwMember limits_members[] = {
  { "per_minute", mw_read_number, O (variant.requests_per_minute) },
  { "per_hour", mw_read_number, O (variant.requests_per_hour) },
  { "concurrent", mw_read_number, O (variant.concurrent) },
  { NULL },
};

/* None at all is told by leaving it out. */
static gboolean
check_limits (MwFileReader *r, JsonNode *node, gpointer target)
{
  for (const MwMember *m = limits_members; m->name != NULL; m++)
    if (json_object_has_member (json_node_get_object (node), m->name) &&
        *(guint *) G_STRUCT_MEMBER_P (target, m->offset) == 0)
      return mw_file_reader_fail (r, m->name, "begins with 1");
  return TRUE;
}

static const MwShape limits_shape = { sizeof (MwVariantEntry), limits_members, check_limits };

static gboolean
check_request_id (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwRequestIdPlace *place = target;

  if ((place->path != NULL) + (place->header != NULL) != 1)
    return mw_file_reader_fail (r, NULL, "must have one of: path, header");
  if (place->matches != NULL && g_regex_get_capture_count (place->matches) == 0)
    return mw_file_reader_fail (r, "matches", "needs a group: what it takes");
  return TRUE;
}

#undef O
#define O(field) G_STRUCT_OFFSET (MwRequestIdPlace, field)
static const MwMember request_id_members[] = {
  { "path", mw_read_path, O (path) },
  { "header", mw_read_text, O (header) },
  { "matches", mw_read_regex, O (matches) },
  { NULL },
};
static const MwShape request_id_shape = { sizeof (MwRequestIdPlace), request_id_members, check_request_id };

/* In the order of MwWaitUnit. */
static const char *const wait_units[] = { "seconds", "milliseconds", "epoch", "epoch-ms", NULL };

#undef O
#define O(field) G_STRUCT_OFFSET (MwRetryAfter, field)
static const MwMember retry_after_members[] = {
  { "header", mw_read_text, O (header), TRUE },
  { "as", mw_read_word, O (as), TRUE, wait_units },
  { NULL },
};
static const MwShape retry_after_shape = { sizeof (MwRetryAfter), retry_after_members };
#undef O
#define O(field) G_STRUCT_OFFSET (MwVariantEntry, field)

/* A path, or an object that says more. */
static gboolean
read_request_ids (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember path = { .offset = G_STRUCT_OFFSET (MwRequestIdPlace, path) };
  MwVariantEntry *entry = target;
  MwRequestIdPlace *places;
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a list of paths and objects");
  list = json_node_get_array (node);
  places = mw_keep_add (r->keep, g_new0 (MwRequestIdPlace, json_array_get_length (list) + 1), g_free);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      gsize mark = mw_file_reader_enter_index (r, i);

      if (JSON_NODE_HOLDS_OBJECT (element) ? !mw_file_reader_read (r, element, &request_id_shape, &places[i])
                                           : !mw_read_path (r, element, &places[i], &path))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  entry->variant.request_ids = places;
  entry->variant.n_request_ids = json_array_get_length (list);
  return TRUE;
}

/* One, or a list of them. */
static gboolean
read_retry_after (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const MwMember member = { m->name, NULL, m->offset, FALSE, &retry_after_shape, m->count_offset };
  MwVariantEntry *entry = target;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_read_list (r, node, target, &member);
  entry->variant.n_retry_after = 1;
  return mw_read_struct (r, node, target, &member);
}

static gboolean
check_errors (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwVariant *variant = target;

  for (guint i = 0; variant->unknown_field != NULL && i < variant->unknown_field->len; i++)
    {
      GRegex *matches = g_array_index (variant->unknown_field, MwAnswerRule, i).matches;

      if (matches == NULL || g_regex_get_capture_count (matches) == 0)
        return mw_file_reader_fail (r, "unknown_field", "needs “matches” with a group that names the field");
    }
  return TRUE;
}

static const MwMember errors_members[] = {
  { "message", mw_read_paths, O (variant.message_paths) },
  { "request_id", read_request_ids, 0 },
  { "retry_after", read_retry_after, O (variant.retry_after), FALSE, NULL, O (variant.n_retry_after) },
  { "empty", mw_read_rule_array, O (variant.empty) },
  { "failed", mw_read_rule_array, O (variant.failed) },
  { "signed_out", mw_read_rule_array, O (variant.signed_out) },
  { "forbidden", mw_read_rule_array, O (variant.forbidden) },
  { "not_offered", mw_read_rule_array, O (variant.not_offered) },
  { "unknown_field", mw_read_rule_array, O (variant.unknown_field) },
  { NULL },
};
static const MwShape errors_shape = { sizeof (MwVariantEntry), errors_members, check_errors };

static GArray *
no_rules (MwFileReader *r)
{
  return mw_keep_add (r->keep, g_array_new (FALSE, TRUE, sizeof (MwAnswerRule)),
                      (GDestroyNotify) g_array_unref);
}

/* Lists that the file leaves out are empty, never NULL. */
static gboolean
complete_variant (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwVariantEntry *entry = target;
  MwVariant *variant = &entry->variant;
  GArray **rules[] = { &variant->empty,     &variant->failed,      &variant->signed_out,
                       &variant->forbidden, &variant->not_offered, &variant->unknown_field };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (*rules[i] == NULL)
      *rules[i] = no_rules (r);
  if (variant->null_texts == NULL)
    variant->null_texts = mw_keep_add (r->keep, g_new0 (char *, 1), g_free);
  for (guint i = 0; variant->null_texts[i] != NULL; i++)
    variant->null_lengths |= G_GUINT64_CONSTANT (1) << MIN (strlen (variant->null_texts[i]), 63);
  if (variant->message_paths == NULL)
    variant->message_paths = mw_keep_add (r->keep, g_new0 (MwJsonPath *, 1), g_free);
  if (entry->paging == NULL)
    entry->paging = mw_keep_add (r->keep, g_new0 (MwPaging, 1), g_free);
  return TRUE;
}

/* In the order of MwDiscoveryKind. */
static const char *const discovery_kinds[] = { "none", "edmx", "sample", NULL };

static gboolean
check_discovery (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwDiscovery *discovery = &((MwVariantEntry *) target)->variant.discovery;

  if (discovery->kind == MW_DISCOVERY_NONE)
    return mw_file_reader_fail (r, "kind", "“none” is what there is without this key");
  if (discovery->kind != MW_DISCOVERY_EDMX && (discovery->path != NULL || discovery->version != NULL))
    return mw_file_reader_fail (r, discovery->path != NULL ? "path" : "version", "is for edmx only");
  return TRUE;
}

#undef O
#define O(field) G_STRUCT_OFFSET (MwDiscoveryTry, field)
static const MwMember paging_try_members[] = {
  { "query", mw_read_node, O (query) },
  { "paging", mw_read_node, O (paging), TRUE },
  { "trial", mw_read_node, O (trial) },
  { "sure", mw_read_boolean, O (sure) },
  { NULL },
};
static const MwShape paging_try_shape = { sizeof (MwDiscoveryTry), paging_try_members };

static const MwMember order_try_members[] = {
  { "query", mw_read_node, O (query), TRUE },
  { "ascending", mw_read_text, O (ascending), TRUE },
  { "descending", mw_read_text, O (descending) },
  { "sure", mw_read_boolean, O (sure) },
  { NULL },
};
static const MwShape order_try_shape = { sizeof (MwDiscoveryTry), order_try_members };
#undef O
#define O(field) G_STRUCT_OFFSET (MwVariantEntry, field)

static const MwMember discovery_members[] = {
  { "kind", mw_read_word, O (variant.discovery.kind), TRUE, discovery_kinds },
  { "path", mw_read_text, O (variant.discovery.path) },
  { "version", mw_read_text, O (variant.discovery.version) },
  { "sample", mw_read_node, O (variant.discovery.sample) },
  { "totals", mw_read_texts, O (variant.discovery.totals) },
  { "paging", mw_read_list, O (variant.discovery.paging), FALSE, &paging_try_shape,
    O (variant.discovery.n_paging) },
  { "order", mw_read_list, O (variant.discovery.order), FALSE, &order_try_shape,
    O (variant.discovery.n_order) },
  { NULL },
};
static const MwShape discovery_shape = { sizeof (MwVariantEntry), discovery_members, check_discovery };

static const MwMember variant_members[] = {
  { "id", mw_read_id, O (variant.id), TRUE },
  { "sign_in", mw_read_ids, O (variant.sign_ins), TRUE },
  { "when", mw_read_rule_array, O (variant.when) },
  { "state", mw_read_struct, O (variant.state), FALSE, &state_shape },
  { "prepare", mw_read_list, O (variant.prepare), FALSE, &prepare_shape, O (variant.n_prepare) },
  { "requests", mw_read_members, 0, FALSE, &requests_shape },
  { "paging", mw_read_struct, O (paging), FALSE, &mw_paging_shape },
  { "nulls", read_nulls, 0 },
  { "decoders", read_decoders, 0 },
  { "typed_values", mw_read_boolean, O (variant.typed_values) },
  { "nested_suffix", mw_read_text, O (variant.dialect.nested_suffix) },
  { "dotted_fields", mw_read_boolean, O (variant.dotted_fields) },
  { "limits", mw_read_members, 0, FALSE, &limits_shape },
  { "errors", mw_read_members, 0, FALSE, &errors_shape },
  { "filter", mw_read_members, 0, FALSE, &mw_variant_filter_shape },
  { "discovery", mw_read_members, 0, FALSE, &discovery_shape },
  { "probe", read_probe, 0 },
  { NULL },
};
const MwShape mw_variant_shape = { sizeof (MwVariantEntry), variant_members, complete_variant };
#undef O
