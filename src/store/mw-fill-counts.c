/* mw-fill-counts.c: how many rows have something in each column, and what
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fill-counts.h"

#include <string.h>

#include "mw-generation-private.h"

#define ROWS_PER_LOOK 256
/* Of one text. */
#define MAX_SAMPLE 200

G_DEFINE_BOXED_TYPE (MwFillCounts, mw_fill_counts, mw_fill_counts_ref, mw_fill_counts_unref)

static void
counts_clear (gpointer data)
{
  MwFillCounts *self = data;
  guint n_columns = mw_generation_get_n_columns (self->generation);

  for (guint i = 0; i < n_columns; i++)
    mw_fill_count_clear (&self->counts[i]);
  g_free (self->counts);
  mw_generation_unref (self->generation);
}

MwFillCounts *
mw_fill_counts_ref (MwFillCounts *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_fill_counts_unref (MwFillCounts *self)
{
  g_atomic_rc_box_release_full (self, counts_clear);
}

/* What differs only behind what is shown of it is the same. */
static char *
dup_sample (const char *text, gsize length)
{
  const char *end;
  gsize shown = MIN (length, MAX_SAMPLE);

  if (shown < length && !g_utf8_validate_len (text, shown, &end))
    shown = (gsize) (end - text);
  return g_utf8_make_valid (text, (gssize) shown);
}

/**
 * mw_fill_count_add_sample:
 * @text: what stands somewhere
 * @length: of @text
 *
 * Keeps it when it is one of the first that differ.
 */
void
mw_fill_count_add_sample (MwFillCount *self, const char *text, gsize length)
{
  g_autofree char *sample = NULL;
  guint n = 0;

  /* Most texts of a column that has few are there already. */
  for (; n < MW_FILL_SAMPLES && self->samples[n] != NULL; n++)
    if (strlen (self->samples[n]) == length && memcmp (self->samples[n], text, length) == 0)
      return;
  if (n == MW_FILL_SAMPLES)
    return;
  sample = dup_sample (text, length);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (self->samples[i], sample))
      return;
  self->samples[n] = g_steal_pointer (&sample);
}

void
mw_fill_count_clear (MwFillCount *self)
{
  for (guint i = 0; i < MW_FILL_SAMPLES; i++)
    g_clear_pointer (&self->samples[i], g_free);
}

static void
count_row (MwFillCounts *self, const MwChunk *chunk, guint row)
{
  guint n_columns = mw_chunk_get_n_columns (chunk);
  gboolean has_problems = mw_chunk_get_n_problems (chunk) > 0;

  for (guint i = 0; i < n_columns; i++)
    {
      MwFillCount *count = &self->counts[i];
      gsize length = 0;
      const char *text = mw_chunk_get_cell (chunk, row, i, &length);

      if (text != NULL && length > 0)
        {
          count->n_filled++;
          if (count->samples[MW_FILL_SAMPLES - 1] == NULL)
            mw_fill_count_add_sample (count, text, length);
        }
      count->n_problems += has_problems && mw_chunk_get_problem (chunk, row, i) != NULL;
    }
}

/**
 * mw_fill_counts_new:
 * @generation: rows
 *
 * Looks at every cell once. Blocks: for the work pool.
 *
 * Returns: (transfer full) (nullable): of each column how many rows have something there, and the first texts
 */
MwFillCounts *
mw_fill_counts_new (MwGeneration *generation, GCancellable *cancellable, GError **error)
{
  g_autoptr (MwFillCounts) self = g_atomic_rc_box_new0 (MwFillCounts);
  guint n_rows = mw_generation_get_n_rows (generation);

  self->generation = mw_generation_ref (generation);
  self->counts = g_new0 (MwFillCount, mw_generation_get_n_columns (generation));
  for (guint row = 0; row < n_rows; row++)
    {
      guint in_chunk;
      const MwChunk *chunk = mw_generation_find_chunk (generation, row, &in_chunk);

      if (row % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      count_row (self, chunk, in_chunk);
    }
  return g_steal_pointer (&self);
}
