/* mw-list-top.c: a list with headings that is looked at from its top stays there when it is filled
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* When items come, GtkListView holds on to the first item that is seen, or to the first there is. The heading
 * of a section stands before its first item: so a list that was empty, or whose first item is another one
 * now, begins below its first heading, which is scrolled out (gtk_list_base_update_adjustments() in
 * GTK 4.18). Who was at the top wants to be there. */

#include "mw-list-top.h"

#define DATA "mw-list-top"
/* The list is laid out between two frames, first with heights that are a guess. */
#define N_FRAMES 8

typedef struct
{
  gboolean is_away; /* somebody has scrolled */
  guint tick;       /* 0: nothing was changed for some frames */
  guint n_frames;
} Top;

static Top *
get_top (GtkListView *view)
{
  return g_object_get_data (G_OBJECT (view), DATA);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Top *top = get_top (GTK_LIST_VIEW (widget));

  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget)), 0);
  if (++top->n_frames < N_FRAMES)
    return G_SOURCE_CONTINUE;
  top->tick = 0;
  return G_SOURCE_REMOVE;
}

/**
 * mw_list_top_changed:
 * @view: a list that mw_list_top_keep() was called for
 *
 * Its rows may be higher now: for who changes items and not the list of them.
 */
void
mw_list_top_changed (GtkListView *view)
{
  Top *top = get_top (view);

  if (top->is_away)
    return;
  top->n_frames = 0;
  if (top->tick == 0)
    top->tick = gtk_widget_add_tick_callback (GTK_WIDGET (view), on_frame, NULL, NULL);
}

static void
on_scrolled (GtkListView *view)
{
  Top *top = get_top (view);

  if (top->tick == 0)
    top->is_away = gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view))) > 0;
}

/**
 * mw_list_top_keep:
 * @view: a list with headings, its model set, in a scrolled window
 *
 * From now on it shows its top after its items were changed, unless somebody has scrolled away from there.
 */
void
mw_list_top_keep (GtkListView *view)
{
  g_object_set_data_full (G_OBJECT (view), DATA, g_new0 (Top, 1), g_free);
  g_signal_connect_object (gtk_list_view_get_model (view), "items-changed", G_CALLBACK (mw_list_top_changed),
                           view, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), "value-changed",
                           G_CALLBACK (on_scrolled), view, G_CONNECT_SWAPPED);
  mw_list_top_changed (view);
}
