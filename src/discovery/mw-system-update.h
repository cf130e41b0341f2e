/* mw-system-update.h: what was found anew, put into a file that a person may have edited
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @old with what only @new has; @n_added: how many fields, entities and lines of tables that are. NULL with a
 * MwCatalogError when @old is no such file. */
char *mw_system_update (const char *old, const char *new, guint *n_added, GError **error);

G_END_DECLS
