/* test-grid-asked.c: what the whole window asks its rows for, at a million of them and 400 columns
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The functions that give a row object, the number of a row and a cell are wrapped when this is linked, and
 * what the main thread asks of them is counted for each thing that a user does. At a million rows it must be
 * as much as at a thousand: what is on the screen, and of one record all. */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-export-dialog.h"
#include "mw-grid.h"

#define PAGE 1000
/* Lists of widgets, as the chooser of columns has one, keep some 200 of them. */
#define N_FEW_PAGES    10
#define N_FEW_COLUMNS  250
#define N_MANY_PAGES   1000
#define N_MANY_COLUMNS 400

#define MOST_ALIVE 4
/* For one thing that a user does, with some frames. One frame of all columns would be 10,000 cells. */
#define MOST_ITEMS 10
#define MOST_CELLS 3000
/* Each move of the cursor draws a frame and makes a row. */
#define N_MOVES 25
#define N_STEPS 40

const char *__real_mw_chunk_get_cell (const MwChunk *self, guint row, guint column, gsize *length);
const char *__wrap_mw_chunk_get_cell (const MwChunk *self, guint row, guint column, gsize *length);
void __real_mw_chunk_get_column (const MwChunk *self, guint column, const char **texts);
void __wrap_mw_chunk_get_column (const MwChunk *self, guint column, const char **texts);
const MwRowOrigin *__real_mw_chunk_get_origin (const MwChunk *self, guint row);
const MwRowOrigin *__wrap_mw_chunk_get_origin (const MwChunk *self, guint row);
guint __real_mw_view_get_number (MwView *self, guint position);
guint __wrap_mw_view_get_number (MwView *self, guint position);

static GThread *main_thread;
static gpointer (*real_get_item) (GListModel *model, guint position);
static guint n_items; /* asked by the main thread, since the step began */
static guint n_cells;
static guint n_alive; /* row objects */
static guint n_most_alive;

static void
count (guint *counter, guint n)
{
  if (g_thread_self () == main_thread)
    *counter += n;
}

const char *
__wrap_mw_chunk_get_cell (const MwChunk *self, guint row, guint column, gsize *length)
{
  count (&n_cells, 1);
  return __real_mw_chunk_get_cell (self, row, column, length);
}

void
__wrap_mw_chunk_get_column (const MwChunk *self, guint column, const char **texts)
{
  count (&n_cells, mw_chunk_get_n_rows (self));
  __real_mw_chunk_get_column (self, column, texts);
}

const MwRowOrigin *
__wrap_mw_chunk_get_origin (const MwChunk *self, guint row)
{
  count (&n_cells, 1);
  return __real_mw_chunk_get_origin (self, row);
}

guint
__wrap_mw_view_get_number (MwView *self, guint position)
{
  count (&n_cells, 1);
  return __real_mw_view_get_number (self, position);
}

static void
on_row_gone (gpointer data, GObject *row)
{
  n_alive--;
}

static gpointer
count_get_item (GListModel *model, guint position)
{
  gpointer row = real_get_item (model, position);

  n_items++;
  if (row)
    {
      g_object_weak_ref (row, on_row_gone, NULL);
      n_alive++;
      n_most_alive = MAX (n_most_alive, n_alive);
    }
  return row;
}

typedef struct
{
  MwUiTest *ui;
  MwRecordsPage *page;
  MwChunk *chunk; /* shared by all pages: a million rows of their own would only take time */
  guint n_swaps;
  guint n_steps;
  guint widgets[N_STEPS]; /* in the window, after each step */
} Big;

static MwGrid *
get_grid (Big *self)
{
  return mw_records_page_get_grid (self->page);
}

static GtkWidget *
get_view (Big *self)
{
  return GTK_WIDGET (mw_grid_get_grid_view (get_grid (self)));
}

static guint
get_n_shown (Big *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (get_grid (self))));
}

static void
act (Big *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (get_view (self), action, NULL));
}

/* A frame, now. */
static void
draw (Big *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (get_view (self));
  GskRenderNode *node = NULL;

  mw_ui_settle ();
  while (!node)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      g_main_context_iteration (NULL, FALSE);
      gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                              gdk_paintable_get_intrinsic_height (paintable));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  gsk_render_node_unref (node);
}

/* What was asked for since the step before, in which the cursor was moved so many times. */
static void
end_moves (Big *self, const char *name, guint n_moves)
{
  guint n_widgets;

  draw (self);
  n_widgets = mw_ui_count_widgets (GTK_WIDGET (self->ui->window));
  g_test_message ("%-34s %5u row objects, %u at once, %7u cells, %5u widgets", name, n_items, n_most_alive,
                  n_cells, n_widgets);
  g_assert_cmpuint (n_items, <=, MOST_ITEMS + n_moves);
  g_assert_cmpuint (n_cells, <=, MOST_CELLS);
  g_assert_cmpuint (n_most_alive, <=, MOST_ALIVE);
  g_assert_cmpuint (self->n_steps, <, N_STEPS);
  self->widgets[self->n_steps++] = n_widgets;
  n_items = n_cells = 0;
}

static void
end_step (Big *self, const char *name)
{
  end_moves (self, name, 0);
}

static MwChunk *
make_chunk (MwGeneration *generation, guint n_columns)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (n_columns);
  guint number = (guint) mw_generation_find_column (generation, "number");
  guint status = (guint) mw_generation_find_column (generation, "status");
  guint vendor = (guint) mw_generation_find_column (generation, "vendor");

  for (guint i = 0; i < PAGE; i++)
    {
      g_autofree char *text = g_strdup_printf ("PO-%u", i * 7919 % PAGE);

      mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, i, -1 });
      mw_chunk_builder_set_cell (builder, number, text, -1);
      mw_chunk_builder_set_cell (builder, status, i % 2 == 0 ? "open" : "closed", -1);
      mw_chunk_builder_set_cell (builder, vendor, i % 4 == 0 ? "Pump works" : "Valve works", -1);
      mw_chunk_builder_set_cell (builder, n_columns - 1 - i % 5, text, -1);
    }
  return mw_chunk_builder_finish (builder);
}

static void
on_rows_changed (GListModel *rows, guint position, guint n_removed, guint n_added, Big *self)
{
  self->n_swaps += n_removed == 0 && position == 0 && n_added > 0;
}

static void
append_pages (Big *self, guint n_pages)
{
  MwTable *table = mw_grid_get_table (get_grid (self));
  g_autoptr (MwGeneration) generation = NULL;

  for (guint i = 0; i < n_pages; i++)
    mw_table_append (table, self->chunk);
  generation = mw_table_dup_generation (table);
  mw_ui_wait (get_n_shown (self) == mw_generation_get_n_rows (generation));
}

/* More pages, of that many columns, which are all shown. */
static void
grow (Big *self, guint n_pages, guint n_columns)
{
  MwTable *table = mw_grid_get_table (get_grid (self));
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (table);

  g_clear_pointer (&self->chunk, mw_chunk_unref);
  self->chunk = make_chunk (generation, n_columns);
  for (guint i = mw_generation_get_n_columns (generation); i < n_columns; i++)
    {
      g_autofree char *id = g_strdup_printf ("column %03u", i);

      mw_table_add_column (table, id, NULL, NULL);
    }
  append_pages (self, n_pages);
  g_assert_cmpuint (g_list_model_get_n_items (mw_grid_get_columns (get_grid (self))), ==, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (mw_grid_get_columns (get_grid (self)), i);

      mw_column_set_visible (column, TRUE);
    }
}

static void
start (Big *self)
{
  self->ui = mw_ui_test_start ();
  self->page = mw_ui_open_demo (self->ui);
  g_signal_connect (mw_grid_get_view (get_grid (self)), "items-changed", G_CALLBACK (on_rows_changed), self);
}

static void
stop (Big *self)
{
  g_signal_handlers_disconnect_by_data (mw_grid_get_view (get_grid (self)), self);
  g_clear_pointer (&self->chunk, mw_chunk_unref);
  mw_ui_test_stop (self->ui);
}

static void
look_around (Big *self)
{
  GtkScrollable *view = GTK_SCROLLABLE (get_view (self));
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (view);
  GtkAdjustment *horizontal = gtk_scrollable_get_hadjustment (view);

  gtk_adjustment_set_value (vertical, gtk_adjustment_get_upper (vertical));
  draw (self);
  gtk_adjustment_set_value (horizontal, gtk_adjustment_get_upper (horizontal));
  end_step (self, "scrolled to both ends");
  act (self, "grid.move-top");
  draw (self);
  act (self, "grid.move-bottom");
  draw (self);
  act (self, "grid.move-page-up");
  end_step (self, "cursor to the ends");
}

static void
sort (Big *self, const char *id, gboolean add)
{
  guint n_before = self->n_swaps;

  mw_grid_view_sort (mw_grid_get_grid_view (get_grid (self)), mw_grid_find_column (get_grid (self), id), TRUE,
                     add);
  mw_ui_wait (self->n_swaps > n_before);
}

static void
select_and_copy (Big *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (get_view (self));

  act (self, "grid.select-all");
  act (self, "grid.copy"); /* more than any program takes: refused */
  end_step (self, "all selected");
  act (self, "grid.move-top");
  for (guint i = 0; i < N_MOVES - 5; i++)
    act (self, "grid.extend-down");
  for (guint i = 0; i < 5; i++)
    act (self, "grid.extend-right");
  gdk_clipboard_set_content (clipboard, NULL);
  act (self, "grid.copy");
  mw_ui_wait (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING));
  end_moves (self, "a block copied", N_MOVES);
}

static void
use_columns (Big *self)
{
  GtkWidget *popover = mw_ui_child (self->page, "columns");
  GtkMenuButton *button = mw_ui_child (self->page, "columns_button");

  for (guint i = 0; i < 5; i++)
    {
      act (self, "grid.auto-size");
      act (self, "grid.move-right");
    }
  end_step (self, "columns fitted");
  act (self, "grid.pin-column");
  act (self, "grid.menu");
  end_step (self, "a menu open");
  gtk_popover_popdown (mw_ui_find (get_view (self), GTK_TYPE_POPOVER_MENU, NULL));
  act (self, "grid.pin-column");
  gtk_menu_button_popup (button);
  end_step (self, "the chooser open");
  gtk_editable_set_text (mw_ui_child (popover, "search"), "column 24");
  mw_ui_settle ();
  gtk_editable_set_text (mw_ui_child (popover, "search"), "");
  mw_grid_place_column (get_grid (self), mw_grid_find_column (get_grid (self), "vendor"), 7);
  end_step (self, "a column found and moved");
  gtk_menu_button_popdown (button);
}

static void
narrow (Big *self)
{
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);
  guint n_all = get_n_shown (self);

  gtk_widget_activate_action (GTK_WIDGET (self->ui->window), "win.filter", NULL);
  mw_ui_settle ();
  gtk_widget_activate_action (GTK_WIDGET (self->ui->window), "win.filter-column", "s", "status");
  mw_ui_settle ();
  end_step (self, "filters offered");
  g_ptr_array_add (
    filters, mw_row_filter_new (MW_ROW_FILTER_ONE_OF, "status", 0, (const char *const[]) { "open", NULL }));
  mw_grid_set_filters (get_grid (self), filters);
  mw_ui_wait (!mw_grid_is_searching (get_grid (self)));
  g_assert_cmpuint (get_n_shown (self), <, n_all);
  end_step (self, "filtered");
  mw_records_page_search (self->page);
  gtk_editable_set_text (mw_ui_child (self->page, "search"), "pump works");
  mw_ui_wait (g_strcmp0 (mw_grid_get_search (get_grid (self)), "pump works") == 0 &&
              !mw_grid_is_searching (get_grid (self)));
  g_assert_cmpuint (get_n_shown (self), >, n_all / 10);
  end_step (self, "searched");
  mw_grid_set_filters (get_grid (self), NULL);
  g_assert_true (mw_records_page_escape (self->page));
  mw_ui_wait (get_n_shown (self) == n_all);
  end_step (self, "all shown again");
}

static void
use (Big *self)
{
  guint n_accessibles;

  mw_grid_view_unsort (mw_grid_get_grid_view (get_grid (self)), NULL);
  adw_overlay_split_view_set_show_sidebar (mw_ui_child (self->page, "split"), FALSE);
  end_step (self, "shown");
  look_around (self);
  sort (self, "number", FALSE);
  end_step (self, "sorted");
  sort (self, "vendor", TRUE);
  end_step (self, "sorted by another, too");
  append_pages (self, 2);
  end_step (self, "pages come while it is sorted");
  look_around (self);
  select_and_copy (self);
  use_columns (self);
  n_accessibles = mw_ui_count_accessibles (GTK_ACCESSIBLE (get_view (self)));
  g_assert_cmpuint (n_accessibles, >, 50);
  g_assert_cmpuint (n_accessibles, <, 2000);
  end_step (self, "read as a screen reader does");
  narrow (self);
  act (self, "grid.move-top");
  act (self, "grid.open");
  mw_ui_settle ();
  end_step (self, "details open");
  gtk_widget_activate_action (GTK_WIDGET (self->ui->window), "win.next-record", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->ui->window), "win.previous-record", NULL);
  mw_ui_settle ();
  end_step (self, "the next record, and back");
  gtk_widget_activate_action (GTK_WIDGET (self->ui->window), "win.export", NULL);
  mw_ui_wait (MW_IS_EXPORT_DIALOG (mw_ui_dialog (self->ui)));
  end_step (self, "an export asked for");
  adw_dialog_force_close (mw_ui_dialog (self->ui));
  mw_ui_wait (mw_ui_dialog (self->ui) == NULL);
}

/* Each step costs no more than is seen, and needs as many widgets as with few rows. */
static void
test_million (void)
{
  Big self = { 0 };
  guint widgets[N_STEPS];
  guint n_steps;

  start (&self);
  grow (&self, N_FEW_PAGES, N_FEW_COLUMNS);
  /* Menus and dialogs stay, once they were open. */
  use (&self);
  self.n_steps = 0;
  use (&self);
  n_steps = self.n_steps;
  memcpy (widgets, self.widgets, sizeof widgets);
  g_test_message ("more rows and columns");
  self.n_steps = 0;
  grow (&self, N_MANY_PAGES, N_MANY_COLUMNS);
  g_assert_cmpuint (get_n_shown (&self), >=, 1000000);
  use (&self);
  g_assert_cmpuint (self.n_steps, ==, n_steps);
  for (guint i = 0; i < n_steps; i++)
    g_assert_cmpuint (self.widgets[i], <=, widgets[i] + widgets[i] / 50);
  stop (&self);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);
  g_autoptr (MwTable) table = NULL;
  g_autoptr (MwView) view = NULL;
  GListModelInterface *iface;

  if (code >= 0)
    return code;
  main_thread = g_thread_self ();
  table = mw_table_new ("t", "T");
  view = mw_view_new (table);
  iface = g_type_interface_peek (G_OBJECT_GET_CLASS (view), G_TYPE_LIST_MODEL);
  real_get_item = iface->get_item;
  iface->get_item = count_get_item;
  g_test_add_func ("/grid-asked/million", test_million);
  return mw_ui_test_run ();
}
