/* mw-rank-sorts.c: sorts rows by their ranks in some columns
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-column-ranks-private.h"

#include <string.h>

#define DIGIT_BITS 11
#define N_BUCKETS  (1u << DIGIT_BITS)

static guint32
get_rank (const MwRankSort *self, guint32 row)
{
  const MwColumnRanks *ranks = self->ranks;
  guint32 rank = ranks->ranks[row];

  if (!self->descending)
    return rank;
  if (rank < ranks->n_values)
    return ranks->n_values - 1 - rank;
  if (rank < ranks->n_values + ranks->n_others)
    return ranks->n_values + (ranks->n_others - 1 - (rank - ranks->n_values));
  return rank;
}

/* One pass of a radix sort: stable. */
static void
move_by_digit (const guint64 *from, guint64 *to, guint n, guint shift)
{
  g_autofree guint32 *next = g_new0 (guint32, N_BUCKETS);
  guint32 sum = 0;

  for (guint i = 0; i < n; i++)
    next[from[i] >> shift & (N_BUCKETS - 1)]++;
  for (guint i = 0; i < N_BUCKETS; i++)
    {
      guint32 count = next[i];

      next[i] = sum;
      sum += count;
    }
  for (guint i = 0; i < n; i++)
    to[next[from[i] >> shift & (N_BUCKETS - 1)]++] = from[i];
}

/* The least important column first: what is equal in a more important one stays as it is. */
gboolean
mw_rank_sorts_run (const MwRankSort *sorts,
                   guint n_sorts,
                   guint32 *rows,
                   guint n_rows,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree guint64 *from = g_new (guint64, (gsize) n_rows + 1);
  g_autofree guint64 *to = g_new (guint64, (gsize) n_rows + 1);

  for (guint i = n_sorts; i-- > 0;)
    {
      guint n_ranks = sorts[i].ranks->n_values + sorts[i].ranks->n_others + 1;

      for (guint k = 0; k < n_rows; k++)
        from[k] = (guint64) get_rank (&sorts[i], rows[k]) << 32 | rows[k];
      for (guint shift = 0; shift < 32 && n_ranks >> shift != 0; shift += DIGIT_BITS)
        {
          guint64 *moved = to;

          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          move_by_digit (from, to, n_rows, 32 + shift);
          to = from;
          from = moved;
        }
      for (guint k = 0; k < n_rows; k++)
        rows[k] = (guint32) from[k];
    }
  return TRUE;
}

static int
compare_rows (const MwRankSort *sorts, guint n_sorts, guint32 a, guint32 b)
{
  for (guint i = 0; i < n_sorts; i++)
    {
      guint32 x = get_rank (&sorts[i], a), y = get_rank (&sorts[i], b);

      if (x != y)
        return x < y ? -1 : 1;
    }
  return 0;
}

void
mw_rank_sorts_merge (const MwRankSort *sorts,
                     guint n_sorts,
                     const guint32 *a,
                     guint n_a,
                     const guint32 *b,
                     guint n_b,
                     guint32 *merged)
{
  while (n_a > 0 && n_b > 0)
    {
      if (compare_rows (sorts, n_sorts, *a, *b) <= 0)
        {
          *merged++ = *a++;
          n_a--;
        }
      else
        {
          *merged++ = *b++;
          n_b--;
        }
    }
  if (n_a > 0)
    memcpy (merged, a, n_a * sizeof *a);
  if (n_b > 0)
    memcpy (merged + n_a, b, n_b * sizeof *b);
}
