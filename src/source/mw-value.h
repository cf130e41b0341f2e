/* mw-value.h: what a system means by a JSON value: its nulls, its typed objects
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-scratch.h"
#include "mw-system.h"

G_BEGIN_DECLS

/* Whether the variant's rules call that text null. */
static inline gboolean
mw_value_is_null_text (MwSlice slice, const MwVariant *variant)
{
  return (variant->null_lengths >> MIN (slice.length, 63) & 1) != 0 &&
         mw_slice_is_one_of (slice, (const char *const *) variant->null_texts);
}

/* The text of @value, null where the variant's rules call it that. @keep_false: false is a value here, not
 * null. It lives in @value or in @scratch. */
MwSlice
mw_value_get_text (yyjson_val *value, const MwVariant *variant, gboolean keep_false, MwScratch *scratch);
/* Its JSON text, or NULL for null and what the variant's rules call that. */
char *mw_value_dup_json (yyjson_val *value, const MwVariant *variant);

G_END_DECLS
