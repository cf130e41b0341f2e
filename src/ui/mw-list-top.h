/* mw-list-top.h: a list with headings that is looked at from its top stays there when it is filled
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @view must have its model, in a scrolled window, and keep both. */
void mw_list_top_keep (GtkListView *view);
/* Items that are shown say more, or less. */
void mw_list_top_changed (GtkListView *view);

G_END_DECLS
