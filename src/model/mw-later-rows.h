/* mw-later-rows.h: rows that are made when somebody looks at them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk.h"

G_BEGIN_DECLS

/**
 * MwLaterRowsFunc:
 * @data: what the rows are made of; never changes
 * @row: which one
 * @rows: gets exactly that row
 *
 * Makes a row, the same one whenever it is asked for. Any thread, several at once.
 */
typedef void (*MwLaterRowsFunc) (gpointer data, guint row, MwChunkBuilder *rows);

/* A chunk of @n_rows rows that @make makes, a few at a time, when a cell of them is asked for first. Builders
 * that such rows are appended to do not make them either. @data is taken. */
MwChunk *mw_later_rows_new_chunk (guint n_rows,
                                  guint n_columns,
                                  MwLaterRowsFunc make,
                                  gpointer data,
                                  GDestroyNotify data_free);

G_END_DECLS
