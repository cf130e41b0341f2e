/* mw-raw-set-chooser.c: which list of the system is shown as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-raw-set-chooser.h"

#include <glib/gi18n-lib.h>

struct _MwRawSetChooser
{
  AdwBin parent_instance;

  GtkDropDown *list;
  MwRecordsGrids *grids;
  GListModel *sets;
  gboolean has_primary; /* it was there, and was selected once */
};

G_DEFINE_FINAL_TYPE (MwRawSetChooser, mw_raw_set_chooser, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_selected (MwRawSetChooser *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* The set that the rows are made from stands first for the user; looked-up sets may have been read before it.
 */
static void
on_sets_changed (MwRawSetChooser *self)
{
  guint primary = self->has_primary ? G_MAXUINT : mw_records_grids_find_primary (self->grids, self->sets);

  self->has_primary |= primary != G_MAXUINT;
  if (primary != G_MAXUINT)
    gtk_drop_down_set_selected (self->list, primary);
  on_selected (self);
}

static char *
dup_title (MwRawSet *set, gpointer data)
{
  return g_strdup (mw_raw_set_get_title (set));
}

static void
forget (MwRawSetChooser *self)
{
  if (self->sets)
    g_signal_handlers_disconnect_by_data (self->sets, self);
  g_clear_object (&self->sets);
  g_clear_object (&self->grids);
}

static void
mw_raw_set_chooser_dispose (GObject *object)
{
  forget (MW_RAW_SET_CHOOSER (object));
  G_OBJECT_CLASS (mw_raw_set_chooser_parent_class)->dispose (object);
}

static void
mw_raw_set_chooser_class_init (MwRawSetChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_raw_set_chooser_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_RAW_SET_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static void
mw_raw_set_chooser_init (MwRawSetChooser *self)
{
  g_autoptr (GtkExpression) expression = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                                      G_CALLBACK (dup_title), NULL, NULL);

  self->list = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_expression (self->list, expression);
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->list), _ ("List of the system"));
  g_signal_connect_object (self->list, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * mw_raw_set_chooser_set_sets:
 * @self: the chooser
 * @grids: knows which of the sets the rows are made from
 * @sets: of #MwRawSet; more may come
 *
 * Selects the set that the rows are made from, as soon as it is there.
 */
void
mw_raw_set_chooser_set_sets (MwRawSetChooser *self, MwRecordsGrids *grids, GListModel *sets)
{
  forget (self);
  self->has_primary = FALSE;
  self->grids = g_object_ref (grids);
  self->sets = g_object_ref (sets);
  gtk_drop_down_set_model (self->list, sets);
  g_signal_connect_object (sets, "items-changed", G_CALLBACK (on_sets_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_sets_changed (self);
}

/**
 * mw_raw_set_chooser_get_selected:
 * @self: the chooser
 *
 * Returns: (transfer none) (nullable): the set to show
 */
MwRawSet *
mw_raw_set_chooser_get_selected (MwRawSetChooser *self)
{
  return gtk_drop_down_get_selected_item (self->list);
}

/**
 * mw_raw_set_chooser_has_several:
 * @self: the chooser
 *
 * Returns: whether there is something to choose
 */
gboolean
mw_raw_set_chooser_has_several (MwRawSetChooser *self)
{
  return self->sets && g_list_model_get_n_items (self->sets) > 1;
}
