/* mw-pasted-read.c: what people paste instead of what is asked for, as members of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-bounded-regex.h"
#include "mw-system-private.h"

static gboolean
read_pattern (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const MwMember text = { .offset = G_STRUCT_OFFSET (MwPasted, pattern) };
  g_autoptr (GError) error = NULL;
  MwPasted *pasted = target;
  GRegex *regex;

  if (!mw_read_text (r, node, target, &text))
    return FALSE;
  regex = mw_bounded_regex_new (pasted->pattern, TRUE, &error);
  if (regex == NULL)
    return mw_file_reader_fail (r, NULL, "is no regular expression: %s", error->message);
  if (strstr (pasted->pattern, "://") == NULL)
    return mw_file_reader_fail (r, NULL, "must be that of a whole address, with ://");
  pasted->regex = mw_keep_add (r->keep, regex, (GDestroyNotify) g_regex_unref);
  return TRUE;
}

/* Every place is a named group of the pattern. */
static gboolean
check_text (MwFileReader *r, const MwPasted *pasted, const char *name, const char *text)
{
  const char *open = text;

  while ((open = strchr (open, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *group = close != NULL ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;

      if (group == NULL || *group == '\0' || g_regex_get_string_number (pasted->regex, group) < 0)
        return mw_file_reader_fail (r, name, "has a place that is no named group of the pattern");
      open = close;
    }
  return TRUE;
}

static gboolean
read_set (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwPasted *pasted = target;
  g_autoptr (GList) names = NULL;
  guint n = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object of texts");
  names = json_object_get_members (json_node_get_object (node));
  pasted->values = mw_keep_add (r->keep, g_new0 (MwPastedValue, g_list_length (names) + 1), g_free);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const MwMember text = { .offset = G_STRUCT_OFFSET (MwPastedValue, text) };
      gsize mark = mw_file_reader_enter (r, l->data);
      MwPastedValue *value = &pasted->values[n++];

      value->field = l->data;
      if (!mw_read_text (r, json_object_get_member (json_node_get_object (node), l->data), value, &text))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  pasted->n_values = n;
  return TRUE;
}

static gboolean
check_pasted (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwPasted *pasted = target;
  gsize mark;

  if (pasted->page != NULL && !mw_system_check_page (r, "page", pasted->page))
    return FALSE;
  mark = mw_file_reader_enter (r, "set");
  for (guint i = 0; i < pasted->n_values; i++)
    if (!check_text (r, pasted, pasted->values[i].field, pasted->values[i].text))
      return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwPasted, field)
static const MwMember pasted_members[] = {
  { "pattern", read_pattern, 0, TRUE },
  { "set", read_set, 0, TRUE },
  { "product", mw_read_boolean, O (product) },
  { "page", mw_read_text, O (page) },
  { NULL },
};
const MwShape mw_pasted_shape = { sizeof (MwPasted), pasted_members, check_pasted };
#undef O

/* The fields are known when the whole file is read. */
gboolean
mw_system_file_check_pasted (MwFileReader *r, const MwSystemFile *file)
{
  gsize mark = mw_file_reader_enter (r, "pasted");

  for (guint i = 0; i < file->n_pasted; i++)
    {
      gsize inner = mw_file_reader_enter_index (r, i);

      for (guint n = 0; n < file->pasted[i].n_values; n++)
        {
          const char *name = file->pasted[i].values[n].field;
          const MwFormField *field = NULL;

          for (guint f = 0; f < file->n_form; f++)
            if (g_str_equal (file->form[f].id, name))
              field = &file->form[f];
          if (field == NULL)
            return mw_file_reader_fail (r, "set", "“%s” is no form field", name);
          if (field->kind == MW_FORM_FIELD_PASSWORD || field->kind == MW_FORM_FIELD_SECRET)
            return mw_file_reader_unsafe (r, "set", "“%s” is secret: it is never taken from an address",
                                          name);
        }
      mw_file_reader_leave (r, inner);
    }
  mw_file_reader_leave (r, mark);
  return TRUE;
}

static char *
fill (const char *text, GMatchInfo *match)
{
  g_autoptr (GString) filled = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "{");
      g_autofree char *group = NULL;
      g_autofree char *found = NULL;
      g_autofree char *plain = NULL;

      g_string_append_len (filled, text, (gssize) length);
      text += length;
      if (*text == '\0')
        break;
      group = g_strndup (text + 1, strcspn (text + 1, "}"));
      found = g_match_info_fetch_named (match, group);
      plain = found != NULL ? g_uri_unescape_string (found, NULL) : NULL;
      if (plain == NULL || *plain == '\0' || !g_utf8_validate (plain, -1, NULL))
        return NULL;
      g_string_append (filled, plain);
      text += strlen (group) + 2;
    }
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

/**
 * mw_system_read_pasted:
 * @self: a system
 * @address: what was pasted, a whole address with its host in small letters
 * @of_product: whether only addresses count that no other product has
 *
 * Returns: (transfer full) (nullable) (element-type utf8 utf8): values by id of the form field that stand in
 * @address; %NULL when it is none that the file knows
 */
GHashTable *
mw_system_read_pasted (MwSystem *self, const char *address, gboolean of_product)
{
  for (guint i = 0; i < self->file.n_pasted; i++)
    {
      const MwPasted *pasted = &self->file.pasted[i];
      g_autoptr (GMatchInfo) match = NULL;
      g_autoptr (GHashTable) values = NULL;

      if ((of_product && !pasted->product) ||
          !g_regex_match (pasted->regex, address, G_REGEX_MATCH_DEFAULT, &match))
        continue;
      values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
      for (guint n = 0; n < pasted->n_values; n++)
        {
          char *value = fill (pasted->values[n].text, match);

          if (value != NULL)
            g_hash_table_insert (values, (gpointer) pasted->values[n].field, value);
        }
      return g_steal_pointer (&values);
    }
  return NULL;
}
