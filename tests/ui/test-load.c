/* test-load.c: from the chosen system to its first table: what to load, and how many clicks that takes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-ui-test.h"

#include "connection/mw-branch.h"
#include "mw-choice-page.h"
#include "mw-connect-dialog.h"
#include "mw-connection-group.h"
#include "mw-describe-dialog.h"
#include "mw-form-page.h"
#include "mw-ladder-page.h"
#include "mw-load-page.h"
#include "mw-records-link.h"
#include "mw-scope-popover.h"

#define MAX_CLICKS 6

typedef struct
{
  MwBranch *branch;
  MwUiTest *test;
  MwConnectDialog *dialog;
  guint n_before; /* connections that the tests before have left */
  guint n_clicks; /* since the system was chosen */
} Case;

static void
click (Case *self, gpointer root, const char *words)
{
  self->n_clicks++;
  mw_ui_click (root, words);
}

static gpointer
wait_for_page (Case *self, GType type)
{
  gpointer page = NULL;

  mw_ui_wait ((page = mw_ui_find (self->dialog, type, NULL)) != NULL);
  mw_ui_settle ();
  return page;
}

/* The form is filled in and sent: one click beside the typing. */
static void
set_up (Case *self, guint n_orders, gboolean allowed)
{
  static const MwFixtureAnswer no = { .status = 403, .body = "{\"error\":\"no\"}" };
  g_autofree char *url = NULL;
  MwFormPage *form;

  self->branch = mw_branch_new ();
  for (guint id = 6; id <= n_orders; id++)
    mw_branch_put (self->branch, (int) id, "DE", "closed", (int) id % 60);
  if (!allowed)
    mw_fixture_server_add (mw_branch_get_server (self->branch), "GET /vendors", &no);
  self->test = mw_ui_test_start ();
  self->n_before = g_list_model_get_n_items (mw_engine_get_connections (self->test->engine));
  self->n_clicks = 0;
  gtk_widget_activate_action (GTK_WIDGET (self->test->window), "win.add-system", NULL);
  mw_ui_wait (MW_IS_CONNECT_DIALOG (mw_ui_dialog (self->test)));
  self->dialog = MW_CONNECT_DIALOG (mw_ui_dialog (self->test));
  url = mw_fixture_server_dup_uri (mw_branch_get_server (self->branch), NULL);
  mw_connect_dialog_choose (self->dialog,
                            mw_catalog_find (mw_engine_get_catalog (self->test->engine), "branch"));
  form = wait_for_page (self, MW_TYPE_FORM_PAGE);
  /* Opening the list, and the other sign-in. */
  self->n_clicks += 2;
  adw_combo_row_set_selected (mw_ui_child (form, "sign_in"), 1);
  mw_form_page_type (form, "url", url);
  mw_form_page_type (form, "key", "0123456789abcdef");
  click (self, self->dialog, "Connect");
  click (self, wait_for_page (self, MW_TYPE_CHOICE_PAGE), "Go On");
}

static MwConnection *
get_connection (Case *self)
{
  g_autoptr (MwConnection) connection = NULL;

  mw_ui_wait (g_list_model_get_n_items (mw_engine_get_connections (self->test->engine)) ==
              self->n_before + 1);
  connection = g_list_model_get_item (mw_engine_get_connections (self->test->engine), self->n_before);
  return connection; /* the engine's */
}

static MwScope
get_scope (Case *self, guint entity)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (get_connection (self));

  return mw_connection_get_scope (get_connection (self), g_ptr_array_index (entities, entity));
}

/* The first list is there, of that many rows. */
static void
wait_for_table (Case *self, guint n_rows)
{
  MwRecordsPage *page;

  mw_ui_wait (mw_ui_dialog (self->test) == NULL);
  mw_ui_wait ((page = mw_window_get_records_page (self->test->window)) != NULL &&
              mw_records_page_get_connection (page) == get_connection (self));
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_records_page_get_reading (page)), ==, n_rows);
  /* What is shown is found on a worker. */
  mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (mw_records_page_get_grid (page)))) ==
              n_rows);
}

/* A record can be opened in its own system, and nothing else can. */
static void
check_link (Case *self)
{
  MwRecordsPage *page = mw_window_get_records_page (self->test->window);
  g_autofree char *none = mw_records_link_dup_uri (page);
  g_autofree char *raw = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *base = mw_fixture_server_dup_uri (mw_branch_get_server (self->branch), "/page/");

  g_assert_null (none);
  mw_grid_select (mw_records_page_get_grid (page), 0);
  uri = mw_records_link_dup_uri (page);
  g_assert_nonnull (uri);
  g_assert_true (g_str_has_prefix (uri, base));
  g_assert_cmpuint (strlen (uri), >, strlen (base));
  mw_records_page_show_raw (page, TRUE);
  mw_grid_select (mw_records_page_get_grid (page), 0);
  raw = mw_records_link_dup_uri (page);
  g_assert_null (raw);
  mw_records_page_show_raw (page, FALSE);
}

static void
tear_down (Case *self)
{
  g_assert_true (mw_ui_await (mw_engine_disconnect (self->test->engine, get_connection (self))));
  mw_ui_test_stop (self->test);
  mw_branch_free (self->branch);
}

static void
wait_for_row (gpointer page, const char *title, const char *subtitle)
{
  AdwActionRow *row = NULL;

  mw_ui_wait ((row = mw_ui_find (page, ADW_TYPE_ACTION_ROW, title)) != NULL);
  mw_ui_wait (g_strcmp0 (adw_action_row_get_subtitle (row), subtitle) == 0);
}

/* Later, from the menu of the connection; and another run of the program knows it. */
static void
change_description (Case *self)
{
  GtkWidget *group = mw_ui_find (self->test->window, MW_TYPE_CONNECTION_GROUP, NULL);
  g_autoptr (MwEngine) later = mw_engine_new ();
  g_autoptr (MwConnection) again = NULL;
  MwDescribeDialog *dialog;

  while (mw_connection_group_get_connection (MW_CONNECTION_GROUP (group)) != get_connection (self))
    group = gtk_widget_get_next_sibling (group);
  gtk_widget_activate_action (group, "connection.describe", NULL);
  mw_ui_wait (MW_IS_DESCRIBE_DIALOG (mw_ui_dialog (self->test)));
  dialog = MW_DESCRIBE_DIALOG (mw_ui_dialog (self->test));
  mw_ui_shot (self->test, "97-describe");
  /* A connection has a name. */
  gtk_editable_set_text (mw_ui_find (dialog, ADW_TYPE_ENTRY_ROW, "Name"), "  ");
  adw_combo_row_set_selected (mw_ui_find (dialog, ADW_TYPE_COMBO_ROW, "Environment"),
                              MW_ENVIRONMENT_PRODUCTION);
  mw_ui_click (dialog, "Save");
  mw_ui_wait (mw_ui_dialog (self->test) == NULL);
  g_assert_null (mw_ui_find (group, GTK_TYPE_LABEL, "Test"));
  g_assert_nonnull (mw_ui_find (group, GTK_TYPE_LABEL, "Plant <b>2"));

  g_assert_true (mw_ui_await (mw_engine_load (later)));
  again = g_list_model_get_item (mw_engine_get_connections (later), self->n_before);
  g_assert_cmpstr (mw_connection_get_label (again), ==, "Plant <b>2");
  g_assert_cmpint (mw_connection_get_environment (again), ==, MW_ENVIRONMENT_PRODUCTION);
  g_assert_cmpint (mw_connection_get_colour (again), ==, MW_COLOUR_ORANGE);
}

/* What is small is loaded in full, with one click. */
static void
test_small (void)
{
  Case self;
  gpointer page, describe;
  MwScope scope;

  set_up (&self, 5, TRUE);
  page = wait_for_page (&self, MW_TYPE_LOAD_PAGE);
  wait_for_row (page, "Purchase orders", "5 records · 3 requests");
  wait_for_row (page, "Vendors", "0 records · 1 request");
  mw_ui_wait (gtk_widget_has_focus (mw_ui_child (page, "load")));
  describe = mw_ui_child (page, "describe");
  g_assert_cmpuint (adw_combo_row_get_selected (mw_ui_find (describe, ADW_TYPE_COMBO_ROW, "Environment")), ==,
                    MW_ENVIRONMENT_PRODUCTION);
  mw_ui_shot (self.test, "97-load");
  /* Who wants to may say more. */
  gtk_editable_set_text (mw_ui_find (describe, ADW_TYPE_ENTRY_ROW, "Name"), " Plant <b>2 ");
  adw_combo_row_set_selected (mw_ui_find (describe, ADW_TYPE_COMBO_ROW, "Environment"), MW_ENVIRONMENT_TEST);
  adw_combo_row_set_selected (mw_ui_find (describe, ADW_TYPE_COMBO_ROW, "Colour"), MW_COLOUR_ORANGE);
  click (&self, page, "Load");
  wait_for_table (&self, 5);
  check_link (&self);
  scope = get_scope (&self, 0);
  g_assert_cmpint (scope.kind, ==, MW_SCOPE_EVERYTHING);
  g_assert_cmpstr (mw_connection_get_label (get_connection (&self)), ==, "Plant <b>2");
  g_assert_nonnull (
    strstr (gtk_label_get_text (mw_ui_child (mw_window_get_records_page (self.test->window), "status")),
            "Plant <b>2 (Test) · "));
  mw_ui_shot (self.test, "97-test-system");
  adw_navigation_split_view_set_show_content (mw_ui_child (self.test->window, "split"), FALSE);
  mw_ui_wait (mw_ui_find (self.test->window, GTK_TYPE_LABEL, "Test") != NULL);
  change_description (&self);
  g_test_message ("%u clicks", self.n_clicks);
  g_assert_cmpuint (self.n_clicks, <=, MAX_CLICKS);
  tear_down (&self);
}

/* What takes many requests is narrowed to a year by what the system can filter; the user may want otherwise.
 */
static void
test_large (void)
{
  Case self;
  gpointer page, popover;
  GtkWidget *row;
  MwScope scope = mw_scope_last_year (MW_SCOPE_CHANGED);
  g_autofree char *label = mw_scope_dup_label (&scope);

  set_up (&self, 1001, TRUE);
  page = wait_for_page (&self, MW_TYPE_LOAD_PAGE);
  wait_for_row (page, "Purchase orders", "1001 records · 501 requests");
  row = mw_ui_find (page, ADW_TYPE_ACTION_ROW, "Purchase orders");
  mw_ui_wait (mw_ui_find (row, GTK_TYPE_LABEL, label) != NULL);
  mw_ui_shot (self.test, "97-load-large");
  popover = gtk_menu_button_get_popover (mw_ui_find (row, GTK_TYPE_MENU_BUTTON, NULL));
  gtk_popover_popup (popover);
  mw_ui_wait (mw_ui_find (popover, GTK_TYPE_CHECK_BUTTON, "Open Ones") != NULL);
  g_assert_true (gtk_check_button_get_active (mw_ui_find (popover, GTK_TYPE_CHECK_BUTTON, "Changed Since…")));
  gtk_check_button_set_active (mw_ui_find (popover, GTK_TYPE_CHECK_BUTTON, "Open Ones"), TRUE);
  mw_ui_click (popover, "Apply");
  wait_for_row (page, "Purchase orders", "4 records · 2 requests");
  click (&self, page, "Load");
  wait_for_table (&self, 4);
  scope = get_scope (&self, 0);
  g_assert_cmpint (scope.kind, ==, MW_SCOPE_OPEN);
  tear_down (&self);
}

/* Who does not wait for the counts does not load more for it. */
static void
test_hurry (void)
{
  Case self;
  const MwScope wanted = mw_scope_last_year (MW_SCOPE_CHANGED);
  MwScope scope;

  set_up (&self, 1001, TRUE);
  mw_ui_wait (mw_ui_find (self.dialog, MW_TYPE_LOAD_PAGE, NULL) != NULL);
  click (&self, mw_ui_child (self.dialog, "load_page"), "Load");
  wait_for_table (&self, 1001);
  scope = get_scope (&self, 0);
  g_assert_true (mw_scope_equal (&scope, &wanted));
  tear_down (&self);
}

/* Closing the dialog takes what it shows; nothing large is loaded behind somebody's back. */
static void
test_closed (void)
{
  Case self;
  const MwScope wanted = mw_scope_last_year (MW_SCOPE_CHANGED);
  MwScope scope;
  gpointer page;

  set_up (&self, 1001, TRUE);
  page = wait_for_page (&self, MW_TYPE_LOAD_PAGE);
  wait_for_row (page, "Purchase orders", "1001 records · 501 requests");
  wait_for_row (page, "Vendors", "0 records · 1 request");
  adw_dialog_close (ADW_DIALOG (self.dialog));
  mw_ui_wait (mw_ui_dialog (self.test) == NULL);
  scope = get_scope (&self, 0);
  g_assert_true (mw_scope_equal (&scope, &wanted));
  tear_down (&self);
}

/* A list that this login may not read is named, twice, and the others are loaded; within the clicks. */
static void
test_forbidden (void)
{
  Case self;
  gpointer page;

  set_up (&self, 5, FALSE);
  page = wait_for_page (&self, MW_TYPE_LADDER_PAGE);
  mw_ui_wait (mw_ui_find (page, GTK_TYPE_BUTTON, "For Your Administrator…") != NULL);
  g_assert_nonnull (mw_ui_find (page, GTK_TYPE_LABEL, "Connected, with 1 warning"));
  mw_ui_shot (self.test, "97-ladder-forbidden");
  click (&self, page, "Go On");
  page = wait_for_page (&self, MW_TYPE_LOAD_PAGE);
  wait_for_row (page, "Vendors",
                "This login may not read them; ask your administrator for: the role Purchasing");
  g_assert_false (gtk_widget_get_sensitive (
    mw_ui_find (mw_ui_find (page, ADW_TYPE_ACTION_ROW, "Vendors"), GTK_TYPE_MENU_BUTTON, NULL)));
  mw_ui_shot (self.test, "97-load-forbidden");
  click (&self, page, "Load");
  wait_for_table (&self, 5);
  g_test_message ("%u clicks", self.n_clicks);
  g_assert_cmpuint (self.n_clicks, <=, MAX_CLICKS);
  tear_down (&self);
}

int
main (int argc, char *argv[])
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/load/small", test_small);
  g_test_add_func ("/ui/load/large", test_large);
  g_test_add_func ("/ui/load/hurry", test_hurry);
  g_test_add_func ("/ui/load/closed", test_closed);
  g_test_add_func ("/ui/load/forbidden", test_forbidden);
  return mw_ui_test_run ();
}
