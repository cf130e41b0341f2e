/* mw-set-writer.c: a list that was found, as a set of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-json-build.h"
#include "mw-note.h"

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  json_object_set_string_member (object, name, text);
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
  char **keys = list->keys;
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

/* As many records as there are by the system's own count were in the first answer. */
static gboolean
is_whole (MwSurveyList *list)
{
  return list->n_records >= 0 && list->n_records <= (gint64) list->n_sampled;
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

static const char *
get_key_reason (MwSurveyList *list)
{
  if (list->keys[0] == NULL)
    return _ ("Nothing was found that tells the records apart; the whole record stands for its key.");
  return list->key_confidence == MW_CONFIDENCE_SURE
           ? NULL
           : _ ("It is called like a key, and another one in every record "
                "that was looked at.");
}

static void
add_paging_note (JsonObject *notes, MwSurveyList *list)
{
  const char *why = NULL;
  MwConfidence confidence = MW_CONFIDENCE_SURE;

  if (list->paging == NULL && !is_whole (list))
    why = _ (
      "No way to turn the pages was found: if there are more records than one answer has, they are missing.");
  else if (list->paging == NULL)
    why = NULL;
  else if (!list->is_turned)
    why = _ ("There were too few records to try it.");
  else if (list->order == NULL && needs_order (json_node_get_object (list->paging)))
    why = _ (
      "No way to order the records was found: one that is added meanwhile may be missed or read twice.");
  if (why != NULL)
    confidence = list->paging == NULL ? MW_CONFIDENCE_GUESS : MW_CONFIDENCE_LIKELY;
  mw_note_add (notes, "paging", confidence, why);
}

/* What a person should look at. */
static JsonObject *
compose_notes (MwSurveyList *list)
{
  JsonObject *notes = json_object_new ();

  mw_note_add (notes, "key", list->keys[0] != NULL ? list->key_confidence : MW_CONFIDENCE_GUESS,
               get_key_reason (list));
  add_paging_note (notes, list);
  return notes;
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
  if (trial == NULL)
    json_object_set_object_member (set, "proposed", compose_notes (list));
  return mw_json_take_object (set);
}
