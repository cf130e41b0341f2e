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

#define TEXT(name)      "<Property Name=\"" name "\" Type=\"Edm.String\"/>"
#define KEY(name)       "<Key><PropertyRef Name=\"" name "\"/></Key>" TEXT (name)
#define SET(name, type) "<EntitySet Name=\"" name "\" EntityType=\"shop." type "\"/>"

/* Many lists, as real services have: Z001 to Z020. */
static char *
dup_metadata (gboolean is_v4)
{
  g_autoptr (GString) sets = g_string_new (NULL);

  for (guint i = 1; i <= 20; i++)
    g_string_append_printf (sets, SET ("Z%03u_Table", "Other"), i);
  return g_strdup_printf (
    "<?xml version=\"1.0\"?><edmx:Edmx Version=\"%s\" xmlns:edmx=\"%s\"><edmx:DataServices>"
    "<Schema Namespace=\"shop\" xmlns=\"%s\">"
    "<EntityType Name=\"Order\">" KEY ("PurchaseOrder")
      TEXT ("Supplier") "<Property Name=\"PurchaseOrderDate\" Type=\"%s\"/>" TEXT ("Status")
        TEXT ("DocumentCurrency") TEXT (
          "Extra1") "</EntityType>"
                    "<EntityType Name=\"Supplier\">" KEY ("Supplier") TEXT ("SupplierName") TEXT ("City")
                      TEXT (
                        "Country") "</EntityType>"
                                   "<EntityType Name=\"Other\">" KEY ("Id") TEXT (
                                     "Note") "</EntityType>"
                                             "<EntityContainer Name=\"c\">" SET ("PurchaseOrders", "Order")
                                               SET ("Suppliers", "Supplier") "%s"
                                                                             "</EntityContainer></Schema></"
                                                                             "edmx:DataServices></edmx:Edmx>",
    is_v4 ? "4.0" : "1.0",
    is_v4 ? "http://docs.oasis-open.org/odata/ns/edmx" : "http://schemas.microsoft.com/ado/2007/06/edmx",
    is_v4 ? "http://docs.oasis-open.org/odata/ns/edm" : "http://schemas.microsoft.com/ado/2008/09/edm",
    is_v4 ? "Edm.Date" : "Edm.DateTime", sets->str);
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
