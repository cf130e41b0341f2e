/* mw-case-shape.h: which members a case has, and of what kind each is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean mw_case_shape_check (JsonNode *node, guint number, GPtrArray *problems);

G_END_DECLS
