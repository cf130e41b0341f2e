/* test-scope.c: which company and how much of a list is loaded, changed in the window
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-ui-test.h"

#include "connection/mw-branch.h"
#include "mw-choice-page.h"
#include "mw-choose-dialog.h"
#include "mw-export-dialog.h"
#include "mw-ladder.h"
#include "mw-narrow-bar.h"
#include "mw-scope-popover.h"

/* Connected behind the window, whose orders are then shown. */
typedef struct
{
  MwBranch *branch;
  MwUiTest *test;
  MwConnection *connection;
  MwRecordsPage *page;
} Case;

static MwEntity *
find_entity (MwConnection *connection, const char *id)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);

  for (guint i = 0; i < entities->len; i++)
    if (g_str_equal (mw_entity_get_id (g_ptr_array_index (entities, i)), id))
      return g_ptr_array_index (entities, i); /* the model's */
  g_error ("no %s", id);
}

static void
wait_for_rows (Case *self, guint n_rows)
{
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (self->page)) == MW_READING_DONE);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_records_page_get_reading (self->page)), ==, n_rows);
  mw_ui_settle ();
}

static void
show (Case *self, const char *entity)
{
  g_signal_emit_by_name (mw_ui_child (self->test->window, "sidebar"), "chosen", self->connection,
                         find_entity (self->connection, entity));
  self->page = mw_window_get_records_page (self->test->window);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (self->page)) == MW_READING_DONE);
  mw_ui_settle ();
}

static void
set_up (Case *self, const char *company)
{
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwLadder) ladder = NULL;

  self->branch = mw_branch_new ();
  self->test = mw_ui_test_start ();
  draft = mw_branch_dup_draft (self->branch, self->test->engine);
  mw_draft_set_label (draft, "Branches");
  mw_draft_add_choice (draft, "company", company);
  ladder = mw_ladder_new (self->test->engine, draft);
  g_assert_true (mw_ui_await (mw_ladder_run (ladder)));
  self->connection = g_list_model_get_item (mw_engine_get_connections (self->test->engine), 0);
  show (self, "purchase_order");
}

static void
tear_down (Case *self)
{
  g_assert_true (mw_ui_await (mw_engine_disconnect (self->test->engine, self->connection)));
  g_clear_object (&self->connection);
  mw_ui_test_stop (self->test);
  mw_branch_free (self->branch);
}

static const char *
get_status (Case *self)
{
  return gtk_label_get_text (mw_ui_child (self->page, "status"));
}

static gboolean
status_says (Case *self, const char *words)
{
  return strstr (get_status (self), words) != NULL;
}

static gpointer
open_popover (Case *self)
{
  GtkMenuButton *button;
  GtkPopover *popover;

  button = mw_ui_find (mw_ui_child (self->page, "narrow_bar"), GTK_TYPE_MENU_BUTTON, NULL);
  g_assert_nonnull (button);
  gtk_menu_button_popup (button);
  popover = gtk_menu_button_get_popover (button);
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  return popover;
}

static GtkCheckButton *
find_kind (gpointer popover, const char *title)
{
  return mw_ui_find (popover, GTK_TYPE_CHECK_BUTTON, title);
}

static void
wait_for_cost (gpointer popover, const char *cost)
{
  mw_ui_wait (g_strcmp0 (gtk_label_get_text (mw_ui_child (popover, "cost")), cost) == 0);
}

/* Offered is what the system or we can do, with what it costs; what is applied is loaded, shown and kept. */
static void
test_scope (void)
{
  Case self;
  gpointer popover;
  MwScope scope;
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (MwConnection) again = NULL;

  set_up (&self, "all");
  wait_for_rows (&self, 5);
  g_assert_true (status_says (&self, "Branches · 127.0.0.1"));
  g_assert_true (status_says (&self, "5 of 5"));
  popover = open_popover (&self);
  g_assert_true (gtk_check_button_get_active (find_kind (popover, "Everything")));
  mw_ui_wait (gtk_widget_has_focus (GTK_WIDGET (find_kind (popover, "Everything"))));
  g_assert_false (gtk_widget_get_mapped (mw_ui_child (popover, "day_box")));
  wait_for_cost (popover, "5 records · 3 requests");
  g_assert_nonnull (mw_ui_find (
    popover, GTK_TYPE_LABEL, "Branch cannot filter that: everything is loaded, and the rest left out here."));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (find_kind (popover, "Newest First"))));
  g_assert_nonnull (
    mw_ui_find (popover, GTK_TYPE_LABEL, "Not possible: Branch does not send the newest first."));
  gtk_check_button_set_active (find_kind (popover, "Open Ones"), TRUE);
  wait_for_cost (popover, "4 records · 2 requests");
  mw_ui_shot_of (self.test, popover, "98-scope-open");
  mw_ui_click (popover, "Apply");
  wait_for_rows (&self, 4);
  g_assert_true (status_says (&self, "open only"));
  g_assert_true (status_says (&self, "4 of 4"));
  g_assert_nonnull (mw_ui_find (self.page, GTK_TYPE_LABEL, "Open Ones"));
  mw_ui_shot (self.test, "98-scope-applied");

  later = mw_engine_new ();
  g_assert_true (mw_ui_await (mw_engine_load (later)));
  again = g_list_model_get_item (mw_engine_get_connections (later), 0);
  scope = mw_connection_get_scope (again, find_entity (self.connection, "purchase_order"));
  g_assert_cmpint (scope.kind, ==, MW_SCOPE_OPEN);
  tear_down (&self);
}

/* A day that is none is said, and cannot be applied. */
static void
test_day (void)
{
  static const char *const wrong[] = { "2026-13-01", "2026-02-30", "yesterday", "2026-3-1", "" };
  Case self;
  gpointer popover;
  GtkEditable *day;
  const MwScope last_year = mw_scope_last_year (MW_SCOPE_ORDERED);

  set_up (&self, "DE");
  wait_for_rows (&self, 3);
  popover = open_popover (&self);
  gtk_check_button_set_active (find_kind (popover, "Ordered Since…"), TRUE);
  mw_ui_settle ();
  day = mw_ui_child (popover, "day");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (day)));
  g_assert_cmpstr (gtk_editable_get_text (day), ==, last_year.day);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (day, wrong[i]);
      g_assert_false (gtk_widget_get_sensitive (mw_ui_child (popover, "apply")));
      wait_for_cost (popover, "A day is written as year, month and day: 2026-01-31");
    }
  mw_ui_shot_of (self.test, popover, "98-scope-no-day");
  gtk_editable_set_text (day, " 2026-03-03 ");
  /* The system does not filter that: it costs as much as everything. */
  wait_for_cost (popover, "3 records · 2 requests");
  mw_ui_click (popover, "Apply");
  wait_for_rows (&self, 2);
  g_assert_true (status_says (&self, "ACME Germany · ordered since 3 March 2026"));

  /* A part without records is no empty list. */
  popover = open_popover (&self);
  g_assert_cmpstr (gtk_editable_get_text (day), ==, "2026-03-03");
  gtk_editable_set_text (day, "2027-01-01");
  mw_ui_click (popover, "Apply");
  wait_for_rows (&self, 0);
  mw_ui_wait (mw_ui_find (self.page, ADW_TYPE_STATUS_PAGE, "No Such Record") != NULL);
  mw_ui_shot (self.test, "98-scope-none");
  tear_down (&self);
}

/* Vendors are neither ordered nor open; and Branch does not say when they were changed. */
static void
test_not_offered (void)
{
  Case self;
  gpointer popover;
  GtkWidget *changed;

  set_up (&self, "DE");
  show (&self, "vendor");
  popover = open_popover (&self);
  g_assert_null (find_kind (popover, "Ordered Since…"));
  g_assert_null (find_kind (popover, "Open Ones"));
  changed = GTK_WIDGET (find_kind (popover, "Changed Since…"));
  g_assert_nonnull (changed);
  g_assert_false (gtk_widget_get_sensitive (changed));
  g_assert_nonnull (
    mw_ui_find (popover, GTK_TYPE_LABEL, "Not possible: Branch does not say when these were changed."));
  g_assert_null (find_kind (popover, "Newest First"));
  mw_ui_shot_of (self.test, popover, "98-scope-not-offered");
  tear_down (&self);
}

/* Whose rows a file has stands in the dialog and in the name of the file. */
static void
test_export (void)
{
  Case self;
  MwExportDialog *dialog;
  const MwScope open = { MW_SCOPE_OPEN };
  g_autofree char *name = NULL;

  set_up (&self, "US");
  g_assert_true (mw_ui_await (
    mw_connection_set_scope (self.connection, find_entity (self.connection, "purchase_order"), &open)));
  show (&self, "vendor");
  show (&self, "purchase_order");
  gtk_widget_activate_action (GTK_WIDGET (self.test->window), "win.export", NULL);
  mw_ui_wait (MW_IS_EXPORT_DIALOG (mw_ui_dialog (self.test)));
  dialog = MW_EXPORT_DIALOG (mw_ui_dialog (self.test));
  g_assert_true (
    g_str_has_prefix (gtk_label_get_text (mw_ui_child (dialog, "whose")), "Branches · 127.0.0.1"));
  g_assert_true (
    g_str_has_suffix (gtk_label_get_text (mw_ui_child (dialog, "whose")), "ACME USA · open only"));
  name = mw_export_dialog_dup_file_name (dialog);
  g_assert_true (g_str_has_prefix (name, "Branches ACME USA Purchase orders open only 20"));
  g_assert_true (g_str_has_suffix (name, ".csv"));
  mw_ui_shot (self.test, "98-scope-export");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  tear_down (&self);
}

static gpointer
open_choice (Case *self)
{
  AdwNavigationView *view;

  gtk_widget_activate_action (GTK_WIDGET (self->test->window), "win.choose", "(ss)",
                              mw_connection_get_id (self->connection), "company");
  mw_ui_wait (MW_IS_CHOOSE_DIALOG (mw_ui_dialog (self->test)));
  view = mw_ui_child (mw_ui_dialog (self->test), "view");
  mw_ui_wait (mw_ui_find (view, MW_TYPE_CHOICE_PAGE, NULL) != NULL ||
              gtk_widget_get_mapped (mw_ui_child (mw_ui_dialog (self->test), "again")));
  mw_ui_settle ();
  return adw_navigation_view_get_visible_page (view);
}

static GtkCheckButton *
find_check (gpointer page, const char *title)
{
  GtkWidget *row = mw_ui_find (page, ADW_TYPE_ACTION_ROW, title);

  g_assert_nonnull (row);
  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

/* The present choice is preselected; another one is loaded at once, without signing in. */
static void
test_choose (void)
{
  Case self;
  gpointer page;

  set_up (&self, "US");
  wait_for_rows (&self, 2);
  g_assert_nonnull (mw_ui_find (self.page, GTK_TYPE_LABEL, "Company: ACME USA"));
  page = open_choice (&self);
  g_assert_true (gtk_check_button_get_active (find_check (page, "ACME USA")));
  g_assert_false (gtk_check_button_get_active (find_check (page, "ACME Germany")));
  g_assert_false (gtk_check_button_get_active (find_check (page, "All")));
  mw_ui_shot (self.test, "99-choose");
  gtk_check_button_set_active (find_check (page, "ACME Germany"), TRUE);
  mw_ui_click (page, "Go On");
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);
  wait_for_rows (&self, 5);
  g_assert_true (status_says (&self, "ACME Germany, ACME USA"));
  mw_ui_shot (self.test, "99-chosen");

  page = open_choice (&self);
  gtk_check_button_set_active (find_check (page, "All"), TRUE);
  mw_ui_click (page, "Go On");
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);
  wait_for_rows (&self, 5);
  g_assert_false (status_says (&self, "ACME"));
  g_assert_nonnull (mw_ui_find (self.page, GTK_TYPE_LABEL, "Company: All"));
  tear_down (&self);
}

/* What fails, or is left, changes nothing. */
static void
test_choose_fails (void)
{
  Case self;
  gpointer page;

  set_up (&self, "US");
  wait_for_rows (&self, 2);
  page = open_choice (&self);
  gtk_check_button_set_active (find_check (page, "ACME Germany"), TRUE);
  adw_dialog_close (mw_ui_dialog (self.test));
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);
  g_assert_true (status_says (&self, "ACME USA"));
  page = open_choice (&self);
  adw_navigation_view_pop (mw_ui_child (mw_ui_dialog (self.test), "view"));
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);

  mw_branch_set_broken (self.branch, TRUE);
  open_choice (&self);
  g_assert_nonnull (
    mw_ui_find (mw_ui_dialog (self.test), GTK_TYPE_LABEL, "Nothing was changed: still “ACME USA”."));
  mw_ui_shot (self.test, "99-choose-failed");
  mw_branch_set_broken (self.branch, FALSE);
  mw_ui_click (mw_ui_dialog (self.test), "Try Again");
  mw_ui_wait (MW_IS_CHOICE_PAGE (
    adw_navigation_view_get_visible_page (mw_ui_child (mw_ui_dialog (self.test), "view"))));
  adw_dialog_close (mw_ui_dialog (self.test));
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);
  g_assert_true (status_says (&self, "ACME USA"));
  tear_down (&self);
}

static gpointer
wait_for_site (Case *self)
{
  AdwNavigationView *view = mw_ui_child (mw_ui_dialog (self->test), "view");
  AdwNavigationPage *page;

  mw_ui_wait ((page = mw_ui_find (view, MW_TYPE_CHOICE_PAGE, NULL)) != NULL &&
              g_str_equal (adw_navigation_page_get_title (page), "Site"));
  mw_ui_settle ();
  return page;
}

/* Another company has other sites: they are asked for too, and without an answer nothing is changed. */
static void
test_choose_more (void)
{
  Case self;
  gpointer page;

  set_up (&self, "US");
  wait_for_rows (&self, 2);
  mw_fixture_server_add_json (
    mw_branch_get_server (self.branch), "/sites",
    "{\"items\":[{\"id\":\"1\",\"name\":\"Bremen\"},{\"id\":\"2\",\"name\":\"Kiel <i>\"}]}");
  for (guint again = 0; again < 2; again++)
    {
      page = open_choice (&self);
      gtk_check_button_set_active (find_check (page, "ACME Germany"), TRUE);
      gtk_check_button_set_active (find_check (page, "ACME USA"), FALSE);
      mw_ui_click (page, "Go On");
      page = wait_for_site (&self);
      if (again == 1)
        break;
      mw_ui_shot (self.test, "99-choose-site");
      adw_dialog_close (mw_ui_dialog (self.test));
      mw_ui_wait (mw_ui_dialog (self.test) == NULL);
      mw_ui_settle ();
      g_assert_nonnull (mw_ui_find (self.page, GTK_TYPE_LABEL, "Company: ACME USA"));
      g_assert_cmpuint (mw_chosen_get_n_values (mw_connection_get_chosen (self.connection), "site"), ==, 0);
      g_assert_nonnull (mw_chosen_find_value (mw_connection_get_chosen (self.connection), "company", "US"));
    }
  gtk_check_button_set_active (find_check (page, "Kiel <i>"), TRUE);
  mw_ui_click (page, "Go On");
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);
  wait_for_rows (&self, 3);
  g_assert_true (status_says (&self, "ACME Germany · Kiel <i>"));
  g_assert_nonnull (mw_ui_find (self.page, GTK_TYPE_LABEL, "Site: Kiel <i>"));
  tear_down (&self);
}

/* Narrow enough for a phone. */
static void
test_narrow (void)
{
  Case self;
  int minimum;

  set_up (&self, "all");
  gtk_widget_measure (GTK_WIDGET (self.page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_widget_measure (open_popover (&self), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 340);
  tear_down (&self);
}

int
main (int argc, char *argv[])
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/scope/scope", test_scope);
  g_test_add_func ("/ui/scope/day", test_day);
  g_test_add_func ("/ui/scope/not-offered", test_not_offered);
  g_test_add_func ("/ui/scope/export", test_export);
  g_test_add_func ("/ui/scope/choose", test_choose);
  g_test_add_func ("/ui/scope/choose-fails", test_choose_fails);
  g_test_add_func ("/ui/scope/choose-more", test_choose_more);
  g_test_add_func ("/ui/scope/narrow", test_narrow);
  return mw_ui_test_run ();
}
