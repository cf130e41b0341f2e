/* test-entity-files.c: each mistake that the maps and entities of a system file can have
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bad-file.h"

#define UOM      "\"uom\": {\"map\": \"units\", \"of\": \"unit\"}"
#define CURRENCY "\"currency\": {\"const\": \"EUR\"}"
#define NUMBER   "\"number\": \"name\""
#define STATUS   "{\"enum\": \"po_status\", \"of\": \"state\"}"

static const BadFile bad_files[] = {
  /* Maps and entities */
  { "map-case", "\"CANCEL\": \"cancelled\"", "\"DRAFT\": \"cancelled\"", FORMAT, "maps.po_status.DRAFT",
    "stands twice, as case does not count" },
  { "map-id", "\"units\": {\"ea\"", "\"Units\": {\"ea\"", FORMAT, "maps.Units", "an id is a small letter" },
  { "map-number", "\"CANCEL\": \"cancelled\"", "\"CANCEL\": 7", FORMAT, "maps.po_status.CANCEL",
    "must be a text, not a number" },
  { "map-value", "\"CANCEL\": \"cancelled\"", "\"CANCEL\": \"canceled\"", FORMAT,
    "entities.purchase_order.map.status", "the map “po_status” gives “canceled”, which is no value" },
  { "entity", "\"location\": {\n", "\"locations\": {\n", FORMAT, "entities.locations",
    "there is no such entity" },
  { "entity-set", "\"set\": \"places\"", "\"set\": \"place\"", FORMAT, "entities.location.set",
    "there is no set “place”" },
  { "entity-variant", "\"set\": \"places\"", "\"set\": \"places\", \"variants\": [\"rpc\", \"rest\"]", FORMAT,
    "entities.location.variants", "the set “places” is not for the variant “rest”" },
  { "entity-field", NUMBER, "\"numbr\": \"name\"", FORMAT, "entities.purchase_order.map.numbr",
    "the entity has no such field" },
  { "entity-map-missing", STATUS, "{\"enum\": \"status\", \"of\": \"state\"}", FORMAT,
    "entities.purchase_order.map.status", "there is no map “status”" },
  { "entity-enum-path", STATUS, "\"state\"", FORMAT, "entities.purchase_order.map.status",
    "needs {\"enum\"" },
  { "entity-enum-const", STATUS, "{\"first\": [" STATUS ", {\"const\": \"open!\"}]}", FORMAT,
    "entities.purchase_order.map.status", "“open!” is no value of this field" },
  { "entity-enum-text", CURRENCY, "\"currency\": {\"enum\": \"units\", \"of\": \"x\"}", FORMAT,
    "entities.purchase_order.map.currency", "“enum” is for fields with fixed values" },
  { "entity-lookups", "\"lookups\": [\"vendors\"],", "", FORMAT, "entities.purchase_order.map.vendor",
    "looks into the set “vendors”, which is not in “lookups”" },
  { "entity-lookup-unknown", "\"lookup\": \"vendors\"", "\"lookup\": \"sellers\"", FORMAT,
    "entities.purchase_order.map.vendor", "looks into a set “sellers”, which there is not" },
  { "entity-lookup-unused", "\"lookups\": [\"vendors\"]", "\"lookups\": [\"vendors\", \"orders\"]", FORMAT,
    "entities.purchase_order.lookups", "nothing looks into the set “orders”" },
  { "entity-lookup-variant",
    "\"lookups\": [\"vendors\"],\n      \"right\": \"May read purchase orders\",\n      \"map\": {\n        "
    "\"number\": \"name\"",
    "\"variants\": [\"rest\"], \"right\": \"May read\", \"lookups\": [\"vendors\", \"places\"],\n      "
    "\"map\": {\n        "
    "\"number\": "
    "{\"lookup\": \"places\", \"key\": \"a\", \"get\": \"b\"}",
    FORMAT, "entities.purchase_order.lookups", "the set “places” is for no variant that gives the entity" },
  { "entity-set-repeats", "\"title\": \"purchase.order\",",
    "\"title\": \"purchase.order\", \"repeats\": true,", FORMAT, "entities.purchase_order.set",
    "keys of “orders” come again, so its records are no rows" },
  { "entity-parent", NUMBER, "\"number\": {\"parent\": \"name\"}", FORMAT,
    "entities.purchase_order.map.number", "“parent” needs a child list" },
  { "entity-parent-parent", UOM, "\"uom\": {\"parent\": {\"parent\": \"unit\"}}", FORMAT,
    "entities.purchase_order_line.map.uom", "“parent” stands in “parent”" },
  { "entity-expression", UOM, "\"uom\": {\"upper\": \"unit\"}", FORMAT,
    "entities.purchase_order_line.map.uom", "is no expression" },
  { "entity-expression-key", UOM, "\"uom\": {\"map\": \"units\", \"from\": \"unit\"}", FORMAT,
    "entities.purchase_order_line.map.uom.from", "unknown key" },
  { "entity-expression-deep", UOM, "\"uom\": {\"first\": [\"a\", {\"join\": [\"b\", 7], \"with\": \"\"}]}",
    FORMAT, "entities.purchase_order_line.map.uom.first[1].join[1]",
    "must be a path or an expression, not a number" },
  { "entity-condition", "{\"not\": {\"of\": \"type\", \"is\": [\"title\"]}}", "{\"not\": {\"of\": \"type\"}}",
    FORMAT, "entities.purchase_order_line.where.not", "is no condition" },
  { "evidence-entity", "\"kind\": \"general\"", "\"kind\": \"general\", \"entity\": \"asset\"", FORMAT,
    "evidence[0].entity", "the system gives no entity “asset”" },
  { "entity-word", "{\"of\": \"type\", \"is\": [\"title\"]}", "{\"of\": \"type\", \"word\": [\"a title\"]}",
    FORMAT, "entities.purchase_order_line.where.not.word", "“a title” is not one word" },
  { "evidence-address", "\"page\": \"https://vendor.example/docs\", \"date\"",
    "\"page\": \"the manual\", \"date\"", FORMAT, "evidence[1].page", "must be the address of a page" },
  { "evidence-page", "\"page\": \"https://vendor.example/docs\", ", "", FORMAT, "evidence[1].page",
    "is missing" },
  { "evidence-date", "\"date\": \"2026-01-02\"", "\"date\": \"2026-02-30\"", FORMAT, "evidence[1].date",
    "must be a date" },
};

static void
test_bad_file (gconstpointer data)
{
  g_autofree char *good = mw_test_good ();

  mw_test_bad_file ("good.json", good, data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog/entity-files/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  return g_test_run ();
}
