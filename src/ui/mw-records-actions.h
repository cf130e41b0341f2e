/* mw-records-actions.h: what can be done with the records that are shown: search, load, compare, inspect,
 * export
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-window.h"

G_BEGIN_DECLS

/* Actions of the main window's class. */
void mw_records_actions_install (GtkWidgetClass *widget_class);
/* Whenever other records are shown, or none. */
void mw_records_actions_update (MwWindow *self);

G_END_DECLS
