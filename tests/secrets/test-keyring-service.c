/* test-keyring-service.c: a real Secret Service (gnome-keyring) on a private bus
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secret-store-cases.h"
#include "mw-secret-store-test.h"
#include "mw-secret-stores.h"

#include "mw-config.h"
#include "mw-test-tree.h"

#define SERVICE    "org.freedesktop.secrets"
#define PATH       "/org/freedesktop/secrets"
#define COLLECTION "/org/freedesktop/secrets/collection/login"

static GVariant *
call (const char *object, const char *interface, const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GVariant *answer;

  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (bus, SERVICE, object, interface, method, arguments, NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

/* What any program on the bus can read without unlocking: the label, and one random id. */
static DexFuture *
test_attributes (gpointer unused)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) found = NULL;
  g_autoptr (GVariant) label = NULL;
  g_autoptr (GVariant) attributes = NULL;
  g_autoptr (GVariant) pairs = NULL;
  g_autofree const char **items = NULL;
  g_autofree const char **locked = NULL;
  GVariantBuilder query;
  GVariantIter iter;
  const char *key, *value;
  guint n = 0;

  mw_secrets_set (secrets, "password", CANARY);
  dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), id, secrets), &error);
  g_assert_no_error (error);

  g_variant_builder_init (&query, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&query, "{ss}", "connection", id);
  found = call (PATH, "org.freedesktop.Secret.Service", "SearchItems", g_variant_new ("(a{ss})", &query));
  g_variant_get (found, "(^a&o^a&o)", &items, &locked);
  g_assert_nonnull (items[0]);
  g_assert_null (items[1]);
  label = call (items[0], "org.freedesktop.DBus.Properties", "Get",
                g_variant_new ("(ss)", "org.freedesktop.Secret.Item", "Label"));
  {
    g_autoptr (GVariant) text = NULL;

    g_variant_get (label, "(v)", &text);
    g_assert_cmpstr (g_variant_get_string (text, NULL), ==, "Millwright connection");
  }
  attributes = call (items[0], "org.freedesktop.DBus.Properties", "Get",
                     g_variant_new ("(ss)", "org.freedesktop.Secret.Item", "Attributes"));
  g_variant_get (attributes, "(v)", &pairs);
  g_variant_iter_init (&iter, pairs);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &value))
    {
      if (g_str_equal (key, "connection"))
        g_assert_cmpstr (value, ==, id);
      else
        {
          g_assert_cmpstr (key, ==, "xdg:schema");
          g_assert_cmpstr (value, ==, MW_APP_ID);
        }
      n++;
    }
  g_assert_cmpuint (n, ==, 2);
  dex_await (mw_secret_store_remove (mw_secret_stores_get_lasting (), id), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* Something else wrote under our id. */
static DexFuture *
test_not_ours (gpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) tool = NULL;
  MwSecrets *found;

  tool = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, "secret-tool", "store", "--label=x",
                           "xdg:schema", MW_APP_ID, "connection", "not-ours", NULL);
  if (tool == NULL)
    {
      g_test_skip ("secret-tool is not installed");
      return dex_future_new_true ();
    }
  g_assert_true (g_subprocess_communicate_utf8 (tool, "[1,", NULL, NULL, NULL, &error));
  g_assert_true (g_subprocess_get_successful (tool));
  found = mw_secret_store_test_read (mw_secret_stores_get_lasting (), "not-ours", &error);
  g_assert_null (found);
  g_assert_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_DAMAGED);
  return dex_future_new_true ();
}

static GSubprocess *
start_daemon (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) daemon = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GOutputStream *in;

  g_assert_no_error (error);
  /* It warns about a replaced item; that must not end it. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                        "--components=secrets", "--unlock", NULL);
  g_assert_no_error (error);
  in = g_subprocess_get_stdin_pipe (daemon);
  g_assert_true (g_output_stream_write_all (in, "test\n", 5, NULL, NULL, &error));
  g_output_stream_close (in, NULL, NULL);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
        bus, SERVICE, COLLECTION, "org.freedesktop.DBus.Properties", "Get",
        g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"), NULL,
        G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);

      if (answer)
        return g_steal_pointer (&daemon);
      g_usleep (50000);
    }
  g_error ("gnome-keyring-daemon does not answer");
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("mw-keyring-XXXXXX", NULL);
  g_autofree char *daemon_path = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *bus_path = g_find_program_in_path ("dbus-daemon");
  GTestDBus *bus;
  g_autoptr (GSubprocess) daemon = NULL;
  int result;

  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (daemon_path == NULL || bus_path == NULL)
    {
      g_print ("1..0 # SKIP gnome-keyring-daemon or dbus-daemon is not installed\n");
      mw_test_remove_tree (folder);
      return 77;
    }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  daemon = start_daemon ();
  mw_secret_store_cases_add ("/keyring/service", mw_secret_stores_get_lasting ());
  mw_secret_store_test_add ("/keyring/service/attributes", test_attributes);
  mw_secret_store_test_add ("/keyring/service/not-ours", test_not_ours);
  result = g_test_run ();
  g_subprocess_force_exit (daemon);
  mw_test_remove_tree (folder);
  /* libsecret keeps its connection for the life of the process, and g_test_dbus_down() would wait for it; the
   * bus ends with this process. */
  return result;
}
