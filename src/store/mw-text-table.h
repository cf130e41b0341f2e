/* mw-text-table.h: gives the same texts the same number
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MwTextTable MwTextTable;

MwTextTable *mw_text_table_new (void);
void mw_text_table_free (MwTextTable *self);
/* The number of @text, which is borrowed: 0 for the first, and each new one is one higher. */
guint32 mw_text_table_add (MwTextTable *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTextTable, mw_text_table_free)

G_END_DECLS
