/* mw-records-link.h: opens the selected record in the system that it is from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-window.h"

G_BEGIN_DECLS

void mw_records_link_install (GtkWidgetClass *widget_class);
void mw_records_link_update (MwRecordsPage *page);
void mw_records_link_launch (MwWindow *window, const char *uri);
char *mw_records_link_dup_uri (MwRecordsPage *page);

G_END_DECLS
