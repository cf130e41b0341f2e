/* mw-later-rows.c: rows that are made when somebody looks at them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-later-rows.h"

#include "mw-chunk-private.h"

/* How many rows are made together: of large records as many as one sees at once, and not so many that they
 * are waited for. */
#define PART 32

struct _MwLaterRows
{
  MwLaterRowsFunc make;
  gpointer data;
  GDestroyNotify data_free;
};

static void
rows_clear (gpointer rows)
{
  MwLaterRows *self = rows;

  self->data_free (self->data);
}

static void
rows_unref (MwLaterRows *self)
{
  g_atomic_rc_box_release_full (self, rows_clear);
}

static void
run_clear (gpointer run)
{
  rows_unref (((MwLaterRun *) run)->rows);
}

GArray *
mw_later_runs_new (void)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (MwLaterRun));

  g_array_set_clear_func (runs, run_clear);
  return runs;
}

guint
mw_later_runs_get_n_rows (const GArray *runs)
{
  const MwLaterRun *last = runs->len > 0 ? &g_array_index (runs, MwLaterRun, runs->len - 1) : NULL;

  return last != NULL ? last->at + last->n : 0;
}

static const MwLaterRun *
find_run (const GArray *runs, guint row)
{
  guint low = 0, high = runs->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (runs, MwLaterRun, middle).at <= row)
        low = middle;
      else
        high = middle;
    }
  return &g_array_index (runs, MwLaterRun, low);
}

void
mw_later_runs_add (GArray *runs, const GArray *others, guint row)
{
  const MwLaterRun *other = find_run (others, row);
  MwLaterRun *last = runs->len > 0 ? &g_array_index (runs, MwLaterRun, runs->len - 1) : NULL;
  guint first = other->first + (row - other->at);
  MwLaterRun run = { other->rows, first, 1, mw_later_runs_get_n_rows (runs) };

  if (last != NULL && last->rows == other->rows && last->first + last->n == first)
    {
      last->n++;
      return;
    }
  g_atomic_rc_box_acquire (run.rows);
  g_array_append_val (runs, run);
}

void
mw_later_runs_make (const GArray *runs, guint row, MwChunkBuilder *rows)
{
  const MwLaterRun *run = find_run (runs, row);

  run->rows->make (run->rows->data, run->first + (row - run->at), rows);
}

/* Takes @runs. */
MwChunk *
mw_later_runs_new_chunk (GArray *runs, guint n_columns)
{
  MwChunk *chunk = g_new0 (MwChunk, 1);

  g_atomic_ref_count_init (&chunk->ref_count);
  chunk->n_rows = mw_later_runs_get_n_rows (runs);
  chunk->n_columns = n_columns;
  chunk->later = runs;
  chunk->parts = g_new0 (MwChunk *, chunk->n_rows / PART + 1);
  return chunk;
}

void
mw_chunk_clear_later (MwChunk *self)
{
  for (guint i = 0; i <= self->n_rows / PART; i++)
    g_clear_pointer (&self->parts[i], mw_chunk_unref);
  g_free (self->parts);
  g_array_unref (self->later);
}

gsize
mw_chunk_get_later_size (const MwChunk *self)
{
  gsize size = sizeof *self + self->later->len * sizeof (MwLaterRun);

  for (guint i = 0; i <= self->n_rows / PART; i++)
    {
      const MwChunk *part = g_atomic_pointer_get (&self->parts[i]);

      size += sizeof part + (part != NULL ? mw_chunk_get_size (part) : 0);
    }
  return size;
}

static MwChunk *
make_part (const MwChunk *self, guint part)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (self->n_columns);

  for (guint row = part * PART; row < MIN ((part + 1) * PART, self->n_rows); row++)
    mw_later_runs_make (self->later, row, builder);
  return mw_chunk_builder_finish (builder);
}

const MwChunk *
mw_chunk_find_made (const MwChunk *self, guint *row)
{
  guint part = *row / PART;
  MwChunk *made = g_atomic_pointer_get (&self->parts[part]);

  *row %= PART;
  if (made != NULL)
    return made;
  made = make_part (self, part);
  /* Somebody else may have been faster. */
  if (!g_atomic_pointer_compare_and_exchange (&self->parts[part], NULL, made))
    {
      mw_chunk_unref (made);
      made = g_atomic_pointer_get (&self->parts[part]);
    }
  return made;
}

/**
 * mw_later_rows_new_chunk:
 * @make: (scope notified): makes one of them
 * @data: (transfer full): what they are made of
 *
 * Returns: (transfer full): a chunk that is as any other, but takes next to no memory until it is looked at
 */
MwChunk *
mw_later_rows_new_chunk (guint n_rows,
                         guint n_columns,
                         MwLaterRowsFunc make,
                         gpointer data,
                         GDestroyNotify data_free)
{
  GArray *runs = mw_later_runs_new ();
  MwLaterRun run = { g_atomic_rc_box_new0 (MwLaterRows), 0, n_rows, 0 };

  *run.rows = (MwLaterRows) { make, data, data_free };
  g_array_append_val (runs, run);
  return mw_later_runs_new_chunk (runs, n_columns);
}
