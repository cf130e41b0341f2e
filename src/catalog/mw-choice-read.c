/* mw-choice-read.c: choices after signing in, and what narrows a set's list, as members of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-expression-reader.h"
#include "mw-request-reader.h"
#include "mw-system-private.h"

#define FIELD(type) (*(type *) G_STRUCT_MEMBER_P (target, m->offset))

static const char *const per_words[] = { "request", "list", NULL };
/* In the order of MwFilterKind (after NONE) and MwSinceFormat. */
static const char *const filter_words[] = { "text", "list", "parameters", NULL };
static const char *const since_words[] = {
  "utc",     "utc-space", "utc-offset", "day",      "local",        "local-space", "unix",
  "unix-ms", "typed",     "typed-day",  "odata-v2", "odata-v2-day", "header",      NULL,
};

static gboolean
check_choice (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwChoice *choice = target;

  if ((choice->request != NULL) == (choice->set != NULL))
    return mw_file_reader_fail (r, NULL, "must have one of: request, set");
  if (choice->request != NULL && choice->request->records == NULL)
    {
      mw_file_reader_enter (r, "request");
      return mw_file_reader_fail (r, "records", "is missing");
    }
  if (!choice->several && json_object_has_member (json_node_get_object (node), "per"))
    return mw_file_reader_fail (r, "per", "is only for a choice of several");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwChoiceEntry, choice.field)
static const MwMember choice_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "title", mw_read_translated, O (title), TRUE },
  { "help", mw_read_translated, O (help) },
  { "request", mw_read_struct, O (request), FALSE, &mw_request_shape },
  { "set", mw_read_id, O (set) },
  { "value", mw_read_kept_expression, O (value), TRUE },
  { "label", mw_read_kept_expression, O (label) },
  { "code", mw_read_kept_expression, O (code) },
  { "currency", mw_read_kept_expression, O (currency) },
  { "zone", mw_read_kept_expression, O (zone) },
  { "per", mw_read_word, O (per_list), FALSE, per_words },
  { "several", mw_read_boolean, O (several) },
  { "all", mw_read_boolean, O (all) },
  { "optional", mw_read_boolean, O (optional) },
  { "organization", mw_read_boolean, O (organization) },
  { "form_field", mw_read_id, O (form_field) },
  { NULL },
};
const MwShape mw_choice_shape = { sizeof (MwChoiceEntry), choice_members, check_choice };
#undef O

static gboolean
read_filter_kind (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  if (!mw_read_word (r, node, target, m))
    return FALSE;
  FIELD (int) += MW_FILTER_TEXT;
  return TRUE;
}

static gboolean
check_filter (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwVariant *variant = target;

  if (variant->filter == MW_FILTER_TEXT && variant->filter_join == NULL)
    return mw_file_reader_fail (r, "join", "is missing: what stands between two filters");
  if (variant->filter != MW_FILTER_TEXT && variant->filter_join != NULL)
    return mw_file_reader_fail (r, "join", "is only for kind text");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwVariantEntry, variant.field)
static const MwMember filter_members[] = {
  { "kind", read_filter_kind, O (filter), TRUE, filter_words },
  { "join", mw_read_text, O (filter_join) },
  { NULL },
};
const MwShape mw_variant_filter_shape = { sizeof (MwVariantEntry), filter_members, check_filter };
#undef O

/* A text or a list; which of both the variant says. */
static gboolean
read_filter (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  gboolean is_text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

  if (!is_text && !JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a text or a list");
  if (is_text ? *json_node_get_string (node) == '\0'
              : json_array_get_length (json_node_get_array (node)) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  FIELD (JsonNode *) = node;
  return TRUE;
}

static gboolean
read_chosen (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember filter = { .offset = G_STRUCT_OFFSET (MwChosenFilter, filter) };
  MwSetFilters *filters = target;
  g_autoptr (GList) names = NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object: choice → filter");
  object = json_node_get_object (node);
  filters->chosen = mw_keep_add (r->keep, g_new0 (MwChosenFilter, json_object_get_size (object) + 1), g_free);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      gsize mark = mw_file_reader_enter (r, l->data);
      MwChosenFilter *chosen = &filters->chosen[filters->n_chosen++];

      chosen->choice = l->data;
      if (!read_filter (r, json_object_get_member (object, l->data), chosen, &filter))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

static gboolean
check_filters (MwFileReader *r, JsonNode *node, gpointer target)
{
  return json_object_get_size (json_node_get_object (node)) > 0 ||
         mw_file_reader_fail (r, NULL, "must not be empty");
}

#define O(field) G_STRUCT_OFFSET (MwSetFilters, field)
static const MwMember filters_members[] = {
  { "base", read_filter, O (base) },
  { "chosen", read_chosen, 0 },
  { "changed_since", read_filter, O (changed_since) },
  { "ordered_since", read_filter, O (ordered_since) },
  { "open", read_filter, O (open) },
  { NULL },
};
const MwShape mw_set_filters_shape = { sizeof (MwSetFilters), filters_members, check_filters };
#undef O

static gboolean
read_zone (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (!mw_read_text (r, node, target, m))
    return FALSE;
  if (strcmp (FIELD (const char *), "{zone}") == 0)
    return TRUE;
  zone = g_time_zone_new_identifier (FIELD (const char *));
  return zone != NULL || mw_file_reader_fail (r, NULL, "“%s” is no time zone", FIELD (const char *));
}

static gboolean
check_moment (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwMoment *moment = target;
  gboolean local = moment->as == MW_SINCE_LOCAL || moment->as == MW_SINCE_LOCAL_SPACE;

  if (local && moment->zone == NULL)
    return mw_file_reader_fail (r, "zone", "is missing: what a local time means");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwMoment, field)
static const MwMember changed_members[] = {
  { "of", mw_read_kept_expression, O (of), TRUE },
  { "as", mw_read_word, O (as), TRUE, since_words },
  { "overlap", mw_read_number, O (overlap) },
  { "incomplete", mw_read_boolean, O (incomplete) },
  { "zone", read_zone, O (zone) },
  { NULL },
};
const MwShape mw_changed_shape = { sizeof (MwMoment), changed_members, check_moment };

static const MwMember ordered_members[] = {
  { "of", mw_read_kept_expression, O (of) },
  { "as", mw_read_word, O (as), TRUE, since_words },
  { "zone", read_zone, O (zone) },
  { NULL },
};
const MwShape mw_ordered_shape = { sizeof (MwMoment), ordered_members, check_moment };
#undef O
