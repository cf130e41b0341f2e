/* test-keyboard.c: the explorer by keyboard alone, as the display sends the keys
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-group.h"
#include "mw-ui-test.h"

/* More often than there are places for the focus. */
#define MOST_TABS 40

static void
press (const char *keys)
{
  g_autofree char *line = g_strconcat ("xdotool ", keys, NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  mw_ui_settle ();
}

static MwGrid *
get_grid (MwUiTest *test)
{
  return mw_records_page_get_grid (mw_window_get_records_page (test->window));
}

static MwGridView *
get_view (MwUiTest *test)
{
  return mw_grid_get_grid_view (get_grid (test));
}

static guint
get_n_shown (MwUiTest *test)
{
  return g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (get_grid (test))));
}

static gboolean
has_focus (gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus && (focus == (GtkWidget *) widget || gtk_widget_is_ancestor (focus, widget));
}

/* Where the focus went with the last Tab; it must have gone somewhere. */
static void
tab_to (MwUiTest *test, gpointer widget)
{
  for (guint i = 0; i < MOST_TABS && !has_focus (widget); i++)
    {
      GtkWidget *before = gtk_root_get_focus (GTK_ROOT (test->window));

      press ("key Tab");
      mw_ui_wait (gtk_root_get_focus (GTK_ROOT (test->window)) != before);
    }
  g_assert_true (has_focus (widget));
}

static gboolean
is_at (MwUiTest *test, guint row, guint place)
{
  g_autoptr (MwColumn) column = NULL;
  GListModel *columns = mw_grid_get_columns (get_grid (test));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns) && !column; i++)
    {
      g_autoptr (MwColumn) each = g_list_model_get_item (columns, i);

      if (mw_column_get_visible (each) && n++ == place)
        column = g_object_ref (each);
    }
  return mw_grid_view_get_cursor_row (get_view (test)) == row &&
         mw_grid_view_get_cursor_column (get_view (test)) == column;
}

static void
check_moves (MwUiTest *test)
{
  guint last_row = get_n_shown (test) - 1, last = mw_grid_get_n_visible_columns (get_grid (test)) - 1;
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  AdwOverlaySplitView *split = mw_ui_child (page, "split");
  GtkListBox *list;

  tab_to (test, get_view (test));
  /* Past the lists of the sidebar: what is marked there is what is shown. */
  list = mw_ui_child (mw_ui_find (test->window, MW_TYPE_CONNECTION_GROUP, NULL), "entities");
  g_assert_true (gtk_list_box_get_selected_row (list) == gtk_list_box_get_row_at_index (list, 0));
  press ("key Down");
  mw_ui_wait (is_at (test, 0, 0));
  press ("key Down Down Right");
  mw_ui_wait (is_at (test, 2, 1));
  press ("key End");
  mw_ui_wait (is_at (test, 2, last));
  press ("key Home Up");
  mw_ui_wait (is_at (test, 1, 0));
  press ("key ctrl+End");
  mw_ui_wait (is_at (test, last_row, last));
  press ("key Page_Up");
  mw_ui_wait (mw_grid_view_get_cursor_row (get_view (test)) < last_row - 5);
  press ("key ctrl+Home");
  mw_ui_wait (is_at (test, 0, 0));
  /* Not the beginning of a search. */
  press ("key shift+space ctrl+space");
  press ("key Down");
  mw_ui_wait (is_at (test, 1, 0));
  g_assert_false (gtk_search_bar_get_search_mode (mw_ui_child (page, "search_bar")));
  press ("key Return");
  mw_ui_wait (adw_overlay_split_view_get_show_sidebar (split));
  mw_ui_shot (test, "e1-keyboard-details");
  press ("key Escape");
  mw_ui_wait (!adw_overlay_split_view_get_show_sidebar (split));
  mw_ui_wait (has_focus (get_view (test)));
}

/* From the search on to what was found. */
static void
check_search (MwUiTest *test)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  GtkSearchBar *bar = mw_ui_child (page, "search_bar");
  guint n_all = get_n_shown (test);

  press ("key ctrl+f");
  mw_ui_wait (has_focus (mw_ui_child (page, "search")));
  press ("type hydraulik");
  mw_ui_wait (get_n_shown (test) < n_all && get_n_shown (test) > 0);
  press ("key Return");
  mw_ui_wait (has_focus (get_view (test)));
  press ("key Down");
  mw_ui_wait (mw_grid_get_selected (get_grid (test)) != NULL);
  press ("key ctrl+f");
  mw_ui_wait (has_focus (mw_ui_child (page, "search")));
  press ("key Escape");
  mw_ui_wait (!gtk_search_bar_get_search_mode (bar) && get_n_shown (test) == n_all);
  mw_ui_wait (has_focus (get_view (test)));
}

static void
check_filter (MwUiTest *test)
{
  gpointer bar = mw_ui_child (mw_window_get_records_page (test->window), "filter_bar");
  guint n_all = get_n_shown (test);
  GtkMenuButton *button = mw_ui_find (bar, GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));

  press ("key ctrl+shift+f");
  mw_ui_wait (gtk_widget_get_mapped (popover));
  press ("type total");
  mw_ui_wait (g_strcmp0 (gtk_editable_get_text (mw_ui_find (bar, GTK_TYPE_SEARCH_ENTRY, NULL)), "total") ==
              0);
  /* The search entry waits until the typing pauses. */
  g_signal_emit_by_name (mw_ui_find (bar, GTK_TYPE_SEARCH_ENTRY, NULL), "search-changed");
  press ("key Return");
  mw_ui_wait (mw_ui_find (bar, GTK_TYPE_BUTTON, "Set Filter") != NULL);
  tab_to (test, mw_ui_find (bar, GTK_TYPE_ENTRY, NULL));
  press ("type 50000");
  press ("key Return");
  mw_ui_wait (!gtk_widget_get_mapped (popover));
  mw_ui_wait (mw_grid_get_filters (get_grid (test)) && !mw_grid_is_searching (get_grid (test)));
  g_assert_cmpuint (get_n_shown (test), <, n_all);
  mw_ui_shot (test, "e2-keyboard-filter");
}

static void
check_refresh (MwUiTest *test)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  MwReading *before = mw_records_page_get_reading (page);

  press ("key F5");
  mw_ui_wait (mw_records_page_get_reading (page) != before);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
}

static void
test_keyboard (void)
{
  MwUiTest *test = mw_ui_test_start ();

  /* The keys go from the sidebar to the table, so both must be seen. */
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 800);
  mw_ui_open_demo (test);
  mw_ui_wait (get_n_shown (test) > 5000);
  check_moves (test);
  check_search (test);
  check_filter (test);
  check_refresh (test);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  g_autofree char *tool = g_find_program_in_path ("xdotool");
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  if (!tool)
    {
      g_print ("1..0 # SKIP xdotool is not installed\n");
      return 0;
    }
  g_test_add_func ("/ui/keyboard/explorer", test_keyboard);
  return mw_ui_test_run ();
}
