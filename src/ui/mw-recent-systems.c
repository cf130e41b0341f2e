/* mw-recent-systems.c: which systems were connected last
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-recent-systems.h"

/* More would be a second list of all. */
#define MAX_RECENT 3
#define KEY        "recent-systems"

/* NULL when the schema is not installed. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema)
    schema = source != NULL ? g_settings_schema_source_lookup (source, MW_APP_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, KEY) ? g_settings_new_full (schema, NULL, NULL)
                                                                   : NULL;
}

/**
 * mw_recent_systems_add:
 * @system: what was connected
 *
 * Remembers it, before those that were connected earlier; only its id is written.
 */
void
mw_recent_systems_add (MwSystem *system)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_auto (GStrv) before = settings != NULL ? g_settings_get_strv (settings, KEY) : NULL;
  g_autoptr (GStrvBuilder) now = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  guint n_ids = 1;

  if (settings == NULL)
    return;
  g_strv_builder_add (now, mw_system_get_id (system));
  for (guint i = 0; before[i] != NULL && n_ids < MAX_RECENT; i++)
    if (!g_str_equal (before[i], mw_system_get_id (system)))
      {
        g_strv_builder_add (now, before[i]);
        n_ids++;
      }
  ids = g_strv_builder_end (now);
  g_settings_set_strv (settings, KEY, (const char *const *) ids);
}

static void
add (GPtrArray *systems, MwSystem *system)
{
  if (system != NULL && systems->len < MAX_RECENT && !g_ptr_array_find (systems, system, NULL))
    g_ptr_array_add (systems, g_object_ref (system));
}

/**
 * mw_recent_systems_dup:
 * @engine: a loaded engine
 *
 * What was connected last, also where the connection is gone; then what the others are connections of.
 *
 * Returns: (transfer full) (element-type MwSystem): a few systems that there is still a file for
 */
GPtrArray *
mw_recent_systems_dup (MwEngine *engine)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_auto (GStrv) ids = settings != NULL ? g_settings_get_strv (settings, KEY) : NULL;
  GPtrArray *systems = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *connections = mw_engine_get_connections (engine);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    add (systems, mw_catalog_find (mw_engine_get_catalog (engine), ids[i]));
  for (guint i = g_list_model_get_n_items (connections); i > 0; i--)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i - 1);

      add (systems, mw_connection_get_system (connection));
    }
  return systems;
}
