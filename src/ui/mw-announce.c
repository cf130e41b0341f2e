/* mw-announce.c: words for a screen reader
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-announce.h"

/**
 * mw_announce:
 * @accessible: (type GtkAccessible): the widget that speaks
 * @text: what to say
 * @priority: whether it may interrupt
 *
 * Says @text where somebody can listen. GTK 4.18's gtk_accessible_announce() calls a function that only the
 * AT-SPI context has: without an accessibility bus (as root, over a plain X connection) it would jump to
 * nowhere.
 */
void
mw_announce (gpointer accessible, const char *text, GtkAccessibleAnnouncementPriority priority)
{
  g_autoptr (GtkATContext) context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (accessible));

  if (context != NULL && g_str_equal (G_OBJECT_TYPE_NAME (context), "GtkAtSpiContext"))
    gtk_accessible_announce (GTK_ACCESSIBLE (accessible), text, priority);
}
