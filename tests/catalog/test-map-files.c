/* test-map-files.c: what maps may be filled with, and how values may be wrapped
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bad-file.h"

#define CURRENCY "{\"const\": \"EUR\"}"
#define NULLS    "\"nulls\": [\"\", false],"

static const BadFile bad_files[] = {
  /* Places in maps */
  { "place", CURRENCY, "{\"const\": \"{nothing}\"}", FORMAT, "entities.purchase_order.map.currency",
    "nothing gives {nothing} a value here" },
  { "place-of-one-sign-in", CURRENCY, "{\"const\": \"{user}\"}", FORMAT,
    "entities.purchase_order.map.currency", "nothing gives {user} a value here" },
  { "place-secret", CURRENCY, "{\"const\": \"{url}/{password}\"}", UNSAFE,
    "entities.purchase_order.map.currency", "the secret {password} may not stand here" },
  { "place-token", CURRENCY, "{\"first\": [{\"const\": \"{token}\"}]}", UNSAFE,
    "entities.purchase_order.map.currency", "the secret {token} may not stand here" },
  { "place-page", CURRENCY, "{\"const\": \"{limit}\"}", FORMAT, "entities.purchase_order.map.currency",
    "nothing gives {limit} a value here" },
  { "zone-place", CURRENCY, "{\"instant\": \"a\", \"zone\": \"{nothing}\"}", FORMAT,
    "entities.purchase_order.map.currency", "nothing gives {nothing} a value here" },
  { "zone-text", CURRENCY, "{\"instant\": \"a\", \"zone\": \"Europe/{database}\"}", FORMAT,
    "entities.purchase_order.map.currency.zone", "is no name of a time zone" },
  { "pick-place", CURRENCY,
    "{\"pick\": \"a\", \"where\": \"b\", \"is\": [\"x\", \"{password}\"], \"get\": \"c\"}", UNSAFE,
    "entities.purchase_order.map.currency", "the secret {password} may not stand here" },

  /* Expressions on elements */
  { "element-lookup", CURRENCY,
    "{\"join\": \"a[]\", \"of\": {\"lookup\": \"links\", \"key\": \"b\", \"get\": \"c\"}, "
    "\"with\": \"\"}",
    FORMAT, "entities.purchase_order.map.currency", "looks into the set “links”, which is not in “lookups”" },
  { "element-parents", CURRENCY, "{\"max\": \"a[]\", \"of\": {\"parent\": {\"parent\": \"b\"}}}", FORMAT,
    "entities.purchase_order.map.currency", "“parent” needs a child list in “each”" },
  { "row-parents", "{\"parent\": \"name\"}",
    "{\"max\": \"a[]\", \"of\": {\"parent\": {\"parent\": {\"parent\": \"b\"}}}}", FORMAT,
    "entities.purchase_order_line.map.purchase_order", "“parent” stands in “parent”" },
  { "element-map", CURRENCY, "{\"pick\": \"a\", \"any\": true, \"get\": {\"map\": \"none\", \"of\": \"b\"}}",
    FORMAT, "entities.purchase_order.map.currency", "there is no map “none”" },
  { "status-pick", "{\"enum\": \"po_status\", \"of\": \"state\"}",
    "{\"pick\": \"a\", \"any\": true, \"get\": \"state\"}", FORMAT, "entities.purchase_order.map.status",
    "needs {\"enum\": a map, \"of\": …}" },
  { "status-clock", "{\"enum\": \"po_status\", \"of\": \"state\"}", "{\"clock\": \"state\"}", FORMAT,
    "entities.purchase_order.map.status", "needs {\"enum\": a map, \"of\": …}" },

  /* Decoders */
  { "decoders-type", NULLS, NULLS "\"decoders\": \"odata\",", FORMAT, "variants[0].decoders",
    "must be a list of words, not a text" },
  { "decoders-word", NULLS, NULLS "\"decoders\": [\"odata\", \"xml\"],", FORMAT, "variants[0].decoders[1]",
    "“xml” is none of: odata, value-objects" },
  { "decoders-number", NULLS, NULLS "\"decoders\": [2],", FORMAT, "variants[0].decoders[0]",
    "must be a text, not a number" },
};

static void
test_bad (gconstpointer data)
{
  g_autofree char *good = mw_test_good ();

  mw_test_bad_file ("good.json", good, data);
}

static void
test_good (void)
{
  static const char *const maps[] = {
    "{\"const\": \"{url}/{database}\"}",
    "{\"instant\": \"a\", \"zone\": \"{zone}\"}",
    "{\"pick\": \"a\", \"where\": \"b\", \"is\": [\"{language}\", \"EN\"], \"any\": true, \"get\": "
    "{\"parent\": \"c\"}}",
    "{\"join\": \"a[]\", \"of\": {\"lookup\": \"vendors\", \"key\": {\"parent\": \"b\"}, \"get\": \"c\"}, "
    "\"with\": \"\"}",
  };
  g_autofree char *good = mw_test_good ();
  g_autofree char *decoded = mw_test_replace (good, NULLS,
                                              NULLS "\"decoders\": [\"value-objects\", \"odata\"],");

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      g_autofree char *text = mw_test_replace (decoded, CURRENCY, maps[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (MwCatalog) catalog = mw_test_load_one (text, &error);
      const MwVariant *variant;

      g_assert_no_error (error);
      variant = mw_system_find_variant (mw_catalog_find (catalog, "good"), "session");
      g_assert_true (variant->dialect.odata);
      g_assert_true (variant->dialect.value_objects);
      variant = mw_system_find_variant (mw_catalog_find (catalog, "good"), "key");
      g_assert_false (variant->dialect.odata);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/map-files/good", test_good);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog/map-files/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad);
    }
  return g_test_run ();
}
