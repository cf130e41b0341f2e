/* mw-order-desk.h: orders that change between two reads, their lines and vendors
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-changes.h"
#include "mw-record-server.h"
#include "mw-since.h"
#include "mw-test-read.h"

#define BEFORE "Thu, 01 Jan 2026 08:00:00 GMT"
#define AFTER  "Sat, 31 Jan 2026 08:00:00 GMT"

/* Orders that look vendors up, and lines that lie in them. */
#define FILE(choices, variant, orders, lookup)                                                               \
  "{\"format\": 1, \"revision\": 1, \"id\": \"small\", \"name\": \"Small\", \"vendor\": \"Nobody\", "        \
  "\"category\": [\"erp\"], \"summary\": \"Orders\", \"address\": {\"field\": \"url\"}, \"form\": "          \
  "[{\"id\": "                                                                                               \
  "\"url\", \"kind\": \"url\", \"label\": \"Address\"}, {\"id\": \"user\", \"kind\": \"text\", \"label\": "  \
  "\"User\"}, {\"id\": \"key\", \"kind\": \"secret\", \"label\": \"Key\"}], \"sign_in\": [{\"id\": "         \
  "\"key\", "                                                                                                \
  "\"title\": \"Key\", \"kind\": \"headers\", \"fields\": [\"user\", \"key\"], \"headers\": "                \
  "{\"Authorization\": \"Bearer {key}\"}}], " choices                                                        \
  "\"variants\": [{\"id\": \"main\", \"sign_in\": [\"key\"], \"filter\": {\"kind\": \"text\", \"join\": "    \
  "\" and \"}, " variant "\"paging\": {\"style\": \"offset\", \"size\": 2, \"order_fixed\": "                \
  "\"https://example.com/order\"}, \"requests\": {\"list\": {\"kind\": \"read\", \"path\": \"{list}\", "     \
  "\"query\": {\"filter\": \"{filter}\", \"offset\": \"{offset}\", \"limit\": \"{limit}\"}, \"records\": "   \
  "\"data\"}}}], \"sets\": {\"orders\": {\"title\": \"Orders\", \"key\": \"id\", \"variables\": {\"list\": " \
  "\"orders\"}, " orders                                                                                     \
  "}, \"vendors\": {\"title\": \"Vendors\", \"key\": \"id\", \"variables\": {\"list\": "                     \
  "\"vendors\"}}}, \"entities\": {\"order\": {\"set\": \"orders\", \"lookups\": [\"" lookup "\"], \"map\": " \
  "{\"number\": \"id\", \"currency\": \"memo\", \"vendor\": {\"lookup\": \"" lookup "\", \"key\": "          \
  "\"vendor\", \"get\": \"name\"}}}, \"line\": {\"set\": \"orders\", \"each\": \"lines\", \"map\": "         \
  "{\"number\": "                                                                                            \
  "\"no\", \"order_number\": {\"parent\": \"id\"}}}}, \"evidence\": [{\"kind\": \"general\"}]}"

#define CHANGED(more)                                                                                        \
  "\"changed\": {\"of\": \"stamp\", \"as\": \"utc\", \"overlap\": 60" more                                   \
  "}, \"ordered\": {\"of\": \"day\", "                                                                       \
  "\"as\": \"day\"}, \"filters\": {\"changed_since\": \"stamp ge '{since}'\", \"ordered_since\": "           \
  "\"day ge '{since}'\", \"open\": \"state eq 'open'\"}"
#define PLAIN(more) FILE ("", "", CHANGED (more), "vendors")
#define COUNTED                                                                                              \
  FILE ("", "",                                                                                              \
        "\"count\": {\"kind\": \"read\", \"path\": \"orders/count\", \"query\": {\"filter\": "               \
        "\"{filter}\"}, \"total\": \"total\"}, " CHANGED (""),                                               \
        "vendors")
#define DETAILED                                                                                             \
  FILE ("", "",                                                                                              \
        "\"detail\": {\"request\": {\"kind\": \"read\", \"path\": \"orders/{record}\"}}, " CHANGED (""),     \
        "vendors")
#define LOOKS_AT_SELF FILE ("", "", CHANGED (""), "orders")
#define UNTOLD        FILE ("", "", "\"filters\": {\"open\": \"state eq 'open'\"}", "vendors")
#define LOCAL                                                                                                \
  FILE (                                                                                                     \
    "", "",                                                                                                  \
    "\"changed\": {\"of\": \"stamp\", \"as\": \"local\", \"overlap\": 60, \"zone\": \"Europe/Berlin\"}, "    \
    "\"filters\": {\"changed_since\": \"stamp ge '{since}'\"}",                                              \
    "vendors")
#define CHOICE(more)                                                                                         \
  "\"choices\": [{\"id\": \"company\", \"title\": \"Company\", \"request\": {\"kind\": \"read\", \"path\": " \
  "\"companies\", \"records\": \"data\"}, \"value\": \"id\", \"label\": \"id\"" more "}], "
#define OF_COMPANY                                                                                           \
  "\"changed\": {\"of\": \"stamp\", \"as\": \"utc\", \"overlap\": 60}, \"filters\": {\"changed_since\": "    \
  "\"stamp ge '{since}'\", \"chosen\": {\"company\": \"company eq '{company}'\"}}"
#define CHOSEN     FILE (CHOICE (""), "", OF_COMPANY, "vendors")
#define BY_COMPANY FILE (CHOICE (", \"several\": true"), "", OF_COMPANY, "vendors")

#define SINCE(clock) "stamp ge '2026-01-10T" clock "Z'"

typedef struct
{
  Fixture read;
  MwRecordServer *orders;
  MwRecordServer *vendors;
  MwDataset *before; /* the last read but one */
  MwDataset *dataset;
  MwEntity *order;
  MwEntity *line;
  gboolean from_scratch;
} Desk;

/* An order that was changed at @clock of 10 January. */
static inline void
put (Desk *desk, const char *id, const char *clock, const char *members)
{
  g_autofree char *all = g_strdup_printf ("\"stamp\": \"2026-01-10T%sZ\", %s", clock, members);

  mw_record_server_put (desk->orders, id, all);
}

static inline void
open_desk (Desk *desk, const char *json)
{
  *desk = (Desk) { .from_scratch = FALSE };
  set_up_bench (&desk->read, mw_test_bench_new_for (json), "key", FALSE);
  desk->orders = mw_record_server_new (desk->read.server, "/base/orders");
  desk->vendors = mw_record_server_new (desk->read.server, "/base/vendors");
  desk->order = mw_test_bench_find_entity (desk->read.bench, "order");
  desk->line = mw_test_bench_find_entity (desk->read.bench, "line");
  mw_record_server_put (desk->vendors, "7", "\"name\": \"Bolt\"");
  mw_record_server_put (desk->vendors, "8", "\"name\": \"Nut\"");
  mw_record_server_set_date (desk->orders, AFTER);
  put (desk, "1", "10:00:00",
       "\"vendor\": \"7\", \"memo\": \"a\", \"lines\": [{\"no\": \"1\"}, {\"no\": \"2\"}]");
  put (desk, "2", "11:00:00", "\"vendor\": \"8\", \"memo\": \"b\", \"lines\": [{\"no\": \"1\"}]");
  put (desk, "3", "12:00:00", "\"vendor\": \"7\", \"memo\": \"c\", \"lines\": []");
  mw_source_add_beside (desk->read.source, desk->line);
}

static inline void
close_desk (Desk *desk)
{
  g_clear_object (&desk->before);
  g_clear_object (&desk->dataset);
  tear_down (&desk->read);
  mw_record_server_free (desk->orders);
  mw_record_server_free (desk->vendors);
}

static inline DexFuture *
read_orders_fiber (gpointer data)
{
  Desk *desk = data;

  dex_await (mw_source_read (desk->read.source, desk->order, MW_SINK (desk->dataset)), &desk->read.error);
  return dex_future_new_true ();
}

/* Reads the orders from what @held has. */
static inline void
read_from (Desk *desk, MwHeld *held)
{
  g_autofree char *filters = NULL;

  g_clear_object (&desk->before);
  desk->before = g_steal_pointer (&desk->dataset);
  desk->dataset = mw_dataset_new (desk->read.bench->model);
  mw_source_set_held (desk->read.source, held);
  mw_record_server_take_n_listed (desk->orders);
  mw_record_server_take_n_single (desk->orders);
  filters = mw_record_server_take_filters (desk->orders);
  g_clear_error (&desk->read.error);
  mw_test_run_fiber (read_orders_fiber, desk);
}

/* The next read: from the last one, if there was one. */
static inline void
refresh (Desk *desk)
{
  g_autoptr (MwDataset) held = desk->dataset != NULL ? g_object_ref (desk->dataset) : NULL;

  read_from (desk, held != NULL && !desk->from_scratch ? MW_HELD (held) : NULL);
  g_assert_no_error (desk->read.error);
}

static inline void
assert_cells (Desk *desk, MwEntity *entity, const char *field, const char *expected)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (desk->dataset, entity));
  int column = mw_generation_find_column (rows, field);
  g_autoptr (GString) cells = g_string_new (NULL);

  for (guint i = 0; i < mw_generation_get_n_rows (rows); i++)
    {
      const char *cell = mw_generation_get_cell (rows, i, (guint) column, NULL);

      g_string_append_printf (cells, "%s%s", i > 0 ? "," : "", cell != NULL ? cell : "-");
    }
  g_assert_cmpstr (cells->str, ==, expected);
}

/* What the list was asked for, with the watermark in place of the filter's moment. */
static inline void
assert_filters (Desk *desk, const char *expected)
{
  g_autofree char *filters = mw_record_server_take_filters (desk->orders);

  g_assert_cmpstr (filters, ==, expected);
}

static inline void
assert_changes (Desk *desk, guint n_changed, guint n_new, guint n_gone, gboolean others)
{
  const char *const lookups[] = { "vendors", NULL };
  g_autoptr (GError) error = NULL;
  MwChanges changes;

  g_assert_true (mw_changes_find (desk->before, desk->dataset, "orders", lookups, &changes, NULL, &error));
  g_assert_cmpuint (changes.n_changed, ==, n_changed);
  g_assert_cmpuint (changes.n_new, ==, n_new);
  g_assert_cmpuint (changes.n_gone, ==, n_gone);
  g_assert_cmpint (changes.others_differ, ==, others);
}

static inline MwSetMark
get_mark (Desk *desk)
{
  MwSetMark mark;

  g_assert_true (mw_held_get_mark (MW_HELD (desk->dataset), "orders", 0, &mark));
  return mark;
}

static inline void
assert_watermark (Desk *desk, const char *expected)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (get_mark (desk).watermark);
  g_autofree char *text = g_date_time_format (time, "%d %H:%M:%S");

  g_assert_cmpstr (text, ==, expected);
}
