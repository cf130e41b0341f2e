/* mw-health.h: what an outcome says about the health of a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

MwHealth mw_health_after (const GError *error, MwHealth before);

G_END_DECLS
