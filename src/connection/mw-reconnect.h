/* mw-reconnect.h: signing in again to a connection that is kept: what is stored is replaced when the new
 * sign-in was accepted and is for the same company
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-difference.h"
#include "mw-engine.h"

G_BEGIN_DECLS

/**
 * MwReconnect:
 *
 * Main thread only. When it is let go of with a decision outstanding, everything stays as it was.
 */
#define MW_TYPE_RECONNECT (mw_reconnect_get_type ())
G_DECLARE_FINAL_TYPE (MwReconnect, mw_reconnect, MW, RECONNECT, GObject)

MwReconnect *mw_reconnect_new (MwEngine *engine, MwConnection *connection);
GListModel *mw_reconnect_get_steps (MwReconnect *self); /* of MwLadderStep */
/* What the person must do while it runs: open a page, type a code. */
MwAuthPrompt *mw_reconnect_get_prompt (MwReconnect *self);
/* @input: the secrets of the fields for which mw_connection_asks_again(). Resolves to TRUE: it is done, and
 * the connection works; or FALSE: mw_reconnect_get_difference() says why a person has to decide, and nothing
 * was changed yet. When it rejects, nothing was changed. Dropping the future cancels. */
DexFuture *mw_reconnect_run (MwReconnect *self, MwSecrets *input) G_GNUC_WARN_UNUSED_RESULT;
const MwDifference *mw_reconnect_get_difference (MwReconnect *self); /* NULL before */
/* Then one of these: */
/* Goes on. What was read of another company is forgotten. TRUE. */
DexFuture *mw_reconnect_accept (MwReconnect *self) G_GNUC_WARN_UNUSED_RESULT;
/* The old connection keeps its sign-in; resolves to a new MwConnection with the new one. */
DexFuture *mw_reconnect_take_as_new (MwReconnect *self) G_GNUC_WARN_UNUSED_RESULT;
/* The old sign-in stays. The new one is logged out. */
void mw_reconnect_give_up (MwReconnect *self);

G_END_DECLS
