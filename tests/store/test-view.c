/* test-view.c: what a view signals, shows and computes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-model.h"
#include "mw-test-fiber.h"
#include "mw-test-table.h"
#include "mw-view.h"

static const MwFieldValue statuses[] = { { "open", "Offen, teilweise geliefert" },
                                         { "closed", "Geschlossen" } };
static const MwField status_field = { .id = "status",
                                      .type = MW_FIELD_TYPE_ENUM,
                                      .values = statuses,
                                      .n_values = 2 };
static const MwField total_field = { .id = "total", .type = MW_FIELD_TYPE_MONEY };

static guint n_get_item;
static gpointer (*real_get_item) (GListModel *model, guint position);

static gpointer
count_get_item (GListModel *model, guint position)
{
  n_get_item++;
  return real_get_item (model, position);
}

static void
log_cb (GListModel *model, guint position, guint removed, guint added, GString *signals)
{
  g_string_append_printf (signals, "(%u,%u,%u)", position, removed, added);
}

static MwView *
logged_view (MwTable *table, GString *signals)
{
  MwView *view = mw_view_new (table);

  g_signal_connect (view, "items-changed", G_CALLBACK (log_cb), signals);
  return view;
}

#define assert_signals(signals, expected)                                                                    \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_assert_cmpstr ((signals)->str, ==, expected);                                                          \
    g_string_truncate (signals, 0);                                                                          \
  }                                                                                                          \
  G_STMT_END

static MwTable *
orders_table (void)
{
  static const char *const cells[] = {
    "PO-1",   "Émile Zürn GmbH",
    "open",   "100.50", /* */
    "PO-2",   "Straße & Co",
    "closed", "9.75", /* */
    "PO-3",   "emile zurn",
    "open",   NULL, /* */
    "PO-4",   "ＦＵＬＬＷＩＤＴＨ Ltd",
    "closed", "1e3", /* */
    "PO-5",   NULL,
    "odd",    "-2", /* */
  };
  MwTable *table = mw_table_new ("orders", "Orders");
  g_autoptr (MwChunk) chunk = mw_test_chunk (cells, 5, 4, 0);

  mw_table_add_column (table, "number", "Number", NULL);
  mw_table_add_column (table, "vendor", "Vendor", NULL);
  mw_table_add_column (table, "status", "Status", &status_field);
  mw_table_add_column (table, "total", "Total", &total_field);
  mw_table_append (table, chunk);
  return table;
}

/* The first column of what is shown. */
static char *
shown (MwView *view)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    {
      g_autoptr (MwRow) row = g_list_model_get_item (G_LIST_MODEL (view), i);

      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", mw_row_get_cell (row, 0));
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

#define assert_shown(view, expected)                                                                         \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *is = shown (view);                                                                      \
    g_assert_cmpstr (is, ==, expected);                                                                      \
  }                                                                                                          \
  G_STMT_END

static void
append_order (MwTable *table, const char *number, const char *vendor, const char *total)
{
  const char *cells[] = { number, vendor, "open", total };
  g_autoptr (MwChunk) chunk = mw_test_chunk (cells, 1, 4, 0);

  mw_table_append (table, chunk);
}

/* Without search and order: one append for what came since the last turn, and no row is made until it is
 * asked for. */
static void
test_growth (void)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (GString) signals = g_string_new (NULL);
  g_autoptr (MwView) view = logged_view (table, signals);
  g_autoptr (MwRow) row = NULL;
  guint before = n_get_item;

  for (guint i = 0; i < 3; i++)
    mw_table_add_column (table, "c", "C", NULL);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (MwChunk) chunk = mw_test_numbered (i * 100, 100);

      mw_table_append (table, chunk);
      if (i == 9 || i == 10)
        mw_test_settle ();
    }
  mw_test_settle ();
  assert_signals (signals, "(0,0,1000)(1000,0,100)(1100,0,3900)");
  g_assert_cmpuint (n_get_item, ==, before);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 5000);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (view)) == MW_TYPE_ROW);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (view), 5000));
  row = g_list_model_get_item (G_LIST_MODEL (view), 4999);
  g_assert_cmpuint (mw_row_get_number (row), ==, 4999);
  g_assert_cmpstr (mw_row_get_cell (row, 2), ==, "r4999c2");
  g_assert_null (mw_row_get_cell (row, 99));
}

static DexFuture *
sort_fiber (gpointer data)
{
  g_autoptr (MwTable) table = orders_table ();
  g_autoptr (GString) signals = g_string_new (NULL);
  g_autoptr (MwView) view = logged_view (table, signals);
  g_autofree guint32 *rows = NULL;
  g_autoptr (MwGeneration) pinned = NULL;
  g_autoptr (GError) error = NULL;
  guint before = n_get_item;
  guint n_rows;

  g_assert_true (dex_await_boolean (mw_view_set_sort (view, 3, FALSE), &error));
  g_assert_no_error (error);
  assert_signals (signals, "(0,5,0)(0,0,5)");
  g_assert_cmpuint (n_get_item, ==, before);
  assert_shown (view, "PO-5 PO-2 PO-1 PO-4 PO-3");

  g_assert_true (dex_await_boolean (mw_view_set_sort (view, 3, TRUE), NULL));
  assert_shown (view, "PO-4 PO-1 PO-2 PO-5 PO-3");
  /* By title: Geschlossen, odd, Offen in the C locale has capitals first. */
  g_assert_true (dex_await_boolean (mw_view_set_sort (view, 2, FALSE), NULL));
  assert_shown (view, "PO-2 PO-4 PO-1 PO-3 PO-5");
  assert_signals (signals, "(0,5,0)(0,0,5)(0,5,0)(0,0,5)");

  g_assert_true (dex_await_boolean (mw_view_set_search (view, "po"), NULL));
  g_assert_true (dex_await_boolean (mw_view_set_search (view, "1"), NULL));
  assert_shown (view, "PO-4 PO-1");
  pinned = mw_view_dup_snapshot (view, &rows, &n_rows);
  g_assert_cmpuint (n_rows, ==, 2);
  g_assert_cmpuint (rows[0], ==, 3);
  g_assert_cmpuint (rows[1], ==, 0);
  g_assert_true (pinned == mw_view_get_generation (view));
  g_clear_pointer (&pinned, mw_generation_unref);
  g_clear_pointer (&rows, g_free);

  g_assert_true (dex_await_boolean (mw_view_set_search (view, "nowhere"), NULL));
  pinned = mw_view_dup_snapshot (view, &rows, &n_rows);
  g_assert_nonnull (rows);
  g_assert_cmpuint (n_rows, ==, 0);
  g_clear_pointer (&pinned, mw_generation_unref);
  g_clear_pointer (&rows, g_free);

  g_assert_true (dex_await_boolean (mw_view_set_search (view, "  "), NULL));
  g_assert_true (dex_await_boolean (mw_view_set_sort (view, -1, TRUE), NULL));
  assert_shown (view, "PO-1 PO-2 PO-3 PO-4 PO-5");
  pinned = mw_view_dup_snapshot (view, &rows, &n_rows);
  g_assert_null (rows);
  g_assert_cmpuint (n_rows, ==, 5);
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
search_fiber (gpointer data)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } searches[] = {
    { "emile", "PO-1 PO-3" },
    { "ÉMILE", "PO-1 PO-3" },
    { "zürn Emi", "PO-1 PO-3" },
    { "zurn gmbh", "PO-1" },
    { "strasse", "PO-2" },
    { "STRASSE", "PO-2" },
    { "straße", "PO-2" },
    { "fullwidth", "PO-4" },
    { "e\xcc\x81mile", "PO-1 PO-3" }, /* a letter and its mark apart */
    { "teilweise", "PO-1 PO-3" },     /* the title of an enum, not its id */
    { "open", "" },
    { "odd", "PO-5" }, /* an id that has no title */
    { "closed offen", "" },
    { "gmbh 100.50", "PO-1" }, /* words in two columns */
    { "100,50", "" },
    { "\xff\xfe", "" },
    { "nothing of that", "" },
  };
  g_autoptr (MwTable) table = orders_table ();
  g_autoptr (MwView) view = mw_view_new (table);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (dex_await_boolean (mw_view_set_search (view, searches[i].text), &error));
      g_assert_no_error (error);
      assert_shown (view, searches[i].expected);
    }
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
wait_for_items (MwView *view, guint n_items)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (view)) != n_items)
    dex_await (dex_timeout_new_msec (5), NULL);
  return NULL;
}

/* The second column decides where the first does not, in its own direction; equal rows keep the order of the
 * system. */
static DexFuture *
sorts_fiber (gpointer data)
{
  static const MwSort sorts[] = { { 2, FALSE }, { 3, TRUE }, { 0, FALSE }, { 1, FALSE }, { 3, FALSE } };
  g_autoptr (MwTable) table = orders_table ();
  g_autoptr (MwView) view = mw_view_new (table);

  g_assert_true (dex_await_boolean (mw_view_set_sorts (view, sorts, 2), NULL));
  assert_shown (view, "PO-4 PO-2 PO-1 PO-3 PO-5");
  g_assert_cmpuint (mw_view_get_number (view, 0), ==, 3);
  g_assert_cmpuint (mw_view_get_number (view, 5), ==, 0);
  g_assert_cmpuint (mw_view_find_number (view, 0), ==, 2);
  g_assert_true (dex_await_boolean (mw_view_set_sorts (view, sorts + 1, 1), NULL));
  assert_shown (view, "PO-4 PO-1 PO-2 PO-5 PO-3");
  append_order (table, "PO-6", "A", "1000");
  wait_for_items (view, 6);
  assert_shown (view, "PO-4 PO-6 PO-1 PO-2 PO-5 PO-3");
  g_assert_true (dex_await_boolean (mw_view_set_sorts (view, sorts, G_N_ELEMENTS (sorts)), NULL));
  assert_shown (view, "PO-4 PO-2 PO-6 PO-1 PO-3 PO-5");
  g_assert_true (dex_await_boolean (mw_view_set_search (view, "geschlossen"), NULL));
  g_assert_cmpuint (mw_view_find_number (view, 3), ==, 0);
  g_assert_cmpuint (mw_view_find_number (view, 0), ==, G_MAXUINT);
  g_assert_true (dex_await_boolean (mw_view_set_search (view, NULL), NULL));
  g_assert_true (dex_await_boolean (mw_view_set_sorts (view, NULL, 0), NULL));
  assert_shown (view, "PO-1 PO-2 PO-3 PO-4 PO-5 PO-6");
  g_assert_cmpuint (mw_view_find_number (view, 5), ==, 5);
  g_assert_cmpuint (mw_view_find_number (view, 6), ==, G_MAXUINT);
  return dex_future_new_for_boolean (TRUE);
}

static void
test_sorts (void)
{
  mw_test_run_fiber (sorts_fiber, NULL);
}

/* Rows that come while a search is on are appended when they match; nothing else moves. */
static DexFuture *
search_growth_fiber (gpointer data)
{
  g_autoptr (MwTable) table = orders_table ();
  g_autoptr (GString) signals = g_string_new (NULL);
  g_autoptr (MwView) view = logged_view (table, signals);

  dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_true (dex_await_boolean (mw_view_set_search (view, "zurn"), NULL));
  assert_signals (signals, "(0,5,0)(0,0,2)");
  append_order (table, "PO-6", "Zürn", "7");
  wait_for_items (view, 3);
  append_order (table, "PO-7", "Huber", "7");
  append_order (table, "PO-8", "ZURN", "7");
  wait_for_items (view, 4);
  assert_signals (signals, "(2,0,1)(3,0,1)");
  assert_shown (view, "PO-1 PO-3 PO-6 PO-8");
  return dex_future_new_for_boolean (TRUE);
}

/* … and into their places when an order is on: taken away and put back, never (0, n, n). */
static DexFuture *
sort_growth_fiber (gpointer data)
{
  g_autoptr (MwTable) table = orders_table ();
  g_autoptr (GString) signals = g_string_new (NULL);
  g_autoptr (MwView) view = logged_view (table, signals);
  guint before;

  dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_true (dex_await_boolean (mw_view_set_sort (view, 3, FALSE), NULL));
  before = n_get_item;
  append_order (table, "PO-6", "A", "50");
  append_order (table, "PO-7", "A", NULL);
  wait_for_items (view, 7);
  assert_signals (signals, "(0,5,0)(0,0,5)(0,5,0)(0,0,7)");
  g_assert_cmpuint (n_get_item, ==, before);
  assert_shown (view, "PO-5 PO-2 PO-6 PO-1 PO-4 PO-3 PO-7");
  return dex_future_new_for_boolean (TRUE);
}

/* Rows enough that a job on them is not done before the next line of a test runs. */
static MwTable *
large_table (guint n_thousands)
{
  MwTable *table = mw_table_new ("large", "Large");

  for (guint i = 0; i < 3; i++)
    mw_table_add_column (table, "c", "C", NULL);
  for (guint i = 0; i < n_thousands; i++)
    {
      g_autoptr (MwChunk) chunk = mw_test_numbered (i * 1000, 1000);

      mw_table_append (table, chunk);
    }
  return table;
}

/* Of three questions in a row the last one counts; the others say that they were overtaken. */
static DexFuture *
newest_wins_fiber (gpointer data)
{
  g_autoptr (MwTable) table = large_table (200);
  g_autoptr (GString) signals = g_string_new (NULL);
  g_autoptr (MwView) view = logged_view (table, signals);
  DexFuture *first = mw_view_set_search (view, "r1");
  DexFuture *second = mw_view_set_search (view, "r12345");
  DexFuture *third = mw_view_set_sort (view, 0, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await_boolean (third, &error));
  g_assert_no_error (error);
  g_assert_false (dex_await (first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (dex_await (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_signals (signals, "(0,200000,0)(0,0,11)");
  assert_shown (view,
                "r12345c0 r123459c0 r123458c0 r123457c0 r123456c0 r123455c0 r123454c0 r123453c0 r123452c0 "
                "r123451c0 r123450c0");
  return dex_future_new_for_boolean (TRUE);
}

/* A result that is ready, but was overtaken before the main context took it. */
static DexFuture *
too_late_fiber (gpointer data)
{
  g_autoptr (MwTable) table = large_table (200);
  g_autoptr (GString) signals = g_string_new (NULL);
  g_autoptr (MwView) view = logged_view (table, signals);
  DexFuture *first = mw_view_set_search (view, "r1");
  DexFuture *second;
  g_autoptr (GError) error = NULL;

  g_usleep (600000); /* the worker is done meanwhile, and this thread cannot hear of it */
  second = mw_view_set_search (view, "r199999");
  g_assert_false (dex_await (first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (dex_await_boolean (second, NULL));
  assert_signals (signals, "(0,200000,0)(0,0,1)");
  assert_shown (view, "r199999c0");
  return dex_future_new_for_boolean (TRUE);
}

/* Whoever lets go of the future gets no swap: not then and not later. The view goes on to follow its table.
 */
static gboolean
drop_in_the_midst (void)
{
  g_autoptr (MwTable) table = large_table (200);
  g_autoptr (GString) signals = g_string_new (NULL);
  g_autoptr (MwView) view = NULL;
  g_autoptr (MwChunk) chunk = mw_test_numbered (200000, 10);
  DexFuture *future;
  gboolean was_pending;

  dex_await (dex_timeout_new_msec (1), NULL);
  view = logged_view (table, signals);
  dex_unref (mw_view_set_sort (view, 0, TRUE));
  dex_unref (mw_view_set_search (view, "c2"));
  future = mw_view_set_sort (view, 2, FALSE);
  dex_await (dex_timeout_new_msec (3), NULL); /* in the midst of it */
  was_pending = dex_future_is_pending (future);
  dex_unref (future);
  if (!was_pending)
    return FALSE;
  mw_table_append (table, chunk);
  wait_for_items (view, 200010);
  assert_signals (signals, "(200000,0,10)");

  /* The next question is not held up, nor answered with what was dropped. */
  g_assert_true (dex_await_boolean (mw_view_set_search (view, "r20000"), NULL));
  assert_shown (view,
                "r20000c0 r200000c0 r200001c0 r200002c0 r200003c0 r200004c0 r200005c0 r200006c0 r200007c0 "
                "r200008c0 r200009c0");
  return TRUE;
}

/* Again where this thread slept while everything was computed. */
static DexFuture *
dropped_fiber (gpointer data)
{
  while (!drop_in_the_midst ())
    ;
  return dex_future_new_for_boolean (TRUE);
}

/* The view goes while it computes. */
static DexFuture *
view_gone_fiber (gpointer data)
{
  g_autoptr (MwTable) table = large_table (200);
  MwView *view = mw_view_new (table);
  DexFuture *future = mw_view_set_sort (view, 1, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (view);
  g_assert_false (dex_await (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return dex_future_new_for_boolean (TRUE);
}

/* A table that fills from another thread while it is searched and sorted ends up complete and in order. */
static gpointer
fill (gpointer table)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (MwChunk) chunk = mw_test_numbered (i * 100, 100);

      mw_table_append (table, chunk);
      g_usleep (200);
    }
  return NULL;
}

static DexFuture *
filling_fiber (gpointer data)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (GString) signals = g_string_new (NULL);
  g_autoptr (MwView) view = NULL;
  g_autofree char *previous = NULL;
  GThread *thread;

  for (guint i = 0; i < 3; i++)
    mw_table_add_column (table, "c", "C", NULL);
  view = logged_view (table, signals);
  thread = g_thread_new ("fill", fill, table);
  g_assert_true (dex_await_boolean (mw_view_set_sort (view, 0, TRUE), NULL));
  g_assert_true (dex_await_boolean (mw_view_set_search (view, "7"), NULL));
  while (mw_generation_get_n_rows (mw_view_get_generation (view)) < 30000)
    dex_await (dex_timeout_new_msec (5), NULL);
  g_thread_join (thread);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    {
      g_autoptr (MwRow) row = g_list_model_get_item (G_LIST_MODEL (view), i);
      const char *cell = mw_row_get_cell (row, 0);

      g_assert_nonnull (strchr (cell, '7'));
      if (previous != NULL)
        g_assert_cmpstr (previous, >, cell);
      g_set_str (&previous, cell);
    }
  /* Numbers from 0 to 29999 with a 7 in them: 30000 - 3 × 9⁴. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 30000 - 3 * 6561);
  return dex_future_new_for_boolean (TRUE);
}

#define FIBER_TEST(name)                                                                                     \
  static void test_##name (void) { mw_test_run_fiber (name##_fiber, NULL); }

FIBER_TEST (sort)
FIBER_TEST (search)
FIBER_TEST (search_growth)
FIBER_TEST (sort_growth)
FIBER_TEST (newest_wins)
FIBER_TEST (too_late)
FIBER_TEST (dropped)
FIBER_TEST (view_gone)
FIBER_TEST (filling)

int
main (int argc, char **argv)
{
  GListModelInterface *iface;
  gpointer view_class;

  g_test_init (&argc, &argv, NULL);
  view_class = g_type_class_ref (MW_TYPE_VIEW);
  iface = g_type_interface_peek (view_class, G_TYPE_LIST_MODEL);
  real_get_item = iface->get_item;
  iface->get_item = count_get_item;

  g_test_add_func ("/view/growth", test_growth);
  g_test_add_func ("/view/sort", test_sort);
  g_test_add_func ("/view/sort-by-several", test_sorts);
  g_test_add_func ("/view/search", test_search);
  g_test_add_func ("/view/search-while-it-grows", test_search_growth);
  g_test_add_func ("/view/sort-while-it-grows", test_sort_growth);
  g_test_add_func ("/view/newest-wins", test_newest_wins);
  g_test_add_func ("/view/too-late", test_too_late);
  g_test_add_func ("/view/dropped", test_dropped);
  g_test_add_func ("/view/gone", test_view_gone);
  g_test_add_func ("/view/filling", test_filling);
  return g_test_run ();
}
