/* test-search.c: what is found by which words, with examples written down
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>
#include <string.h>

#include "mw-search.h"
#include "mw-test-fiber.h"
#include "mw-test-table.h"
#include "mw-text.h"
#include "mw-view.h"

/* One rule in the whole program: a row of one column matches when mw_text_matches() says so. */
static DexFuture *
agrees_fiber (gpointer data)
{
  static const char *const texts[] = {
    "École", "ecole", "ECOLE", "Straße", "STRASSE",  "ſtrasse", "İstanbul", "istanbul", "ｶﾞ",        "ガ",
    "ﬁne",   "fine",  "Å",     "a",      "Ångström", "نص",      "Ελλάδα",   "ελλας",    "",          " ",
    "a b",   "b\ta",  "ß",     "ss",     "s",        "½",       "1",        "x²",       "e\xcc\x81",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        g_autoptr (MwTable) table = mw_test_table (&texts[i], 1, NULL);
        g_autoptr (MwView) view = mw_view_new (table);

        g_assert_true (dex_await_boolean (mw_view_set_search (view, texts[j]), NULL));
        if (g_list_model_get_n_items (G_LIST_MODEL (view)) != (guint) mw_text_matches (texts[i], texts[j]))
          g_error ("“%s” in “%s” is found by one of the two only", texts[j], texts[i]);
      }
  return dex_future_new_for_boolean (TRUE);
}

static void
test_agrees (void)
{
  mw_test_run_fiber (agrees_fiber, NULL);
}

/* A day is found as it is shown here and as it was sent, and in words of people too. */
static void
test_days (void)
{
  const char *cells[] = { "PO-1", "2026-11-22",           "open", NULL,
                          "PO-2", "2026-11-23T10:00:00Z", "open", NULL,
                          "PO-3", "bis 23.11.2026",       "open", NULL };
  g_autoptr (MwTable) table = mw_table_new ("orders", "Orders");
  g_autoptr (MwChunk) chunk = mw_test_chunk (cells, 3, 4, 0);
  static const struct
  {
    const char *search, *rows;
  } searches[] = { { "22.11.2026", "PO-1" },
                   { "2026-11-22", "PO-1" },
                   { "23.11.2026", "PO-2 PO-3" },
                   { "24.11.2026", "" },
                   { "22.13.2026", "" } };

  if (setlocale (LC_TIME, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("de_DE.UTF-8 is not installed here");
      return;
    }
  for (guint i = 0; i < 4; i++)
    mw_table_add_column (table, "c", "C", NULL);
  mw_table_append (table, chunk);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (MwGeneration) generation = mw_table_dup_generation (table);
      g_autoptr (MwSearch) search = mw_search_new (searches[i].search, generation);
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint32 row = 0; row < 3; row++)
        g_array_append_val (rows, row);
      g_assert_true (mw_search_keep (search, rows, NULL, NULL));
      for (guint row = 0; row < rows->len; row++)
        g_string_append_printf (found, "%s%s", row > 0 ? " " : "",
                                cells[4 * g_array_index (rows, guint32, row)]);
      g_assert_cmpstr (found->str, ==, searches[i].rows);
      for (guint row = 0; row < 3; row++)
        g_assert_cmpint (mw_search_match_cell (search, 1, cells[4 * row + 1], strlen (cells[4 * row + 1])),
                         ==, strstr (searches[i].rows, cells[4 * row]) != NULL);
    }
  setlocale (LC_TIME, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/agrees-with-text", test_agrees);
  g_test_add_func ("/search/days", test_days);
  return g_test_run ();
}
