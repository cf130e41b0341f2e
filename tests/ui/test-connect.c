/* test-connect.c: what goes wrong while connecting: each ends in a sentence, with the form kept as typed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "mw-connect-dialog.h"
#include "mw-fixture-server.h"
#include "mw-form-page.h"
#include "mw-form-row.h"
#include "mw-ladder-page.h"
#include "mw-test-certificates.h"

#define PASSWORD "pass-CANARY-word"

static MwConnectDialog *
connect_odoo (MwUiTest *test, const char *url)
{
  return mw_ui_connect (test, "odoo", url, PASSWORD);
}

static const MwAdvice *
wait_for_advice (MwConnectDialog *dialog)
{
  MwLadderPage *ladder = mw_ui_child (dialog, "ladder_page");
  const MwAdvice *advice;

  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  advice = mw_ladder_page_get_advice (ladder);
  g_assert_nonnull (advice);
  g_assert_nonnull (mw_ui_find (ladder, GTK_TYPE_LABEL, advice->title));
  g_assert_nonnull (mw_ui_find (ladder, GTK_TYPE_LABEL, advice->body));
  g_assert_null (advice->details ? strstr (advice->details, PASSWORD) : NULL);
  return advice;
}

static void
assert_as_typed (MwConnectDialog *dialog, const char *url)
{
  MwFormPage *form = mw_ui_child (dialog, "form_page");

  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (form)));
  g_assert_cmpstr (mw_form_page_get_text (form, "url"), ==, url);
  g_assert_cmpstr (mw_form_page_get_text (form, "database"), ==, "acme");
  g_assert_cmpstr (mw_form_page_get_text (form, "user"), ==, "anna@example.com");
  g_assert_cmpstr (mw_form_page_get_text (form, "password"), ==, PASSWORD);
}

static MwFormRow *
find_marked_row (GtkWidget *root)
{
  if (MW_IS_FORM_ROW (root) && mw_form_row_get_error (MW_FORM_ROW (root)))
    return MW_FORM_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      MwFormRow *row = find_marked_row (child);

      if (row)
        return row;
    }
  return NULL;
}

static void
test_wrong_address (void)
{
  const char *url = "https://no-such-host.invalid";
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = connect_odoo (test, url);
  const MwAdvice *advice = wait_for_advice (dialog);
  g_autofree char *title = g_strdup (advice->title);
  MwFormRow *row;

  g_assert_cmpint (advice->action, ==, MW_ADVICE_CHECK_FIELD);
  g_assert_cmpstr (advice->field, ==, "url");
  g_assert_null (
    mw_ui_find (mw_ui_child (dialog, "ladder_page"), GTK_TYPE_BUTTON, "For Your Administrator…"));
  mw_ui_shot (test, "10-wrong-address");
  g_assert_true (mw_ladder_page_act (mw_ui_child (dialog, "ladder_page")));
  assert_as_typed (dialog, url);
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_READY);
  row = find_marked_row (mw_ui_child (dialog, "form_page"));
  g_assert_nonnull (row);
  g_assert_cmpstr (mw_form_row_get_field (row)->id, ==, "url");
  g_assert_cmpstr (mw_form_row_get_error (row), ==, title);
  mw_ui_shot (test, "11-wrong-address-form");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

static MwFixtureServer *
create_refusing_odoo (const char *certificate)
{
  MwFixtureServer *server = certificate ? mw_fixture_server_new_tls (certificate) : mw_fixture_server_new ();

  mw_fixture_server_add_json (server, "/web/webclient/version_info",
                              "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{\"server_version\":\"17.0\"}}");
  mw_fixture_server_add_json (
    server, "/web/session/authenticate",
    "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":200,\"message\":\"Odoo Server Error\",\"data\":{"
    "\"name\":\"odoo.exceptions.AccessDenied\",\"message\":\"Access Denied\"}}}");
  return server;
}

static void
on_clipboard (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* What can be sent to whoever can help: sentence, next step, the system's own words and when it was. */
static void
assert_copied (MwConnectDialog *dialog, const MwAdvice *advice)
{
  gpointer view = mw_ui_child (mw_ui_child (dialog, "ladder_page"), "advice_view");
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-");
  g_autofree char *text = NULL;

  gtk_expander_set_expanded (mw_ui_child (view, "details_expander"), TRUE);
  mw_ui_click (view, "Copy");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (view), NULL, on_clipboard, &text);
  mw_ui_wait (text != NULL);
  g_assert_true (g_str_has_prefix (text, advice->title));
  g_assert_nonnull (strstr (text, advice->body));
  g_assert_nonnull (strstr (text, advice->details));
  g_assert_nonnull (strstr (text, day));
  g_assert_null (strstr (text, PASSWORD));
}

static void
test_refused (void)
{
  g_autoptr (MwFixtureServer) server = create_refusing_odoo (NULL);
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = connect_odoo (test, url);
  const MwAdvice *advice = wait_for_advice (dialog);
  MwFormRow *row;

  g_assert_cmpint (advice->action, ==, MW_ADVICE_CHECK_FIELD);
  g_assert_cmpuint (mw_fixture_server_count (server, "/web/session/authenticate"), ==, 1);
  g_assert_nonnull (
    mw_ui_find (mw_ui_child (dialog, "ladder_page"), GTK_TYPE_BUTTON, "For Your Administrator…"));
  /* The same is not sent again: it would lock the user out. */
  g_assert_null (mw_ui_find (mw_ui_child (dialog, "ladder_page"), GTK_TYPE_BUTTON, "Try Again"));
  assert_copied (dialog, advice);
  mw_ui_shot (test, "12-refused");
  g_assert_true (mw_ladder_page_act (mw_ui_child (dialog, "ladder_page")));
  assert_as_typed (dialog, url);
  row = find_marked_row (mw_ui_child (dialog, "form_page"));
  g_assert_nonnull (row);
  g_assert_cmpstr (mw_form_row_get_field (row)->id, ==, "password");
  mw_ui_shot (test, "13-refused-form");
  mw_ui_click (dialog, "Connect");
  wait_for_advice (dialog);
  g_assert_cmpuint (mw_fixture_server_count (server, "/web/session/authenticate"), ==, 1);
  g_assert_true (mw_ladder_page_act (mw_ui_child (dialog, "ladder_page")));
  mw_form_page_type (mw_ui_child (dialog, "form_page"), "password", "");
  mw_form_page_type (mw_ui_child (dialog, "form_page"), "password", "typed anew");
  mw_ui_click (dialog, "Connect");
  wait_for_advice (dialog);
  g_assert_cmpuint (mw_fixture_server_count (server, "/web/session/authenticate"), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (test->engine)), ==, 0);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* Trusting takes reading the fingerprint, is not what Enter does, and goes on with exactly that certificate.
 */
static void
test_certificate (void)
{
  g_autoptr (MwFixtureServer) server = create_refusing_odoo (MW_TEST_CERTIFICATE_LOCAL);
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = connect_odoo (test, url);
  MwLadderPage *ladder = mw_ui_child (dialog, "ladder_page");
  const MwAdvice *advice = wait_for_advice (dialog);
  const char *fingerprint;

  g_assert_cmpint (advice->action, ==, MW_ADVICE_TRUST_CERTIFICATE);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
  fingerprint = adw_action_row_get_subtitle (mw_ui_child (ladder, "fingerprint"));
  g_assert_cmpuint (strlen (fingerprint), >=, 64);
  g_assert_true (gtk_widget_get_mapped (mw_ui_child (ladder, "fingerprint")));
  g_assert_false (gtk_widget_has_css_class (mw_ui_child (ladder, "action"), "suggested-action"));
  mw_ui_shot (test, "16-certificate");
  mw_ui_click (dialog, "Trust This Certificate…");
  mw_ui_settle ();
  mw_ui_shot (test, "17-certificate-page");
  mw_ui_click (dialog, "Trust This Certificate");
  mw_ui_wait (mw_fixture_server_count (server, "/web/session/authenticate") == 1);
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  g_assert_cmpint (mw_ladder_page_get_advice (ladder)->action, ==, MW_ADVICE_CHECK_FIELD);
  g_assert_false (gtk_widget_get_mapped (mw_ui_child (ladder, "fingerprint")));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* Closing while it runs cancels: nothing is connected, and nothing touches the dialog afterwards. */
static void
test_close_while_busy (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  MwFixtureAnswer silent = { .flags = MW_FIXTURE_SILENT };
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog;

  mw_fixture_server_add (server, "/web/webclient/version_info", &silent);
  dialog = connect_odoo (test, url);
  mw_ui_wait (mw_fixture_server_count (server, NULL) > 0);
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_BUSY);
  mw_ui_shot (test, "14-busy");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  for (guint i = 0; i < 20; i++)
    mw_ui_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (test->engine)), ==, 0);
  mw_ui_test_stop (test);
}

static void
test_plain_http (void)
{
  const char *url = "http://erp.example.invalid";
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = connect_odoo (test, url);
  const MwAdvice *advice = wait_for_advice (dialog);

  g_assert_cmpint (advice->action, ==, MW_ADVICE_ALLOW_PLAIN);
  mw_ui_shot (test, "15-plain-http");
  mw_ui_click (dialog, "Connect Without Encryption");
  /* The consent is taken, and the next rung says what is wrong. */
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  advice = mw_ladder_page_get_advice (mw_ui_child (dialog, "ladder_page"));
  g_assert_cmpint (advice->action, ==, MW_ADVICE_CHECK_FIELD);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* The address of a page is cut, what stands in it goes into its field, and both are said; what was copied
 * along with a key is left off. */
static void
test_pasted (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = mw_connect_dialog_new (test->engine);
  MwFormPage *form = mw_ui_child (dialog, "form_page");

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  mw_connect_dialog_choose (dialog, mw_catalog_find (mw_engine_get_catalog (test->engine), "odoo"));
  mw_form_page_type (form, "url", "https://erp.example.com/web?db=prod#action=310&model=purchase.order");
  mw_ui_wait (mw_form_page_get_note (form, "url") != NULL);
  g_assert_cmpstr (mw_form_page_get_text (form, "url"), ==, "https://erp.example.com");
  g_assert_cmpstr (mw_form_page_get_text (form, "database"), ==, "prod");
  g_assert_nonnull (
    strstr (mw_form_page_get_note (form, "url"), "“Database” was taken from the address: prod."));
  mw_ui_wait (mw_ui_find (form, GTK_TYPE_LABEL, mw_form_page_get_note (form, "url")) != NULL);
  mw_ui_shot (test, "08-pasted");

  mw_form_page_type (form, "url", "https://1234567.app.netsuite.com/app/center/card.nl");
  g_assert_null (mw_form_page_get_note (form, "url"));
  mw_ui_wait (mw_form_page_get_note (form, "url") != NULL);
  g_assert_nonnull (
    strstr (mw_form_page_get_note (form, "url"), "an address of Oracle NetSuite, not of Odoo"));

  mw_form_page_choose_sign_in (form, "key");
  mw_form_page_type (form, "key", "Bearer 0123456789012345678901234567890123456789");
  mw_ui_wait (mw_form_page_get_note (form, "key") != NULL);
  g_assert_null (strstr (mw_form_page_get_note (form, "key"), "0123"));
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_READY);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/connect/wrong-address", test_wrong_address);
  g_test_add_func ("/ui/connect/refused", test_refused);
  g_test_add_func ("/ui/connect/certificate", test_certificate);
  g_test_add_func ("/ui/connect/close-while-busy", test_close_while_busy);
  g_test_add_func ("/ui/connect/plain-http", test_plain_http);
  g_test_add_func ("/ui/connect/pasted", test_pasted);
  return mw_ui_test_run ();
}
