/* mw-reading-private.h: how a connection starts a reading
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-link.h"
#include "mw-reading.h"

G_BEGIN_DECLS

MwReading *mw_reading_new (MwModel *model, MwEntity *entity, MwLink *link);
/* Reads again what @base has: what was changed since, or (@whole) everything, to be compared. */
MwReading *mw_reading_new_refresh (MwReading *base, gboolean whole);
/* Whether its dataset is all there was, as it is read now: something to go on from. */
gboolean mw_reading_is_base (MwReading *self);
/* The reading of @entity that @self, when it is done, was at the same time; or NULL. */
MwReading *mw_reading_new_beside (MwReading *self, MwEntity *entity);

G_END_DECLS
