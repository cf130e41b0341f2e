/* mw-scroll-to.c: brings a widget into view
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-scroll-to.h"

/* The first frame gives places, the second one is drawn with them. */
static gboolean
scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gint64 *first = data;
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);

  if (*first == 0)
    *first = gdk_frame_clock_get_frame_counter (clock);
  if (*first == gdk_frame_clock_get_frame_counter (clock))
    return G_SOURCE_CONTINUE;
  if (viewport != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), widget, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * mw_scroll_to:
 * @widget: a widget in a viewport
 *
 * Shows all of it, a frame later: what was just shown or filled in has no place yet.
 */
void
mw_scroll_to (GtkWidget *widget)
{
  gtk_widget_add_tick_callback (widget, scroll, g_new0 (gint64, 1), g_free);
}
