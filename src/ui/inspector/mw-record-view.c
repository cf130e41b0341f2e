/* mw-record-view.c: the records that a row was made of, as they were sent, and what their values are used for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-record-view.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-json-pointer.h"
#include "mw-json-view.h"
#include "mw-origin-view.h"
#include "mw-text.h"

#define MAX_TITLE_CHARS 200

struct _MwRecordView
{
  AdwBin parent_instance;

  GBytes *record; /* what is shown */
  guint number;   /* of that in the trace */
  char *words;    /* about the row's own record */
  MwTrace *trace; /* NULL: not known */
  MwEntity *entity;
  char *problem; /* why it is not known; NULL: it may come */
  guint field;   /* what is lit; G_MAXUINT: nothing */

  GtkLabel *origin;
  GtkWidget *copy;
  GtkDropDown *records;
  MwJsonView *json;
  MwOriginView *raw_origin;
};

G_DEFINE_FINAL_TYPE (MwRecordView, mw_record_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_SELECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_lit (MwRecordView *self)
{
  gboolean has_field = self->trace && self->field < self->trace->n_fields;

  mw_json_view_set_lit (self->json,
                        has_field ? mw_trace_dup_places (self->trace, self->field, self->number) : NULL);
}

static void
show_use (MwRecordView *self)
{
  const char *pointer = mw_json_view_get_selected (self->json);
  g_autofree char *path = pointer ? mw_json_pointer_dup_path (pointer) : NULL;

  if (!pointer || (!self->trace && !self->problem))
    {
      mw_origin_view_clear (self->raw_origin);
      return;
    }
  if (self->trace)
    mw_origin_view_show_place (self->raw_origin, self->trace, self->entity, self->number, pointer);
  else
    mw_origin_view_show_problem (self->raw_origin, path, self->problem);
  mw_announce (self, mw_origin_view_get_text (self->raw_origin), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_selected (MwRecordView *self)
{
  const char *pointer = mw_json_view_get_selected (self->json);

  show_use (self);
  if (pointer && self->number == 0)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0, pointer);
}

static void
show_record (MwRecordView *self, GBytes *record, guint number)
{
  if (record)
    g_bytes_ref (record);
  g_clear_pointer (&self->record, g_bytes_unref);
  self->record = record;
  self->number = number;
  gtk_widget_set_sensitive (self->copy, record != NULL);
  /* Translators: above a record that another one refers to */
  gtk_label_set_text (self->origin, number == 0 ? self->words : _ ("A record that this one refers to"));
  mw_json_view_set_record (self->json, record);
  show_lit (self);
}

static void
on_record_chosen (MwRecordView *self)
{
  guint number = gtk_drop_down_get_selected (self->records);

  if (self->trace && number < self->trace->records->len && number != self->number)
    show_record (self, ((const MwTraceRecord *) self->trace->records->pdata[number])->bytes, number);
}

/* The row's own record, and those that were looked up for it. */
static void
fill_records (MwRecordView *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; self->trace && i < self->trace->records->len; i++)
    {
      const MwTraceRecord *record = self->trace->records->pdata[i];
      g_autofree char *title = record->key ? g_strdup_printf ("%s %s", record->set, record->key)
                                           : g_strdup (_ ("This record"));
      g_autofree char *safe = mw_text_for_cell (title, strlen (title), MAX_TITLE_CHARS);

      gtk_string_list_append (titles, safe);
    }
  gtk_drop_down_set_model (self->records, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->records), g_list_model_get_n_items (G_LIST_MODEL (titles)) > 1);
}

/* The exact text, not what the list shows. */
static void
on_copy (MwRecordView *self)
{
  gsize length;
  const char *data;
  g_autofree char *text = NULL;

  if (!self->record || mw_json_view_copy_all (self->json))
    return;
  data = g_bytes_get_data (self->record, &length);
  text = g_utf8_make_valid (data, (gssize) length);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  mw_announce (self, _ ("Copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

/* The template's only child is the bin's, which unparents it. */
static void
mw_record_view_dispose (GObject *object)
{
  MwRecordView *self = MW_RECORD_VIEW (object);

  g_clear_pointer (&self->record, g_bytes_unref);
  g_clear_pointer (&self->trace, mw_trace_unref);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (mw_record_view_parent_class)->dispose (object);
}

static void
mw_record_view_class_init (MwRecordViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_record_view_dispose;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", MW_TYPE_RECORD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (MW_TYPE_JSON_VIEW);
  g_type_ensure (MW_TYPE_ORIGIN_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-record-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MwRecordView, origin);
  gtk_widget_class_bind_template_child (widget_class, MwRecordView, copy);
  gtk_widget_class_bind_template_child (widget_class, MwRecordView, records);
  gtk_widget_class_bind_template_child (widget_class, MwRecordView, json);
  gtk_widget_class_bind_template_child (widget_class, MwRecordView, raw_origin);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_record_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
}

static void
mw_record_view_init (MwRecordView *self)
{
  self->field = G_MAXUINT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_record_view_set_record:
 * @self: the view
 * @record: (nullable): the exact bytes of the record that the row was made of
 * @words: where it is from; without @record: why it is not there
 */
void
mw_record_view_set_record (MwRecordView *self, GBytes *record, const char *words)
{
  g_set_str (&self->words, words);
  mw_record_view_set_trace (self, NULL, NULL, NULL);
  mw_origin_view_clear (self->raw_origin);
  show_record (self, record, 0);
}

/**
 * mw_record_view_set_trace:
 * @self: the view
 * @trace: (nullable): of the row that the record became
 * @entity: (nullable): what that row is
 * @problem: (nullable): without @trace: why nothing is known of what the values are used for
 */
void
mw_record_view_set_trace (MwRecordView *self, MwTrace *trace, MwEntity *entity, const char *problem)
{
  self->field = G_MAXUINT;
  show_lit (self);
  g_clear_pointer (&self->trace, mw_trace_unref);
  self->trace = trace ? mw_trace_ref (trace) : NULL;
  g_set_object (&self->entity, entity);
  g_set_str (&self->problem, problem);
  fill_records (self);
  show_use (self);
}

/**
 * mw_record_view_light_field:
 * @self: the view
 * @field: number of a field; %G_MAXUINT: none
 *
 * Lights what it was made of.
 */
void
mw_record_view_light_field (MwRecordView *self, guint field)
{
  self->field = field;
  show_lit (self);
}

/**
 * mw_record_view_show_place:
 * @self: the view
 * @record: number of a record of the trace
 * @pointer: a place in it
 */
void
mw_record_view_show_place (MwRecordView *self, guint record, const char *pointer)
{
  if (record != self->number)
    gtk_drop_down_set_selected (self->records, record);
  mw_json_view_select (self->json, pointer);
}
