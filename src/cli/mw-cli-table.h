/* mw-cli-table.h: rows as aligned columns for a terminal
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MwCliTable MwCliTable;

MwCliTable *mw_cli_table_new (guint n_columns);
void mw_cli_table_free (MwCliTable *self);
void mw_cli_table_set_header (MwCliTable *self, guint column, const char *title, gboolean align_right);
/* Cells are added left to right; the last of a row begins the next one. A NULL @text is empty. */
void mw_cli_table_add_cell (MwCliTable *self, const char *text, gsize length);
char *mw_cli_table_dup_text (MwCliTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCliTable, mw_cli_table_free)

G_END_DECLS
