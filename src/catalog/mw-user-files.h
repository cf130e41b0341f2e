/* mw-user-files.h: system files that users put beside the built-in ones
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"

G_BEGIN_DECLS

#define MW_USER_FILES_MAX 200

/* $XDG_DATA_HOME/millwright/systems */
char *mw_user_files_dup_directory (void);
/* Adds each *.json of @directory that is right to @catalog, not allowed yet. What is wrong with one does not
 * touch the others: @problems (element-type GError, owned) gets it. Blocks. */
void mw_user_files_load (MwCatalog *catalog, const char *directory, MwModel *model, GPtrArray *problems);
/* Reads and checks one file without adding it. Blocks. */
MwSystem *mw_user_files_read (MwCatalog *catalog, const char *path, MwModel *model, GError **error);
/* The same with its text at hand; @path is where it is or will be. */
MwSystem *mw_user_files_parse (MwCatalog *catalog,
                               const char *path,
                               const char *text,
                               gsize length,
                               MwModel *model,
                               GError **error);

G_END_DECLS
