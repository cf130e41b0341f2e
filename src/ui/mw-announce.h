/* mw-announce.h: words for a screen reader
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mw_announce (gpointer accessible, const char *text, GtkAccessibleAnnouncementPriority priority);

G_END_DECLS
