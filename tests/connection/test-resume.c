/* test-resume.c: what was interrupted, a refresh too, goes on behind its last page, and loses nothing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ledger.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define N_VENDORS 7
#define OLD       "v1,v2,v3,v4,v5,v6,v7"
#define NEW       "w1,w2,w3,w4,w5,w6,w7"

/* Who goes on, and from what. */
typedef enum
{
  KEPT,    /* the same process; there is a file */
  LATER,   /* another one, which has the file only */
  NOTHING, /* the same one, which is to keep nothing */
  BLOCKED, /* the same one, which cannot keep anything */
} Mode;

typedef struct
{
  Ledger ledger;
  MwEngine *engine; /* of who goes on */
  MwConnection *connection;
  MwEntity *vendors;
} Shop;

static const MwFixtureAnswer refused = { .status = 400, .body = "{}" };
static const MwFixtureAnswer gone = { .status = 410, .body = "{}" };
static const MwFixtureAnswer gated = { .body = "{}", .flags = MW_FIXTURE_GATED };

static void
name_vendors (Shop *shop, const char *letter)
{
  mw_record_server_remove (shop->ledger.vendors, "7");
  for (guint i = 1; i <= N_VENDORS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *members = g_strdup_printf ("\"name\": \"%s%u\"", letter, i);

      mw_record_server_put (shop->ledger.vendors, id, members);
    }
}

static void
block (Shop *shop)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *name = g_strconcat (mw_connection_get_id (shop->connection), ".records", NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL);

  /* Leads to where nothing can be made. */
  g_assert_cmpint (symlink ("/dev/null/records", path), ==, 0);
}

static void
unblock (Shop *shop)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *name = g_strconcat (mw_connection_get_id (shop->connection), ".records", NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL);

  g_unlink (path);
}

static void
shop_open (Shop *shop, Mode mode)
{
  ledger_open (&shop->ledger);
  shop->engine = g_object_ref (shop->ledger.engine);
  shop->connection = g_object_ref (shop->ledger.connection);
  shop->vendors = find_entity (&shop->ledger, "vendor");
  name_vendors (shop, "v");
  if (mode == NOTHING)
    mw_connection_keep_nothing (shop->connection);
  if (mode == BLOCKED)
    block (shop);
}

static void
shop_close (Shop *shop, Mode mode)
{
  if (mode == BLOCKED)
    unblock (shop);
  g_object_unref (shop->connection);
  g_object_unref (shop->engine);
  ledger_close (&shop->ledger);
}

/* The program, started once more. */
static void
shop_start_again (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (mw_connection_get_id (shop->connection));

  g_object_unref (shop->connection);
  g_object_unref (shop->engine);
  shop->engine = mw_engine_new ();
  dex_await (mw_engine_load (shop->engine), &error);
  g_assert_no_error (error);
  shop->connection = g_object_ref (mw_engine_find_connection (shop->engine, id, &error));
  g_assert_no_error (error);
  shop->vendors = mw_model_find (mw_engine_get_model (shop->engine), "vendor");
}

/* How many records were sent until it was done. */
static MwReading *
refresh_all (Shop *shop, guint n_sent)
{
  MwReading *reading;

  mw_record_server_take_n_listed (shop->ledger.vendors);
  reading = wait_for (mw_connection_refresh (shop->connection, shop->vendors));
  g_assert_cmpuint (mw_record_server_take_n_listed (shop->ledger.vendors), ==, n_sent);
  return reading;
}

static MwReading *
refresh_fails (Shop *shop)
{
  MwReading *reading = mw_connection_refresh (shop->connection, shop->vendors);

  g_assert_false (dex_await (mw_reading_wait (reading), NULL));
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_FAILED);
  return reading;
}

static void
assert_kept (Shop *shop, MwReading *reading, Mode mode)
{
  g_auto (GStrv) notices = mw_dataset_dup_notices (mw_reading_get_dataset (reading), shop->vendors);

  g_assert_cmpuint (g_strv_length (notices), ==, mode == BLOCKED);
  if (mode == BLOCKED)
    g_assert_nonnull (strstr (notices[0], "not kept on this computer"));
}

/* What was whole is shown while the refresh breaks off, again and again, and is replaced when all has come.
 */
static DexFuture *
refresh_fiber (gpointer data)
{
  const Mode mode = (Mode) GPOINTER_TO_INT (data);
  Shop shop;
  MwReading *reading;
  gint64 finished_at;

  shop_open (&shop, mode);
  reading = refresh_all (&shop, N_VENDORS);
  assert_cells (reading, "name", OLD);
  assert_kept (&shop, reading, mode);
  finished_at = mw_reading_get_finished_at (reading);
  name_vendors (&shop, "w");
  for (int offset = 2; offset <= 6; offset += 2)
    {
      mw_record_server_stop_at (shop.ledger.vendors, offset, 0, &refused);
      mw_record_server_take_n_listed (shop.ledger.vendors);
      reading = refresh_fails (&shop);
      /* The page that came last is asked for once more: nobody says how many there are. */
      g_assert_cmpuint (mw_record_server_take_n_listed (shop.ledger.vendors), ==, offset == 2 ? 2 : 4);
      assert_cells (reading, "name", OLD);
      g_assert_cmpint (mw_reading_get_finished_at (reading), ==, finished_at);
      if (mode == LATER)
        shop_start_again (&shop);
      if (mode == LATER)
        finished_at = mw_reading_get_finished_at (
          wait_for (mw_connection_read_kept (shop.connection, shop.vendors)));
    }
  mw_record_server_stop_at (shop.ledger.vendors, -1, 0, NULL);
  reading = refresh_all (&shop, 3);
  assert_cells (reading, "name", NEW);
  if (mode != LATER)
    assert_changes (reading, "7 changed");
  /* The next one is a whole one again. */
  reading = refresh_all (&shop, N_VENDORS);
  assert_changes (reading, "nothing changed");
  shop_close (&shop, mode);
  return dex_future_new_true ();
}

/* The first one, and "Try Again". */
static DexFuture *
first_fiber (gpointer data)
{
  const Mode mode = (Mode) GPOINTER_TO_INT (data);
  Shop shop;

  shop_open (&shop, mode);
  mw_record_server_stop_at (shop.ledger.vendors, 4, 0, &refused);
  assert_cells (refresh_fails (&shop), "name", "v1,v2,v3,v4");
  if (mode == LATER)
    shop_start_again (&shop);
  mw_record_server_stop_at (shop.ledger.vendors, -1, 0, NULL);
  assert_cells (refresh_all (&shop, 5), "name", OLD);
  shop_close (&shop, mode);
  return dex_future_new_true ();
}

/* A server that does not know the place any more is asked from the beginning; what came then is what the next
 * one goes on from. */
static DexFuture *
refused_fiber (gpointer data)
{
  const Mode mode = (Mode) GPOINTER_TO_INT (data);
  static const MwFixtureAnswer *const refusals[] = { &refused, &gone };
  Shop shop;

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      shop_open (&shop, mode);
      refresh_all (&shop, N_VENDORS);
      name_vendors (&shop, "x");
      mw_record_server_stop_at (shop.ledger.vendors, 6, 0, &refused);
      refresh_fails (&shop);
      name_vendors (&shop, "w");
      if (mode == LATER)
        shop_start_again (&shop);
      mw_record_server_stop_at (shop.ledger.vendors, 6, 1, refusals[i]);
      assert_cells (refresh_all (&shop, 2 + N_VENDORS), "name", NEW);

      /* The same, and what is read anew breaks off earlier. */
      mw_record_server_stop_at (shop.ledger.vendors, 6, 0, &refused);
      name_vendors (&shop, "x");
      refresh_fails (&shop);
      name_vendors (&shop, "w");
      mw_record_server_stop_at (shop.ledger.vendors, 4, 0, refusals[i]);
      refresh_fails (&shop);
      if (mode == LATER)
        shop_start_again (&shop);
      mw_record_server_stop_at (shop.ledger.vendors, -1, 0, NULL);
      assert_cells (refresh_all (&shop, 5), "name", NEW);
      shop_close (&shop, mode);
    }
  return dex_future_new_true ();
}

/* Stopped by the user, in the middle of a page. */
static DexFuture *
cancelled_fiber (gpointer data)
{
  const Mode mode = (Mode) GPOINTER_TO_INT (data);
  Shop shop;
  MwReading *reading;
  guint n_before;

  shop_open (&shop, mode);
  refresh_all (&shop, N_VENDORS);
  name_vendors (&shop, "w");
  mw_record_server_stop_at (shop.ledger.vendors, 4, 1, &gated);
  n_before = mw_fixture_server_count (shop.ledger.server, "/vendors");
  reading = mw_connection_refresh (shop.connection, shop.vendors);
  while (mw_fixture_server_count (shop.ledger.server, "/vendors") < n_before + 3)
    dex_await (dex_timeout_new_msec (1), NULL);
  mw_reading_cancel (reading);
  g_assert_false (dex_await (mw_reading_wait (reading), NULL));
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_CANCELLED);
  assert_cells (reading, "name", OLD);
  mw_fixture_server_open_gate (shop.ledger.server);
  assert_cells (refresh_all (&shop, 5), "name", NEW);
  shop_close (&shop, mode);
  return dex_future_new_true ();
}

/* Who wants everything compared wants it as it is now. */
static DexFuture *
reconcile_fiber (gpointer data)
{
  Shop shop;

  shop_open (&shop, KEPT);
  refresh_all (&shop, N_VENDORS);
  name_vendors (&shop, "x");
  mw_record_server_stop_at (shop.ledger.vendors, 4, 0, &refused);
  refresh_fails (&shop);
  name_vendors (&shop, "w");
  mw_record_server_stop_at (shop.ledger.vendors, -1, 0, NULL);
  mw_record_server_take_n_listed (shop.ledger.vendors);
  assert_cells (wait_for (mw_connection_reconcile (shop.connection, shop.vendors)), "name", NEW);
  g_assert_cmpuint (mw_record_server_take_n_listed (shop.ledger.vendors), ==, N_VENDORS);
  shop_close (&shop, KEPT);
  return dex_future_new_true ();
}

static MwReading *
refresh_orders_now (Shop *shop, gboolean fails)
{
  MwEntity *orders = mw_model_find (mw_engine_get_model (shop->engine), "purchase_order");
  MwReading *reading;

  mw_record_server_take_n_listed (shop->ledger.orders);
  reading = mw_connection_refresh (shop->connection, orders);
  g_assert_cmpint (dex_await (mw_reading_wait (reading), NULL), ==, !fails);
  return reading;
}

/* Of a refresh by changes too: the page that came last is asked for once more, and those behind it; and what
 * was changed in the pause. */
static DexFuture *
changes_fiber (gpointer data)
{
  const Mode mode = (Mode) GPOINTER_TO_INT (data);
  /* Sent until it breaks off: two for each page; the last page before once more. */
  static const guint n_sent[] = { 2, 4, 4 };
  Shop shop;
  MwReading *reading;

  shop_open (&shop, mode);
  for (guint i = 4; i <= 7; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      put (&shop.ledger, id, "09:00:00", "\"memo\": \"m\"");
    }
  assert_cells (refresh_orders_now (&shop, FALSE), "notes", "a,b,c,m,m,m,m");
  for (guint i = 1; i <= 7; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *clock = g_strdup_printf ("13:%02u:00", 2 * i);
      g_autofree char *members = g_strdup_printf ("\"memo\": \"M%u\"", i);

      put (&shop.ledger, id, clock, members);
    }
  for (guint i = 0; i < G_N_ELEMENTS (n_sent); i++)
    {
      mw_record_server_stop_at (shop.ledger.orders, 2 * (int) i + 2, 0, &refused);
      reading = refresh_orders_now (&shop, TRUE);
      g_assert_cmpuint (mw_record_server_take_n_listed (shop.ledger.orders), ==, n_sent[i]);
      assert_cells (reading, "notes", "a,b,c,m,m,m,m");
      if (mode == LATER)
        shop_start_again (&shop);
    }
  mw_record_server_stop_at (shop.ledger.orders, -1, 0, NULL);
  put (&shop.ledger, "1", "15:00:00", "\"memo\": \"X\"");
  reading = refresh_orders_now (&shop, FALSE);
  /* Those of the last two pages, and what is newer than the first one that was there. */
  g_assert_cmpuint (mw_record_server_take_n_listed (shop.ledger.orders), ==, 3 + 7);
  assert_cells (reading, "notes", "X,M2,M3,M4,M5,M6,M7");
  assert_changes (reading, "7 changed");
  /* Nothing of it is left. */
  reading = refresh_orders_now (&shop, FALSE);
  g_assert_cmpuint (mw_record_server_take_n_listed (shop.ledger.orders), ==, 1);
  assert_changes (reading, "nothing changed");
  if (mode == LATER)
    {
      g_autoptr (MwReading) kept = NULL;

      shop_start_again (&shop);
      kept = wait_for (mw_connection_read_kept (
        shop.connection, mw_model_find (mw_engine_get_model (shop.engine), "purchase_order")));
      assert_cells (kept, "notes", "X,M2,M3,M4,M5,M6,M7");
    }
  reading = wait_for (mw_connection_reconcile (
    shop.connection, mw_model_find (mw_engine_get_model (shop.engine), "purchase_order")));
  assert_changes (reading, "nothing changed");
  assert_cells (reading, "notes", "X,M2,M3,M4,M5,M6,M7");
  shop_close (&shop, mode);
  return dex_future_new_true ();
}

/* The first one goes on, and what was changed in the pause, or is new, is there too. */
static DexFuture *
pause_fiber (gpointer data)
{
  const Mode mode = (Mode) GPOINTER_TO_INT (data);
  Shop shop;
  MwReading *reading;

  shop_open (&shop, mode);
  for (guint i = 4; i <= 7; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      put (&shop.ledger, id, "09:00:00", "\"memo\": \"m\"");
    }
  mw_record_server_stop_at (shop.ledger.orders, 4, 0, &refused);
  refresh_orders_now (&shop, TRUE);
  mw_record_server_stop_at (shop.ledger.orders, -1, 0, NULL);
  put (&shop.ledger, "1", "13:00:00", "\"memo\": \"A\"");
  put (&shop.ledger, "8", "13:01:00", "\"memo\": \"h\"");
  if (mode == LATER)
    shop_start_again (&shop);
  mw_record_server_take_n_listed (shop.ledger.vendors);
  reading = refresh_orders_now (&shop, FALSE);
  assert_cells (reading, "notes", "A,b,c,m,m,m,m,h");
  g_assert_null (mw_reading_get_changes (reading));
  /* The last page once more, those behind it, and what is newer than the first one. What was looked up is not
   * asked for again. */
  g_assert_cmpuint (mw_record_server_take_n_listed (shop.ledger.orders), ==, 6 + 4);
  g_assert_cmpuint (mw_record_server_take_n_listed (shop.ledger.vendors), ==, 0);
  reading = refresh_orders_now (&shop, FALSE);
  assert_changes (reading, "nothing changed");
  shop_close (&shop, mode);
  return dex_future_new_true ();
}

typedef struct
{
  DexFiberFunc func;
  Mode mode;
} Case;

static void
run_case (gconstpointer data)
{
  const Case *one = data;

  mw_test_run_fiber (one->func, GINT_TO_POINTER (one->mode));
}

static void
add_case (const char *name, const char *mode_name, DexFiberFunc func, Mode mode)
{
  g_autofree char *path = g_strdup_printf ("/connection/resume/%s/%s", name, mode_name);
  Case one = { func, mode };

  g_test_add_data_func_full (path, g_memdup2 (&one, sizeof one), run_case, g_free);
}

int
main (int argc, char **argv)
{
  static const char *const modes[] = { "kept", "later", "nothing-kept", "blocked" };
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  for (guint mode = KEPT; mode <= BLOCKED; mode++)
    {
      add_case ("refresh", modes[mode], refresh_fiber, mode);
      add_case ("first", modes[mode], first_fiber, mode);
      add_case ("refused", modes[mode], refused_fiber, mode);
      add_case ("changes", modes[mode], changes_fiber, mode);
      add_case ("pause", modes[mode], pause_fiber, mode);
      /* Another process has what was written until then, which may be a page less. */
      if (mode != LATER)
        add_case ("cancelled", modes[mode], cancelled_fiber, mode);
    }
  add_case ("reconcile", modes[KEPT], reconcile_fiber, KEPT);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
