/* mw-dataset-sink.c: how records and rows come into a dataset, and how a reader sees what is held
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-dataset-private.h"

#include "mw-notices.h"

/* Where it is written to, until end_writing(). */
static MwDataset *
begin_writing (MwSink *sink)
{
  for (;;)
    {
      MwDataset *self = mw_dataset_dup_latest (MW_DATASET (sink));

      g_mutex_lock (&self->writing);
      if (self->next == NULL) /* changes with both mutexes held */
        return self;
      g_mutex_unlock (&self->writing);
      g_object_unref (self);
    }
}

static void
end_writing (MwDataset *self)
{
  g_mutex_unlock (&self->writing);
  g_object_unref (self);
}

static void
mw_dataset_begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
  MwDataset *self = begin_writing (sink);

  mw_table_set_expected (mw_dataset_get_table (self, entity), expected);
  end_writing (self);
}

static guint
mw_dataset_begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  MwDataset *self = begin_writing (sink);
  MwRawSet *set;
  guint number;

  g_mutex_lock (&self->mutex);
  set = mw_dataset_peek_raw_set (self, set_id, &number);
  if (set == NULL)
    {
      set = mw_raw_set_new (set_id, title);
      number = self->raw_sets->len;
      g_ptr_array_add (self->raw_sets, set);
    }
  g_mutex_unlock (&self->mutex);
  mw_table_set_expected (mw_raw_set_get_table (set), expected);
  mw_main_call_soon (self->changed);
  end_writing (self);
  return number;
}

static void
mw_dataset_raw_page (MwSink *sink, guint set, const MwRawPage *page)
{
  g_autoptr (MwDataset) self = mw_dataset_dup_latest (MW_DATASET (sink));
  g_autoptr (MwRawSet) raw_set = mw_dataset_dup_raw_set (self, set);

  g_return_if_fail (raw_set != NULL);
  mw_raw_set_add_page (raw_set, page);
}

static void
mw_dataset_changed_page (MwSink *sink, guint set, const MwRawPage *page)
{
  g_autoptr (MwDataset) self = mw_dataset_dup_latest (MW_DATASET (sink));
  g_autoptr (MwRawSet) raw_set = mw_dataset_dup_raw_set (self, set);

  g_return_if_fail (raw_set != NULL);
  mw_raw_set_add_changed_page (raw_set, page);
}

/* With the mutex held: a page comes before the rows that are made of it, except of what was kept. */
static gboolean
has_record (MwDataset *self, const MwRowOrigin *origin)
{
  return origin != NULL && origin->set < self->raw_sets->len &&
         origin->record < mw_raw_set_get_n_records (self->raw_sets->pdata[origin->set]);
}

static void
mw_dataset_rows (MwSink *sink, MwEntity *entity, MwChunk *rows)
{
  MwDataset *self = begin_writing (sink);
  MwTable *table = mw_dataset_get_table (self, entity);
  guint n_rows = mw_chunk_get_n_rows (rows);
  g_autoptr (MwCustomFields) custom = NULL;
  g_autoptr (MwChunk) filled = NULL;
  gboolean can_fill;

  g_mutex_lock (&self->mutex);
  custom = mw_custom_fields_ref (self->custom);
  can_fill = n_rows > 0 && has_record (self, mw_chunk_get_origin (rows, 0)) &&
             has_record (self, mw_chunk_get_origin (rows, n_rows - 1));
  if (!can_fill)
    g_hash_table_add (self->unfilled, g_strdup (mw_entity_get_id (entity)));
  g_mutex_unlock (&self->mutex);
  if (can_fill)
    filled = mw_dataset_fill_rows (self, entity, custom, rows, 0, NULL, NULL);
  mw_table_append (table, filled != NULL ? filled : rows);
  end_writing (self);
}

static void
mw_dataset_notice (MwSink *sink, MwEntity *entity, const MwNotice *notice)
{
  MwDataset *self = g_object_ref (MW_DATASET (sink));
  const char *key = entity != NULL ? mw_entity_get_id (entity) : "";
  MwNotices *notices;

  g_mutex_lock (&self->mutex);
  while (self->next != NULL)
    {
      MwDataset *next = g_object_ref (self->next);

      g_mutex_unlock (&self->mutex);
      g_object_unref (self);
      self = next;
      g_mutex_lock (&self->mutex);
    }
  notices = g_hash_table_lookup (self->notices, key);
  if (notices == NULL)
    {
      notices = mw_notices_new ();
      g_hash_table_insert (self->notices, g_strdup (key), notices);
    }
  mw_notices_add (notices, notice);
  g_mutex_unlock (&self->mutex);
  mw_main_call_soon (self->changed);
  g_object_unref (self);
}

static gboolean
mw_dataset_keeps_keys (MwSink *sink)
{
  return TRUE;
}

static void
mw_dataset_mark (MwSink *sink, guint set, const MwSetMark *mark)
{
  g_autoptr (MwDataset) self = mw_dataset_dup_latest (MW_DATASET (sink));
  g_autoptr (MwRawSet) raw_set = mw_dataset_dup_raw_set (self, set);

  g_return_if_fail (raw_set != NULL);
  mw_raw_set_add_mark (raw_set, mark);
}

void
mw_dataset_sink_init (MwSinkInterface *iface)
{
  iface->begin = mw_dataset_begin;
  iface->begin_set = mw_dataset_begin_set;
  iface->raw_page = mw_dataset_raw_page;
  iface->changed_page = mw_dataset_changed_page;
  iface->rows = mw_dataset_rows;
  iface->notice = mw_dataset_notice;
  iface->keeps_keys = mw_dataset_keeps_keys;
  iface->mark = mw_dataset_mark;
}

/* Sets never go: what is borrowed of one lives as long as the dataset. */
static gboolean
mw_dataset_get_mark (MwHeld *held, const char *set_id, guint turn, MwSetMark *mark)
{
  g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (MW_DATASET (held), set_id);

  return set != NULL && mw_raw_set_get_mark (set, turn, mark);
}

static gboolean
mw_dataset_get_page (MwHeld *held, const char *set_id, guint turn, guint page, MwRawPage *raw_page)
{
  g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (MW_DATASET (held), set_id);

  return set != NULL && mw_raw_set_get_page (set, turn, page, raw_page);
}

static gboolean
mw_dataset_get_changed_page (MwHeld *held, const char *set_id, guint turn, guint page, MwRawPage *raw_page)
{
  g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (MW_DATASET (held), set_id);

  return set != NULL && mw_raw_set_get_changed_page (set, turn, page, raw_page);
}

void
mw_dataset_held_init (MwHeldInterface *iface)
{
  iface->get_mark = mw_dataset_get_mark;
  iface->get_page = mw_dataset_get_page;
  iface->get_changed_page = mw_dataset_get_changed_page;
}
