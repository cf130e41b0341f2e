/* mw-set-writer.c: a list that was found, as a set of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-writer.h"

#include <string.h>

#include "mw-json-build.h"

/* What the field of a key is called where nothing says which it is; the likeliest first. */
static const char *const key_names[] = {
  "id", "guid", "uuid", "key", "pk", "sys id", "internal id", "row id", "oid", "number", "code", "name", NULL,
};

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  json_object_set_string_member (object, name, text);
}

/* Whether each record that was looked at has a value of its own there. */
static gboolean
is_unique (MwSurveyList *list, const MwSurveyField *field)
{
  return list->n_sampled > 0 && field->n_seen == list->n_sampled && field->samples->len == list->n_sampled &&
         field->type != MW_SURVEY_BOOLEAN;
}

static char *
dup_letters (const char *text)
{
  GString *letters = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (letters, g_ascii_tolower (*text));
  return g_string_free_and_steal (letters);
}

/* PurchaseOrder of A_PurchaseOrder. */
static gboolean
is_named_like_list (MwSurveyList *list, const MwSurveyField *field)
{
  g_autofree char *id = dup_letters (list->id);
  g_autofree char *name = dup_letters (field->name);

  return *name != '\0' && strstr (id, name) != NULL;
}

/* A field that is only by chance another one in the first records (an amount, a text) would make later
 * records with an equal value look like the same record, and they would be lost: without a name that says key
 * there is none. */
static MwSurveyField *
guess_key (MwSurveyList *list)
{
  for (guint i = 0; key_names[i] != NULL; i++)
    for (guint n = 0; n < list->fields->len; n++)
      {
        MwSurveyField *field = list->fields->pdata[n];
        g_autofree char *name = g_ascii_strdown (field->name, -1);

        g_strdelimit (name, "_-", ' ');
        if (strcmp (name, key_names[i]) == 0 && is_unique (list, field))
          return field;
      }
  for (guint n = 0; n < list->fields->len; n++)
    if (is_named_like_list (list, list->fields->pdata[n]) && is_unique (list, list->fields->pdata[n]))
      return list->fields->pdata[n];
  return NULL;
}

/**
 * mw_set_writer_dup_keys:
 * @list: a list
 *
 * Returns: (transfer full): paths of the fields of its key: what the service says, or else a field that is
 * called like a key and has another value in every record; empty when there is none
 */
char **
mw_set_writer_dup_keys (MwSurveyList *list)
{
  GStrvBuilder *keys = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < list->fields->len; i++)
    {
      MwSurveyField *field = list->fields->pdata[i];

      if (field->is_key)
        {
          g_strv_builder_add (keys, field->path);
          any = TRUE;
        }
    }
  if (!any && guess_key (list) != NULL)
    g_strv_builder_add (keys, guess_key (list)->path);
  return g_strv_builder_unref_to_strv (keys);
}

/**
 * mw_set_writer_dup_key:
 * @list: a list
 *
 * Returns: (transfer full): the expression of a record's key; the whole record when nothing else tells it
 * from others
 */
JsonNode *
mw_set_writer_dup_key (MwSurveyList *list)
{
  g_auto (GStrv) keys = mw_set_writer_dup_keys (list);
  guint n_keys = g_strv_length (keys);
  JsonObject *object;
  JsonArray *parts;

  if (n_keys == 1)
    return mw_json_new_text (keys[0]);
  object = json_object_new ();
  if (n_keys == 0)
    {
      set_text (object, "json", "");
      return mw_json_take_object (object);
    }
  parts = json_array_new ();
  for (guint i = 0; i < n_keys; i++)
    json_array_add_string_element (parts, keys[i]);
  json_object_set_array_member (object, "join", parts);
  set_text (object, "with", "/");
  return mw_json_take_object (object);
}

static JsonObject *
find_variant (MwSurvey *survey)
{
  JsonObject *root = json_node_get_object (mw_system_get_json (mw_survey_get_general (survey)));
  JsonArray *variants = json_object_get_array_member (root, "variants");

  for (guint i = 0; i < json_array_get_length (variants); i++)
    {
      JsonObject *variant = json_array_get_object_element (variants, i);

      if (strcmp (json_object_get_string_member (variant, "id"), mw_survey_get_variant (survey)->id) == 0)
        return variant;
    }
  return NULL;
}

/* What all lists of the variant have: the general file's own list request. */
static JsonObject *
copy_base (MwSurvey *survey)
{
  JsonObject *variant = find_variant (survey);
  JsonObject *requests = variant != NULL && json_object_has_member (variant, "requests")
                           ? json_object_get_object_member (variant, "requests")
                           : NULL;
  JsonNode *list = requests != NULL ? json_object_get_member (requests, "list") : NULL;
  g_autoptr (JsonNode) copy = list != NULL ? mw_json_copy (list) : NULL;

  if (copy == NULL)
    return json_object_new ();
  return json_object_ref (json_node_get_object (copy));
}

static void
add_query (JsonObject *query, JsonNode *more)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (more == NULL || !JSON_NODE_HOLDS_OBJECT (more))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (more));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (query, name, json_node_copy (value));
}

static JsonObject *
compose_list (MwSurvey *survey, MwSurveyList *list, const MwSetTrial *trial)
{
  JsonObject *request = copy_base (survey);
  JsonObject *query = json_object_new ();

  set_text (request, "kind", "read");
  set_text (request, "path", list->path);
  add_query (query, json_object_get_member (request, "query"));
  for (guint i = 0; i < list->query->len; i++)
    {
      const MwSurveyParameter *parameter = &g_array_index (list->query, MwSurveyParameter, i);

      set_text (query, parameter->name, parameter->value);
    }
  if (list->order_query != NULL)
    add_query (query, list->order_query);
  if (trial == NULL && list->turning != NULL)
    add_query (query, list->turning);
  if (trial != NULL)
    {
      add_query (query, trial->query);
      add_query (query, trial->more_query);
    }
  if (json_object_get_size (query) > 0)
    json_object_set_object_member (request, "query", query);
  else
    json_object_unref (query);
  if (list->records != NULL)
    json_object_set_member (request, "records", json_node_copy (list->records));
  if (list->total != NULL)
    set_text (request, "total", list->total);
  return request;
}

static gboolean
needs_order (JsonObject *paging)
{
  const char *style = json_object_get_string_member_with_default (paging, "style", "none");

  return strcmp (style, "offset") == 0 || strcmp (style, "page") == 0;
}

static JsonObject *
compose_paging (MwSurveyList *list, const MwSetTrial *trial)
{
  JsonNode *from = trial != NULL && trial->paging != NULL ? trial->paging
                   : trial == NULL                        ? list->paging
                                                          : NULL;
  JsonObject *paging = json_object_new ();
  const char *order = trial != NULL && trial->order != NULL ? trial->order : list->order;

  if (from == NULL)
    set_text (paging, "style", "none");
  add_query (paging, from);
  if (trial != NULL && trial->size > 0 && json_object_has_member (paging, "size"))
    json_object_set_int_member (paging, "size", trial->size);
  if (order != NULL)
    set_text (paging, "order", order);
  else if (needs_order (paging))
    set_text (paging, "order_fixed", "assumed: no way to order the records was found");
  return paging;
}

/**
 * mw_set_writer_compose:
 * @survey: what was found
 * @list: one of its lists
 * @trial: (nullable): what is tried
 *
 * Returns: (transfer full): the set as a system file has it
 */
JsonNode *
mw_set_writer_compose (MwSurvey *survey, MwSurveyList *list, const MwSetTrial *trial)
{
  JsonObject *set = json_object_new ();

  set_text (set, "title", list->title);
  json_object_set_member (set, "key", mw_set_writer_dup_key (list));
  json_object_set_object_member (set, "list", compose_list (survey, list, trial));
  json_object_set_object_member (set, "paging", compose_paging (list, trial));
  return mw_json_take_object (set);
}
