/* mw-column-ranks.c: which of its values each row of a column has, counted in their order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-column-ranks-private.h"

#include <string.h>

#include "mw-generation-private.h"
#include "mw-sort-values.h"
#include "mw-table.h"

/* Where new rows are more than one in so many, all are looked at again: that is faster. */
#define FEW 8
/* New values between two looks at the cancellable; each is compared with some twenty. */
#define VALUES_PER_LOOK 512

/* New values among those that are there. */
typedef struct
{
  MwSortValues *values;
  MwSortZone zone;
  MwGeneration *generation;
  guint column;
  const guint32 *rows; /* a row of each value there is */
  guint n_before;
  guint n_added;
  guint32 *moved; /* by value that was there: its rank now */
  guint32 *ranks; /* by new value */
} Merge;

MwColumnRanks *
mw_column_ranks_ref (MwColumnRanks *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_column_ranks_unref (MwColumnRanks *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

guint
mw_column_ranks_get_column (const MwColumnRanks *self)
{
  return self->column;
}

guint
mw_column_ranks_get_n_rows (const MwColumnRanks *self)
{
  return self->n_rows;
}

static MwColumnRanks *
ranks_alloc (guint column, guint n_rows, guint32 n_values, guint32 n_others)
{
  MwColumnRanks *self = g_malloc (sizeof *self + (gsize) n_rows * sizeof (guint32));

  g_atomic_ref_count_init (&self->ref_count);
  self->column = column;
  self->n_rows = n_rows;
  self->n_values = n_values;
  self->n_others = n_others;
  return self;
}

/* Rows that are not made yet are made for it, which takes long. */
static const char **
get_texts (MwGeneration *generation, guint column, guint first, GCancellable *cancellable, GError **error)
{
  guint n_rows = mw_generation_get_n_rows (generation);
  g_autofree const char **texts = g_new (const char *, (gsize) n_rows - first + 1);
  g_autoptr (GArray) of_chunk = g_array_new (FALSE, FALSE, sizeof *texts);

  for (guint row = first; row < n_rows;)
    {
      guint in_chunk;
      const MwChunk *chunk = mw_generation_find_chunk (generation, row, &in_chunk);
      guint n = mw_chunk_get_n_rows (chunk) - in_chunk;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_array_set_size (of_chunk, mw_chunk_get_n_rows (chunk));
      mw_chunk_get_column (chunk, column, (const char **) (gpointer) of_chunk->data);
      memcpy (texts + (row - first), &g_array_index (of_chunk, const char *, in_chunk), n * sizeof *texts);
      row += n;
    }
  return g_steal_pointer (&texts);
}

static guint32 *
count_up (guint32 from, guint n)
{
  guint32 *numbers = g_new (guint32, (gsize) n + 1);

  for (guint i = 0; i < n; i++)
    numbers[i] = from + i;
  return numbers;
}

static MwColumnRanks *
make_all (MwGeneration *generation,
          guint column,
          const char *const *texts,
          const MwField *field,
          GCancellable *cancellable,
          GError **error)
{
  guint n_rows = mw_generation_get_n_rows (generation);
  g_autoptr (MwSortValues) values = mw_sort_values_new (field, texts, n_rows, cancellable, error);
  g_autofree guint32 *of_values = NULL;
  g_autofree guint32 *of_others = NULL;
  MwColumnRanks *self;

  if (values == NULL)
    return NULL;
  self = ranks_alloc (column, n_rows, mw_sort_values_get_n (values, MW_SORT_ZONE_VALUES),
                      mw_sort_values_get_n (values, MW_SORT_ZONE_OTHERS));
  of_values = count_up (0, self->n_values);
  of_others = count_up (self->n_values, self->n_others);
  mw_sort_values_fill (values, of_values, of_others, self->n_values + self->n_others, self->ranks);
  return self;
}

static int
compare (Merge *self, guint nth, guint32 value)
{
  const char *text = mw_generation_get_cell (self->generation, self->rows[value], self->column, NULL);

  return mw_sort_values_compare (self->values, self->zone, nth, text);
}

/* The first value from @low on that is not smaller than the new one; @is_same: it is that one. Mostly it is
 * near. */
static guint32
find_place (Merge *self, guint nth, guint32 low, gboolean *is_same)
{
  guint32 high = low, step = 1;

  *is_same = FALSE;
  while (high < self->n_before)
    {
      int order = compare (self, nth, high);

      *is_same = order == 0;
      if (order <= 0)
        break;
      low = high + 1;
      high = MIN (self->n_before, high + step);
      step *= 2;
    }
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      int order = compare (self, nth, middle);

      if (order > 0)
        low = middle + 1;
      else
        {
          high = middle;
          *is_same = order == 0;
        }
    }
  return low;
}

/* @first: rank of the first value of the zone. */
static gboolean
merge_zone (Merge *self, guint32 first, GCancellable *cancellable, GError **error)
{
  guint n = mw_sort_values_get_n (self->values, self->zone);
  guint32 place = 0;

  self->moved = g_new (guint32, (gsize) self->n_before + 1);
  self->ranks = g_new (guint32, (gsize) n + 1);
  self->n_added = 0;
  for (guint i = 0; i < n; i++)
    {
      gboolean is_same;
      guint32 next;

      if (i % VALUES_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      next = find_place (self, i, place, &is_same);
      for (; place < next; place++)
        self->moved[place] = first + place + self->n_added;
      self->ranks[i] = first + place + self->n_added;
      if (!is_same)
        self->n_added++;
    }
  for (; place < self->n_before; place++)
    self->moved[place] = first + place + self->n_added;
  return TRUE;
}

static void
merge_clear (Merge *self)
{
  g_free (self->moved);
  g_free (self->ranks);
}

static MwColumnRanks *
add_rows (MwGeneration *generation,
          const MwColumnRanks *before,
          MwSortValues *values,
          GCancellable *cancellable,
          GError **error)
{
  guint n_ranks = before->n_values + before->n_others;
  g_autofree guint32 *rows = g_new (guint32, (gsize) n_ranks + 1);
  Merge merges[] = {
    { .zone = MW_SORT_ZONE_VALUES, .rows = rows, .n_before = before->n_values },
    { .zone = MW_SORT_ZONE_OTHERS, .rows = rows + before->n_values, .n_before = before->n_others },
  };
  guint32 first = 0;
  MwColumnRanks *self = NULL;

  for (guint32 row = 0; row < before->n_rows; row++)
    if (before->ranks[row] < n_ranks)
      rows[before->ranks[row]] = row;
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    {
      merges[i].values = values;
      merges[i].generation = generation;
      merges[i].column = before->column;
      if (!merge_zone (&merges[i], first, cancellable, error))
        goto out;
      first += merges[i].n_before + merges[i].n_added;
    }
  self = ranks_alloc (before->column, mw_generation_get_n_rows (generation),
                      before->n_values + merges[0].n_added, before->n_others + merges[1].n_added);
  for (guint row = 0; row < before->n_rows; row++)
    {
      guint32 rank = before->ranks[row];

      self->ranks[row] = rank < before->n_values ? merges[0].moved[rank]
                         : rank < n_ranks        ? merges[1].moved[rank - before->n_values]
                                                 : first;
    }
  mw_sort_values_fill (values, merges[0].ranks, merges[1].ranks, first, self->ranks + before->n_rows);
out:
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    merge_clear (&merges[i]);
  return self;
}

MwColumnRanks *
mw_column_ranks_new (MwGeneration *generation,
                     guint column,
                     MwColumnRanks *before,
                     GCancellable *cancellable,
                     GError **error)
{
  const MwTableColumn *what = mw_generation_get_column (generation, column);
  const MwField *field = what != NULL ? what->field : NULL;
  guint n_rows = mw_generation_get_n_rows (generation);
  guint n_before = before != NULL ? before->n_rows : 0;
  g_autofree const char **texts = NULL;
  g_autoptr (MwSortValues) values = NULL;

  if (before != NULL && n_before >= n_rows)
    return mw_column_ranks_ref (before);
  if (n_before == 0 || (n_rows - n_before) > n_before / FEW)
    {
      texts = get_texts (generation, column, 0, cancellable, error);
      return texts != NULL ? make_all (generation, column, texts, field, cancellable, error) : NULL;
    }
  texts = get_texts (generation, column, n_before, cancellable, error);
  if (texts == NULL)
    return NULL;
  values = mw_sort_values_new (field, texts, n_rows - n_before, cancellable, error);
  return values != NULL ? add_rows (generation, before, values, cancellable, error) : NULL;
}
