/* mw-table.c: an append-only table in memory and its generations
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-table.h"

#include "mw-generation-private.h"
#include "mw-main-call.h"

/* A page of so many rows stays the chunk that it is; smaller ones are put together to chunks of MANY_ROWS. */
#define ENOUGH_ROWS 512
#define MANY_ROWS   1024
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
  MwSpine *ends; /* of the chunks: the number of the row behind it, as a pointer */
  MwSpine *columns;
  MwChunk *tail[MW_GENERATION_MAX_TAIL];
  guint n_chunks;
  guint n_chunk_rows;
  guint n_columns;
  guint n_tail;
  guint n_tail_rows;
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

static gpointer
number_ref (gpointer number)
{
  return number;
}

static void
number_unref (gpointer number)
{
}

/* With the mutex held. Readers that hold the old generation keep it. */
static void
table_publish (MwTable *self)
{
  guint number = self->generation != NULL ? mw_generation_get_number (self->generation) + 1 : 0;

  g_clear_pointer (&self->generation, mw_generation_unref);
  self->generation = mw_generation_new (number, self->chunks, self->ends, self->n_chunks, self->tail,
                                        self->n_tail, self->columns, self->n_columns);
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
  g_clear_pointer (&self->ends, mw_spine_unref);
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
  self->ends = mw_spine_new (number_ref, number_unref);
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

/* The tail and then @rows (or none) as one chunk. */
static MwChunk *
pack (MwTable *self, const MwChunk *rows)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (self->n_columns);

  for (guint i = 0; i < self->n_tail; i++)
    mw_chunk_builder_append_all (builder, self->tail[i]);
  if (rows != NULL)
    mw_chunk_builder_append_all (builder, rows);
  return mw_chunk_builder_finish (builder);
}

/* With the mutex held. Takes @chunk. */
static void
add_chunk (MwTable *self, MwChunk *chunk)
{
  self->size += mw_chunk_get_size (chunk);
  self->n_chunk_rows += mw_chunk_get_n_rows (chunk);
  self->chunks = mw_spine_append (self->chunks, chunk);
  self->ends = mw_spine_append (self->ends, GUINT_TO_POINTER (self->n_chunk_rows));
  self->n_chunks++;
}

/* With the mutex held. */
static void
clear_tail (MwTable *self)
{
  for (guint i = 0; i < self->n_tail; i++)
    mw_chunk_unref (self->tail[i]);
  self->n_tail = 0;
  self->n_tail_rows = 0;
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
  guint n_rows = mw_chunk_get_n_rows (rows);
  gboolean are_enough = n_rows >= ENOUGH_ROWS;
  g_autoptr (MwChunk) packed = NULL;

  if (n_rows == 0)
    return;

  /* Only this thread changes chunks and tail, so they are read and packed without the lock: readers never
   * wait for it. */
  if (are_enough && self->n_tail > 0)
    packed = pack (self, NULL);
  else if (!are_enough && (self->n_tail_rows + n_rows >= MANY_ROWS || self->n_tail == MW_GENERATION_MAX_TAIL))
    packed = pack (self, rows);

  g_mutex_lock (&self->mutex);
  if (packed != NULL)
    clear_tail (self);
  if (packed != NULL && (are_enough || mw_chunk_get_n_rows (packed) >= ENOUGH_ROWS))
    add_chunk (self, g_steal_pointer (&packed));
  else if (packed != NULL)
    {
      self->n_tail_rows = mw_chunk_get_n_rows (packed);
      self->tail[self->n_tail++] = g_steal_pointer (&packed);
    }
  else if (!are_enough)
    {
      self->n_tail_rows += n_rows;
      self->tail[self->n_tail++] = mw_chunk_ref (rows);
    }
  if (are_enough)
    add_chunk (self, mw_chunk_ref (rows));
  table_publish (self);
  g_mutex_unlock (&self->mutex);
  mw_main_call_soon (self->notify);
}
