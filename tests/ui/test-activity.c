/* test-activity.c: the tab that says what was asked and what each load brought
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "mw-activity-item.h"
#include "mw-activity-page.h"

static GListModel *
get_shown (MwRecordsPage *page)
{
  GtkListView *list = mw_ui_child (mw_ui_child (page, "activity"), "list");

  return G_LIST_MODEL (gtk_list_view_get_model (list));
}

static guint
count_loads (GListModel *shown)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (MwActivityItem) item = g_list_model_get_item (shown, i);

      n += mw_activity_item_is_load (item);
    }
  return n;
}

static gboolean
has_title (GListModel *shown, const char *title)
{
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (MwActivityItem) item = g_list_model_get_item (shown, i);

      if (g_str_equal (mw_activity_item_get_title (item), title))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_loading (GListModel *shown)
{
  g_autoptr (MwActivityItem) item = g_list_model_get_item (shown, 0);

  return item == NULL || mw_activity_item_is_running (item);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
test_activity (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = mw_ui_open_demo (test);
  GListModel *shown = get_shown (page);
  AdwToggleGroup *tabs = mw_ui_child (page, "tabs");
  GtkStack *stack = mw_ui_child (page, "stack");
  GtkStack *inner = mw_ui_child (mw_ui_child (page, "activity"), "stack");
  g_autofree char *text = NULL;
  guint n_shown;

  /* Nobody looks at it: nothing is made. */
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 0);
  adw_toggle_group_set_active_name (tabs, "activity");
  mw_ui_wait (g_list_model_get_n_items (shown) > 0 && !is_loading (shown));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "activity");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (inner), ==, "list");
  g_assert_false (gtk_widget_get_sensitive (mw_ui_child (page, "columns_button")));
  g_assert_cmpuint (count_loads (shown), ==, 1);
  g_assert_true (has_title (shown, "Purchase orders, page 2"));
  n_shown = g_list_model_get_n_items (shown);
  mw_ui_shot (test, "80-activity");

  mw_records_page_refresh (page);
  mw_ui_wait (count_loads (shown) == 2 && !is_loading (shown));
  g_assert_cmpuint (g_list_model_get_n_items (shown), >, n_shown);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "activity");

  mw_ui_click (page, "Copy for Support");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (page)), NULL, on_text, &text);
  mw_ui_wait (text != NULL);
  g_assert_nonnull (strstr (text, "Purchase orders, page 2"));
  g_assert_nonnull (strstr (text, "the system says"));

  mw_ui_click (page, "Only What Went Wrong");
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (inner), "good") == 0);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 0);
  mw_ui_shot (test, "81-activity-good");
  mw_ui_click (page, "Only What Went Wrong");
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (inner), "list") == 0);

  adw_toggle_group_set_active_name (tabs, "normalized");
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "grid") == 0);
  g_assert_true (gtk_widget_get_sensitive (mw_ui_child (page, "columns_button")));
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/activity", test_activity);
  return mw_ui_test_run ();
}
