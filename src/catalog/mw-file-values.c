/* mw-file-values.c: the values of members that tables for MwFileReader can name
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-file-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-bounded-regex.h"

#define FIELD(type) (*(type *) G_STRUCT_MEMBER_P (target, m->offset))
#define COUNT       (*(guint *) G_STRUCT_MEMBER_P (target, m->count_offset))

static const char *
get_text (MwFileReader *r, JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      mw_file_reader_wrong_type (r, node, "a text");
      return NULL;
    }
  return json_node_get_string (node);
}

gboolean
mw_read_any_text (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const char *text = get_text (r, node);

  if (text == NULL)
    return FALSE;
  FIELD (const char *) = text;
  return TRUE;
}

gboolean
mw_read_text (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  if (!mw_read_any_text (r, node, target, m))
    return FALSE;
  return *FIELD (const char *) != '\0' || mw_file_reader_fail (r, NULL, "must not be empty");
}

gboolean
mw_read_translated (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  /* The empty text is never looked up: gettext answers it with the header of the catalogue. */
  if (!mw_read_text (r, node, target, m))
    return FALSE;
  FIELD (const char *) = g_dgettext (GETTEXT_PACKAGE, FIELD (const char *));
  return TRUE;
}

gboolean
mw_file_reader_check_id (MwFileReader *r, const char *id)
{
  gsize length = strlen (id);

  if (length == 0 || length > 64 || !g_ascii_islower (*id) ||
      strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789_-") != length)
    return mw_file_reader_fail (r, NULL, "an id is a small letter, then small letters, digits, - and _");
  return TRUE;
}

gboolean
mw_read_id (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  return mw_read_text (r, node, target, m) && mw_file_reader_check_id (r, FIELD (const char *));
}

gboolean
mw_read_own_text (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const char *text = get_text (r, node);

  if (text == NULL)
    return FALSE;
  FIELD (char *) = g_strdup (text);
  return TRUE;
}

/* The texts of a list that is not empty. */
static char **
dup_texts (MwFileReader *r, JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      mw_file_reader_wrong_type (r, node, "a list of texts");
      return NULL;
    }
  list = json_node_get_array (node);
  if (json_array_get_length (list) == 0)
    {
      mw_file_reader_fail (r, NULL, "must not be empty");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      gsize mark = mw_file_reader_enter_index (r, i);
      const char *text = get_text (r, json_array_get_element (list, i));

      if (text == NULL)
        return NULL;
      mw_file_reader_leave (r, mark);
      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

gboolean
mw_read_own_texts (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  FIELD (char **) = dup_texts (r, node);
  return FIELD (char **) != NULL;
}

gboolean
mw_read_texts (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  char **texts = dup_texts (r, node);

  if (texts == NULL)
    return FALSE;
  FIELD (char **) = mw_keep_add (r->keep, texts, (GDestroyNotify) g_strfreev);
  return TRUE;
}

gboolean
mw_read_ids (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  char **ids;

  if (!mw_read_texts (r, node, target, m))
    return FALSE;
  ids = FIELD (char **);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      gsize mark = mw_file_reader_enter_index (r, i);

      if (!mw_file_reader_check_id (r, ids[i]))
        return FALSE;
      for (guint before = 0; before < i; before++)
        if (strcmp (ids[before], ids[i]) == 0)
          return mw_file_reader_fail (r, NULL, "“%s” stands twice", ids[i]);
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

/* One alone may stand without a list. */
gboolean
mw_read_id_or_ids (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  char *ids[2] = { NULL };

  if (!JSON_NODE_HOLDS_VALUE (node))
    return mw_read_ids (r, node, target, m);
  if (!mw_read_id (r, node, ids, &(const MwMember) { 0 }))
    return FALSE;
  FIELD (char **) = mw_keep_add (r->keep, g_strdupv (ids), (GDestroyNotify) g_strfreev);
  return TRUE;
}

gboolean
mw_read_boolean (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return mw_file_reader_wrong_type (r, node, "true or false");
  FIELD (gboolean) = json_node_get_boolean (node);
  return TRUE;
}

gboolean
mw_read_number (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  gint64 number;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return mw_file_reader_wrong_type (r, node, "a whole number");
  number = json_node_get_int (node);
  if (number < 0 || number > G_MAXINT)
    return mw_file_reader_fail (r, NULL, "must be from 0 to %d", G_MAXINT);
  FIELD (guint) = number;
  return TRUE;
}

gboolean
mw_read_word (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  char *const *words = (char *const *) m->detail;
  const char *text = get_text (r, node);
  g_autofree char *known = NULL;

  if (text == NULL)
    return FALSE;
  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], text) == 0)
      {
        FIELD (int) = i;
        return TRUE;
      }
  known = g_strjoinv (", ", (char **) words);
  return mw_file_reader_fail (r, NULL, "“%s” is none of: %s", text, known);
}

gboolean
mw_read_date (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  guint year, month, day;
  const char *text;

  if (!mw_read_text (r, node, target, m))
    return FALSE;
  text = FIELD (const char *);
  if (strlen (text) != 10 || strspn (text, "0123456789-") != 10 ||
      sscanf (text, "%4u-%2u-%2u", &year, &month, &day) != 3 || !g_date_valid_dmy (day, month, year))
    return mw_file_reader_fail (r, NULL, "must be a date like 2026-11-22");
  return TRUE;
}

/* "[]" outside of quotes stands for every element. */
static gboolean
has_every (const char *path)
{
  gboolean quoted = FALSE;

  for (const char *c = path; *c != '\0'; c++)
    if (quoted && c[0] == '\\' && c[1] != '\0')
      c++;
    else if (*c == '"')
      quoted = !quoted;
    else if (!quoted && c[0] == '[' && c[1] == ']')
      return TRUE;
  return FALSE;
}

MwJsonPath *
mw_file_reader_dup_path (MwFileReader *r, JsonNode *node, gboolean every)
{
  g_autoptr (GError) error = NULL;
  const char *text = get_text (r, node);
  MwJsonPath *path;

  if (text == NULL)
    return NULL;
  if (has_every (text) != every)
    {
      if (every)
        mw_file_reader_fail (r, NULL, "needs [] for every element, as in lines[].amount");
      else
        mw_file_reader_fail (r, NULL, "[] stands only in sum, min and max, and in join");
      return NULL;
    }
  path = mw_json_path_parse (text, &error);
  if (path == NULL)
    mw_file_reader_fail (r, NULL, "is no path: %s", error->message);
  return path;
}

gboolean
mw_read_path (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwJsonPath *path = mw_file_reader_dup_path (r, node, FALSE);

  if (path == NULL)
    return FALSE;
  FIELD (MwJsonPath *) = mw_keep_add (r->keep, path, (GDestroyNotify) mw_json_path_free);
  return TRUE;
}

gboolean
mw_read_paths (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  JsonArray *list;
  MwJsonPath **paths;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a list of paths");
  list = json_node_get_array (node);
  paths = mw_keep_add (r->keep, g_new0 (MwJsonPath *, json_array_get_length (list) + 1), g_free);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      gsize mark = mw_file_reader_enter_index (r, i);

      paths[i] = mw_file_reader_dup_path (r, json_array_get_element (list, i), FALSE);
      if (paths[i] == NULL)
        return FALSE;
      mw_keep_add (r->keep, paths[i], (GDestroyNotify) mw_json_path_free);
      mw_file_reader_leave (r, mark);
    }
  FIELD (MwJsonPath **) = paths;
  return TRUE;
}

gboolean
mw_read_regex (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  g_autoptr (GError) error = NULL;
  const char *text = get_text (r, node);
  GRegex *regex;

  if (text == NULL)
    return FALSE;
  regex = mw_bounded_regex_new (text, FALSE, &error);
  if (regex == NULL)
    return mw_file_reader_fail (r, NULL, "is no regular expression: %s", error->message);
  FIELD (GRegex *) = mw_keep_add (r->keep, regex, (GDestroyNotify) g_regex_unref);
  return TRUE;
}

gboolean
mw_read_node (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  if (!JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "an object or a list");
  FIELD (JsonNode *) = mw_keep_add (r->keep, json_node_ref (node), (GDestroyNotify) json_node_unref);
  return TRUE;
}

gboolean
mw_read_members (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  return mw_file_reader_read (r, node, m->detail, target);
}

gboolean
mw_read_struct (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const MwShape *shape = m->detail;

  FIELD (gpointer) = mw_keep_add (r->keep, g_malloc0 (shape->size), g_free);
  return mw_file_reader_read (r, node, shape, FIELD (gpointer));
}

gboolean
mw_read_list (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const MwShape *shape = m->detail;
  JsonArray *list;
  char *elements;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a list");
  list = json_node_get_array (node);
  if (m->required && json_array_get_length (list) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  elements = mw_keep_add (r->keep, g_malloc0_n (json_array_get_length (list) + 1, shape->size), g_free);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      gsize mark = mw_file_reader_enter_index (r, i);

      if (!mw_file_reader_read (r, json_array_get_element (list, i), shape, elements + i * shape->size))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  FIELD (gpointer) = elements;
  COUNT = json_array_get_length (list);
  return TRUE;
}

gboolean
mw_read_table (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const MwShape *shape = m->detail;
  g_autoptr (GList) names = NULL;
  JsonObject *object;
  char *elements, *element;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object");
  object = json_node_get_object (node);
  if (m->required && json_object_get_size (object) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  elements = mw_keep_add (r->keep, g_malloc0_n (json_object_get_size (object) + 1, shape->size), g_free);
  names = json_object_get_members (object);
  element = elements;
  for (GList *l = names; l != NULL; l = l->next)
    {
      gsize mark = mw_file_reader_enter (r, l->data);

      *(const char **) (gpointer) element = l->data;
      if (!mw_file_reader_read (r, json_object_get_member (object, l->data), shape, element))
        return FALSE;
      mw_file_reader_leave (r, mark);
      element += shape->size;
    }
  FIELD (gpointer) = elements;
  COUNT = json_object_get_size (object);
  return TRUE;
}

gboolean
mw_read_id_table (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  g_autoptr (GList)
    names = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_members (json_node_get_object (node)) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      gsize mark = mw_file_reader_enter (r, l->data);

      if (!mw_file_reader_check_id (r, l->data))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  return mw_read_table (r, node, target, m);
}
