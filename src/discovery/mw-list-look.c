/* mw-list-look.c: looks at the first records of a list
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-list-look.h"

#include <string.h>

#include "mw-json-build.h"
#include "mw-key-guess.h"
#include "mw-sample.h"
#include "mw-source.h"

#define MAX_OTHER_LISTS 10
#define MAX_CHILDREN    8

static yyjson_val *
find (yyjson_val *answer, const char *path)
{
  g_autoptr (MwJsonPath) parsed = mw_json_path_parse (path, NULL);

  return parsed != NULL ? mw_json_path_get (parsed, answer, NULL) : NULL;
}

/* Elements of the lists in the records, as a list of their own. */
static void
add_child (const MwLook *look, MwSurveyList *list, yyjson_val *records, const char *path)
{
  g_autofree char *id = g_strdup_printf ("%s/%s", list->id, path);
  MwSurveyList *child = mw_survey_find_list (look->survey, id);
  yyjson_arr_iter iter;
  yyjson_val *record;
  guint number = 0;

  if (child != NULL)
    return;
  child = mw_survey_list_new (list->synonyms, id, path, list->path);
  child->parent = list;
  child->each = g_strdup (path);
  yyjson_arr_iter_init (records, &iter);
  while ((record = yyjson_arr_iter_next (&iter)) != NULL)
    {
      yyjson_val *elements = find (record, path);
      yyjson_arr_iter element;
      yyjson_val *value;

      yyjson_arr_iter_init (elements, &element);
      while (child->n_sampled < MW_SURVEY_MAX_RECORDS && (value = yyjson_arr_iter_next (&element)) != NULL)
        {
          mw_sample_add_record (child, value);
          if (child->owners->len < child->n_sampled)
            g_array_append_val (child->owners, number);
        }
      number++;
    }
  mw_key_guess (child);
  mw_survey_add_list (look->survey, child);
}

static void
add_children (const MwLook *look, MwSurveyList *list, yyjson_val *records)
{
  yyjson_arr_iter iter;
  yyjson_val *record;
  guint n_looked = 0;

  yyjson_arr_iter_init (records, &iter);
  while (n_looked++ < MW_SURVEY_MAX_RECORDS && (record = yyjson_arr_iter_next (&iter)) != NULL)
    {
      g_auto (GStrv) paths = mw_sample_find_children (record);

      for (guint i = 0; paths[i] != NULL && i < MAX_CHILDREN; i++)
        add_child (look, list, records, paths[i]);
    }
}

static void
add_records (const MwLook *look, MwSurveyList *list, yyjson_val *records)
{
  yyjson_arr_iter iter;
  yyjson_val *record;

  yyjson_arr_iter_init (records, &iter);
  while (list->n_sampled < MW_SURVEY_MAX_RECORDS && (record = yyjson_arr_iter_next (&iter)) != NULL)
    mw_sample_add_record (list, record);
  mw_key_guess (list);
  add_children (look, list, records);
}

/* Another list of the same answer: it has the same address, and stands elsewhere. */
static void
add_other (const MwLook *look, MwSurveyList *list, yyjson_val *answer, const MwSampleList *found)
{
  g_autofree char *id = g_strdup_printf ("%s %s", list->id, found->path);
  MwSurveyList *other;

  if (mw_survey_find_list (look->survey, id) != NULL)
    return;
  other = mw_survey_list_new (list->synonyms, id, found->path, list->path);
  for (guint i = 0; i < list->query->len; i++)
    {
      const MwSurveyParameter *parameter = &g_array_index (list->query, MwSurveyParameter, i);

      mw_survey_list_add_parameter (other, parameter->name, parameter->value);
    }
  other->records = mw_json_new_text (found->path);
  other->n_records = found->n_records;
  mw_survey_add_list (look->survey, other);
  add_records (look, other, find (answer, found->path));
}

static void
find_total (const MwLook *look, MwSurveyList *list, yyjson_val *answer, guint n_records)
{
  char **totals = mw_survey_get_variant (look->survey)->discovery.totals;

  for (guint i = 0; totals != NULL && totals[i] != NULL && list->total == NULL; i++)
    {
      const char *text = mw_json_peek_text (find (answer, totals[i]), NULL);
      guint64 total;

      if (text != NULL && g_ascii_string_to_unsigned (text, 10, n_records, G_MAXUINT32, &total, NULL))
        {
          list->total = g_strdup (totals[i]);
          list->n_records = (gint64) total;
        }
    }
}

static gboolean
take_found_lists (const MwLook *look,
                  MwSurveyList *list,
                  yyjson_val *answer,
                  const char *wanted,
                  GError **error)
{
  g_autoptr (GPtrArray) lists = mw_sample_find_lists (answer);
  const MwSampleList *first = NULL;

  for (guint i = 0; i < lists->len && first == NULL; i++)
    if (wanted == NULL || g_str_equal (((MwSampleList *) lists->pdata[i])->path, wanted))
      first = lists->pdata[i];
  if (first == NULL)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE,
                   "%s: there is no list of records in the answer%s%s", list->id,
                   wanted != NULL ? " at " : "", wanted != NULL ? wanted : "");
      return FALSE;
    }
  list->records = mw_json_new_text (first->path);
  find_total (look, list, answer, first->n_records);
  add_records (look, list, find (answer, first->path));
  for (guint i = 0; wanted == NULL && i < MIN (lists->len, MAX_OTHER_LISTS); i++)
    if (lists->pdata[i] != first)
      add_other (look, list, answer, lists->pdata[i]);
  return TRUE;
}

static gint64
get_total (MwTrial *trial)
{
  const MwJsonPath *path = mw_trial_get_set (trial)->list->total;
  const char *text = path != NULL
                       ? mw_json_peek_text (mw_json_path_get (path, mw_trial_get_answer (trial), NULL), NULL)
                       : NULL;
  guint64 total;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &total, NULL) ? (gint64) total
                                                                                             : -1;
}

/* Asking again would be answered the same way. */
static gboolean
is_refusal (const GError *reason)
{
  return reason->domain == MW_SOURCE_ERROR && reason->code != MW_SOURCE_ERROR_SIGNED_OUT &&
         reason->code != MW_SOURCE_ERROR_BUSY;
}

/**
 * mw_list_look:
 * @look: who asks
 * @list: a list of the survey
 * @records: (nullable): where the records are, when the user says so
 *
 * Asks for the first records. To be called on a fiber.
 *
 * Returns: %FALSE with a #MwSourceError or #MwTransportError
 */
gboolean
mw_list_look (const MwLook *look, MwSurveyList *list, const char *records, GError **error)
{
  const MwDiscovery *discovery = &mw_survey_get_variant (look->survey)->discovery;
  MwSetTrial asked = { .query = discovery->sample };
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  g_autoptr (MwTrial) trial = NULL;
  GError *reason = NULL;

  /* Until they are found, the answer is the list. */
  if (discovery->kind == MW_DISCOVERY_SAMPLE)
    {
      g_autoptr (JsonNode) whole = mw_json_new_text ("");

      g_clear_pointer (&list->records, json_node_unref);
      list->records = g_steal_pointer (&whole);
    }
  trial = mw_trial_new (look, list, &asked, error);
  if (discovery->kind == MW_DISCOVERY_SAMPLE)
    g_clear_pointer (&list->records, json_node_unref);
  if (trial == NULL)
    return FALSE;
  if (!mw_trial_ask (trial, look, variables, &reason))
    {
      list->is_refused = is_refusal (reason);
      g_propagate_error (error, reason);
      return FALSE;
    }
  if (discovery->kind == MW_DISCOVERY_SAMPLE)
    return take_found_lists (look, list, mw_trial_get_answer (trial), records, error);
  list->n_records = get_total (trial);
  add_records (look, list, mw_trial_get_records (trial));
  return TRUE;
}
