/* mw-reference-shown.h: a record that another one names, when only its id was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-column.h"

G_BEGIN_DECLS

/* "(ID 17)"; NULL: the cell has what it is called, or nothing is named. */
char *mw_reference_dup_shown (MwColumn *column, const MwGeneration *generation, guint row, guint max_chars);
/* That in a sentence, or NULL. */
const char *mw_reference_explain (MwColumn *column, const MwGeneration *generation, guint row);

G_END_DECLS
