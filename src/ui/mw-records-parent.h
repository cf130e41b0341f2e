/* mw-records-parent.h: from a line to the record that it belongs to
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-records-page.h"
#include "mw-window.h"

G_BEGIN_DECLS

/* To the record with that id. */
void mw_records_parent_go (MwWindow *window,
                           MwConnection *connection,
                           MwEntity *entity,
                           const char *id,
                           const char *name);
void mw_records_parent_install (GtkWidgetClass *widget_class);
/* Only where a line is selected that names one. @page: NULL: no records are shown. */
void mw_records_parent_update (MwRecordsPage *page, MwWindow *window);

G_END_DECLS
