/* mw-lines-of.h: which entity is the lines of which, and how they name what they belong to
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

/* The field of @lines that holds the id of what a line belongs to; -1: they are no lines. */
int mw_lines_of_find_reference (MwEntity *lines);
/* What the connection offers by that id, or NULL. */
MwEntity *mw_lines_of_find_entity (MwConnection *connection, const char *id);
/* The lines of @entity as far as they are a list of their own, or NULL. */
MwEntity *mw_lines_of_find_lines (MwConnection *connection, MwEntity *entity);

G_END_DECLS
