/* test-sandbox.c: what the window tells in a Flatpak's sandbox: where the token is, where files go, whose
 * authority
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-connection-group.h"
#include "mw-connection-page.h"
#include "mw-export-dialog.h"
#include "mw-ladder-page.h"
#include "mw-test-certificates.h"

#include "mw-fixture-server.h"

static char *root;

/* Before somebody is asked where to save. */
static void
check_files (MwUiTest *test)
{
  GtkLabel *label;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.export", NULL);
  mw_ui_wait (MW_IS_EXPORT_DIALOG (mw_ui_dialog (test)));
  label = mw_ui_child (mw_ui_dialog (test), "sandbox");
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (label)));
  g_assert_nonnull (strstr (gtk_label_get_text (label), "in any folder"));
  mw_ui_shot (test, "s1-sandbox-export");
  adw_dialog_force_close (mw_ui_dialog (test));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
}

static void
check_token (MwUiTest *test)
{
  MwConnectionGroup *group;
  MwConnectionPage *page;
  const char *place;

  adw_navigation_split_view_set_show_content (mw_ui_child (test->window, "split"), FALSE);
  mw_ui_wait ((group = mw_ui_find (test->window, MW_TYPE_CONNECTION_GROUP, NULL)) != NULL);
  g_signal_emit_by_name (mw_ui_child (group, "head"), "clicked");
  mw_ui_wait ((page = mw_ui_find (test->window, MW_TYPE_CONNECTION_PAGE, NULL)) != NULL);
  place = adw_action_row_get_subtitle (mw_ui_child (page, "place"));
  g_assert_true (g_str_has_prefix (place, "In an encrypted file whose key the system keeps\n"));
  g_assert_nonnull (strstr (place, "Disconnect before that"));
  mw_ui_settle ();
  mw_ui_shot (test, "s2-sandbox-token");
}

static void
test_demo (void)
{
  MwUiTest *test = mw_ui_test_start ();

  mw_ui_open_demo (test);
  check_files (test);
  check_token (test);
  mw_ui_test_stop (test);
}

/* The other way than to trust this one certificate. */
static void
test_authority (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new_tls (MW_TEST_CERTIFICATE_LOCAL);
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = mw_ui_connect (test, "odoo", url, "secret");
  AdwNavigationView *view = mw_ui_child (dialog, "view");
  const MwAdvice *advice;
  GtkLabel *label;

  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  advice = mw_ladder_page_get_advice (mw_ui_child (dialog, "ladder_page"));
  g_assert_cmpint (advice->action, ==, MW_ADVICE_TRUST_CERTIFICATE);
  g_assert_nonnull (strstr (advice->body, "p11-kit"));
  mw_ui_shot (test, "s3-sandbox-advice");
  mw_ui_click (dialog, "Trust This Certificate…");
  mw_ui_settle ();
  label = mw_ui_child (adw_navigation_view_get_visible_page (view), "authority");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (label)));
  g_assert_nonnull (strstr (gtk_label_get_text (label), "p11-kit"));
  mw_ui_shot (test, "s4-sandbox-certificate");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

int
main (int argc, char *argv[])
{
  g_autofree char *info = NULL;
  int result;

  root = g_dir_make_tmp ("mw-root-XXXXXX", NULL);
  info = g_build_filename (root, ".flatpak-info", NULL);
  g_assert_true (g_file_set_contents (
    info, "[Application]\nname=org.example.Mill\n[Context]\nshared=network;ipc;\n", -1, NULL));
  g_setenv ("MILLWRIGHT_SANDBOX_ROOT", root, TRUE);
  result = mw_ui_test_init (&argc, &argv);
  if (result < 0)
    {
      g_test_add_func ("/ui/sandbox/demo", test_demo);
      g_test_add_func ("/ui/sandbox/authority", test_authority);
      result = mw_ui_test_run ();
    }
  mw_test_remove_tree (root);
  g_free (root);
  return result;
}
