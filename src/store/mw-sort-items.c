/* mw-sort-items.c: sorts many small things by a number
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sort-items.h"

#include <string.h>

#define DIGIT_BITS 11
#define N_DIGITS   6
#define N_BUCKETS  (1u << DIGIT_BITS)
#define MAX_PASSES 3
/* Fewer are not worth the buckets. */
#define MIN_RADIX 512
#define SHORT_RUN 16
/* Items that sort in well under 50 ms. */
#define SORT_PER_LOOK 65536

static guint
get_digit (const MwSortItem *item, guint digit)
{
  return (guint) (item->head >> (digit * DIGIT_BITS)) & (N_BUCKETS - 1);
}

/* One pass of the radix sort: from @from to @to, by one digit, stably. */
static void
move_by_digit (const MwSortItem *from, MwSortItem *to, guint n_items, guint digit, const guint32 *counts)
{
  g_autofree guint32 *next = g_new (guint32, N_BUCKETS);
  guint32 sum = 0;

  for (guint i = 0; i < N_BUCKETS; i++)
    {
      next[i] = sum;
      sum += counts[i];
    }
  for (guint i = 0; i < n_items; i++)
    to[next[get_digit (&from[i], digit)]++] = from[i];
}

typedef struct
{
  const MwSortKey *keys;
  const MwTextKeys *words;
  GCancellable *cancellable;
  GError **error;
  guint32 random;
} Sorting;

static guint64
get_word (const Sorting *self, const MwSortItem *item, guint depth)
{
  const MwSortKey *key = &self->keys[item->id];

  return depth < key->n_words ? mw_text_keys_get (self->words, key->begin)[depth] : 0;
}

int
mw_sort_keys_compare (const guint64 *a, guint n_a, const guint64 *b, guint n_b)
{
  guint n = MIN (n_a, n_b);

  for (guint i = 0; i < n; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return n_a < n_b ? -1 : n_a > n_b;
}

/* The heads are the words at @depth. */
static int
compare_items (const Sorting *self, const MwSortItem *a, const MwSortItem *b, guint depth)
{
  const MwSortKey *a_key, *b_key;

  if (a->head != b->head)
    return a->head < b->head ? -1 : 1;
  if (self->keys == NULL || a->head == 0)
    return 0;
  a_key = &self->keys[a->id];
  b_key = &self->keys[b->id];
  depth++;
  return mw_sort_keys_compare (mw_text_keys_get (self->words, a_key->begin) + depth, a_key->n_words - depth,
                               mw_text_keys_get (self->words, b_key->begin) + depth, b_key->n_words - depth);
}

static void
sort_short (const Sorting *self, MwSortItem *items, guint n_items, guint depth)
{
  for (guint i = 1; i < n_items; i++)
    {
      MwSortItem item = items[i];
      guint j = i;

      for (; j > 0 && compare_items (self, &items[j - 1], &item, depth) > 0; j--)
        items[j] = items[j - 1];
      items[j] = item;
    }
}

static void
swap (MwSortItem *a, MwSortItem *b)
{
  MwSortItem item = *a;

  *a = *b;
  *b = item;
}

/* Any of them, so that no order that is sent makes it slow. */
static guint64
choose_pivot (Sorting *self, const MwSortItem *items, guint n_items)
{
  guint64 of[3];

  for (guint i = 0; i < G_N_ELEMENTS (of); i++)
    {
      self->random = self->random * 1664525u + 1013904223u;
      of[i] = items[(guint64) self->random * n_items >> 32].head;
    }
  return MAX (MIN (of[0], of[1]), MIN (MAX (of[0], of[1]), of[2]));
}

/* Quicksort in three parts; those whose word is the same go on with the next one. */
static gboolean
sort_run (Sorting *self, MwSortItem *items, guint n_items, guint depth)
{
  while (n_items > SHORT_RUN)
    {
      guint64 pivot = choose_pivot (self, items, n_items);
      guint below = 0, at = 0, above = n_items;

      if (n_items > SORT_PER_LOOK && g_cancellable_set_error_if_cancelled (self->cancellable, self->error))
        return FALSE;
      while (at < above)
        {
          if (items[at].head < pivot)
            swap (&items[below++], &items[at++]);
          else if (items[at].head > pivot)
            swap (&items[at], &items[--above]);
          else
            at++;
        }
      if (!sort_run (self, items, below, depth) || !sort_run (self, items + above, n_items - above, depth))
        return FALSE;
      if (self->keys == NULL || pivot == 0)
        return TRUE;
      items += below;
      n_items = above - below;
      depth++;
      for (guint i = 0; i < n_items; i++)
        items[i].head = get_word (self, &items[i], depth);
    }
  sort_short (self, items, n_items, depth);
  return TRUE;
}

/* Which of the digits are not the same in all items, from the highest on; how many. */
static guint
find_digits (const MwSortItem *items, guint n_items, const guint32 *counts, guint digits[N_DIGITS])
{
  guint n = 0;

  for (guint digit = N_DIGITS; digit-- > 0;)
    if (counts[digit * N_BUCKETS + get_digit (&items[0], digit)] < n_items)
      digits[n++] = digit;
  return n;
}

/* Those that agree in their high bits: mostly few, or the same ones. */
static gboolean
sort_runs (MwSortItem *items, guint n_items, guint shift, GCancellable *cancellable, GError **error)
{
  Sorting sorting = { NULL, NULL, cancellable, error, 1 };

  for (guint begin = 0, end; begin < n_items; begin = end)
    {
      guint64 differ = 0;

      for (end = begin + 1; end < n_items && items[end].head >> shift == items[begin].head >> shift; end++)
        differ |= items[end].head ^ items[begin].head;
      if (differ != 0 && !sort_run (&sorting, items + begin, end - begin, 0))
        return FALSE;
    }
  return TRUE;
}

/* By the highest digits that tell most of them apart; what is left is little. */
static gboolean
sort_by_digits (MwSortItem *items, guint n_items, GCancellable *cancellable, GError **error)
{
  g_autofree guint32 *counts = g_new0 (guint32, N_DIGITS * N_BUCKETS);
  g_autofree MwSortItem *spare = g_new (MwSortItem, n_items);
  MwSortItem *from = items, *to = spare;
  guint digits[N_DIGITS];
  guint n_digits, n_passes;

  for (guint i = 0; i < n_items; i++)
    for (guint digit = 0; digit < N_DIGITS; digit++)
      counts[digit * N_BUCKETS + get_digit (&items[i], digit)]++;
  n_digits = find_digits (items, n_items, counts, digits);
  n_passes = MIN (n_digits, MAX_PASSES);
  for (guint i = n_passes; i-- > 0;)
    {
      MwSortItem *moved = to;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      move_by_digit (from, to, n_items, digits[i], counts + digits[i] * N_BUCKETS);
      to = from;
      from = moved;
    }
  if (from != items)
    memcpy (items, from, n_items * sizeof *items);
  return n_passes == n_digits ||
         sort_runs (items, n_items, digits[n_passes - 1] * DIGIT_BITS, cancellable, error);
}

gboolean
mw_sort_items (MwSortItem *items, guint n_items, GCancellable *cancellable, GError **error)
{
  Sorting sorting = { NULL, NULL, cancellable, error, 1 };

  return n_items >= MIN_RADIX ? sort_by_digits (items, n_items, cancellable, error)
                              : sort_run (&sorting, items, n_items, 0);
}

/* The heads are other ones afterwards. */
gboolean
mw_sort_items_by_keys (MwSortItem *items,
                       guint n_items,
                       const MwSortKey *keys,
                       const MwTextKeys *words,
                       GCancellable *cancellable,
                       GError **error)
{
  Sorting sorting = { keys, words, cancellable, error, 1 };

  return sort_run (&sorting, items, n_items, 0);
}
