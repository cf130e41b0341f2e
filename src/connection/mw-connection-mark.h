/* mw-connection-mark.h: what tells one connection of a system from another: environment and colour
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MW_ENVIRONMENT_PRODUCTION, /* until somebody says otherwise */
  MW_ENVIRONMENT_TEST,
} MwEnvironment;

typedef enum
{
  MW_COLOUR_NONE,
  MW_COLOUR_BLUE,
  MW_COLOUR_GREEN,
  MW_COLOUR_YELLOW,
  MW_COLOUR_ORANGE,
  MW_COLOUR_RED,
  MW_COLOUR_PURPLE,
  MW_N_COLOURS,
} MwColour;

/* As the connection's file has them: "test", "blue". What is not known is production, no colour. */
MwEnvironment mw_environment_parse (const char *text);
const char *mw_environment_to_text (MwEnvironment environment);
const char *mw_environment_get_title (MwEnvironment environment); /* translated */
/* What the names in an address say: "erp-test.acme.example" is a test system. */
MwEnvironment mw_environment_guess (const char *address);
MwColour mw_colour_parse (const char *text);
const char *mw_colour_to_text (MwColour colour);
const char *mw_colour_get_title (MwColour colour); /* translated */

G_END_DECLS
