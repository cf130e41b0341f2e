/* mw-changed-pages.h: of what was changed, the pages that came before an interruption
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* On a fiber, before the first page of a pass: takes what an interrupted read has left of it. What is asked
 * for next, if there is more, is its last page once more. */
gboolean mw_changed_pages_take (MwSetRead *self, GError **error);

G_END_DECLS
