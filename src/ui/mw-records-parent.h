/* mw-records-parent.h: from a line to the record that it belongs to
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-records-page.h"
#include "mw-window.h"

G_BEGIN_DECLS

/* To that row, or else to the record with that id. */
void mw_records_parent_go_to_row (MwWindow *window,
                                  MwConnection *connection,
                                  MwEntity *entity,
                                  MwTable *table,
                                  guint number,
                                  const char *id,
                                  const char *name);
void mw_records_parent_install (GtkWidgetClass *widget_class);
/* Only where a line is selected that names one. @page: NULL: no records are shown. */
void mw_records_parent_update (MwRecordsPage *page, MwWindow *window);

G_END_DECLS
