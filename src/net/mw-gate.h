/* mw-gate.h: how many requests run at once, how many in a minute and how many in an hour
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

typedef struct _MwGate MwGate;
typedef struct _MwGateTurn MwGateTurn;

MwGate *mw_gate_new (void);
void mw_gate_unref (MwGate *self);
/* 0: no limit. @window in microseconds. */
void mw_gate_set_limits (MwGate *self, guint concurrent, guint per_window, gint64 window);
/* A second limit, over a longer time. */
void mw_gate_set_long_limit (MwGate *self, guint per_window, gint64 window);
/* From now on all gates of that name, in any process of this user, keep the limits together. */
void mw_gate_share (MwGate *self, const char *name);
/* When the first in line may go, by g_get_monotonic_time(); 0: nobody waits for a limit. */
gint64 mw_gate_get_start (MwGate *self);
/* Stands in line. mw_gate_turn_end() must follow, also when the wait was given up. */
MwGateTurn *mw_gate_enter (MwGate *self);
/* Resolves to TRUE when it is this one's turn. */
DexFuture *mw_gate_turn_wait (MwGateTurn *self) G_GNUC_WARN_UNUSED_RESULT;
void mw_gate_turn_end (MwGateTurn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGate, mw_gate_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGateTurn, mw_gate_turn_end)

G_END_DECLS
