/* mw-kept-turn.h: one reading of an entity at a time, among all processes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-main-fiber.h"

G_BEGIN_DECLS

/* The right to read an entity of a connection. */
typedef struct _MwKeptTurn MwKeptTurn;

/* On a fiber of the main thread: waits until nobody else has it. NULL with an error. */
MwKeptTurn *mw_kept_turn_take (const char *id, const char *entity, MwMainFiber *fiber, GError **error);
void mw_kept_turn_release (MwKeptTurn *turn);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwKeptTurn, mw_kept_turn_release)

G_END_DECLS
