/* mw-used-paths.h: which fields of its records a map is made of
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

/* "status, changeDate; vendors: name": the paths of an expression as they stand in the system file. */
char *mw_used_paths_dup_text (const MwExpression *expression);
/* (element-type utf8 utf8): the keys of the records of its set that any field of @source looks at. */
GHashTable *mw_used_paths_dup_keys (const MwEntitySource *source);

G_END_DECLS
