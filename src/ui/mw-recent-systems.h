/* mw-recent-systems.h: which systems were connected last
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"

G_BEGIN_DECLS

/* A connection was made. */
void mw_recent_systems_add (MwSystem *system);
/* The last ones first, a few; of MwSystem. */
GPtrArray *mw_recent_systems_dup (MwEngine *engine);

G_END_DECLS
