/* mw-found-paths.h: the paths of a map whose values are found while records are read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-keys.h"
#include "mw-system.h"

G_BEGIN_DECLS

/* What they start at is the record of the row, the one that holds it inside of "parent"; not elements of
 * lists and not records that are looked up. */
typedef struct _MwFoundPaths MwFoundPaths;

/* Asks @keys for the values of @source's paths. */
MwFoundPaths *
mw_found_paths_new (const MwEntitySource *source, const MwJsonDialect *dialect, MwJsonKeys *keys);
void mw_found_paths_free (MwFoundPaths *self);
/* The value at @path, one of the map's own, in @record, of which @found was found. */
yyjson_val *mw_found_paths_get (const MwFoundPaths *self,
                                const MwJsonPath *path,
                                yyjson_val *record,
                                const MwJsonFound *found);
/* Where that value always stands in what is found, or what @rest leads on from; 0: it must be asked for. */
guint mw_found_paths_get_place (const MwFoundPaths *self, const MwJsonPath *path, const MwJsonPath **rest);
/* What holds the rows in @record, and how many elements it has; NULL: that is not known. */
yyjson_val *mw_found_paths_get_rows (const MwFoundPaths *self, const MwJsonFound *record, guint *n);
/* What was found of one of them. */
MwJsonFound mw_found_paths_get_row (const MwFoundPaths *self, const MwJsonFound *record, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwFoundPaths, mw_found_paths_free)

G_END_DECLS
