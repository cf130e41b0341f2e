/* mw-set-again.h: of a set that was read before, what need not be asked for again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* On a fiber, before anything of the set is taken: gives its sink what is there. @ended: also when that has
 * ended. @taken: there was something; whether there is more says the set. */
gboolean mw_set_again_deliver (MwSetRead *self, gboolean ended, gboolean *taken, GError **error);

/* For which record of another set a page was read, as it is known now; -1: for none that is there. */
int mw_set_again_find_parent (MwSetRead *self, const MwRawPage *page);

G_END_DECLS
