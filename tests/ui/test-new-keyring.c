/* test-new-keyring.c: the keyring file is damaged: the wizard, a table and signing in again lead to a new one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <glib/gstdio.h>

#include "mw-connect-dialog.h"
#include "mw-ladder-page.h"
#include "mw-records-page.h"

static void
damage (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (g_getenv ("SECRET_FILE_TEST_PATH"), "GnomeKeyring\n\r", -1, &error));
  g_assert_no_error (error);
}

/* How many files were set aside. */
static guint
count_aside (void)
{
  g_autofree char *folder = g_path_get_dirname (g_getenv ("SECRET_FILE_TEST_PATH"));
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (files)) != NULL)
    n += strstr (name, ".damaged-") != NULL;
  return n;
}

static void
test_wizard (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog;
  MwLadderPage *ladder;

  damage ();
  mw_ui_click (test->window, "Try the Demo Plant");
  mw_ui_wait (MW_IS_CONNECT_DIALOG (mw_ui_dialog (test)));
  dialog = MW_CONNECT_DIALOG (mw_ui_dialog (test));
  ladder = mw_ui_child (dialog, "ladder_page");
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  g_assert_cmpint (mw_ladder_page_get_advice (ladder)->action, ==, MW_ADVICE_SET_ASIDE);
  g_assert_cmpuint (count_aside (), ==, 0);
  mw_ui_shot (test, "22-keyring-damaged");
  mw_ui_click (dialog, "Begin a New Keyring");
  mw_ui_wait (ADW_IS_ALERT_DIALOG (mw_ui_dialog (test)));
  g_assert_cmpuint (count_aside (), ==, 1);
  mw_ui_shot (test, "23-new-keyring");
  mw_ui_click (mw_ui_dialog (test), "Continue");
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  mw_ui_wait (g_list_model_get_n_items (mw_engine_get_connections (test->engine)) == 1);
  mw_ui_test_stop (test);
}

/* The next start: a table cannot be read until a new one is begun; the demo plant then signs in alone. */
static void
test_table (void)
{
  MwUiTest *test;
  MwRecordsPage *page;

  damage ();
  test = mw_ui_test_start ();
  mw_ui_wait (mw_window_get_records_page (test->window) != NULL);
  page = mw_window_get_records_page (test->window);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_FAILED);
  mw_ui_show_content (test);
  mw_ui_wait (mw_ui_find (page, GTK_TYPE_BUTTON, "Begin a New Keyring") != NULL);
  mw_ui_shot (test, "24-table-keyring-damaged");
  mw_ui_click (page, "Begin a New Keyring");
  mw_ui_wait (ADW_IS_ALERT_DIALOG (mw_ui_dialog (test)));
  g_assert_cmpuint (count_aside (), ==, 2);
  mw_ui_click (mw_ui_dialog (test), "Continue");
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_records_page_get_reading (page)), >, 0);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/new-keyring/wizard", test_wizard);
  g_test_add_func ("/ui/new-keyring/table", test_table);
  return mw_ui_test_run ();
}
