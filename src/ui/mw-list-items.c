/* mw-list-items.c: the lists of a survey as what a row can pick from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-list-items.h"

#include <glib/gi18n-lib.h>

#include "mw-pick-item.h"
#include "mw-proposal.h"
#include "mw-wording.h"

struct _MwListItems
{
  GPtrArray *items;   /* (element-type MwPickItem): in the survey's order */
  GHashTable *by_id;  /* of them */
  MwPickItem *absent; /* “Not here” */
};

/**
 * mw_list_items_dup_count:
 * @list: a list
 *
 * Returns: (transfer full) (nullable): how many records it has, as far as that is known
 */
char *
mw_list_items_dup_count (MwSurveyList *list)
{
  g_autofree char *number = NULL;

  if (list->is_refused)
    return g_strdup (_ ("cannot be read"));
  if (list->n_records < 0)
    return list->n_sampled > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u record seen",
                                                               "%u records seen", list->n_sampled),
                                                  list->n_sampled)
                               : NULL;
  number = mw_wording_number ((guint64) list->n_records);
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s record", "%s records", (gulong) MIN (list->n_records, G_MAXINT)),
    number);
}

static char *
dup_detail (MwSurveyList *list)
{
  g_autofree char *count = mw_list_items_dup_count (list);
  g_autofree char *inside = NULL;
  const char *called = g_str_equal (list->id, list->title) ? NULL : list->id;

  if (list->parent != NULL)
    {
      /* Translators: %s is the list whose records have this one inside of them */
      inside = g_strdup_printf (_ ("inside of %s"), list->parent->title);
      called = NULL;
    }
  return count != NULL ? g_strjoin (" · ", count, inside != NULL ? inside : called, NULL)
                       : g_strdup (inside != NULL ? inside : called);
}

/**
 * mw_list_items_new:
 * @survey: what was found
 *
 * Returns: (transfer full): an item for each list
 */
MwListItems *
mw_list_items_new (MwSurvey *survey)
{
  MwListItems *self = g_new0 (MwListItems, 1);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->absent = mw_pick_item_new (_ ("Not here"), NULL, NULL);
  for (guint i = 0; i < mw_survey_get_n_lists (survey); i++)
    {
      MwSurveyList *list = mw_survey_get_list (survey, i);
      g_autofree char *detail = dup_detail (list);
      MwPickItem *item = mw_pick_item_new (list->title, detail, list->id);

      g_ptr_array_add (self->items, item);
      g_hash_table_insert (self->by_id, (gpointer) mw_pick_item_get_id (item), item);
    }
  return self;
}

void
mw_list_items_free (MwListItems *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);
  g_object_unref (self->absent);
  g_free (self);
}

/**
 * mw_list_items_dup_model:
 * @self: the items
 * @ranked: (element-type MwProposal): what stands first, the likeliest first
 *
 * Returns: (transfer full): all of them
 */
GListModel *
mw_list_items_dup_model (MwListItems *self, GPtrArray *ranked)
{
  GListStore *store = g_list_store_new (MW_TYPE_PICK_ITEM);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_ptr_array_add (all, self->absent);
  for (guint i = 0; i < ranked->len; i++)
    {
      MwPickItem *item = g_hash_table_lookup (self->by_id, ((MwProposal *) ranked->pdata[i])->list->id);

      if (item != NULL && g_hash_table_add (seen, item))
        g_ptr_array_add (all, item);
    }
  for (guint i = 0; i < self->items->len; i++)
    if (g_hash_table_add (seen, self->items->pdata[i]))
      g_ptr_array_add (all, self->items->pdata[i]);
  g_list_store_splice (store, 0, 0, all->pdata, all->len);
  return G_LIST_MODEL (store);
}
