/* test-user-file.c: a system file of the user's is shown and allowed before its form, and again when it
 * changed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "mw-connect-dialog.h"
#include "mw-connection-file.h"
#include "mw-consent-page.h"
#include "mw-form-page.h"
#include "mw-records-page.h"
#include "mw-user-files.h"

/* A name that would be markup, if it were taken for that. */
#define NAME "My <b>plant</b> & co"

static char *
write_mine (guint revision)
{
  g_autofree char *directory = mw_user_files_dup_directory ();
  g_autofree char *path = g_build_filename (directory, "mine.json", NULL);
  g_autofree char *text = g_strdup_printf (
    "{\"format\": 1, \"revision\": %u, \"id\": \"mine\", \"name\": \"" NAME "\", \"extends\": \"odoo\"}",
    revision);

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static void
test_wizard (void)
{
  g_autofree char *sha256 = write_mine (1);
  MwUiTest *test = mw_ui_test_start ();
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (test->engine), "mine");
  MwConnectDialog *dialog = mw_connect_dialog_new (test->engine);
  GtkWidget *form, *consent;

  g_assert_nonnull (system);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  mw_connect_dialog_choose (dialog, system);
  consent = mw_ui_child (dialog, "consent_page");
  form = mw_ui_child (dialog, "form_page");
  mw_ui_wait (gtk_widget_get_mapped (consent));
  g_assert_nonnull (mw_ui_find (consent, GTK_TYPE_LABEL, NAME));
  g_assert_nonnull (
    mw_ui_find (consent, GTK_TYPE_LABEL, "API key: with every request, in the header Authorization"));
  mw_ui_shot (test, "80-consent");
  g_assert_false (mw_system_is_allowed (system));
  mw_ui_click (consent, "Allow This File");
  mw_ui_wait (gtk_widget_get_mapped (form) && !gtk_widget_get_mapped (consent));
  g_assert_true (mw_system_is_allowed (system));
  mw_ui_shot (test, "81-allowed");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* A connection of a file that changed says so, shows the file, and goes on when it is allowed. */
static void
test_changed (void)
{
  g_autofree char *sha256 = write_mine (1);
  g_autofree char *changed = write_mine (2);
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autoptr (MwConnectionFile) file = mw_connection_file_new ();
  MwRecordsPage *page;
  MwUiTest *test;

  file->id = g_uuid_string_random ();
  file->system = g_strdup ("mine");
  file->sha256 = g_strdup (sha256);
  file->revision = 1;
  file->sign_in = g_strdup ("password");
  file->label = g_strdup ("Mine");
  file->store = mw_secret_stores_get_lasting ();
  mw_variables_set_text (file->settings, "url", "https://erp.example.com");
  g_assert_true (mw_connection_file_save (file, directory, NULL));
  test = mw_ui_test_start ();
  mw_ui_wait ((page = mw_window_get_records_page (test->window)) != NULL);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_FAILED);
  mw_ui_wait (mw_ui_find (page, GTK_TYPE_BUTTON, "Look at the File…") != NULL);
  mw_ui_shot (test, "82-file-changed");
  mw_ui_click (page, "Look at the File…");
  mw_ui_wait (mw_ui_dialog (test) != NULL &&
              mw_ui_find (mw_ui_dialog (test), MW_TYPE_CONSENT_PAGE, NULL) != NULL);
  mw_ui_shot (test, "83-consent-again");
  mw_ui_click (mw_ui_dialog (test), "Allow This File");
  /* Read again: now it is the keyring that has nothing. */
  mw_ui_wait (mw_ui_find (page, GTK_TYPE_BUTTON, "Sign In Again…") != NULL);
  g_assert_cmpstr (mw_system_get_sha256 (mw_catalog_find (mw_engine_get_catalog (test->engine), "mine")), ==,
                   changed);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int status = mw_ui_test_init (&argc, &argv);

  if (status >= 0)
    return status;
  g_test_add_func ("/ui/user-file/wizard", test_wizard);
  g_test_add_func ("/ui/user-file/changed", test_changed);
  return mw_ui_test_run ();
}
