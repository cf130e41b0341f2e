/* test-no-keyring.c: without a keyring: the choice to keep the token for this session only, and its mark
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "mw-advice-dialog.h"
#include "mw-connect-dialog.h"
#include "mw-connection-token.h"
#include "mw-ladder-page.h"

static void
test_session_only (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog;
  MwLadderPage *ladder;
  g_autoptr (MwConnection) connection = NULL;
  GtkWidget *banner;

  mw_ui_click (test->window, "Try the Demo Plant");
  mw_ui_wait (MW_IS_CONNECT_DIALOG (mw_ui_dialog (test)));
  dialog = MW_CONNECT_DIALOG (mw_ui_dialog (test));
  ladder = mw_ui_child (dialog, "ladder_page");
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  g_assert_cmpint (mw_ladder_page_get_advice (ladder)->action, ==, MW_ADVICE_SESSION_ONLY);
  mw_ui_shot (test, "20-no-keyring");

  mw_ui_click (dialog, "Keep for This Session Only");
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  connection = g_list_model_get_item (mw_engine_get_connections (test->engine), 0);
  g_assert_nonnull (connection);
  g_assert_false (mw_connection_is_lasting (connection));
  mw_ui_wait (mw_window_get_records_page (test->window) != NULL);
  adw_navigation_split_view_set_show_content (mw_ui_child (test->window, "split"), FALSE);
  mw_ui_wait (mw_ui_find (test->window, GTK_TYPE_LABEL, "this session only") != NULL);
  mw_ui_shot (test, "21-session-only");

  /* There is none yet: it says so, and everything is as before. */
  adw_navigation_split_view_set_show_content (mw_ui_child (test->window, "split"), TRUE);
  banner = mw_ui_child (mw_window_get_records_page (test->window), "connection_banner");
  g_assert_true (adw_banner_get_revealed (mw_ui_child (banner, "session")));
  mw_ui_click (banner, "Store in the Keyring");
  mw_ui_wait (MW_IS_ADVICE_DIALOG (mw_ui_dialog (test)));
  mw_ui_shot (test, "22-not-stored");
  adw_dialog_force_close (mw_ui_dialog (test));
  g_assert_false (mw_connection_is_lasting (connection));
  g_assert_true (adw_banner_get_revealed (mw_ui_child (banner, "session")));
  mw_ui_test_stop (test);
}

/* Who does neither has no connection, and nothing is kept of it. */
static void
test_cancel (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autofree char *files = g_build_filename (g_get_user_data_dir (), "millwright", "connections", NULL);
  g_autoptr (GDir) folder = NULL;
  MwConnectDialog *dialog;

  mw_ui_click (test->window, "Try the Demo Plant");
  mw_ui_wait (MW_IS_CONNECT_DIALOG (mw_ui_dialog (test)));
  dialog = MW_CONNECT_DIALOG (mw_ui_dialog (test));
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  adw_dialog_close (ADW_DIALOG (dialog));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (test->engine)), ==, 0);
  folder = g_dir_open (files, 0, NULL);
  g_assert_true (folder == NULL || g_dir_read_name (folder) == NULL);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  /* The tests have no session bus: nobody can answer. */
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_test_add_func ("/ui/no-keyring/cancel", test_cancel);
  g_test_add_func ("/ui/no-keyring/session-only", test_session_only);
  return mw_ui_test_run ();
}
