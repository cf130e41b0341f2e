/* mw-records-page.c: the records of one entity: normalized and raw, found, sorted, inspected, exported
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-records-page.h"

#include "mw-activity-page.h"
#include "mw-advice-dialog.h"
#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-columns-popover.h"
#include "mw-connection-actions.h"
#include "mw-connection-banner.h"
#include "mw-filter-bar.h"
#include "mw-inspector.h"
#include "mw-mapping-page.h"
#include "mw-narrow-bar.h"
#include "mw-notices-button.h"
#include "mw-raw-set-chooser.h"
#include "mw-records-export.h"
#include "mw-records-grids.h"
#include "mw-records-link.h"
#include "mw-records-search.h"
#include "mw-records-status.h"

struct _MwRecordsPage
{
  AdwBin parent_instance;

  MwConnection *connection;
  MwEntity *entity;
  MwReading *reading;
  MwDataset *dataset; /* what is shown of it */
  MwRecordsGrids *grids;
  MwAdvice *advice;    /* of a reading that failed */
  gboolean has_search; /* what was searched for last stands in @search again */

  AdwWindowTitle *title;
  AdwToggleGroup *tabs;
  MwRawSetChooser *raw_sets;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search;
  GtkLabel *status;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  MwConnectionBanner *connection_banner;
  AdwBanner *banner;
  MwNoticesButton *notices;
  MwNarrowBar *narrow_bar;
  MwFilterBar *filter_bar;
  MwColumnsPopover *columns;
  GtkMenuButton *columns_button;
  GtkStack *stack;
  MwMappingPage *mapping;
  MwActivityPage *activity;
  AdwBin *grid_bin;
  AdwStatusPage *empty;
  GtkButton *empty_action;
  GtkButton *empty_details;
  AdwOverlaySplitView *split;
  MwInspector *inspector;
};

G_DEFINE_FINAL_TYPE (MwRecordsPage, mw_records_page, ADW_TYPE_BIN)

static gboolean
is_raw (MwRecordsPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->tabs), "raw") == 0;
}

/* A tab that shows no rows, and has a page of its own. */
static const char *
get_aside (MwRecordsPage *self)
{
  const char *name = adw_toggle_group_get_active_name (self->tabs);

  return name != NULL && gtk_stack_get_child_by_name (self->stack, name) != NULL ? name : NULL;
}

static void
show_empty (MwRecordsPage *self, const MwRecordsEmpty *words)
{
  mw_records_empty_show (words, self->empty, self->empty_action);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_details), words->has_details);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_nothing_loaded (MwRecordsPage *self)
{
  g_auto (MwRecordsEmpty) words = { NULL };

  if (mw_records_status_describe_empty (self->connection, self->reading, self->advice, &words))
    show_empty (self, &words);
  else
    gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
update_content (MwRecordsPage *self)
{
  MwGrid *grid = mw_records_page_get_grid (self);
  g_autoptr (MwGeneration) generation = grid ? mw_table_dup_generation (mw_grid_get_table (grid)) : NULL;
  guint n_shown = grid ? g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) : 0;
  guint n_rows = generation ? mw_generation_get_n_rows (generation) : 0;
  g_auto (MwRecordsEmpty) words = { NULL };

  /* What it looks through is not there. */
  gtk_widget_set_visible (GTK_WIDGET (self->search_bar), get_aside (self) == NULL);
  if (get_aside (self) != NULL)
    gtk_stack_set_visible_child_name (self->stack, get_aside (self));
  else if (n_shown > 0)
    gtk_stack_set_visible_child_name (self->stack, "grid");
  else if (n_rows == 0)
    show_nothing_loaded (self);
  else if (mw_grid_is_narrowed (grid) && !mw_grid_is_searching (grid))
    {
      mw_records_status_describe_no_match (grid, &words);
      show_empty (self, &words);
    }
}

static void
update (MwRecordsPage *self)
{
  g_autofree char *line = mw_records_status_dup_line (self->connection, self->reading,
                                                      mw_records_page_get_grid (self), is_raw (self));
  g_autofree char *tooltip = mw_records_status_dup_tooltip (self->reading);
  g_auto (GStrv) notices = mw_records_status_dup_notices (self->reading);

  g_clear_pointer (&self->advice, mw_advice_free);
  self->advice = mw_records_status_dup_advice (self->connection, self->reading);
  gtk_label_set_text (self->status, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), tooltip);
  gtk_widget_set_visible (self->progress_box, mw_records_status_is_loading (self->reading));
  mw_records_status_show_progress (self->reading, self->progress);
  mw_records_status_show_banner (self->reading, self->advice, self->banner);
  mw_connection_banner_set_is_told (self->connection_banner, self->advice != NULL);
  mw_notices_button_set (self->notices, (const char *const *) notices);
  update_content (self);
  mw_records_link_update (self);
}

static void
on_state (MwRecordsPage *self)
{
  update (self);
  if (!mw_records_status_is_loading (self->reading))
    mw_announce (self, gtk_label_get_text (self->status), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
on_row_selected (MwRecordsPage *self, MwGrid *grid)
{
  MwRow *row = mw_grid_get_selected (grid);

  if (grid != mw_records_page_get_grid (self) || !row)
    return;
  /* What nobody looks at is not worked out with each move of the cursor. */
  if (adw_overlay_split_view_get_show_sidebar (self->split))
    mw_inspector_set_row (self->inspector, row, mw_grid_get_columns (grid), self->connection, self->reading,
                          mw_reading_get_dataset (self->reading),
                          is_raw (self) ? mw_records_grids_get_raw_set (self->grids) : NULL);
  else
    mw_inspector_clear (self->inspector);
  mw_records_link_update (self);
}

static void
on_sidebar (MwRecordsPage *self)
{
  if (mw_records_page_get_grid (self))
    on_row_selected (self, mw_records_page_get_grid (self));
}

static void
on_open (MwRecordsPage *self)
{
  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
}

static void
show_grid (MwRecordsPage *self)
{
  MwGrid *grid = mw_records_page_get_grid (self);

  if (adw_bin_get_child (self->grid_bin) != (GtkWidget *) grid)
    adw_bin_set_child (self->grid_bin, (GtkWidget *) grid);
  mw_columns_popover_set_grid (self->columns, grid);
  mw_filter_bar_set_grid (self->filter_bar, get_aside (self) == NULL ? grid : NULL, is_raw (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->columns_button), grid != NULL && get_aside (self) == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->raw_sets),
                          is_raw (self) && mw_raw_set_chooser_has_several (self->raw_sets));
  /* What was searched for when the list was shown last. */
  if (grid && !self->has_search)
    self->has_search = mw_records_grids_show_search (self->grids, self->search, self->search_bar);
  if (grid)
    mw_grid_set_search (grid, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (grid && mw_grid_get_selected (grid))
    on_row_selected (self, grid);
  else
    mw_inspector_clear (self->inspector);
  update (self);
}

/* Another one, or there are others to choose from. */
static void
on_raw_set_chosen (MwRecordsPage *self)
{
  mw_records_grids_set_raw_set (self->grids, mw_raw_set_chooser_get_selected (self->raw_sets));
  show_grid (self);
}

static void
unwatch_dataset (MwRecordsPage *self)
{
  if (!self->dataset)
    return;
  g_signal_handlers_disconnect_by_data (self->dataset, self);
  g_clear_object (&self->dataset);
}

static void
unwatch_reading (MwRecordsPage *self)
{
  if (self->reading)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  g_clear_object (&self->reading);
}

/* A refresh shows what was read before, until all has come. */
static void
show_dataset (MwRecordsPage *self)
{
  MwDataset *dataset = mw_reading_get_dataset (self->reading);

  if (dataset == self->dataset)
    {
      update (self);
      return;
    }
  unwatch_dataset (self);
  self->dataset = g_object_ref (dataset);
  mw_records_grids_set_dataset (self->grids, dataset);
  g_signal_connect_object (dataset, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  mw_raw_set_chooser_set_sets (self->raw_sets, self->grids, mw_dataset_get_raw_sets (dataset));
}

static void
on_label (MwRecordsPage *self)
{
  g_autofree char *name = mw_connection_dup_name (self->connection);

  adw_window_title_set_subtitle (self->title, name);
  update (self);
}

static void
set_reading (MwRecordsPage *self, MwReading *reading)
{
  if (reading == self->reading)
    return;
  unwatch_reading (self);
  self->reading = g_object_ref (reading);
  g_signal_connect_object (reading, "notify::dataset", G_CALLBACK (show_dataset), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::n-rows", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::expected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  mw_mapping_page_set_reading (self->mapping, self->connection, reading);
  show_dataset (self);
}

/* What holds now; it may be there already. */
static void
read_again (MwRecordsPage *self)
{
  set_reading (self, mw_connection_read (self->connection, self->entity));
}

/* Somebody, maybe another window, has asked for it. */
static void
on_read (MwRecordsPage *self, MwEntity *entity)
{
  if (entity == self->entity)
    read_again (self);
}

static void
on_search_changed (MwRecordsPage *self)
{
  MwGrid *grid = self->reading ? mw_records_page_get_grid (self) : NULL;

  if (grid)
    mw_grid_set_search (grid, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_tab_changed (MwRecordsPage *self)
{
  if (self->reading)
    show_grid (self);
}

static void
on_cancel (MwRecordsPage *self)
{
  mw_reading_cancel (self->reading);
}

static void
act (MwRecordsPage *self)
{
  if (!self->advice || !mw_connection_actions_act (GTK_WIDGET (self), self->advice, self->connection))
    mw_records_page_refresh (self);
}

static void
on_empty_clicked (MwRecordsPage *self)
{
  if (!mw_filter_bar_clear (self->filter_bar))
    act (self);
}

static void
on_banner_clicked (MwRecordsPage *self)
{
  MwAdviceDialog *dialog;

  if (!self->advice)
    {
      mw_records_page_refresh (self);
      return;
    }
  dialog = mw_advice_dialog_new (self->advice, mw_connection_get_system (self->connection));
  g_signal_connect_object (dialog, "act", G_CALLBACK (act), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
mw_records_page_dispose (GObject *object)
{
  MwRecordsPage *self = MW_RECORDS_PAGE (object);

  unwatch_reading (self);
  unwatch_dataset (self);
  g_clear_object (&self->grids);
  g_clear_object (&self->connection);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->advice, mw_advice_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_RECORDS_PAGE);
  G_OBJECT_CLASS (mw_records_page_parent_class)->dispose (object);
}

static void
mw_records_page_class_init (MwRecordsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_records_page_dispose;
  g_type_ensure (MW_TYPE_COLUMNS_POPOVER);
  g_type_ensure (MW_TYPE_CONNECTION_BANNER);
  g_type_ensure (MW_TYPE_FILTER_BAR);
  g_type_ensure (MW_TYPE_INSPECTOR);
  g_type_ensure (MW_TYPE_MAPPING_PAGE);
  g_type_ensure (MW_TYPE_NARROW_BAR);
  g_type_ensure (MW_TYPE_NOTICES_BUTTON);
  g_type_ensure (MW_TYPE_RAW_SET_CHOOSER);
  g_type_ensure (MW_TYPE_ACTIVITY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-records-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, title);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, raw_sets);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, search);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, status);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, connection_banner);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, banner);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, notices);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, narrow_bar);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, columns);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, mapping);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, activity);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, grid_bin);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, empty_action);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, empty_details);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, split);
  gtk_widget_class_bind_template_child (widget_class, MwRecordsPage, inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_tab_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_raw_set_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar);
  gtk_widget_class_bind_template_callback (widget_class, on_banner_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_empty_clicked);
  gtk_widget_class_bind_template_callback (widget_class, read_again);
}

static void
mw_records_page_init (MwRecordsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mw_records_search_watch (self, self->search_bar, self->search);
}

/**
 * mw_records_page_new:
 * @connection: where the records are
 * @entity: which records
 *
 * Returns: (transfer floating): the page; the reading starts unless it ran before
 */
MwRecordsPage *
mw_records_page_new (MwConnection *connection, MwEntity *entity)
{
  MwRecordsPage *self = g_object_new (MW_TYPE_RECORDS_PAGE, NULL);

  self->connection = g_object_ref (connection);
  self->entity = g_object_ref (entity);
  adw_window_title_set_title (self->title, mw_entity_get_title (entity));
  g_signal_connect_object (connection, "notify::label", G_CALLBACK (on_label), self, G_CONNECT_SWAPPED);
  mw_narrow_bar_set_entity (self->narrow_bar, connection, entity);
  self->grids = mw_records_grids_new (connection, entity);
  g_signal_connect_object (self->grids, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grids, "selected", G_CALLBACK (on_row_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grids, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  mw_connection_banner_set_connection (self->connection_banner, connection);
  mw_activity_page_set_connection (self->activity, connection);
  g_signal_connect_object (connection, "notify::resumes-at", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::health", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::chosen", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "read", G_CALLBACK (on_read), self, G_CONNECT_SWAPPED);
  read_again (self);
  on_label (self);
  return self;
}

/**
 * mw_records_page_get_connection:
 *
 * Returns: (transfer none): where the records are
 */
MwConnection *
mw_records_page_get_connection (MwRecordsPage *self)
{
  return self->connection;
}

/**
 * mw_records_page_get_entity:
 *
 * Returns: (transfer none): which records
 */
MwEntity *
mw_records_page_get_entity (MwRecordsPage *self)
{
  return self->entity;
}

/**
 * mw_records_page_get_reading:
 *
 * Returns: (transfer none): what brings the records
 */
MwReading *
mw_records_page_get_reading (MwRecordsPage *self)
{
  return self->reading;
}

/**
 * mw_records_page_get_grid:
 *
 * Returns: (transfer none) (nullable): what the visible tab shows; %NULL as long as there is no raw set
 */
MwGrid *
mw_records_page_get_grid (MwRecordsPage *self)
{
  return self->grids ? mw_records_grids_get (self->grids, is_raw (self)) : NULL;
}

/**
 * mw_records_page_show_raw:
 * @self: the page
 * @raw: whether to show the fields as they were sent
 */
void
mw_records_page_show_raw (MwRecordsPage *self, gboolean raw)
{
  adw_toggle_group_set_active_name (self->tabs, raw ? "raw" : "normalized");
}

/**
 * mw_records_page_refresh:
 *
 * Brings the records up to date.
 */
void
mw_records_page_refresh (MwRecordsPage *self)
{
  set_reading (self, mw_connection_refresh (self->connection, self->entity));
  mw_inspector_refresh (self->inspector, FALSE);
}

/**
 * mw_records_page_reconcile:
 *
 * Reads everything anew and compares it.
 */
void
mw_records_page_reconcile (MwRecordsPage *self)
{
  set_reading (self, mw_connection_reconcile (self->connection, self->entity));
  mw_inspector_refresh (self->inspector, TRUE);
}

/**
 * mw_records_page_search:
 *
 * Opens the search of what is shown and puts the focus there.
 */
void
mw_records_page_search (MwRecordsPage *self)
{
  if (get_aside (self) != NULL && mw_mapping_page_search (self->mapping))
    return;
  if (get_aside (self) != NULL)
    adw_toggle_group_set_active_name (self->tabs, "normalized");
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * mw_records_page_filter:
 * @self: the page
 * @column: (nullable): id of the column to filter by; %NULL to choose
 *
 * Asks for a filter.
 */
void
mw_records_page_filter (MwRecordsPage *self, const char *column)
{
  mw_filter_bar_open (self->filter_bar, column);
}

/**
 * mw_records_page_toggle_inspector:
 *
 * Shows or hides the details of the selected row.
 */
void
mw_records_page_toggle_inspector (MwRecordsPage *self)
{
  adw_overlay_split_view_set_show_sidebar (self->split,
                                           !adw_overlay_split_view_get_show_sidebar (self->split));
}

/**
 * mw_records_page_export:
 * @self: the page
 * @file: (nullable): where to; %NULL to ask
 *
 * Exports what the visible tab shows: all rows that match the search and the filters, in the order that is
 * shown.
 */
void
mw_records_page_export (MwRecordsPage *self, GFile *file)
{
  MwRawSet *set = is_raw (self) ? mw_records_grids_get_raw_set (self->grids) : NULL;

  mw_records_export (self, set ? mw_raw_set_get_title (set) : mw_entity_get_title (self->entity), file);
}

/**
 * mw_records_page_escape:
 *
 * Closes the search, then the details.
 *
 * Returns: whether something was open
 */
gboolean
mw_records_page_escape (MwRecordsPage *self)
{
  if (gtk_search_bar_get_search_mode (self->search_bar))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  else if (adw_overlay_split_view_get_show_sidebar (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  else
    return FALSE;
  return TRUE;
}
