/* mw-lines-finder.c: finds the lines of one record among those that are there, and those that still come
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-lines-finder.h"

#include "mw-main-fiber.h"
#include "mw-sibling-rows.h"
#include "mw-work.h"

struct _MwLinesFinder
{
  GObject parent_instance;

  MwTable *from;
  MwEntity *entity;
  int reference;
  char *id;
  MwRowOrigin origin;
  MwTable *found;
  guint n_columns; /* of @found */
  guint n_looked;  /* rows of @from */
  GArray *numbers; /* of guint: where the rows of @found stand in @from */
  gboolean is_stopped;
  DexFuture *looking;
};

G_DEFINE_FINAL_TYPE (MwLinesFinder, mw_lines_finder, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
mw_lines_finder_finalize (GObject *object)
{
  MwLinesFinder *self = MW_LINES_FINDER (object);

  dex_clear (&self->looking);
  g_clear_object (&self->from);
  g_clear_object (&self->found);
  g_clear_object (&self->entity);
  g_array_unref (self->numbers);
  g_free (self->id);
  G_OBJECT_CLASS (mw_lines_finder_parent_class)->finalize (object);
}

static void
mw_lines_finder_class_init (MwLinesFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_lines_finder_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MW_TYPE_LINES_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
mw_lines_finder_init (MwLinesFinder *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* One look, on a worker: an atomic reference-counted box. */
typedef struct
{
  MwTable *into;
  MwGeneration *rows;
  guint first;
  MwRowOrigin origin;
  int column;
  char *id;
  GArray *numbers;
} Look;

static void
look_clear (gpointer data)
{
  Look *look = data;

  g_object_unref (look->into);
  mw_generation_unref (look->rows);
  g_array_unref (look->numbers);
  g_free (look->id);
}

static void
look_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, look_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_release)

static gboolean
run_look (gpointer data, GCancellable *cancellable, GError **error)
{
  Look *look = data;

  return mw_sibling_rows_find (look->into, look->rows, look->first, &look->origin, look->column, look->id,
                               look->numbers, cancellable, error);
}

static Look *
look_new (MwLinesFinder *self, MwGeneration *rows)
{
  Look *look = g_atomic_rc_box_new0 (Look);

  look->into = g_object_ref (self->found);
  look->rows = mw_generation_ref (rows);
  look->first = self->n_looked;
  look->origin = self->origin;
  look->id = g_strdup (self->id);
  look->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  look->column = self->reference >= 0
                   ? mw_generation_find_column (
                       rows, mw_entity_get_field (self->entity, (guint) self->reference)->id)
                   : -1;
  return look;
}

/* A table does not tell which cells its old rows have in a column that is new. */
static void
begin_table (MwLinesFinder *self, MwGeneration *rows)
{
  g_clear_object (&self->found);
  self->found = mw_sibling_rows_new_table (rows, mw_entity_get_title (self->entity));
  /* Its columns point to the fields of the entity. */
  g_object_set_data_full (G_OBJECT (self->found), "mw-entity", g_object_ref (self->entity), g_object_unref);
  self->n_columns = mw_generation_get_n_columns (rows);
  self->n_looked = 0;
  g_array_set_size (self->numbers, 0);
}

static gboolean
is_behind (MwLinesFinder *self, MwGeneration *rows)
{
  return mw_generation_get_n_rows (rows) > self->n_looked ||
         mw_generation_get_n_columns (rows) != self->n_columns;
}

/* Only what has come since the last look is looked at. */
static DexFuture *
follow (MwMainFiber *fiber, gpointer data)
{
  MwLinesFinder *self = data;

  while (!mw_main_fiber_is_dropped (fiber))
    {
      g_autoptr (MwGeneration) rows = mw_table_dup_generation (self->from);
      g_autoptr (Look) look = NULL;

      if (!is_behind (self, rows))
        break;
      if (mw_generation_get_n_columns (rows) != self->n_columns)
        begin_table (self, rows);
      look = look_new (self, rows);
      if (!dex_await (mw_main_until (
                        mw_work_run ("lines", run_look, g_atomic_rc_box_acquire (look), look_release), fiber),
                      NULL))
        break;
      g_array_append_vals (self->numbers, look->numbers->data, look->numbers->len);
      self->n_looked = mw_generation_get_n_rows (rows);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  if (!mw_main_fiber_is_dropped (fiber))
    {
      dex_clear (&self->looking);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  return dex_future_new_true ();
}

static void
look_soon (MwLinesFinder *self)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (self->from);

  if (!self->is_stopped && !self->looking && is_behind (self, rows))
    self->looking = mw_main_fiber_spawn (follow, g_object_ref (self), g_object_unref);
}

/**
 * mw_lines_finder_new:
 * @dataset: where the lines are, or come
 * @entity: of the lines
 * @reference: which of its fields holds the id of what a line belongs to; -1: the lines came with the record
 * @id: (nullable): the id to look for
 * @origin: the record that the lines came with; looked at when @reference is -1
 *
 * Returns: (transfer full): it looks on a worker, and again when more lines come, until it is stopped
 */
MwLinesFinder *
mw_lines_finder_new (MwDataset *dataset,
                     MwEntity *entity,
                     int reference,
                     const char *id,
                     const MwRowOrigin *origin)
{
  MwLinesFinder *self = g_object_new (MW_TYPE_LINES_FINDER, NULL);
  g_autoptr (MwGeneration) rows = NULL;

  self->from = g_object_ref (mw_dataset_get_table (dataset, entity));
  self->entity = g_object_ref (entity);
  self->reference = reference;
  self->id = g_strdup (id);
  self->origin = *origin;
  rows = mw_table_dup_generation (self->from);
  begin_table (self, rows);
  g_signal_connect_object (self->from, "notify::generation", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  look_soon (self);
  return self;
}

/**
 * mw_lines_finder_get_table:
 * @self: a finder
 *
 * Returns: (transfer none): the lines that were found so far, in the order in which they came
 */
MwTable *
mw_lines_finder_get_table (MwLinesFinder *self)
{
  return self->found;
}

/**
 * mw_lines_finder_count:
 * @self: a finder
 *
 * Returns: how many lines were found so far
 */
guint
mw_lines_finder_count (MwLinesFinder *self)
{
  g_autoptr (MwGeneration) found = mw_table_dup_generation (self->found);

  return mw_generation_get_n_rows (found);
}

/**
 * mw_lines_finder_find_number:
 * @self: a finder
 * @row: number of a row in mw_lines_finder_get_table()
 * @table: (out) (transfer none): the table of all lines
 *
 * Returns: its number in @table; %G_MAXUINT when it is not known yet
 */
guint
mw_lines_finder_find_number (MwLinesFinder *self, guint row, MwTable **table)
{
  *table = self->from;
  return row < self->numbers->len ? g_array_index (self->numbers, guint, row) : G_MAXUINT;
}

/**
 * mw_lines_finder_is_looking:
 * @self: a finder
 *
 * Returns: whether there are lines that it has not looked at yet
 */
gboolean
mw_lines_finder_is_looking (MwLinesFinder *self)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (self->from);

  return self->looking != NULL || is_behind (self, rows);
}

/**
 * mw_lines_finder_stop:
 * @self: a finder
 *
 * Nobody wants to know any more. To be called before the last reference goes, which the search holds.
 */
void
mw_lines_finder_stop (MwLinesFinder *self)
{
  self->is_stopped = TRUE;
  g_signal_handlers_disconnect_by_data (self->from, self);
  dex_clear (&self->looking);
}
