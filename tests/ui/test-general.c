/* test-general.c: a general interface is set up in the window: lists, fields, a name, and the connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <glib/gstdio.h>

#include "mw-certificate-page.h"
#include "mw-connect-dialog.h"
#include "mw-fields-page.h"
#include "mw-form-page.h"
#include "mw-form-row.h"
#include "mw-ladder-page.h"
#include "mw-lists-page.h"
#include "mw-load-page.h"
#include "mw-new-system-page.h"
#include "mw-odata-fixture.h"
#include "mw-pick-row.h"
#include "mw-test-certificates.h"
#include "mw-user-files.h"

static MwConnectDialog *
open_form (MwUiTest *test, const char *system)
{
  MwConnectDialog *dialog = mw_connect_dialog_new (test->engine);
  GtkWidget *form = mw_ui_child (dialog, "form_page");

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  mw_connect_dialog_choose (dialog, mw_catalog_find (mw_engine_get_catalog (test->engine), system));
  mw_ui_wait (gtk_widget_get_mapped (form));
  return dialog;
}

static void
type (MwConnectDialog *dialog, const char *field, const char *text)
{
  mw_form_page_type (mw_ui_child (dialog, "form_page"), field, text);
}

static void
find_lists (MwConnectDialog *dialog)
{
  mw_ui_settle ();
  mw_ui_click (mw_ui_child (dialog, "form_page"), "Find the Lists");
}

static MwConnectDialog *
open_odata (MwUiTest *test, MwFixtureServer *server, const char *path)
{
  MwConnectDialog *dialog = open_form (test, "odata");
  g_autofree char *url = mw_fixture_server_dup_uri (server, path);

  type (dialog, "url", url);
  type (dialog, "user", MW_ODATA_USER);
  type (dialog, "password", MW_ODATA_PASSWORD);
  return dialog;
}

/* With a key in a header of its own. */
static MwConnectDialog *
open_rest (MwUiTest *test, MwFixtureServer *server, const char *path)
{
  MwConnectDialog *dialog = open_form (test, "rest");
  g_autofree char *url = mw_fixture_server_dup_uri (server, path);

  adw_combo_row_set_selected (mw_ui_child (mw_ui_child (dialog, "form_page"), "sign_in"), 1);
  type (dialog, "url", url);
  type (dialog, "header", "X-Api-Key");
  type (dialog, "key", MW_ODATA_KEY);
  return dialog;
}

static gpointer
wait_for_page (MwConnectDialog *dialog, GType page_type)
{
  AdwNavigationView *view = mw_ui_child (dialog, "view");

  mw_ui_wait (g_type_is_a (G_OBJECT_TYPE (adw_navigation_view_get_visible_page (view)), page_type) &&
              gtk_widget_get_mapped (GTK_WIDGET (adw_navigation_view_get_visible_page (view))));
  mw_ui_settle ();
  return adw_navigation_view_get_visible_page (view);
}

static MwFieldsPage *
wait_for_fields (MwConnectDialog *dialog, guint position)
{
  MwFieldsPage *page = NULL;

  mw_ui_wait (mw_fields_page_get_position (page = wait_for_page (dialog, MW_TYPE_FIELDS_PAGE)) == position);
  return page;
}

static const MwAdvice *
wait_for_advice (MwConnectDialog *dialog)
{
  const MwAdvice *advice;

  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  advice = mw_ladder_page_get_advice (mw_ui_child (dialog, "ladder_page"));
  g_assert_nonnull (advice);
  g_assert_null (advice->details ? strstr (advice->details, "CANARY") : NULL);
  return advice;
}

static void
assert_picked (gpointer page, const char *title, const char *id)
{
  MwPickRow *row = mw_ui_find (page, MW_TYPE_PICK_ROW, title);

  g_assert_nonnull (row);
  g_assert_cmpstr (mw_pick_row_get_id (row), ==, id);
}

/* The file is there, without what must not stand in it. */
static void
assert_file (const char *id, const char *has)
{
  g_autofree char *directory = mw_user_files_dup_directory ();
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "CANARY"));
  g_assert_null (strstr (text, MW_ODATA_USER));
  g_assert_nonnull (strstr (text, has));
}

static MwConnection *
find_connection (MwUiTest *test, const char *label)
{
  GListModel *connections = mw_engine_get_connections (test->engine);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);

      if (g_str_equal (mw_connection_get_label (connection), label))
        return g_steal_pointer (&connection);
    }
  return NULL;
}

static MwConnection *
wait_for_connection (MwUiTest *test, const char *label)
{
  MwConnection *connection;

  mw_ui_wait ((connection = find_connection (test, label)) != NULL);
  return connection;
}

static void
assert_rows (MwConnection *connection, const char *entity, guint n_rows)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);
  MwReading *reading = NULL;

  for (guint i = 0; i < entities->len; i++)
    if (g_str_equal (mw_entity_get_id (entities->pdata[i]), entity))
      reading = mw_connection_read (connection, entities->pdata[i]);
  g_assert_nonnull (reading);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_DONE);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, n_rows);
}

static guint
count_widgets (GtkWidget *root)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

/* Of 300 fields a page makes widgets when one opens the list of them, and then of one row. */
static void
open_drop_down (MwUiTest *test, MwFieldsPage *page, const char *field)
{
  GtkWidget *row = mw_fields_page_get_row (page, field);
  GtkWidget *popover;

  g_assert_cmpuint (count_widgets (GTK_WIDGET (page)), <, 3000);
  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  adw_action_row_activate (ADW_ACTION_ROW (row));
  mw_ui_wait ((popover = mw_ui_find (row, GTK_TYPE_POPOVER, NULL)) != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (row))), >, 300);
  mw_ui_shot_of (test, popover, "106-drop-down");
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
run_odata (const char *root, const char *id)
{
  g_autoptr (MwFixtureServer) server = mw_odata_fixture_new ();
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = open_odata (test, server, root);
  g_autoptr (MwConnection) connection = NULL;
  MwListsPage *lists;
  MwFieldsPage *fields;
  MwNewSystemPage *end;
  GtkWidget *row;
  g_autofree char *spoken = NULL;
  g_autofree char *name = g_strdelimit (g_strdup (id), "-", ' ');

  mw_ui_shot (test, "100-general-form");
  find_lists (dialog);
  lists = wait_for_page (dialog, MW_TYPE_LISTS_PAGE);
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_CHOOSING);
  assert_picked (lists, "Purchase orders", "PurchaseOrders");
  assert_picked (lists, "Vendors", "Suppliers");
  assert_picked (lists, "Assets", NULL);
  mw_ui_shot (test, "101-lists");
  mw_ui_click (lists, "Go On");
  fields = wait_for_fields (dialog, 0);
  assert_picked (fields, "Number", "PurchaseOrder");
  mw_ui_shot (test, "102-fields");
  open_drop_down (test, fields, "order_date");
  assert_picked (fields, "Order date", "PurchaseOrderDate");
  mw_ui_click (fields, "Show the Other Columns");
  mw_fields_page_pick (fields, "ship_to", "Extra1");
  mw_ui_click (fields, "Go On");
  fields = wait_for_fields (dialog, 1);
  /* Nobody knows what “Q7” is: said with a sign and in words. */
  row = mw_fields_page_get_row (fields, "status");
  g_assert_cmpint (mw_pick_row_get_mark (MW_PICK_ROW (row)), ==, MW_PICK_MARK_UNSURE);
  spoken = g_strconcat ("Please check. ", adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), NULL);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Status: Status");
  mw_ui_shot (test, "103-fields-of-vendors");
  mw_fields_page_pick (fields, "status", NULL);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Status: Not there");
  g_assert_cmpint (mw_pick_row_get_mark (MW_PICK_ROW (row)), ==, MW_PICK_MARK_NONE);
  mw_ui_click (fields, "Go On");
  end = wait_for_page (dialog, MW_TYPE_NEW_SYSTEM_PAGE);
  mw_new_system_page_type (end, name);
  mw_ui_wait (mw_ui_find (end, GTK_TYPE_LABEL, "Password: with every request, in the header Authorization") !=
              NULL);
  mw_ui_shot (test, "104-new-system");
  mw_ui_click (end, "Save and Connect");
  connection = wait_for_connection (test, name);
  assert_rows (connection, "purchase_order", MW_ODATA_N_ORDERS);
  assert_rows (connection, "vendor", MW_ODATA_N_VENDORS);
  assert_file (id, "Extra1");
  mw_ui_click (wait_for_page (dialog, MW_TYPE_LOAD_PAGE), "Load");
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  mw_ui_test_stop (test);
}

static void
test_odata_v4 (void)
{
  run_odata ("/v4", "my-v4");
}

static void
test_odata_v2 (void)
{
  run_odata ("/v2/$metadata", "my-v2");
}

/* The address of one list is enough; others are pasted, also from elsewhere on the server. */
static void
test_rest (void)
{
  g_autoptr (MwFixtureServer) server = mw_odata_fixture_new ();
  g_autofree char *vendors = mw_fixture_server_dup_uri (server, "/api/vendors?page=2");
  g_autofree char *items = mw_fixture_server_dup_uri (server, "/other/items");
  g_autofree char *page = mw_fixture_server_dup_uri (server, "/page/x");
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = open_rest (test, server, "/api/orders");
  g_autoptr (MwConnection) connection = NULL;
  MwListsPage *lists;
  gpointer end;

  find_lists (dialog);
  lists = wait_for_page (dialog, MW_TYPE_LISTS_PAGE);
  assert_picked (lists, "Purchase orders", "orders");
  assert_picked (lists, "Vendors", NULL);
  mw_lists_page_add (lists, "https://other.example.com/vendors");
  g_assert_nonnull (mw_ui_find (lists, GTK_TYPE_LABEL, "This list is on another server"));
  mw_lists_page_add (lists, vendors);
  mw_ui_wait (mw_pick_row_get_id (mw_ui_find (lists, MW_TYPE_PICK_ROW, "Vendors")) != NULL);
  assert_picked (lists, "Purchase orders", "orders");
  mw_ui_shot (test, "110-rest-lists");
  mw_lists_page_pick (lists, "vendor", NULL);
  /* Another beginning: all are asked for anew, and what was picked stands. */
  mw_lists_page_add (lists, items);
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_BUSY);
  lists = wait_for_page (dialog, MW_TYPE_LISTS_PAGE);
  assert_picked (lists, "Purchase orders", "api/orders");
  assert_picked (lists, "Vendors", NULL);
  mw_lists_page_pick (lists, "item", "other/items");
  mw_ui_wait (gtk_widget_get_sensitive (mw_ui_child (lists, "go_on")));
  mw_ui_click (lists, "Go On");
  mw_ui_click (wait_for_fields (dialog, 0), "Take the Rest as Proposed");
  end = wait_for_page (dialog, MW_TYPE_NEW_SYSTEM_PAGE);
  mw_new_system_page_type (end, "My REST");
  mw_ui_wait (gtk_widget_get_sensitive (mw_ui_child (end, "save")));
  mw_ui_click (end, "Save and Connect");
  connection = wait_for_connection (test, "My REST");
  assert_rows (connection, "purchase_order", MW_ODATA_N_ORDERS);
  assert_rows (connection, "item", 4);
  assert_file ("my-rest", "other/items");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* The field that is marked as wrong. */
static const char *
find_marked_field (GtkWidget *root)
{
  const char *field = NULL;

  if (MW_IS_FORM_ROW (root) && mw_form_row_get_error (MW_FORM_ROW (root)))
    return mw_form_row_get_field (MW_FORM_ROW (root))->id;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child && !field;
       child = gtk_widget_get_next_sibling (child))
    field = find_marked_field (child);
  return field;
}

/* What is no such service is told at the address, a wrong password at the password; the form stays as typed.
 */
static void
test_refused (void)
{
  static const struct
  {
    const char *system;
    const char *path;
    const char *secret;
    const char *field;
    const char *title;
  } table[] = {
    { "odata", "/page", NULL, "url", "is not OData service" },
    { "odata", "/v4/gone/gone", NULL, "url", "does not describe any lists" },
    { "odata", "/v4", "wrong-CANARY", "password", "does not accept" },
    { "rest", "/page/orders", NULL, "url", "no list of records" },
    { "rest", "/api/gone", NULL, "url", "no list of records" },
    { "rest", "/api/empty", NULL, "url", "no list of records" },
    { "rest", "/api/orders", "wrong-CANARY-key", "key", "does not accept" },
    { "rest", "", NULL, "url", "not the address of a list" },
    { "rest", "/api/orders?token=CANARY", NULL, "url", "There is a key in this address" },
  };
  g_autoptr (MwFixtureServer) server = mw_odata_fixture_new ();
  MwUiTest *test = mw_ui_test_start ();

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gboolean is_rest = g_str_equal (table[i].system, "rest");
      MwConnectDialog *dialog = is_rest ? open_rest (test, server, table[i].path)
                                        : open_odata (test, server, table[i].path);
      MwFormPage *form = mw_ui_child (dialog, "form_page");
      g_autofree char *url = mw_fixture_server_dup_uri (server, table[i].path);
      g_autofree char *shot = g_strdup_printf ("12%u-general-refused", i);
      const MwAdvice *advice;

      if (table[i].secret)
        type (dialog, is_rest ? "key" : "password", table[i].secret);
      find_lists (dialog);
      advice = wait_for_advice (dialog);
      g_test_message ("%s %s: %s", table[i].system, table[i].path, advice->title);
      g_assert_nonnull (strstr (advice->title, table[i].title));
      g_assert_cmpint (advice->action, ==, MW_ADVICE_CHECK_FIELD);
      mw_ui_shot (test, shot);
      g_assert_true (mw_ladder_page_act (mw_ui_child (dialog, "ladder_page")));
      mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (form)));
      g_assert_cmpstr (mw_form_page_get_text (form, "url"), ==, url);
      g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_READY);
      g_assert_cmpstr (find_marked_field (GTK_WIDGET (form)), ==, table[i].field);
      adw_dialog_force_close (ADW_DIALOG (dialog));
      mw_ui_wait (mw_ui_dialog (test) == NULL);
    }
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (test->engine)), ==, 0);
  mw_ui_test_stop (test);
}

/* Cancel stops it; going on later begins again, and going back from the lists sends nothing again. */
static void
test_cancel (void)
{
  g_autoptr (MwFixtureServer) server = mw_odata_fixture_new ();
  MwFixtureAnswer silent = { .flags = MW_FIXTURE_SILENT };
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = open_odata (test, server, "/v4");
  AdwNavigationView *view = mw_ui_child (dialog, "view");
  GtkWidget *form = mw_ui_child (dialog, "form_page");
  MwListsPage *lists;
  guint n_requests;

  mw_fixture_server_add (server, "/v4/PurchaseOrders", &silent);
  find_lists (dialog);
  mw_ui_wait (mw_fixture_server_count (server, "/v4/PurchaseOrders") > 0);
  mw_ui_shot (test, "130-exploring");
  mw_ui_click (mw_ui_child (dialog, "ladder_page"), "Cancel");
  mw_ui_wait (gtk_widget_get_mapped (form));
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), ==, MW_CONNECT_READY);
  g_assert_cmpstr (mw_form_page_get_text (MW_FORM_PAGE (form), "password"), ==, MW_ODATA_PASSWORD);
  mw_fixture_server_clear (server);
  mw_odata_fixture_serve (server);
  find_lists (dialog);
  lists = wait_for_page (dialog, MW_TYPE_LISTS_PAGE);
  mw_lists_page_pick (lists, "vendor", NULL);
  mw_lists_page_pick (lists, "asset", "Z007_Table");
  mw_ui_wait (gtk_widget_get_sensitive (mw_ui_child (lists, "go_on")));
  mw_ui_shot (test, "131-picked");
  n_requests = mw_fixture_server_count (server, NULL);
  adw_navigation_view_pop (view);
  mw_ui_wait (gtk_widget_get_mapped (form));
  find_lists (dialog);
  lists = wait_for_page (dialog, MW_TYPE_LISTS_PAGE);
  assert_picked (lists, "Vendors", NULL);
  assert_picked (lists, "Assets", "Z007_Table");
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, n_requests);
  /* The list goes away meanwhile. */
  mw_fixture_server_add (server, "/v4/Z008_Table", &(MwFixtureAnswer) { .status = 403 });
  mw_lists_page_pick (lists, "asset", "Z008_Table");
  mw_ui_wait (mw_pick_row_get_mark (mw_ui_find (lists, MW_TYPE_PICK_ROW, "Assets")) == MW_PICK_MARK_WRONG);
  g_assert_false (gtk_widget_get_sensitive (mw_ui_child (lists, "go_on")));
  mw_ui_shot (test, "132-list-refused");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* Somebody has pasted the address of a list: the service is what stands before it, and the file says so. */
static void
test_list_of_odata (void)
{
  g_autoptr (MwFixtureServer) server = mw_odata_fixture_new ();
  g_autofree char *url = mw_fixture_server_dup_uri (server, "/v4/PurchaseOrders?$top=5");
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = open_odata (test, server, "/v4/PurchaseOrders?$top=5");

  find_lists (dialog);
  assert_picked (wait_for_page (dialog, MW_TYPE_LISTS_PAGE), "Purchase orders", "PurchaseOrders");
  g_assert_cmpuint (mw_fixture_server_count (server, "/v4/PurchaseOrders/$metadata"), ==, 1);
  g_assert_cmpuint (mw_fixture_server_count (server, "/v4/$metadata"), ==, 1);
  g_assert_cmpstr (mw_form_page_get_text (mw_ui_child (dialog, "form_page"), "url"), ==, url);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* A certificate that nobody knows: it goes on with exactly that one, and with the address as it was pasted.
 */
static void
test_certificate (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new_tls (MW_TEST_CERTIFICATE_LOCAL);
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = open_rest (test, server, "/api/orders");
  const MwAdvice *advice;

  mw_odata_fixture_serve (server);
  find_lists (dialog);
  advice = wait_for_advice (dialog);
  g_assert_cmpint (advice->action, ==, MW_ADVICE_TRUST_CERTIFICATE);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
  mw_ui_click (dialog, "Trust This Certificate…");
  mw_ui_click (wait_for_page (dialog, MW_TYPE_CERTIFICATE_PAGE), "Trust This Certificate");
  assert_picked (wait_for_page (dialog, MW_TYPE_LISTS_PAGE), "Purchase orders", "orders");
  g_assert_cmpuint (mw_fixture_server_count (server, "/api/orders"), >, 0);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* A name that is used is refused, beside it; the proposed one never is. */
static void
test_name (void)
{
  g_autoptr (MwFixtureServer) server = mw_odata_fixture_new ();
  MwUiTest *test = mw_ui_test_start ();
  MwConnectDialog *dialog = open_odata (test, server, "/v4");
  MwNewSystemPage *end;

  find_lists (dialog);
  mw_ui_click (wait_for_page (dialog, MW_TYPE_LISTS_PAGE), "Go On");
  mw_ui_click (wait_for_fields (dialog, 0), "Take the Rest as Proposed");
  end = wait_for_page (dialog, MW_TYPE_NEW_SYSTEM_PAGE);
  mw_ui_wait (gtk_widget_get_sensitive (mw_ui_child (end, "save")));
  g_assert_null (mw_new_system_page_get_error (end));
  mw_new_system_page_type (end, "oDOO");
  g_assert_nonnull (mw_new_system_page_get_error (end));
  mw_ui_shot (test, "140-name-used");
  mw_ui_click (end, "Save and Connect");
  g_assert_nonnull (mw_new_system_page_get_error (end));
  mw_new_system_page_type (end, "  ");
  g_assert_nonnull (mw_new_system_page_get_error (end));
  mw_new_system_page_type (end, "Another <b>name</b>");
  g_assert_null (mw_new_system_page_get_error (end));
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (test->engine)), ==, 0);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

/* A real server: SAP's CAP runtime, where there is one. */
static void
run_cap (const char *root, const char *name)
{
  const char *cap = g_getenv ("MW_TEST_CAP_URL");
  g_autofree char *url = g_strconcat (cap ? cap : "", root, NULL);
  g_autoptr (MwConnection) connection = NULL;
  MwUiTest *test;
  MwConnectDialog *dialog;
  gpointer page;

  if (!cap)
    {
      g_test_skip ("MW_TEST_CAP_URL is not set");
      return;
    }
  test = mw_ui_test_start ();
  dialog = open_form (test, "odata");
  type (dialog, "url", url);
  type (dialog, "user", g_getenv ("MW_TEST_CAP_USER"));
  type (dialog, "password", g_getenv ("MW_TEST_CAP_PASSWORD"));
  find_lists (dialog);
  page = wait_for_page (dialog, MW_TYPE_LISTS_PAGE);
  assert_picked (page, "Purchase orders", "A_PurchaseOrder");
  assert_picked (page, "Purchase order lines", "A_PurchaseOrderItem");
  mw_ui_shot (test, "150-cap-lists");
  mw_ui_click (page, "Go On");
  page = wait_for_fields (dialog, 0);
  mw_ui_shot (test, "151-cap-orders");
  mw_ui_click (page, "Go On");
  page = wait_for_fields (dialog, 1);
  mw_ui_shot (test, "152-cap-lines");
  mw_ui_click (page, mw_ui_find (page, GTK_TYPE_BUTTON, "Take the Rest as Proposed")
                       ? "Take the Rest as Proposed"
                       : "Go On");
  page = wait_for_page (dialog, MW_TYPE_NEW_SYSTEM_PAGE);
  mw_new_system_page_type (page, name);
  mw_ui_wait (gtk_widget_get_sensitive (mw_ui_child (page, "save")));
  mw_ui_shot (test, "153-cap-file");
  mw_ui_click (page, "Save and Connect");
  connection = wait_for_connection (test, name);
  assert_rows (connection, "purchase_order", 260);
  assert_rows (connection, "purchase_order_line", 890);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_test_stop (test);
}

static void
test_cap_v4 (void)
{
  run_cap ("/odata/v4/API_PURCHASEORDER_PROCESS_SRV", "CAP 4");
}

static void
test_cap_v2 (void)
{
  run_cap ("/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV", "CAP 2");
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  /* First those that connect nothing: what is connected stays there. */
  g_test_add_func ("/ui/general/refused", test_refused);
  g_test_add_func ("/ui/general/cancel", test_cancel);
  g_test_add_func ("/ui/general/list-of-odata", test_list_of_odata);
  g_test_add_func ("/ui/general/certificate", test_certificate);
  g_test_add_func ("/ui/general/name", test_name);
  g_test_add_func ("/ui/general/odata-v4", test_odata_v4);
  g_test_add_func ("/ui/general/odata-v2", test_odata_v2);
  g_test_add_func ("/ui/general/rest", test_rest);
  g_test_add_func ("/ui/general/cap-v4", test_cap_v4);
  g_test_add_func ("/ui/general/cap-v2", test_cap_v2);
  return mw_ui_test_run ();
}
