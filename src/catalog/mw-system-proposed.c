/* mw-system-proposed.c: notes for people on what a file proposes, and how sure it is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-system-proposed.h"

#include <string.h>

static gboolean
begins_with (const char *text, const char *word)
{
  gsize length = strlen (word);

  return strncmp (text, word, length) == 0 && (text[length] == '\0' || text[length] == ':');
}

/* "sure", or "guess: why" */
static gboolean
read_note (MwFileReader *r, JsonNode *node, const char **note)
{
  static const MwMember text = { .offset = 0 };

  if (!mw_read_text (r, node, note, &text))
    return FALSE;
  if (begins_with (*note, "sure") || begins_with (*note, "likely") || begins_with (*note, "guess"))
    return TRUE;
  return mw_file_reader_fail (r, NULL,
                              "must begin with “sure”, “likely” or “guess”, then nothing or a colon");
}

static gboolean
is_object (MwFileReader *r, JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node) || mw_file_reader_wrong_type (r, node, "an object");
}

gboolean
mw_read_set_proposed (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  g_autoptr (GList) names = NULL;

  if (!is_object (r, node))
    return FALSE;
  names = json_object_get_members (json_node_get_object (node));
  for (GList *l = names; l != NULL; l = l->next)
    {
      gsize mark = mw_file_reader_enter (r, l->data);
      const char *note;

      if (strcmp (l->data, "key") != 0 && strcmp (l->data, "paging") != 0)
        return mw_file_reader_fail (r, NULL, "is neither “key” nor “paging”");
      if (!read_note (r, json_object_get_member (json_node_get_object (node), l->data), &note))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

static gboolean
read_notes (MwFileReader *r, MwEntityEntry *entry, const char **notes)
{
  g_autoptr (GList) names = NULL;

  if (!is_object (r, entry->proposed))
    return FALSE;
  names = json_object_get_members (json_node_get_object (entry->proposed));
  for (GList *l = names; l != NULL; l = l->next)
    {
      int field = mw_entity_find_field (entry->source.entity, l->data);
      gsize mark = mw_file_reader_enter (r, l->data);
      const char *note;

      if (field < 0 && strcmp (l->data, "set") != 0)
        return mw_file_reader_fail (r, NULL, "the entity has no such field");
      if (!read_note (r, json_object_get_member (json_node_get_object (entry->proposed), l->data), &note))
        return FALSE;
      if (field >= 0)
        notes[field] = note;
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

gboolean
mw_system_file_read_proposed (MwFileReader *r, MwEntityEntry *entry)
{
  guint n_fields = mw_entity_get_n_fields (entry->source.entity);
  gsize mark;

  entry->source.proposed = mw_keep_add (r->keep, g_new0 (const char *, n_fields + 1), g_free);
  if (entry->proposed == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, "proposed");
  if (!read_notes (r, entry, entry->source.proposed))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}
