/* mw-lines-actions.h: what can be done with the lines of one record, from their table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-lines-view.h"

G_BEGIN_DECLS

/* What menus of a table ask the window for, it does for the lines: filter, export, open in the source system.
 */
void mw_lines_actions_install (GtkWidgetClass *widget_class);
/* Another line may be selected now. */
void mw_lines_actions_update (MwLinesView *view);
/* Of the selected line, or of the record that it belongs to; NULL: neither has a page. */
char *mw_lines_actions_dup_uri (MwLinesView *view);
/* The line in the table of all lines. */
void mw_lines_actions_show_line (MwLinesView *view);
/* The lines that the user is in; NULL: he is elsewhere. */
MwLinesView *mw_lines_actions_find (GtkWidget *window);

G_END_DECLS
