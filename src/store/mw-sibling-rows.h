/* mw-sibling-rows.h: the rows of a table that belong to a row of another one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-table.h"

G_BEGIN_DECLS

/* A table of its own with the rows of @rows that have @text in @column, or, when that is -1, whose record is
 * that of @origin. Blocks; NULL when cancelled. */
MwTable *mw_sibling_rows_new (MwGeneration *rows,
                              const char *title,
                              const MwRowOrigin *origin,
                              int column,
                              const char *text,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
