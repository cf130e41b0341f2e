/* mw-connection-mark.c: what tells one connection of a system from another: environment and colour
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-mark.h"

#include <glib/gi18n-lib.h>

static const char *const environments[] = {
  [MW_ENVIRONMENT_PRODUCTION] = "production",
  [MW_ENVIRONMENT_TEST] = "test",
};

/* Titles are translated where they are used. */
static const struct
{
  const char *text;
  const char *title;
} colours[MW_N_COLOURS] = {
  [MW_COLOUR_NONE] = { "none", N_ ("No colour") },  [MW_COLOUR_BLUE] = { "blue", N_ ("Blue") },
  [MW_COLOUR_GREEN] = { "green", N_ ("Green") },    [MW_COLOUR_YELLOW] = { "yellow", N_ ("Yellow") },
  [MW_COLOUR_ORANGE] = { "orange", N_ ("Orange") }, [MW_COLOUR_RED] = { "red", N_ ("Red") },
  [MW_COLOUR_PURPLE] = { "purple", N_ ("Purple") },
};

/**
 * mw_environment_parse:
 * @text: (nullable): what stands in a file
 *
 * Returns: what it means; production where it means nothing
 */
MwEnvironment
mw_environment_parse (const char *text)
{
  return g_strcmp0 (text, environments[MW_ENVIRONMENT_TEST]) == 0 ? MW_ENVIRONMENT_TEST
                                                                  : MW_ENVIRONMENT_PRODUCTION;
}

const char *
mw_environment_to_text (MwEnvironment environment)
{
  return environments[environment];
}

const char *
mw_environment_get_title (MwEnvironment environment)
{
  /* Translators: of a system that people try things in */
  return environment == MW_ENVIRONMENT_TEST ? _ ("Test") : _ ("Production");
}

/**
 * mw_environment_guess:
 * @address: (nullable): host or URL
 *
 * Returns: test when a word in it says so
 */
MwEnvironment
mw_environment_guess (const char *address)
{
  static const char *const words[] = { "test", "tst",  "testing", "dev",   "development", "qa",  "qas",
                                       "uat",  "demo", "sandbox", "stage", "staging",     "sbx", NULL };
  g_autofree char *folded = address != NULL ? g_ascii_strdown (address, -1) : g_strdup ("");
  g_auto (GStrv) parts = g_strsplit_set (folded, ".-_/:?=&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_strv_contains (words, parts[i]))
      return MW_ENVIRONMENT_TEST;
  return MW_ENVIRONMENT_PRODUCTION;
}

/**
 * mw_colour_parse:
 * @text: (nullable): what stands in a file
 *
 * Returns: what it means; no colour where it means nothing
 */
MwColour
mw_colour_parse (const char *text)
{
  for (guint i = 0; i < MW_N_COLOURS; i++)
    if (g_strcmp0 (text, colours[i].text) == 0)
      return (MwColour) i;
  return MW_COLOUR_NONE;
}

const char *
mw_colour_to_text (MwColour colour)
{
  return colours[colour].text;
}

const char *
mw_colour_get_title (MwColour colour)
{
  return _ (colours[colour].title);
}
