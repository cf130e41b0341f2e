/* mw-lines-view.c: the lines of one record, as a table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-lines-view.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-dialog.h"
#include "mw-announce.h"
#include "mw-connection-actions.h"
#include "mw-lines-actions.h"
#include "mw-lines-finder.h"
#include "mw-lines-of.h"
#include "mw-lines-status.h"
#include "mw-lines-tools.h"
#include "mw-records-export.h"
#include "mw-remembered-grid.h"

struct _MwLinesView
{
  AdwBin parent_instance;

  MwConnection *connection;
  MwEntity *entity;        /* of the lines, or NULL: there are none */
  MwEntity *parent_entity; /* whose lines they are */
  char *parent;            /* id of the row */
  MwRowOrigin origin;
  MwDataset *along;   /* where they came along with the records; NULL: they are read by themselves */
  char *list;         /* what its grids are remembered by */
  MwReading *reading; /* of the lines, as soon as somebody wants to see them, or of the records */
  MwDataset *dataset; /* that is shown */
  MwLinesFinder *finder;
  MwGrid *grid;
  MwAdvice *advice; /* of a reading that failed */
  char *title;      /* of the record, for people */

  GtkLabel *status;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  MwLinesTools *tools;
  AdwBanner *banner;
  GtkStack *stack;
  AdwBin *grid_bin;
  AdwStatusPage *empty;
  GtkButton *empty_action;
  GtkWidget *empty_details;
};

G_DEFINE_FINAL_TYPE (MwLinesView, mw_lines_view, ADW_TYPE_BIN)

static void
show_empty (MwLinesView *self, const MwRecordsEmpty *words)
{
  mw_records_empty_show (words, self->empty, self->empty_action);
  gtk_widget_set_visible (self->empty_details, words->has_details);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
update_content (MwLinesView *self)
{
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (self->grid)));
  g_auto (MwRecordsEmpty) words = { NULL };

  if (n_shown > 0)
    gtk_stack_set_visible_child_name (self->stack, "grid");
  else if (mw_lines_finder_count (self->finder) > 0)
    {
      if (!mw_grid_is_narrowed (self->grid) || mw_grid_is_searching (self->grid))
        return;
      mw_records_status_describe_no_match (self->grid, &words);
      show_empty (self, &words);
    }
  else if (!mw_lines_finder_is_looking (self->finder) &&
           mw_lines_status_describe_none (self->connection, self->reading, !self->along, self->advice,
                                          &words))
    show_empty (self, &words);
  else
    gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
update (MwLinesView *self)
{
  g_autofree char *line = NULL;

  if (!self->grid)
    return;
  g_clear_pointer (&self->advice, mw_advice_free);
  self->advice = !self->along ? mw_records_status_dup_advice (self->connection, self->reading) : NULL;
  line = mw_lines_status_dup_line (self->connection, self->reading, !self->along, self->grid);
  gtk_label_set_text (self->status, line);
  gtk_widget_set_visible (self->progress_box, !self->along && mw_records_status_is_loading (self->reading));
  mw_records_status_show_progress (self->reading, self->progress);
  if (!self->along)
    mw_records_status_show_banner (self->reading, self->advice, self->banner);
  else
    adw_banner_set_revealed (self->banner, FALSE);
  mw_lines_actions_update (self);
  gtk_widget_set_visible (GTK_WIDGET (self->tools), mw_lines_finder_count (self->finder) > 0);
  update_content (self);
}

static void
on_state (MwLinesView *self)
{
  update (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !mw_records_status_is_loading (self->reading))
    mw_announce (self, gtk_label_get_text (self->status), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
on_arranged (MwLinesView *self)
{
  mw_remembered_grid_keep (self->grid, self->connection, self->list, FALSE);
}

static void
drop_grid (MwLinesView *self)
{
  mw_lines_tools_set_grid (self->tools, NULL);
  if (self->grid)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  g_clear_object (&self->grid);
}

/* All of them are of the same record, whose name stands above: as long as nobody arranged them. */
static void
hide_parent (MwLinesView *self, MwGrid *grid)
{
  const int reference = mw_lines_of_find_reference (self->entity);
  const MwField *field = reference >= 0 ? mw_entity_get_field (self->entity, (guint) reference) : NULL;
  MwColumn *column = field && field->pair >= 0
                       ? mw_grid_find_column (grid,
                                              mw_entity_get_field (self->entity, (guint) field->pair)->id)
                       : NULL;

  if (column)
    mw_column_set_visible (column, FALSE);
}

/* A refresh takes nothing away from who looks at the same record. */
static void
show_table (MwLinesView *self, MwGrid *before)
{
  MwTable *table = mw_lines_finder_get_table (self->finder);
  MwGrid *grid = g_object_ref_sink (
    mw_remembered_grid_new (self->connection, table, self->list, FALSE, before));

  if (!before && !mw_remembered_grid_is_arranged (self->connection, self->list, FALSE))
    hide_parent (self, grid);
  mw_remembered_grid_resume (grid, self->connection, self->list, FALSE, before);
  drop_grid (self);
  self->grid = grid;
  g_signal_connect_object (grid, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "arranged", G_CALLBACK (on_arranged), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "notify::selected-row", G_CALLBACK (mw_lines_actions_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "open", G_CALLBACK (mw_lines_actions_show_line), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->grid_bin, GTK_WIDGET (grid));
  mw_lines_tools_set_grid (self->tools, grid);
}

static void
on_found (MwLinesView *self)
{
  g_autoptr (MwGrid) before = self->grid ? g_object_ref (self->grid) : NULL;

  if (before && mw_grid_get_table (before) != mw_lines_finder_get_table (self->finder))
    show_table (self, before);
  update (self);
}

static void
stop_finding (MwLinesView *self)
{
  if (!self->finder)
    return;
  g_signal_handlers_disconnect_by_data (self->finder, self);
  mw_lines_finder_stop (self->finder);
  g_clear_object (&self->finder);
}

static void
show_dataset (MwLinesView *self, MwDataset *dataset)
{
  g_autoptr (MwGrid) before = self->grid ? g_object_ref (self->grid) : NULL;

  if (!g_set_object (&self->dataset, dataset))
    {
      update (self);
      return;
    }
  stop_finding (self);
  self->finder = mw_lines_finder_new (dataset, self->entity,
                                      !self->along ? mw_lines_of_find_reference (self->entity) : -1,
                                      self->parent, &self->origin);
  g_signal_connect_object (self->finder, "changed", G_CALLBACK (on_found), self, G_CONNECT_SWAPPED);
  show_table (self, before);
  update (self);
}

static void
on_dataset (MwLinesView *self)
{
  show_dataset (self, mw_reading_get_dataset (self->reading));
}

static void
unwatch (MwLinesView *self)
{
  if (self->reading)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  g_clear_object (&self->reading);
}

static void
set_reading (MwLinesView *self, MwReading *reading)
{
  if (self->reading == reading)
    return;
  unwatch (self);
  self->reading = g_object_ref (reading);
  g_signal_connect_object (reading, "notify::dataset", G_CALLBACK (on_dataset), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::n-rows", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::expected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  on_dataset (self);
}

/* Lines that are a list of their own are read when somebody wants to see them; what nobody looks at is not
 * read, and not looked for. */
static void
load (MwLinesView *self)
{
  if (!self->entity || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!self->along)
    set_reading (self, mw_connection_read (self->connection, self->entity));
  else
    show_dataset (self, self->along);
}

/* Somebody has asked for them, here or in another window. */
static void
on_read (MwLinesView *self, MwEntity *entity)
{
  if (entity == self->entity && self->reading)
    load (self);
}

/* What was read is of another company now. */
static void
on_chosen (MwLinesView *self)
{
  if (self->reading)
    load (self);
}

static void
forget (MwLinesView *self)
{
  if (self->connection)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  stop_finding (self);
  unwatch (self);
  drop_grid (self);
  g_clear_object (&self->dataset);
  g_clear_object (&self->along);
  g_clear_object (&self->parent_entity);
  g_clear_object (&self->connection);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->parent, g_free);
  g_clear_pointer (&self->list, g_free);
  g_clear_pointer (&self->advice, mw_advice_free);
  g_clear_pointer (&self->title, g_free);
}

static void
on_cancel (MwLinesView *self)
{
  mw_reading_cancel (self->reading);
}

static void
act (MwLinesView *self)
{
  if (!self->advice || !mw_connection_actions_act (GTK_WIDGET (self), self->advice, self->connection))
    mw_lines_view_refresh (self, FALSE);
}

static void
on_empty_clicked (MwLinesView *self)
{
  if (!mw_lines_tools_clear_filters (self->tools))
    act (self);
}

static void
on_banner_clicked (MwLinesView *self)
{
  MwAdviceDialog *dialog;

  if (!self->advice)
    {
      mw_lines_view_refresh (self, FALSE);
      return;
    }
  dialog = mw_advice_dialog_new (self->advice, mw_connection_get_system (self->connection));
  g_signal_connect_object (dialog, "act", G_CALLBACK (act), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
mw_lines_view_dispose (GObject *object)
{
  forget (MW_LINES_VIEW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_LINES_VIEW);
  G_OBJECT_CLASS (mw_lines_view_parent_class)->dispose (object);
}

static void
mw_lines_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mw_lines_view_parent_class)->map (widget);
  load (MW_LINES_VIEW (widget));
}

static void
mw_lines_view_class_init (MwLinesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_lines_view_dispose;
  widget_class->map = mw_lines_view_map;
  g_type_ensure (MW_TYPE_LINES_TOOLS);
  mw_lines_actions_install (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-lines-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, status);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, progress_box);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, progress);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, tools);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, banner);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, stack);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, grid_bin);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, empty);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, empty_action);
  gtk_widget_class_bind_template_child (widget_class, MwLinesView, empty_details);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_banner_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_empty_clicked);
}

static void
mw_lines_view_init (MwLinesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mw_lines_actions_update (self);
}

/* Records that were refreshed are others, and may still be the ones whose lines are shown. */
static gboolean
is_shown (MwLinesView *self,
          MwConnection *connection,
          MwEntity *lines,
          MwEntity *parent_entity,
          const char *id)
{
  return self->connection == connection && self->entity == lines && self->parent_entity == parent_entity &&
         !self->along && g_strcmp0 (self->parent, id) == 0;
}

/**
 * mw_lines_view_set_row:
 * @self: the view
 * @connection: whose records they are
 * @reading: what brought the row
 * @dataset: where the row is
 * @row: (nullable): a normalized row
 *
 * Shows the lines that belong to the row, as soon as the view is seen: those that came with its record, or
 * those of a list of their own that name it, as they come.
 *
 * Returns: %FALSE when there are no lines of such records
 */
gboolean
mw_lines_view_set_row (MwLinesView *self,
                       MwConnection *connection,
                       MwReading *reading,
                       MwDataset *dataset,
                       MwRow *row)
{
  MwEntity *entity = mw_reading_get_entity (reading);
  int id = mw_entity_find_field (entity, "remote_id");
  MwEntity *along = row ? mw_reading_find_lines (reading) : NULL;
  MwEntity *lines = along ? along : row ? mw_lines_of_find_lines (connection, entity) : NULL;
  const MwRowOrigin *origin = row ? mw_generation_get_origin (mw_row_get_generation (row),
                                                              mw_row_get_number (row))
                                  : NULL;
  const char *parent = row && id >= 0 ? mw_row_get_cell (row, (guint) id) : NULL;
  int name = mw_entity_find_field (entity, "number");
  const char *number = row && name >= 0 ? mw_row_get_cell (row, (guint) name) : NULL;

  if (lines && !along && parent && is_shown (self, connection, lines, entity, parent))
    return TRUE;
  forget (self);
  if (!lines || (along ? !origin : !parent))
    return FALSE;
  self->connection = g_object_ref (connection);
  self->entity = g_object_ref (lines);
  self->parent_entity = g_object_ref (entity);
  self->parent = g_strdup (parent);
  self->list = g_strconcat (mw_entity_get_id (entity), "/", mw_entity_get_id (lines), NULL);
  /* Translators: %s is the number of an order: what an export of its lines is called */
  self->title = g_strdup_printf (_ ("Lines of %s"), number ? number : parent ? parent : "");
  if (origin)
    self->origin = *origin;
  if (along)
    {
      self->along = g_object_ref (dataset);
      self->reading = g_object_ref (reading);
    }
  g_signal_connect_object (connection, "read", G_CALLBACK (on_read), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::health", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::resumes-at", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  load (self);
  return TRUE;
}

/**
 * mw_lines_view_clear:
 * @self: the view
 *
 * Nothing is selected.
 */
void
mw_lines_view_clear (MwLinesView *self)
{
  forget (self);
}

/**
 * mw_lines_view_refresh:
 * @self: the view
 * @whole: whether all lines are read anew and compared
 *
 * Brings lines that are a list of their own up to date, when somebody looks at them. Those that came with the
 * records come with them again.
 */
void
mw_lines_view_refresh (MwLinesView *self, gboolean whole)
{
  if (self->along || !self->reading || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  set_reading (self, whole ? mw_connection_reconcile (self->connection, self->entity)
                           : mw_connection_refresh (self->connection, self->entity));
}

/**
 * mw_lines_view_get_reading:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): what brings lines that are a list of their own; %NULL when they came
 * with the records, or nobody has looked at them
 */
MwReading *
mw_lines_view_get_reading (MwLinesView *self)
{
  return self->along ? NULL : self->reading;
}

/**
 * mw_lines_view_get_grid:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): what shows the lines; %NULL while nobody looks at them
 */
MwGrid *
mw_lines_view_get_grid (MwLinesView *self)
{
  return self->grid;
}

/**
 * mw_lines_view_find_number:
 * @self: the view
 * @table: (out) (transfer none): the table of all lines
 *
 * Returns: the number of the selected line in @table; %G_MAXUINT when none is selected
 */
guint
mw_lines_view_find_number (MwLinesView *self, MwTable **table)
{
  MwRow *row = self->grid ? mw_grid_get_selected (self->grid) : NULL;

  *table = NULL;
  return row ? mw_lines_finder_find_number (self->finder, mw_row_get_number (row), table) : G_MAXUINT;
}

/**
 * mw_lines_view_get_connection:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): whose lines they are
 */
MwConnection *
mw_lines_view_get_connection (MwLinesView *self)
{
  return self->connection;
}

/**
 * mw_lines_view_get_entity:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): of the lines
 */
MwEntity *
mw_lines_view_get_entity (MwLinesView *self)
{
  return self->entity;
}

/**
 * mw_lines_view_is_settled:
 * @self: the view
 *
 * Returns: whether it shows lines, and no more come by themselves
 */
gboolean
mw_lines_view_is_settled (MwLinesView *self)
{
  return self->grid && mw_lines_finder_count (self->finder) > 0 &&
         !mw_lines_finder_is_looking (self->finder) &&
         (self->along || !mw_records_status_is_loading (self->reading));
}

/**
 * mw_lines_view_search:
 * @self: the view
 *
 * Opens the search of the lines of this record.
 */
void
mw_lines_view_search (MwLinesView *self)
{
  mw_lines_tools_search (self->tools);
}

/**
 * mw_lines_view_filter:
 * @self: the view
 * @column: (nullable): id of the column to filter by; %NULL to choose
 *
 * Asks for a filter of the lines of this record.
 */
void
mw_lines_view_filter (MwLinesView *self, const char *column)
{
  mw_lines_tools_filter (self->tools, column);
}

/**
 * mw_lines_view_export:
 * @self: the view
 * @file: (nullable): where to; %NULL to ask
 *
 * Exports the lines of this record that match the search and the filters, in the order that is shown.
 */
void
mw_lines_view_export (MwLinesView *self, GFile *file)
{
  if (mw_lines_view_is_settled (self))
    mw_records_export_grid (GTK_WIDGET (self), self->connection, self->reading, self->grid, self->title,
                            file);
}
