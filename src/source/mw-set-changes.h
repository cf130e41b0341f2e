/* mw-set-changes.h: of a set that was read before, only what was changed since is asked for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* Sets the update of @self, when what was read of its set before is something to go on from. */
void mw_set_changes_find (MwSetRead *self);
/* On a fiber: takes what was changed into what is held. Without an error and without an update afterwards,
 * all must be read. */
gboolean mw_set_changes_read (MwSetRead *self, GError **error);

G_END_DECLS
