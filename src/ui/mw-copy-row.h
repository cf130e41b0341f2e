/* mw-copy-row.h: a text that is needed elsewhere, with a button that copies it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MW_TYPE_COPY_ROW (mw_copy_row_get_type ())
G_DECLARE_FINAL_TYPE (MwCopyRow, mw_copy_row, MW, COPY_ROW, AdwActionRow)

/* @text is shown below the title of the row, and copied. */
void mw_copy_row_set_text (MwCopyRow *self, const char *text);

G_END_DECLS
