/* mw-connection-banner.h: what a person must know of a connection whatever is shown of it: its token is not
 * kept, its sign-in ends soon, it does not work
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

#define MW_TYPE_CONNECTION_BANNER (mw_connection_banner_get_type ())
G_DECLARE_FINAL_TYPE (MwConnectionBanner, mw_connection_banner, MW, CONNECTION_BANNER, GtkBox)

/* Once. */
void mw_connection_banner_set_connection (MwConnectionBanner *self, MwConnection *connection);
/* Whether something beside it tells already that the connection does not work. */
void mw_connection_banner_set_is_told (MwConnectionBanner *self, gboolean is_told);

G_END_DECLS
