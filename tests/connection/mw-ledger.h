/* mw-ledger.h: a connection to orders and vendors that change between two reads
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"
#include "mw-ladder.h"
#include "mw-record-server.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"

typedef struct
{
  MwFixtureServer *server;
  MwRecordServer *orders;
  MwRecordServer *vendors;
  MwEngine *engine;
  MwConnection *connection;
} Ledger;

static inline void
put (Ledger *ledger, const char *id, const char *clock, const char *members)
{
  g_autofree char *all = g_strdup_printf ("\"stamp\": \"2026-01-10T%sZ\", %s", clock, members);

  mw_record_server_put (ledger->orders, id, all);
}

static inline void
ledger_start_server (Ledger *ledger)
{
  ledger->server = mw_fixture_server_new ();
  ledger->orders = mw_record_server_new (ledger->server, "/orders");
  ledger->vendors = mw_record_server_new (ledger->server, "/vendors");
  mw_record_server_put (ledger->vendors, "7", "\"name\": \"Bolt\"");
  put (ledger, "1", "10:00:00",
       "\"vendor\": \"7\", \"memo\": \"a\", \"lines\": [{\"no\": \"1\"}, {\"no\": \"2\"}]");
  put (ledger, "2", "11:00:00", "\"memo\": \"b\", \"lines\": [{\"no\": \"1\"}], \"state\": \"open\"");
  put (ledger, "3", "12:00:00", "\"memo\": \"c\", \"lines\": []");
}

/* With an engine that is loaded. @store: of its key; NULL: the one that lasts. */
static inline void
ledger_connect (Ledger *ledger, MwSecretStore *store)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (ledger->engine), "ledger");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "key"));
  url = mw_fixture_server_dup_uri (ledger->server, NULL);
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "key", "0123456789abcdef");
  if (store != NULL)
    mw_draft_set_store (draft, store);
  ladder = mw_ladder_new (ledger->engine, draft);
  ledger->connection = dex_await_object (mw_ladder_run (ladder), &error);
  g_assert_no_error (error);
}

static inline void
ledger_open_in (Ledger *ledger, MwSecretStore *store)
{
  g_autoptr (GError) error = NULL;

  ledger_start_server (ledger);
  ledger->engine = mw_engine_new ();
  dex_await (mw_engine_load (ledger->engine), &error);
  g_assert_no_error (error);
  ledger_connect (ledger, store);
}

static inline void
ledger_open (Ledger *ledger)
{
  ledger_open_in (ledger, NULL);
}

static inline void
ledger_close (Ledger *ledger)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_engine_disconnect (ledger->engine, ledger->connection), &error);
  g_assert_no_error (error);
  g_object_unref (ledger->connection);
  g_object_unref (ledger->engine);
  mw_fixture_server_free (ledger->server);
  mw_record_server_free (ledger->orders);
  mw_record_server_free (ledger->vendors);
}

static inline MwEntity *
find_entity (Ledger *ledger, const char *id)
{
  return mw_model_find (mw_engine_get_model (ledger->engine), id);
}

static inline void
assert_cells (MwReading *reading, const char *field, const char *expected)
{
  MwTable *table = mw_dataset_get_table (mw_reading_get_dataset (reading), mw_reading_get_entity (reading));
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (table);
  int column = mw_generation_find_column (rows, field);
  g_autoptr (GString) cells = g_string_new (NULL);

  for (guint i = 0; i < mw_generation_get_n_rows (rows); i++)
    {
      const char *cell = mw_generation_get_cell (rows, i, (guint) column, NULL);

      g_string_append_printf (cells, "%s%s", i > 0 ? "," : "", cell != NULL ? cell : "-");
    }
  g_assert_cmpstr (cells->str, ==, expected);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, mw_generation_get_n_rows (rows));
}

static inline MwReading *
wait_for (MwReading *reading)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_reading_wait (reading), &error);
  g_assert_no_error (error);
  return reading;
}

static inline MwReading *
read_orders (Ledger *ledger)
{
  return wait_for (mw_connection_read (ledger->connection, find_entity (ledger, "purchase_order")));
}

static inline MwReading *
refresh_orders (Ledger *ledger)
{
  return wait_for (mw_connection_refresh (ledger->connection, find_entity (ledger, "purchase_order")));
}

static inline void
assert_changes (MwReading *reading, const char *expected)
{
  g_autofree char *text = mw_reading_dup_changes_text (reading);

  g_assert_cmpstr (text, ==, expected);
}

static inline void
assert_filters (Ledger *ledger, const char *expected)
{
  g_autofree char *filters = mw_record_server_take_filters (ledger->orders);

  g_assert_cmpstr (filters, ==, expected);
}

/* The program, started once more: it knows what is on disk and in the keyring. */
typedef struct
{
  MwEngine *engine;
  MwConnection *connection;
  MwEntity *orders;
} Later;

static inline void
later_open (Later *later, Ledger *ledger)
{
  g_autoptr (GError) error = NULL;

  later->engine = mw_engine_new ();
  dex_await (mw_engine_load (later->engine), &error);
  g_assert_no_error (error);
  later->connection = mw_engine_find_connection (later->engine, mw_connection_get_id (ledger->connection),
                                                 &error);
  g_assert_no_error (error);
  later->orders = mw_model_find (mw_engine_get_model (later->engine), "purchase_order");
}

static inline void
later_close (Later *later)
{
  g_object_unref (later->engine);
}
