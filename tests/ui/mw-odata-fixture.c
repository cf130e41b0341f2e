/* mw-odata-fixture.c: a small OData service in the versions 4 and 2, and the same lists as plain REST
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-odata-fixture.h"

#include <string.h>

#define ORDERS                                                                                               \
  "{\"PurchaseOrder\": \"4500000001\", \"Supplier\": \"V-1\", \"PurchaseOrderDate\": \"%1$s\", \"Status\": " \
  "\"open\","                                                                                                \
  " \"DocumentCurrency\": \"EUR\", \"Extra1\": \"Werk <1>\"},"                                               \
  "{\"PurchaseOrder\": \"4500000002\", \"Supplier\": \"V-2\", \"PurchaseOrderDate\": \"%1$s\", \"Status\": " \
  "\"closed\","                                                                                              \
  " \"DocumentCurrency\": \"EUR\", \"Extra1\": \"Werk <2>\"},"                                               \
  "{\"PurchaseOrder\": \"4500000003\", \"Supplier\": \"V-1\", \"PurchaseOrderDate\": \"%1$s\", \"Status\": " \
  "\"open\","                                                                                                \
  " \"DocumentCurrency\": \"USD\", \"Extra1\": \"Werk <3>\"}"

#define VENDORS                                                                                              \
  "{\"Supplier\": \"V-1\", \"SupplierName\": \"Bolts & Sons\", \"City\": \"Bern\", \"Country\": \"CH\", "    \
  "\"Status\": \"Q7\"},"                                                                                     \
  "{\"Supplier\": \"V-2\", \"SupplierName\": \"Pumps <GmbH>\", \"City\": \"Bonn\", \"Country\": \"DE\", "    \
  "\"Status\": \"Q7\"},"                                                                                     \
  "{\"Supplier\": \"V-3\", \"SupplierName\": \"Valves\", \"City\": \"Brno\", \"Country\": \"CZ\", "          \
  "\"Status\": \"Q7\"},"                                                                                     \
  "{\"Supplier\": \"V-4\", \"SupplierName\": \"Wires\", \"City\": \"Bari\", \"Country\": \"IT\", "           \
  "\"Status\": \"Q7\"}"

#define ITEMS                                                                                                \
  "{\"itemName\": \"Bolt\", \"unit\": \"pc\"}, {\"itemName\": \"Bolt\", \"unit\": \"kg\"},"                  \
  "{\"itemName\": \"Pump\", \"unit\": \"pc\"}, {\"itemName\": \"Pump\", \"unit\": \"kg\"}"

/* The places: version of Edmx, its namespace, that of the schema, type of a date, more fields, more sets. */
#define METADATA                                                                                             \
  "<?xml version='1.0'?><edmx:Edmx Version='%s' xmlns:edmx='%s'><edmx:DataServices>"                         \
  "<Schema Namespace='shop' xmlns='%s'>"                                                                     \
  "<EntityType Name='Order'><Key><PropertyRef Name='PurchaseOrder'/></Key>"                                  \
  "<Property Name='PurchaseOrder' Type='Edm.String'/><Property Name='Supplier' Type='Edm.String'/>"          \
  "<Property Name='PurchaseOrderDate' Type='%s'/><Property Name='Status' Type='Edm.String'/>"                \
  "<Property Name='DocumentCurrency' Type='Edm.String'/><Property Name='Extra1' Type='Edm.String'/>"         \
  "%s</EntityType>"                                                                                          \
  "<EntityType Name='Supplier'><Key><PropertyRef Name='Supplier'/></Key>"                                    \
  "<Property Name='Supplier' Type='Edm.String'/><Property Name='SupplierName' Type='Edm.String'/>"           \
  "<Property Name='City' Type='Edm.String'/><Property Name='Country' Type='Edm.String'/>"                    \
  "<Property Name='Status' Type='Edm.String'/></EntityType>"                                                 \
  "<EntityType Name='Other'><Key><PropertyRef Name='Id'/></Key>"                                             \
  "<Property Name='Id' Type='Edm.String'/><Property Name='Note' Type='Edm.String'/></EntityType>"            \
  "<EntityContainer Name='c'><EntitySet Name='PurchaseOrders' EntityType='shop.Order'/>"                     \
  "<EntitySet Name='Suppliers' EntityType='shop.Supplier'/>%s"                                               \
  "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"

/* Many lists and many fields, as real services have: Z001_Table to Z020_Table, Field001 to Field300. */
static char *
dup_metadata (gboolean is_v4)
{
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autoptr (GString) sets = g_string_new (NULL);

  for (guint i = 1; i <= 300; i++)
    g_string_append_printf (fields, "<Property Name='Field%03u' Type='Edm.String'/>", i);
  for (guint i = 1; i <= 20; i++)
    g_string_append_printf (sets, "<EntitySet Name='Z%03u_Table' EntityType='shop.Other'/>", i);
  if (is_v4)
    return g_strdup_printf (METADATA, "4.0", "http://docs.oasis-open.org/odata/ns/edmx",
                            "http://docs.oasis-open.org/odata/ns/edm", "Edm.Date", fields->str, sets->str);
  return g_strdup_printf (METADATA, "1.0", "http://schemas.microsoft.com/ado/2007/06/edmx",
                          "http://schemas.microsoft.com/ado/2008/09/edm", "Edm.DateTime", fields->str,
                          sets->str);
}

static char *
dup_list (const char *path)
{
  gboolean is_v4 = g_str_has_prefix (path, "/v4");
  g_autofree char *orders = g_strdup_printf (ORDERS, g_str_has_prefix (path, "/v2") ? "/Date(1767225600000)/"
                                                                                    : "2026-01-01");
  const char *name = strrchr (path, '/') + 1;
  const char *records = g_ascii_strcasecmp (name, "PurchaseOrders") == 0 || g_str_equal (name, "orders")
                          ? orders
                        : g_str_equal (name, "Suppliers") || g_str_equal (name, "vendors") ? VENDORS
                        : g_str_equal (name, "items")                                      ? ITEMS
                                                                                           : "";
  guint n = g_str_equal (records, "")       ? 0
            : g_str_equal (records, orders) ? MW_ODATA_N_ORDERS
                                            : MW_ODATA_N_VENDORS;

  if (g_str_has_prefix (path, "/api") || g_str_has_prefix (path, "/other"))
    return g_strdup_printf ("{\"data\": [%s]}", records);
  return is_v4 ? g_strdup_printf ("{\"@odata.count\": %u, \"value\": [%s]}", n, records)
               : g_strdup_printf ("{\"d\": {\"__count\": \"%u\", \"results\": [%s]}}", n, records);
}

static gboolean
is_allowed (const MwFixtureRequest *request)
{
  g_autofree char *basic = g_base64_encode ((const guchar *) MW_ODATA_USER ":" MW_ODATA_PASSWORD,
                                            strlen (MW_ODATA_USER ":" MW_ODATA_PASSWORD));
  g_autofree char *wanted = g_strconcat ("Basic ", basic, NULL);

  if (g_str_has_prefix (request->path, "/v"))
    return g_strcmp0 (mw_fixture_request_get_header (request, "authorization"), wanted) == 0;
  return g_strcmp0 (mw_fixture_request_get_header (request, "x-api-key"), MW_ODATA_KEY) == 0;
}

static void
answer (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  if (g_str_has_prefix (request->path, "/page"))
    {
      answer->type = "text/html";
      answer->body = "<!doctype html><title>Welcome</title>";
    }
  else if (!is_allowed (request))
    {
      answer->status = 401;
      answer->body = "{\"error\": {\"message\": \"Who are you?\"}}";
    }
  else if (strstr (request->path, "/gone") != NULL && !g_str_has_suffix (request->path, "/gone/"))
    answer->status = 404;
  else if (g_str_has_suffix (request->path, "/$metadata") &&
           strlen (request->path) > strlen ("/v4/$metadata"))
    answer->status = 404;
  else if (g_str_has_suffix (request->path, "/$metadata"))
    {
      answer->type = "application/xml";
      answer->body = mw_fixture_server_keep (server, dup_metadata (g_str_has_prefix (request->path, "/v4")));
    }
  else
    answer->body = mw_fixture_server_keep (server, dup_list (request->path));
}

void
mw_odata_fixture_serve (MwFixtureServer *server)
{
  mw_fixture_server_add_handler (server, NULL, answer, NULL);
}

MwFixtureServer *
mw_odata_fixture_new (void)
{
  MwFixtureServer *server = mw_fixture_server_new ();

  mw_odata_fixture_serve (server);
  return server;
}
