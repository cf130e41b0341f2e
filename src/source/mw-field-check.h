/* mw-field-check.h: whether a text is what its field's type says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-model.h"

G_BEGIN_DECLS

/* @text (taken, may be NULL) as the field's type writes it. A text that does not fit stays as it was sent and
 * @problem (static, translated) says what is wrong. */
char *mw_field_check (const MwField *field, char *text, const char **problem);

G_END_DECLS
