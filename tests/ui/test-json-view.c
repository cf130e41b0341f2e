/* test-json-view.c: a large record in a window: what is made of it, the search, the keys, what is copied
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-json-row-view.h"
#include "mw-json-view.h"
#include "mw-large-record.h"

/* The list has a page above and below what is seen, and some more; never one a value. */
#define MOST_WIDGETS 2000

static MwJsonView *view;
static GtkWindow *window;

static GtkListView *
get_list (void)
{
  return mw_ui_child (view, "list");
}

static GListModel *
get_rows (void)
{
  return G_LIST_MODEL (gtk_list_view_get_model (get_list ()));
}

static void
show_record (guint n_lines)
{
  g_autoptr (GBytes) record = mw_large_record_new (n_lines);

  mw_json_view_set_record (view, record);
  mw_ui_wait (mw_json_view_get_tree (view));
  mw_ui_settle ();
}

static void
check_size (void)
{
  mw_ui_settle ();
  g_test_message ("%u widgets for %u rows", mw_ui_count_widgets (GTK_WIDGET (get_list ())),
                  g_list_model_get_n_items (get_rows ()));
  g_assert_cmpuint (mw_ui_count_widgets (GTK_WIDGET (get_list ())), <, MOST_WIDGETS);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows ()), <, 10000);
}

static void
search_for (const char *words)
{
  gtk_editable_set_text (mw_ui_child (view, "search"), words);
  mw_ui_wait (gtk_widget_get_visible (mw_ui_child (view, "count")));
}

static const char *
get_count (void)
{
  return gtk_label_get_text (mw_ui_child (view, "count"));
}

static void
press (guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (get_list ()));
  gboolean is_taken = FALSE;

  for (guint i = 0; !is_taken && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_taken);
    }
  g_assert_true (is_taken);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* What is copied comes from a worker: it is there when something else than before is. */
static void
check_copied (const char *action, const char *expected)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  g_autofree char *text = NULL;

  gdk_clipboard_set_text (clipboard, "before");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), action, NULL));
  do
    {
      g_clear_pointer (&text, g_free);
      gdk_clipboard_read_text_async (clipboard, NULL, on_text, &text);
      mw_ui_wait (text != NULL);
    }
  while (g_str_equal (text, "before"));
  g_assert_cmpstr (text, ==, expected);
}

static void
check_clipboard (const char *expected)
{
  g_autofree char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (view)), NULL, on_text, &text);
  mw_ui_wait (text != NULL);
  g_assert_cmpstr (text, ==, expected);
}

/* To the byte. */
static void
check_whole (void)
{
  gsize length;
  const char *sent = g_bytes_get_data (
    mw_json_document_get_bytes (mw_json_tree_get_document (mw_json_view_get_tree (view))), &length);
  g_autofree char *expected = g_strndup (sent, length);

  mw_json_view_select (view, "");
  check_copied ("record.copy-branch", expected);
}

/* 20 MB: rows and widgets for what is seen, wherever that is. */
static void
test_large (void)
{
  show_record (MW_LARGE_RECORD_LINES);
  g_assert_cmpuint (
    g_bytes_get_size (mw_json_document_get_bytes (mw_json_tree_get_document (mw_json_view_get_tree (view)))),
    >, 20 << 20);
  check_size ();
  mw_json_view_select (view, "/lines/399999/price");
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "/lines/399999/price");
  check_size ();

  search_for ("bolt 39999");
  mw_ui_wait (g_str_equal (get_count (), "1 of 14"));
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "/lines/39999/name");
  gtk_widget_activate_action (GTK_WIDGET (view), "record.next-match", NULL);
  g_assert_cmpstr (get_count (), ==, "2 of 14");
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "/lines/139999/name");
  gtk_widget_activate_action (GTK_WIDGET (view), "record.previous-match", NULL);
  gtk_widget_activate_action (GTK_WIDGET (view), "record.previous-match", NULL);
  g_assert_cmpstr (get_count (), ==, "14 of 14");
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "/lines/399999/name");
  mw_ui_shot_on (GTK_NATIVE (window), GTK_WIDGET (window), "97-large-record");
  check_size ();
  search_for ("nothing like that");
  mw_ui_wait (g_str_equal (get_count (), "No match"));
  gtk_editable_set_text (mw_ui_child (view, "search"), "");
  mw_ui_wait (!gtk_widget_get_visible (mw_ui_child (view, "count")));
}

static void
test_keys (void)
{
  show_record (3);
  mw_json_view_select (view, "/vendor");
  press (GDK_KEY_Left);
  mw_json_view_select (view, "/lines");
  press (GDK_KEY_Left);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows ()), ==, 6);
  press (GDK_KEY_Right);
  press (GDK_KEY_Right);
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "/lines/0");
  press (GDK_KEY_Left);
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "/lines");
  mw_json_view_select (view, "/vendor/name");
  check_copied ("record.copy-value", "Müller");
  check_copied ("record.copy-path", "/vendor/name");
  check_copied ("record.copy-branch", "\"M\\u00fcller\"");
  mw_json_view_select (view, "/total");
  check_copied ("record.copy-value", "1234567890.10");
  mw_json_view_select (view, "/lines/1");
  check_copied ("record.copy-branch", "{\"line\":2,\"price\":1.50,\"name\":\"Bolt 1\"}");
  check_whole ();
}

static GtkWidget *
wait_for_menu (void)
{
  GtkWidget *menu;

  mw_ui_wait ((menu = mw_ui_find (mw_ui_child (view, "box"), GTK_TYPE_POPOVER_MENU, NULL)) != NULL);
  mw_ui_settle ();
  return menu;
}

/* As a press on it: the button of a menu is GTK's own. */
static void
choose (GtkWidget *menu, const char *words)
{
  GtkWidget *label = mw_ui_find (menu, GTK_TYPE_LABEL, words);

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_activate (gtk_widget_get_parent (label)));
  mw_ui_wait (!gtk_widget_get_visible (menu));
}

static void
press_right (GtkWidget *row)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (row);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) &&
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_SECONDARY)
        g_signal_emit_by_name (controller, "pressed", 1, 10.0, 10.0);
    }
}

/* By keyboard of the row that has the focus; by pointer of the row that is pressed, which is selected then.
 */
static void
test_menu (void)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentProvider *before;
  GtkWidget *menu;

  show_record (3);
  mw_json_view_select (view, "/vendor/name");
  mw_ui_settle ();
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (get_list ())));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), "record.menu", NULL));
  menu = wait_for_menu ();
  mw_ui_shot_on (GTK_NATIVE (window), GTK_WIDGET (window), "97-record-menu");
  /* What is shown whole has no more to show. */
  g_assert_null (mw_ui_find (menu, GTK_TYPE_LABEL, "Show All of It"));
  before = gdk_clipboard_get_content (clipboard);
  choose (menu, "Copy Path");
  mw_ui_wait (gdk_clipboard_get_content (clipboard) != before);
  check_clipboard ("/vendor/name");

  press_right (mw_ui_find (get_list (), MW_TYPE_JSON_ROW_VIEW, NULL));
  menu = wait_for_menu ();
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "");
  before = gdk_clipboard_get_content (clipboard);
  choose (menu, "Copy Path");
  mw_ui_wait (gdk_clipboard_get_content (clipboard) != before);
  check_clipboard ("");
}

static void
test_right_to_left (void)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  show_record (3);
  g_hash_table_add (places, (gpointer) "/lines/1/price");
  mw_json_view_set_lit (view, g_hash_table_ref (places));
  mw_json_view_select (view, "/lines");
  mw_ui_shot_on (GTK_NATIVE (window), GTK_WIDGET (window), "98-record-rtl");
  /* Into a branch is to the left here. */
  press (GDK_KEY_Left);
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "/lines/0");
  press (GDK_KEY_Right);
  press (GDK_KEY_Right);
  g_assert_cmpstr (mw_json_view_get_selected (view), ==, "/lines");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* What is no JSON says so. */
static void
test_broken (void)
{
  g_autoptr (GBytes) record = g_bytes_new_static ("{\"a\":", 5);

  mw_json_view_set_record (view, record);
  mw_ui_wait (g_str_equal (gtk_stack_get_visible_child_name (mw_ui_child (view, "stack")), "failed"));
  g_assert_true (g_str_has_prefix (adw_status_page_get_description (mw_ui_child (view, "failed")),
                                   "What the system sent cannot be read: "));
  g_assert_null (mw_json_view_get_tree (view));
  mw_ui_shot_on (GTK_NATIVE (window), GTK_WIDGET (window), "99-record-broken");
}

static void
test_view (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwJsonView *alive;

  view = g_object_new (MW_TYPE_JSON_VIEW, NULL);
  alive = view;
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &alive);
  window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (window, 360, 640);
  gtk_window_set_child (window, GTK_WIDGET (view));
  gtk_window_present (window);
  mw_ui_wait (gtk_widget_get_height (GTK_WIDGET (view)) > 400);
  test_large ();
  test_keys ();
  test_menu ();
  test_right_to_left ();
  test_broken ();
  gtk_window_destroy (window);
  mw_ui_wait (alive == NULL);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/json-view", test_view);
  return mw_ui_test_run ();
}
