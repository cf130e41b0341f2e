/* mw-records-step.h: from one record to the next, in the order of the table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-records-page.h"
#include "mw-window.h"

G_BEGIN_DECLS

void mw_records_step_install (GtkWidgetClass *widget_class);
/* Only where there is one it can be gone to. @page: NULL: no records are shown. */
void mw_records_step_update (MwRecordsPage *page, MwWindow *window);

G_END_DECLS
