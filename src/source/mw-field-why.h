/* mw-field-why.h: why a list does not name a field that is wanted: it has none, or this login may not read it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* On a fiber, before the first page: asks for each such field alone, once a session. Only what is lost by it
 * matters, so nothing fails. */
void mw_field_why_ask (MwSetRead *self);
/* What came of it. */
MwNoticeReason mw_field_why_get (MwSetRead *self, const char *field);

G_END_DECLS
