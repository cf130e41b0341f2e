/* mw-origin-view.c: says where a value came from, or what was made of one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-origin-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-json-pointer.h"
#include "mw-text.h"

#define MAX_CHARS     300
#define MAX_ADDRESSES 12

struct _MwOriginView
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *text;
  GtkBox *addresses;
};

G_DEFINE_FINAL_TYPE (MwOriginView, mw_origin_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_address (MwOriginView *self, GtkButton *button)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "mw-record")),
                 g_object_get_data (G_OBJECT (button), "mw-pointer"));
}

/* "vendors 42: name" of a record that was looked up. */
static char *
dup_label (MwTrace *trace, const MwTraceAddress *address)
{
  const MwTraceRecord *record = trace->records->pdata[address->record];
  g_autofree char *path = mw_json_pointer_dup_path (address->pointer);
  g_autofree char *whole = address->record == 0
                             ? g_strdup (path)
                             : g_strdup_printf ("%s %s: %s", record->set, record->key, path);

  return mw_text_for_cell (whole, strlen (whole), MAX_CHARS);
}

static void
append_place (MwOriginView *self, const char *text, guint record, const char *pointer)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Show It as Sent"));
  gtk_button_set_child (GTK_BUTTON (button), label);
  g_object_set_data (G_OBJECT (button), "mw-record", GUINT_TO_POINTER (record));
  g_object_set_data_full (G_OBJECT (button), "mw-pointer", g_strdup (pointer), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_address), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->addresses, button);
}

static void
append_address (MwOriginView *self, MwTrace *trace, const MwTraceAddress *address)
{
  g_autofree char *text = dup_label (trace, address);

  append_place (self, text, address->record, address->pointer);
}

static void
append_more (MwOriginView *self, guint n_more)
{
  g_autofree char *text = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "and %u more place", "and %u more places", n_more), n_more);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (self->addresses, label);
}

static void
remove_addresses (MwOriginView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->addresses))) != NULL)
    gtk_box_remove (self->addresses, child);
}

static void
show (MwOriginView *self, const char *title, const char *text)
{
  remove_addresses (self);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
mw_origin_view_class_init (MwOriginViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_ORIGIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-origin-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MwOriginView, title);
  gtk_widget_class_bind_template_child (widget_class, MwOriginView, text);
  gtk_widget_class_bind_template_child (widget_class, MwOriginView, addresses);
}

static void
mw_origin_view_init (MwOriginView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_origin_view_clear:
 * @self: the view
 *
 * Hides it: nothing is selected.
 */
void
mw_origin_view_clear (MwOriginView *self)
{
  remove_addresses (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * mw_origin_view_show_field:
 * @self: the view
 * @trace: of the row
 * @entity: what the row is
 * @number: of one of its fields
 *
 * Says by which rule the field was made, and of what.
 */
void
mw_origin_view_show_field (MwOriginView *self, MwTrace *trace, MwEntity *entity, guint number)
{
  const MwTraceField *field = number < trace->n_fields ? &trace->fields[number] : NULL;
  g_autofree char *safe = NULL;

  if (field == NULL || field->words == NULL)
    {
      mw_origin_view_clear (self);
      return;
    }
  safe = mw_text_for_block (field->words, strlen (field->words), MAX_CHARS * 4);
  show (self, mw_entity_get_field (entity, number)->title, safe);
  for (guint i = 0; i < MIN (field->addresses->len, MAX_ADDRESSES); i++)
    append_address (self, trace, field->addresses->pdata[i]);
  if (field->addresses->len > MAX_ADDRESSES)
    append_more (self, field->addresses->len - MAX_ADDRESSES);
}

static void
append_title (GString *titles, MwEntity *entity, guint field)
{
  g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                          mw_entity_get_field (entity, field)->title);
}

/* Columns of the user's are made of the row's own record. */
static void
append_own (MwTrace *trace, const char *pointer, GString *whole, GString *parts)
{
  for (guint i = 0; i < trace->own->len; i++)
    {
      const MwTraceOwn *own = trace->own->pdata[i];
      g_autofree char *title = mw_text_for_cell (own->title, strlen (own->title), MAX_CHARS);
      GString *titles = NULL;

      for (guint j = 0; j < own->pointers->len && titles != whole; j++)
        if (mw_json_pointer_is_within (pointer, own->pointers->pdata[j]))
          titles = whole;
        else if (mw_json_pointer_is_within (own->pointers->pdata[j], pointer))
          titles = parts;
      if (titles != NULL)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "", title);
    }
}

/**
 * mw_origin_view_show_place:
 * @self: the view
 * @trace: of the row
 * @entity: what the row is
 * @record: number of a record of @trace
 * @pointer: a place in it
 *
 * Says which fields were made of what stands there.
 */
void
mw_origin_view_show_place (MwOriginView *self,
                           MwTrace *trace,
                           MwEntity *entity,
                           guint record,
                           const char *pointer)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) parts = g_string_new (NULL);
  g_autofree char *path = mw_json_pointer_dup_path (pointer);
  g_autofree char *safe = mw_text_for_cell (path, strlen (path), MAX_CHARS);
  g_autofree char *text = NULL;

  for (guint i = 0; i < trace->n_fields; i++)
    if (mw_trace_uses (trace, i, record, pointer))
      append_title (whole, entity, i);
    else if (mw_trace_uses_part (trace, i, record, pointer))
      append_title (parts, entity, i);
  if (record == 0)
    append_own (trace, pointer, whole, parts);
  if (whole->len > 0)
    /* Translators: titles of columns that were made of a value */
    text = g_strdup_printf (_ ("Used for: %s"), whole->str);
  else if (parts->len > 0)
    /* Translators: titles of columns that were made of what stands in a list or object */
    text = g_strdup_printf (_ ("Parts of it are used for: %s"), parts->str);
  else
    text = g_strdup (_ ("Not used for any column."));
  show (self, safe, text);
}

/**
 * mw_origin_view_show_own:
 * @self: the view
 * @title: of a column that the user made
 * @pointer: where in the row's record it stands
 *
 * Says that it is what was sent, and where.
 */
void
mw_origin_view_show_own (MwOriginView *self, const char *title, const char *pointer)
{
  g_autofree char *path = mw_json_pointer_dup_path (pointer);
  g_autofree char *safe = mw_text_for_cell (path, strlen (path), MAX_CHARS);

  show (self, title, _ ("You added this column. It shows what was sent here, unchanged."));
  append_place (self, safe, 0, pointer);
}

/**
 * mw_origin_view_show_problem:
 * @self: the view
 * @title: what is selected
 * @problem: a sentence
 *
 * Says why nothing is known of where it came from, or what was made of it.
 */
void
mw_origin_view_show_problem (MwOriginView *self, const char *title, const char *problem)
{
  g_autofree char *safe = mw_text_for_cell (title, strlen (title), MAX_CHARS);

  show (self, safe, problem);
}

/**
 * mw_origin_view_get_text:
 * @self: the view
 *
 * Returns: (transfer none): what it says
 */
const char *
mw_origin_view_get_text (MwOriginView *self)
{
  return gtk_label_get_text (self->text);
}
