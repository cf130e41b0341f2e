/* test-edmx.c: descriptions of OData services of both generations are read; hostile ones are refused
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-edmx.h"
#include "mw-test-read.h"

#define V2                                                                                                   \
  "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- made by hand -->"                                        \
  "<edmx:Edmx Version=\"1.0\" xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\" "                 \
  "xmlns:sap=\"http://www.sap.com/Protocols/SAPData\">"                                                      \
  "<edmx:DataServices><Schema Namespace=\"SHOP\" Alias=\"S\">"                                               \
  "<EntityType Name=\"OrderType\" sap:label=\"Order\"><Key><PropertyRef Name=\"Number\"/><PropertyRef "      \
  "Name=\"Year\"/></Key>"                                                                                    \
  "<Property Name=\"Number\" Type=\"Edm.String\" Nullable=\"false\" MaxLength=\"10\" sap:label=\"Purchase "  \
  "Order\"><Documentation><Summary>The number</Summary></Documentation></Property>"                          \
  "<Property Name=\"Year\" Type=\"Edm.String\" Nullable=\"false\"/>"                                         \
  "<Property Name=\"Net\" Type=\"Edm.Decimal\" Precision=\"15\" sap:label=\"Net &amp; value\"/>"             \
  "<NavigationProperty Name=\"to_Item\" Relationship=\"SHOP.toItem\" FromRole=\"From\" ToRole=\"To\"/>"      \
  "<NavigationProperty Name=\"to_Nowhere\" Relationship=\"SHOP.lost\" FromRole=\"From\" ToRole=\"To\"/>"     \
  "</EntityType>"                                                                                            \
  "<EntityType Name=\"ItemType\"><Key><PropertyRef Name=\"Item\"/></Key><Property Name=\"Item\" "            \
  "Type=\"Edm.String\" Nullable=\"false\"/>"                                                                 \
  "<NavigationProperty Name=\"to_Order\" Relationship=\"S.toItem\" FromRole=\"To\" "                         \
  "ToRole=\"From\"/></EntityType>"                                                                           \
  "<ComplexType Name=\"Address\"><Property Name=\"City\" Type=\"Edm.String\"/></ComplexType>"                \
  "<Association Name=\"toItem\"><End Type=\"SHOP.OrderType\" Multiplicity=\"1\" Role=\"From\"/><End "        \
  "Type=\"SHOP.ItemType\" Multiplicity=\"*\" Role=\"To\"/></Association>"                                    \
  "<EntityContainer Name=\"C\"><EntitySet Name=\"Orders\" EntityType=\"SHOP.OrderType\" "                    \
  "sap:label=\"Orders\"/>"                                                                                   \
  "<EntitySet Name=\"Items\" EntityType=\"S.ItemType\"/><EntitySet Name=\"Lost\" EntityType=\"SHOP.Gone\"/>" \
  "<AssociationSet Name=\"x\" Association=\"SHOP.toItem\"><End EntitySet=\"Orders\" "                        \
  "Role=\"From\"/></AssociationSet>"                                                                         \
  "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"

#define V4                                                                                                   \
  "\xef\xbb\xbf<?xml version=\"1.0\"?><edmx:Edmx Version=\"4.0\" "                                           \
  "xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices><Schema Namespace=\"a.b\" "    \
  "Alias=\"self\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">"                                        \
  "<EntityType Name=\"Base\" Abstract=\"true\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" "  \
  "Type=\"Edm.Guid\" Nullable=\"false\"/></EntityType>"                                                      \
  "<EntityType Name=\"Order\" BaseType=\"self.Base\"><Property Name=\"number\" "                             \
  "Type=\"Edm.String\"><Annotation "                                                                         \
  "Term=\"Common.Label\" String=\"Number\"/></Property>"                                                     \
  "<Property Name=\"date\" Type=\"Edm.Date\"/><Property Name=\"tags\" Type=\"Collection(Edm.String)\"/>"     \
  "<NavigationProperty Name=\"lines\" Type=\"Collection(a.b.Line)\" ContainsTarget=\"true\"/>"               \
  "<NavigationProperty Name=\"vendor\" Type=\"a.b.Vendor\"/></EntityType>"                                   \
  "<EntityType Name=\"Line\"><Key><PropertyRef Name=\"no\"/></Key><Property Name=\"no\" "                    \
  "Type=\"Edm.Int32\"/></EntityType>"                                                                        \
  "<EntityType Name=\"Vendor\" BaseType=\"self.Vendor\"><Property Name=\"name\" "                            \
  "Type=\"Edm.String\"/></EntityType>"                                                                       \
  "<EntityContainer Name=\"C\"><EntitySet Name=\"orders\" EntityType=\"a.b.Order\"/><EntitySet "             \
  "Name=\"vendors\" "                                                                                        \
  "EntityType=\"a.b.Vendor\"/></EntityContainer>"                                                            \
  "<Annotations Target=\"self.Order/date\"><Annotation Term=\"com.sap.vocabularies.Common.v1.Label\" "       \
  "String=\"Order date\"/><Annotation Term=\"Common.Heading\" String=\"No\"/></Annotations>"                 \
  "<Annotations Target=\"a.b.Order\"><Annotation Term=\"Common.Label\" String=\"Purchase "                   \
  "order\"/></Annotations>"                                                                                  \
  "<Annotations Target=\"a.b.Nothing/x\"><Annotation Term=\"Common.Label\" String=\"No\"/></Annotations>"    \
  "</Schema></edmx:DataServices></edmx:Edmx>"

static MwEdmx *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MwEdmx *edmx = mw_edmx_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return edmx;
}

static const MwEdmxProperty *
get_property (const MwEdmxType *type, guint position)
{
  g_assert_cmpuint (position, <, type->properties->len);
  return type->properties->pdata[position];
}

static void
test_v2 (void)
{
  g_autoptr (MwEdmx) edmx = parse (V2);
  const MwEdmxSet *orders = mw_edmx_find_set (edmx, "Orders");
  const MwEdmxSet *items = mw_edmx_find_set (edmx, "Items");
  const MwEdmxNavigation *navigation;

  g_assert_cmpstr (mw_edmx_get_version (edmx), ==, "1.0");
  /* A set whose type is missing is left out, the others stay. */
  g_assert_cmpuint (mw_edmx_get_n_sets (edmx), ==, 2);
  g_assert_true (mw_edmx_get_set (edmx, 0) == orders);
  g_assert_null (mw_edmx_find_set (edmx, "Lost"));
  g_assert_cmpstr (orders->label, ==, "Orders");
  g_assert_cmpstr (orders->type->name, ==, "SHOP.OrderType");
  g_assert_cmpstr (orders->type->label, ==, "Order");
  g_assert_cmpuint (orders->type->keys->len, ==, 2);
  g_assert_cmpstr (orders->type->keys->pdata[0], ==, "Number");
  g_assert_cmpuint (orders->type->properties->len, ==, 3);
  g_assert_cmpstr (get_property (orders->type, 0)->label, ==, "Purchase Order");
  g_assert_false (get_property (orders->type, 0)->is_nullable);
  g_assert_null (get_property (orders->type, 1)->label);
  g_assert_cmpstr (get_property (orders->type, 2)->type, ==, "Edm.Decimal");
  g_assert_cmpstr (get_property (orders->type, 2)->label, ==, "Net & value");
  g_assert_true (get_property (orders->type, 2)->is_nullable);
  g_assert_cmpuint (orders->type->navigations->len, ==, 2);
  navigation = orders->type->navigations->pdata[0];
  g_assert_cmpstr (navigation->type, ==, "SHOP.ItemType");
  g_assert_true (navigation->is_list);
  g_assert_true (mw_edmx_find_set_of_type (edmx, navigation->type) == items);
  navigation = orders->type->navigations->pdata[1];
  g_assert_cmpstr (navigation->type, ==, "");
  g_assert_null (mw_edmx_find_set_of_type (edmx, navigation->type));
  navigation = items->type->navigations->pdata[0];
  g_assert_cmpstr (navigation->type, ==, "SHOP.OrderType");
  g_assert_false (navigation->is_list);
}

static void
test_v4 (void)
{
  g_autoptr (MwEdmx) edmx = parse (V4);
  const MwEdmxSet *orders = mw_edmx_find_set (edmx, "orders");
  const MwEdmxNavigation *lines, *vendor;

  g_assert_cmpstr (mw_edmx_get_version (edmx), ==, "4.0");
  g_assert_cmpuint (mw_edmx_get_n_sets (edmx), ==, 2);
  g_assert_cmpstr (orders->type->label, ==, "Purchase order");
  /* Key and properties of the base type. */
  g_assert_cmpuint (orders->type->keys->len, ==, 1);
  g_assert_cmpuint (orders->type->properties->len, ==, 4);
  g_assert_cmpstr (get_property (orders->type, 0)->name, ==, "id");
  g_assert_cmpstr (get_property (orders->type, 1)->label, ==, "Number");
  g_assert_cmpstr (get_property (orders->type, 2)->label, ==, "Order date");
  g_assert_true (get_property (orders->type, 3)->is_list);
  g_assert_cmpstr (get_property (orders->type, 3)->type, ==, "Edm.String");
  lines = orders->type->navigations->pdata[0];
  g_assert_true (lines->is_list);
  g_assert_null (mw_edmx_find_set_of_type (edmx, lines->type));
  g_assert_cmpuint (mw_edmx_find_type (edmx, lines->type)->properties->len, ==, 1);
  vendor = orders->type->navigations->pdata[1];
  g_assert_false (vendor->is_list);
  g_assert_cmpstr (mw_edmx_find_set_of_type (edmx, vendor->type)->name, ==, "vendors");
}

static void
assert_refused (const char *text, gsize length, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_edmx_parse (text, length, &error));
  g_assert_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, reason);
}

#define LAUGHS                                                                                               \
  "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>"              \
  "<edmx:Edmx Version=\"4.0\"></edmx:Edmx>"

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *reason;
  } cases[] = {
    { "", "$metadata is no XML" },
    { "{\"value\": []}", "$metadata is no XML" },
    { "<html><body>Sign in</body></html>", "$metadata is no description of an OData service" },
    { "<edmx:Edmx Version=\"4.0\"></edmx:Edmx>", "$metadata names no list of records" },
    { "<edmx:Edmx Version=\"4.0\"><a></edmx:Edmx>", "$metadata is no XML" },
    { "<edmx:Edmx Version=\"4.0\">", "$metadata is no XML" },
    { "<edmx:Edmx Version=\"4.0\">&xxe;</edmx:Edmx>", "$metadata is no XML" },
    { "<edmx:Edmx Version=\"4.0\">\xff</edmx:Edmx>", "$metadata is no XML" },
    { LAUGHS, "$metadata has a document type definition, which is not read" },
    { "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><edmx:Edmx Version=\"4.0\"></edmx:Edmx>",
      "$metadata has a document type definition, which is not read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, strlen (cases[i].text), cases[i].reason);
}

static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new ("<edmx:Edmx Version=\"4.0\">");
  g_autoptr (GString) many = g_string_new ("<edmx:Edmx Version=\"4.0\"><Schema Namespace=\"a\">");
  g_autofree char *large = g_strnfill (MW_EDMX_MAX_SIZE + 1, ' ');

  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "<a>");
  assert_refused (deep->str, deep->len, "$metadata is nested too deep");
  for (guint i = 0; i < MW_EDMX_MAX_COUNT + 1; i++)
    g_string_append (many, "<EntitySet/>");
  assert_refused (many->str, many->len, "$metadata describes too much");
  assert_refused (large, MW_EDMX_MAX_SIZE + 1, "$metadata is too large");
}

/* Whatever happens to the bytes: an answer, never a crash. */
static void
test_random (void)
{
  static const char *const documents[] = { V2, V4 };
  static const char pieces[] = "<>/\"=& .:\n!-";
  guint read = 0;

  for (guint round = 0; round < 4000; round++)
    {
      const char *document = documents[round % 2];
      g_autofree char *text = g_strdup (document);
      g_autoptr (GError) error = NULL;
      g_autoptr (MwEdmx) edmx = NULL;
      gsize length = strlen (text);

      for (int changes = g_test_rand_int_range (1, 5); changes > 0; changes--)
        text[g_test_rand_int_range (0, (gint32) length)] =
          g_test_rand_bit () ? pieces[g_test_rand_int_range (0, sizeof pieces - 1)]
                             : document[g_test_rand_int_range (0, (gint32) length)];
      edmx = mw_edmx_parse (text, length, &error);
      g_assert_true ((edmx == NULL) == (error != NULL));
      read += edmx != NULL;
    }
  g_assert_cmpuint (read, >, 100);
}

#define ROWS                                                                                                 \
  "<edmx:Edmx Version=\"4.0\"><Schema Namespace=\"a\"><EntityType Name=\"R\"><Property Name=\"id\" "         \
  "Type=\"Edm.Int32\"/>"                                                                                     \
  "<Property Name=\"other\" Type=\"Edm.String\"/></EntityType><EntityContainer><EntitySet Name=\"rows\" "    \
  "EntityType=\"a.R\"/></EntityContainer></Schema></edmx:Edmx>"

static void
set_up_select (Fixture *fixture, const char *discovery)
{
  g_autofree char *variant = g_strdup_printf ("\"discovery\": {\"kind\": \"edmx\"%s},", discovery);

  set_up_small (
    fixture, variant,
    "\"rows\": {\"title\": \"rows\", \"key\": \"id\", \"variables\": {\"name\": \"rows\"}, \"list\": "
    "{\"kind\": \"read\", \"path\": \"svc/{name}\", \"query\": {\"$select\": \"{fields_csv}\"}, "
    "\"records\": \"value\"}}");
  add (fixture, "GET /svc/rows", "{\"value\": [{\"id\": 1}]}");
}

static const MwFixtureAnswer metadata = { .type = "application/xml", .body = ROWS };

/* What $metadata does not have is not asked for, and told about. */
static void
test_fields (void)
{
  Fixture fixture;
  g_autoptr (MwFixtureRequest) request = NULL;

  set_up_select (&fixture, "");
  mw_fixture_server_add (fixture.server, "GET /base/svc/$metadata", &metadata);
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "svc/$metadata\nsvc/rows?$select=id\n");
  g_assert_nonnull (strstr (mw_test_sink_get_notices (fixture.sink), "field name"));
  request = mw_fixture_server_dup_request (fixture.server, 0);
  g_assert_cmpstr (mw_fixture_request_get_header (request, "accept"), ==, "application/xml");
  tear_down (&fixture);

  set_up_select (&fixture, ", \"path\": \"/all/$metadata\"");
  mw_fixture_server_add (fixture.server, "GET /base/all/$metadata", &metadata);
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "all/$metadata\nsvc/rows?$select=id\n");
  tear_down (&fixture);
}

/* A service that does not describe itself is asked for all of them. */
static void
test_no_fields (void)
{
  Fixture fixture;

  set_up_select (&fixture, "");
  add_status (&fixture, "GET /base/svc/$metadata", 200, "application/xml",
              "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "svc/$metadata\nsvc/rows?$select=id%2Cname\n");
  tear_down (&fixture);

  set_up_select (&fixture, "");
  add_status (&fixture, "GET /base/svc/$metadata", 404, "text/plain", "no");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "svc/$metadata\nsvc/rows?$select=id%2Cname\n");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edmx/v2", test_v2);
  g_test_add_func ("/edmx/v4", test_v4);
  g_test_add_func ("/edmx/refused", test_refused);
  g_test_add_func ("/edmx/bounds", test_bounds);
  g_test_add_func ("/edmx/random", test_random);
  g_test_add_func ("/edmx/fields", test_fields);
  g_test_add_func ("/edmx/no-fields", test_no_fields);
  return g_test_run ();
}
