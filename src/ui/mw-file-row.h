/* mw-file-row.h: where the file of a system is, with a button that opens its folder
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MW_TYPE_FILE_ROW (mw_file_row_get_type ())
G_DECLARE_FINAL_TYPE (MwFileRow, mw_file_row, MW, FILE_ROW, AdwActionRow)

void mw_file_row_set_path (MwFileRow *self, const char *path);

G_END_DECLS
