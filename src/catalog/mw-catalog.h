/* mw-catalog.h: all systems there is a file for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-other-systems.h"
#include "mw-system.h"

G_BEGIN_DECLS

#define MW_TYPE_CATALOG (mw_catalog_get_type ())
G_DECLARE_FINAL_TYPE (MwCatalog, mw_catalog, MW, CATALOG, GObject)

/* Loads and validates every *.json of @directory. Blocks. The first bad file fails the whole load: a broken
 * file is a bug of ours. */
MwCatalog *mw_catalog_load (const char *directory, MwModel *model, GError **error);
guint mw_catalog_get_n_systems (MwCatalog *self); /* sorted by name, the demo plant first */
MwSystem *mw_catalog_get_system (MwCatalog *self, guint position);
MwSystem *mw_catalog_find (MwCatalog *self, const char *id);
MwCatalog *mw_catalog_copy (MwCatalog *self); /* with the same systems, for another thread */
/* In the place of one with the same id. */
void mw_catalog_add (MwCatalog *self, MwSystem *system);
/* Names of products that there is no file for: never counted as supported. */
gboolean mw_catalog_load_others (MwCatalog *self, const char *path, GError **error);
const MwOtherSystem *mw_catalog_get_others (MwCatalog *self, guint *n_others);
/* (element-type MwSystem): the systems through which @other may be read. */
GPtrArray *mw_catalog_dup_ways (MwCatalog *self, const MwOtherSystem *other);

G_END_DECLS
