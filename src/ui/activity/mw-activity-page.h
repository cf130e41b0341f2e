/* mw-activity-page.h: what a connection asked its system, and what each load brought
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

#define MW_TYPE_ACTIVITY_PAGE (mw_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (MwActivityPage, mw_activity_page, MW, ACTIVITY_PAGE, AdwBin)

void mw_activity_page_set_connection (MwActivityPage *self, MwConnection *connection);

G_END_DECLS
