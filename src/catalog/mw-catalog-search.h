/* mw-catalog-search.h: finds systems by what a person types
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"

G_BEGIN_DECLS

/**
 * MwCatalogSearch:
 * @systems: (element-type MwSystem): there is a file for them
 * @others: (element-type MwOtherSystem): there is none; owned by the catalog
 * @similar: whether nothing has every word as it was typed, so that words with typing errors counted
 *
 * Both the best match first.
 */
typedef struct
{
  GPtrArray *systems;
  GPtrArray *others;
  gboolean similar;
} MwCatalogSearch;

/* Every word of @query must be in name, vendor, nicknames, category or the service in between, ignoring case
 * and accents. NULL or "" finds all. */
MwCatalogSearch *mw_catalog_search (MwCatalog *catalog, const char *query);
/* The one whose id, name or nickname is @name, ignoring case; NULL when it is none or several. */
MwSystem *mw_catalog_find_called (MwCatalog *catalog, const char *name);
void mw_catalog_search_free (MwCatalogSearch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCatalogSearch, mw_catalog_search_free)

G_END_DECLS
