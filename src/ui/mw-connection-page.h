/* mw-connection-page.h: all about one connection: how it is, what it is connected to, how long its sign-in
 * holds
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

#define MW_TYPE_CONNECTION_PAGE (mw_connection_page_get_type ())
G_DECLARE_FINAL_TYPE (MwConnectionPage, mw_connection_page, MW, CONNECTION_PAGE, AdwBin)

MwConnectionPage *mw_connection_page_new (MwConnection *connection);
MwConnection *mw_connection_page_get_connection (MwConnectionPage *self);

G_END_DECLS
