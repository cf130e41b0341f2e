/* mw-json-row-view.c: shows one value of a record as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-json-row-view.h"

#include <glib/gi18n-lib.h>

#define INDENT 14
/* A narrow window must have room for the value. */
#define MAX_INDENTS 10

struct _MwJsonRowView
{
  AdwBin parent_instance;

  MwJsonTree *tree;
  MwJsonRow *row;
  GtkWidget *box;
  GtkWidget *arrow;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (MwJsonRowView, mw_json_row_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_TOGGLE,
  SIGNAL_MENU,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_open (MwJsonRowView *self)
{
  gtk_image_set_from_icon_name (
    GTK_IMAGE (self->arrow), mw_json_row_get_is_open (self->row) ? "pan-down-symbolic" : "pan-end-symbolic");
}

static void
set_class (MwJsonRowView *self, const char *css_class, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
show_light (MwJsonRowView *self)
{
  MwJsonLight light = mw_json_tree_get_light (self->tree, self->row);

  set_class (self, "mw-lit", light == MW_JSON_LIT);
  set_class (self, "mw-lit-inside", light == MW_JSON_LIT_INSIDE);
}

/* The key stands out, and both together break into lines as one text. */
static void
show_text (MwJsonRowView *self)
{
  const MwJsonPlace *place = mw_json_row_get_place (self->row);
  g_autofree char *key = mw_json_row_dup_key (self->row);
  g_autofree char *value = mw_json_row_dup_value (self->row);
  g_autofree char *text = g_strdup_printf ("%s: %s", key, value);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  guint n_indents = place->depth > 0 ? place->depth - 1 : 0;

  bold->start_index = 0;
  bold->end_index = (guint) strlen (key);
  pango_attr_list_insert (attributes, bold);
  gtk_label_set_text (self->label, text);
  gtk_label_set_attributes (self->label, attributes);
  gtk_widget_set_margin_start (self->box, (int) MIN (n_indents, MAX_INDENTS) * INDENT);
  gtk_widget_set_opacity (self->arrow, place->n_children > 0 ? 1 : 0);
  set_class (self, "mw-json-container", place->n_children > 0);
}

static void
forget (MwJsonRowView *self)
{
  if (self->row)
    g_signal_handlers_disconnect_by_data (self->row, self);
  if (self->tree)
    g_signal_handlers_disconnect_by_data (self->tree, self);
  g_clear_object (&self->row);
  g_clear_object (&self->tree);
}

static void
on_arrow (GtkGestureClick *gesture, int n_press, double x, double y, MwJsonRowView *self)
{
  if (!self->row || mw_json_row_get_place (self->row)->n_children == 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_TOGGLE], 0);
}

static void
on_menu (GtkGestureClick *gesture, int n_press, double x, double y, MwJsonRowView *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_MENU], 0, x, y);
}

static void
mw_json_row_view_dispose (GObject *object)
{
  forget (MW_JSON_ROW_VIEW (object));
  G_OBJECT_CLASS (mw_json_row_view_parent_class)->dispose (object);
}

static void
mw_json_row_view_class_init (MwJsonRowViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_json_row_view_dispose;
  signals[SIGNAL_TOGGLE] = g_signal_new ("toggle", MW_TYPE_JSON_ROW_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MENU] = g_signal_new ("menu", MW_TYPE_JSON_ROW_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
add_click (MwJsonRowView *self, GtkWidget *widget, guint button, GCallback callback)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect_object (click, "pressed", callback, self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static void
mw_json_row_view_init (MwJsonRowView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->arrow = gtk_image_new ();
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (self->arrow, GTK_ALIGN_START);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (self->box), self->arrow);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  adw_bin_set_child (ADW_BIN (self), self->box);
  add_click (self, self->arrow, GDK_BUTTON_PRIMARY, G_CALLBACK (on_arrow));
  add_click (self, GTK_WIDGET (self), GDK_BUTTON_SECONDARY, G_CALLBACK (on_menu));
}

/**
 * mw_json_row_view_new:
 *
 * Returns: (transfer floating): a view that shows nothing yet
 */
MwJsonRowView *
mw_json_row_view_new (void)
{
  return g_object_new (MW_TYPE_JSON_ROW_VIEW, NULL);
}

/**
 * mw_json_row_view_set_row:
 * @self: the view
 * @tree: (nullable): what @row is of
 * @row: (nullable): what to show
 */
void
mw_json_row_view_set_row (MwJsonRowView *self, MwJsonTree *tree, MwJsonRow *row)
{
  forget (self);
  if (!row)
    return;
  self->tree = g_object_ref (tree);
  self->row = g_object_ref (row);
  g_signal_connect_object (row, "notify::is-open", G_CALLBACK (show_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "lit-changed", G_CALLBACK (show_light), self, G_CONNECT_SWAPPED);
  show_text (self);
  show_open (self);
  show_light (self);
}

/**
 * mw_json_row_view_dup_spoken:
 * @self: the view
 *
 * Returns: (transfer full): what it shows, in words
 */
char *
mw_json_row_view_dup_spoken (MwJsonRowView *self)
{
  const char *text = gtk_label_get_text (self->label);

  if (mw_json_row_get_place (self->row)->n_children == 0)
    return g_strdup (text);
  if (mw_json_row_get_is_open (self->row))
    /* Translators: %s is a part of a record, "lines: 12 entries", of which everything is shown */
    return g_strdup_printf (_ ("%s, open"), text);
  /* Translators: %s is a part of a record, "lines: 12 entries", of which nothing is shown */
  return g_strdup_printf (_ ("%s, closed"), text);
}
