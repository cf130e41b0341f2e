/* test-wizard.c: the states of the connect dialog, and that nothing typed is lost on any way through them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "mw-admin-dialog.h"
#include "mw-connect-dialog.h"
#include "mw-fixture-server.h"
#include "mw-form-page.h"
#include "mw-form-row.h"
#include "mw-guide-view.h"
#include "mw-ladder-page.h"
#include "mw-sheet-print.h"

#define PASSWORD "pass-CANARY-word"
#define KEY      "0123456789abcdef0123456789abcdef01234567"

typedef struct
{
  MwUiTest *test;
  MwConnectDialog *dialog;
  MwFormPage *form;
} Wizard;

static MwSystem *
find_system (Wizard *self, const char *id)
{
  return mw_catalog_find (mw_engine_get_catalog (self->test->engine), id);
}

static void
set_up (Wizard *self)
{
  self->test = mw_ui_test_start ();
  self->dialog = mw_connect_dialog_new (self->test->engine);
  self->form = mw_ui_child (self->dialog, "form_page");
  adw_dialog_present (ADW_DIALOG (self->dialog), GTK_WIDGET (self->test->window));
}

static void
tear_down (Wizard *self)
{
  adw_dialog_force_close (ADW_DIALOG (self->dialog));
  mw_ui_test_stop (self->test);
}

static void
fill_in (Wizard *self, const char *url)
{
  mw_connect_dialog_choose (self->dialog, find_system (self, "odoo"));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (self->form)));
  mw_form_page_type (self->form, "url", url);
  mw_form_page_type (self->form, "database", "acme");
  mw_form_page_type (self->form, "user", "anna@example.com");
  mw_form_page_type (self->form, "password", PASSWORD);
}

static void
assert_filled_in (Wizard *self, const char *url)
{
  g_assert_cmpstr (mw_form_page_get_text (self->form, "url"), ==, url);
  g_assert_cmpstr (mw_form_page_get_text (self->form, "database"), ==, "acme");
  g_assert_cmpstr (mw_form_page_get_text (self->form, "user"), ==, "anna@example.com");
  g_assert_cmpstr (mw_form_page_get_text (self->form, "password"), ==, PASSWORD);
}

static void
assert_state (Wizard *self, MwConnectState state)
{
  g_assert_cmpstr (mw_connect_state_get_name (mw_connect_dialog_get_state (self->dialog)), ==,
                   mw_connect_state_get_name (state));
}

static MwFormRow *
find_row (GtkWidget *root, const char *field)
{
  if (MW_IS_FORM_ROW (root) && g_str_equal (mw_form_row_get_field (MW_FORM_ROW (root))->id, field))
    return MW_FORM_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      MwFormRow *row = find_row (child, field);

      if (row)
        return row;
    }
  return NULL;
}

/* Nothing leads out of the end, nothing leads to it but a ladder, and each state has a way on. */
static void
test_table (void)
{
  for (guint from = 0; from < MW_N_CONNECT_STATES; from++)
    {
      guint n_next = 0;

      for (guint to = 0; to < MW_N_CONNECT_STATES; to++)
        {
          gboolean may = from != to && mw_connect_state_may_become (from, to);

          n_next += may;
          if (from == MW_CONNECT_DONE)
            g_assert_false (may);
          if (to == MW_CONNECT_DONE || to == MW_CONNECT_ERROR)
            g_assert_true (!may || from == MW_CONNECT_BUSY);
        }
      g_assert_true (n_next > 0 || from == MW_CONNECT_DONE);
      g_assert_cmpint (mw_connect_state_get_closing (from, TRUE), ==,
                       from == MW_CONNECT_DONE   ? MW_CONNECT_CLOSES
                       : from == MW_CONNECT_BUSY ? MW_CONNECT_CANCELS
                                                 : MW_CONNECT_ASKS);
    }
  g_assert_false (mw_connect_state_may_become (MW_CONNECT_IDLE, MW_CONNECT_BUSY));
}

/* The other sign-in, another system, the list of systems: on each way back everything is as it was typed. */
static void
test_detours (void)
{
  Wizard self;
  const char *url = "https://erp.example.com";

  set_up (&self);
  assert_state (&self, MW_CONNECT_IDLE);
  fill_in (&self, url);
  assert_state (&self, MW_CONNECT_READY);
  adw_combo_row_set_selected (mw_ui_child (self.form, "sign_in"), 1);
  assert_state (&self, MW_CONNECT_IDLE);
  mw_form_page_type (self.form, "key", KEY);
  assert_state (&self, MW_CONNECT_READY);
  adw_combo_row_set_selected (mw_ui_child (self.form, "sign_in"), 0);
  assert_filled_in (&self, url);
  assert_state (&self, MW_CONNECT_READY);

  adw_navigation_view_pop (mw_ui_child (self.dialog, "view"));
  mw_connect_dialog_choose (self.dialog, find_system (&self, "tryton"));
  g_assert_cmpstr (mw_form_page_get_text (self.form, "url"), ==, "");
  g_assert_cmpstr (mw_form_page_get_text (self.form, "password"), ==, "");
  assert_state (&self, MW_CONNECT_IDLE);
  mw_form_page_type (self.form, "password", "of Tryton");
  adw_navigation_view_pop (mw_ui_child (self.dialog, "view"));
  mw_connect_dialog_choose (self.dialog, find_system (&self, "odoo"));
  assert_filled_in (&self, url);
  assert_state (&self, MW_CONNECT_READY);
  adw_combo_row_set_selected (mw_ui_child (self.form, "sign_in"), 1);
  g_assert_cmpstr (mw_form_page_get_text (self.form, "key"), ==, KEY);
  tear_down (&self);
}

/* Escape while it runs stops that, and shows the form as it was; while something is typed it asks. */
static void
test_escape (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  MwFixtureAnswer silent = { .flags = MW_FIXTURE_SILENT };
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  AdwDialog *question = NULL;
  Wizard self;

  mw_fixture_server_add (server, "/web/webclient/version_info", &silent);
  set_up (&self);
  fill_in (&self, url);
  mw_ui_click (self.dialog, "Connect");
  mw_ui_wait (mw_fixture_server_count (server, NULL) > 0);
  assert_state (&self, MW_CONNECT_BUSY);
  g_assert_false (adw_dialog_close (ADW_DIALOG (self.dialog)));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (self.form)));
  assert_filled_in (&self, url);
  assert_state (&self, MW_CONNECT_READY);

  g_assert_false (adw_dialog_close (ADW_DIALOG (self.dialog)));
  mw_ui_wait (ADW_IS_ALERT_DIALOG (question = mw_ui_dialog (self.test)));
  mw_ui_shot (self.test, "160-close");
  mw_ui_click (question, "Go On Typing");
  mw_ui_wait (mw_ui_dialog (self.test) == ADW_DIALOG (self.dialog));
  assert_filled_in (&self, url);
  g_assert_false (adw_dialog_close (ADW_DIALOG (self.dialog)));
  mw_ui_wait (ADW_IS_ALERT_DIALOG (question = mw_ui_dialog (self.test)));
  mw_ui_click (question, "Close");
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);
  mw_ui_test_stop (self.test);

  /* Nothing is lost: nothing is asked. */
  set_up (&self);
  mw_connect_dialog_choose (self.dialog, find_system (&self, "odoo"));
  g_assert_true (adw_dialog_close (ADW_DIALOG (self.dialog)));
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);
  mw_ui_test_stop (self.test);
}

/* The step that explains the field which has the focus is marked; narrow, the bar at the bottom says it. */
static void
test_guide (void)
{
  MwGuideView *guide;
  Wizard self;

  set_up (&self);
  mw_connect_dialog_choose (self.dialog, find_system (&self, "netsuite"));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (self.form)));
  guide = mw_ui_child (self.form, "guide_wide");
  mw_form_row_focus (find_row (GTK_WIDGET (self.form), "client_id"));
  mw_ui_wait (g_strcmp0 (mw_guide_view_get_current (guide), "2. Ask for an integration record") == 0);
  g_assert_cmpstr (gtk_label_get_label (mw_ui_child (self.form, "guide_bar")), ==,
                   "2. Ask for an integration record");
  mw_ui_shot (self.test, "161-guide");
  mw_form_row_focus (find_row (GTK_WIDGET (self.form), "account"));
  mw_ui_wait (g_strcmp0 (mw_guide_view_get_current (guide), "1. Find the account id") == 0);
  mw_ui_settle ();
  if (!gtk_widget_get_mapped (GTK_WIDGET (guide)))
    {
      adw_bottom_sheet_set_open (mw_ui_child (self.form, "sheet"), TRUE);
      mw_ui_wait (gtk_widget_get_mapped (mw_ui_child (self.form, "guide_narrow")));
      mw_ui_shot (self.test, "161-guide-sheet");
    }
  tear_down (&self);
}

static gboolean
has_focus_below (Wizard *self, gpointer widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->test->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* The Tab key sticks nowhere: it goes from the form to the guide, and round. */
static void
test_tab (void)
{
  GtkWidget *guide;
  guint n_stops = 0;
  gboolean seen = FALSE;
  Wizard self;

  set_up (&self);
  mw_connect_dialog_choose (self.dialog, find_system (&self, "odoo"));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (self.form)));
  mw_ui_settle ();
  guide = mw_ui_child (self.form, "guide_wide");
  mw_form_row_focus (find_row (GTK_WIDGET (self.form), "url"));
  mw_ui_wait (has_focus_below (&self, find_row (GTK_WIDGET (self.form), "url")));
  do
    {
      GtkWidget *before = gtk_window_get_focus (GTK_WINDOW (self.test->window));

      g_signal_emit_by_name (self.test->window, "move-focus", GTK_DIR_TAB_FORWARD);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (self.test->window)) != before);
      seen |= has_focus_below (&self, guide);
      g_assert_cmpuint (++n_stops, <, 50);
    }
  while (!has_focus_below (&self, find_row (GTK_WIDGET (self.form), "url")));
  if (gtk_widget_get_mapped (guide))
    g_assert_true (seen);
  tear_down (&self);
}

/* What cannot be right is said when the typing stops, and no longer while it goes on. */
static void
test_pattern (void)
{
  MwFormRow *row;
  Wizard self;

  set_up (&self);
  mw_connect_dialog_choose (self.dialog, find_system (&self, "business-central"));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (self.form)));
  row = find_row (GTK_WIDGET (self.form), "client_id");
  mw_form_row_focus (row);
  mw_form_page_type (self.form, "client_id", "11112222");
  g_assert_null (mw_form_row_get_error (row));
  mw_ui_wait (mw_form_row_get_error (row) != NULL);
  g_assert_nonnull (
    strstr (mw_form_row_get_error (row), "It looks like 11112222-bbbb-3333-cccc-4444dddd5555"));
  mw_ui_shot (self.test, "162-pattern");
  mw_form_page_type (self.form, "client_id", "11112222-bbbb-3333-cccc-4444dddd5555");
  g_assert_null (mw_form_row_get_error (row));
  /* Nor is an empty field called wrong before Connect is pressed. */
  mw_form_page_type (self.form, "tenant", "x");
  mw_form_page_type (self.form, "tenant", "");
  g_signal_emit_by_name (find_row (GTK_WIDGET (self.form), "tenant"), "rested");
  g_assert_null (mw_form_row_get_error (find_row (GTK_WIDGET (self.form), "tenant")));
  tear_down (&self);
}

static char *
save (MwAdminDialog *dialog, const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *text = NULL;

  mw_admin_dialog_save (dialog, file);
  mw_ui_wait (g_file_get_contents (path, &text, NULL, NULL) && *text != '\0');
  mw_ui_wait (mw_ui_find (dialog, GTK_TYPE_LABEL, "Saved") != NULL);
  return text;
}

/* What somebody else must do is handed over on a page: as text, as HTML and on paper, without what was typed
 * but the address. */
static void
test_administrator (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "sheet.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GPtrArray) sheet = NULL;
  g_autofree char *text = NULL;
  g_autofree char *html = NULL;
  g_autofree char *pdf = NULL;
  MwAdminDialog *dialog = NULL;
  MwSystem *odoo;
  Wizard self;

  set_up (&self);
  fill_in (&self, "https://erp.example.com");
  /* The guide lies in a sheet when the window is narrow. */
  mw_ui_settle ();
  if (!gtk_widget_get_mapped (mw_ui_child (self.form, "guide_wide")))
    adw_bottom_sheet_set_open (mw_ui_child (self.form, "sheet"), TRUE);
  mw_ui_click (self.form, "For Your Administrator…");
  mw_ui_wait (MW_IS_ADMIN_DIALOG (dialog = (MwAdminDialog *) mw_ui_dialog (self.test)));
  mw_ui_wait (mw_ui_find (dialog, GTK_TYPE_LABEL, "Reading Odoo with Millwright") != NULL);
  mw_ui_shot (self.test, "163-administrator");
  text = save (dialog, "sheet.txt");
  html = save (dialog, "sheet.html");
  g_assert_nonnull (strstr (text, "Address: https://erp.example.com"));
  g_assert_nonnull (strstr (text, "Purchase orders: Purchase: User"));
  g_assert_null (strstr (text, PASSWORD));
  g_assert_true (g_str_has_prefix (html, "<!DOCTYPE html>"));
  g_assert_null (strstr (html, PASSWORD));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_wait (mw_ui_dialog (self.test) == ADW_DIALOG (self.dialog));

  odoo = find_system (&self, "odoo");
  sheet = mw_admin_sheet_new (odoo, mw_system_find_sign_in (odoo, "password"), NULL);
  operation = mw_sheet_print_new (sheet);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_set_allow_async (operation, FALSE);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                            GTK_WINDOW (self.test->window), NULL),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_true (g_file_get_contents (path, &pdf, NULL, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  /* More than one page, and not one for each line. */
  g_assert_cmpint (gtk_print_operation_get_n_pages_to_print (operation), >=, 2);
  g_assert_cmpint (gtk_print_operation_get_n_pages_to_print (operation), <, (int) sheet->len / 5);
  tear_down (&self);
}

static guint
count_rows (gpointer list)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;
  return n;
}

/* What was connected stands above all, until something is searched for; Enter takes the first of what is
 * shown. */
static void
test_recent (void)
{
  gpointer page, recent;
  Wizard self;

  set_up (&self);
  page = mw_ui_child (self.dialog, "system_page");
  g_assert_false (gtk_widget_get_visible (mw_ui_child (page, "recent")));
  mw_connect_dialog_choose (self.dialog, find_system (&self, "demo"));
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);

  self.dialog = mw_connect_dialog_new (self.test->engine);
  self.form = mw_ui_child (self.dialog, "form_page");
  adw_dialog_present (ADW_DIALOG (self.dialog), GTK_WIDGET (self.test->window));
  page = mw_ui_child (self.dialog, "system_page");
  recent = mw_ui_child (page, "recent");
  mw_ui_wait (gtk_widget_get_mapped (recent));
  g_assert_cmpuint (count_rows (recent), ==, 1);
  g_assert_nonnull (mw_ui_find (recent, GTK_TYPE_LABEL, "Demo plant · ERP, CMMS"));
  g_assert_cmpuint (count_rows (mw_ui_child (page, "list")), >, 10);
  mw_ui_shot (self.test, "164-recent");
  gtk_editable_set_text (mw_ui_child (page, "search"), "netsuite");
  g_signal_emit_by_name (mw_ui_child (page, "search"), "activate");
  g_assert_false (gtk_widget_get_visible (recent));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (self.form)));
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self.form)), ==, "Oracle NetSuite");
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/wizard/table", test_table);
  g_test_add_func ("/ui/wizard/detours", test_detours);
  g_test_add_func ("/ui/wizard/escape", test_escape);
  g_test_add_func ("/ui/wizard/guide", test_guide);
  g_test_add_func ("/ui/wizard/tab", test_tab);
  g_test_add_func ("/ui/wizard/pattern", test_pattern);
  g_test_add_func ("/ui/wizard/administrator", test_administrator);
  g_test_add_func ("/ui/wizard/recent", test_recent);
  return mw_ui_test_run ();
}
