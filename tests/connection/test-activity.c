/* test-activity.c: what a connection did, as people read it: requests, receipts of loads, the text for
 * support
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-activity-text.h"
#include "mw-activity-words.h"
#include "mw-ladder.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"
#include "mw-workshop.h"

static MwConnection *
connect_workshop (MwWorkshop *workshop, MwEngine *engine)
{
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (GError) error = NULL;
  MwConnection *connection = dex_await_object (mw_ladder_run (ladder), &error);

  g_assert_no_error (error);
  return connection;
}

static MwReading *
start (MwConnection *connection, MwEngine *engine, const char *entity)
{
  return mw_connection_refresh (connection, mw_model_find (mw_engine_get_model (engine), entity));
}

static void
get_newest (MwConnection *connection, MwReceiptFacts *facts)
{
  GListModel *receipts = mw_connection_get_receipts (connection);
  g_autoptr (MwReceipt) newest = g_list_model_get_item (receipts, 0);

  g_assert_nonnull (newest);
  mw_receipt_get (newest, facts);
}

/* How many requests were for @words, and how many of them went wrong. */
static guint
count_requests (MwConnection *connection, const char *words, guint *n_bad)
{
  g_autoptr (GPtrArray) log = mw_connection_dup_log (connection);
  guint n = 0;

  *n_bad = 0;
  for (guint i = 0; i < log->len; i++)
    {
      const MwRequestLogEntry *entry = log->pdata[i];
      g_autofree char *said = mw_activity_dup_purpose (&entry->purpose);

      g_assert_cmpuint (entry->serial, ==, i + 1);
      if (!g_str_equal (said, words))
        continue;
      n++;
      *n_bad += !mw_activity_is_good (entry);
    }
  return n;
}

static DexFuture *
load_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_workshop (workshop, engine);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *receipt = NULL;
  MwReceiptFacts facts;
  guint n_bad;

  g_assert_cmpuint (g_list_model_get_n_items (mw_connection_get_receipts (connection)), ==, 0);
  dex_await (mw_reading_wait (start (connection, engine, "purchase_order")), &error);
  g_assert_no_error (error);
  get_newest (connection, &facts);
  g_assert_cmpint (facts.state, ==, MW_RECEIPT_DONE);
  g_assert_cmpuint (facts.n_rows, ==, 5);
  g_assert_cmpuint (facts.n_received, ==, 5);
  g_assert_cmpint (facts.expected, ==, 5);
  g_assert_cmpuint (facts.n_duplicates, ==, 0);
  g_assert_cmpuint (facts.n_problems, ==, 0);
  g_assert_cmpuint (facts.asked.n_pages, ==, 3);
  g_assert_cmpuint (facts.asked.n_requests, >=, facts.asked.n_pages);
  g_assert_cmpuint (facts.asked.n_bytes, >, 0);
  receipt = mw_activity_dup_receipt (&facts);
  g_assert_nonnull (strstr (receipt, "5 rows, the system says 5"));
  g_assert_nonnull (strstr (receipt, "duplicates: 0"));
  g_assert_nonnull (strstr (receipt, "problems: 0"));

  g_assert_cmpuint (count_requests (connection, "Sign-in", &n_bad), ==, 1);
  g_assert_cmpuint (n_bad, ==, 0);
  g_assert_cmpuint (count_requests (connection, "Purchase orders, page 1", &n_bad), ==, 1);
  g_assert_cmpuint (count_requests (connection, "Purchase orders, page 99", &n_bad), ==, 0);
  g_assert_cmpuint (count_requests (connection, "A question to the system", &n_bad), ==, 0);
  text = mw_activity_dup_text (connection);
  g_assert_nonnull (strstr (text, "Purchase orders, page 1"));
  g_assert_nonnull (strstr (text, "5 rows, the system says 5"));
  g_assert_null (strstr (text, MW_WORKSHOP_PASSWORD));
  g_assert_null (strstr (text, MW_WORKSHOP_TOKEN));
  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* The system failed, with a mark that its people can find it by. */
static DexFuture *
failed_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_workshop (workshop, engine);
  g_autofree char *text = NULL;
  MwReceiptFacts facts;
  guint n_bad;

  g_atomic_int_set (&workshop->vendors_broken, 1);
  g_assert_false (dex_await (mw_reading_wait (start (connection, engine, "vendor")), NULL));
  get_newest (connection, &facts);
  g_assert_cmpint (facts.state, ==, MW_RECEIPT_FAILED);
  g_assert_cmpuint (facts.n_rows, ==, 0);
  g_assert_cmpuint (count_requests (connection, "Vendors, page 1", &n_bad), >=, 1);
  g_assert_cmpuint (n_bad, >=, 1);
  text = mw_activity_dup_text (connection);
  g_assert_nonnull (strstr (text, "The system failed (500)"));
  g_assert_nonnull (strstr (text, "request id r-17"));
  g_assert_nonnull (strstr (text, "Not complete"));
  g_assert_true (dex_await (mw_engine_disconnect (engine, connection), NULL));
  return dex_future_new_true ();
}

/* Stopped by the user while the second page does not come. */
static DexFuture *
stopped_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_workshop (workshop, engine);
  MwReading *reading;
  MwReceiptFacts facts;

  workshop->n_orders = 2000;
  g_atomic_int_set (&workshop->orders_silent, 1);
  reading = start (connection, engine, "purchase_order");
  while (mw_reading_get_n_rows (reading) == 0)
    dex_await (dex_timeout_new_msec (10), NULL);
  get_newest (connection, &facts);
  g_assert_cmpint (facts.state, ==, MW_RECEIPT_RUNNING);
  mw_reading_cancel (reading);
  g_assert_false (dex_await (mw_reading_wait (reading), NULL));
  do
    {
      dex_await (dex_timeout_new_msec (10), NULL);
      get_newest (connection, &facts);
    }
  while (facts.state == MW_RECEIPT_RUNNING);
  g_assert_cmpint (facts.state, ==, MW_RECEIPT_STOPPED);
  g_assert_cmpuint (facts.n_rows, ==, mw_reading_get_n_rows (reading));
  g_assert_cmpuint (facts.asked.n_pages, ==, 1);
  g_assert_cmpint (facts.expected, ==, 2000);
  g_assert_true (dex_await (mw_engine_disconnect (engine, connection), NULL));
  return dex_future_new_true ();
}

static void
test_words (void)
{
  const MwRequestLogEntry busy = { .status = 503 };
  const MwRequestLogEntry strange = { .status = 777 };
  const MwRequestLogEntry away = { .outcome = (char *) "no\nroute \xe2\x80\xae" };
  g_autofree char *busy_words = mw_activity_dup_result (&busy);
  g_autofree char *strange_words = mw_activity_dup_result (&strange);
  g_autofree char *away_words = mw_activity_dup_result (&away);
  g_autofree char *long_time = mw_activity_dup_duration (125 * G_USEC_PER_SEC);

  for (guint kind = MW_PURPOSE_OTHER; kind <= MW_PURPOSE_METADATA; kind++)
    {
      const MwPurpose purpose = { (MwPurposeKind) kind, NULL, 0 };
      g_autofree char *words = mw_activity_dup_purpose (&purpose);

      g_assert_cmpstr (words, !=, "");
    }
  g_assert_cmpstr (busy_words, ==, "Busy or being serviced (503)");
  g_assert_cmpstr (strange_words, ==, "777");
  g_assert_null (strchr (away_words, '\n'));
  g_assert_null (strstr (away_words, "\xe2\x80\xae"));
  g_assert_cmpstr (long_time, ==, "2 min 5 s");
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  g_test_add_data_func ("/connection/activity/load", load_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/activity/failed", failed_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/activity/stopped", stopped_fiber, mw_test_run_fiber_data);
  g_test_add_func ("/connection/activity/words", test_words);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
