/* mw-variant-read.c: the dialects of a system, as members of its file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

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

static gboolean
read_probe (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember member = { .detail = &mw_probe_shape };
  MwVariant *variant = target;
  MwProbe *probe;

  if (!mw_read_struct (r, node, &probe, &member))
    return FALSE;
  variant->probe = &probe->request;
  variant->probe_version = probe->version;
  return TRUE;
}

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
  { "concurrent", mw_read_number, O (variant.concurrent) },
  { NULL },
};
static const MwShape limits_shape = { sizeof (MwVariantEntry), limits_members };

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
  { "request_id", mw_read_paths, O (variant.request_id_paths) },
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
  GArray **rules[] = { &variant->failed, &variant->signed_out, &variant->forbidden, &variant->not_offered,
                       &variant->unknown_field };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (*rules[i] == NULL)
      *rules[i] = no_rules (r);
  if (variant->null_texts == NULL)
    variant->null_texts = mw_keep_add (r->keep, g_new0 (char *, 1), g_free);
  if (variant->message_paths == NULL)
    variant->message_paths = mw_keep_add (r->keep, g_new0 (MwJsonPath *, 1), g_free);
  if (variant->request_id_paths == NULL)
    variant->request_id_paths = mw_keep_add (r->keep, g_new0 (MwJsonPath *, 1), g_free);
  if (entry->paging == NULL)
    entry->paging = mw_keep_add (r->keep, g_new0 (MwPaging, 1), g_free);
  return TRUE;
}

static const MwMember variant_members[] = {
  { "id", mw_read_id, O (variant.id), TRUE },
  { "sign_in", mw_read_ids, O (variant.sign_ins), TRUE },
  { "requests", mw_read_members, 0, FALSE, &requests_shape },
  { "paging", mw_read_struct, O (paging), FALSE, &mw_paging_shape },
  { "nulls", read_nulls, 0 },
  { "typed_values", mw_read_boolean, O (variant.typed_values) },
  { "nested_suffix", mw_read_text, O (variant.nested_suffix) },
  { "dotted_fields", mw_read_boolean, O (variant.dotted_fields) },
  { "limits", mw_read_members, 0, FALSE, &limits_shape },
  { "errors", mw_read_members, 0, FALSE, &errors_shape },
  { "filter", mw_read_members, 0, FALSE, &mw_variant_filter_shape },
  { "probe", read_probe, 0 },
  { NULL },
};
const MwShape mw_variant_shape = { sizeof (MwVariantEntry), variant_members, complete_variant };
#undef O
