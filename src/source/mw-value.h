/* mw-value.h: what a system means by a JSON value: its nulls, its typed objects
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-scratch.h"
#include "mw-system.h"

G_BEGIN_DECLS

/* The text of @value, null where the variant's rules call it that. @keep_false: false is a value here, not
 * null. It lives in @value or in @scratch. */
MwSlice
mw_value_get_text (yyjson_val *value, const MwVariant *variant, gboolean keep_false, MwScratch *scratch);
/* Its JSON text, or NULL for null and what the variant's rules call that. */
char *mw_value_dup_json (yyjson_val *value, const MwVariant *variant);

G_END_DECLS
