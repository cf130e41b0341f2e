/* test-keyring-portal.c: in a sandbox: the portal that keeps the file's key answers, or refuses
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secret-store-cases.h"
#include "mw-secret-store-test.h"
#include "mw-secret-stores.h"
#include "mw-test-tree.h"

#include <gio/gunixfdlist.h>
#include <string.h>
#include <unistd.h>

/* org.freedesktop.portal.Secret:
 * https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Secret.html */
static const char interface[] = "<node><interface name='org.freedesktop.portal.Secret'>"
                                "<method name='RetrieveSecret'><arg type='h' direction='in'/>"
                                "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
                                "<property name='version' type='u' access='read'/></interface></node>";

/* libsecret takes 64 bytes, no less. */
static const char master[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* The first three are what the portal answers. */
enum
{
  GIVEN,
  REFUSED, /* by the person */
  FAILED,
  SHORT_KEY,
  NOT_THERE,
  SERVICE, /* no portal, and nobody asks for the file: the keyring of the computer */
};

static guint32 response;
static guint n_asked;

static GVariant *
get_property (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *name,
              const char *property,
              GError **error,
              gpointer data)
{
  return g_variant_new_uint32 (1);
}

static void
call_method (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *name,
             const char *method,
             GVariant *arguments,
             GDBusMethodInvocation *call,
             gpointer data)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (arguments, 1);
  GUnixFDList *list = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (call));
  g_autofree char *who = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = NULL;
  const char *token = "t";
  int fd = g_unix_fd_list_get (list, 0, NULL);

  n_asked++;
  g_variant_lookup (options, "handle_token", "&s", &token);
  request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", who, token);
  if (response == GIVEN)
    g_assert_cmpint (write (fd, master, strlen (master)), ==, (gssize) strlen (master));
  else if (response == SHORT_KEY)
    g_assert_cmpint (write (fd, master, 10), ==, 10);
  close (fd);
  g_dbus_method_invocation_return_value (call, g_variant_new ("(o)", request));
  g_dbus_connection_emit_signal (bus, sender, request, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", response == SHORT_KEY ? GIVEN : response, NULL),
                                 NULL);
}

static const GDBusInterfaceVTable vtable = { .method_call = call_method, .get_property = get_property };

static void
serve (const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface, &error);
  g_autoptr (GVariant) answer = NULL;
  /* Held until the process ends. */
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);

  g_assert_no_error (error);
  g_dbus_connection_register_object (bus, "/org/freedesktop/portal/desktop", info->interfaces[0], &vtable,
                                     NULL, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                        "RequestName",
                                        g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 4), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static DexFuture *
test_answers (gpointer unused)
{
  g_assert_nonnull (strstr (mw_secret_store_get_place (mw_secret_stores_get_lasting ()), "encrypted file"));
  g_assert_cmpuint (n_asked, >, 0);
  return dex_future_new_true ();
}

/* An error that a person can act on, whatever was to be done, and no file with the token. */
static DexFuture *
test_refuses (gpointer unused)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);

  mw_secret_store_test_all_fail (mw_secret_stores_get_lasting (), "a",
                                 response == REFUSED ? MW_SECRET_STORE_ERROR_LOCKED
                                                     : MW_SECRET_STORE_ERROR_UNAVAILABLE);
  if (response < NOT_THERE)
    g_assert_cmpuint (n_asked, >, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  return dex_future_new_true ();
}

/* Where a token would be is told as it is. */
static DexFuture *
test_service (gpointer unused)
{
  MwSecretStore *store = mw_secret_stores_get_lasting ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mw_secret_stores_lasting_is_file ());
  dex_await (mw_secret_stores_look (), &error);
  g_assert_no_error (error);
  g_assert_false (mw_secret_stores_lasting_is_file ());
  g_assert_cmpstr (mw_secret_store_get_place (store), ==, "In the keyring of this computer");
  return test_refuses (NULL);
}

int
main (int argc, char *argv[])
{
  g_autofree char *bus_path = g_find_program_in_path ("dbus-daemon");
  g_autofree char *folder = g_dir_make_tmp ("mw-keyring-XXXXXX", NULL);
  GTestDBus *bus;
  int result;

  /* As in a Snap, where libsecret does what it does in a Flatpak. */
  g_setenv ("SNAP_NAME", "millwright", TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  response = argc > 1 ? (guint32) g_ascii_strtoull (argv[1], NULL, 10) : 0;
  if (response == SERVICE)
    g_unsetenv ("SECRET_BACKEND");
  else
    g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  if (bus_path == NULL)
    {
      g_print ("1..0 # SKIP dbus-daemon is not installed\n");
      mw_test_remove_tree (folder);
      return 77;
    }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  if (response < NOT_THERE)
    serve (g_test_dbus_get_bus_address (bus));
  if (response == GIVEN)
    {
      mw_secret_store_cases_add ("/keyring/portal", mw_secret_stores_get_lasting ());
      mw_secret_store_test_add ("/keyring/portal/answers", test_answers);
    }
  else
    mw_secret_store_test_add ("/keyring/portal/refuses", response == SERVICE ? test_service : test_refuses);
  result = g_test_run ();
  mw_test_remove_tree (folder);
  return result;
}
