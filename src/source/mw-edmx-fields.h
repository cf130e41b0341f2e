/* mw-edmx-fields.h: which fields a list has, as its $metadata says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

G_BEGIN_DECLS

/* An object with a member for each property and navigation property of @set; empty when there is no such set.
 */
MwJson *mw_edmx_fields_parse (const char *text, gsize length, const char *set, GError **error);

G_END_DECLS
