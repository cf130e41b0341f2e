/* test-catalog-search.c: systems are found by what people type, and names without a file are never among them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-catalog-search.h"
#include "mw-catalog-test.h"

#define CHILD(id, name, more)                                                                                \
  id ".json", "{\"format\": 1, \"revision\": 1, \"id\": \"" id "\", \"name\": \"" name                       \
              "\", \"extends\": \"good\"" more "}"

/* Ids of the systems that @query finds, best first; then names of the others. */
static char *
search (MwCatalog *catalog, const char *query, gboolean *similar)
{
  g_autoptr (MwCatalogSearch) found = mw_catalog_search (catalog, query);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->systems->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                            mw_system_get_id (found->systems->pdata[i]));
  for (guint i = 0; i < found->others->len; i++)
    g_string_append_printf (text, "%s(%s)", text->len > 0 ? " " : "",
                            ((const MwOtherSystem *) found->others->pdata[i])->name);
  *similar = found->similar;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_found (MwCatalog *catalog, const char *query, const char *wanted)
{
  gboolean similar;
  g_autofree char *found = search (catalog, query, &similar);

  g_assert_cmpstr (found, ==, wanted);
  g_assert_true (!similar || *wanted == '\0');
}

static void
assert_similar (MwCatalog *catalog, const char *query, const char *wanted)
{
  gboolean similar;
  g_autofree char *found = search (catalog, query, &similar);

  g_assert_cmpstr (found, ==, wanted);
  g_assert_true (similar);
}

static void
test_words (void)
{
  g_autofree char *good = mw_test_good ();
  const char *const files[] = {
    "good.json",
    good,
    "plant.json",
    "{\"format\": 1, \"revision\": 1, \"id\": \"plant\", \"name\": \"Zoo plant\", \"extends\": \"good\", "
    "\"address\": {\"field\": null, \"builtin\": \"demo\"}, \"category\": [\"cmms\"], \"names\": [\"Try "
    "me\"], "
    "\"form\": [{\"id\": \"database\", \"kind\": \"text\", \"label\": \"D\"}, {\"id\": \"user\", \"kind\": "
    "\"text\", \"label\": \"U\"}, {\"id\": \"password\", \"kind\": \"password\", \"label\": \"P\"}, {\"id\": "
    "\"key\", \"kind\": \"secret\", \"label\": \"K\"}]}",
    CHILD ("acme", "Acme", ", \"names\": [\"Zoo\"], \"through\": \"Middleman\""),
    CHILD ("zoo", "My zoo", ", \"names\": null"),
    NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load (files, &error);
  g_autofree char *tier = NULL;

  g_assert_no_error (error);
  /* All: what is built in first, then by name. */
  assert_found (catalog, NULL, "plant acme good zoo");
  assert_found (catalog, "", "plant acme good zoo");
  assert_found (catalog, " \t ", "plant acme good zoo");
  /* The name begins so, has the word, nickname. */
  assert_found (catalog, "zoo", "plant zoo acme");
  /* The name itself, before the vendor's name. */
  assert_found (catalog, "ACME", "acme plant good zoo");
  assert_found (catalog, "good erp", "good");
  assert_found (catalog, "  göod ", "good");
  assert_found (catalog, "cmms", "plant");
  assert_found (catalog, "wms software", "acme good zoo");
  assert_found (catalog, "middle", "acme");
  assert_found (catalog, "zoo nothing", "");
  assert_found (catalog, "\xff\xfe", "");
  assert_found (catalog, "...", "");
  tier = mw_system_dup_tier (mw_catalog_find (catalog, "plant"), NULL, NULL);
  g_assert_cmpstr (tier, ==, "Part of this program");
}

static void
test_typing_errors (void)
{
  g_autofree char *good = mw_test_good ();
  const char *const files[] = {
    "good.json",
    good,
    CHILD ("odoo", "Odoo", ", \"names\": [\"OpenERP\", \"Tiny ERP\"], \"vendor\": \"Odoo\""),
    CHILD ("netsuite", "Oracle NetSuite", ", \"names\": null, \"vendor\": \"Oracle\""),
    CHILD ("maximo", "IBM Maximo", ", \"names\": [\"MAS\"], \"vendor\": \"IBM\""),
    CHILD ("dynamics", "Dynamics 365 Business Central",
           ", \"names\": [\"Navision\"], \"vendor\": \"Microsoft\""),
    CHILD ("s4", "SAP S/4HANA", ", \"names\": null, \"vendor\": \"SAP\""),
    NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load (files, &error);

  g_assert_no_error (error);
  /* Part of the name: no error at all. */
  assert_found (catalog, "odo", "odoo");
  assert_similar (catalog, "oddoo", "odoo");
  assert_similar (catalog, "oodo", "odoo");
  assert_similar (catalog, "netsute", "netsuite");
  assert_similar (catalog, "Oracle netsut", "netsuite");
  assert_similar (catalog, "maximmo", "maximo");
  assert_similar (catalog, "dynamcs", "dynamics");
  assert_similar (catalog, "microsft buisness", "dynamics");
  assert_similar (catalog, "navison", "dynamics");
  assert_similar (catalog, "opnerp", "odoo");
  /* Written together or apart. */
  assert_found (catalog, "net suite", "netsuite");
  assert_found (catalog, "s4hana", "s4");
  assert_found (catalog, "S4 HANA", "s4");
  assert_found (catalog, "s/4", "s4");
  assert_found (catalog, "tiny erp", "odoo good");
  /* Two letters are an abbreviation: nothing is similar to it. */
  assert_similar (catalog, "mx", "");
}

static void
write_others (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

#define FIIX                                                                                                 \
  "{\"name\": \"Fiix\", \"vendor\": \"Rockwell\", \"names\": [\"Good old Fiix\"], \"category\": "            \
  "[\"cmms\"], "                                                                                             \
  "\"via\": [\"good\", \"nowhere\"]}"

static void
test_others (void)
{
  g_autofree char *good = mw_test_good ();
  g_autofree char *folder = g_dir_make_tmp ("mw-others-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "others.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load_one (good, &error);
  g_autoptr (GPtrArray) ways = NULL;
  static const struct
  {
    const char *text;
    const char *message;
  } bad[] = {
    { "{\"format\": 1}", "others.json: systems: is missing" },
    { "{\"format\": 2, \"systems\": []}", "others.json: format: 2 is newer" },
    { "{\"format\": 1, \"systems\": [{\"name\": \"A\"}]}", "others.json: systems[0].vendor: is missing" },
    { "{\"format\": 1, \"systems\": [{\"name\": \"A\", \"vendor\": \"B\", \"category\": [\"crm\"], \"via\": "
      "[\"good\"]}]}",
      "others.json: systems[0].category: “crm” is none of" },
    { "{\"format\": 1, \"systems\": [{\"name\": \"A\", \"vendor\": \"B\", \"category\": [\"erp\"], \"via\": "
      "[]}]}",
      "others.json: systems[0].via: must not be empty" },
  };
  guint n_others = 0;
  const MwOtherSystem *others;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      write_others (path, bad[i].text);
      g_assert_false (mw_catalog_load_others (catalog, path, &error));
      g_assert_true (g_str_has_prefix (error->message, bad[i].message));
      g_clear_error (&error);
      g_assert_null (mw_catalog_get_others (catalog, &n_others));
      g_assert_cmpuint (n_others, ==, 0);
    }
  write_others (path,
                "{\"format\": 1, \"systems\": [" FIIX ", {\"name\": \"ERPNext\", \"vendor\": \"Frappe\", "
                "\"category\": [\"erp\"], \"via\": [\"good\"]}]}");
  g_assert_true (mw_catalog_load_others (catalog, path, &error));
  g_assert_no_error (error);
  others = mw_catalog_get_others (catalog, &n_others);
  g_assert_cmpuint (n_others, ==, 2);
  /* They are in a group of their own, and a system never is one of them. */
  g_assert_cmpuint (mw_catalog_get_n_systems (catalog), ==, 1);
  assert_found (catalog, NULL, "good (Fiix) (ERPNext)");
  assert_found (catalog, "good", "good (Fiix)");
  assert_found (catalog, "fiix", "(Fiix)");
  assert_found (catalog, "frappe", "(ERPNext)");
  assert_similar (catalog, "erpnxt", "(ERPNext)");
  ways = mw_catalog_dup_ways (catalog, &others[0]);
  g_assert_cmpuint (ways->len, ==, 1);
  g_assert_true (ways->pdata[0] == mw_catalog_find (catalog, "good"));
  g_unlink (path);
  g_rmdir (folder);
}

/* The file that is installed: well formed, each name once and none that has a system file. */
static void
test_data (void)
{
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autofree char *path = mw_data_dup_path ("other-systems.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_catalog_load (systems, mw_test_model (), &error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_others = 0;
  const MwOtherSystem *others;

  g_assert_no_error (error);
  g_assert_true (mw_catalog_load_others (catalog, path, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    g_hash_table_add (names, g_utf8_casefold (mw_system_get_name (mw_catalog_get_system (catalog, i)), -1));
  others = mw_catalog_get_others (catalog, &n_others);
  g_assert_cmpuint (n_others, >, 20);
  for (guint i = 0; i < n_others; i++)
    {
      if (!g_hash_table_add (names, g_utf8_casefold (others[i].name, -1)))
        g_error ("“%s” stands twice, or has a system file", others[i].name);
      for (guint n = 0; others[i].names[n] != NULL; n++)
        g_assert_cmpint (strlen (others[i].names[n]), >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-search/words", test_words);
  g_test_add_func ("/catalog-search/typing-errors", test_typing_errors);
  g_test_add_func ("/catalog-search/others", test_others);
  g_test_add_func ("/catalog-search/data", test_data);
  return g_test_run ();
}
