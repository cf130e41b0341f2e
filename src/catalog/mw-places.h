/* mw-places.h: finds the {places} in texts of system files
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MW_PLACE_MAX_LENGTH 64

/* One step through a text: what stands before the next place, and the place's name. */
typedef struct
{
  const char *literal;
  gsize literal_length;
  char name[MW_PLACE_MAX_LENGTH + 1]; /* "" when no place follows */
} MwPlace;

/* Moves *@cursor on; FALSE at the end. A brace that begins no place stands for itself. */
gboolean mw_place_next (const char **cursor, MwPlace *place);
/* Whether @text is nothing but one place. */
gboolean mw_place_is_whole (const char *text, MwPlace *place);
gboolean mw_place_is_in (const char *text);

/* FALSE ends the walk. */
typedef gboolean (*MwPlaceVisit) (const char *name, gpointer data);

gboolean mw_place_foreach (const char *text, MwPlaceVisit visit, gpointer data);
gboolean mw_place_foreach_in_node (JsonNode *node, MwPlaceVisit visit, gpointer data);

G_END_DECLS
