/* test-elsewhere.c: what a form learns from the server: another sign-in is wanted than the one that was
 * chosen, only another network leads there, and which stores it has
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "connection/mw-workshop.h"
#include "mw-connect-dialog.h"
#include "mw-draft.h"
#include "mw-fixture-server.h"
#include "mw-form-page.h"
#include "mw-ladder-page.h"
#include "mw-network-watch.h"
#include "mw-test-resolver.h"

static const MwAdvice *
wait_for_advice (MwConnectDialog *dialog)
{
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  return mw_ladder_page_get_advice (mw_ui_child (dialog, "ladder_page"));
}

static guint
count_connections (MwUiTest *test)
{
  return g_list_model_get_n_items (mw_engine_get_connections (test->engine));
}

/* The page is named, one button changes to the sign-in that helps, and what was typed is still there: back to
 * the first one, too. */
static void
test_switch (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  MwUiTest *test = mw_ui_test_start ();
  const MwAdvice *advice;
  MwConnectDialog *dialog;
  MwLadderPage *ladder;
  MwFormPage *form;

  mw_fixture_server_add (
    server, "/version",
    &(MwFixtureAnswer) {
      .status = 302,
      .headers = "Location: https://login.microsoftonline.com/common/saml2?SAMLRequest=x\r\n",
    });
  dialog = mw_ui_connect (test, "workshop", url, MW_WORKSHOP_PASSWORD);
  ladder = mw_ui_child (dialog, "ladder_page");
  form = mw_ui_child (dialog, "form_page");
  advice = wait_for_advice (dialog);
  g_assert_cmpint (advice->action, ==, MW_ADVICE_SWITCH);
  g_assert_nonnull (strstr (advice->title, "Microsoft Entra"));
  mw_ui_shot (test, "12-other-sign-in");
  mw_ui_click (ladder, "Switch to “Key”");
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (form)));
  g_assert_cmpstr (mw_form_page_get_text (form, "url"), ==, url);
  g_assert_cmpstr (mw_form_page_get_text (form, "key"), ==, "");
  g_assert_null (mw_form_page_get_text (form, "password"));
  mw_ui_shot (test, "13-other-sign-in-form");
  mw_form_page_choose_sign_in (form, "password");
  g_assert_cmpstr (mw_form_page_get_text (form, "user"), ==, "anna@example.com");
  g_assert_cmpstr (mw_form_page_get_text (form, "password"), ==, MW_WORKSHOP_PASSWORD);
  g_assert_cmpuint (mw_fixture_server_count (server, "/login"), ==, 0);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* The question is asked; each change of the network is one try, and the one that leads there connects. */
static void
test_network (void)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autofree char *url = g_strdup_printf ("http://erp.acme.internal:%u",
                                          mw_fixture_server_get_port (workshop->server));
  MwUiTest *test = mw_ui_test_start ();
  guint before = count_connections (test);
  MwNetworkWatch *watch = mw_network_watch_get_default ();
  MwConnectDialog *dialog = mw_ui_connect (test, "workshop", url, MW_WORKSHOP_PASSWORD);
  MwLadderPage *ladder = mw_ui_child (dialog, "ladder_page");
  const MwAdvice *advice = wait_for_advice (dialog);
  guint asked;

  g_assert_cmpint (advice->action, ==, MW_ADVICE_ALLOW_PLAIN);
  g_assert_true (mw_ladder_page_act (ladder));
  advice = wait_for_advice (dialog);
  g_assert_cmpstr (advice->title, ==, "Are you in the company network or on its VPN?");
  g_assert_nonnull (
    mw_ui_find (ladder, GTK_TYPE_LABEL, "It is tried again by itself when the network changes."));
  mw_ui_shot (test, "14-network-question");

  asked = mw_test_resolver_get_n_asked ();
  mw_network_watch_play (watch, TRUE);
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_BUSY);
  /* Another change while it is under way begins nothing more. */
  mw_network_watch_play (watch, TRUE);
  wait_for_advice (dialog);
  g_assert_cmpuint (mw_test_resolver_get_n_asked (), ==, asked + 1);

  /* No network at all is no reason to try. */
  mw_network_watch_play (watch, FALSE);
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_ERROR);
  mw_test_resolver_set_known (TRUE);
  mw_network_watch_play (watch, TRUE);
  mw_ui_wait (count_connections (test) == before + 1);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 1);
  /* The line is not encrypted, which is a warning to be read. */
  mw_ui_click (ladder, "Go On");
  mw_ui_load (test);
  mw_ui_test_stop (test);
}

/* What nobody knows by heart the system tells: several to choose from, a single one at once, or who knows it.
 */
static void
test_offers (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = mw_connect_dialog_new (test->engine);
  MwFormPage *form = mw_ui_child (dialog, "form_page");
  GtkWidget *entry;

  mw_fixture_server_add_json (server, "/first/list", "{\"result\":[\"erp\",\"small_one\"]}");
  mw_fixture_server_add_json (server, "/first/list", "{\"result\":[\"erp\"]}");
  mw_fixture_server_add_json (server, "/first/list", "{\"error\":\"Access Denied\"}");
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  mw_connect_dialog_choose (dialog, mw_catalog_find (mw_engine_get_catalog (test->engine), "cellar"));
  mw_form_page_choose_sign_in (form, "store");
  mw_form_page_type (form, "url", url);
  mw_form_page_type (form, "key", "canary-key-77ab");
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);

  mw_ui_click (dialog, "Connect");
  mw_ui_wait (g_strcmp0 (mw_form_page_get_note (form, "store"), "Cellar offers: erp, small_one") == 0);
  g_assert_cmpstr (mw_form_page_get_text (form, "store"), ==, "");
  mw_ui_shot (test, "15-offered");
  entry = mw_ui_find (form, ADW_TYPE_ENTRY_ROW, "Store");
  g_assert_true (gtk_widget_activate_action (entry, "offer.take", "s", "small_one"));
  g_assert_cmpstr (mw_form_page_get_text (form, "store"), ==, "small_one");
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_READY);

  mw_form_page_type (form, "store", "");
  mw_form_page_ask (form, "store");
  mw_ui_wait (*mw_form_page_get_text (form, "store") != '\0');
  g_assert_cmpstr (mw_form_page_get_text (form, "store"), ==, "erp");
  g_assert_cmpstr (mw_form_page_get_note (form, "store"), ==, "Cellar offers: erp");

  mw_form_page_type (form, "store", "");
  mw_form_page_ask (form, "store");
  mw_ui_wait (mw_ui_find (form, GTK_TYPE_LABEL,
                          "Cellar does not tell what there is for “Store”. Your administrator knows it."));
  mw_ui_shot (test, "15-not-offered");
  for (guint i = 0; i < mw_fixture_server_count (server, NULL); i++)
    {
      g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (server, i);

      g_assert_null (mw_fixture_request_get_header (request, "x-api-key"));
    }
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int status = mw_ui_test_init (&argc, &argv);

  if (status >= 0)
    return status;
  mw_ui_test_use_test_systems ();
  mw_test_resolver_install ();
  g_test_add_func ("/ui/elsewhere/switch", test_switch);
  g_test_add_func ("/ui/elsewhere/network", test_network);
  g_test_add_func ("/ui/elsewhere/offers", test_offers);
  return mw_ui_test_run ();
}
