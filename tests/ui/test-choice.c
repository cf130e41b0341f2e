/* test-choice.c: choosing a company after signing in, in the window
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "connection/mw-branch.h"
#include "mw-choice-page.h"
#include "mw-connect-dialog.h"
#include "mw-form-page.h"

static gpointer
wait_for_page (MwConnectDialog *dialog)
{
  AdwNavigationView *view = mw_ui_child (dialog, "view");

  mw_ui_wait (MW_IS_CHOICE_PAGE (adw_navigation_view_get_visible_page (view)));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (adw_navigation_view_get_visible_page (view))));
  mw_ui_settle ();
  return adw_navigation_view_get_visible_page (view);
}

static MwConnectDialog *
connect_branch (MwUiTest *test, MwBranch *branch)
{
  MwConnectDialog *dialog = mw_connect_dialog_new (test->engine);
  MwFormPage *form = mw_ui_child (dialog, "form_page");
  g_autofree char *url = mw_fixture_server_dup_uri (mw_branch_get_server (branch), NULL);

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  mw_connect_dialog_choose (dialog, mw_catalog_find (mw_engine_get_catalog (test->engine), "branch"));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (form)));
  adw_combo_row_set_selected (mw_ui_child (form, "sign_in"), 1);
  mw_form_page_type (form, "url", url);
  mw_form_page_type (form, "key", "0123456789abcdef");
  mw_ui_settle ();
  mw_ui_click (dialog, "Connect");
  return dialog;
}

static GtkCheckButton *
find_check (gpointer page, const char *title)
{
  GtkWidget *row = mw_ui_find (page, ADW_TYPE_ACTION_ROW, title);

  g_assert_nonnull (row);
  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

/* All are offered first; choosing one takes that back; nothing chosen is no answer. The connection keeps it.
 */
static void
test_one (void)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = connect_branch (test, branch);
  gpointer page = wait_for_page (dialog);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  MwReading *reading;

  g_assert_true (gtk_check_button_get_active (find_check (page, "All")));
  mw_ui_shot (test, "96-choice");
  gtk_check_button_set_active (find_check (page, "ACME USA"), TRUE);
  g_assert_false (gtk_check_button_get_active (find_check (page, "All")));
  gtk_check_button_set_active (find_check (page, "ACME USA"), FALSE);
  g_assert_false (gtk_widget_get_sensitive (mw_ui_child (page, "go_on")));
  gtk_check_button_set_active (find_check (page, "ACME USA"), TRUE);
  mw_ui_click (page, "Go On");
  mw_ui_wait (g_list_model_get_n_items (mw_engine_get_connections (test->engine)) == 1);
  connection = g_list_model_get_item (mw_engine_get_connections (test->engine), 0);
  entities = mw_connection_dup_entities (connection);
  reading = mw_connection_read (connection, g_ptr_array_index (entities, 0));
  g_assert_true (mw_ui_await (mw_reading_wait (reading)));
  /* Orders 2 and 4 are those of the USA. */
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, 2);
  mw_ui_load (test);
  mw_ui_test_stop (test);
}

/* Going back asks nothing more and connects nothing; trying again asks again. */
static void
test_back (void)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = connect_branch (test, branch);
  AdwNavigationView *view = mw_ui_child (dialog, "view");
  /* The tests before have left some. */
  guint n_before = g_list_model_get_n_items (mw_engine_get_connections (test->engine));

  wait_for_page (dialog);
  adw_navigation_view_pop (view);
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  mw_ui_settle ();
  mw_ui_shot (test, "97-not-chosen");
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (test->engine)), ==, n_before);
  mw_ui_click (dialog, "Try Again");
  mw_ui_click (wait_for_page (dialog), "Go On");
  mw_ui_wait (g_list_model_get_n_items (mw_engine_get_connections (test->engine)) == n_before + 1);
  mw_ui_load (test);
  mw_ui_test_stop (test);
}

int
main (int argc, char *argv[])
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/choice/one", test_one);
  g_test_add_func ("/ui/choice/back", test_back);
  return mw_ui_test_run ();
}
