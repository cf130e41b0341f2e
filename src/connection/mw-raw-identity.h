/* mw-raw-identity.h: by which keys people know a record that is shown as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

GStrv mw_raw_identity_dup_keys (MwConnection *connection, const char *set);

G_END_DECLS
