/* test-systems.c: reads the demo plant as the app does: through its system file, and through Makini's
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-catalog.h"
#include "mw-dataset.h"
#include "mw-decimal.h"
#include "mw-demo-plant.h"
#include "mw-source.h"
#include "mw-test-fiber.h"

typedef struct
{
  MwModel *model;
  MwCatalog *catalog;
  MwSystem *system;
  const MwSignIn *sign_in;
  const MwVariant *variant;
  MwTransport *transport;
  MwSession *session;
  MwSource *source;
} Plant;

static void
plant_free (Plant *plant)
{
  g_clear_object (&plant->source);
  g_clear_object (&plant->session);
  g_clear_object (&plant->transport);
  g_clear_object (&plant->catalog);
  g_clear_object (&plant->model);
  g_free (plant);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plant, plant_free)

/* In a fiber. */
static MwSession *
sign_in (Plant *plant, MwVariables *settings, MwSecrets *input)
{
  g_autoptr (GError) error = NULL;
  MwSession *session = dex_await_object (
    mw_session_sign_in (plant->system, plant->sign_in, plant->transport, settings, input, FALSE, NULL),
    &error);

  g_assert_no_error (error);

  return session;
}

/* What the demo's sign-in got, as somebody would paste it. */
static char *
dup_token (MwSession *session)
{
  g_autoptr (MwSecrets) secrets = mw_session_dup_secrets (session);

  g_assert_nonnull (mw_secrets_get (secrets, "token"));

  return g_strdup (mw_secrets_get (secrets, "token"));
}

static Plant *
open_plant (const char *system, const char *token)
{
  Plant *plant = g_new0 (Plant, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *models = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autofree char *url = dex_await_string (mw_demo_plant_resolve ("demo", NULL), &error);
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autoptr (MwSecrets) input = mw_secrets_new ();
  guint n;

  g_assert_no_error (error);
  plant->model = mw_model_load (models, &error);
  g_assert_no_error (error);
  plant->catalog = mw_catalog_load (systems, plant->model, &error);
  g_assert_no_error (error);
  plant->system = mw_catalog_find (plant->catalog, system);
  g_assert_nonnull (plant->system);
  plant->sign_in = &mw_system_get_sign_ins (plant->system, &n)[0];
  plant->variant = mw_system_find_variant (plant->system, plant->sign_in->id);
  plant->transport = mw_transport_new (url, &error);
  g_assert_no_error (error);
  if (token != NULL)
    {
      mw_secrets_set (input, "token", token);
      mw_variables_set_text (settings, "family", "erp");
    }
  plant->session = sign_in (plant, settings, input);
  g_assert_true (dex_await (mw_session_check (plant->session), &error));
  g_assert_no_error (error);
  plant->source = mw_source_new (plant->system, plant->variant, plant->transport, plant->session);

  return plant;
}

static Plant *
open_demo (void)
{
  return open_plant ("demo", NULL);
}

static Plant *
open_makini (void)
{
  g_autoptr (Plant) demo = open_demo ();
  g_autofree char *token = dup_token (demo->session);

  return open_plant ("makini", token);
}

static MwGeneration *
read_entity (Plant *plant, MwEntity *entity, MwDataset *dataset)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_source_read (plant->source, entity, MW_SINK (dataset)), &error);
  g_assert_no_error (error);

  return mw_table_dup_generation (mw_dataset_get_table (dataset, entity));
}

/* Counts are what the system announces; lines of nested orders are not announced. Returns how many values
 * could not be made from what was sent. */
static guint
check_entity (Plant *plant, MwEntity *entity)
{
  const MwEntitySource *source = mw_system_find_entity (plant->system, plant->variant, entity);
  g_autoptr (MwDataset) dataset = mw_dataset_new (plant->model);
  g_autoptr (MwGeneration) generation = read_entity (plant, entity, dataset);
  g_auto (GStrv) notices = mw_dataset_dup_notices (dataset, entity);
  g_auto (GStrv) not_offered = mw_dataset_dup_fields_not_offered (dataset, entity);
  g_autoptr (GError) error = NULL;
  guint n_rows = mw_generation_get_n_rows (generation);
  guint n_problems = 0;
  gint64 expected;

  g_assert_cmpuint (g_strv_length (notices), ==, 0);
  g_assert_cmpuint (g_strv_length (not_offered), ==, 0);
  expected = dex_await_int64 (mw_source_count (plant->source, entity), &error);
  g_assert_no_error (error);
  if (source->each == NULL)
    g_assert_cmpint (n_rows, ==, expected);
  else
    g_assert_cmpint (n_rows, >, expected);

  for (guint column = 0; column < mw_generation_get_n_columns (generation); column++)
    {
      const MwTableColumn *definition = mw_generation_get_column (generation, column);
      const MwField *field = definition->field;
      int position = mw_entity_find_field (entity, definition->id);
      guint n_filled = 0;

      for (guint row = 0; row < n_rows; row++)
        {
          const char *value = mw_generation_get_cell (generation, row, column, NULL);

          n_filled += value != NULL;
          n_problems += mw_generation_get_problem (generation, row, column) != NULL;
        }
      if (field != NULL && position >= 0 && source->map[position] != NULL && n_filled == 0)
        g_test_message ("%s: %s.%s is never filled", mw_system_get_id (plant->system),
                        mw_entity_get_id (entity), definition->id);
    }
  g_test_message ("%s: %u %s, %u problems", mw_system_get_id (plant->system), n_rows,
                  mw_entity_get_id (entity), n_problems);

  return n_problems;
}

static guint
check_all (Plant *plant)
{
  g_autoptr (GPtrArray) entities = mw_system_dup_entities (plant->system, plant->variant);
  guint n_problems = 0;

  g_assert_cmpuint (entities->len, ==, 8);
  for (guint i = 0; i < entities->len; i++)
    n_problems += check_entity (plant, entities->pdata[i]);

  return n_problems;
}

static DexFuture *
demo_fiber (gpointer data)
{
  g_autoptr (Plant) plant = open_demo ();

  /* The one date that is on no calendar. */
  g_assert_cmpuint (check_all (plant), ==, 1);

  return dex_future_new_for_boolean (TRUE);
}

static void
test_demo (void)
{
  mw_test_run_fiber (demo_fiber, NULL);
}

static DexFuture *
makini_fiber (gpointer data)
{
  g_autoptr (Plant) plant = open_makini ();

  g_assert_cmpuint (check_all (plant), ==, 1);

  return dex_future_new_for_boolean (TRUE);
}

static void
test_makini (void)
{
  mw_test_run_fiber (makini_fiber, NULL);
}

static int
find_column (MwGeneration *generation, const char *id)
{
  for (guint i = 0; i < mw_generation_get_n_columns (generation); i++)
    if (g_str_equal (mw_generation_get_column (generation, i)->id, id))
      return (int) i;

  return -1;
}

/* By @key: row */
static GHashTable *
index_rows (MwGeneration *generation, const char *key)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  int column = find_column (generation, key);

  for (guint row = 0; row < mw_generation_get_n_rows (generation); row++)
    {
      const char *value = mw_generation_get_cell (generation, row, (guint) column, NULL);

      if (value != NULL)
        g_assert_true (g_hash_table_insert (rows, (gpointer) value, GUINT_TO_POINTER (row)));
    }

  return rows;
}

static gboolean
is_same (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (mw_decimal_is_valid (a) && mw_decimal_is_valid (b))
    return mw_decimal_compare (a, b) == 0;

  return g_str_equal (a, b);
}

/* The old ERP's tables and the unified collections are two views of one plant: normalized they say the same.
 */
static DexFuture *
same_fiber (gpointer data)
{
  static const struct
  {
    const char *entity, *key, *fields[24];
  } cases[] = {
    { "purchase_order",
      "number",
      { "title",
        "status",
        "status_raw",
        "receipt_status",
        "vendor",
        "buyer",
        "approver",
        "approved_at",
        "order_date",
        "requested_delivery_date",
        "expected_delivery_date",
        "completed_at",
        "payment_terms",
        "shipping_method",
        "currency",
        "subtotal",
        "discount_total",
        "tax_total",
        "total",
        "line_count",
        "notes",
        "site",
        "updated_at" } },
    { "work_order",
      "number",
      { "title", "status", "status_raw", "wait_reason", "parent", "type", "priority", "asset", "location",
        "assignees", "team", "approver", "scheduled_start", "due_at", "approved_at", "completed_at",
        "completion_notes", "created_at" } },
    { "item",
      "code",
      { "name", "description", "category", "uom", "manufacturer", "manufacturer_part_number", "unit_cost",
        "currency", "preferred_vendor", "quantity_on_hand", "min_quantity", "reorder_point", "is_assembly",
        "updated_at" } },
    { "vendor",
      "name",
      { "email", "phone", "currency", "city", "postcode", "country", "primary_contact", "updated_at" } },
    { "asset",
      "serial_number",
      { "name", "category", "criticality", "manufacturer", "model", "parent", "location", "site" } },
    { "location", "code", { "name", "type", "parent", "site", "status", "manager", "is_default" } },
  };
  g_autoptr (Plant) demo = open_demo ();
  g_autoptr (Plant) makini = open_makini ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwDataset) first = mw_dataset_new (demo->model);
      g_autoptr (MwDataset) second = mw_dataset_new (makini->model);
      g_autoptr (MwGeneration) a = read_entity (demo, mw_model_find (demo->model, cases[i].entity), first);
      g_autoptr (MwGeneration)
        b = read_entity (makini, mw_model_find (makini->model, cases[i].entity), second);
      g_autoptr (GHashTable) rows_a = index_rows (a, cases[i].key);
      g_autoptr (GHashTable) rows_b = index_rows (b, cases[i].key);
      GHashTableIter iter;
      gpointer key, row;

      g_assert_cmpuint (g_hash_table_size (rows_a), >, 0);
      g_assert_cmpuint (g_hash_table_size (rows_a), ==, g_hash_table_size (rows_b));
      for (guint j = 0; cases[i].fields[j] != NULL; j++)
        {
          int column_a = find_column (a, cases[i].fields[j]);
          int column_b = find_column (b, cases[i].fields[j]);
          guint n_different = 0;

          g_assert_cmpint (column_a, >=, 0);
          g_assert_cmpint (column_b, >=, 0);
          g_hash_table_iter_init (&iter, rows_a);
          while (g_hash_table_iter_next (&iter, &key, &row))
            {
              guint row_b = GPOINTER_TO_UINT (g_hash_table_lookup (rows_b, key));
              const char *value_a = mw_generation_get_cell (a, GPOINTER_TO_UINT (row), (guint) column_a,
                                                            NULL);
              const char *value_b = mw_generation_get_cell (b, row_b, (guint) column_b, NULL);

              g_assert_true (g_hash_table_contains (rows_b, key));
              /* The date on no calendar keeps the text of each side. */
              if (mw_generation_get_problem (a, GPOINTER_TO_UINT (row), (guint) column_a) != NULL)
                continue;
              if (!is_same (value_a, value_b) && n_different++ == 0)
                g_test_message ("%s %s, %s: “%s” and “%s”", cases[i].entity, (const char *) key,
                                cases[i].fields[j], value_a ? value_a : "-", value_b ? value_b : "-");
            }
          if (n_different > 0)
            {
              g_test_message ("%s.%s differs in %u rows", cases[i].entity, cases[i].fields[j], n_different);
              g_test_fail ();
            }
        }
    }

  return dex_future_new_for_boolean (TRUE);
}

static void
test_same (void)
{
  mw_test_run_fiber (same_fiber, NULL);
}

static const char *
cell (MwGeneration *generation, GHashTable *rows, const char *key, const char *column)
{
  int number = find_column (generation, column);

  g_assert_cmpint (number, >=, 0);
  g_assert_true (g_hash_table_contains (rows, key));

  return mw_generation_get_cell (generation, GPOINTER_TO_UINT (g_hash_table_lookup (rows, key)),
                                 (guint) number, NULL);
}

/* What the oddities of the plant become. */
static DexFuture *
odd_fiber (gpointer data)
{
  g_autoptr (Plant) plant = open_demo ();
  g_autoptr (MwDataset) orders = mw_dataset_new (plant->model);
  g_autoptr (MwDataset) lines = mw_dataset_new (plant->model);
  g_autoptr (MwDataset) vendors = mw_dataset_new (plant->model);
  MwEntity *entity = mw_model_find (plant->model, "purchase_order");
  g_autoptr (MwGeneration) order = read_entity (plant, entity, orders);
  g_autoptr (MwGeneration)
    line = read_entity (plant, mw_model_find (plant->model, "purchase_order_line"), lines);
  g_autoptr (MwGeneration) vendor = read_entity (plant, mw_model_find (plant->model, "vendor"), vendors);
  g_autoptr (GHashTable) order_rows = index_rows (order, "number");
  g_autoptr (GHashTable) line_rows = index_rows (line, "remote_id");
  g_autoptr (GHashTable) vendor_rows = index_rows (vendor, "code");

  g_assert_null (cell (order, order_rows, "4500010007", "vendor"));
  g_assert_null (cell (order, order_rows, "4500010007", "vendor_id"));
  g_assert_null (cell (order, order_rows, "4500011307", "vendor"));
  g_assert_cmpstr (cell (order, order_rows, "4500011307", "vendor_id"), ==, "0001000000");
  g_assert_cmpstr (cell (order, order_rows, "4500010042", "status"), ==, "cancelled");
  g_assert_cmpstr (cell (order, order_rows, "4500010042", "receipt_status"), ==, "partial");
  g_assert_cmpstr (cell (order, order_rows, "4500010311", "status"), ==, "other");
  g_assert_cmpstr (cell (order, order_rows, "4500010311", "status_raw"), ==, "Under legal review");
  g_assert_nonnull (strstr (cell (order, order_rows, "4500010099", "notes"), "\n\t1. gate 3"));
  g_assert_nonnull (
    mw_generation_get_problem (order, GPOINTER_TO_UINT (g_hash_table_lookup (order_rows, "4500010200")),
                               (guint) find_column (order, "requested_delivery_date")));
  g_assert_nonnull (strstr (cell (order, order_rows, "4500010001", "custom_fields"), "98765432109876000000"));
  g_assert_cmpstr (cell (line, line_rows, "4500010077/00010", "quantity_ordered"), ==,
                   "123456789012345678901234567890.000");
  g_assert_cmpstr (cell (line, line_rows, "4500010077/00010", "line_number"), ==, "10");
  g_assert_cmpstr (cell (vendor, vendor_rows, "98765432109876543210", "status"), ==, "active");
  g_assert_true (g_str_has_prefix (cell (vendor, vendor_rows, "100034", "name"), "=HYPERLINK("));
  g_assert_true (g_str_has_prefix (cell (vendor, vendor_rows, "100021", "name"), "شركة"));

  return dex_future_new_for_boolean (TRUE);
}

static void
test_odd (void)
{
  mw_test_run_fiber (odd_fiber, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/systems/demo", test_demo);
  g_test_add_func ("/demo/systems/makini", test_makini);
  g_test_add_func ("/demo/systems/same", test_same);
  g_test_add_func ("/demo/systems/odd", test_odd);

  return g_test_run ();
}
