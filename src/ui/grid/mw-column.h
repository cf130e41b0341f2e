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
 * @width: (property): in pixels; 0: as its type suggests
 * @pinned: (property): whether it stays when the others are scrolled sideways
 */
#define MW_TYPE_COLUMN (mw_column_get_type ())
G_DECLARE_FINAL_TYPE (MwColumn, mw_column, MW, COLUMN, GObject)

MwColumn *mw_column_new (const MwTableColumn *column, guint index);
const char *mw_column_get_id (MwColumn *self);
const char *mw_column_get_title (MwColumn *self);
guint mw_column_get_index (MwColumn *self);          /* in the table */
const MwField *mw_column_get_field (MwColumn *self); /* NULL in a raw set */
/* The field that the user made it of (@is_custom), or that he can make a column of: see MwCustomPath. NULL:
 * none. */
void mw_column_set_custom_path (MwColumn *self, const char *path, gboolean is_custom);
const char *mw_column_get_custom_path (MwColumn *self);
gboolean mw_column_is_custom (MwColumn *self);
gboolean mw_column_get_visible (MwColumn *self);
void mw_column_set_visible (MwColumn *self, gboolean visible);
int mw_column_get_width (MwColumn *self);
void mw_column_set_width (MwColumn *self, int width);
gboolean mw_column_get_pinned (MwColumn *self);
void mw_column_set_pinned (MwColumn *self, gboolean pinned);
gboolean mw_column_is_number (MwColumn *self);
gboolean mw_column_is_date (MwColumn *self);
guint mw_column_get_n_chars (MwColumn *self); /* a width that suits its type */
gboolean mw_column_is_chip (MwColumn *self);  /* a status, drawn as a chip */
/* What a cell of this column shows for the text as stored, at most @max_chars of it. */
char *mw_column_dup_shown (MwColumn *self, const char *text, gsize length, guint max_chars);
/* @status with what other columns say about it: "Open, partly received". */
char *mw_column_dup_chip (MwColumn *self, const char *status, const MwGeneration *generation, guint row);
/* For the clipboard: all of it, as stored; our own codes by their titles. */
char *mw_column_dup_copied (MwColumn *self, const char *text, gsize length);

G_END_DECLS
