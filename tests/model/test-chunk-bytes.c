/* test-chunk-bytes.c: rows as bytes and back, and bytes that are none
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-chunk-bytes.h"
#include "mw-later-rows.h"

#define N_ROWS 300

/* Dense and sparse rows, texts that repeat, are empty, have a NUL inside, and problems. */
static MwChunk *
make_rows (void)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (4);
  char text[32];

  for (guint row = 0; row < N_ROWS; row++)
    {
      MwRowOrigin origin = { row % 3, row * 7, row % 5 == 0 ? -1 : (gint32) row };

      mw_chunk_builder_begin_row (builder, &origin);
      g_snprintf (text, sizeof text, "PO-%u", row);
      mw_chunk_builder_set_cell (builder, 0, text, -1);
      mw_chunk_builder_set_cell (builder, 1, row % 4 == 0 ? "EUR" : row % 4 == 1 ? "" : NULL, -1);
      mw_chunk_builder_set_cell (builder, 2, "a\0b", row % 9 == 0 ? 3 : 1);
      if (row % 10 == 3)
        mw_chunk_builder_set_cell (builder, 900 + row, "far away", -1);
      if (row % 11 == 0)
        mw_chunk_builder_add_problem (builder, 3, "not a date: 31.02.2026");
      if (row % 22 == 0)
        mw_chunk_builder_add_problem (builder, 1, text);
    }
  return mw_chunk_builder_finish (builder);
}

static void
assert_same (const MwChunk *one, const MwChunk *other)
{
  g_assert_cmpuint (mw_chunk_get_n_rows (one), ==, mw_chunk_get_n_rows (other));
  g_assert_cmpuint (mw_chunk_get_n_columns (one), ==, mw_chunk_get_n_columns (other));
  g_assert_cmpuint (mw_chunk_get_n_problems (one), ==, mw_chunk_get_n_problems (other));
  for (guint row = 0; row < mw_chunk_get_n_rows (one); row++)
    {
      g_assert_cmpmem (mw_chunk_get_origin (one, row), sizeof (MwRowOrigin), mw_chunk_get_origin (other, row),
                       sizeof (MwRowOrigin));
      for (guint column = 0; column < mw_chunk_get_n_columns (one); column++)
        {
          gsize length, other_length;
          const char *text = mw_chunk_get_cell (one, row, column, &length);
          const char *other_text = mw_chunk_get_cell (other, row, column, &other_length);

          g_assert_true ((text == NULL) == (other_text == NULL));
          g_assert_cmpmem (text, length, other_text, other_length);
          g_assert_cmpstr (mw_chunk_get_problem (one, row, column), ==,
                           mw_chunk_get_problem (other, row, column));
        }
    }
}

static MwChunk *
round_trip (const MwChunk *chunk)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  MwUnpacking unpacking;
  MwChunk *back;

  mw_chunk_pack (chunk, bytes);
  unpacking = mw_unpacking_new (bytes->data, bytes->len);
  back = mw_chunk_unpack (&unpacking);
  g_assert_nonnull (back);
  g_assert_true (mw_unpacking_is_done (&unpacking));
  return back;
}

static void
test_round_trip (void)
{
  g_autoptr (MwChunk) rows = make_rows ();
  g_autoptr (MwChunk) back = round_trip (rows);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (0);
  g_autoptr (MwChunk) none = mw_chunk_builder_finish (builder);
  g_autoptr (MwChunk) none_back = round_trip (none);

  assert_same (rows, back);
  assert_same (none, none_back);
}

static void
make_row (gpointer data, guint row, MwChunkBuilder *builder)
{
  mw_chunk_builder_append (builder, data, row);
}

static void
test_later_rows (void)
{
  g_autoptr (MwChunk) rows = make_rows ();
  g_autoptr (MwChunk) later = mw_later_rows_new_chunk (N_ROWS, mw_chunk_get_n_columns (rows), make_row,
                                                       mw_chunk_ref (rows), (GDestroyNotify) mw_chunk_unref);
  g_autoptr (MwChunk) back = round_trip (later);

  assert_same (rows, back);
}

/* Looks at everything that can be looked at. */
static gsize
touch (const MwChunk *chunk)
{
  gsize sum = 0;

  for (guint row = 0; row < mw_chunk_get_n_rows (chunk); row++)
    for (guint column = 0; column < MIN (mw_chunk_get_n_columns (chunk), 2000); column++)
      {
        gsize length;
        const char *text = mw_chunk_get_cell (chunk, row, column, &length);
        const char *problem = mw_chunk_get_problem (chunk, row, column);

        for (gsize i = 0; text != NULL && i < length; i++)
          sum += (guchar) text[i];
        sum += problem != NULL ? strlen (problem) : 0;
      }
  return sum + mw_chunk_get_size (chunk);
}

/* Each byte in turn is another one, or the last: it is refused or a chunk that can be looked at. */
static void
test_damaged (void)
{
  g_autoptr (MwChunk) rows = make_rows ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  guint n_refused = 0, n_taken = 0;

  mw_chunk_pack (rows, bytes);
  for (guint i = 0; i < bytes->len; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes->data, bytes->len);
      gboolean cut = i % 16 == 0;
      MwUnpacking unpacking;
      g_autoptr (MwChunk) chunk = NULL;

      copy[i] ^= (guint8) g_rand_int_range (random, 1, 256);
      unpacking = mw_unpacking_new (copy, cut ? i : bytes->len);
      chunk = mw_chunk_unpack (&unpacking);
      g_assert_false (cut && chunk != NULL);
      n_refused += chunk == NULL;
      if (chunk != NULL && i % 8 == 0)
        touch (chunk);
      n_taken += chunk != NULL;
    }
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_taken, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunk-bytes/round-trip", test_round_trip);
  g_test_add_func ("/chunk-bytes/later-rows", test_later_rows);
  g_test_add_func ("/chunk-bytes/damaged", test_damaged);
  return g_test_run ();
}
