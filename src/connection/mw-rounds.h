/* mw-rounds.h: a quiet look at each connection: when the program has started, and when the computer is back
 * from sleep or in another network
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"

G_BEGIN_DECLS

/**
 * MwRounds:
 *
 * Main thread only. What it finds is the health of the connections.
 */
#define MW_TYPE_ROUNDS (mw_rounds_get_type ())
G_DECLARE_FINAL_TYPE (MwRounds, mw_rounds, MW, ROUNDS, GObject)

/* Watches from now on, until it is let go of. */
MwRounds *mw_rounds_new (MwEngine *engine);
/* Looks at each connection that is there now. Resolves to TRUE when all were looked at. */
DexFuture *mw_rounds_go (MwRounds *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
