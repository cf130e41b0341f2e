/* mw-inspector.c: one row in full: all its fields, and the record it was made from as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-inspector.h"

#include <glib/gi18n-lib.h>

#include "mw-fields-view.h"
#include "mw-lines-view.h"
#include "mw-reading-explain.h"
#include "mw-record-view.h"
#include "mw-wording.h"

#define MAX_CHIP_CHARS 60

struct _MwInspector
{
  AdwBin parent_instance;

  MwRow *row;
  MwEntity *entity;
  MwReading *reading;
  MwDataset *dataset;
  MwRawSet *raw_set; /* what the row stands in; NULL: it is normalized */
  int child;         /* of a row of a raw set, which line's row is explained; -1: any */
  DexFuture *explaining;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkLabel *chip;
  GtkButton *problems;
  MwFieldsView *fields;
  AdwViewStack *views;
  MwLinesView *lines_view;
  MwRecordView *record;
};

G_DEFINE_FINAL_TYPE (MwInspector, mw_inspector, ADW_TYPE_BIN)

/* What it was made of. A column of the user's own is no field of the entity: it has one place. */
static void
on_field_selected (MwInspector *self)
{
  MwInspectorField *field = mw_fields_view_get_selected (self->fields);

  mw_record_view_light_field (self->record, field ? mw_inspector_field_get_index (field) : G_MAXUINT);
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
  MwTrace *trace = value ? g_value_get_boxed (value) : NULL;
  g_autofree char *problem = value ? NULL : mw_reading_explain_dup_problem (error);

  mw_record_view_set_trace (self->record, trace, self->entity, problem);
  mw_fields_view_set_trace (self->fields, trace, self->entity, problem);
  on_field_selected (self);
  return dex_ref (future);
}

/* Says where values came from: of a normalized row that itself, of a record the row that it became. */
static void
explain (MwInspector *self)
{
  guint number = mw_row_get_number (self->row);
  const MwRowOrigin *origin = self->raw_set
                                ? NULL
                                : mw_generation_get_origin (mw_row_get_generation (self->row), number);
  DexFuture *trace = NULL;

  dex_clear (&self->explaining);
  if (self->raw_set)
    trace = mw_reading_explain_record (self->reading, self->dataset, self->raw_set, number, self->child);
  else if (origin)
    trace = mw_reading_explain (self->reading, self->dataset, origin);
  if (trace)
    self->explaining = dex_future_finally (trace, on_explained, self, NULL);
}

/* Where each line of the record became a row, the one that the user looks at is explained. */
static void
on_raw_selected (MwInspector *self, const char *pointer)
{
  const char *digits = pointer;
  guint64 child;

  while ((digits = strchr (digits, '/')) && !g_ascii_isdigit (*++digits))
    ;
  if (!self->raw_set || !digits)
    return;
  child = g_ascii_strtoull (digits, NULL, 10);
  if (child > G_MAXINT || (int) child == self->child)
    return;
  self->child = (int) child;
  explain (self);
}

static void
fill_raw (MwInspector *self)
{
  const MwRowOrigin *origin = NULL;
  g_autoptr (MwRawSet) set = self->raw_set ? g_object_ref (self->raw_set) : NULL;
  guint record = mw_row_get_number (self->row);
  gint64 fetched_at = 0;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (!set)
    {
      origin = mw_generation_get_origin (mw_row_get_generation (self->row), mw_row_get_number (self->row));
      set = origin ? mw_dataset_dup_raw_set (self->dataset, origin->set) : NULL;
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
on_problems (MwInspector *self)
{
  adw_view_stack_set_visible_child_name (self->views, "fields");
  mw_fields_view_show_problem (self->fields);
}

/* Where the record stands, as the table says it. */
static void
show_chip (MwInspector *self, GListModel *columns)
{
  MwGeneration *generation = mw_row_get_generation (self->row);
  guint number = mw_row_get_number (self->row);
  g_autofree char *words = NULL;

  for (guint i = 0; !words && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (columns, i);
      gsize length = 0;
      const char *text = mw_column_is_chip (column)
                           ? mw_generation_get_cell (generation, number, mw_column_get_index (column),
                                                     &length)
                           : NULL;
      g_autofree char *shown = text ? mw_column_dup_shown (column, text, length, MAX_CHIP_CHARS) : NULL;

      words = shown ? mw_column_dup_chip (column, shown, generation, number) : NULL;
    }
  gtk_label_set_text (self->chip, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->chip), words != NULL);
}

static void
show_problems (MwInspector *self)
{
  guint n = mw_fields_view_get_n_problems (self->fields);
  g_autofree char *label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u problem", "%u problems", n), n);

  gtk_button_set_label (self->problems, label);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), n > 0);
}

static void
forget (MwInspector *self)
{
  dex_clear (&self->explaining);
  g_clear_object (&self->entity);
  g_clear_object (&self->reading);
  g_clear_object (&self->dataset);
  g_clear_object (&self->raw_set);
  g_clear_object (&self->row);
}

static void
mw_inspector_dispose (GObject *object)
{
  MwInspector *self = MW_INSPECTOR (object);

  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_INSPECTOR);
  G_OBJECT_CLASS (mw_inspector_parent_class)->dispose (object);
}

static void
mw_inspector_class_init (MwInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_inspector_dispose;
  g_type_ensure (MW_TYPE_FIELDS_VIEW);
  g_type_ensure (MW_TYPE_LINES_VIEW);
  g_type_ensure (MW_TYPE_RECORD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, MwInspector, title);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, fields);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, chip);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, problems);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, views);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, lines_view);
  gtk_widget_class_bind_template_child (widget_class, MwInspector, record);
  gtk_widget_class_bind_template_callback (widget_class, on_place_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_field_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_problems);
  gtk_widget_class_bind_template_callback (widget_class, on_raw_selected);
}

static void
mw_inspector_init (MwInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* While pages arrive, the same row is selected again and again: what the user has selected in it stays. */
static gboolean
is_shown (MwInspector *self, MwRow *row, MwDataset *dataset, MwRawSet *raw_set)
{
  return self->row && self->dataset == dataset && self->raw_set == raw_set &&
         mw_row_get_generation (self->row) == mw_row_get_generation (row) &&
         mw_row_get_number (self->row) == mw_row_get_number (row);
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
  gboolean has_lines;

  if (is_shown (self, row, dataset, raw_set))
    return;
  g_set_object (&self->row, row);
  if (column)
    {
      first = mw_inspector_field_new (row, column);
      title = mw_inspector_field_dup_value (first);
      adw_window_title_set_title (self->title, title);
      adw_window_title_set_subtitle (self->title, mw_column_get_title (column));
    }
  gtk_stack_set_visible_child_name (self->stack, "row");
  g_set_object (&self->entity, mw_reading_get_entity (reading));
  g_set_object (&self->reading, reading);
  g_set_object (&self->dataset, dataset);
  g_set_object (&self->raw_set, raw_set);
  self->child = -1;
  mw_fields_view_set_row (self->fields, row, columns, raw_set ? NULL : self->entity);
  show_chip (self, columns);
  show_problems (self);
  fill_raw (self);
  has_lines = mw_lines_view_set_row (self->lines_view, connection, reading, dataset, raw_set ? NULL : row);
  adw_view_stack_page_set_visible (adw_view_stack_get_page (self->views, GTK_WIDGET (self->lines_view)),
                                   has_lines);
  if (!has_lines && g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "lines") == 0)
    adw_view_stack_set_visible_child_name (self->views, "fields");
  explain (self);
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
  forget (self);
  mw_fields_view_set_row (self->fields, NULL, NULL, NULL);
  mw_lines_view_clear (self->lines_view);
  mw_record_view_set_record (self->record, NULL, "");
  adw_window_title_set_title (self->title, "");
  adw_window_title_set_subtitle (self->title, "");
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/**
 * mw_inspector_refresh:
 * @self: the inspector
 * @whole: whether everything is read anew and compared
 *
 * Brings up to date what is looked at and does not come with the records of the page.
 */
void
mw_inspector_refresh (MwInspector *self, gboolean whole)
{
  mw_lines_view_refresh (self->lines_view, whole);
}
