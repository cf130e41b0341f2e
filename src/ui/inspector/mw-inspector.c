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
#include "mw-json-line.h"
#include "mw-json-lines.h"
#include "mw-json-pointer.h"
#include "mw-lines-view.h"
#include "mw-origin-view.h"
#include "mw-reading-explain.h"
#include "mw-text.h"
#include "mw-wording.h"

#define MAX_FIELDS     2000
#define MAX_LINE_CHARS 2100

struct _MwInspector
{
  AdwBin parent_instance;

  MwRow *row;
  GListModel *columns;
  GBytes *record; /* what the list shows */
  guint number;   /* of that in the trace */
  DexFuture *lines;
  MwEntity *entity;
  DexFuture *explaining;
  MwTrace *trace;       /* of the row; NULL: not known, or not normalized */
  char *own_words;      /* about the row's own record */
  char *wanted_pointer; /* to be shown when the lines are there */

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListView *fields;
  GtkCheckButton *show_empty;
  GtkListView *raw;
  GtkLabel *origin;
  GtkWidget *copy;
  AdwViewStack *views;
  MwLinesView *lines_view;
  GtkDropDown *records;
  MwOriginView *field_origin;
  MwOriginView *raw_origin;
};

G_DEFINE_FINAL_TYPE (MwInspector, mw_inspector, ADW_TYPE_BIN)

static GListModel *
get_lines (MwInspector *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->raw);

  return model ? gtk_single_selection_get_model (GTK_SINGLE_SELECTION (model)) : NULL;
}

/* What a field (G_MAXUINT: none) was made of, in the record that is shown. */
static void
light_field (MwInspector *self, guint field)
{
  GListModel *lines = get_lines (self);
  guint n_lines = lines ? g_list_model_get_n_items (lines) : 0;
  g_autoptr (GHashTable) places = self->trace && field < self->trace->n_fields
                                    ? mw_trace_dup_places (self->trace, field, self->number)
                                    : NULL;

  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (MwJsonLine) line = g_list_model_get_item (lines, i);

      mw_json_line_set_lit (line, places &&
                                    mw_json_pointer_is_within_any (mw_json_line_get_pointer (line), places));
    }
}

static void
show_wanted (MwInspector *self)
{
  GListModel *lines = get_lines (self);
  guint n_lines = lines ? g_list_model_get_n_items (lines) : 0;
  g_autofree char *wanted = n_lines > 0 ? g_steal_pointer (&self->wanted_pointer) : NULL;

  for (guint i = 0; wanted && i < n_lines; i++)
    {
      g_autoptr (MwJsonLine) line = g_list_model_get_item (lines, i);

      if (g_str_equal (mw_json_line_get_pointer (line), wanted))
        {
          gtk_list_view_scroll_to (self->raw, i, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
          return;
        }
    }
}

static void
on_field_selected (MwInspector *self)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->fields));
  MwInspectorField *field = selection ? gtk_single_selection_get_selected_item (selection) : NULL;

  if (!field || !self->trace)
    {
      mw_origin_view_clear (self->field_origin);
      light_field (self, G_MAXUINT);
      return;
    }
  mw_origin_view_show_field (self->field_origin, self->trace, self->entity,
                             mw_inspector_field_get_index (field));
  light_field (self, mw_inspector_field_get_index (field));
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
on_line_selected (MwInspector *self)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->raw));
  MwJsonLine *line = selection ? gtk_single_selection_get_selected_item (selection) : NULL;

  if (!line || !self->trace)
    {
      mw_origin_view_clear (self->raw_origin);
      return;
    }
  mw_origin_view_show_place (self->raw_origin, self->trace, self->entity, self->number,
                             mw_json_line_get_pointer (line));
  mw_announce (self, mw_origin_view_get_text (self->raw_origin), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The lines came after the field was selected. */
static void
relight (MwInspector *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->fields);
  MwInspectorField *field = model ? gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model))
                                  : NULL;

  if (field && self->trace)
    light_field (self, mw_inspector_field_get_index (field));
}

static DexFuture *
on_lines (DexFuture *future, gpointer data)
{
  MwInspector *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value)
    {
      g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (NULL);

      gtk_single_selection_set_autoselect (selection, FALSE);
      gtk_single_selection_set_can_unselect (selection, TRUE);
      gtk_single_selection_set_model (selection, g_value_get_object (value));
      g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (on_line_selected), self,
                               G_CONNECT_SWAPPED);
      gtk_list_view_set_model (self->raw, GTK_SELECTION_MODEL (selection));
      relight (self);
      show_wanted (self);
    }
  return dex_ref (future);
}

/* @number: of the record in the trace. */
static void
show_record (MwInspector *self, GBytes *record, guint number)
{
  dex_clear (&self->lines);
  gtk_list_view_set_model (self->raw, NULL);
  mw_origin_view_clear (self->raw_origin);
  g_bytes_ref (record);
  g_clear_pointer (&self->record, g_bytes_unref);
  self->record = record;
  self->number = number;
  /* Translators: above a record that another one refers to */
  gtk_label_set_text (self->origin, number == 0 ? self->own_words : _ ("A record that this one refers to"));
  self->lines = dex_future_then (mw_json_lines_new (record), on_lines, self, NULL);
}

static void
on_record_chosen (MwInspector *self)
{
  guint number = gtk_drop_down_get_selected (self->records);

  if (self->trace && number < self->trace->records->len && number != self->number)
    show_record (self, ((const MwTraceRecord *) self->trace->records->pdata[number])->bytes, number);
}

static void
on_place_chosen (MwInspector *self, guint record, const char *pointer)
{
  g_set_str (&self->wanted_pointer, pointer);
  adw_view_stack_set_visible_child_name (self->views, "raw");
  if (record != self->number)
    gtk_drop_down_set_selected (self->records, record);
  else
    show_wanted (self);
}

/* The row's own record, and those that were looked up for it. */
static void
fill_records (MwInspector *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; self->trace && i < self->trace->records->len; i++)
    {
      const MwTraceRecord *record = self->trace->records->pdata[i];
      g_autofree char *title = record->key ? g_strdup_printf ("%s %s", record->set, record->key)
                                           : g_strdup (_ ("This record"));
      g_autofree char *safe = mw_text_for_cell (title, strlen (title), MAX_LINE_CHARS);

      gtk_string_list_append (titles, safe);
    }
  gtk_drop_down_set_model (self->records, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->records), g_list_model_get_n_items (G_LIST_MODEL (titles)) > 1);
}

static DexFuture *
on_explained (DexFuture *future, gpointer data)
{
  MwInspector *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value)
    {
      g_clear_pointer (&self->trace, mw_trace_unref);
      self->trace = g_value_dup_boxed (value);
      fill_records (self);
      on_field_selected (self);
    }
  return dex_ref (future);
}

static void
forget_trace (MwInspector *self)
{
  dex_clear (&self->explaining);
  g_clear_pointer (&self->trace, mw_trace_unref);
  g_clear_pointer (&self->wanted_pointer, g_free);
  fill_records (self);
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
  mw_origin_view_clear (self->raw_origin);
  self->number = 0;
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
  g_set_str (&self->own_words, words->str);
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
show_lit (GtkWidget *label, GParamSpec *pspec, MwJsonLine *line)
{
  if (mw_json_line_get_lit (line))
    gtk_widget_add_css_class (label, "mw-lit");
  else
    gtk_widget_remove_css_class (label, "mw-lit");
}

static void
bind_line (MwInspector *self, GtkListItem *item)
{
  MwJsonLine *line = gtk_list_item_get_item (item);
  const char *text = mw_json_line_get_text (line);
  g_autofree char *safe = mw_text_for_cell (text, strlen (text), MAX_LINE_CHARS);
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), safe);
  g_signal_connect_object (line, "notify::lit", G_CALLBACK (show_lit), label, G_CONNECT_SWAPPED);
  show_lit (label, NULL, line);
}

static void
unbind_line (MwInspector *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_lit,
                                        gtk_list_item_get_child (item));
}

static void
mw_inspector_dispose (GObject *object)
{
  MwInspector *self = MW_INSPECTOR (object);

  dex_clear (&self->lines);
  dex_clear (&self->explaining);
  g_clear_pointer (&self->trace, mw_trace_unref);
  g_clear_pointer (&self->wanted_pointer, g_free);
  g_clear_pointer (&self->own_words, g_free);
  g_clear_object (&self->entity);
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
  g_type_ensure (MW_TYPE_LINES_VIEW);
  g_type_ensure (MW_TYPE_ORIGIN_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, MwInspector, title);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, fields);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, show_empty);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, raw);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, origin);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, copy);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, views);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, lines_view);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, records);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, field_origin);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, raw_origin);
  gtk_widget_class_bind_template_callback (widget_class, on_record_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_place_chosen);
  gtk_widget_class_bind_template_callback (widget_class, unbind_line);
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
  mw_origin_view_clear (self->raw_origin);
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
