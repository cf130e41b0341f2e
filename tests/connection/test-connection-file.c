/* test-connection-file.c: connection files are written whole, read back, and never lost when they are damaged
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "mw-connection-file.h"
#include "mw-test-home.h"

#define ID "6f1c9a52-6a3c-4f3b-8a41-1d0b6f6f0c11"

static MwConnectionFile *
new_file (const char *id)
{
  MwConnectionFile *file = mw_connection_file_new ();

  file->id = g_strdup (id);
  file->system = g_strdup ("workshop");
  file->revision = 7;
  file->sign_in = g_strdup ("password");
  file->label = g_strdup ("Łódź “plant” \\ \n é");
  file->environment = MW_ENVIRONMENT_TEST;
  file->colour = MW_COLOUR_ORANGE;
  mw_variables_set_text (file->settings, "url", "https://erp.example.com");
  mw_variables_set_text (file->settings, "user", "anna");
  file->store = mw_secret_stores_get_lasting ();
  file->allow_plain = TRUE;
  file->certificate = g_strdup ("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
  file->accepted = MW_CERTIFICATE_UNKNOWN_AUTHORITY | MW_CERTIFICATE_EXPIRED;
  file->keep_password = TRUE;
  file->version = g_strdup ("19.0 <b>");
  file->token_ends_at = G_GINT64_CONSTANT (1798350000000000);
  file->created_at = G_GINT64_CONSTANT (1795350000000000);
  return file;
}

static char *
new_folder (void)
{
  g_autofree char *parent = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);

  g_assert_nonnull (parent);
  return g_build_filename (parent, "millwright", "connections", NULL);
}

static void
remove_folder (const char *folder)
{
  g_autofree char *middle = g_path_get_dirname (folder);
  g_autofree char *parent = g_path_get_dirname (middle);

  mw_test_remove_tree (parent);
}

static void
test_round_trip (void)
{
  g_autofree char *folder = new_folder ();
  g_autoptr (MwConnectionFile) file = new_file (ID);
  g_autoptr (MwConnectionFile) back = NULL;
  g_autofree char *path = g_build_filename (folder, ID ".json", NULL);
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (mw_connection_file_save (file, folder, &error));
  g_assert_no_error (error);
  g_assert_true (mw_connection_file_save (file, folder, &error)); /* over the old one */
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  back = mw_connection_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->id, ==, ID);
  g_assert_cmpstr (back->system, ==, "workshop");
  g_assert_cmpuint (back->revision, ==, 7);
  g_assert_cmpstr (back->sign_in, ==, "password");
  g_assert_cmpstr (back->label, ==, file->label);
  g_assert_cmpint (back->environment, ==, MW_ENVIRONMENT_TEST);
  g_assert_cmpint (back->colour, ==, MW_COLOUR_ORANGE);
  g_assert_true (back->store == mw_secret_stores_get_lasting ());
  g_assert_true (back->allow_plain);
  g_assert_true (back->keep_password);
  g_assert_cmpstr (back->certificate, ==, file->certificate);
  g_assert_cmpuint (back->accepted, ==, file->accepted);
  g_assert_cmpint (back->created_at, ==, file->created_at);
  g_assert_cmpstr (back->version, ==, "19.0 <b>");
  g_assert_cmpint (back->token_ends_at, ==, file->token_ends_at);
  url = mw_variables_dup_text (back->settings, "url");
  g_assert_cmpstr (url, ==, "https://erp.example.com");
  g_assert_true (mw_connection_file_remove (folder, ID, &error));
  g_assert_true (mw_connection_file_remove (folder, ID, &error)); /* already gone */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

/* What was chosen is read back; what is damaged is left out, and the connection stays usable. */
static void
test_narrowing (void)
{
  static const char damaged[] =
    "{\"format\":1,\"id\":\"" ID "\",\"system\":\"x\",\"sign_in\":\"y\",\"label\":\"z\",\"settings\":{},"
    "\"place\":\"keyring\",\"choices\":{\"a\":5,\"b\":{\"values\":[1,{},{\"value\":null},{\"value\":[]},"
    "{\"value\":\"x\",\"label\":7}]},\"c\":{\"all\":\"yes\",\"values\":{}}},"
    "\"scopes\":{\"item\":\"open\",\"asset\":\"soon\",\"vendor\":5,\"location\":[]}}";
  const MwChosenValue number = { (char *) "7",    TRUE,           (char *) "ACME DE",
                                 (char *) "DE01", (char *) "EUR", (char *) "Europe/Berlin" };
  const MwChosenValue text = { (char *) "0012", FALSE, (char *) "ACME „US“", NULL, NULL, NULL };
  const MwScope scope = { MW_SCOPE_CHANGED, "2026-01-31" };
  g_autofree char *folder = new_folder ();
  g_autofree char *path = g_build_filename (folder, ID ".json", NULL);
  g_autoptr (MwConnectionFile) file = new_file (ID);
  g_autoptr (MwConnectionFile) back = NULL;
  g_autoptr (MwConnectionFile) bad = NULL;
  g_autoptr (MwChosen) chosen = mw_chosen_new ();
  g_autoptr (GError) error = NULL;
  const MwChosenValue *value;
  MwScope read;

  mw_chosen_add (chosen, "company", &number);
  mw_chosen_add (chosen, "company", &text);
  mw_chosen_add (chosen, "site", &text);
  mw_chosen_set_all (chosen, "site");
  mw_chosen_set_none (chosen, "plant");
  mw_narrowing_set_chosen (file->narrowing, chosen);
  mw_narrowing_set_scope (file->narrowing, "purchase_order", &scope);
  g_assert_true (mw_connection_file_save (file, folder, &error));
  back = mw_connection_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_true (mw_chosen_equal (mw_narrowing_get_chosen (back->narrowing), chosen));
  value = mw_chosen_get_value (mw_narrowing_get_chosen (back->narrowing), "company", 0);
  g_assert_true (value->is_number);
  g_assert_cmpstr (value->value, ==, "7");
  g_assert_cmpstr (value->label, ==, "ACME DE");
  g_assert_cmpstr (value->zone, ==, "Europe/Berlin");
  value = mw_chosen_get_value (mw_narrowing_get_chosen (back->narrowing), "company", 1);
  g_assert_false (value->is_number);
  g_assert_cmpstr (value->value, ==, "0012");
  g_assert_null (value->currency);
  g_assert_true (mw_chosen_is_made (mw_narrowing_get_chosen (back->narrowing), "plant"));
  read = mw_narrowing_get_scope (back->narrowing, "purchase_order");
  g_assert_true (mw_scope_equal (&read, &scope));
  read = mw_narrowing_get_scope (back->narrowing, "vendor");
  g_assert_cmpint (read.kind, ==, MW_SCOPE_EVERYTHING);

  g_assert_true (g_file_set_contents (path, damaged, -1, NULL));
  bad = mw_connection_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_false (mw_chosen_is_made (mw_narrowing_get_chosen (bad->narrowing), "a"));
  g_assert_cmpuint (mw_chosen_get_n_values (mw_narrowing_get_chosen (bad->narrowing), "b"), ==, 1);
  g_assert_cmpstr (mw_chosen_get_value (mw_narrowing_get_chosen (bad->narrowing), "b", 0)->label, ==, "x");
  g_assert_false (mw_chosen_is_all (mw_narrowing_get_chosen (bad->narrowing), "c"));
  read = mw_narrowing_get_scope (bad->narrowing, "item");
  g_assert_cmpint (read.kind, ==, MW_SCOPE_OPEN);
  read = mw_narrowing_get_scope (bad->narrowing, "asset");
  g_assert_cmpint (read.kind, ==, MW_SCOPE_EVERYTHING);
  remove_folder (folder);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    MwConnectionError code;
  } table[] = {
    { "", MW_CONNECTION_ERROR_DAMAGED },
    { "{", MW_CONNECTION_ERROR_DAMAGED },
    { "[]", MW_CONNECTION_ERROR_DAMAGED },
    { "null", MW_CONNECTION_ERROR_DAMAGED },
    { "{}", MW_CONNECTION_ERROR_DAMAGED },
    { "\xff\xfe\x00", MW_CONNECTION_ERROR_DAMAGED },
    { "{\"format\":1}", MW_CONNECTION_ERROR_DAMAGED },
    { "{\"format\":1,\"id\":5}", MW_CONNECTION_ERROR_DAMAGED },
    { "{\"format\":1,\"id\":\"" ID
      "\",\"system\":\"x\",\"sign_in\":\"y\",\"label\":\"z\",\"settings\":[],\"place\":\"keyring\"}",
      MW_CONNECTION_ERROR_DAMAGED },
    { "{\"format\":1,\"id\":\"../../"
      "x\",\"system\":\"x\",\"sign_in\":\"y\",\"label\":\"z\",\"settings\":{},\"place\":\"keyring\"}",
      MW_CONNECTION_ERROR_DAMAGED },
    { "{\"format\":1,\"id\":\"6f1c9a52-6a3c-4f3b-8a41-1d0b6f6f0c12\",\"system\":\"x\",\"sign_in\":\"y\","
      "\"label\":\"z\","
      "\"settings\":{},\"place\":\"keyring\"}",
      MW_CONNECTION_ERROR_DAMAGED },
    { "{\"format\":2,\"id\":[]}", MW_CONNECTION_ERROR_NEWER },
  };
  g_autofree char *folder = new_folder ();
  g_autofree char *path = g_build_filename (folder, ID ".json", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) files = NULL;
      g_autofree char *kept = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, table[i].text, -1, NULL));
      g_assert_null (mw_connection_file_load (path, &error));
      g_assert_error (error, MW_CONNECTION_ERROR, (int) table[i].code);
      files = mw_connection_file_load_all (folder, problems);
      g_assert_cmpuint (files->len, ==, 0);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_nonnull (strstr (problems->pdata[0], path));
      g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, table[i].text);
    }
  remove_folder (folder);
}

static void
test_load_all (void)
{
  static const char *const ids[] = { "00000000-6a3c-4f3b-8a41-1d0b6f6f0c11",
                                     "ffffffff-6a3c-4f3b-8a41-1d0b6f6f0c11" };
  g_autofree char *folder = new_folder ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) none = mw_connection_file_load_all (folder, problems);
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *rest = g_build_filename (folder, ID ".json.X3WZ01", NULL);

  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (MwConnectionFile) file = new_file (ids[i]);

      file->created_at -= (gint64) i * G_USEC_PER_SEC; /* the second one is older */
      g_assert_true (mw_connection_file_save (file, folder, NULL));
    }
  g_assert_true (g_file_set_contents (rest, "half", -1, NULL));
  files = mw_connection_file_load_all (folder, problems);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (((MwConnectionFile *) files->pdata[0])->id, ==, ids[1]);
  remove_folder (folder);
}

static void
test_unwritable (void)
{
  g_autofree char *folder = new_folder ();
  g_autofree char *middle = g_path_get_dirname (folder);
  g_autofree char *parent = g_path_get_dirname (middle);
  g_autoptr (MwConnectionFile) file = new_file (ID);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (middle, "a file where a folder should be", -1, NULL));
  g_assert_false (mw_connection_file_save (file, folder, &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE);
  mw_test_remove_tree (parent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/file/round-trip", test_round_trip);
  g_test_add_func ("/connection/file/narrowing", test_narrowing);
  g_test_add_func ("/connection/file/bad", test_bad);
  g_test_add_func ("/connection/file/load-all", test_load_all);
  g_test_add_func ("/connection/file/unwritable", test_unwritable);
  return g_test_run ();
}
