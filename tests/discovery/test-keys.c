/* test-keys.c: which fields tell records apart: found by name and value, never an amount, a text or a date
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-discovery-bench.h"

static MwDiscoveryBench *bench;

typedef struct
{
  const char *title;
  const char *records;
  const char *keys; /* "" when nobody knows */
  MwConfidence confidence;
} Case;

static void
check (const Case *one)
{
  g_autoptr (MwSurveyList) list = mw_discovery_bench_sample (bench, one->title, one->records);
  g_autofree char *keys = mw_discovery_bench_dup_keys (list);

  if (g_strcmp0 (keys, one->keys) != 0)
    g_test_message ("%s %s", one->title, one->records);
  g_assert_cmpstr (keys, ==, one->keys);
  g_assert_cmpint (list->key_confidence, ==, one->confidence);
}

static void
check_all (const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    check (&cases[i]);
}

static void
test_single (void)
{
  static const Case cases[] = {
    { "orders", "[{\"id\": 1, \"number\": \"A\"}, {\"id\": 2, \"number\": \"B\"}]", "id",
      MW_CONFIDENCE_GUESS },
    { "orders", "[{\"ID\": \"1\"}, {\"ID\": \"2\"}]", "ID", MW_CONFIDENCE_GUESS },
    /* The same one twice is none. */
    { "orders", "[{\"id\": 1, \"number\": \"A\"}, {\"id\": 1, \"number\": \"B\"}]", "number",
      MW_CONFIDENCE_GUESS },
    { "orders", "[{\"id\": null, \"number\": \"A\"}, {\"id\": 1, \"number\": \"B\"}]", "number",
      MW_CONFIDENCE_GUESS },
    { "A_PurchaseOrder",
      "[{\"Supplier\": \"1\", \"PurchaseOrder\": \"45\"}, {\"Supplier\": \"2\", \"PurchaseOrder\": \"46\"}]",
      "PurchaseOrder", MW_CONFIDENCE_GUESS },
    { "orders", "[{\"orderNumber\": \"A\", \"x\": 1}, {\"orderNumber\": \"B\", \"x\": 2}]", "orderNumber",
      MW_CONFIDENCE_GUESS },
    { "purchase_orders", "[{\"po_no\": \"A\"}, {\"po_no\": \"B\"}]", "po_no", MW_CONFIDENCE_GUESS },
    { "SupplierMaster", "[{\"Supplier\": \"A\"}, {\"Supplier\": \"B\"}]", "Supplier", MW_CONFIDENCE_GUESS },
    { "vendors", "[{\"name\": \"ACME\"}, {\"name\": \"Bolt\"}]", "name", MW_CONFIDENCE_GUESS },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_none (void)
{
  static const Case cases[] = {
    { "orders", "[]", "", MW_CONFIDENCE_NONE },
    { "orders", "[{}, {}]", "", MW_CONFIDENCE_NONE },
    { "orders", "[{\"id\": null}, {\"id\": null}]", "", MW_CONFIDENCE_NONE },
    { "orders",
      "[{\"amount\": \"1\", \"date\": \"2026-01-02\"}, {\"amount\": \"2\", \"date\": \"2026-01-03\"}]", "",
      MW_CONFIDENCE_NONE },
    /* Whose orders they are says nothing about which they are. */
    { "orders", "[{\"vendor_id\": \"1\"}, {\"vendor_id\": \"2\"}]", "", MW_CONFIDENCE_NONE },
    { "orders", "[{\"vendor_id\": \"1\", \"site_id\": \"2\"}, {\"vendor_id\": \"1\", \"site_id\": \"3\"}]",
      "", MW_CONFIDENCE_NONE },
    { "orders", "[{\"id\": true}, {\"id\": false}]", "", MW_CONFIDENCE_NONE },
    { "orders", "[{\"id\": 1.5}, {\"id\": 2.5}]", "", MW_CONFIDENCE_NONE },
    { "orders", "[{\"number\": \"first one\"}, {\"number\": \"second one\"}]", "", MW_CONFIDENCE_NONE },
    { "orders", "[{\"OrderQuantity\": 1}, {\"OrderQuantity\": 2}]", "", MW_CONFIDENCE_NONE },
    /* Of lines the number of the line alone, or of the order alone, is none, though it might seem so. */
    { "order_lines", "[{\"line\": 1}, {\"line\": 2}]", "", MW_CONFIDENCE_NONE },
    { "order_lines", "[{\"order_id\": 1, \"quantity\": 1}, {\"order_id\": 2, \"quantity\": 2}]", "",
      MW_CONFIDENCE_NONE },
    { "orders", "[1, \"two\", null, [3]]", "", MW_CONFIDENCE_NONE },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_several (void)
{
  static const Case cases[] = {
    /* Each order has one line here; later ones have more. */
    { "A_PurchaseOrderItem",
      "[{\"PurchaseOrder\": \"45\", \"PurchaseOrderItem\": \"10\", \"OrderQuantity\": \"5\"}, "
      "{\"PurchaseOrder\": \"46\", \"PurchaseOrderItem\": \"10\", \"OrderQuantity\": \"6\"}]",
      "PurchaseOrder PurchaseOrderItem", MW_CONFIDENCE_GUESS },
    /* Only lines of one order. */
    { "A_PurchaseOrderItem",
      "[{\"PurchaseOrderItem\": \"10\", \"PurchaseOrder\": \"45\"}, {\"PurchaseOrderItem\": \"20\", "
      "\"PurchaseOrder\": \"45\"}]",
      "PurchaseOrderItem PurchaseOrder", MW_CONFIDENCE_GUESS },
    { "order_lines", "[{\"order_id\": 1, \"line_no\": 1}, {\"order_id\": 1, \"line_no\": 2}]",
      "order_id line_no", MW_CONFIDENCE_GUESS },
    /* An id of its own is enough. */
    { "order_lines",
      "[{\"order_id\": 1, \"line_no\": 1, \"id\": 7}, {\"order_id\": 1, \"line_no\": 2, \"id\": 8}]", "id",
      MW_CONFIDENCE_GUESS },
    /* … unless it counts from the start in each order. */
    { "order_lines",
      "[{\"order_id\": 1, \"line_no\": 1, \"id\": 1}, {\"order_id\": 2, \"line_no\": 1, \"id\": 1}]",
      "order_id line_no", MW_CONFIDENCE_GUESS },
    { "order_lines",
      "[{\"company\": \"1\", \"order_id\": 1, \"line\": 1}, {\"company\": \"2\", \"order_id\": 1, \"line\": "
      "1}, "
      "{\"company\": \"2\", \"order_id\": 2, \"line\": 1}, {\"company\": \"2\", \"order_id\": 2, \"line\": "
      "2}]",
      "company order_id line", MW_CONFIDENCE_GUESS },
    { "orders", "[{\"company\": \"1\", \"number\": \"7\"}, {\"company\": \"2\", \"number\": \"7\"}]",
      "company number", MW_CONFIDENCE_GUESS },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

/* Rows of stock have neither number nor line: item and place, once there are enough of them. */
static void
test_many (void)
{
  g_autoptr (GString) stock = g_string_new ("[");
  g_autoptr (GString) orders = g_string_new ("[");
  Case cases[2] = { { "stock", NULL, "item_code warehouse", MW_CONFIDENCE_LIKELY },
                    { "orders", NULL, "id", MW_CONFIDENCE_SURE } };

  for (guint i = 0; i < 40; i++)
    {
      g_string_append_printf (stock, "%s{\"item_code\": \"M%u\", \"warehouse\": \"W%u\", \"quantity\": %u}",
                              i > 0 ? "," : "", i / 2, i % 2, i);
      g_string_append_printf (orders, "%s{\"id\": %u}", i > 0 ? "," : "", i);
    }
  g_string_append (stock, "]");
  g_string_append (orders, "]");
  cases[0].records = stock->str;
  cases[1].records = orders->str;
  check_all (cases, 2);
}

/* What the service says counts, whatever the records look like. */
static void
test_described (void)
{
  g_autoptr (MwSurveyList) list = mw_survey_list_new (bench->synonyms, "stock", NULL, "stock");
  g_autoptr (MwSurveyList) copy = NULL;
  g_autofree char *keys = NULL;
  static const char *const names[] = { "Material", "Plant", "Batch", "Quantity" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      MwSurveyField *field = mw_survey_list_take_field (list, names[i], names[i]);

      field->is_described = TRUE;
      field->is_key = i < 3;
    }
  mw_key_guess (list);
  keys = mw_discovery_bench_dup_keys (list);
  g_assert_cmpstr (keys, ==, "Material Plant Batch");
  g_assert_cmpint (list->key_confidence, ==, MW_CONFIDENCE_SURE);
  copy = mw_survey_list_copy_described (list);
  g_assert_cmpuint (copy->fields->len, ==, 4);
  g_assert_cmpstrv (copy->keys, list->keys);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/keys/single", test_single);
  g_test_add_func ("/discovery/keys/none", test_none);
  g_test_add_func ("/discovery/keys/several", test_several);
  g_test_add_func ("/discovery/keys/many", test_many);
  g_test_add_func ("/discovery/keys/described", test_described);
  bench = mw_discovery_bench_new ("rest");
  status = g_test_run ();
  mw_discovery_bench_free (bench);
  return status;
}
