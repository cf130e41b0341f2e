/* test-search-random.c: searches of random tables beside a slow, obvious comparison
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-model.h"
#include "mw-row-order.h"
#include "mw-table.h"

#define N_COLUMNS 4
#define N_ROUNDS  400
#define STATUS    2

static const MwFieldValue statuses[] = {
  { "open", "Zu bestellen" },
  { "closed", "Erledigt ÄÖ" },
  { "late", "open or late" },
};
static const MwField status_field = { .id = "status",
                                      .type = MW_FIELD_TYPE_ENUM,
                                      .values = statuses,
                                      .n_values = G_N_ELEMENTS (statuses) };

/* What differs only in case, accents or the way it is written, and what is no text. */
static const char *const parts[] = {
  "a",        "A",        "ä",    "a\xcc\x88", "Ä",
  "b",        "ß",        "SS",   "ẞ",         "ﬁ",
  "FI",       "é",        "E",    "ſ",         "s",
  "Σ",        "ς",        "σ",    "İ",         "i",
  "ı",        "I",        "株",   "㈱",        "Å",
  "å",        "ｶﾞ",       "ガ",   "한",        "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab",
  "½",        "1⁄2",      "٣",    "ﷺ",         "ў",
  "Ў",        "🚚",       "\xff", "\xc3",      "\xed\xa0\x80",
  "-",        "0",        "2026", "bolt",      "Bolt",
  "zzz",      ".",        "x",    "\t",        " ",
  "\xcc\x88", "\xcc\xb5",
};

static char *
random_text (GRand *random, int max)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = g_rand_int_range (random, 0, max); i > 0; i--)
    g_string_append (text, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
random_cell (GRand *random, guint column)
{
  if (g_rand_int_range (random, 0, 6) == 0)
    return NULL;
  if (column == STATUS && g_rand_boolean (random))
    return g_strdup (statuses[g_rand_int_range (random, 0, G_N_ELEMENTS (statuses))].id);
  return random_text (random, g_rand_int_range (random, 0, 40) == 0 ? 400 : 5);
}

static void
append_rows (MwTable *table, GRand *random, guint n_rows)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (N_COLUMNS);
  g_autoptr (MwChunk) chunk = NULL;

  for (guint row = 0; row < n_rows; row++)
    {
      mw_chunk_builder_begin_row (builder, NULL);
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          g_autofree char *cell = random_cell (random, column);
          gsize length = cell != NULL ? strlen (cell) : 0;

          /* Some have a NUL inside. */
          if (length > 2 && g_rand_int_range (random, 0, 8) == 0)
            cell[g_rand_int_range (random, 0, (gint32) length)] = '\0';
          mw_chunk_builder_set_cell (builder, column, cell, (gssize) length);
        }
      /* Far to the right, so that rows of both kinds are there. */
      if (g_rand_int_range (random, 0, 3) == 0)
        mw_chunk_builder_set_cell (builder, 90, "far Ä", -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
}

/* As Unicode says: compatibility decomposition (UAX #15), without marks, case folded. */
static char *
fold_slowly (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) letters = g_string_new (NULL);

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_utf8_get_char (p));
  return g_utf8_casefold (letters->str, -1);
}

static gboolean
cell_holds (MwGeneration *generation, guint row, guint column, const char *word)
{
  gsize length;
  const char *text = mw_generation_get_cell (generation, row, column, &length);
  g_autofree char *folded = NULL;

  for (guint i = 0; text != NULL && column == STATUS && i < G_N_ELEMENTS (statuses); i++)
    if (strlen (text) == length && g_str_equal (text, statuses[i].id))
      {
        text = statuses[i].title;
        length = strlen (text);
        break;
      }
  if (text == NULL)
    return FALSE;
  folded = fold_slowly (text, length);
  return strstr (folded, word) != NULL;
}

static gboolean
row_holds (MwGeneration *generation, guint row, const char *search)
{
  g_autofree char *folded = fold_slowly (search, strlen (search));
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean found = *words[i] == '\0';

      for (guint column = 0; column <= 90 && !found; column++)
        found = cell_holds (generation, row, column, words[i]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static void
assert_found (MwGeneration *generation, const char *search, const MwRowOrder *found, guint first)
{
  guint at = 0;

  for (guint row = 0; row < mw_generation_get_n_rows (generation); row++)
    {
      gboolean is_found = at < found->n_rows && found->rows[at] == row;

      at += is_found;
      if (is_found != row_holds (generation, row, search))
        g_error ("“%s” %s row %u (%u of them were there before)", search,
                 is_found ? "is not in" : "was not found in", row, first);
    }
  g_assert_cmpuint (at, ==, found->n_rows);
}

/* A search in a table, and then in what it got since. */
static guint
run_round (GRand *random)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autofree char *search = random_text (random, 4);
  g_autoptr (MwRowOrder) order = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  MwRowCriteria criteria = { .search = search };
  guint n_seen = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    mw_table_add_column (table, "column", "column", i == STATUS ? &status_field : NULL);
  for (guint step = 0; step < 2; step++)
    {
      g_autoptr (MwGeneration) generation = NULL;
      g_autoptr (MwRowOrderJob) job = NULL;
      g_autoptr (GError) error = NULL;

      append_rows (table, random, (guint) g_rand_int_range (random, 0, 60));
      generation = mw_table_dup_generation (table);
      job = mw_row_order_job_new (generation, &criteria);
      job->previous = g_steal_pointer (&order);
      job->n_seen = n_seen;
      g_assert_true (mw_row_order_job_run (job, cancellable, &error));
      g_assert_no_error (error);
      assert_found (generation, search, job->result, n_seen);
      order = mw_row_order_ref (job->result);
      n_seen = mw_generation_get_n_rows (generation);
    }
  return order->n_rows;
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  guint n_found = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    n_found += run_round (random);
  g_assert_cmpuint (n_found, >, N_ROUNDS);
}

/* Every character there is, by what is found by it. */
static void
test_characters (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (1);
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwChunk) chunk = NULL;
  g_autoptr (MwGeneration) generation = NULL;
  static const char *const words[] = { "a", "ss", "e", "σ", "ガ", "ł", "1", "し", "한", "\xef\xbf\xbd" };

  mw_table_add_column (table, "column", "column", NULL);
  for (gunichar c = 1; c < 0x30000; c++)
    {
      char text[8] = "";

      if (!g_unichar_validate (c))
        continue;
      g_unichar_to_utf8 (c, text);
      mw_chunk_builder_begin_row (builder, NULL);
      mw_chunk_builder_set_cell (builder, 0, text, -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  generation = mw_table_dup_generation (table);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      MwRowCriteria criteria = { .search = (char *) words[i] };
      g_autoptr (MwRowOrderJob) job = mw_row_order_job_new (generation, &criteria);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();

      g_assert_true (mw_row_order_job_run (job, cancellable, NULL));
      assert_found (generation, words[i], job->result, 0);
      g_assert_cmpuint (job->result->n_rows, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-random/tables", test_random);
  g_test_add_func ("/search-random/characters", test_characters);
  return g_test_run ();
}
