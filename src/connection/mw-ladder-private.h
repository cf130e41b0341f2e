/* mw-ladder-private.h: a ladder that begins with a session
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-ladder.h"

G_BEGIN_DECLS

/* What a session that is open already keeps (mw_session_dup_secrets()): it is taken up instead of signing in,
 * and checked. */
void mw_ladder_set_session (MwLadder *self, MwSecrets *secrets);

G_END_DECLS
