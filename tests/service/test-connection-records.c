/* test-connection-records.c: a connection served through the unified API, and read again with Makini's system
 * file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-catalog.h"
#include "mw-connection-records.h"
#include "mw-demo-plant.h"
#include "mw-ladder.h"
#include "mw-service.h"
#include "mw-source.h"
#include "mw-test-client.h"
#include "mw-test-fiber.h"

typedef struct
{
  MwEngine *engine;
  MwConnection *connection;
  MwService *service;
  MwTransport *transport;
  char *token;
} Desk;

static DexFuture *
connect_fiber (gpointer data)
{
  Desk *desk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwConnectionRecords) records = NULL;
  g_autofree char *url = NULL;

  desk->engine = mw_engine_new ();
  mw_engine_set_builtin (desk->engine, mw_demo_plant_resolve, NULL);
  g_assert_true (dex_await (mw_engine_load (desk->engine), &error));
  draft = mw_draft_new (mw_catalog_find (mw_engine_get_catalog (desk->engine), "demo"));
  mw_draft_set_label (draft, "Plant \"one\"");
  mw_draft_set_store (draft, mw_secret_stores_get_session ());
  ladder = mw_ladder_new (desk->engine, draft);
  desk->connection = dex_await_object (mw_ladder_run (ladder), &error);
  g_assert_no_error (error);

  records = mw_connection_records_new (desk->connection);
  desk->service = mw_service_new (MW_RECORD_SOURCE (records));
  mw_service_set_client (desk->service, "sheet", "s3cret");
  url = dex_await_string (mw_service_start (desk->service), &error);
  g_assert_no_error (error);
  desk->transport = mw_transport_new (url, &error);
  g_assert_no_error (error);

  return dex_future_new_for_boolean (TRUE);
}

/* In a fiber. */
static MwJson *
request (Desk *desk, const char *method, const char *path, const char *form, guint status)
{
  g_autofree char *uri = g_strconcat (mw_transport_get_base_uri (desk->transport), path, NULL);
  g_autoptr (MwRequest) message = mw_request_new (method, uri);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  const char *body;
  gsize length;
  MwJson *json;

  if (desk->token != NULL)
    {
      g_autofree char *header = g_strconcat ("Bearer ", desk->token, NULL);

      mw_request_set_header (message, "Authorization", header);
    }
  if (form != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (form, strlen (form));

      mw_request_set_body (message, "application/x-www-form-urlencoded", bytes);
    }
  response = dex_await_object (mw_transport_send (desk->transport, message), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_response_get_status (response), ==, status);
  body = g_bytes_get_data (mw_response_get_body (response), &length);
  json = mw_json_parse (body, length, &error);
  g_assert_no_error (error);

  return json;
}

static void
assert_text (MwJson *json, const char *path, const char *expected)
{
  g_autofree char *text = mw_test_json_text (json, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
sign_in (Desk *desk)
{
  g_autoptr (MwJson) json = request (
    desk, "POST", "/link/token", "grant_type=client_credentials&client_id=sheet&client_secret=s3cret", 200);

  desk->token = mw_test_json_text (json, "access_token");
}

static void
desk_clear (Desk *desk)
{
  g_clear_object (&desk->service);
  g_clear_object (&desk->transport);
  g_clear_object (&desk->connection);
  g_clear_object (&desk->engine);
  g_clear_pointer (&desk->token, g_free);
}

static DexFuture *
api_fiber (gpointer data)
{
  Desk *desk = data;
  g_autoptr (MwJson) current = NULL, tables = NULL, rows = NULL, raw = NULL, orders = NULL, order = NULL,
                     statuses = NULL;
  g_autoptr (MwJson) lines = NULL, vendors = NULL, users = NULL;
  g_autofree char *key = NULL;

  sign_in (desk);
  current = request (desk, "GET", "/api/integrations/current", NULL, 200);
  assert_text (current, "data.company_name", "Plant \"one\"");
  assert_text (current, "data.provider", "demo");

  /* Raw: the records as they came. */
  tables = request (desk, "GET", "/api/raw/tables", NULL, 200);
  assert_text (tables, "data[0].name", "bstkpf");
  rows = request (desk, "GET", "/api/raw/tables/bstkpf/data?per_page=2&page=2", NULL, 200);
  assert_text (rows, "meta.total", "5200");
  assert_text (rows, "data[0].BSTNR", "4500010003");
  raw = request (desk, "GET", "/api/raw/tables/lifstm/data?filter[LIFNR]=0000100021", NULL, 200);
  assert_text (raw, "meta.total", "1");

  /* Unified. */
  orders = request (desk, "GET",
                    "/api/erp/purchase-orders?filter[orderNo:gteq]=4500010042&sort[orderNo]=0&per_page=1",
                    NULL, 200);
  assert_text (orders, "data[0].orderNo", "4500010042");
  assert_text (orders, "data[0].statusKey", "Cancelled");
  key = mw_test_json_text (orders, "data[0].key");
  order = request (desk, "GET", "/api/eam/purchase-orders/4500010042", NULL, 200);
  assert_text (order, "data.key", key);
  lines = request (desk, "GET", "/api/wms/purchase-orders.line-items?per_page=1", NULL, 200);
  assert_text (lines, "meta.total", "23919");
  vendors = request (desk, "GET", "/api/erp/companies?filter[name:startsWith]==HYPERLINK", NULL, 200);
  assert_text (vendors, "meta.total", "1");
  assert_text (vendors, "data[0].addresses[0].country", "PL");
  statuses = request (desk, "GET", "/api/erp/statuses/purchase-orders?filter[name]=Under legal review", NULL,
                      200);
  assert_text (statuses, "meta.total", "1");
  users = request (desk, "GET", "/api/erp/users?sort[name]=0", NULL, 200);
  assert_text (users, "data[0].name", "Anna Becker");
  assert_text (users, "meta.total", "16");
  mw_json_unref (request (desk, "GET", "/api/erp/invoices", NULL, 404));
  mw_json_unref (request (desk, "GET", "/api/raw/tables/nothing/data", NULL, 404));
  mw_json_unref (request (desk, "GET", "/api/eam/purchase-orders/none", NULL, 404));

  return dex_future_new_for_boolean (TRUE);
}

static MwGeneration *
read_again (MwSource *source, MwEntity *entity, MwDataset *dataset)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_source_read (source, entity, MW_SINK (dataset)), &error);
  g_assert_no_error (error);

  return mw_table_dup_generation (mw_dataset_get_table (dataset, entity));
}

static guint
find_column (MwGeneration *generation, const char *id)
{
  for (guint i = 0; i < mw_generation_get_n_columns (generation); i++)
    if (g_str_equal (mw_generation_get_column (generation, i)->id, id))
      return i;
  g_assert_not_reached ();
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The rows as texts, in an order of their own: the service gives them by their key. */
static GPtrArray *
dup_sorted_rows (MwGeneration *generation, const char *const *fields)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 0; row < mw_generation_get_n_rows (generation); row++)
    {
      GString *text = g_string_new (NULL);

      for (guint i = 0; fields[i] != NULL; i++)
        {
          const char *cell = mw_generation_get_cell (generation, row, find_column (generation, fields[i]),
                                                     NULL);

          g_string_append_printf (text, "%s: %s\n", fields[i], cell != NULL ? cell : "-");
        }
      g_ptr_array_add (rows, g_string_free_and_steal (text));
    }
  g_ptr_array_sort (rows, compare_texts);
  return rows;
}

/* What went through the service and Makini's mapping is what the connection itself shows, row by row. */
static DexFuture *
again_fiber (gpointer data)
{
  static const struct
  {
    const char *entity, *fields[24];
  } cases[] = {
    { "purchase_order",
      { "number",    "title",      "status",      "status_raw", "receipt_status", "vendor",
        "vendor_id", "buyer",      "approved_at", "order_date", "completed_at",   "payment_terms",
        "currency",  "subtotal",   "total",       "ship_to",    "site",           "location",
        "notes",     "line_count", "remote_id",   "updated_at" } },
    { "purchase_order_line",
      { "line_number", "item", "item_code", "quantity_ordered", "quantity_received", "uom", "unit_price",
        "currency", "line_total", "asset", "storeroom", "required_date", "status" } },
    { "work_order",
      { "number", "title", "status", "wait_reason", "asset", "location", "team", "assignees", "due_at",
        "cost_total" } },
    { "item",
      { "code", "name", "category", "uom", "unit_cost", "preferred_vendor", "quantity_on_hand",
        "is_assembly" } },
    { "stock_level", { "item_code", "item", "bin", "quantity_on_hand", "uom", "expires_at" } },
    { "vendor", { "code", "name", "email", "phone", "city", "country", "currency" } },
    { "asset", { "name", "category", "serial_number", "parent", "location", "site", "in_service_date" } },
    { "location", { "code", "name", "parent", "site", "is_default" } },
  };
  Desk *desk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autoptr (MwSecrets) input = mw_secrets_new ();
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSource) source = NULL;
  MwModel *model = mw_engine_get_model (desk->engine);
  MwSystem *makini = mw_catalog_find (mw_engine_get_catalog (desk->engine), "makini");
  const MwSignIn *token = mw_system_find_sign_in (makini, "token");

  sign_in (desk);
  mw_secrets_set (input, "token", desk->token);
  mw_variables_set_text (settings, "family", "erp");
  session = dex_await_object (
    mw_session_sign_in (makini, token, desk->transport, settings, input, FALSE, NULL), &error);
  g_assert_no_error (error);
  source = mw_source_new (makini, mw_system_find_variant (makini, "token"), desk->transport, session);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MwEntity *entity = mw_model_find (model, cases[i].entity);
      MwDataset *own = mw_reading_get_dataset (mw_connection_read (desk->connection, entity));
      g_autoptr (MwDataset) dataset = mw_dataset_new (model);
      g_autoptr (MwGeneration) again = read_again (source, entity, dataset);
      g_autoptr (MwGeneration) direct = mw_table_dup_generation (mw_dataset_get_table (own, entity));
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (GPtrArray) rows_again = NULL;

      g_assert_cmpuint (mw_generation_get_n_rows (direct), >, 0);
      g_assert_cmpuint (mw_generation_get_n_rows (again), ==, mw_generation_get_n_rows (direct));
      rows = dup_sorted_rows (direct, cases[i].fields);
      rows_again = dup_sorted_rows (again, cases[i].fields);
      for (guint row = 0; row < rows->len; row++)
        g_assert_cmpstr (rows->pdata[row], ==, rows_again->pdata[row]);
    }

  return dex_future_new_for_boolean (TRUE);
}

static void
run_with_desk (gconstpointer data)
{
  Desk desk = { 0 };

  mw_test_run_fiber (connect_fiber, &desk);
  mw_test_run_fiber ((DexFiberFunc) data, &desk);
  desk_clear (&desk);
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = NULL;

  g_test_init (&argc, &argv, NULL);
  home = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_add_data_func ("/service/connection-records/api", (gconstpointer) api_fiber, run_with_desk);
  g_test_add_data_func ("/service/connection-records/again", (gconstpointer) again_fiber, run_with_desk);

  return g_test_run ();
}
