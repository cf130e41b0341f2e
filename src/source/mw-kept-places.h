/* mw-kept-places.h: what the {places} of maps stood for when records came, as text that outlives the program
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-held.h"
#include "mw-read-scope.h"

G_BEGIN_DECLS

/* Of the turn of @scope: (transfer full); NULL when there is nothing but what was typed or chosen. */
char *mw_kept_places_dup (MwReadScope *scope);
/* @scope, which has no session, says again what it said when @set of @held was read. */
void mw_kept_places_take (MwReadScope *scope, MwHeld *held, const MwSetSource *set, guint turn);

G_END_DECLS
