/* test-transfer.c: connections are written to a file and taken over from it, in the window
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "mw-advice-dialog.h"
#include "mw-transfer.h"

#define FILE_TEXT                                                                                            \
  "{\"millwright_connections\":1,\"connections\":[{\"format\":1,\"system\":\"workshop\",\"sign_in\":"        \
  "\"password\",\"label\":\"Our plant\",\"colour\":\"red\",\"settings\":{\"url\":"                           \
  "\"https://erp.example.com\",\"user\":\"anna\"}}]}"

static void
close_dialog (MwUiTest *test)
{
  adw_dialog_force_close (mw_ui_dialog (test));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
}

static void
test_both_ways (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autofree char *folder = g_dir_make_tmp ("mw-transfer-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "connections.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  mw_transfer_import (GTK_WIDGET (test->window), test->engine, file);
  mw_ui_wait (MW_IS_ADVICE_DIALOG (mw_ui_dialog (test)));
  mw_ui_wait (mw_ui_find (mw_ui_dialog (test), GTK_TYPE_LABEL, "This file of connections cannot be used") !=
              NULL);
  close_dialog (test);

  g_assert_true (g_file_set_contents (path, FILE_TEXT, -1, NULL));
  mw_transfer_import (GTK_WIDGET (test->window), test->engine, file);
  mw_ui_wait (ADW_IS_ALERT_DIALOG (mw_ui_dialog (test)));
  mw_ui_wait (
    mw_ui_find (mw_ui_dialog (test), GTK_TYPE_LABEL,
                "“Our plant” (Workshop, erp.example.com) was taken over: sign in again to use it.") != NULL);
  mw_ui_shot (test, "22-imported");
  connection = g_list_model_get_item (mw_engine_get_connections (test->engine), 0);
  g_assert_nonnull (connection);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
  g_assert_cmpint (mw_connection_get_colour (connection), ==, MW_COLOUR_RED);
  close_dialog (test);

  mw_transfer_export (GTK_WIDGET (test->window), test->engine, file);
  mw_ui_wait (ADW_IS_ALERT_DIALOG (mw_ui_dialog (test)));
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "Our plant"));
  g_assert_null (strstr (text, mw_connection_get_id (connection)));
  close_dialog (test);
  mw_test_remove_tree (folder);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/transfer/both-ways", test_both_ways);
  return mw_ui_test_run ();
}
