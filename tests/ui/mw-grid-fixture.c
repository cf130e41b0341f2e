/* mw-grid-fixture.c: a grid in a window of its own, over rows that say where they stand
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-fixture.h"

static const MwFieldValue statuses[] = { { "open", "Open", FALSE }, { "closed", "Closed", TRUE } };
static const MwFieldValue receipts[] = { { "none", "Nothing received", FALSE },
                                         { "partial", "Partly received", FALSE },
                                         { "full", "Fully received", FALSE } };
static const MwField fields[MW_GRID_FIXTURE_N_COLUMNS] = {
  { .id = "remote_id",
    .title = "Record ID",
    .description = "The key",
    .type = MW_FIELD_TYPE_CODE,
    .is_default = TRUE },
  { .id = "status",
    .title = "Status",
    .description = "Where it stands",
    .type = MW_FIELD_TYPE_ENUM,
    .is_default = TRUE,
    .values = statuses,
    .n_values = 2 },
  { .id = "title",
    .title = "Title",
    .description = "A name",
    .type = MW_FIELD_TYPE_TEXT,
    .is_default = TRUE },
  { .id = "total",
    .title = "Total",
    .description = "To pay",
    .type = MW_FIELD_TYPE_MONEY,
    .is_default = TRUE },
  { .id = "receipt_status",
    .title = "Receipt",
    .description = "What arrived",
    .type = MW_FIELD_TYPE_ENUM,
    .values = receipts,
    .n_values = 3 },
};

/* Rows "id-7", total 7.50; the last ones first when @backwards. */
void
mw_grid_fixture_append (MwTable *table, guint first, guint n_rows, gboolean backwards)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (G_N_ELEMENTS (fields));
  g_autoptr (MwChunk) chunk = NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      guint number = backwards ? first + n_rows - 1 - i : first + i;
      MwRowOrigin origin = { 0, number, -1 };
      g_autofree char *id = g_strdup_printf ("id-%u", number);
      g_autofree char *title = g_strdup_printf ("Pump %u, as long as a title of a record may well be",
                                                number);
      g_autofree char *total = g_strdup_printf ("%u.50", number);

      mw_chunk_builder_begin_row (builder, &origin);
      mw_chunk_builder_set_cell (builder, 0, id, -1);
      mw_chunk_builder_set_cell (builder, 1, number % 2 ? "closed" : "open", -1);
      mw_chunk_builder_set_cell (builder, 2, title, -1);
      mw_chunk_builder_set_cell (builder, 3, number % 5 == 4 ? NULL : total, -1);
      mw_chunk_builder_set_cell (builder, 4, number % 3 ? "full" : "partial", -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
}

MwTable *
mw_grid_fixture_make_table (guint n_rows, gboolean backwards)
{
  MwTable *table = mw_table_new ("orders", "Orders");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    mw_table_add_column (table, fields[i].id, fields[i].title, &fields[i]);
  mw_grid_fixture_append (table, 0, n_rows, backwards);
  return table;
}

void
mw_grid_fixture_show (MwGridFixture *self, MwGrid *grid)
{
  self->grid = grid;
  self->view = mw_grid_get_grid_view (grid);
  gtk_window_set_child (self->window, GTK_WIDGET (grid));
  gtk_window_present (self->window);
  mw_ui_wait (gtk_widget_get_width (GTK_WIDGET (self->view)) > 400);
}

/* Takes @table. */
void
mw_grid_fixture_start (MwGridFixture *self, MwTable *table, gboolean is_raw)
{
  self->table = table;
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 640, 480);
  mw_grid_fixture_show (self, mw_grid_new (table, is_raw));
}

void
mw_grid_fixture_stop (MwGridFixture *self)
{
  MwGridView *view = self->view;
  MwTable *table = self->table;

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  g_object_add_weak_pointer (G_OBJECT (table), (gpointer *) &table);
  gtk_window_destroy (self->window);
  g_object_unref (self->table);
  mw_ui_wait (view == NULL && table == NULL);
}

MwColumn *
mw_grid_fixture_get_column (MwGridFixture *self, const char *id)
{
  MwColumn *found = mw_grid_find_column (self->grid, id);

  g_assert_nonnull (found);
  return found;
}

GdkRectangle
mw_grid_fixture_get_area (MwGridFixture *self, guint row, const char *id)
{
  GdkRectangle area = { 0 };

  g_assert_true (mw_grid_view_get_cell_area (self->view, row, mw_grid_fixture_get_column (self, id), &area));
  return area;
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

char *
mw_grid_fixture_read_clipboard (MwGridFixture *self)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->view)), NULL, on_text, &text);
  mw_ui_wait (text != NULL);
  return text;
}

void
mw_grid_fixture_act (MwGridFixture *self, const char *action, const char *argument)
{
  g_assert_true (argument ? gtk_widget_activate_action (GTK_WIDGET (self->view), action, "s", argument)
                          : gtk_widget_activate_action (GTK_WIDGET (self->view), action, NULL));
}

gpointer
mw_grid_fixture_find_controller (MwGridFixture *self, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return controller;
    }
  g_assert_not_reached ();
}

/* Without an event there is no button and no modifier: as the first button. */
void
mw_grid_fixture_click (MwGridFixture *self, double x, double y, int n_press)
{
  GtkGesture *gesture = mw_grid_fixture_find_controller (self, GTK_TYPE_GESTURE_CLICK);

  for (int i = 1; i <= n_press; i++)
    {
      g_signal_emit_by_name (gesture, "pressed", i, x, y);
      g_signal_emit_by_name (gesture, "released", i, x, y);
    }
}

void
mw_grid_fixture_click_cell (MwGridFixture *self, guint row, const char *id, int n_press)
{
  GdkRectangle area = mw_grid_fixture_get_area (self, row, id);

  mw_grid_fixture_click (self, area.x + area.width / 2.0, area.y + area.height / 2.0, n_press);
}

void
mw_grid_fixture_drag (MwGridFixture *self, double x, double y, double dx, double dy)
{
  GtkGesture *gesture = mw_grid_fixture_find_controller (self, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", dx / 2, dy / 2);
  g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

static GskRenderNode *
snapshot (GdkPaintable *paintable)
{
  GtkSnapshot *result = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, result, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  return gtk_snapshot_free_to_node (result);
}

/* Nothing comes as long as a frame is on its way. */
void
mw_grid_fixture_draw (MwGridFixture *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->view));
  g_autoptr (GskRenderNode) node = NULL;

  mw_ui_wait ((node = snapshot (paintable)) != NULL);
}

guint
mw_grid_fixture_get_first (MwGridFixture *self)
{
  return mw_view_get_number (mw_grid_get_view (self->grid), 0);
}
