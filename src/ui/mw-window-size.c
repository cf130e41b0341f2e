/* mw-window-size.c: the size of the main window, kept from one run to the next
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-window-size.h"

/**
 * mw_window_size_restore:
 * @window: a window that is not shown yet
 *
 * Gives it the size that it had last.
 *
 * Returns: (transfer full) (nullable): where the size is kept; %NULL when the schema is not installed
 */
GSettings *
mw_window_size_restore (GtkWindow *window)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, MW_APP_ID, TRUE)
                                              : NULL;
  g_autoptr (GSettings) settings = NULL;

  if (!schema)
    return NULL;
  settings = g_settings_new_full (schema, NULL, NULL);
  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
  return g_steal_pointer (&settings);
}

/**
 * mw_window_size_keep:
 * @window: a window that is about to be closed
 * @settings: (nullable): where its size is kept
 */
void
mw_window_size_keep (GtkWindow *window, GSettings *settings)
{
  int width, height;

  if (!settings)
    return;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  if (width > 0 && height > 0)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
}
