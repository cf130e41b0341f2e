/* mw-connection-found.h: what showed while a connection was used and is worth knowing in the next run: the
 * version of its product, the end of its token
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

/* "19.0"; NULL: its system has not said, or was not asked yet. */
const char *mw_connection_get_version (MwConnection *self);
/* What made it fail last, as long as it does not work: for mw_connection_dup_advice(); or NULL. */
const GError *mw_connection_get_trouble (MwConnection *self);

G_END_DECLS
