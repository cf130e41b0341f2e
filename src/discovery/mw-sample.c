/* mw-sample.c: what can be learnt from the first records of a list
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sample.h"

#include <string.h>

#include "mw-decimal.h"

/* How far an answer is looked through for a list, and a record for fields. */
#define LIST_DEPTH  4
#define FIELD_DEPTH 3
/* Longer ones are no values to choose by. */
#define MAX_VALUE 200

static void
sample_list_free (gpointer data)
{
  MwSampleList *list = data;

  g_free (list->path);
  g_free (list);
}

static gboolean
is_plain_key (const char *key)
{
  if (*key == '\0')
    return FALSE;
  for (const char *p = key; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && *p != '-')
      return FALSE;
  return TRUE;
}

/**
 * mw_sample_join_path:
 * @path: of an object
 * @key: of a member of it
 *
 * Returns: (transfer full): the member's path, as expressions have it
 */
char *
mw_sample_join_path (const char *path, const char *key)
{
  g_autoptr (GString) joined = g_string_new (path);

  if (is_plain_key (key))
    {
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? "." : "", key);
      return g_string_free_and_steal (g_steal_pointer (&joined));
    }
  g_string_append (joined, "[\"");
  for (const char *p = key; *p != '\0'; p++)
    g_string_append_printf (joined, "%s%c", *p == '"' || *p == '\\' ? "\\" : "", *p);
  g_string_append (joined, "\"]");
  return g_string_free_and_steal (g_steal_pointer (&joined));
}

static gboolean
is_list_of_objects (yyjson_val *value)
{
  return yyjson_is_arr (value) && yyjson_arr_size (value) > 0 && yyjson_is_obj (yyjson_arr_get_first (value));
}

static void
find_lists (GPtrArray *lists, yyjson_val *value, const char *path, guint depth)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (is_list_of_objects (value))
    {
      MwSampleList *list = g_new0 (MwSampleList, 1);

      list->path = g_strdup (path);
      list->n_records = (guint) yyjson_arr_size (value);
      g_ptr_array_add (lists, list);
      return;
    }
  if (!yyjson_is_obj (value) || depth == 0)
    return;
  yyjson_obj_iter_init (value, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      g_autofree char *child = mw_sample_join_path (path, yyjson_get_str (key));

      find_lists (lists, yyjson_obj_iter_get_val (key), child, depth - 1);
    }
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const MwSampleList *left = *(MwSampleList *const *) a;
  const MwSampleList *right = *(MwSampleList *const *) b;

  return left->n_records == right->n_records ? 0 : left->n_records > right->n_records ? -1 : 1;
}

/**
 * mw_sample_find_lists:
 * @answer: of a system
 *
 * Returns: (transfer full) (element-type MwSampleList): the lists of objects in it, the longest first
 */
GPtrArray *
mw_sample_find_lists (yyjson_val *answer)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func (sample_list_free);

  find_lists (lists, answer, "", LIST_DEPTH);
  g_ptr_array_sort (lists, compare_lengths);
  return lists;
}

static gboolean
has_digits (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; text++, pattern++)
    if (*pattern == '0' ? !g_ascii_isdigit (*text) : *pattern != *text)
      return FALSE;
  return TRUE;
}

/* "/Date(1767312000000+0000)/" of OData V2: without an offset, and at midnight, it is a day. */
static MwSurveyType
type_of_v2_date (const char *text)
{
  char *end;
  gint64 milliseconds = g_ascii_strtoll (text + strlen ("/Date("), &end, 10);

  if (*end == '+' || *end == '-')
    return MW_SURVEY_MOMENT;
  return milliseconds % (24 * 60 * 60 * 1000) == 0 ? MW_SURVEY_DAY : MW_SURVEY_LOCAL;
}

static MwSurveyType
type_of_text (const char *text)
{
  const char *time;

  if (g_str_has_prefix (text, "/Date(") && g_str_has_suffix (text, ")/"))
    return type_of_v2_date (text);
  if (!has_digits (text, "0000-00-00"))
    return MW_SURVEY_TEXT;
  time = text + strlen ("0000-00-00");
  if (*time == '\0')
    return MW_SURVEY_DAY;
  if ((*time != 'T' && *time != ' ') || !has_digits (time + 1, "00:00"))
    return MW_SURVEY_TEXT;
  return strpbrk (time, "Zz+-") != NULL ? MW_SURVEY_MOMENT : MW_SURVEY_LOCAL;
}

static gboolean
is_date (MwSurveyType type)
{
  return type == MW_SURVEY_DAY || type == MW_SURVEY_LOCAL || type == MW_SURVEY_MOMENT;
}

/* A day among clock times is one at midnight; anything else that differs is text. */
static MwSurveyType
both (MwSurveyType a, MwSurveyType b)
{
  if (a == MW_SURVEY_UNKNOWN || a == b)
    return b;
  if (is_date (a) && is_date (b))
    return MAX (a, b);
  return MW_SURVEY_TEXT;
}

static void
remember (MwSurveyList *list, MwSurveyField *field, const char *text)
{
  g_ptr_array_set_size (field->values, (int) list->n_sampled - 1);
  if (strlen (text) <= MW_SURVEY_MAX_KEY)
    g_ptr_array_add (field->values, g_strdup (text));
}

/* Odoo and its relatives write false where there is no text and no number. TRUE: @value is no value. */
static gboolean
is_false_for_null (MwSurveyList *list, MwSurveyField *field, yyjson_val *value)
{
  gboolean only_false = field->type == MW_SURVEY_BOOLEAN && field->samples->len == 1 &&
                        g_str_equal (field->samples->pdata[0], "false");

  if (field->is_described)
    return FALSE;
  if (yyjson_is_false (value) && field->type != MW_SURVEY_UNKNOWN && field->type != MW_SURVEY_BOOLEAN)
    {
      list->false_is_null = TRUE;
      return TRUE;
    }
  if (yyjson_is_bool (value) || !only_false)
    return FALSE;
  list->false_is_null = TRUE;
  field->type = MW_SURVEY_UNKNOWN;
  field->is_numeric = TRUE;
  field->n_seen = 0;
  g_ptr_array_set_size (field->samples, 0);
  g_ptr_array_set_size (field->values, 0);
  return FALSE;
}

static void
add_value (MwSurveyList *list, MwSurveyField *field, yyjson_val *value)
{
  g_autofree char *text = mw_json_dup_text (value);
  MwSurveyType type;

  if (text == NULL || *text == '\0' || is_false_for_null (list, field, value))
    return;
  field->n_seen++;
  remember (list, field, text);
  if (yyjson_is_bool (value))
    type = MW_SURVEY_BOOLEAN;
  else if (yyjson_is_str (value))
    type = type_of_text (text);
  else
    type = MW_SURVEY_NUMBER;
  field->is_numeric = field->is_numeric && mw_decimal_is_valid (text);
  /* What the description of the service says counts more than what a few values look like, but for the days
   * that OData V2 writes as moments. */
  if (field->n_seen == 1 && field->type == MW_SURVEY_LOCAL && type == MW_SURVEY_DAY)
    field->type = MW_SURVEY_DAY;
  else if (field->type == MW_SURVEY_DAY && type == MW_SURVEY_LOCAL)
    field->type = MW_SURVEY_LOCAL;
  else if (!field->is_described)
    field->type = both (field->type, type);
  if (strlen (text) <= MAX_VALUE && field->samples->len < MW_SURVEY_MAX_SAMPLES &&
      !g_ptr_array_find_with_equal_func (field->samples, text, g_str_equal, NULL))
    g_ptr_array_add (field->samples, g_steal_pointer (&text));
}

/* Members that a protocol adds: "@odata.etag", "__metadata", "_links". */
static gboolean
is_of_protocol (const char *key)
{
  return *key == '@' || strstr (key, "@odata.") != NULL || g_str_has_prefix (key, "__") ||
         g_str_equal (key, "_links");
}

static void
add_scalar (MwSurveyList *list, yyjson_val *value, const char *path, const char *name)
{
  MwSurveyField *field = mw_survey_list_take_field (list, path, name);

  if (field != NULL && !yyjson_is_null (value))
    add_value (list, field, value);
}

/* [7, "ACME"]: key and name of what is referred to, as Odoo writes it. */
static gboolean
is_reference (yyjson_val *value)
{
  return yyjson_arr_size (value) == 2 &&
         (yyjson_is_raw (yyjson_arr_get (value, 0)) || yyjson_is_num (yyjson_arr_get (value, 0))) &&
         yyjson_is_str (yyjson_arr_get (value, 1));
}

static void
add_reference (MwSurveyList *list, yyjson_val *value, const char *path, const char *name)
{
  g_autofree char *key = g_strconcat (path, "[0]", NULL);
  g_autofree char *text = g_strconcat (path, "[1]", NULL);
  g_autofree char *thing = g_str_has_suffix (name, "_id") ? g_strndup (name, strlen (name) - strlen ("_id"))
                                                          : g_strdup (name);
  g_autofree char *key_name = g_strconcat (thing, "_id", NULL);

  add_scalar (list, yyjson_arr_get (value, 0), key, key_name);
  add_scalar (list, yyjson_arr_get (value, 1), text, thing);
}

static void
add_members (MwSurveyList *list, yyjson_val *object, const char *path, const char *name, guint depth)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);
      g_autofree char *child = NULL;
      g_autofree char *full = NULL;

      if (is_of_protocol (yyjson_get_str (key)) || (yyjson_is_arr (value) && !is_reference (value)))
        continue;
      child = mw_sample_join_path (path, yyjson_get_str (key));
      full = *name != '\0' ? g_strdup_printf ("%s %s", name, yyjson_get_str (key))
                           : g_strdup (yyjson_get_str (key));
      if (yyjson_is_obj (value))
        {
          if (depth > 1)
            add_members (list, value, child, full, depth - 1);
        }
      else if (yyjson_is_arr (value))
        add_reference (list, value, child, full);
      else
        add_scalar (list, value, child, full);
    }
}

/**
 * mw_sample_add_record:
 * @list: where it is from
 * @record: one of its records
 *
 * Adds what @record tells about the fields of @list.
 */
void
mw_sample_add_record (MwSurveyList *list, yyjson_val *record)
{
  if (!yyjson_is_obj (record))
    return;
  list->n_sampled++;
  add_members (list, record, "", "", FIELD_DEPTH);
}

/**
 * mw_sample_find_children:
 * @record: of a list
 *
 * Returns: (transfer full): paths of the lists of objects right in it
 */
char **
mw_sample_find_children (yyjson_val *record)
{
  GStrvBuilder *paths = g_strv_builder_new ();
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (yyjson_is_obj (record))
    {
      yyjson_obj_iter_init (record, &iter);
      while ((key = yyjson_obj_iter_next (&iter)) != NULL)
        {
          yyjson_val *value = yyjson_obj_iter_get_val (key);

          if (is_list_of_objects (value))
            g_strv_builder_take (paths, mw_sample_join_path ("", yyjson_get_str (key)));
        }
    }
  return g_strv_builder_unref_to_strv (paths);
}
