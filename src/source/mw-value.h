/* mw-value.h: what a system means by a JSON value: its nulls, its typed objects
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

/* The text of @value, or NULL where the variant's rules call it null. @keep_false: false is a value here, not
 * null. The text may live in @value or in @owned, which the caller frees. @length may be NULL. */
const char *mw_value_peek_text (yyjson_val *value,
                                const MwVariant *variant,
                                gboolean keep_false,
                                gsize *length,
                                char **owned);
char *mw_value_dup_text (yyjson_val *value, const MwVariant *variant, gboolean keep_false);

G_END_DECLS
