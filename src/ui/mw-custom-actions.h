/* mw-custom-actions.h: fields of the records as columns of the user's own: added, and removed again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-window.h"

G_BEGIN_DECLS

/* Actions of the main window's class, for the records that are shown: win.add-column, win.remove-column
 * and win.rename-column, which asks for the title (s: a MwCustomPath as text). */
void mw_custom_actions_install (GtkWidgetClass *widget_class);

G_END_DECLS
