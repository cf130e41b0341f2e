/* mw-scroll-to.h: brings a widget into view
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the viewport around it, in the next frame. */
void mw_scroll_to (GtkWidget *widget);

G_END_DECLS
