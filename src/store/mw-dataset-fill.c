/* mw-dataset-fill.c: columns that a user made of fields of the records, filled with what the dataset has of
 * them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Such a column needs nothing but the record that its row was made of, which the dataset keeps. So it is
 * there at once, without the system, its session or its file, for what was read now as for what is kept on
 * this computer; and what is kept says nothing of it. */

#include "mw-dataset-private.h"

#include "mw-generation-private.h"
#include "mw-work.h"

#define ROWS_PER_LOOK 256

/* The record that was looked at last: many rows may be of one. */
typedef struct
{
  MwDataset *dataset;
  MwRawSet *set;
  guint number; /* of the set */
  MwJson *json;
  guint record;
} Look;

static void
look_clear (Look *self)
{
  g_clear_object (&self->set);
  g_clear_pointer (&self->json, mw_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/* NULL: it is not there, or no JSON. */
static yyjson_val *
look_at (Look *self, const MwRowOrigin *origin)
{
  const char *text;
  gsize length;

  if (self->set == NULL || self->number != origin->set)
    {
      look_clear (self);
      self->set = mw_dataset_dup_raw_set (self->dataset, origin->set);
      self->number = origin->set;
    }
  else if (self->json != NULL && self->record == origin->record)
    return mw_json_get_root (self->json);
  g_clear_pointer (&self->json, mw_json_unref);
  text = self->set != NULL ? mw_raw_set_peek_record (self->set, origin->record, &length) : NULL;
  if (text == NULL)
    return NULL;
  self->json = mw_json_parse (text, length, NULL);
  self->record = origin->record;
  return self->json != NULL ? mw_json_get_root (self->json) : NULL;
}

/* The cells of the entity's own fields. */
static void
copy_row (const MwChunk *rows, guint row, guint n_own, MwChunkBuilder *builder)
{
  gboolean has_problems = mw_chunk_get_n_problems (rows) > 0;

  if (mw_chunk_get_n_columns (rows) <= n_own)
    {
      mw_chunk_builder_append (builder, rows, row);
      return;
    }
  mw_chunk_builder_begin_row (builder, mw_chunk_get_origin (rows, row));
  for (guint i = 0; i < n_own; i++)
    {
      gsize length;
      const char *text = mw_chunk_get_cell (rows, row, i, &length);
      const char *problem = has_problems ? mw_chunk_get_problem (rows, row, i) : NULL;

      if (text != NULL)
        mw_chunk_builder_set_cell (builder, i, text, (gssize) length);
      if (problem != NULL)
        mw_chunk_builder_add_problem (builder, i, problem);
    }
}

MwChunk *
mw_dataset_fill_rows (MwDataset *self,
                      MwEntity *entity,
                      MwCustomFields *custom,
                      MwChunk *rows,
                      guint first,
                      GCancellable *cancellable,
                      GError **error)
{
  const char *id = mw_entity_get_id (entity);
  guint n_own = mw_entity_get_n_fields (entity);
  guint n_custom = mw_custom_fields_get_n (custom, id);
  g_autoptr (MwChunkBuilder) builder = NULL;
  g_auto (Look) look = { .dataset = self };

  if (first == 0 && n_custom == 0 && mw_chunk_get_n_columns (rows) <= n_own)
    return mw_chunk_ref (rows);
  builder = mw_chunk_builder_new (n_own + n_custom);
  for (guint row = first; row < mw_chunk_get_n_rows (rows); row++)
    {
      const MwRowOrigin *origin = mw_chunk_get_origin (rows, row);
      yyjson_val *record;

      if (row % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      copy_row (rows, row, n_own, builder);
      record = n_custom > 0 ? look_at (&look, origin) : NULL;
      for (guint i = 0; record != NULL && i < n_custom; i++)
        {
          const MwCustomField *field = mw_custom_fields_get (custom, id, i);
          g_autofree char *text = mw_custom_path_dup_text (field->path, record, origin->child);

          if (text != NULL)
            mw_chunk_builder_set_cell (builder, n_own + i, text, -1);
        }
    }
  return mw_chunk_builder_finish (builder);
}

/* What @before has behind the rows of @table: without the columns that it has of the user's, and with those
 * that he wants now. @is_renamed: these are the same, and are only called otherwise. */
static gboolean
fill_table (MwDataset *self,
            MwTable *before,
            MwTable *table,
            gboolean is_renamed,
            GCancellable *cancellable,
            GError **error)
{
  MwEntity *entity = g_object_get_data (G_OBJECT (before), MW_DATASET_ENTITY);
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (before);
  g_autoptr (MwGeneration) there = mw_table_dup_generation (table);
  guint n_rows = mw_generation_get_n_rows (generation);
  guint row = mw_generation_get_n_rows (there);

  mw_table_set_expected (table, mw_table_get_expected (before));
  while (row < n_rows)
    {
      guint at;
      MwChunk *rows = (MwChunk *) mw_generation_find_chunk (generation, row, &at);
      g_autoptr (MwChunk)
        filled = is_renamed && at == 0
                   ? mw_chunk_ref (rows)
                   : mw_dataset_fill_rows (self, entity, self->custom, rows, at, cancellable, error);

      if (filled == NULL)
        return FALSE;
      mw_table_append (table, filled);
      row += mw_chunk_get_n_rows (rows) - at;
    }
  return TRUE;
}

/* With the mutex held. */
static gboolean
is_filled (MwDataset *self, MwCustomFields *custom, const char *entity)
{
  return mw_custom_fields_equal (self->custom, custom, entity) &&
         (mw_custom_fields_get_n (custom, entity) == 0 || !g_hash_table_contains (self->unfilled, entity));
}

/**
 * mw_dataset_is_filled:
 * @self: a dataset that nothing is written to any more
 * @custom: columns that the user wants
 *
 * Returns: whether its tables have just these columns beside those of the model, and filled. Any thread.
 */
gboolean
mw_dataset_is_filled (MwDataset *self, MwCustomFields *custom)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTableIter iter;
  gpointer entity;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    if (!is_filled (self, custom, entity))
      return FALSE;
  return TRUE;
}

typedef struct
{
  MwDataset *before;
  MwCustomFields *custom;
  MwDataset *after;
} Fill;

static void
fill_clear (gpointer data)
{
  Fill *fill = data;

  g_object_unref (fill->before);
  mw_custom_fields_unref (fill->custom);
  g_clear_object (&fill->after);
}

static void
fill_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, fill_clear);
}

/* With the mutex of @self held, and @after nobody's yet: the same records, and tables where nothing is to be
 * done. @tables gets the others. */
static void
share (MwDataset *self, MwDataset *after, GHashTable *tables)
{
  GHashTableIter iter;
  gpointer entity, table;

  for (guint i = after->raw_sets->len; i < self->raw_sets->len; i++)
    g_ptr_array_add (after->raw_sets, g_object_ref (self->raw_sets->pdata[i]));
  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, &entity, &table))
    if (is_filled (self, after->custom, entity))
      g_hash_table_insert (after->tables, g_strdup (entity), g_object_ref (table));
    else
      g_hash_table_insert (tables, g_strdup (entity), g_object_ref (table));
}

static gboolean
is_renamed (MwDataset *self, MwDataset *after, const char *entity)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return mw_custom_fields_have_same_paths (self->custom, after->custom, entity) &&
         !g_hash_table_contains (self->unfilled, entity);
}

static gboolean
fill_tables (MwDataset *self, MwDataset *after, GHashTable *tables, GCancellable *cancellable, GError **error)
{
  GHashTableIter iter;
  gpointer id, before;

  g_hash_table_iter_init (&iter, tables);
  while (g_hash_table_iter_next (&iter, &id, &before))
    {
      MwEntity *entity = g_object_get_data (before, MW_DATASET_ENTITY);

      if (!g_hash_table_contains (after->tables, id))
        g_hash_table_insert (after->tables, g_strdup (id), mw_dataset_new_table (entity, after->custom));
      if (!fill_table (after, before, g_hash_table_lookup (after->tables, id), is_renamed (self, after, id),
                       cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static GHashTable *
tables_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static gboolean
fill_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Fill *fill = data;
  g_autoptr (MwDataset) after = mw_dataset_new (fill->before->model);
  g_autoptr (GHashTable) tables = tables_new ();

  mw_dataset_set_custom_fields (after, fill->custom);
  g_mutex_lock (&fill->before->mutex);
  share (fill->before, after, tables);
  g_mutex_unlock (&fill->before->mutex);
  /* Who has the one does not use the other any more. */
  mw_dataset_share_notices (after, fill->before);
  if (!fill_tables (fill->before, after, tables, cancellable, error))
    return FALSE;
  mw_main_call_soon (after->changed);
  fill->after = g_steal_pointer (&after);
  return TRUE;
}

/* With @before not being written. What was kept comes before its records: such rows are filled later. */
static void
go_on (MwDataset *before, MwDataset *after)
{
  GHashTableIter iter;
  gpointer entity;

  g_mutex_lock (&before->mutex);
  g_hash_table_iter_init (&iter, before->unfilled);
  while (g_hash_table_iter_next (&iter, &entity, NULL))
    g_hash_table_add (after->unfilled, g_strdup (entity));
  g_hash_table_unref (after->notices);
  after->notices = g_hash_table_ref (before->notices);
  before->next = g_object_ref (after);
  g_mutex_unlock (&before->mutex);
}

/* Most of it while more comes; the rest while that waits. */
static gboolean
continue_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Fill *fill = data;
  MwDataset *before = fill->before;
  g_autoptr (MwDataset) after = mw_dataset_new (before->model);
  g_autoptr (GHashTable) tables = tables_new ();
  g_autoptr (GHashTable) all = tables_new ();
  gboolean is_filled;

  mw_dataset_set_custom_fields (after, fill->custom);
  g_mutex_lock (&before->mutex);
  share (before, after, tables);
  g_mutex_unlock (&before->mutex);
  if (!fill_tables (before, after, tables, cancellable, error))
    return FALSE;
  g_mutex_lock (&before->writing);
  g_mutex_lock (&before->mutex);
  share (before, after, all);
  g_mutex_unlock (&before->mutex);
  is_filled = fill_tables (before, after, all, cancellable, error);
  if (is_filled && before->next == NULL)
    go_on (before, after);
  g_mutex_unlock (&before->writing);
  if (!is_filled)
    return FALSE;
  mw_main_call_soon (after->changed);
  fill->after = g_steal_pointer (&after);
  return TRUE;
}

static DexFuture *
take_after (DexFuture *future, gpointer data)
{
  return dex_future_new_take_object (g_object_ref (((Fill *) data)->after));
}

static DexFuture *
run (MwDataset *self, MwCustomFields *custom, MwWorkFunc work)
{
  Fill *fill = g_atomic_rc_box_new0 (Fill);

  fill->before = g_object_ref (self);
  fill->custom = mw_custom_fields_ref (custom);
  return dex_future_then (mw_work_run ("fill columns", work, g_atomic_rc_box_acquire (fill), fill_release),
                          take_after, fill, fill_release);
}

/**
 * mw_dataset_fill:
 * @self: a dataset that nothing is written to any more
 * @custom: columns that the user wants
 *
 * Nothing is asked for: what the columns have stands in the records that are there.
 *
 * Returns: (transfer full): resolves to a #MwDataset of the same records, whose tables have these columns
 */
DexFuture *
mw_dataset_fill (MwDataset *self, MwCustomFields *custom)
{
  return run (self, custom, fill_work);
}

/**
 * mw_dataset_continue:
 * @self: a dataset that is written
 * @custom: columns that the user wants
 *
 * Returns: (transfer full): resolves to a #MwDataset of the same records, whose tables have these columns.
 * From then on what is written to @self comes there, and @self stays as it is
 */
DexFuture *
mw_dataset_continue (MwDataset *self, MwCustomFields *custom)
{
  return run (self, custom, continue_work);
}
