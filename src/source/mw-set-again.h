/* mw-set-again.h: of a set that was read before, what need not be asked for again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* On a fiber, before anything of the set is asked for: gives its sink what is there. @whole: that is all. */
gboolean mw_set_again_deliver (MwSetRead *self, gboolean *whole, GError **error);

G_END_DECLS
