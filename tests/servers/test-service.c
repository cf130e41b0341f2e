/* test-service.c: a real Tryton served through the unified API: what the service gives is what the connection
 * shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-records.h"
#include "mw-ladder.h"
#include "mw-service.h"
#include "mw-test-client.h"
#include "mw-test-fiber.h"

#define CLIENT        "sheet"
#define CLIENT_SECRET "sheet-s3cret"

static char *
find_text (MwGeneration *generation, guint row, const char *column)
{
  for (guint i = 0; i < mw_generation_get_n_columns (generation); i++)
    {
      if (g_str_equal (mw_generation_get_column (generation, i)->id, column))
        return g_strdup (mw_generation_get_cell (generation, row, i, NULL));
    }
  g_assert_not_reached ();
}

/* In a fiber. */
static MwJson *
ask (MwTransport *transport, const char *token, const char *path, const char *form)
{
  g_autofree char *uri = g_strconcat (mw_transport_get_base_uri (transport), path, NULL);
  g_autoptr (MwRequest) request = mw_request_new (form != NULL ? "POST" : "GET", uri);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body;
  MwJson *json;

  if (form != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (form, strlen (form));

      mw_request_set_body (request, "application/x-www-form-urlencoded", bytes);
    }
  else
    {
      g_autofree char *header = g_strconcat ("Bearer ", token, NULL);

      mw_request_set_header (request, "Authorization", header);
    }
  response = dex_await_object (mw_transport_send (transport, request), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_response_get_status (response), ==, 200);
  body = g_bytes_get_data (mw_response_get_body (response), &length);
  json = mw_json_parse (body, length, &error);
  g_assert_no_error (error);
  return json;
}

static DexFuture *
serve_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_engine_new ();
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwConnectionRecords) records = NULL;
  g_autoptr (MwService) service = NULL;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (MwGeneration) orders = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *total = NULL;
  MwEntity *entity;
  MwReading *reading;

  dex_await (mw_engine_load (engine), &error);
  g_assert_no_error (error);
  draft = mw_draft_new (mw_catalog_find (mw_engine_get_catalog (engine), "tryton"));
  mw_draft_set_value (draft, "url", g_getenv ("MW_TEST_TRYTON_URL"));
  mw_draft_set_value (draft, "database", g_getenv ("MW_TEST_TRYTON_DB"));
  mw_draft_set_value (draft, "user", g_getenv ("MW_TEST_TRYTON_USER"));
  mw_draft_set_value (draft, "password", g_getenv ("MW_TEST_TRYTON_PASSWORD"));
  mw_draft_set_store (draft, mw_secret_stores_get_session ());
  ladder = mw_ladder_new (engine, draft);
  connection = dex_await_object (mw_ladder_run (ladder), &error);
  g_assert_no_error (error);

  entity = mw_model_find (mw_engine_get_model (engine), "purchase_order");
  reading = mw_connection_read (connection, entity);
  dex_await (mw_reading_wait (reading), &error);
  g_assert_no_error (error);
  orders = mw_table_dup_generation (mw_dataset_get_table (mw_reading_get_dataset (reading), entity));
  g_assert_cmpuint (mw_generation_get_n_rows (orders), >, 200);

  records = mw_connection_records_new (connection);
  service = mw_service_new (MW_RECORD_SOURCE (records));
  mw_service_set_client (service, CLIENT, CLIENT_SECRET);
  url = dex_await_string (mw_service_start (service), &error);
  g_assert_no_error (error);
  transport = mw_transport_new (url, &error);
  g_assert_no_error (error);
  {
    g_autoptr (MwJson)
      answer = ask (transport, NULL, "/link/token",
                    "grant_type=client_credentials&client_id=" CLIENT "&client_secret=" CLIENT_SECRET);

    token = mw_test_json_text (answer, "access_token");
  }

  expected = g_strdup_printf ("%u", mw_generation_get_n_rows (orders));
  for (guint row = 0; row < mw_generation_get_n_rows (orders); row += 60)
    {
      g_autofree char *path = g_strdup_printf ("/api/erp/purchase-orders?per_page=1&page=%u", row + 1);
      g_autoptr (MwJson) page = ask (transport, token, path, NULL);
      const char *const pairs[][2] = {
        { "data[0].orderNo", "number" },
        { "data[0].totalGrossValue", "total" },
        { "data[0].vendorKey", "vendor_id" },
        { "data[0].orderDate", "order_date" },
      };

      g_clear_pointer (&total, g_free);
      total = mw_test_json_text (page, "meta.total");
      g_assert_cmpstr (total, ==, expected);
      for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
        {
          g_autofree char *served = mw_test_json_text (page, pairs[i][0]);
          g_autofree char *shown = find_text (orders, row, pairs[i][1]);

          g_assert_cmpstr (served, ==, shown);
        }
    }
  return dex_future_new_true ();
}

static void
test_serve (void)
{
  if (g_getenv ("MW_TEST_TRYTON_URL") == NULL)
    {
      g_test_skip ("no real server: MW_TEST_TRYTON_URL is not set (tests/servers/start-servers sets it)");
      return;
    }
  mw_test_run_fiber (serve_fiber, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/servers/service/tryton", test_serve);
  return g_test_run ();
}
