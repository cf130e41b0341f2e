/* mw-snapshot-replay.c: gives a sink again what a read of a snapshot gave to one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-snapshot-replay.h"

#include "mw-raw-columns.h"
#include "mw-snapshot-step.h"

/* A step is a page or its rows; one that says to be larger is damaged. */
#define MAX_STEP ((gint64) G_MAXUINT32)

/* Columns of rows are where the fields stood when they were written. */
typedef struct
{
  MwEntity *entity;
  GArray *columns; /* of int: where a column is now, -1: nowhere; NULL: all are where they were */
} Placing;

/* What a set was at when it was written. */
typedef struct
{
  guint number; /* of the sink */
  guint n_records;
  MwRawColumns *columns;
} Set;

struct _MwSnapshotReplay
{
  MwSnapshotFile *file;
  gint64 read;
  MwModel *model;
  MwJsonDialect dialect;
  MwSnapshotPages *pages;
  MwSink *sink;
  MwSqueeze *squeeze;
  GHashTable *placings; /* entity id → Placing */
  GArray *sets;         /* of Set, by number in the file */
  gboolean has_begun;
};

static void
placing_free (gpointer data)
{
  Placing *placing = data;

  g_clear_pointer (&placing->columns, g_array_unref);
  g_free (placing);
}

static void
set_clear (gpointer data)
{
  mw_raw_columns_unref (((Set *) data)->columns);
}

/**
 * mw_snapshot_replay_new:
 * @file: (transfer full): the file
 * @read: number of a read in it
 * @model: whose entities the rows are of
 * @dialect: of the system's answers
 * @pages: gets to know what is where in the file
 * @sink: gets everything
 *
 * Returns: (transfer full): a replay that has not begun
 */
MwSnapshotReplay *
mw_snapshot_replay_new (MwSnapshotFile *file,
                        gint64 read,
                        MwModel *model,
                        const MwJsonDialect *dialect,
                        MwSnapshotPages *pages,
                        MwSink *sink)
{
  MwSnapshotReplay *self = g_new0 (MwSnapshotReplay, 1);

  self->file = file;
  self->read = read;
  self->model = g_object_ref (model);
  self->dialect = *dialect;
  self->pages = mw_snapshot_pages_ref (pages);
  self->sink = g_object_ref (sink);
  self->squeeze = mw_squeeze_new ();
  self->placings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, placing_free);
  self->sets = g_array_new (FALSE, FALSE, sizeof (Set));
  g_array_set_clear_func (self->sets, set_clear);
  return self;
}

void
mw_snapshot_replay_free (MwSnapshotReplay *self)
{
  mw_snapshot_file_roll_back (self->file);
  mw_snapshot_file_close (self->file);
  g_object_unref (self->model);
  mw_snapshot_pages_unref (self->pages);
  g_object_unref (self->sink);
  mw_squeeze_free (self->squeeze);
  g_hash_table_unref (self->placings);
  g_array_unref (self->sets);
  g_free (self);
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_DAMAGED,
                       "A step is not as it was written");
  return FALSE;
}

static Placing *
placing_new (MwEntity *entity, GStrv fields)
{
  Placing *self = g_new0 (Placing, 1);
  guint n = g_strv_length (fields);
  gboolean same = n == mw_entity_get_n_fields (entity);

  self->entity = entity;
  self->columns = g_array_sized_new (FALSE, FALSE, sizeof (int), n);
  for (guint i = 0; i < n; i++)
    {
      int now = mw_entity_find_field (entity, fields[i]);

      same &= now == (int) i;
      g_array_append_val (self->columns, now);
    }
  if (same)
    g_clear_pointer (&self->columns, g_array_unref);
  return self;
}

/* An entity that is not any more is left out. */
static void
begin (MwSnapshotReplay *self, MwSnapshotFound *found)
{
  Placing *placing = g_hash_table_lookup (self->placings, found->entity);
  MwEntity *entity = mw_model_find (self->model, found->entity);

  if (entity == NULL)
    return;
  if (placing == NULL)
    g_hash_table_insert (self->placings, g_strdup (found->entity), placing_new (entity, found->fields));
  mw_sink_begin (self->sink, entity, found->expected);
}

/* The same number comes again for a set that was begun before. */
static void
begin_set (MwSnapshotReplay *self, MwSnapshotFound *found)
{
  guint number = mw_sink_begin_set (self->sink, found->set_id, found->title, found->expected);
  Set set = { number, 0, NULL };

  for (guint i = 0; i < self->sets->len; i++)
    if (g_array_index (self->sets, Set, i).number == number)
      return;
  set.columns = mw_raw_columns_new (&self->dialect);
  g_array_append_val (self->sets, set);
}

static MwChunk *
place_rows (const Placing *placing, const MwChunk *rows)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (mw_entity_get_n_fields (placing->entity));

  for (guint row = 0; row < mw_chunk_get_n_rows (rows); row++)
    {
      mw_chunk_builder_begin_row (builder, mw_chunk_get_origin (rows, row));
      for (guint column = 0; column < MIN (placing->columns->len, mw_chunk_get_n_columns (rows)); column++)
        {
          int now = g_array_index (placing->columns, int, column);
          const char *problem = mw_chunk_get_problem (rows, row, column);
          gsize length;
          const char *text = mw_chunk_get_cell (rows, row, column, &length);

          if (now < 0)
            continue;
          mw_chunk_builder_set_cell (builder, (guint) now, text, (gssize) length);
          if (problem != NULL)
            mw_chunk_builder_add_problem (builder, (guint) now, problem);
        }
    }
  return mw_chunk_builder_finish (builder);
}

static void
give_rows (MwSnapshotReplay *self, MwSnapshotFound *found)
{
  const Placing *placing = g_hash_table_lookup (self->placings, found->entity);
  g_autoptr (MwChunk) placed = NULL;

  if (placing == NULL)
    return;
  if (placing->columns != NULL)
    placed = place_rows (placing, found->chunk);
  mw_sink_rows (self->sink, placing->entity, placed != NULL ? placed : found->chunk);
}

static gboolean
give_page (MwSnapshotReplay *self, MwSnapshotFound *found, GBytes *bytes, GError **error)
{
  Set *set = found->set < self->sets->len ? &g_array_index (self->sets, Set, found->set) : NULL;
  g_autoptr (GArray) ranges = g_array_sized_new (FALSE, FALSE, sizeof (MwJsonRange), found->n_records);
  g_autoptr (MwChunk) rows = NULL;
  MwRawPage page = {
    .bytes = bytes,
    .records = found->records,
    .n_records = found->n_records,
    .keys = found->chunk,
    .fetched_at = found->fetched_at,
    .place = found->place,
  };

  if (set == NULL || bytes == NULL)
    return fail_damaged (error);
  for (guint i = 0; found->columns != NULL && found->columns[i] != NULL; i++)
    mw_raw_columns_add_name (set->columns, found->columns[i]);
  if (mw_sink_wants_raw_rows (self->sink) && found->n_records > 0)
    {
      g_array_append_vals (ranges, found->records, found->n_records);
      rows = mw_raw_columns_new_rows (set->columns, bytes, ranges, set->number, set->n_records);
      page.rows = rows;
      page.columns = mw_raw_columns_get_names (set->columns);
    }
  set->n_records += found->n_records;
  mw_sink_raw_page (self->sink, set->number, &page);
  return TRUE;
}

static gboolean
give_changed_page (MwSnapshotReplay *self, MwSnapshotFound *found, GBytes *bytes, GError **error)
{
  const MwRawPage page = {
    .bytes = bytes,
    .records = found->records,
    .n_records = found->n_records,
    .fetched_at = found->fetched_at,
    .place = found->place,
  };

  if (found->set >= self->sets->len || bytes == NULL)
    return fail_damaged (error);
  mw_sink_changed_page (self->sink, g_array_index (self->sets, Set, found->set).number, &page);
  return TRUE;
}

static gboolean
give_mark (MwSnapshotReplay *self, MwSnapshotFound *found, GError **error)
{
  if (found->set >= self->sets->len)
    return fail_damaged (error);
  mw_sink_mark (self->sink, g_array_index (self->sets, Set, found->set).number, &found->mark);
  return TRUE;
}

static gboolean
give (MwSnapshotReplay *self, MwSnapshotStepKind kind, MwSnapshotFound *found, GBytes *bytes, GError **error)
{
  MwEntity *entity = found->entity != NULL ? mw_model_find (self->model, found->entity) : NULL;

  switch (kind)
    {
    case MW_SNAPSHOT_STEP_BEGIN:
      begin (self, found);
      return TRUE;
    case MW_SNAPSHOT_STEP_SET:
      begin_set (self, found);
      return TRUE;
    case MW_SNAPSHOT_STEP_PAGE:
      return give_page (self, found, bytes, error);
    case MW_SNAPSHOT_STEP_CHANGED:
      return give_changed_page (self, found, bytes, error);
    case MW_SNAPSHOT_STEP_ROWS:
      give_rows (self, found);
      return TRUE;
    case MW_SNAPSHOT_STEP_NOTICE:
      if (entity != NULL || found->entity == NULL)
        mw_sink_notice (self->sink, entity, &found->notice);
      return TRUE;
    case MW_SNAPSHOT_STEP_MARK:
      return give_mark (self, found, error);
    default:
      return fail_damaged (error);
    }
}

/* The step that the query stands at. */
static gboolean
replay_step (MwSnapshotReplay *self, MwSnapshotQuery *query, GError **error)
{
  MwSnapshotStepKind kind = (MwSnapshotStepKind) mw_snapshot_query_get_number (query, 0);
  gint64 page = mw_snapshot_query_get_number (query, 1);
  gint64 size = mw_snapshot_query_get_number (query, 2);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree guint8 *unpacked = NULL;
  g_auto (MwSnapshotFound) found = { NULL };
  gsize length;
  gconstpointer data = mw_snapshot_query_get_bytes (query, 3, &length);

  if (size < 0 || size > MAX_STEP || data == NULL)
    return fail_damaged (error);
  if (size > 0)
    {
      unpacked = g_try_malloc ((gsize) size);
      if (unpacked == NULL || !mw_squeeze_unpack (self->squeeze, data, length, unpacked, (gsize) size))
        return fail_damaged (error);
      data = unpacked;
      length = (gsize) size;
    }
  if (page != 0)
    {
      bytes = mw_snapshot_pages_read (self->pages, self->file, self->squeeze, page, error);
      if (bytes == NULL)
        return FALSE;
    }
  if (!mw_snapshot_found_unpack (&found, kind, data, length, bytes != NULL ? g_bytes_get_size (bytes) : 0))
    return fail_damaged (error);
  return give (self, kind, &found, bytes, error);
}

static gboolean
run (MwSnapshotReplay *self, const char *sql, GCancellable *cancellable, GError **error)
{
  MwSnapshotQuery *query;
  gboolean more;

  if (!self->has_begun && !mw_snapshot_file_run (self->file, "BEGIN", error))
    return FALSE;
  self->has_begun = TRUE;
  query = mw_snapshot_file_ask (self->file, sql, error);
  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_number (query, 1, self->read);
  while (mw_snapshot_query_next (query, &more, error))
    {
      if (!more)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !replay_step (self, query, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
mw_snapshot_replay_run_rows (MwSnapshotReplay *self, GCancellable *cancellable, GError **error)
{
  return run (self,
              "SELECT kind, page, size, data FROM step WHERE read = ? AND kind IN (1, 2, 4) ORDER BY number",
              cancellable, error);
}

gboolean
mw_snapshot_replay_run_pages (MwSnapshotReplay *self, GCancellable *cancellable, GError **error)
{
  return run (
    self, "SELECT kind, page, size, data FROM step WHERE read = ? AND kind IN (3, 5, 6, 7) ORDER BY number",
    cancellable, error);
}
