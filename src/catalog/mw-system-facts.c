/* mw-system-facts.c: what a system file tells people before they connect: what is needed, what cannot work,
 * and what the system does not have
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-system-private.h"

static const char *const need_words[] = { "password", "own-key", "administrator", "paid-plan", NULL };

/* A word that stays a text. */
static gboolean
read_need (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const MwMember word = { .detail = need_words };
  int index;

  if (!mw_read_word (r, node, &index, &word))
    return FALSE;
  ((MwNeed *) target)->need = need_words[index];
  return TRUE;
}

static gboolean
check_need (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwNeed *need = target;

  if (json_object_has_member (json_node_get_object (node), "minutes") && need->minutes == 0)
    return mw_file_reader_fail (r, "minutes", "begins with 1");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwNeed, field)
static const MwMember need_members[] = {
  { "edition", mw_read_translated, O (edition) }, { "need", read_need, 0, TRUE },
  { "text", mw_read_translated, O (text), TRUE }, { "minutes", mw_read_number, O (minutes) },
  { "sign_in", mw_read_id_or_ids, O (sign_ins) }, { NULL },
};
const MwShape mw_need_shape = { sizeof (MwNeed), need_members, check_need };
#undef O

static gboolean
is_page (const char *page)
{
  g_autoptr (GUri) uri = g_uri_parse (page, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_str_has_prefix (g_uri_get_scheme (uri), "http") && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0';
}

gboolean
mw_system_check_source (MwFileReader *r, const char *page)
{
  return is_page (page) || mw_file_reader_fail (r, "page", "must be the address of a page");
}

/* It is opened by a click. */
gboolean
mw_system_check_page (MwFileReader *r, const char *member, const char *page)
{
  return (g_str_has_prefix (page, "https://") && is_page (page)) ||
         mw_file_reader_fail (r, member, "must be the https address of a page");
}

static gboolean
check_dead_end (MwFileReader *r, JsonNode *node, gpointer target)
{
  return mw_system_check_page (r, "page", ((const MwDeadEnd *) target)->page);
}

#define O(field) G_STRUCT_OFFSET (MwDeadEnd, field)
static const MwMember dead_end_members[] = {
  { "edition", mw_read_translated, O (edition) },
  { "text", mw_read_translated, O (text), TRUE },
  { "page", mw_read_text, O (page), TRUE },
  { NULL },
};
const MwShape mw_dead_end_shape = { sizeof (MwDeadEnd), dead_end_members, check_dead_end };
#undef O

static gboolean
check_absent (MwFileReader *r, JsonNode *node, gpointer target)
{
  return mw_system_check_page (r, "page", ((const MwAbsent *) target)->page);
}

#define O(field) G_STRUCT_OFFSET (MwAbsent, field)
static const MwMember absent_members[] = {
  { "reason", mw_read_translated, O (reason), TRUE },
  { "page", mw_read_text, O (page), TRUE },
  { NULL },
};
const MwShape mw_absent_shape = { sizeof (MwAbsent), absent_members, check_absent };
#undef O

gboolean
mw_system_file_read_absent_fields (MwFileReader *r, MwEntityEntry *entry)
{
  MwEntity *entity = entry->source.entity;
  const char **reasons = mw_keep_add (r->keep, g_new0 (const char *, mw_entity_get_n_fields (entity) + 1),
                                      g_free);
  g_autoptr (GList) names = NULL;
  JsonObject *object;
  gsize mark;

  entry->source.absent = reasons;
  if (entry->absent == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, "absent");
  if (!JSON_NODE_HOLDS_OBJECT (entry->absent))
    return mw_file_reader_wrong_type (r, entry->absent, "an object");
  object = json_node_get_object (entry->absent);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      static const MwMember text = { .offset = 0 };
      int field = mw_entity_find_field (entity, l->data);
      gsize inner = mw_file_reader_enter (r, l->data);

      if (field < 0)
        return mw_file_reader_fail (r, NULL, "the entity has no such field");
      if (entry->source.map[field] != NULL)
        return mw_file_reader_fail (r, NULL, "is mapped, so it is not absent");
      if (!mw_read_translated (r, json_object_get_member (object, l->data), &reasons[field], &text))
        return FALSE;
      mw_file_reader_leave (r, inner);
    }
  mw_file_reader_leave (r, mark);
  return TRUE;
}

static gboolean
check_sign_ins (MwFileReader *r, MwSystemFile *file, const char *list, guint position, char **ids)
{
  gsize outer = mw_file_reader_enter (r, list);

  mw_file_reader_enter_index (r, position);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint n = 0; n < file->n_sign_ins; n++)
        found = found || strcmp (file->sign_ins[n].id, ids[i]) == 0;
      if (!found)
        return mw_file_reader_fail (r, "sign_in", "there is no sign-in “%s”", ids[i]);
    }
  mw_file_reader_leave (r, outer);
  return TRUE;
}

static gboolean
check_readers (MwFileReader *r, MwSystemFile *file)
{
  for (guint i = 0; i < file->n_needs; i++)
    if (!check_sign_ins (r, file, "needs", i, file->needs[i].sign_ins))
      return FALSE;
  for (guint i = 0; i < file->n_guide; i++)
    if (!check_sign_ins (r, file, "guide", i, file->guide[i].sign_ins))
      return FALSE;
  return TRUE;
}

gboolean
mw_system_file_link_facts (MwFileReader *r, MwModel *model, MwSystemFile *file)
{
  if (!check_readers (r, file))
    return FALSE;
  mw_file_reader_enter (r, "absent");
  for (guint i = 0; i < file->n_absent; i++)
    {
      gsize mark = mw_file_reader_enter (r, file->absent[i].entity);

      if (mw_model_find (model, file->absent[i].entity) == NULL)
        return mw_file_reader_fail (r, NULL, "there is no such entity");
      for (guint n = 0; n < file->n_entities; n++)
        if (strcmp (file->entities[n].id, file->absent[i].entity) == 0)
          return mw_file_reader_fail (r, NULL, "is mapped, so it is not absent");
      mw_file_reader_leave (r, mark);
    }
  mw_file_reader_leave (r, 0);
  return TRUE;
}
