/* mw-locality.c: the language and the time zone that a connection speaks
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-locality.h"

#include <string.h>

/* ISO 639 code of the desktop's language. */
static char *
dup_language (void)
{
  const char *name = g_get_language_names ()[0];
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyz");

  return length == 2 || length == 3 ? g_strndup (name, length) : g_strdup ("en");
}

static void
set_if_missing (MwVariables *settings, const char *name, const char *value)
{
  if (mw_variables_get_node (settings, name) == NULL)
    mw_variables_set_text (settings, name, value);
}

/**
 * mw_locality_fill:
 * @settings: a connection's plain values
 *
 * Fixes the language that a system is asked in, so that texts do not change with the desktop between two
 * reads, and the time zone that a clock time without one means where neither the system nor the user says.
 * What stands there already (a form field of that name, an older connection) stays.
 */
void
mw_locality_fill (MwVariables *settings)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *language = dup_language ();

  set_if_missing (settings, MW_LOCALITY_LANGUAGE, language);
  set_if_missing (settings, MW_LOCALITY_ZONE, g_time_zone_get_identifier (zone));
}
