/* test-filters.c: filters as chips: set, changed, removed, remembered; what they leave, and what is exported
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "mw-arrangements.h"
#include "mw-day-button.h"
#include "mw-export-dialog.h"
#include "mw-filter-bar.h"
#include "mw-sidebar.h"

static MwConnection *
connect_demo (MwUiTest *test)
{
  mw_ui_open_demo (test);
  return g_list_model_get_item (mw_engine_get_connections (test->engine), 0);
}

static MwGrid *
get_grid (MwUiTest *test)
{
  return mw_records_page_get_grid (mw_window_get_records_page (test->window));
}

static guint
get_n_shown (MwUiTest *test)
{
  return g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (get_grid (test))));
}

/* Rows that have this in that column. */
static guint
count_rows (MwUiTest *test, const char *column, const char *value)
{
  MwGeneration *generation = mw_view_get_generation (mw_grid_get_view (get_grid (test)));
  int index = mw_generation_find_column (generation, column);
  guint n = 0;

  g_assert_cmpint (index, >=, 0);
  for (guint i = 0; i < mw_generation_get_n_rows (generation); i++)
    n += g_strcmp0 (mw_generation_get_cell (generation, i, (guint) index, NULL), value) == 0;
  return n;
}

static gpointer
get_bar (MwUiTest *test)
{
  return mw_ui_child (mw_window_get_records_page (test->window), "filter_bar");
}

static gpointer
get_popover (MwUiTest *test)
{
  GtkMenuButton *button = mw_ui_find (get_bar (test), GTK_TYPE_MENU_BUTTON, NULL);

  return gtk_menu_button_get_popover (button);
}

static void
filter_by (MwUiTest *test, const char *column)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.filter-column", "s", column);
  mw_ui_wait (mw_ui_find (get_bar (test), GTK_TYPE_BUTTON, "Set Filter") != NULL);
}

static void
await_rows (MwUiTest *test)
{
  mw_ui_wait (!mw_grid_is_searching (get_grid (test)));
  mw_ui_settle ();
}

static void
apply (MwUiTest *test)
{
  mw_ui_click (get_bar (test), "Set Filter");
  await_rows (test);
}

/* "812 of 4,212" */
static void
assert_says_count (MwUiTest *test)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  GtkLabel *status = mw_ui_child (page, "status");
  MwGeneration *generation = mw_view_get_generation (mw_grid_get_view (get_grid (test)));
  g_autofree char *text = g_strdup_printf (" %\'u of %\'u", get_n_shown (test),
                                           mw_generation_get_n_rows (generation));

  if (strstr (gtk_label_get_text (status), text) == NULL)
    g_error ("\"%s\" does not say \"%s\"", gtk_label_get_text (status), text);
}

/* Beside each value stands how many records have it. */
static gpointer
await_check (MwUiTest *test, const char *title, guint n)
{
  g_autofree char *label = g_strdup_printf ("%s (%u)", title, n);

  mw_ui_wait (mw_ui_find (get_bar (test), GTK_TYPE_CHECK_BUTTON, label) != NULL);
  return mw_ui_find (get_bar (test), GTK_TYPE_CHECK_BUTTON, label);
}

static void
check_status (MwUiTest *test)
{
  guint n_open = count_rows (test, "status", "open");
  gpointer check;

  g_assert_cmpuint (n_open, >, 0);
  g_assert_cmpuint (n_open, <, get_n_shown (test));
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.filter", NULL);
  mw_ui_wait (mw_ui_find (get_bar (test), GTK_TYPE_BUTTON, "Records with Problems") != NULL);
  mw_ui_shot_of (test, get_popover (test), "80-filter-columns");
  filter_by (test, "status");
  /* Nothing is chosen yet. */
  mw_ui_click (get_bar (test), "Set Filter");
  g_assert_nonnull (mw_ui_find (get_bar (test), GTK_TYPE_LABEL, "Choose at least one."));
  check = await_check (test, "Open", n_open);
  gtk_check_button_set_active (check, TRUE);
  mw_ui_shot_of (test, get_popover (test), "81-filter-status");
  apply (test);
  g_assert_cmpuint (get_n_shown (test), ==, n_open);
  g_assert_nonnull (mw_ui_find (get_bar (test), GTK_TYPE_LABEL, "Status is Open"));
  assert_says_count (test);
  mw_ui_shot (test, "82-filtered");
}

/* All that is left out by one filter can be had back with one click. */
static void
check_nothing_left (MwUiTest *test)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  guint n_all = mw_generation_get_n_rows (mw_view_get_generation (mw_grid_get_view (get_grid (test))));
  GtkEntry *from;

  filter_by (test, "total");
  from = mw_ui_find (get_bar (test), GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (from);
  gtk_editable_set_text (GTK_EDITABLE (from), "99999999999999999999");
  apply (test);
  g_assert_cmpuint (get_n_shown (test), ==, 0);
  assert_says_count (test);
  mw_ui_wait (mw_ui_find (page, GTK_TYPE_BUTTON, "Remove Filters") != NULL);
  mw_ui_shot (test, "83-filtered-to-nothing");
  mw_ui_click (page, "Remove Filters");
  await_rows (test);
  g_assert_cmpuint (get_n_shown (test), ==, n_all);
  g_assert_null (mw_grid_get_filters (get_grid (test)));
}

/* The calendar opens where the entry is; another month leaves it open, a day closes it. */
static void
check_calendar (MwUiTest *test, GtkEditable *entry)
{
  GtkWidget *button = gtk_widget_get_first_child (mw_ui_find (get_bar (test), MW_TYPE_DAY_BUTTON, NULL));
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  GtkCalendar *calendar = GTK_CALENDAR (gtk_popover_get_child (popover));
  g_autoptr (GDateTime) april = g_date_time_new_utc (2026, 4, 10, 12, 0, 0);
  g_autoptr (GDateTime) day = g_date_time_new_utc (2026, 4, 17, 12, 0, 0);

  gtk_editable_set_text (entry, "2026-03-10");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (calendar)));
  g_assert_cmpint (gtk_calendar_get_month (calendar), ==, 2);
  g_assert_cmpint (gtk_calendar_get_day (calendar), ==, 10);
  gtk_calendar_select_day (calendar, april);
  g_signal_emit_by_name (calendar, "next-month");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "2026-04-10");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (calendar)));
  mw_ui_shot_on (GTK_NATIVE (popover), GTK_WIDGET (popover), "84-filter-calendar");
  gtk_calendar_select_day (calendar, day);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "2026-04-17");
  mw_ui_wait (!gtk_widget_get_mapped (GTK_WIDGET (calendar)));
}

/* From the keyboard: find the column, choose, and Return; then the same filter is changed. */
static void
check_changed (MwUiTest *test)
{
  MwGeneration *generation = mw_view_get_generation (mw_grid_get_view (get_grid (test)));
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autofree char *year = g_date_time_format (today, "%Y-");
  int index = mw_generation_find_column (generation, "order_date");
  GtkWidget *search, *words;
  guint n = 0;

  for (guint i = 0; i < mw_generation_get_n_rows (generation); i++)
    {
      const char *cell = mw_generation_get_cell (generation, i, (guint) index, NULL);

      n += cell != NULL && g_str_has_prefix (cell, year);
    }
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.filter", NULL);
  mw_ui_wait ((search = mw_ui_find (get_bar (test), GTK_TYPE_SEARCH_ENTRY, NULL)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "Order date");
  mw_ui_settle ();
  g_signal_emit_by_name (search, "search-changed");
  g_signal_emit_by_name (search, "activate");
  mw_ui_wait (mw_ui_find (get_bar (test), GTK_TYPE_BUTTON, "Set Filter") != NULL);
  gtk_drop_down_set_selected (mw_ui_find (get_bar (test), GTK_TYPE_DROP_DOWN, NULL), 4);
  mw_ui_shot_of (test, get_popover (test), "84-filter-dates");
  apply (test);
  g_assert_nonnull (mw_ui_find (get_bar (test), GTK_TYPE_LABEL, "Order date this year"));
  g_assert_cmpuint (get_n_shown (test), ==, n);

  mw_ui_click (get_bar (test), "Order date this year");
  mw_ui_wait (mw_ui_find (get_bar (test), GTK_TYPE_BUTTON, "Set Filter") != NULL);
  g_assert_cmpuint (gtk_drop_down_get_selected (mw_ui_find (get_bar (test), GTK_TYPE_DROP_DOWN, NULL)), ==,
                    4);
  gtk_drop_down_set_selected (mw_ui_find (get_bar (test), GTK_TYPE_DROP_DOWN, NULL), 8);
  mw_ui_settle ();
  words = mw_ui_find (get_bar (test), GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (words);
  gtk_editable_set_text (GTK_EDITABLE (words), "2026-02-30");
  mw_ui_click (get_bar (test), "Set Filter");
  g_assert_nonnull (
    mw_ui_find (get_bar (test), GTK_TYPE_LABEL, "Type at least one day as year, month and day: 2026-01-31."));
  check_calendar (test, GTK_EDITABLE (words));
  gtk_editable_set_text (GTK_EDITABLE (words), "9999-01-01");
  mw_ui_shot_of (test, get_popover (test), "84-filter-days");
  apply (test);
  g_assert_cmpuint (get_n_shown (test), ==, 0);
  g_assert_cmpuint (mw_grid_get_filters (get_grid (test))->len, ==, 1);
  mw_ui_click (mw_window_get_records_page (test->window), "Remove Filters");
  await_rows (test);
}

static void
check_problems (MwUiTest *test)
{
  MwGeneration *generation = mw_view_get_generation (mw_grid_get_view (get_grid (test)));
  guint n = 0;

  for (guint row = 0; row < mw_generation_get_n_rows (generation); row++)
    for (guint column = 0; column < mw_generation_get_n_columns (generation); column++)
      if (mw_generation_get_problem (generation, row, column) != NULL)
        {
          n++;
          break;
        }
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.filter", NULL);
  mw_ui_click (get_bar (test), "Records with Problems");
  await_rows (test);
  g_assert_cmpuint (get_n_shown (test), ==, n);
  g_assert_nonnull (mw_ui_find (get_bar (test), GTK_TYPE_LABEL, "Records with problems"));
  mw_ui_shot (test, "84-problems");
  mw_ui_click (get_bar (test), "Remove the filter “Records with problems”");
  await_rows (test);
  g_assert_cmpuint (get_n_shown (test), ==, mw_generation_get_n_rows (generation));
}

static void
show_entity (MwUiTest *test, MwConnection *connection, const char *id)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);

  for (guint i = 0; i < entities->len; i++)
    if (g_str_equal (mw_entity_get_id (entities->pdata[i]), id))
      g_signal_emit_by_name (mw_ui_child (test->window, "sidebar"), "chosen", connection, entities->pdata[i]);
  mw_ui_wait (mw_reading_get_state (
                mw_records_page_get_reading (mw_window_get_records_page (test->window))) == MW_READING_DONE);
}

static void
assert_wanted (GVariant *wanted, GVariant *expected)
{
  g_autofree char *text = g_variant_print (wanted, FALSE);
  g_autofree char *expected_text = g_variant_print (expected, FALSE);

  g_assert_cmpstr (text, ==, expected_text);
}

/* Filters, order and search are there again when the list is, and stand in the file for the next start. */
static void
check_remembered (MwUiTest *test, MwConnection *connection)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "millwright", "columns.ini", NULL);
  g_autoptr (MwArrangements) again = mw_arrangements_new (path);
  g_autoptr (GVariant) wanted = NULL;
  g_autoptr (GVariant) read = NULL;
  g_autoptr (GVariant) shown = NULL;
  guint n_shown;

  filter_by (test, "status");
  gtk_check_button_set_active (await_check (test, "Open", count_rows (test, "status", "open")), TRUE);
  apply (test);
  mw_grid_view_sort (mw_grid_get_grid_view (get_grid (test)), mw_grid_find_column (get_grid (test), "total"),
                     TRUE, FALSE);
  mw_records_page_search (page);
  gtk_editable_set_text (mw_ui_child (page, "search"), "hydraulik");
  mw_ui_wait (g_strcmp0 (mw_grid_get_search (get_grid (test)), "hydraulik") == 0);
  await_rows (test);
  n_shown = get_n_shown (test);
  g_assert_cmpuint (n_shown, >, 0);
  g_assert_cmpuint (n_shown, <, count_rows (test, "status", "open"));
  wanted = mw_grid_dup_wanted (get_grid (test));

  show_entity (test, connection, "vendor");
  g_assert_null (mw_grid_get_filters (get_grid (test)));
  show_entity (test, connection, "purchase_order");
  await_rows (test);
  shown = mw_grid_dup_wanted (get_grid (test));
  assert_wanted (shown, wanted);
  mw_ui_wait (get_n_shown (test) == n_shown);
  g_assert_cmpstr (gtk_editable_get_text (mw_ui_child (mw_window_get_records_page (test->window), "search")),
                   ==, "hydraulik");
  mw_ui_shot (test, "85-remembered");

  mw_arrangements_flush (mw_arrangements_get_default ());
  g_assert_true (mw_ui_await (mw_arrangements_load (again)));
  read = mw_arrangements_get_wanted (again, mw_connection_get_id (connection), "purchase_order", FALSE);
  g_assert_nonnull (read);
  assert_wanted (read, wanted);
}

static void
check_looks (MwUiTest *test)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  mw_ui_shot (test, "86-dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_direction (get_bar (test), GTK_TEXT_DIR_RTL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  mw_ui_shot (test, "87-right-to-left");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
on_exported (MwExportDialog *dialog, GFile *file, guint n_rows, guint *n_exported)
{
  *n_exported = n_rows;
}

/* An export has what is shown, and says so; the clipboard too. */
static void
check_export (MwUiTest *test)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "filtered.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint n_exported = 0;
  MwExportDialog *dialog;
  const char *summary;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.export", NULL);
  mw_ui_wait (MW_IS_EXPORT_DIALOG (mw_ui_dialog (test)));
  dialog = MW_EXPORT_DIALOG (mw_ui_dialog (test));
  summary = gtk_label_get_text (mw_ui_child (dialog, "summary"));
  g_assert_nonnull (strstr (summary, "those that pass the filters and match the search"));
  mw_ui_shot (test, "88-export-filtered");
  g_signal_connect (dialog, "exported", G_CALLBACK (on_exported), &n_exported);
  mw_export_dialog_start (dialog, file);
  mw_ui_wait (n_exported > 0);
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  g_assert_cmpuint (n_exported, ==, get_n_shown (test));
}

typedef struct
{
  char *text;
  gboolean done;
} Pasted;

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  Pasted *pasted = data;

  pasted->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  pasted->done = TRUE;
}

/* What is left out is not copied. */
static void
check_copy (MwUiTest *test)
{
  GtkWidget *view = mw_ui_grid (mw_window_get_records_page (test->window));
  GdkClipboard *clipboard = gtk_widget_get_clipboard (view);
  Pasted pasted = { NULL, FALSE };
  guint n_lines = 0;

  gtk_widget_activate_action (view, "grid.select-all", NULL);
  gtk_widget_activate_action (view, "grid.copy", NULL);
  mw_ui_wait (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING));
  gdk_clipboard_read_text_async (clipboard, NULL, on_text, &pasted);
  mw_ui_wait (pasted.done);
  g_assert_nonnull (pasted.text);
  for (const char *p = pasted.text; *p != '\0'; p++)
    n_lines += *p == '\n';
  if (!g_str_has_suffix (pasted.text, "\n"))
    n_lines++;
  g_assert_cmpuint (n_lines, ==, get_n_shown (test));
  g_free (pasted.text);
}

/* What a system sent has filters of its own, which are remembered as well. */
static void
check_raw (MwUiTest *test, MwConnection *connection)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  g_autoptr (MwColumn) column = NULL;
  g_autoptr (GVariant) wanted = NULL;
  g_autoptr (GVariant) shown = NULL;
  GtkWidget *words;
  guint n_all;

  mw_records_page_show_raw (page, TRUE);
  mw_ui_wait (get_grid (test) != NULL && get_n_shown (test) > 0);
  gtk_editable_set_text (mw_ui_child (page, "search"), "");
  mw_ui_wait (g_strcmp0 (mw_grid_get_search (get_grid (test)), "") == 0);
  await_rows (test);
  n_all = get_n_shown (test);
  g_assert_null (mw_grid_get_filters (get_grid (test)));
  column = g_list_model_get_item (mw_grid_get_columns (get_grid (test)), 0);
  filter_by (test, mw_column_get_id (column));
  mw_ui_wait ((words = mw_ui_find (get_bar (test), GTK_TYPE_ENTRY, NULL)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (words), "7");
  apply (test);
  g_assert_cmpuint (get_n_shown (test), >, 0);
  g_assert_cmpuint (get_n_shown (test), <, n_all);
  mw_ui_shot (test, "89-raw-filtered");
  wanted = mw_grid_dup_wanted (get_grid (test));
  show_entity (test, connection, "vendor");
  show_entity (test, connection, "purchase_order");
  /* Of the other tab. */
  g_assert_cmpuint (mw_grid_get_filters (get_grid (test))->len, ==, 1);
  mw_records_page_show_raw (mw_window_get_records_page (test->window), TRUE);
  mw_ui_wait (get_grid (test) != NULL);
  await_rows (test);
  shown = mw_grid_dup_wanted (get_grid (test));
  assert_wanted (shown, wanted);
}

static void
test_filters (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autoptr (MwConnection) connection = connect_demo (test);

  show_entity (test, connection, "purchase_order");
  check_status (test);
  check_nothing_left (test);
  check_changed (test);
  check_problems (test);
  check_remembered (test, connection);
  check_looks (test);
  check_export (test);
  check_copy (test);
  check_raw (test, connection);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/filters/all", test_filters);
  return mw_ui_test_run ();
}
