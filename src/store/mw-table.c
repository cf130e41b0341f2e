/* mw-table.c: an append-only table in memory and its generations
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-table.h"

#include "mw-generation-private.h"
#include "mw-main-call.h"

/* Of how many columns ranks are kept: four bytes a row each. */
#define MAX_RANKS 8

struct _MwTable
{
  GObject parent_instance;
  char *id;
  char *title;
  MwMainCall *notify;
  GMutex mutex; /* everything below */
  MwGeneration *generation;
  MwSpine *chunks;
  MwSpine *columns;
  MwChunk *tail[MW_GENERATION_MAX_TAIL];
  guint n_chunks;
  guint n_columns;
  guint n_tail;
  guint n_tail_rows;
  guint tail_skip;  /* rows of the first chunk of the tail that are in full chunks already, … */
  gsize tail_texts; /* … and where the texts of the others begin */
  gsize size;
  gint64 expected;
  GPtrArray *ranks; /* of MwColumnRanks, the newest last */
};

G_DEFINE_FINAL_TYPE (MwTable, mw_table, G_TYPE_OBJECT)

enum
{
  PROP_GENERATION = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
column_clear (gpointer data)
{
  MwTableColumn *column = data;

  g_free (column->id);
  g_free (column->title);
}

static void
column_unref (gpointer column)
{
  g_atomic_rc_box_release_full (column, column_clear);
}

static gpointer
chunk_ref (gpointer chunk)
{
  return mw_chunk_ref (chunk);
}

static void
chunk_unref (gpointer chunk)
{
  mw_chunk_unref (chunk);
}

/* With the mutex held. Readers that hold the old generation keep it. */
static void
table_publish (MwTable *self)
{
  guint number = self->generation != NULL ? mw_generation_get_number (self->generation) + 1 : 0;

  g_clear_pointer (&self->generation, mw_generation_unref);
  self->generation = mw_generation_new (number, self->chunks, self->n_chunks, self->tail, self->n_tail,
                                        self->tail_skip, self->columns, self->n_columns);
}

static void
mw_table_notify_on_main (GObject *object)
{
  g_object_notify_by_pspec (object, properties[PROP_GENERATION]);
}

static void
mw_table_finalize (GObject *object)
{
  MwTable *self = MW_TABLE (object);

  for (guint i = 0; i < self->n_tail; i++)
    mw_chunk_unref (self->tail[i]);
  g_clear_pointer (&self->generation, mw_generation_unref);
  g_clear_pointer (&self->chunks, mw_spine_unref);
  g_clear_pointer (&self->columns, mw_spine_unref);
  g_clear_pointer (&self->notify, mw_main_call_unref);
  g_clear_pointer (&self->ranks, g_ptr_array_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->id);
  g_free (self->title);
  G_OBJECT_CLASS (mw_table_parent_class)->finalize (object);
}

static void
mw_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_GENERATION)
    g_value_take_boxed (value, mw_table_dup_generation (MW_TABLE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_table_class_init (MwTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mw_table_finalize;
  object_class->get_property = mw_table_get_property;
  properties[PROP_GENERATION] = g_param_spec_boxed ("generation", NULL, NULL, MW_TYPE_GENERATION,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mw_table_init (MwTable *self)
{
  g_mutex_init (&self->mutex);
  self->notify = mw_main_call_new (G_OBJECT (self), mw_table_notify_on_main);
  self->chunks = mw_spine_new (chunk_ref, chunk_unref);
  self->columns = mw_spine_new (g_atomic_rc_box_acquire, column_unref);
  self->expected = -1;
  self->ranks = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_column_ranks_unref);
  table_publish (self);
}

/**
 * mw_table_new:
 * @id: id of the entity or of the raw set
 * @title: what people call it
 *
 * Returns: (transfer full): an empty table without columns
 */
MwTable *
mw_table_new (const char *id, const char *title)
{
  MwTable *self = g_object_new (MW_TYPE_TABLE, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  return self;
}

const char *
mw_table_get_id (MwTable *self)
{
  return self->id;
}

const char *
mw_table_get_title (MwTable *self)
{
  return self->title;
}

/**
 * mw_table_get_expected:
 *
 * Returns: how many rows the system announced, -1 when it did not say. Any thread.
 */
gint64
mw_table_get_expected (MwTable *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->expected;
}

/**
 * mw_table_dup_generation:
 *
 * Returns: (transfer full): the newest generation. Any thread.
 */
MwGeneration *
mw_table_dup_generation (MwTable *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return mw_generation_ref (self->generation);
}

/**
 * mw_table_get_size:
 *
 * Returns: bytes of memory of the newest generation's chunks. Any thread.
 */
gsize
mw_table_get_size (MwTable *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gsize size = self->size;

  for (guint i = 0; i < self->n_tail; i++)
    size += mw_chunk_get_size (self->tail[i]);
  return size;
}

/* With the mutex held. */
static guint
find_ranks (MwTable *self, guint column)
{
  guint i = 0;

  while (i < self->ranks->len && mw_column_ranks_get_column (self->ranks->pdata[i]) != column)
    i++;
  return i;
}

/**
 * mw_table_dup_ranks:
 *
 * Returns: (transfer full) (nullable): what was kept of a column, of this generation or an earlier one
 */
MwColumnRanks *
mw_table_dup_ranks (MwTable *self, guint column)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint position = find_ranks (self, column);

  return position < self->ranks->len ? mw_column_ranks_ref (self->ranks->pdata[position]) : NULL;
}

/**
 * mw_table_keep_ranks:
 * @ranks: (transfer none): of a column of this table
 *
 * They are used when it is sorted by that column again, until it was sorted by many others.
 */
void
mw_table_keep_ranks (MwTable *self, MwColumnRanks *ranks)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint position = find_ranks (self, mw_column_ranks_get_column (ranks));
  g_autoptr (MwColumnRanks) kept = NULL;

  if (position < self->ranks->len)
    kept = g_ptr_array_steal_index (self->ranks, position);
  else if (self->ranks->len == MAX_RANKS)
    g_ptr_array_remove_index (self->ranks, 0);
  /* Another view may be ahead. */
  if (kept == NULL || mw_column_ranks_get_n_rows (kept) < mw_column_ranks_get_n_rows (ranks))
    g_ptr_array_add (self->ranks, mw_column_ranks_ref (ranks));
  else
    g_ptr_array_add (self->ranks, g_steal_pointer (&kept));
}

/**
 * mw_table_set_expected:
 * @expected: how many rows the system announced, -1 when it did not say
 *
 * Also notifies `generation`: what is shown beside the rows changes.
 */
void
mw_table_set_expected (MwTable *self, gint64 expected)
{
  g_mutex_lock (&self->mutex);
  self->expected = expected;
  g_mutex_unlock (&self->mutex);
  mw_main_call_soon (self->notify);
}

/**
 * mw_table_add_column:
 * @id: field id, or the key as sent
 * @title: what people call it
 * @field: (nullable): the #MwField, which outlives the table
 *
 * Adds a column behind the others. It is null in the rows that are there already.
 */
void
mw_table_add_column (MwTable *self, const char *id, const char *title, gconstpointer field)
{
  MwTableColumn *column = g_atomic_rc_box_new0 (MwTableColumn);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->field = (gpointer) field;
  g_mutex_lock (&self->mutex);
  self->columns = mw_spine_append (self->columns, column);
  self->n_columns++;
  table_publish (self);
  g_mutex_unlock (&self->mutex);
  mw_main_call_soon (self->notify);
}

/* Adds rows of a chunk from @first on, and to @full the chunks that get full. @texts: as for
 * the builder. */
static void
pack_chunk (MwChunkBuilder *builder,
            const MwChunk *rows,
            guint first,
            guint n_rows,
            gsize *texts,
            GPtrArray *full)
{
  for (guint at = 0, n; at < n_rows; at += n)
    {
      n = MIN (n_rows - at, MW_TABLE_CHUNK_ROWS - mw_chunk_builder_get_n_rows (builder));
      mw_chunk_builder_append_rows (builder, rows, first + at, n, texts);
      if (mw_chunk_builder_get_n_rows (builder) == MW_TABLE_CHUNK_ROWS)
        g_ptr_array_add (full, mw_chunk_builder_finish (builder));
    }
}

/* Moves the tail and then the first @n of @rows into chunks of the fixed size. What is left over in the
 * builder comes back. @texts: where the texts of the other rows begin. */
static MwChunk *
pack (MwTable *self, const MwChunk *rows, guint n, gsize *texts, GPtrArray *full)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (self->n_columns);

  for (guint i = 0; i < self->n_tail; i++)
    {
      guint skip = i == 0 ? self->tail_skip : 0;

      *texts = i == 0 ? self->tail_texts : 0;
      pack_chunk (builder, self->tail[i], skip, mw_chunk_get_n_rows (self->tail[i]) - skip, texts, full);
    }
  *texts = 0;
  pack_chunk (builder, rows, 0, n, texts, full);
  return mw_chunk_builder_get_n_rows (builder) > 0 ? mw_chunk_builder_finish (builder) : NULL;
}

/**
 * mw_table_append:
 * @rows: (transfer none): rows of any number; their cells are copied or shared, and never change afterwards
 *
 * Appends @rows and publishes the next generation. Older generations stay as they are.
 */
void
mw_table_append (MwTable *self, MwChunk *rows)
{
  g_autoptr (GPtrArray) full = g_ptr_array_new ();
  MwChunk *rest = NULL;
  guint n_rows = mw_chunk_get_n_rows (rows);
  guint n_left = (self->n_tail_rows + n_rows) % MW_TABLE_CHUNK_ROWS;
  guint skip = 0;
  gsize texts = 0;
  gboolean packed = FALSE;

  if (n_rows == 0)
    return;

  /* Only this thread changes chunks and tail, so they are read and packed without the lock: readers never
   * wait for it. */
  if (self->n_tail == 0 && n_rows == MW_TABLE_CHUNK_ROWS)
    g_ptr_array_add (full, mw_chunk_ref (rows));
  else if (self->n_tail_rows + n_rows >= MW_TABLE_CHUNK_ROWS)
    {
      /* All of the tail goes into the first full chunk: what is left is the end of @rows. */
      skip = n_rows - n_left;
      pack (self, rows, skip, &texts, full);
      rest = n_left > 0 ? mw_chunk_ref (rows) : NULL;
      packed = TRUE;
    }
  else if (self->n_tail == MW_GENERATION_MAX_TAIL)
    {
      rest = pack (self, rows, n_rows, &texts, full);
      texts = 0;
      packed = TRUE;
    }
  else
    rest = mw_chunk_ref (rows);

  g_mutex_lock (&self->mutex);
  if (packed)
    {
      for (guint i = 0; i < self->n_tail; i++)
        mw_chunk_unref (self->tail[i]);
      self->n_tail = 0;
      self->n_tail_rows = 0;
      self->tail_skip = rest != NULL ? skip : 0;
      self->tail_texts = rest != NULL ? texts : 0;
    }
  for (guint i = 0; i < full->len; i++)
    {
      self->size += mw_chunk_get_size (full->pdata[i]);
      self->chunks = mw_spine_append (self->chunks, full->pdata[i]);
      self->n_chunks++;
    }
  if (rest != NULL)
    {
      self->n_tail_rows += mw_chunk_get_n_rows (rest) - skip;
      self->tail[self->n_tail++] = rest;
    }
  table_publish (self);
  g_mutex_unlock (&self->mutex);
  mw_main_call_soon (self->notify);
}
