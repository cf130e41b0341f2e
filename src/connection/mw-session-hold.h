/* mw-session-hold.h: who of this user's processes has a session open, so that only the last one ends it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

typedef struct _MwSessionHold MwSessionHold;

/* @id: of the connection. Nothing is held yet. */
MwSessionHold *mw_session_hold_new (const char *id);
void mw_session_hold_free (MwSessionHold *self); /* lets go */
/* Before the session is used, or its token looked up: waits while another process ends it. TRUE. */
DexFuture *mw_session_hold_take (MwSessionHold *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether nobody else has it; then nobody gets it until mw_session_hold_release(). When somebody has, it is
 * let go of here. */
gboolean mw_session_hold_is_last (MwSessionHold *self);
void mw_session_hold_release (MwSessionHold *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSessionHold, mw_session_hold_free)

G_END_DECLS
