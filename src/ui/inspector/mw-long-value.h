/* mw-long-value.h: all of a value that is too long for its place
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MW_TYPE_LONG_VALUE (mw_long_value_get_type ())
G_DECLARE_FINAL_TYPE (MwLongValue, mw_long_value, MW, LONG_VALUE, AdwDialog)

/* @text: any bytes; they may be borrowed from what its free function lets go. */
MwLongValue *mw_long_value_new (const char *title, GBytes *text);

G_END_DECLS
