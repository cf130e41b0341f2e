/* test-metadata.c: lists of OData services, as $metadata of three generations describes them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-discovery-bench.h"

#define V2_HEAD                                                                                              \
  "<?xml version=\"1.0\"?><edmx:Edmx Version=\"1.0\" "                                                       \
  "xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\"><edmx:DataServices "                         \
  "xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\" m:DataServiceVersion=\"%s\">"  \
  "<Schema Namespace=\"SHOP\" xmlns=\"%s\" xmlns:sap=\"http://www.sap.com/Protocols/SAPData\">"
#define V4_HEAD                                                                                              \
  "<?xml version=\"1.0\"?><edmx:Edmx Version=\"4.0\" "                                                       \
  "xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices><Schema Namespace=\"shop\" "   \
  "xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">"
#define TAIL "</Schema></edmx:DataServices></edmx:Edmx>"

/* Orders with a key, a label, dates and amounts; items with a key of two; an address in a complex type. */
#define TYPES                                                                                                \
  "<EntityType Name=\"Order\"><Key><PropertyRef Name=\"PurchaseOrder\"/></Key>"                              \
  "<Property Name=\"PurchaseOrder\" Type=\"Edm.String\" Nullable=\"false\"/>"                                \
  "<Property Name=\"Lfrnt\" Type=\"Edm.String\" sap:label=\"Supplier\"/>"                                    \
  "<Property Name=\"PurchaseOrderDate\" Type=\"Edm.DateTime\"/>"                                             \
  "<Property Name=\"DocumentCurrency\" Type=\"Edm.String\"/>"                                                \
  "<Property Name=\"ChangedAt\" Type=\"Edm.DateTimeOffset\"/><Property Name=\"Photo\" Type=\"Edm.Binary\"/>" \
  "<Property Name=\"Address\" Type=\"SHOP.Address\"/></EntityType>"                                          \
  "<EntityType Name=\"Item\"><Key><PropertyRef Name=\"PurchaseOrder\"/><PropertyRef "                        \
  "Name=\"PurchaseOrderItem\"/></Key><Property Name=\"PurchaseOrder\" Type=\"Edm.String\"/>"                 \
  "<Property Name=\"PurchaseOrderItem\" Type=\"Edm.String\"/><Property Name=\"OrderQuantity\" "              \
  "Type=\"Edm.Decimal\"/></EntityType>"                                                                      \
  "<ComplexType Name=\"Address\"><Property Name=\"City\" Type=\"Edm.String\"/></ComplexType>"                \
  "<EntityContainer Name=\"C\"><EntitySet Name=\"A_PurchaseOrder\" EntityType=\"SHOP.Order\"/>"              \
  "<EntitySet Name=\"A_PurchaseOrderItem\" EntityType=\"SHOP.Item\"/></EntityContainer>"

static void
add (MwDiscoveryBench *bench, const char *path, const char *type, const char *body)
{
  MwFixtureAnswer answer = { .type = type, .body = body };
  g_autofree char *full = g_strconcat ("/base/", path, NULL);

  mw_fixture_server_add (bench->server, full, &answer);
}

static MwDiscoveryBench *
discover (const char *metadata, const char *orders, const char *items)
{
  MwDiscoveryBench *bench = mw_discovery_bench_new ("odata");

  add (bench, "$metadata", "application/xml", metadata);
  add (bench, "A_PurchaseOrder", "application/json", orders);
  add (bench, "A_PurchaseOrderItem", "application/json", items);
  mw_discovery_bench_run (bench, NULL, NULL);
  g_assert_no_error (bench->error);
  return bench;
}

static void
check_file (MwDiscoveryBench *bench, const char *records, const char *total)
{
  static const struct
  {
    const char *path;
    const char *json;
  } members[] = {
    { "sets.a-purchaseorder.key", "\"PurchaseOrder\"" },
    { "sets.a-purchaseorderitem.key", "{\"join\":[\"PurchaseOrder\",\"PurchaseOrderItem\"],\"with\":\"/\"}" },
    { "sets.a-purchaseorderitem.paging.order", "\"PurchaseOrder asc,PurchaseOrderItem asc\"" },
    { "entities.purchase_order.map.number", "\"PurchaseOrder\"" },
    { "entities.purchase_order.map.vendor", "\"Lfrnt\"" },
    { "entities.purchase_order.map.order_date", "{\"day\":\"PurchaseOrderDate\"}" },
    { "entities.purchase_order.map.currency", "\"DocumentCurrency\"" },
    { "entities.purchase_order_line.map.quantity_ordered", "\"OrderQuantity\"" },
    { "entities.purchase_order_line.map.remote_id",
      "{\"join\":[\"PurchaseOrder\",\"PurchaseOrderItem\"],\"with\":\"/\"}" },
    { "entities.purchase_order.proposed.remote_id", "\"sure\"" },
    { "sets.a-purchaseorder.proposed.key", "\"sure\"" },
  };
  g_autoptr (JsonNode) file = mw_discovery_bench_dup_file (bench, NULL);
  g_autofree char *found_records = mw_discovery_bench_dup_member (file, "sets.a-purchaseorder.list.records");
  g_autofree char *found_total = mw_discovery_bench_dup_member (file, "sets.a-purchaseorder.list.total");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *found = mw_discovery_bench_dup_member (file, members[i].path);

      g_assert_cmpstr (found, ==, members[i].json);
    }
  g_assert_cmpstr (found_records, ==, records);
  g_assert_cmpstr (found_total, ==, total);
}

static void
test_version_2 (void)
{
  g_autofree char *metadata = g_strdup_printf (V2_HEAD TYPES TAIL, "2.0",
                                               "http://schemas.microsoft.com/ado/2008/09/edm");
  g_autoptr (MwDiscoveryBench) bench = discover (
    metadata,
    "{\"d\": {\"__count\": \"1\", \"results\": [{\"__metadata\": {\"uri\": \"x\"}, \"PurchaseOrder\": "
    "\"45\", "
    "\"Lfrnt\": \"V1\", \"PurchaseOrderDate\": \"/Date(1767312000000)/\", \"DocumentCurrency\": \"EUR\", "
    "\"Address\": {\"City\": \"Ulm\"}, \"to_Item\": {\"__deferred\": {\"uri\": \"x\"}}}]}}",
    "{\"d\": {\"results\": [{\"PurchaseOrder\": \"45\", \"PurchaseOrderItem\": \"10\", \"OrderQuantity\": "
    "\"5.000\"}]}}");
  MwSurveyList *orders = mw_discovery_bench_find (bench, "A_PurchaseOrder");

  check_file (bench, "[\"d.results\",\"d\",\"value\"]", "\"d.__count\"");
  g_assert_cmpint (orders->n_records, ==, 1);
  /* Photos are no cells; what a complex type has is seen in the records; a moment at midnight is a day. */
  g_assert_null (mw_survey_list_find_field (orders, "Photo"));
  g_assert_nonnull (mw_survey_list_find_field (orders, "Address.City"));
  g_assert_null (mw_survey_list_find_field (orders, "__metadata.uri"));
  g_assert_cmpint (mw_survey_list_find_field (orders, "PurchaseOrderDate")->type, ==, MW_SURVEY_DAY);
}

static void
test_version_3 (void)
{
  g_autofree char *metadata = g_strdup_printf (V2_HEAD TYPES TAIL, "3.0",
                                               "http://schemas.microsoft.com/ado/2009/11/edm");
  g_autoptr (MwDiscoveryBench) bench = discover (
    metadata,
    "{\"odata.metadata\": \"x\", \"value\": [{\"PurchaseOrder\": \"45\", \"Lfrnt\": \"V1\", "
    "\"PurchaseOrderDate\": \"2026-01-02T00:00:00\", \"DocumentCurrency\": \"EUR\"}]}",
    "{\"value\": [{\"PurchaseOrder\": \"45\", \"PurchaseOrderItem\": \"10\", \"OrderQuantity\": "
    "\"5.000\"}]}");

  check_file (bench, "[\"d.results\",\"d\",\"value\"]", "\"d.__count\"");
  g_assert_cmpuint (mw_discovery_bench_find (bench, "A_PurchaseOrder")->n_sampled, ==, 1);
}

#define V4_TYPES                                                                                             \
  "<EntityType Name=\"Order\"><Key><PropertyRef Name=\"PurchaseOrder\"/></Key>"                              \
  "<Property Name=\"PurchaseOrder\" Type=\"Edm.String\"/><Property Name=\"Lfrnt\" Type=\"Edm.String\">"      \
  "<Annotation Term=\"Common.Label\" String=\"Supplier\"/></Property>"                                       \
  "<Property Name=\"PurchaseOrderDate\" Type=\"Edm.Date\"/><Property Name=\"DocumentCurrency\" "             \
  "Type=\"Edm.String\"/><Property Name=\"Tags\" Type=\"Collection(Edm.String)\"/>"                           \
  "<NavigationProperty Name=\"Lines\" Type=\"Collection(shop.Item)\" ContainsTarget=\"true\"/></EntityType>" \
  "<EntityType Name=\"Item\"><Key><PropertyRef Name=\"PurchaseOrder\"/><PropertyRef "                        \
  "Name=\"PurchaseOrderItem\"/></Key><Property Name=\"PurchaseOrder\" Type=\"Edm.String\"/>"                 \
  "<Property Name=\"PurchaseOrderItem\" Type=\"Edm.String\"/><Property Name=\"OrderQuantity\" "              \
  "Type=\"Edm.Decimal\"/></EntityType>"                                                                      \
  "<EntityContainer Name=\"C\"><EntitySet Name=\"A_PurchaseOrder\" EntityType=\"shop.Order\"/>"              \
  "<EntitySet Name=\"A_PurchaseOrderItem\" EntityType=\"shop.Item\"/><Singleton Name=\"Me\" "                \
  "Type=\"shop.Order\"/></EntityContainer>"

static void
test_version_4 (void)
{
  g_autoptr (MwDiscoveryBench) bench = discover (
    V4_HEAD V4_TYPES TAIL,
    "{\"@odata.context\": \"x\", \"@odata.count\": 1, \"value\": [{\"@odata.etag\": \"x\", "
    "\"PurchaseOrder\": "
    "\"45\", \"Lfrnt\": \"V1\", \"PurchaseOrderDate\": \"2026-01-02\", \"DocumentCurrency\": \"EUR\", "
    "\"Tags\": [\"a\"]}]}",
    "{\"@odata.count\": 1, \"value\": [{\"PurchaseOrder\": \"45\", \"PurchaseOrderItem\": \"10\", "
    "\"OrderQuantity\": 5.000}]}");
  MwSurveyList *orders = mw_discovery_bench_find (bench, "A_PurchaseOrder");

  check_file (bench, "\"value\"", "\"[\\\"@odata.count\\\"]\"");
  g_assert_cmpuint (mw_survey_get_n_lists (bench->survey), ==, 2);
  g_assert_null (mw_survey_list_find_field (orders, "Tags"));
  g_assert_cmpstr (mw_survey_list_find_field (orders, "Lfrnt")->label, ==, "Supplier");
}

/* An empty service still says which list is which; a list that is refused is said so. */
static void
test_empty_and_refused (void)
{
  MwFixtureAnswer refused = { .status = 403, .body = "{\"error\": {\"message\": \"No\"}}" };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("odata");
  g_autoptr (GPtrArray) chosen = NULL;

  add (bench, "$metadata", "application/xml", V4_HEAD V4_TYPES TAIL);
  add (bench, "A_PurchaseOrder", "application/json", "{\"@odata.count\": 0, \"value\": []}");
  mw_fixture_server_add (bench->server, "/base/A_PurchaseOrderItem", &refused);
  mw_discovery_bench_run (bench, NULL, NULL);
  g_assert_true (mw_discovery_bench_find (bench, "A_PurchaseOrderItem")->is_refused);
  g_assert_cmpint (mw_discovery_bench_find (bench, "A_PurchaseOrder")->n_records, ==, 0);
  chosen = mw_proposal_choose (bench->survey);
  g_assert_cmpuint (chosen->len, >=, 1);
  g_assert_cmpint (mw_proposal_get_confidence (chosen->pdata[0]), ==, MW_CONFIDENCE_GUESS);
}

/* Descriptions that are none, of other versions, or made to harm: a sentence, and no list is asked for. */
static void
test_hostile (void)
{
  static const char *const answers[] = {
    "",
    "no XML",
    "<html><body>Sign in</body></html>",
    "{\"value\": []}",
    "<?xml version=\"1.0\"?><edmx:Edmx Version=\"9.0\" "
    "xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"/>",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><edmx:Edmx "
    "Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">&b;</edmx:Edmx>",
    "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:///etc/passwd\"><edmx:Edmx Version=\"4.0\" "
    "xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"/>",
    V4_HEAD "<EntityType Name=\"Order\">",
    V4_HEAD "<EntityType Name=\"Order\"></Property>" TAIL,
  };
  g_autoptr (GString) deep = g_string_new (V4_HEAD);

  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "<a>");
  for (guint i = 0; i <= G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("odata");

      add (bench, "$metadata", "application/xml", i < G_N_ELEMENTS (answers) ? answers[i] : deep->str);
      mw_discovery_bench_run (bench, NULL, NULL);
      g_assert_error (bench->error, MW_SOURCE_ERROR, bench->error->code);
      g_assert_cmpuint (mw_fixture_server_count (bench->server, NULL), ==, 1);
    }
}

/* Names that would be a path of their own are asked for as names. */
static void
test_odd_names (void)
{
  static const char metadata[] = V4_HEAD
    "<EntityType Name=\"T\"><Property Name=\"x.y\" Type=\"Edm.String\"/></EntityType><EntityContainer "
    "Name=\"C\"><EntitySet Name=\"PurchaseOrders/../../secret\" EntityType=\"shop.T\"/><EntitySet "
    "Name=\"PurchaseOrders?x=1\" EntityType=\"shop.T\"/><EntitySet Name=\"PurchaseOrders\" "
    "EntityType=\"shop.T\"/></EntityContainer>" TAIL;
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("odata");

  add (bench, "$metadata", "application/xml", metadata);
  add (bench, "PurchaseOrders", "application/json", "{\"value\": [{\"x.y\": \"1\"}]}");
  mw_discovery_bench_run (bench, NULL, NULL);
  g_assert_cmpuint (mw_discovery_bench_find (bench, "PurchaseOrders")->n_sampled, ==, 1);
  g_assert_nonnull (
    mw_survey_list_find_field (mw_discovery_bench_find (bench, "PurchaseOrders"), "[\"x.y\"]"));
  for (guint i = 0;; i++)
    {
      g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (bench->server, i);

      if (request == NULL)
        break;
      g_assert_true (g_str_has_prefix (request->path, "/base/"));
      g_assert_null (strstr (request->target, "/secret"));
      g_assert_null (strstr (request->target, "x=1&"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/metadata/version-2", test_version_2);
  g_test_add_func ("/discovery/metadata/version-3", test_version_3);
  g_test_add_func ("/discovery/metadata/version-4", test_version_4);
  g_test_add_func ("/discovery/metadata/empty-and-refused", test_empty_and_refused);
  g_test_add_func ("/discovery/metadata/hostile", test_hostile);
  g_test_add_func ("/discovery/metadata/odd-names", test_odd_names);
  return g_test_run ();
}
