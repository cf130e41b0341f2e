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
#include "mw-json-lines.h"
#include "mw-text.h"
#include "mw-wording.h"

#define MAX_FIELDS     2000
#define MAX_LINE_CHARS 2100

struct _MwInspector
{
  AdwBin parent_instance;

  MwRow *row;
  GListModel *columns;
  GBytes *record;
  DexFuture *lines;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListView *fields;
  GtkCheckButton *show_empty;
  GtkListView *raw;
  GtkLabel *origin;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (MwInspector, mw_inspector, ADW_TYPE_BIN)

static void
fill_fields (MwInspector *self)
{
  g_autoptr (GListStore) store = g_list_store_new (MW_TYPE_INSPECTOR_FIELD);
  gboolean show_empty = gtk_check_button_get_active (self->show_empty);
  guint n_columns = self->columns ? g_list_model_get_n_items (self->columns) : 0;
  guint n_empty = 0;
  g_autofree char *label = NULL;

  for (guint i = 0; self->row && i < MIN (n_columns, MAX_FIELDS); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (self->columns, i);
      g_autoptr (MwInspectorField) field = mw_inspector_field_new (self->row, column);
      gboolean is_empty = mw_inspector_field_is_empty (field);

      n_empty += is_empty;
      if (!is_empty || show_empty)
        g_list_store_append (store, field);
    }
  gtk_list_view_set_model (self->fields,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (store)))));
  label = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Show %u _empty field", "Show %u _empty fields", n_empty), n_empty);
  gtk_check_button_set_label (self->show_empty, label);
  gtk_widget_set_visible (GTK_WIDGET (self->show_empty), n_empty > 0);
}

static DexFuture *
on_lines (DexFuture *future, gpointer data)
{
  MwInspector *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value)
    gtk_list_view_set_model (self->raw,
                             GTK_SELECTION_MODEL (gtk_no_selection_new (g_value_dup_object (value))));
  return dex_ref (future);
}

static void
fill_raw (MwInspector *self, MwDataset *dataset, MwRawSet *raw_set)
{
  const MwRowOrigin *origin = NULL;
  g_autoptr (MwRawSet) set = raw_set ? g_object_ref (raw_set) : NULL;
  guint record = mw_row_get_number (self->row);
  gint64 fetched_at = 0;
  g_autoptr (GString) words = g_string_new (NULL);

  if (!set)
    {
      origin = mw_generation_get_origin (mw_row_get_generation (self->row), mw_row_get_number (self->row));
      set = origin ? mw_dataset_dup_raw_set (dataset, origin->set) : NULL;
      record = origin ? origin->record : 0;
    }
  dex_clear (&self->lines);
  g_clear_pointer (&self->record, g_bytes_unref);
  gtk_list_view_set_model (self->raw, NULL);
  if (set && record < mw_raw_set_get_n_records (set))
    self->record = mw_raw_set_dup_record (set, record, &fetched_at);
  gtk_widget_set_sensitive (self->copy, self->record != NULL);
  if (!self->record)
    {
      gtk_label_set_text (self->origin, _ ("The record it was made from is not there."));
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
  gtk_label_set_text (self->origin, words->str);
  self->lines = dex_future_then (mw_json_lines_new (self->record), on_lines, self, NULL);
}

static void
on_show_empty (MwInspector *self)
{
  if (self->row)
    fill_fields (self);
}

/* The exact text, not what the list shows. */
static void
on_copy (MwInspector *self)
{
  gsize length;
  const char *data;
  g_autofree char *text = NULL;

  if (!self->record)
    return;
  data = g_bytes_get_data (self->record, &length);
  text = g_utf8_make_valid (data, (gssize) length);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  mw_announce (self, _ ("Copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
setup_line (MwInspector *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_line (MwInspector *self, GtkListItem *item)
{
  const char *line = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_autofree char *safe = mw_text_for_cell (line, strlen (line), MAX_LINE_CHARS);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), safe);
}

static void
mw_inspector_dispose (GObject *object)
{
  MwInspector *self = MW_INSPECTOR (object);

  dex_clear (&self->lines);
  g_clear_object (&self->row);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->record, g_bytes_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_INSPECTOR);
  G_OBJECT_CLASS (mw_inspector_parent_class)->dispose (object);
}

static void
mw_inspector_class_init (MwInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_inspector_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, MwInspector, title);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, fields);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, show_empty);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, raw);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, origin);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_show_empty);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, setup_line);
  gtk_widget_class_bind_template_callback (widget_class, bind_line);
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
 * @dataset: where the records are
 * @raw_set: (nullable): the raw set that @row stands in; %NULL for a normalized row
 *
 * Shows all fields of @row that have a value, and the record it was made from.
 */
void
mw_inspector_set_row (MwInspector *self,
                      MwRow *row,
                      GListModel *columns,
                      MwDataset *dataset,
                      MwRawSet *raw_set)
{
  g_autoptr (MwInspectorField) first = NULL;
  g_autoptr (MwColumn) column = g_list_model_get_item (columns, 0);
  g_autofree char *title = NULL;

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
  fill_fields (self);
  fill_raw (self, dataset, raw_set);
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
  dex_clear (&self->lines);
  g_clear_object (&self->row);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->record, g_bytes_unref);
  adw_window_title_set_title (self->title, "");
  adw_window_title_set_subtitle (self->title, "");
  gtk_list_view_set_model (self->fields, NULL);
  gtk_list_view_set_model (self->raw, NULL);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}
