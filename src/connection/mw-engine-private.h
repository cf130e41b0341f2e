/* mw-engine-private.h: what the ladder, and a disconnect, need of the engine
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"
#include "mw-link.h"

G_BEGIN_DECLS

MwLink *mw_engine_new_link (MwEngine *self, MwDraft *draft);
DexFuture *mw_engine_add_link (MwEngine *self, MwLink *link) G_GNUC_WARN_UNUSED_RESULT;

/* Lists it without a session: somebody must sign in. Resolves to the MwConnection. */
DexFuture *mw_engine_add_unsigned (MwEngine *self, MwLink *link) G_GNUC_WARN_UNUSED_RESULT;
/* Its file, and from the list; not what the keyring has. TRUE. */
DexFuture *mw_engine_remove (MwEngine *self, MwConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
