/* mw-sibling-rows.h: the rows of a table that belong to a row of another one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-table.h"

G_BEGIN_DECLS

/* Empty, with the columns of @rows. */
MwTable *mw_sibling_rows_new_table (MwGeneration *rows, const char *title);
/* Appends the rows from @first on that have @text in @column, or, when that is -1, whose record is that of
 * @origin. Blocks; FALSE when cancelled. */
gboolean mw_sibling_rows_find (MwTable *table,
                               MwGeneration *rows,
                               guint first,
                               const MwRowOrigin *origin,
                               int column,
                               const char *text,
                               GArray *numbers, /* of guint: theirs in @rows are appended */
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
