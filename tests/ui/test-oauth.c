/* test-oauth.c: signing in with a browser, a pasted address and a code, in the window; a small program plays
 * the browser
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "mw-auth-prompt-view.h"
#include "mw-client-group.h"
#include "mw-connect-dialog.h"
#include "mw-copy-row.h"
#include "mw-fixture-server.h"
#include "mw-form-page.h"
#include "mw-form-row.h"
#include "mw-ladder-page.h"
#include "mw-qr-paintable.h"
#include "mw-sign-in-dialog.h"

#define REDIRECT "http://127.0.0.1/callback"

/* The system of tests/connection/systems/depot.json, and what its sign-in page does. */
typedef struct
{
  MwFixtureServer *server;
  int holds;   /* atomic: the page of the sign-in waits for the person, and never goes back */
  int pending; /* atomic: the code was not typed yet */
  int n_tokens;
  char *authorize; /* the query of the page that was opened last */
} Depot;

static void
answer_authorize (MwFixtureServer *server,
                  const MwFixtureRequest *request,
                  MwFixtureAnswer *answer,
                  gpointer data)
{
  Depot *self = data;
  const char *query = strchr (request->target, '?');
  g_autoptr (GHashTable) asked = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);

  g_atomic_pointer_set (&self->authorize, (char *) mw_fixture_server_keep (server, g_strdup (query + 1)));
  if (g_atomic_int_get (&self->holds))
    {
      answer->type = "text/html";
      answer->body = "<html>Sign in";
      return;
    }
  answer->status = 302;
  answer->headers = mw_fixture_server_keep (
    server, g_strdup_printf ("Location: %s?code=canary-code&state=%s\r\n",
                             (const char *) g_hash_table_lookup (asked, "redirect_uri"),
                             (const char *) g_hash_table_lookup (asked, "state")));
}

static void
answer_token (MwFixtureServer *server,
              const MwFixtureRequest *request,
              MwFixtureAnswer *answer,
              gpointer data)
{
  Depot *self = data;
  gsize length;
  const char *form = g_bytes_get_data (request->body, &length);

  if (g_strstr_len (form, (gssize) length, "refresh_token=") != NULL ||
      (g_strstr_len (form, (gssize) length, "device_code=") != NULL && g_atomic_int_get (&self->pending)))
    {
      answer->status = 400;
      answer->body = g_strstr_len (form, (gssize) length, "device_code=") != NULL
                       ? "{\"error\":\"authorization_pending\"}"
                       : "{\"error\":\"invalid_grant\"}";
      return;
    }
  answer->body = mw_fixture_server_keep (
    server, g_strdup_printf ("{\"access_token\":\"canary-access-%d\",\"refresh_token\":\"canary-refresh\"}",
                             g_atomic_int_add (&self->n_tokens, 1) + 1));
}

/* Only the newest token is good. */
static void
answer_records (MwFixtureServer *server,
                const MwFixtureRequest *request,
                MwFixtureAnswer *answer,
                gpointer data)
{
  Depot *self = data;
  g_autofree char *wanted = g_strdup_printf ("Bearer canary-access-%d", g_atomic_int_get (&self->n_tokens));

  if (g_strcmp0 (mw_fixture_request_get_header (request, "Authorization"), wanted) != 0)
    {
      answer->status = 401;
      answer->body = "{\"error\":\"sign in\"}";
      return;
    }
  answer->body = "{\"total\":1,\"name\":\"anna\",\"items\":[{\"id\":1,\"no\":\"PO-1\",\"total\":1.5}]}";
}

static Depot *
depot_new (void)
{
  Depot *self = g_new0 (Depot, 1);
  g_autofree char *page = NULL;
  g_autofree char *device = NULL;

  self->server = mw_fixture_server_new ();
  page = mw_fixture_server_dup_uri (self->server, "/go");
  device = g_strdup_printf ("{\"device_code\":\"canary-device\",\"user_code\":\"WDJB-MJHT\",\"interval\":0,"
                            "\"expires_in\":600,\"verification_uri\":\"%s\"}",
                            page);
  mw_fixture_server_add_json (self->server, "/version", "{\"workshop\":\"9.1\"}");
  mw_fixture_server_add_json (self->server, "/device", device);
  mw_fixture_server_add_json (self->server, "/revoke", "{}");
  mw_fixture_server_add_handler (self->server, "/authorize", answer_authorize, self);
  mw_fixture_server_add_handler (self->server, "/token", answer_token, self);
  for (guint i = 0; i < 3; i++)
    mw_fixture_server_add_handler (self->server,
                                   i == 0   ? "/me"
                                   : i == 1 ? "/orders"
                                            : "/vendors",
                                   answer_records, self);
  return self;
}

static void
depot_free (Depot *self)
{
  mw_fixture_server_free (self->server);
  g_free (self);
}

static MwConnectDialog *
open_form (MwUiTest *test, Depot *depot, guint sign_in)
{
  MwConnectDialog *dialog = mw_connect_dialog_new (test->engine);
  MwFormPage *form = mw_ui_child (dialog, "form_page");
  g_autofree char *url = mw_fixture_server_dup_uri (depot->server, NULL);

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  mw_connect_dialog_choose (dialog, mw_catalog_find (mw_engine_get_catalog (test->engine), "depot"));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (form)));
  adw_combo_row_set_selected (mw_ui_child (form, "sign_in"), sign_in);
  mw_form_page_type (form, "url", url);
  mw_form_page_type (form, "client", "anna");
  mw_ui_settle ();
  return dialog;
}

static MwAuthPromptView *
wait_for_prompt (gpointer page)
{
  MwAuthPromptView *view = mw_ui_child (page, "prompt");

  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (view)));
  mw_ui_settle ();
  return view;
}

static void
wait_for_connections (MwUiTest *test, guint n)
{
  mw_ui_wait (g_list_model_get_n_items (mw_engine_get_connections (test->engine)) == n);
}

static const char *
get_copied (MwUiTest *test)
{
  GdkContentProvider *content = gdk_clipboard_get_content (
    gtk_widget_get_clipboard (GTK_WIDGET (test->window)));
  static char *text;
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_free (text);
  text = g_value_dup_string (&value);
  return text;
}

/* The form says what to register; the browser is opened and comes back; nothing else is asked. */
static void
test_browser (void)
{
  Depot *depot = depot_new ();
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = open_form (test, depot, 0);
  MwFormPage *form = mw_ui_child (dialog, "form_page");
  GtkWidget *client = mw_ui_child (form, "client");

  mw_ui_wait (mw_ui_find (client, GTK_TYPE_LABEL, REDIRECT) != NULL);
  g_assert_nonnull (
    mw_ui_find (client, GTK_TYPE_LABEL, "orders offlineaccess")); /* mw_ui_find() takes them for mnemonics */
  g_assert_null (mw_ui_find (form, GTK_TYPE_WIDGET, "Address of the sign-in"));
  mw_ui_click (mw_ui_find (client, MW_TYPE_COPY_ROW, "Address to register (redirect URI)"), "Copy");
  g_assert_cmpstr (get_copied (test), ==, REDIRECT);
  mw_ui_shot (test, "90-register");
  mw_ui_click (dialog, "Connect");
  wait_for_connections (test, 1);
  g_assert_cmpuint (mw_fixture_server_count (depot->server, "/authorize"), ==, 1);
  g_assert_cmpint (depot->n_tokens, ==, 1);
  mw_ui_load (test);
  mw_ui_test_stop (test);
  depot_free (depot);
}

/* While the browser is away, the window says so; giving up takes it back to the form, and trying again works.
 */
static void
test_give_up (void)
{
  Depot *depot = depot_new ();
  MwUiTest *test = mw_ui_test_start ();
  guint before = g_list_model_get_n_items (mw_engine_get_connections (test->engine));
  MwConnectDialog *dialog = open_form (test, depot, 0);
  MwLadderPage *ladder = mw_ui_child (dialog, "ladder_page");
  MwAuthPromptView *view;

  g_atomic_int_set (&depot->holds, TRUE);
  mw_ui_click (dialog, "Connect");
  view = wait_for_prompt (ladder);
  g_assert_nonnull (mw_ui_find (view, GTK_TYPE_LABEL, "Waiting for your browser…"));
  mw_ui_wait (mw_fixture_server_count (depot->server, "/authorize") == 1);
  mw_ui_shot (test, "91-waiting");
  mw_ui_click (view, "Open the Page");
  mw_ui_wait (mw_fixture_server_count (depot->server, "/authorize") == 2);
  g_assert_null (mw_ui_find (view, GTK_TYPE_BUTTON, "Cancel")); /* there is one below already */
  mw_ui_click (dialog, "Cancel");
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_READY);
  g_assert_cmpint (depot->n_tokens, ==, 0);

  g_atomic_int_set (&depot->holds, FALSE);
  mw_ui_click (dialog, "Connect");
  wait_for_connections (test, before + 1);
  mw_ui_load (test);
  mw_ui_test_stop (test);
  depot_free (depot);
}

/* Nothing listens at the registered address: the person pastes what the browser shows at the end. */
static void
test_pasted (void)
{
  Depot *depot = depot_new ();
  MwUiTest *test = mw_ui_test_start ();
  guint before = g_list_model_get_n_items (mw_engine_get_connections (test->engine));
  MwConnectDialog *dialog = open_form (test, depot, 1);
  MwLadderPage *ladder = mw_ui_child (dialog, "ladder_page");
  MwAuthPromptView *view;
  g_autoptr (GHashTable) asked = NULL;
  g_autofree char *address = NULL;

  mw_ui_click (dialog, "Connect");
  view = wait_for_prompt (ladder);
  mw_ui_wait (g_atomic_pointer_get (&depot->authorize) != NULL);
  asked = g_uri_parse_params (depot->authorize, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  g_assert_cmpstr (g_hash_table_lookup (asked, "redirect_uri"), ==, "https://localhost/depot");
  g_assert_false (gtk_widget_is_sensitive (mw_ui_child (view, "go_on")));
  address = g_strdup_printf ("https://localhost/depot?code=canary-code&state=%s",
                             (const char *) g_hash_table_lookup (asked, "state"));
  gtk_editable_set_text (mw_ui_child (view, "pasted"), address);
  mw_ui_shot (test, "92-pasted");
  mw_ui_click (view, "Go On");
  wait_for_connections (test, before + 1);
  mw_ui_load (test);
  mw_ui_test_stop (test);
  depot_free (depot);
}

/* The code is large, can be copied, and no browser is opened: it may be typed on another device. */
static void
test_device (void)
{
  Depot *depot = depot_new ();
  MwUiTest *test = mw_ui_test_start ();
  guint before = g_list_model_get_n_items (mw_engine_get_connections (test->engine));
  MwConnectDialog *dialog = open_form (test, depot, 2);
  MwLadderPage *ladder = mw_ui_child (dialog, "ladder_page");
  g_autofree char *page = mw_fixture_server_dup_uri (depot->server, "/go");
  MwAuthPromptView *view;

  g_atomic_int_set (&depot->pending, TRUE);
  mw_ui_click (dialog, "Connect");
  view = wait_for_prompt (ladder);
  g_assert_true (gtk_widget_has_css_class (mw_ui_find (view, GTK_TYPE_LABEL, "WDJB-MJHT"), "mw-code"));
  g_assert_nonnull (mw_ui_find (view, GTK_TYPE_LABEL, page));
  g_assert_true (gtk_widget_get_mapped (mw_ui_child (view, "qr")));
  g_assert_true (MW_IS_QR_PAINTABLE (gtk_picture_get_paintable (mw_ui_child (view, "qr"))));
  g_assert_nonnull (strstr (gtk_label_get_text (mw_ui_child (view, "time_left")), "Valid for "));
  mw_ui_click (view, "Copy the Code");
  g_assert_cmpstr (get_copied (test), ==, "WDJB-MJHT");
  mw_ui_shot (test, "93-code");
  g_assert_cmpuint (mw_fixture_server_count (depot->server, "/go"), ==, 0);
  g_atomic_int_set (&depot->pending, FALSE);
  wait_for_connections (test, before + 1);
  mw_ui_load (test);
  mw_ui_test_stop (test);
  depot_free (depot);
}

static gboolean
signed_in (gboolean *flag)
{
  return *flag = TRUE;
}

/* A refresh token that the system does not accept any more: signing in again is a click and the browser. */
static void
test_again (void)
{
  Depot *depot = depot_new ();
  MwUiTest *test = mw_ui_test_start ();
  GListModel *connections = mw_engine_get_connections (test->engine);
  guint before = g_list_model_get_n_items (connections);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  MwSignInDialog *dialog;
  MwAuthPromptView *view;
  gboolean done = FALSE;

  open_form (test, depot, 0);
  mw_ui_click (mw_ui_dialog (test), "Connect");
  wait_for_connections (test, before + 1);
  mw_ui_load (test);
  connection = g_list_model_get_item (connections, before);
  g_atomic_int_inc (&depot->n_tokens);
  g_assert_false (mw_ui_await (mw_connection_check (connection, steps)));
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_SIGN_IN_AGAIN);

  dialog = mw_sign_in_dialog_new (test->engine, connection);
  g_signal_connect_swapped (dialog, "signed-in", G_CALLBACK (signed_in), &done);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  g_assert_null (mw_ui_find (dialog, MW_TYPE_FORM_ROW, NULL));
  mw_ui_shot (test, "94-again");

  g_atomic_int_set (&depot->holds, TRUE);
  mw_ui_click (dialog, "Sign In");
  view = wait_for_prompt (dialog);
  mw_ui_click (view, "Cancel");
  mw_ui_wait (!gtk_widget_get_mapped (GTK_WIDGET (view)));
  g_assert_false (done);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_SIGN_IN_AGAIN);

  g_atomic_int_set (&depot->holds, FALSE);
  mw_ui_click (dialog, "Sign In");
  mw_ui_wait (done);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_clear_object (&connection);
  mw_ui_test_stop (test);
  depot_free (depot);
}

/* A key of several lines comes from a file, whole. */
static void
test_key_file (void)
{
  static const char key[] = "-----BEGIN PRIVATE KEY-----\nMIIEcanarycanary\n-----END PRIVATE KEY-----\n";
  Depot *depot = depot_new ();
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = open_form (test, depot, 4);
  MwFormPage *form = mw_ui_child (dialog, "form_page");
  MwFormRow *row = NULL;
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "key.pem", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) missing = g_file_new_for_path ("/nonexistent/key.pem");

  mw_ui_wait ((row = mw_ui_find (form, MW_TYPE_FORM_ROW, NULL)) != NULL);
  for (GtkWidget *next = GTK_WIDGET (row); next; next = gtk_widget_get_next_sibling (next))
    if (mw_form_row_get_field (MW_FORM_ROW (next))->multiline)
      row = MW_FORM_ROW (next);
  g_assert_true (mw_form_row_get_field (row)->multiline);
  g_assert_nonnull (mw_ui_find (row, GTK_TYPE_BUTTON, "Open a File"));
  mw_form_row_open (row, missing);
  mw_ui_wait (mw_form_row_get_error (row) != NULL);
  g_assert_true (g_file_set_contents (path, key, -1, NULL));
  mw_form_row_open (row, file);
  mw_ui_wait (*mw_form_row_get_text (row) != '\0');
  g_assert_cmpstr (mw_form_row_get_text (row), ==, key);
  g_assert_null (mw_form_row_get_error (row));
  mw_ui_shot (test, "95-key");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
  depot_free (depot);
}

/* The system's browser, as the desktop sees it: a program for http. */
static void
install_browser (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *desktop = g_build_filename (folder, "mw-test-browser.desktop", NULL);
  g_autofree char *list = g_build_filename (folder, "mimeapps.list", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (desktop,
                                      "[Desktop Entry]\nType=Application\nName=Browser\n"
                                      "Exec=curl -sSL --noproxy * -o /dev/null %u\n"
                                      "MimeType=x-scheme-handler/http;\n",
                                      -1, NULL));
  g_assert_true (g_file_set_contents (
    list, "[Default Applications]\nx-scheme-handler/http=mw-test-browser.desktop\n", -1, NULL));
}

int
main (int argc, char *argv[])
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  install_browser ();
  g_test_add_func ("/ui/oauth/browser", test_browser);
  g_test_add_func ("/ui/oauth/give-up", test_give_up);
  g_test_add_func ("/ui/oauth/pasted", test_pasted);
  g_test_add_func ("/ui/oauth/device", test_device);
  g_test_add_func ("/ui/oauth/again", test_again);
  g_test_add_func ("/ui/oauth/key-file", test_key_file);
  return mw_ui_test_run ();
}
