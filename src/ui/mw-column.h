/* mw-column.h: one column that a grid can show, shown or not
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-model.h"
#include "mw-table.h"

G_BEGIN_DECLS

/**
 * MwColumn:
 * @title: (property): what its header says
 * @visible: (property): whether the grid shows it
 */
#define MW_TYPE_COLUMN (mw_column_get_type ())
G_DECLARE_FINAL_TYPE (MwColumn, mw_column, MW, COLUMN, GObject)

MwColumn *mw_column_new (const MwTableColumn *column, guint index);
const char *mw_column_get_id (MwColumn *self);
const char *mw_column_get_title (MwColumn *self);
guint mw_column_get_index (MwColumn *self);          /* in the table */
const MwField *mw_column_get_field (MwColumn *self); /* NULL in a raw set */
gboolean mw_column_get_visible (MwColumn *self);
void mw_column_set_visible (MwColumn *self, gboolean visible);
gboolean mw_column_is_number (MwColumn *self);
guint mw_column_get_n_chars (MwColumn *self); /* a width that suits its type */
/* What a cell of this column shows for the text as stored. */
char *mw_column_dup_shown (MwColumn *self, const char *text, gsize length);
GtkListItemFactory *mw_column_new_factory (MwColumn *self);

G_END_DECLS
