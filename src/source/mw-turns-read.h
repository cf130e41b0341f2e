/* mw-turns-read.h: reads an entity, turn after turn: first what its map looks into, then its own set
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* On a fiber: reads @set, the primary one of the context's entity, and the sets that its map looks into. */
gboolean mw_turns_read (MwReadContext *context, const MwSetSource *set, GError **error);

G_END_DECLS
