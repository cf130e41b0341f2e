/* mw-system-proposed.h: notes for people on what a file proposes, and how sure it is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system-private.h"

G_BEGIN_DECLS

/* Of a set, for tables: checked, and nothing is kept. */
gboolean mw_read_set_proposed (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);
/* Of an entity. */
gboolean mw_system_file_read_proposed (MwFileReader *r, MwEntityEntry *entry);

G_END_DECLS
