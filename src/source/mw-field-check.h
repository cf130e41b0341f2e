/* mw-field-check.h: whether a text is what its field's type says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-model.h"
#include "mw-scratch.h"

G_BEGIN_DECLS

/* @text (may be null) as the field's type writes it, in @scratch when that differs. A text that does not fit
 * stays as it was sent and @problem (static, translated) says what is wrong. */
MwSlice mw_field_check (const MwField *field, MwSlice text, MwScratch *scratch, const char **problem);

G_END_DECLS
