/* test-explain.c: what became of a record as it was sent, and why nothing is known of it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ledger.h"
#include "mw-reading-explain.h"

/* The fields that use what stands there, "line_number,remote_id"; "-": none does; or why nothing is known. */
static char *
explain (MwReading *reading, const char *set_id, guint record, int child, const char *pointer)
{
  MwEntity *entity = mw_reading_get_entity (reading);
  MwDataset *dataset = mw_reading_get_dataset (reading);
  g_autoptr (MwRawSet) set = mw_dataset_find_raw_set (dataset, set_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTrace)
    trace = dex_await_boxed (mw_reading_explain_record (reading, dataset, set, record, child), &error);
  GString *fields = g_string_new (NULL);

  if (trace == NULL)
    {
      g_string_free (fields, TRUE);
      return mw_reading_explain_dup_problem (error);
    }
  for (guint i = 0; i < trace->n_fields; i++)
    if (mw_trace_uses (trace, i, 0, pointer))
      g_string_append_printf (fields, "%s%s", fields->len > 0 ? "," : "",
                              mw_entity_get_field (entity, i)->id);
  return g_string_free_and_steal (fields->len > 0 ? fields : g_string_append_c (fields, '-'));
}

static void
assert_explained (MwReading *reading,
                  const char *set,
                  guint record,
                  int child,
                  const char *pointer,
                  const char *expected)
{
  g_autofree char *fields = explain (reading, set, record, child, pointer);

  g_test_message ("%s %u %d %s: %s", set, record, child, pointer, fields);
  g_assert_true (g_str_has_prefix (fields, expected));
  if (expected[0] != 'N')
    g_assert_cmpstr (fields, ==, expected);
}

/* A record that is a row, one that is many, one that is none, and one that is only looked up. */
static DexFuture *
records_fiber (gpointer data)
{
  Ledger ledger;
  MwReading *orders, *lines;

  ledger_open (&ledger);
  orders = read_orders (&ledger);
  assert_explained (orders, "orders", 0, -1, "/id", "number,remote_id");
  assert_explained (orders, "orders", 1, -1, "/memo", "notes");
  assert_explained (orders, "orders", 1, -1, "/state", "-");
  assert_explained (orders, "orders", 0, 3, "/memo", "notes");
  assert_explained (orders, "vendors", 0, -1, "/name", "Not a row of this table: ");

  lines = wait_for (mw_connection_read (ledger.connection, find_entity (&ledger, "purchase_order_line")));
  assert_explained (lines, "orders", 0, 0, "/lines/0/no", "line_number,remote_id");
  assert_explained (lines, "orders", 0, 1, "/lines/1/no", "line_number,remote_id");
  assert_explained (lines, "orders", 0, 1, "/lines/0/no", "-");
  assert_explained (lines, "orders", 0, 1, "/id", "purchase_order");
  /* There is no such line: one of the others. */
  assert_explained (lines, "orders", 1, 7, "/lines/0/no", "line_number,remote_id");
  assert_explained (lines, "orders", 2, -1, "/id", "Not a row of this table: ");
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* Each reason is a sentence that says what to do, and none of them what only a programmer knows. */
static void
test_problems (void)
{
  g_autoptr (GError) gone = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the record is not there");
  g_autoptr (GError) shape = g_error_new_literal (MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE, "no such line");
  g_autoptr (GError) json = g_error_new_literal (MW_JSON_ERROR, MW_JSON_ERROR_CUT, "The text ends too early");
  g_autofree char *of_gone = mw_reading_explain_dup_problem (gone);
  g_autofree char *of_shape = mw_reading_explain_dup_problem (shape);
  g_autofree char *of_json = mw_reading_explain_dup_problem (json);

  g_assert_nonnull (strstr (of_gone, "no longer there. Load again"));
  g_assert_nonnull (strstr (of_shape, "the record has changed"));
  g_assert_nonnull (strstr (of_json, "cannot be read (The text ends too early). Load again"));
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  g_test_add_data_func ("/connection/explain/records", records_fiber, mw_test_run_fiber_data);
  g_test_add_func ("/connection/explain/problems", test_problems);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
