/* test-long-value.c: a note of 13,000 lines and a text of a megabyte in the details: all of it can be seen
 * and copied, and nothing is laid out whole
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-fields-view.h"
#include "mw-json-view.h"
#include "mw-long-value.h"

/* As many as a list of labels makes for what is seen. */
#define MOST_WIDGETS 1200
#define MEGABYTE     (1 << 20)
#define N_LINES      13000

static AdwWindow *window;

static void
start (GtkWidget *content)
{
  window = ADW_WINDOW (adw_window_new ());
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 900);
  adw_window_set_content (window, content);
  gtk_window_present (GTK_WINDOW (window));
  mw_ui_wait (gtk_widget_get_height (content) > 400);
}

static char *
make_note (void)
{
  GString *note = g_string_new (NULL);

  for (guint i = 1; i <= N_LINES; i++)
    g_string_append_printf (note, "%u: bearing checked, Müller%s", i, i % 2 == 0 ? "\r\n" : "\n\n");
  return g_string_free_and_steal (note);
}

/* One line of words, with what no label may get. */
static char *
make_line (void)
{
  GString *line = g_string_new ("\xE2\x80\xAEgnp.exe ");

  for (guint i = 0; line->len < MEGABYTE; i++)
    g_string_append_printf (line, "größe%u ", i);
  return g_string_free_and_steal (line);
}

static MwLongValue *
wait_for_dialog (void)
{
  AdwDialog *dialog;

  mw_ui_wait (adw_window_get_visible_dialog (window) != NULL);
  dialog = adw_window_get_visible_dialog (window);
  mw_ui_wait (g_str_equal (gtk_stack_get_visible_child_name (mw_ui_child (dialog, "stack")), "text"));
  mw_ui_settle ();
  return MW_LONG_VALUE (dialog);
}

static void
close_dialog (void)
{
  adw_dialog_force_close (adw_window_get_visible_dialog (window));
  mw_ui_wait (adw_window_get_visible_dialog (window) == NULL);
}

static GListModel *
get_pieces (MwLongValue *dialog)
{
  return G_LIST_MODEL (gtk_list_view_get_model (mw_ui_child (dialog, "list")));
}

static const char *
get_piece (MwLongValue *dialog, guint number)
{
  g_autoptr (GtkStringObject) piece = g_list_model_get_item (get_pieces (dialog), number);

  return gtk_string_object_get_string (piece);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
check_copied (MwLongValue *dialog, const char *expected)
{
  g_autofree char *text = NULL;

  mw_ui_click (dialog, "Copy All");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), NULL, on_text, &text);
  mw_ui_wait (text != NULL);
  g_assert_cmpuint (strlen (text), ==, strlen (expected));
  g_assert_true (g_str_equal (text, expected));
}

/* A piece each line, also each that is empty. */
static void
check_note (const char *note)
{
  MwLongValue *dialog = wait_for_dialog ();
  guint n = g_list_model_get_n_items (get_pieces (dialog));

  g_assert_cmpuint (n, ==, N_LINES + N_LINES / 2);
  g_assert_cmpstr (get_piece (dialog, 0), ==, "1: bearing checked, Müller");
  g_assert_cmpstr (get_piece (dialog, 1), ==, "");
  g_assert_cmpstr (get_piece (dialog, 2), ==, "2: bearing checked, Müller");
  g_assert_cmpstr (get_piece (dialog, n - 1), ==, "13000: bearing checked, Müller");
  g_assert_cmpuint (mw_ui_count_widgets (GTK_WIDGET (dialog)), <, MOST_WIDGETS);
  check_copied (dialog, note);
}

/* How high the pieces are is only known of those that were seen: one goes down until there is no more. */
static gboolean
is_shown_at_end (MwLongValue *dialog, guint number)
{
  GtkWidget *list = mw_ui_child (dialog, "list");
  GtkAdjustment *down = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  gtk_adjustment_set_value (down, gtk_adjustment_get_upper (down) - gtk_adjustment_get_page_size (down));
  return mw_ui_find (list, GTK_TYPE_LABEL, get_piece (dialog, number)) != NULL;
}

/* Cut between words: put together, they are the text. */
static void
check_line (const char *line)
{
  MwLongValue *dialog = wait_for_dialog ();
  g_autoptr (GString) all = g_string_new (NULL);
  guint n = g_list_model_get_n_items (get_pieces (dialog));

  for (guint i = 0; i < n; i++)
    {
      const char *piece = get_piece (dialog, i);

      g_assert_cmpuint (strlen (piece), <, 700);
      g_assert_true (i + 1 == n || g_str_has_suffix (piece, " "));
      g_string_append (all, piece);
    }
  g_assert_true (g_str_has_prefix (all->str, "⟪RLO⟫gnp.exe größe0 "));
  g_assert_cmpstr (all->str + strlen ("⟪RLO⟫"), ==, line + strlen ("\xE2\x80\xAE"));
  g_assert_cmpuint (mw_ui_count_widgets (GTK_WIDGET (dialog)), <, MOST_WIDGETS);
  mw_ui_wait (is_shown_at_end (dialog, n - 1));
  mw_ui_settle ();
  g_assert_cmpuint (mw_ui_count_widgets (GTK_WIDGET (dialog)), <, MOST_WIDGETS);
  check_copied (dialog, line);
}

static void
show_record (MwJsonView *view, const char *note, const char *line)
{
  g_autofree char *escaped = g_strescape (note, "ü");
  g_autofree char *json = g_strdup_printf ("{\"note\":\"%s\",\"line\":\"%s\",\"short\":\"x\"}", escaped,
                                           line);
  g_autoptr (GBytes) record = g_bytes_new (json, strlen (json));

  mw_json_view_set_record (view, record);
  mw_ui_wait (mw_json_view_get_tree (view));
}

/* Return on the row, and what its menu offers. */
static void
activate (MwJsonView *view, const char *pointer)
{
  GtkListView *list = mw_ui_child (view, "list");

  mw_json_view_select (view, pointer);
  mw_ui_settle ();
  g_signal_emit_by_name (
    list, "activate",
    gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (list))));
}

static void
test_record (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autofree char *note = make_note ();
  g_autofree char *line = make_line ();
  MwJsonView *view = g_object_new (MW_TYPE_JSON_VIEW, NULL);

  start (GTK_WIDGET (view));
  show_record (view, note, line);
  activate (view, "/note");
  check_note (note);
  mw_ui_shot_on (GTK_NATIVE (window), GTK_WIDGET (window), "long-note");
  close_dialog ();
  activate (view, "/line");
  check_line (line);
  mw_ui_shot_on (GTK_NATIVE (window), GTK_WIDGET (window), "long-line");
  close_dialog ();
  gtk_widget_activate_action (GTK_WIDGET (view), "record.show-value", NULL);
  check_line (line);
  close_dialog ();
  /* What is shown whole has no more. */
  activate (view, "/short");
  gtk_widget_activate_action (GTK_WIDGET (view), "record.show-value", NULL);
  mw_ui_settle ();
  g_assert_null (adw_window_get_visible_dialog (window));
  /* Closed before it is cut. */
  activate (view, "/line");
  mw_ui_wait (adw_window_get_visible_dialog (window) != NULL);
  close_dialog ();
  gtk_window_destroy (GTK_WINDOW (window));
  mw_ui_test_stop (test);
}

static MwRow *
make_row (GListStore *columns, const char *note, const char *line)
{
  static const MwField fields[] = {
    { .id = "number", .title = "Number", .type = MW_FIELD_TYPE_CODE },
    { .id = "note", .title = "Note", .type = MW_FIELD_TYPE_LONG_TEXT },
    { .id = "line", .title = "Line", .type = MW_FIELD_TYPE_LONG_TEXT },
  };
  const char *const cells[] = { "PO-1", note, line };
  g_autoptr (MwTable) table = mw_table_new ("orders", "Orders");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (G_N_ELEMENTS (fields));
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (MwChunk) chunk = NULL;

  mw_chunk_builder_begin_row (builder, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      mw_table_add_column (table, fields[i].id, fields[i].title, &fields[i]);
      mw_chunk_builder_set_cell (builder, i, cells[i], -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  generation = mw_table_dup_generation (table);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (MwColumn) column = mw_column_new (mw_generation_get_column (generation, i), i);

      g_list_store_append (columns, column);
    }
  return mw_row_new (generation, 0);
}

static void
count_buttons (GtkWidget *widget, GPtrArray *buttons)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Show _All of It") == 0)
    g_ptr_array_add (buttons, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    count_buttons (child, buttons);
}

/* Under a value that is cut, and no other. */
static void
click_show_all (MwFieldsView *view, MwRow *row, GListStore *columns, guint number)
{
  g_autoptr (GListStore) shown = g_list_store_new (MW_TYPE_COLUMN);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  for (guint i = 0; i <= number; i += number)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (columns), i);

      g_list_store_append (shown, column);
    }
  mw_fields_view_set_row (view, row, G_LIST_MODEL (shown), NULL);
  mw_ui_settle ();
  count_buttons (GTK_WIDGET (view), buttons);
  g_assert_cmpuint (buttons->len, ==, 1);
  g_signal_emit_by_name (buttons->pdata[0], "clicked");
}

static void
test_fields (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autofree char *note = make_note ();
  g_autofree char *line = make_line ();
  g_autoptr (GListStore) columns = g_list_store_new (MW_TYPE_COLUMN);
  g_autoptr (MwRow) row = make_row (columns, note, line);
  MwFieldsView *view = g_object_new (MW_TYPE_FIELDS_VIEW, NULL);

  start (GTK_WIDGET (view));
  click_show_all (view, row, columns, 1);
  check_note (note);
  close_dialog ();
  click_show_all (view, row, columns, 2);
  check_line (line);
  close_dialog ();
  mw_ui_shot_on (GTK_NATIVE (window), GTK_WIDGET (window), "long-field");
  gtk_window_destroy (GTK_WINDOW (window));
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/long-value/record", test_record);
  g_test_add_func ("/ui/long-value/fields", test_fields);
  return mw_ui_test_run ();
}
