/* mw-window-size.h: the size of the main window, kept from one run to the next
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GSettings *mw_window_size_restore (GtkWindow *window);
void mw_window_size_keep (GtkWindow *window, GSettings *settings);

G_END_DECLS
