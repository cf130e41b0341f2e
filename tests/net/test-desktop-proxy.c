/* test-desktop-proxy.c: the proxy that stands in the settings of the desktop, by address and by a script
 * (PAC)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "mw-net-test.h"

static MwFixtureServer *proxy;
static char *folder;

/* GIO's resolver for GNOME reads the settings; a script is run by a service of its own, never in the program.
 */
static gboolean
is_there (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema)
    schema = source != NULL ? g_settings_schema_source_lookup (source, "org.gnome.system.proxy", TRUE) : NULL;

  return schema != NULL &&
         g_str_equal (G_OBJECT_TYPE_NAME (g_proxy_resolver_get_default ()), "GProxyResolverGnome");
}

/* What is sent comes to the proxy, as for a proxy; what this computer gives itself does not. */
static void
assert_used (gboolean used)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTransport) transport = mw_transport_new ("http://millwright.invalid", &error);
  g_autoptr (MwRequest) request = mw_request_new ("GET", "http://millwright.invalid/x");
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) here = mw_net_test_transport (server);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (MwResponse) own = NULL;
  guint n_before = mw_fixture_server_get_n_connections (proxy);
  guint n_after;

  mw_transport_set_sleep (transport, mw_net_test_no_sleep, NULL);
  mw_transport_set_allow_plain (transport, TRUE);
  response = mw_net_test_send (transport, request, &error);
  n_after = mw_fixture_server_get_n_connections (proxy);
  g_assert_true (used == (n_after > n_before));
  g_assert_true (used == (response != NULL));
  mw_fixture_server_add_json (server, "/", "{}");
  own = mw_net_test_get (here, server, "/", NULL);
  g_assert_nonnull (own);
  g_assert_cmpuint (mw_fixture_server_get_n_connections (proxy), ==, n_after);
}

static DexFuture *
test_address (gpointer unused)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GSettings) http = NULL;

  if (!is_there ())
    {
      g_test_skip ("the desktop's proxy settings, or GIO's resolver for them, are not installed");
      return dex_future_new_true ();
    }
  settings = g_settings_new ("org.gnome.system.proxy");
  http = g_settings_get_child (settings, "http");
  assert_used (FALSE);
  g_settings_set_string (http, "host", "127.0.0.1");
  g_settings_set_int (http, "port", (int) mw_fixture_server_get_port (proxy));
  g_settings_set_string (settings, "mode", "manual");
  assert_used (TRUE);
  /* Taken back while the program runs. */
  g_settings_set_string (settings, "mode", "none");
  assert_used (FALSE);
  return dex_future_new_true ();
}

static DexFuture *
test_script (gpointer unused)
{
  g_autofree char *path = g_build_filename (folder, "proxy.pac", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *script = g_strdup_printf (
    "function FindProxyForURL (url, host) { return host == \"millwright.invalid\" ? \"PROXY 127.0.0.1:%u\" : "
    "\"DIRECT\"; }",
    mw_fixture_server_get_port (proxy));
  g_autoptr (GSettings) settings = NULL;

  if (!is_there () || !g_file_test ("/usr/libexec/glib-pacrunner", G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("the service that runs proxy scripts is not installed");
      return dex_future_new_true ();
    }
  g_assert_true (g_file_set_contents (path, script, -1, NULL));
  settings = g_settings_new ("org.gnome.system.proxy");
  g_settings_set_string (settings, "autoconfig-url", uri);
  g_settings_set_string (settings, "mode", "auto");
  assert_used (TRUE);
  g_settings_set_string (settings, "mode", "none");
  assert_used (FALSE);
  g_assert_cmpint (g_remove (path), ==, 0);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  static const char *const names[] = { "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY" };
  GTestDBus *bus;
  int result;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
  g_setenv ("XDG_CURRENT_DESKTOP", "GNOME", TRUE);
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("millwright-proxy-XXXXXX", NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (bus, "/usr/share/dbus-1/services");
  g_test_dbus_up (bus);
  proxy = mw_fixture_server_new ();
  mw_fixture_server_add (proxy, "", &(MwFixtureAnswer) { .body = "{}" });
  mw_net_test_add ("/desktop-proxy/address", test_address);
  mw_net_test_add ("/desktop-proxy/script", test_script);
  result = g_test_run ();
  mw_fixture_server_free (proxy);
  g_test_dbus_stop (bus);
  g_object_unref (bus);
  g_rmdir (folder);
  g_free (folder);
  return result;
}
