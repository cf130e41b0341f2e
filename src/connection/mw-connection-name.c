/* mw-connection-name.c: what people tell a connection by: label, environment, colour
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include <glib/gi18n-lib.h>

/**
 * mw_connection_dup_name:
 * @self: a connection
 *
 * Returns: (transfer full): what the user calls it, with a mark when it is a test system
 */
char *
mw_connection_dup_name (MwConnection *self)
{
  if (mw_connection_get_environment (self) != MW_ENVIRONMENT_TEST)
    return g_strdup (mw_connection_get_label (self));
  /* Translators: the name of a connection, then “Test” */
  return g_strdup_printf (_ ("%s (%s)"), mw_connection_get_label (self),
                          mw_environment_get_title (MW_ENVIRONMENT_TEST));
}

static gboolean
is_taken (GListModel *connections, const char *label)
{
  g_autofree char *wanted = g_utf8_casefold (label, -1);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);
      g_autofree char *taken = g_utf8_casefold (mw_connection_get_label (connection), -1);

      if (g_str_equal (taken, wanted))
        return TRUE;
    }
  return FALSE;
}

/* The same system may be connected twice, for another user or company: people, and commands, tell them apart
 * by their names. */
char *
mw_connection_dup_free_label (GListModel *connections, const char *label)
{
  char *text = g_strdup (label);

  for (guint n = 2; is_taken (connections, text); n++)
    {
      g_free (text);
      text = g_strdup_printf ("%s (%u)", label, n);
    }
  return text;
}

/**
 * mw_connection_get_environment:
 * @self: a connection
 *
 * Returns: whether it is a test system
 */
MwEnvironment
mw_connection_get_environment (MwConnection *self)
{
  return mw_link_get_file (mw_connection_get_link (self))->environment;
}

/**
 * mw_connection_get_colour:
 * @self: a connection
 *
 * Returns: of its mark
 */
MwColour
mw_connection_get_colour (MwConnection *self)
{
  return mw_link_get_file (mw_connection_get_link (self))->colour;
}

/**
 * mw_connection_describe:
 * @self: a connection
 * @label: what the user calls it from now on; empty: as before
 * @environment: whether it is a test system
 * @colour: of its mark
 */
void
mw_connection_describe (MwConnection *self, const char *label, MwEnvironment environment, MwColour colour)
{
  g_autofree char *stripped = g_strstrip (g_strdup (label));

  mw_link_describe (mw_connection_get_link (self),
                    *stripped != '\0' ? stripped : mw_connection_get_label (self), environment, colour);
  g_object_notify (G_OBJECT (self), "label");
}
