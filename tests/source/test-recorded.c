/* test-recorded.c: the system files of Odoo and Tryton on answers that the real ones gave
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fixture-server.h"
#include "mw-source.h"
#include "mw-test-bench.h"
#include "mw-test-fiber.h"

typedef struct
{
  MwModel *model;
  MwCatalog *catalog;
  MwFixtureServer *server;
  MwTransport *transport;
  MwSource *source;
  MwTestSink *sink;
  MwEntity *entity;
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture, const char *id, const char *entity)
{
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSession) session = NULL;
  g_autofree char *models = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autofree char *uri = NULL;
  MwSystem *system;

  *fixture = (Fixture) { NULL };
  fixture->model = mw_model_load (models, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->catalog = mw_catalog_load (systems, fixture->model, &fixture->error);
  g_assert_no_error (fixture->error);
  system = mw_catalog_find (fixture->catalog, id);
  fixture->entity = mw_model_find (fixture->model, entity);
  fixture->sink = mw_test_sink_new ();
  fixture->server = mw_fixture_server_new ();
  uri = mw_fixture_server_dup_uri (fixture->server, NULL);
  fixture->transport = mw_transport_new (uri, &fixture->error);
  g_assert_no_error (fixture->error);
  mw_variables_set_text (settings, "url", uri);
  mw_variables_set_text (settings, "database", "erp");
  mw_variables_set_text (settings, "user", "anna");
  mw_secrets_set (secrets, "session", "a-session-0123");
  mw_secrets_set (secrets, "authorization", "YTpiOmM=");
  session = mw_session_restore (system, mw_system_find_sign_in (system, "password"), fixture->transport,
                                settings, secrets);
  fixture->source = mw_source_new (system, mw_system_find_variant (system, "password"), fixture->transport,
                                   session);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_error (&fixture->error);
  g_object_unref (fixture->source);
  g_object_unref (fixture->transport);
  g_object_unref (fixture->sink);
  mw_fixture_server_free (fixture->server);
  g_object_unref (fixture->catalog);
  g_object_unref (fixture->model);
}

static void
add_page (Fixture *fixture, const char *path, const char *name)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "source", "pages", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  mw_fixture_server_add_json (fixture->server, path, text);
}

static DexFuture *
read_fiber (gpointer data)
{
  Fixture *fixture = data;

  dex_await (mw_source_read (fixture->source, fixture->entity, MW_SINK (fixture->sink)), &fixture->error);
  return dex_future_new_true ();
}

static void
read_entity (Fixture *fixture)
{
  mw_test_run_fiber (read_fiber, fixture);
}

static void
assert_column (Fixture *fixture, const char *field, const char *expected)
{
  g_autofree char *column = mw_test_sink_dup_column (fixture->sink, field);

  g_assert_cmpstr (column, ==, expected);
}

#define ODOO(model, method) "POST /web/dataset/call_kw/" model "/" method

static void
test_odoo_orders (void)
{
  Fixture fixture;

  set_up (&fixture, "odoo", "purchase_order");
  mw_fixture_server_add_json (fixture.server, ODOO ("purchase.order", "search_count"),
                              "{\"jsonrpc\": \"2.0\", \"id\": null, \"result\": 3}");
  add_page (&fixture, ODOO ("purchase.order", "fields_get"), "odoo-order-fields.json");
  add_page (&fixture, ODOO ("purchase.order", "search_read"), "odoo-orders.json");
  read_entity (&fixture);
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "P00008,P00019,P00315");
  assert_column (&fixture, "vendor", "Wood Corner,Granite Électrique SARL,Baltic Hydraulika Sp. z o.o.");
  assert_column (&fixture, "receipt_status", "not_applicable,none,none");
  assert_column (&fixture, "total", "6465.5,9581.0,18634.66");
  assert_column (&fixture, "confirmed_at", "2026-11-13T06:58:17Z,2026-11-22T06:59:56Z,2026-11-22T07:01:23Z");
  assert_column (&fixture, "memo", "-,-,-");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "");
  tear_down (&fixture);
}

static void
test_odoo_requests (void)
{
  Fixture fixture;

  set_up (&fixture, "odoo", "work_order");
  mw_fixture_server_add_json (fixture.server, ODOO ("maintenance.request", "search_count"),
                              "{\"jsonrpc\": \"2.0\", \"id\": null, \"result\": 3}");
  mw_fixture_server_add_json (fixture.server, ODOO ("maintenance.equipment", "fields_get"),
                              "{\"result\": null}");
  mw_fixture_server_add_json (fixture.server, ODOO ("maintenance.request", "fields_get"),
                              "{\"result\": null}");
  add_page (&fixture, ODOO ("maintenance.equipment", "search_read"), "odoo-equipment.json");
  add_page (&fixture, ODOO ("maintenance.request", "search_read"), "odoo-requests.json");
  read_entity (&fixture);
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "status_raw", "New Request,In Progress,Scrap");
  assert_column (&fixture, "status", "open,in_progress,completed");
  assert_column (&fixture, "priority", "low,low,high");
  tear_down (&fixture);
}

static void
test_odoo_failures (void)
{
  static const struct
  {
    const char *page;
    int code;
  } pages[] = {
    { "odoo-session-expired.json", MW_SOURCE_ERROR_SIGNED_OUT },
    { "odoo-forbidden.json", MW_SOURCE_ERROR_FORBIDDEN },
    { "odoo-not-installed.json", MW_SOURCE_ERROR_NOT_OFFERED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      Fixture fixture;

      set_up (&fixture, "odoo", "purchase_order");
      add_page (&fixture, ODOO ("purchase.order", "search_count"), pages[i].page);
      read_entity (&fixture);
      g_assert_error (fixture.error, MW_SOURCE_ERROR, pages[i].code);
      g_assert_null (strstr (fixture.error->message, "Traceback"));
      tear_down (&fixture);
    }
}

/* A server with several databases forgets which one when the session ends, and answers with a web page. */
static void
test_odoo_session_lost (void)
{
  MwFixtureAnswer lost = { .status = 404,
                           .type = "text/html; charset=utf-8",
                           .body = "<!doctype html>\n<title>404 Not Found</title>" };
  Fixture fixture;

  set_up (&fixture, "odoo", "purchase_order");
  mw_fixture_server_add (fixture.server, ODOO ("purchase.order", "search_count"), &lost);
  read_entity (&fixture);
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT);
  tear_down (&fixture);
}

static void
test_odoo_unknown_field (void)
{
  Fixture fixture;

  set_up (&fixture, "odoo", "purchase_order");
  mw_fixture_server_add_json (fixture.server, ODOO ("purchase.order", "search_count"), "{\"result\": 3}");
  mw_fixture_server_add_json (fixture.server, ODOO ("purchase.order", "fields_get"),
                              "{\"error\": {\"code\": 0}}");
  add_page (&fixture, ODOO ("purchase.order", "search_read"), "odoo-unknown-field.json");
  add_page (&fixture, ODOO ("purchase.order", "search_read"), "odoo-orders.json");
  read_entity (&fixture);
  g_assert_no_error (fixture.error);
  g_assert_cmpuint (mw_test_sink_get_n_rows (fixture.sink), ==, 3);
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==,
                   "field receipt_status: receipt_status, receipt_status_raw\n");
  tear_down (&fixture);
}

/* Tryton has one address for everything: the answers come in the order of the questions. */
static void
test_tryton_purchases (void)
{
  Fixture fixture;

  set_up (&fixture, "tryton", "purchase_order");
  mw_fixture_server_add_json (fixture.server, "POST /erp/", "{\"id\":1,\"result\":3}");
  add_page (&fixture, "POST /erp/", "tryton-purchases.json");
  read_entity (&fixture);
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,13,112");
  assert_column (&fixture, "status", "draft,closed,open");
  assert_column (&fixture, "receipt_status", "none,full,partial");
  assert_column (&fixture, "billing_status", "none,none,partial");
  assert_column (&fixture, "order_date", "2026-11-17,2026-09-13,2026-10-18");
  assert_column (&fixture, "total", "11175.54,6301.05,14932.29");
  assert_column (&fixture, "total_quantity", "65.0,15.0,52.0");
  assert_column (&fixture, "currency", "USD,USD,USD");
  tear_down (&fixture);
}

static void
test_tryton_lines (void)
{
  Fixture fixture;

  set_up (&fixture, "tryton", "purchase_order_line");
  mw_fixture_server_add_json (fixture.server, "POST /erp/", "{\"id\":1,\"result\":3}");
  add_page (&fixture, "POST /erp/", "tryton-lines.json");
  read_entity (&fixture);
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "item_code", "MAT-0002,MAT-0050,MAT-0042");
  assert_column (&fixture, "quantity_received", "30.0,10.0,4.0");
  assert_column (&fixture, "quantity_open", "0.0,10.0,5.0");
  assert_column (&fixture, "unit_price", "119.8320,458.5860,426.4080");
  assert_column (&fixture, "uom", "u,m,u");
  tear_down (&fixture);
}

static void
test_tryton_failures (void)
{
  Fixture fixture;

  set_up (&fixture, "tryton", "asset");
  add_page (&fixture, "POST /erp/", "tryton-forbidden.json");
  read_entity (&fixture);
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (fixture.error->message, "You are not allowed to access \"Asset\"."));
  tear_down (&fixture);

  set_up (&fixture, "tryton", "item");
  mw_fixture_server_add_json (fixture.server, "POST /erp/", "{\"id\":1,\"result\":1}");
  add_page (&fixture, "POST /erp/", "tryton-unknown-field.json");
  mw_fixture_server_add_json (fixture.server, "POST /erp/",
                              "{\"id\":1,\"result\":[{\"id\":1,\"code\":\"MAT-0001\",\"active\":1}]}");
  read_entity (&fixture);
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "code", "MAT-0001");
  assert_column (&fixture, "status", "active");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "field template.weight: weight\n");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recorded/odoo/orders", test_odoo_orders);
  g_test_add_func ("/recorded/odoo/requests", test_odoo_requests);
  g_test_add_func ("/recorded/odoo/failures", test_odoo_failures);
  g_test_add_func ("/recorded/odoo/session-lost", test_odoo_session_lost);
  g_test_add_func ("/recorded/odoo/unknown-field", test_odoo_unknown_field);
  g_test_add_func ("/recorded/tryton/purchases", test_tryton_purchases);
  g_test_add_func ("/recorded/tryton/lines", test_tryton_lines);
  g_test_add_func ("/recorded/tryton/failures", test_tryton_failures);
  return g_test_run ();
}
