/* mw-installed-systems.h: the systems of data/systems, for tests that look at each of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"
#include "mw-model.h"

static MwModel *model;
static MwCatalog *catalog;

static inline void
installed_systems_load (void)
{
  g_autofree char *models = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autoptr (GError) error = NULL;

  model = mw_model_load (models, &error);
  g_assert_no_error (error);
  catalog = mw_catalog_load (systems, model, &error);
  g_assert_no_error (error);
}

static inline void
installed_systems_unload (void)
{
  g_object_unref (catalog);
  g_object_unref (model);
}

/* What @look gives, of every entity of every variant, added up. */
static inline guint
installed_systems_look (guint (*look) (MwSystem *system,
                                       const MwVariant *variant,
                                       const MwEntitySource *source))
{
  guint n = 0;

  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (catalog, i);

      for (guint v = 0; v < mw_system_get_n_variants (system); v++)
        {
          const MwVariant *variant = mw_system_get_variant (system, v);
          g_autoptr (GPtrArray) entities = mw_system_dup_entities (system, variant);

          for (guint k = 0; k < entities->len; k++)
            n += look (system, variant, mw_system_find_entity (system, variant, entities->pdata[k]));
        }
    }
  return n;
}
