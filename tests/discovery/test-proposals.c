/* test-proposals.c: which list is which and which field is which, and how sure that is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-discovery-bench.h"

static MwDiscoveryBench *bench;

static MwSurvey *
new_survey (void)
{
  return mw_survey_new (bench->general, mw_system_get_variant (bench->general, 0), bench->model,
                        bench->synonyms);
}

/* @entity in a list of @records called @title. */
static MwProposal *
propose (const char *entity, const char *title, const char *records)
{
  g_autoptr (MwSurvey) survey = new_survey ();
  MwSurveyList *list = mw_discovery_bench_sample (bench, title, records);

  mw_survey_add_list (survey, list);
  return mw_proposal_new (survey, mw_model_find (bench->model, entity), list);
}

/* What the file has for a field, as JSON; NULL: nothing. */
static char *
dup_written (MwProposal *proposal, const char *field)
{
  g_autoptr (GPtrArray) proposals = g_ptr_array_new ();
  g_autoptr (JsonNode) file = NULL;
  g_autofree char *path = g_strdup_printf ("entities.%s.map.%s", mw_entity_get_id (proposal->entity), field);

  g_ptr_array_add (proposals, proposal);
  g_set_object (&bench->survey, proposal->survey);
  file = mw_discovery_bench_dup_file (bench, proposals);
  return mw_discovery_bench_dup_member (file, path);
}

static void
test_words (void)
{
  static const struct
  {
    const char *name;
    const char *words;
  } cases[] = {
    { "PurchaseOrder", "purchase order" },
    { "A_PurchaseOrder", "purchase order" },
    { "purch_ord_no", "purchase order number" },
    { "PONumber", "purchase order number" },
    { "ponum", "purchase order number" },
    { "orderqty", "order quantity" },
    { "orgid", "organization id" },
    { "Line2", "line 2" },
    { "MatlWrhsStkQtyInMatlBaseUnit", "material warehouse stock quantity in material base unit" },
    { "Liefer-Datum", "liefer datum" },
    { "Straße", "strasse" },
    /* Nothing that is not known whole is taken apart. */
    { "xyzabcdef", "xyzabcdef" },
    { "status", "status" },
    { "", "" },
    { "___", "" },
    { "é", "e" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = mw_synonyms_dup_words (bench->synonyms, cases[i].name);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_fields (void)
{
  g_autoptr (MwProposal)
    proposal = propose ("stock_level", "MaterialStock",
                        "[{\"Material\": \"M1\", \"Plant\": \"P1\", \"SafetyStockQuantity\": \"1\", "
                        "\"MatlWrhsStkQtyInMatlBaseUnit\": \"5.5\", \"MaterialBaseUnit\": \"EA\", "
                        "\"ReservedStockQuantity\": \"2\"}]");

  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "quantity_on_hand"), ==,
                   "MatlWrhsStkQtyInMatlBaseUnit");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "min_quantity"), ==, "SafetyStockQuantity");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "item_code"), ==, "Material");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "item_id"), ==, "Material");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "location"), ==, "Plant");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "bin"), ==, "-");
}

/* Texts are no numbers, dates are no texts, and what has no values is no field. */
static void
test_types (void)
{
  g_autoptr (MwProposal) proposal = propose (
    "purchase_order", "purchase orders",
    "[{\"number\": \"7\", \"total\": \"many\", \"order_date\": \"soon\", \"vendor_name\": \"2026-01-02\", "
    "\"due_date\": \"20260131\", \"exchange_rate\": \"high\", \"currency\": [1, 2, 3]}]");

  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "number"), ==, "number");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "total"), ==, "-");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "order_date"), ==, "-");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "vendor"), ==, "-");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "requested_delivery_date"), ==, "due_date");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "exchange_rate"), ==, "-");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "currency"), ==, "-");
}

/* "Blocked: false" is active, "Active: false" is not. */
static void
test_flags (void)
{
  static const struct
  {
    const char *records;
    const char *written;
  } cases[] = {
    { "[{\"number\": \"1\", \"name\": \"A\", \"blocked\": true}, {\"number\": \"2\", \"name\": \"B\", "
      "\"blocked\": "
      "false}]",
      "{\"if\":{\"of\":\"blocked\",\"is\":[\"true\"]},\"then\":{\"const\":\"blocked\"},\"else\":{\"const\":"
      "\"active\"}}" },
    { "[{\"number\": \"1\", \"name\": \"A\", \"is_active\": true}]",
      "{\"if\":{\"of\":\"is_active\",\"is\":[\"true\"]},\"then\":{\"const\":\"active\"},\"else\":{\"const\":"
      "\"inactive\"}}" },
    { "[{\"number\": \"1\", \"name\": \"A\", \"isInactive\": false}]",
      "{\"if\":{\"of\":\"isInactive\",\"is\":[\"true\"]},\"then\":{\"const\":\"inactive\"},\"else\":{"
      "\"const\":"
      "\"active\"}}" },
    /* Where the vendor is says nothing about its status. */
    { "[{\"number\": \"1\", \"name\": \"A\", \"state\": \"GA\"}]", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwProposal) proposal = propose ("vendor", "vendors", cases[i].records);
      g_autofree char *written = dup_written (proposal, "status");

      g_assert_cmpstr (written, ==, cases[i].written);
    }
}

/* [key, name] and false for nothing, as Odoo writes them. */
static void
test_references (void)
{
  g_autoptr (MwProposal) proposal = propose (
    "purchase_order", "purchase.order",
    "[{\"id\": 1, \"name\": \"P00001\", \"partner_id\": [7, \"ACME\"], \"date_order\": false, "
    "\"currency_id\": "
    "[1, \"EUR\"], \"notes\": false}, {\"id\": 2, \"name\": \"P00002\", \"partner_id\": [8, \"Bolt\"], "
    "\"date_order\": \"2026-01-02 10:00:00\", \"currency_id\": [1, \"EUR\"], \"notes\": \"x\"}, {\"id\": 3, "
    "\"name\": \"P00003\", \"partner_id\": false, \"date_order\": false, \"currency_id\": false, \"notes\": "
    "false}]");
  g_autofree char *vendor = dup_written (proposal, "vendor");
  g_autofree char *day = dup_written (proposal, "order_date");
  g_autofree char *nulls = NULL;
  g_autoptr (JsonNode) file = NULL;
  g_autoptr (GPtrArray) proposals = g_ptr_array_new ();
  JsonArray *variants;

  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "number"), ==, "name");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "vendor_id"), ==, "partner_id[0]");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "currency"), ==, "currency_id[1]");
  g_assert_cmpstr (mw_discovery_bench_get_path (proposal, "notes"), ==, "notes");
  g_assert_cmpstr (vendor, ==, "{\"first\":[\"partner_id[1]\",\"partner_id[0]\"]}");
  g_assert_cmpstr (day, ==, "{\"day\":\"date_order\"}");
  g_assert_true (proposal->list->false_is_null);
  g_ptr_array_add (proposals, proposal);
  file = mw_discovery_bench_dup_file (bench, proposals);
  variants = json_object_get_array_member (json_node_get_object (file), "variants");
  nulls = json_to_string (json_object_get_member (json_array_get_object_element (variants, 0), "nulls"),
                          FALSE);
  g_assert_true (g_str_has_suffix (nulls, ",false]"));
}

static MwConfidence
get_confidence (const MwProposal *proposal, const char *field)
{
  return mw_proposal_get_field_confidence (proposal, (guint) mw_entity_find_field (proposal->entity, field));
}

static char *
dup_reason (const MwProposal *proposal, const char *field)
{
  return mw_proposal_dup_field_reason (proposal, (guint) mw_entity_find_field (proposal->entity, field));
}

static void
test_confidence (void)
{
  g_autoptr (MwProposal) proposal = propose (
    "purchase_order", "purchase orders",
    "[{\"number\": \"7\", \"status\": \"open\", \"vendor_id\": \"V1\", \"order_date\": \"2026-01-02\", "
    "\"currency\": \"EUR\", \"terms\": null}, {\"number\": \"8\", \"status\": \"05\", \"vendor_id\": \"V2\", "
    "\"order_date\": \"2026-01-03\", \"currency\": \"EUR\"}]");
  int title = mw_entity_find_field (proposal->entity, "title");
  g_autofree char *reason = dup_reason (proposal, "status");
  g_autofree char *list_reason = mw_proposal_dup_reason (proposal);
  g_autofree char *nothing = dup_reason (proposal, "title");
  guint n_mapped = proposal->n_mapped;

  g_assert_cmpint (mw_proposal_get_confidence (proposal), ==, MW_CONFIDENCE_SURE);
  g_assert_nonnull (strstr (list_reason, "purchase orders"));
  g_assert_cmpint (get_confidence (proposal, "number"), ==, MW_CONFIDENCE_SURE);
  /* Nobody knows what 05 means. */
  g_assert_cmpint (get_confidence (proposal, "status"), ==, MW_CONFIDENCE_LIKELY);
  g_assert_nonnull (strstr (reason, "05"));
  /* Only the key of the vendor is there. */
  g_assert_cmpint (get_confidence (proposal, "vendor"), ==, MW_CONFIDENCE_LIKELY);
  g_assert_cmpint (get_confidence (proposal, "payment_terms"), ==, MW_CONFIDENCE_LIKELY);
  g_assert_cmpint (get_confidence (proposal, "title"), ==, MW_CONFIDENCE_NONE);
  g_assert_null (nothing);
  /* What the user says is so. */
  mw_proposal_set_field (proposal, (guint) title, mw_survey_list_find_field (proposal->list, "terms"));
  g_assert_cmpint (get_confidence (proposal, "title"), ==, MW_CONFIDENCE_SURE);
  g_assert_cmpuint (proposal->n_mapped, ==, n_mapped + 1);
  mw_proposal_set_field (proposal, (guint) title, NULL);
  g_assert_cmpint (get_confidence (proposal, "title"), ==, MW_CONFIDENCE_NONE);
  g_assert_cmpuint (proposal->n_mapped, ==, n_mapped);
}

/* A status of which no value is known is a guess. */
static void
test_guess (void)
{
  g_autoptr (MwProposal)
    proposal = propose ("purchase_order", "purchase orders",
                        "[{\"number\": \"7\", \"status\": \"02\"}, {\"number\": \"8\", \"status\": \"05\"}]");

  g_assert_cmpint (get_confidence (proposal, "status"), ==, MW_CONFIDENCE_GUESS);
}

/* Of several lists each entity gets its own, and two that look alike are no sure thing. */
static void
test_lists (void)
{
  static const char *const titles[] = { "A_PurchaseOrder", "A_PurchaseOrderNote", "A_SupplierInvoice",
                                        "A_Supplier",      "Warehouses",          "SalesOrders",
                                        "PurchaseOrders" };
  g_autoptr (MwSurvey) survey = new_survey ();
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GPtrArray) ranked = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  const MwProposal *first;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    mw_survey_add_list (
      survey,
      mw_discovery_bench_sample (
        bench, titles[i],
        "[{\"id\": 1, \"number\": \"7\", \"name\": \"A\", \"status\": \"open\", \"currency\": \"EUR\", "
        "\"order_date\": \"2026-01-02\", \"city\": \"Ulm\", \"supplier\": \"4\"}]"));
  chosen = mw_proposal_choose (survey);
  for (guint i = 0; i < chosen->len; i++)
    {
      const MwProposal *proposal = chosen->pdata[i];

      g_string_append_printf (found, "%s=%s ", mw_entity_get_id (proposal->entity), proposal->list->id);
    }
  g_assert_nonnull (strstr (found->str, "purchase_order=PurchaseOrders "));
  g_assert_nonnull (strstr (found->str, "vendor=A_Supplier "));
  g_assert_nonnull (strstr (found->str, "location=Warehouses "));
  g_assert_null (strstr (found->str, "Note"));
  ranked = mw_proposal_rank (survey, mw_model_find (bench->model, "purchase_order"));
  g_assert_cmpuint (ranked->len, >=, 2);
  first = ranked->pdata[0];
  g_assert_cmpstr (first->list->id, ==, "PurchaseOrders");
  g_assert_cmpstr (first->rival->id, ==, "A_PurchaseOrder");
  g_assert_cmpint (mw_proposal_get_confidence (first), ==, MW_CONFIDENCE_LIKELY);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/proposals/words", test_words);
  g_test_add_func ("/discovery/proposals/fields", test_fields);
  g_test_add_func ("/discovery/proposals/types", test_types);
  g_test_add_func ("/discovery/proposals/flags", test_flags);
  g_test_add_func ("/discovery/proposals/references", test_references);
  g_test_add_func ("/discovery/proposals/confidence", test_confidence);
  g_test_add_func ("/discovery/proposals/guess", test_guess);
  g_test_add_func ("/discovery/proposals/lists", test_lists);
  bench = mw_discovery_bench_new ("rest");
  status = g_test_run ();
  mw_discovery_bench_free (bench);
  return status;
}
