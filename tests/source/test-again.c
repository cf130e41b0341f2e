/* test-again.c: what was interrupted goes on behind its last page, and is as if it had been read at once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cut-held.h"
#include "mw-offline.h"
#include "mw-order-desk.h"

#define N_ORDERS 7
#define PAGE     2

static char *
dup_cells (MwDataset *dataset, MwEntity *entity)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (dataset, entity));
  GString *cells = g_string_new (NULL);

  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    {
      const MwRowOrigin *origin = mw_generation_get_origin (rows, row);

      g_string_append_printf (cells, "%u/%u", origin->set, origin->record);
      for (guint column = 0; column < mw_generation_get_n_columns (rows); column++)
        {
          const char *cell = mw_generation_get_cell (rows, row, column, NULL);

          g_string_append_printf (cells, "|%s", cell != NULL ? cell : "-");
        }
      g_string_append_c (cells, '\n');
    }
  return g_string_free_and_steal (cells);
}

static char *
dup_records (MwDataset *dataset, const char *id)
{
  g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (dataset, id);
  GString *records = g_string_new (NULL);

  for (guint i = 0; i < mw_raw_set_get_n_records (set); i++)
    {
      gsize length, key_length;
      const char *record = mw_raw_set_peek_record (set, i, &length);
      const char *key = mw_raw_set_peek_key (set, i, &key_length);

      g_string_append_printf (records, "%.*s %.*s\n", (int) key_length, key, (int) length, record);
    }
  return g_string_free_and_steal (records);
}

static void
assert_same (MwDataset *a, MwDataset *b, MwEntity *entity)
{
  g_autofree char *cells_a = dup_cells (a, entity);
  g_autofree char *cells_b = dup_cells (b, entity);

  g_assert_cmpstr (cells_a, ==, cells_b);
}

static void
assert_same_records (MwDataset *a, MwDataset *b, const char *set)
{
  g_autofree char *records_a = dup_records (a, set);
  g_autofree char *records_b = dup_records (b, set);

  g_assert_cmpstr (records_a, ==, records_b);
}

static void
assert_same_notices (Desk *desk, MwDataset *a, MwDataset *b)
{
  g_auto (GStrv) notices_a = mw_dataset_dup_notices (a, desk->order);
  g_auto (GStrv) notices_b = mw_dataset_dup_notices (b, desk->order);

  g_assert_cmpstrv (notices_a, notices_b);
}

static void
read_again (Desk *desk, MwHeld *again)
{
  mw_source_set_again (desk->read.source, again);
  read_from (desk, NULL);
  g_assert_no_error (desk->read.error);
  mw_source_set_again (desk->read.source, NULL);
}

static void
fill_desk (Desk *desk)
{
  for (guint i = 4; i <= N_ORDERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *members = g_strdup_printf (
        "\"vendor\": \"%u\", \"memo\": \"m%u\", \"lines\": [{\"no\": \"%u\"}]", 7 + i % 2, i, i);

      put (desk, id, "09:00:00", members);
    }
}

/* Where nobody says how many there are the last page is asked for once more, if there is one behind it. */
static guint
count_missing (guint n_orders, guint n_pages, gboolean is_counted)
{
  if (!is_counted && n_pages * PAGE <= n_orders)
    n_pages = MAX (n_pages, 1) - 1;
  return n_orders - MIN (n_pages * PAGE, n_orders);
}

/* Cut after each of its pages. */
static void
test_cut (gconstpointer json)
{
  Desk desk;
  g_autoptr (MwDataset) whole = NULL;
  gint64 watermark;

  open_desk (&desk, json);
  fill_desk (&desk);
  refresh (&desk);
  whole = g_object_ref (desk.dataset);
  watermark = get_mark (&desk).watermark;
  for (guint n_pages = 0; n_pages <= (N_ORDERS + PAGE - 1) / PAGE; n_pages++)
    {
      g_autoptr (MwHeld) cut = mw_cut_held_new (MW_HELD (whole), "orders", 0, n_pages);

      read_again (&desk, cut);
      g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==,
                        count_missing (N_ORDERS, n_pages, g_str_equal (json, COUNTED)));
      assert_same (desk.dataset, whole, desk.order);
      assert_same (desk.dataset, whole, desk.line);
      assert_same_records (desk.dataset, whole, "orders");
      assert_same_notices (&desk, desk.dataset, whole);
      g_assert_cmpint (get_mark (&desk).watermark, <=, watermark);
      g_assert_cmpint (get_mark (&desk).n_unsent, ==, 0);
    }
  close_desk (&desk);
}

/* What went on can be brought up to date as what was read at once. */
static void
test_then_changes (void)
{
  Desk desk;
  g_autoptr (MwHeld) cut = NULL;

  open_desk (&desk, PLAIN (""));
  fill_desk (&desk);
  refresh (&desk);
  cut = mw_cut_held_new (MW_HELD (desk.dataset), "orders", 0, 2);
  read_again (&desk, cut);
  put (&desk, "2", "13:00:00", "\"vendor\": \"8\", \"memo\": \"B\"");
  refresh (&desk);
  /* What is newer than the page that was there may have been changed in the pause. */
  assert_filters (&desk, SINCE ("10:59:00") "\n");
  assert_changes (&desk, 1, 0, 0, FALSE);
  assert_cells (&desk, desk.order, "currency", "a,B,c,m4,m5,m6,m7");
  close_desk (&desk);
}

/* What was changed in the pause is among the changes that are asked for next, whatever came behind it. */
static void
test_pause (void)
{
  Desk desk;
  g_autoptr (MwHeld) cut = NULL;

  open_desk (&desk, PLAIN (""));
  fill_desk (&desk);
  refresh (&desk);
  cut = mw_cut_held_new (MW_HELD (desk.dataset), "orders", 0, 3);
  put (&desk, "1", "13:00:00", "\"vendor\": \"8\", \"memo\": \"A\"");
  put (&desk, "7", "14:00:00", "\"vendor\": \"8\", \"memo\": \"G\"");
  read_again (&desk, cut);
  refresh (&desk);
  assert_cells (&desk, desk.order, "currency", "A,b,c,m4,m5,m6,G");
  close_desk (&desk);
}

/* Rows are made anew of records that are all there: nobody is asked for a list. */
static void
test_whole (void)
{
  Desk desk;
  g_autoptr (MwDataset) whole = NULL;
  guint n_requests;

  open_desk (&desk, PLAIN (""));
  fill_desk (&desk);
  refresh (&desk);
  whole = g_object_ref (desk.dataset);
  n_requests = mw_fixture_server_count (desk.read.server, NULL);
  read_again (&desk, MW_HELD (whole));
  g_assert_cmpuint (mw_fixture_server_count (desk.read.server, NULL), ==, n_requests);
  assert_same (desk.dataset, whole, desk.order);
  assert_same (desk.dataset, whole, desk.line);
  g_assert_cmpint (get_mark (&desk).compared_at, ==, mw_dataset_get_compared_at (whole, "orders"));
  close_desk (&desk);
}

static void
map_offline (Desk *desk, MwHeld *records)
{
  MwSystem *system = desk->read.bench->system;
  g_autoptr (MwVariables) known = mw_variables_new (NULL);
  const char *const none[] = { NULL };
  g_autoptr (MwOffline) offline = mw_offline_new (known, NULL, none, none);
  MwSource *online = desk->read.source;

  desk->read.source = mw_source_new (system, desk->read.bench->variant, NULL, NULL);
  mw_source_add_beside (desk->read.source, desk->line);
  mw_source_set_offline (desk->read.source, offline);
  mw_source_set_again (desk->read.source, records);
  read_from (desk, NULL);
  g_object_unref (desk->read.source);
  desk->read.source = online;
}

/* The same without a session: nobody is asked for anything. */
static void
test_offline (gconstpointer json)
{
  Desk desk;
  g_autoptr (MwDataset) whole = NULL;
  g_autoptr (MwHeld) cut = NULL;
  guint n_requests;

  open_desk (&desk, json);
  fill_desk (&desk);
  refresh (&desk);
  whole = g_object_ref (desk.dataset);
  n_requests = mw_fixture_server_count (desk.read.server, NULL);
  map_offline (&desk, MW_HELD (whole));
  g_assert_no_error (desk.read.error);
  assert_same (desk.dataset, whole, desk.order);
  assert_same (desk.dataset, whole, desk.line);
  assert_same_records (desk.dataset, whole, "orders");
  g_assert_cmpint (get_mark (&desk).watermark, ==, get_mark (&(Desk) { .dataset = whole }).watermark);

  /* Not of a part of it. */
  cut = mw_cut_held_new (MW_HELD (whole), "orders", 0, 2);
  map_offline (&desk, cut);
  g_assert_error (desk.read.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE);
  g_clear_error (&desk.read.error);
  g_assert_cmpuint (mw_fixture_server_count (desk.read.server, NULL), ==, n_requests);
  close_desk (&desk);
}

/* Turns of one company each: those that ended are there, the one that was cut goes on. */
static void
test_turns (void)
{
  Desk desk;
  g_autoptr (MwDataset) whole = NULL;
  g_autoptr (MwChosen) chosen = mw_chosen_new ();
  static const char *const companies[] = { "DE", "US" };

  open_desk (&desk, BY_COMPANY);
  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    mw_chosen_add (chosen, "company",
                   &(const MwChosenValue) { .value = (char *) companies[i], .label = (char *) companies[i] });
  mw_source_set_chosen (desk.read.source, chosen);
  for (guint i = 1; i <= N_ORDERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *members = g_strdup_printf ("\"company\": \"%s\", \"memo\": \"m%u\"", companies[i % 2],
                                                  i);

      put (&desk, id, "10:00:00", members);
    }
  refresh (&desk);
  whole = g_object_ref (desk.dataset);
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr (MwHeld) cut = mw_cut_held_new (MW_HELD (whole), "orders", turn, 2);

      read_again (&desk, cut);
      /* Three of one company and four of the other. */
      g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==,
                        turn == 0 ? 4 + count_missing (3, 2, FALSE) : count_missing (4, 2, FALSE));
      assert_same (desk.dataset, whole, desk.order);
      assert_same_records (desk.dataset, whole, "orders");
    }
  close_desk (&desk);
}

/* One of the pages that had come is gone: all behind it has moved up, and none is passed over. */
static void
test_moved_list (gconstpointer removed)
{
  Desk desk;
  g_autoptr (MwHeld) cut = NULL;

  open_desk (&desk, PLAIN (""));
  fill_desk (&desk);
  refresh (&desk);
  cut = mw_cut_held_new (MW_HELD (desk.dataset), "orders", 0, 2);
  mw_record_server_remove (desk.orders, removed);
  mw_source_set_again (desk.read.source, cut);
  read_from (&desk, NULL);
  mw_source_set_again (desk.read.source, NULL);
  g_assert_error (desk.read.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP);
  close_desk (&desk);
}

/* A list that is another one by now is not patched together. */
static void
test_other_list (void)
{
  Desk desk;
  g_autoptr (MwHeld) cut = NULL;

  open_desk (&desk, COUNTED);
  fill_desk (&desk);
  refresh (&desk);
  cut = mw_cut_held_new (MW_HELD (desk.dataset), "orders", 0, 2);
  put (&desk, "8", "10:00:00", "\"memo\": \"m8\"");
  read_again (&desk, cut);
  g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==, 8);
  assert_cells (&desk, desk.order, "number", "1,2,3,4,5,6,7,8");
  close_desk (&desk);
}

typedef struct
{
  Fixture read;
  MwDataset *dataset;
} Rows;

static DexFuture *
read_rows_fiber (gpointer data)
{
  Rows *rows = data;
  MwEntity *entity = mw_test_bench_find_entity (rows->read.bench, "row_whole");

  dex_await (mw_source_read (rows->read.source, entity, MW_SINK (rows->dataset)), &rows->read.error);
  return dex_future_new_true ();
}

#define LIST(query, paging)                                                                                  \
  "\"rows\": {\"title\": \"rows\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": \"rows\", "     \
  "\"query\": {" query "}, \"records\": \"items\"}, \"paging\": {" paging "}}"
#define RANGE                                                                                                \
  "\"rows\": {\"title\": \"rows\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": \"rows\", "     \
  "\"headers\": {\"Range\": \"items={range}\"}, \"records\": \"items\"}, \"paging\": {\"style\": "           \
  "\"range\", "                                                                                              \
  "\"size\": 1, \"order_fixed\": \"x\"}}"

/* Each way to turn pages finds its place again: the third page is asked for, and nothing before it but, where
 * pages are counted, the second one. */
static void
test_styles (void)
{
  static const struct
  {
    const char *sets;
    const char *bodies[3];
    const char *headers[3];
    const char *target;
    gboolean is_checked; /* the page before is asked for once more */
    const char *range;   /* or NULL */
    guint status;        /* 0: 200 */
  } cases[] = {
    { LIST ("\"from\": \"{offset}\"", "\"style\": \"offset\", \"size\": 1, \"order_fixed\": \"x\""),
      { "{\"items\":[{\"id\":1}]}", "{\"items\":[{\"id\":2}]}", "{\"items\":[]}" },
      { NULL },
      "rows?from=1",
      TRUE },
    { LIST ("\"page\": \"{page}\"", "\"style\": \"page\", \"size\": 1, \"first\": 1, \"order_fixed\": \"x\""),
      { "{\"items\":[{\"id\":1}]}", "{\"items\":[{\"id\":2}]}", "{\"items\":[]}" },
      { NULL },
      "rows?page=2",
      TRUE },
    { LIST ("\"cursor\": \"{cursor}\"",
            "\"style\": \"cursor\", \"size\": 1, \"next\": \"next\", \"order_fixed\": \"x\""),
      { "{\"items\":[{\"id\":1}],\"next\":\"b\"}", "{\"items\":[{\"id\":2}],\"next\":\"c\"}",
        "{\"items\":[{\"id\":3}]}" },
      { NULL },
      "rows?cursor=c" },
    { LIST ("\"after\": \"{after}\"", "\"style\": \"keyset\", \"size\": 1, \"order_fixed\": \"x\""),
      { "{\"items\":[{\"id\":1}]}", "{\"items\":[{\"id\":2}]}", "{\"items\":[]}" },
      { NULL },
      "rows?after=2" },
    { LIST ("", "\"style\": \"next-link\", \"size\": 1, \"next\": \"next\", \"order_fixed\": \"x\""),
      { "{\"items\":[{\"id\":1}],\"next\":\"rows?at=b\"}", "{\"items\":[{\"id\":2}],\"next\":\"rows?at=c\"}",
        "{\"items\":[{\"id\":3}]}" },
      { NULL },
      "rows?at=c" },
    { LIST ("", "\"style\": \"link-header\", \"size\": 1, \"order_fixed\": \"x\""),
      { "{\"items\":[{\"id\":1}]}", "{\"items\":[{\"id\":2}]}", "{\"items\":[{\"id\":3}]}" },
      { "Link: <rows?at=b>; rel=next\r\n", "Link: <rows?at=c>; rel=next\r\n", NULL },
      "rows?at=c" },
    { RANGE,
      { "{\"items\":[{\"id\":1}]}", "{\"items\":[{\"id\":2}]}", "{\"items\":[{\"id\":3}]}" },
      { "Content-Range: items 0-0/3\r\n", "Content-Range: items 1-1/3\r\n",
        "Content-Range: items 2-2/3\r\n" },
      "rows",
      FALSE,
      "items=2-2",
      206 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Rows rows;
      g_autoptr (MwDataset) whole = NULL;
      g_autoptr (MwHeld) cut = NULL;
      g_autoptr (MwFixtureRequest) request = NULL;
      guint n_requests;

      g_test_message ("%s", cases[i].sets);
      set_up_small (&rows.read, "", cases[i].sets);
      for (guint round = 0; round < 2; round++)
        {
          n_requests = mw_fixture_server_count (rows.read.server, NULL);
          mw_fixture_server_clear (rows.read.server);
          for (guint page = round == 0 ? 0 : 2 - cases[i].is_checked; page < 3; page++)
            {
              const MwFixtureAnswer answer = { .status = cases[i].status,
                                               .body = cases[i].bodies[page],
                                               .headers = cases[i].headers[page] };

              mw_fixture_server_add (rows.read.server, "GET /base/rows", &answer);
            }
          rows.dataset = mw_dataset_new (rows.read.bench->model);
          mw_source_set_again (rows.read.source, cut);
          mw_test_run_fiber (read_rows_fiber, &rows);
          g_assert_no_error (rows.read.error);
          if (round == 0)
            {
              whole = rows.dataset;
              cut = mw_cut_held_new (MW_HELD (whole), "rows", 0, 2);
            }
        }
      g_assert_cmpuint (mw_fixture_server_count (rows.read.server, NULL), ==,
                        n_requests + 1 + cases[i].is_checked);
      request = mw_fixture_server_dup_request (rows.read.server, n_requests);
      g_assert_cmpstr (request->target + strlen ("/base/"), ==, cases[i].target);
      g_assert_cmpstr (mw_fixture_request_get_header (request, "range"), ==, cases[i].range);
      assert_same (rows.dataset, whole, mw_test_bench_find_entity (rows.read.bench, "row_whole"));
      assert_same_records (rows.dataset, whole, "rows");
      g_object_unref (rows.dataset);
      tear_down (&rows.read);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/source/again/cut/plain", PLAIN (""), test_cut);
  g_test_add_data_func ("/source/again/cut/counted", COUNTED, test_cut);
  g_test_add_data_func ("/source/again/cut/detailed", DETAILED, test_cut);
  g_test_add_data_func ("/source/again/cut/looks-at-self", LOOKS_AT_SELF, test_cut);
  g_test_add_data_func ("/source/again/cut/untold", UNTOLD, test_cut);
  g_test_add_func ("/source/again/then-changes", test_then_changes);
  g_test_add_func ("/source/again/pause", test_pause);
  g_test_add_func ("/source/again/whole", test_whole);
  g_test_add_data_func ("/source/again/offline/plain", PLAIN (""), test_offline);
  g_test_add_data_func ("/source/again/offline/counted", COUNTED, test_offline);
  g_test_add_data_func ("/source/again/offline/detailed", DETAILED, test_offline);
  g_test_add_data_func ("/source/again/offline/looks-at-self", LOOKS_AT_SELF, test_offline);
  g_test_add_func ("/source/again/turns", test_turns);
  g_test_add_func ("/source/again/other-list", test_other_list);
  g_test_add_data_func ("/source/again/moved-list/before", "1", test_moved_list);
  g_test_add_data_func ("/source/again/moved-list/last", "4", test_moved_list);
  g_test_add_func ("/source/again/styles", test_styles);
  return g_test_run ();
}
