/* mw-inspector.c: one row in full: all its fields, and the record it was made from as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-inspector.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-inspector-field.h"
#include "mw-lines-view.h"
#include "mw-origin-view.h"
#include "mw-reading-explain.h"
#include "mw-record-view.h"
#include "mw-wording.h"

#define MAX_FIELDS 2000

struct _MwInspector
{
  AdwBin parent_instance;

  MwRow *row;
  GListModel *columns;
  MwEntity *entity;
  DexFuture *explaining;
  MwTrace *trace; /* of the row; NULL: not known, or not normalized */
  char *problem;  /* why not; NULL: it may come */

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListView *fields;
  GtkCheckButton *show_empty;
  AdwViewStack *views;
  MwLinesView *lines_view;
  MwRecordView *record;
  MwOriginView *field_origin;
};

G_DEFINE_FINAL_TYPE (MwInspector, mw_inspector, ADW_TYPE_BIN)

static void
on_field_selected (MwInspector *self)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->fields));
  MwInspectorField *field = selection ? gtk_single_selection_get_selected_item (selection) : NULL;

  mw_record_view_light_field (self->record,
                              field && self->trace ? mw_inspector_field_get_index (field) : G_MAXUINT);
  if (!field || (!self->trace && !self->problem))
    {
      mw_origin_view_clear (self->field_origin);
      return;
    }
  if (self->trace)
    mw_origin_view_show_field (self->field_origin, self->trace, self->entity,
                               mw_inspector_field_get_index (field));
  else
    mw_origin_view_show_problem (self->field_origin, mw_inspector_field_get_title (field), self->problem);
  mw_announce (self, mw_origin_view_get_text (self->field_origin),
               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
fill_fields (MwInspector *self)
{
  g_autoptr (GListStore) store = g_list_store_new (MW_TYPE_INSPECTOR_FIELD);
  gboolean show_empty = gtk_check_button_get_active (self->show_empty);
  guint n_columns = self->columns ? g_list_model_get_n_items (self->columns) : 0;
  guint n_empty = 0;
  g_autofree char *label = NULL;
  g_autoptr (GtkSingleSelection) selection = NULL;

  for (guint i = 0; self->row && i < MIN (n_columns, MAX_FIELDS); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (self->columns, i);
      g_autoptr (MwInspectorField) field = mw_inspector_field_new (self->row, column);
      gboolean is_empty = mw_inspector_field_is_empty (field);

      n_empty += is_empty;
      if (!is_empty || show_empty)
        g_list_store_append (store, field);
    }
  mw_origin_view_clear (self->field_origin);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (store)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (on_field_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->fields, GTK_SELECTION_MODEL (selection));
  label = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Show %u _empty field", "Show %u _empty fields", n_empty), n_empty);
  gtk_check_button_set_label (self->show_empty, label);
  gtk_widget_set_visible (GTK_WIDGET (self->show_empty), n_empty > 0);
}

static void
on_place_chosen (MwInspector *self, guint record, const char *pointer)
{
  adw_view_stack_set_visible_child_name (self->views, "raw");
  mw_record_view_show_place (self->record, record, pointer);
}

static DexFuture *
on_explained (DexFuture *future, gpointer data)
{
  MwInspector *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value)
    self->trace = g_value_dup_boxed (value);
  else
    self->problem = mw_reading_explain_dup_problem (error);
  mw_record_view_set_trace (self->record, self->trace, self->entity, self->problem);
  on_field_selected (self);
  return dex_ref (future);
}

static void
forget_trace (MwInspector *self)
{
  dex_clear (&self->explaining);
  mw_record_view_set_trace (self->record, NULL, NULL, NULL);
  g_clear_pointer (&self->trace, mw_trace_unref);
  g_clear_pointer (&self->problem, g_free);
}

static void
fill_raw (MwInspector *self, MwDataset *dataset, MwRawSet *raw_set)
{
  const MwRowOrigin *origin = NULL;
  g_autoptr (MwRawSet) set = raw_set ? g_object_ref (raw_set) : NULL;
  guint record = mw_row_get_number (self->row);
  gint64 fetched_at = 0;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (!set)
    {
      origin = mw_generation_get_origin (mw_row_get_generation (self->row), mw_row_get_number (self->row));
      set = origin ? mw_dataset_dup_raw_set (dataset, origin->set) : NULL;
      record = origin ? origin->record : 0;
    }
  if (set && record < mw_raw_set_get_n_records (set))
    bytes = mw_raw_set_dup_record (set, record, &fetched_at);
  if (!bytes)
    {
      mw_record_view_set_record (
        self->record, NULL,
        origin ? _ ("The record that it was made from is no longer there. Load again to read it anew.")
               : _ ("It was not made from a record that was sent."));
      return;
    }
  g_string_append (words, mw_raw_set_get_title (set));
  if (fetched_at)
    {
      g_autofree char *time = mw_wording_time (fetched_at);

      g_string_append (words, " · ");
      /* Translators: %s is a time: when a record was fetched */
      g_string_append_printf (words, _ ("as sent at %s"), time);
    }
  if (origin && origin->child >= 0)
    {
      g_string_append (words, " · ");
      /* Translators: the row is the n-th line of the record that is shown */
      g_string_append_printf (words, _ ("line %d of this record"), origin->child + 1);
    }
  mw_record_view_set_record (self->record, bytes, words->str);
}

static void
on_show_empty (MwInspector *self)
{
  if (self->row)
    fill_fields (self);
}

static void
mw_inspector_dispose (GObject *object)
{
  MwInspector *self = MW_INSPECTOR (object);

  dex_clear (&self->explaining);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->entity);
  g_clear_object (&self->row);
  g_clear_object (&self->columns);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_INSPECTOR);
  g_clear_pointer (&self->trace, mw_trace_unref);
  G_OBJECT_CLASS (mw_inspector_parent_class)->dispose (object);
}

static void
mw_inspector_class_init (MwInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_inspector_dispose;
  g_type_ensure (MW_TYPE_LINES_VIEW);
  g_type_ensure (MW_TYPE_ORIGIN_VIEW);
  g_type_ensure (MW_TYPE_RECORD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, MwInspector, title);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, fields);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, show_empty);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, views);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, lines_view);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, record);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, field_origin);
  gtk_widget_class_bind_template_callback (widget_class, on_place_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_show_empty);
}

static void
mw_inspector_init (MwInspector *self)
{
  g_autoptr (GtkListItemFactory) factory = mw_inspector_field_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->fields, factory);
}

/**
 * mw_inspector_set_row:
 * @self: the inspector
 * @row: the row to show
 * @columns: its columns, a list of #MwColumn
 * @connection: whose records they are
 * @reading: what brought the row
 * @dataset: where the records are
 * @raw_set: (nullable): the raw set that @row stands in; %NULL for a normalized row
 *
 * Shows all fields of @row that have a value, and the record it was made from.
 */
void
mw_inspector_set_row (MwInspector *self,
                      MwRow *row,
                      GListModel *columns,
                      MwConnection *connection,
                      MwReading *reading,
                      MwDataset *dataset,
                      MwRawSet *raw_set)
{
  g_autoptr (MwInspectorField) first = NULL;
  g_autoptr (MwColumn) column = g_list_model_get_item (columns, 0);
  g_autofree char *title = NULL;
  const MwRowOrigin *origin;
  gboolean has_lines;

  g_set_object (&self->row, row);
  g_set_object (&self->columns, columns);
  if (column)
    {
      first = mw_inspector_field_new (row, column);
      title = mw_inspector_field_dup_value (first);
      adw_window_title_set_title (self->title, title);
      adw_window_title_set_subtitle (self->title, mw_column_get_title (column));
    }
  gtk_stack_set_visible_child_name (self->stack, "row");
  forget_trace (self);
  g_set_object (&self->entity, mw_reading_get_entity (reading));
  fill_fields (self);
  fill_raw (self, dataset, raw_set);
  origin = raw_set ? NULL : mw_generation_get_origin (mw_row_get_generation (row), mw_row_get_number (row));
  has_lines = mw_lines_view_set_row (self->lines_view, connection, reading, dataset, raw_set ? NULL : row);
  adw_view_stack_page_set_visible (adw_view_stack_get_page (self->views, GTK_WIDGET (self->lines_view)),
                                   has_lines);
  if (!has_lines && g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "lines") == 0)
    adw_view_stack_set_visible_child_name (self->views, "fields");
  if (origin)
    self->explaining = dex_future_then (mw_reading_explain (reading, dataset, origin), on_explained, self,
                                        NULL);
}

/**
 * mw_inspector_clear:
 * @self: the inspector
 *
 * Shows that nothing is selected.
 */
void
mw_inspector_clear (MwInspector *self)
{
  forget_trace (self);
  mw_origin_view_clear (self->field_origin);
  mw_record_view_set_record (self->record, NULL, "");
  g_clear_object (&self->row);
  g_clear_object (&self->columns);
  adw_window_title_set_title (self->title, "");
  adw_window_title_set_subtitle (self->title, "");
  gtk_list_view_set_model (self->fields, NULL);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}
