/* mw-value-counts.c: how many rows have each value of a column
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-value-counts.h"

#include "mw-generation-private.h"

/* Rows between two looks at the cancellable. */
#define ROWS_PER_LOOK 1024

struct _MwValueCounts
{
  MwGeneration *generation;
  int column;
  GHashTable *counts; /* text of the generation → guint */
};

static void
counts_clear (gpointer data)
{
  MwValueCounts *self = data;

  g_hash_table_unref (self->counts);
  mw_generation_unref (self->generation);
}

/**
 * mw_value_counts_new:
 * @generation: the rows
 * @column: id of the column; of one that is not there nothing is counted
 *
 * Returns: (transfer full): nothing is counted yet
 */
MwValueCounts *
mw_value_counts_new (MwGeneration *generation, const char *column)
{
  MwValueCounts *self = g_atomic_rc_box_new0 (MwValueCounts);

  self->generation = mw_generation_ref (generation);
  self->column = mw_generation_find_column (generation, column);
  self->counts = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

MwValueCounts *
mw_value_counts_ref (MwValueCounts *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_value_counts_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, counts_clear);
}

static void
count (MwValueCounts *self, const char *text)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, text));

  if (n > 0 || g_hash_table_size (self->counts) < MW_MAX_COUNTED_VALUES)
    g_hash_table_insert (self->counts, (gpointer) text, GUINT_TO_POINTER (n + 1));
}

gboolean
mw_value_counts_run (gpointer data, GCancellable *cancellable, GError **error)
{
  MwValueCounts *self = data;
  guint n_rows = self->column >= 0 ? mw_generation_get_n_rows (self->generation) : 0;

  for (guint row = 0; row < n_rows; row++)
    {
      guint in_chunk;
      const MwChunk *chunk = mw_generation_find_chunk (self->generation, row, &in_chunk);
      const char *text = mw_chunk_get_cell (chunk, in_chunk, (guint) self->column, NULL);

      if (row % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      count (self, text != NULL ? text : "");
    }
  return TRUE;
}

/**
 * mw_value_counts_get:
 * @value: a text
 *
 * Returns: how many rows have exactly that, once it ran; of "", how many have nothing
 */
guint
mw_value_counts_get (MwValueCounts *self, const char *value)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, value));
}
