/* mw-user-systems.h: system files of the user's: looked at, allowed, put in their place
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"

G_BEGIN_DECLS

/* Resolves to the MwSystem of a file anywhere, not in the catalog yet; allowed if these bytes are. */
DexFuture *mw_user_systems_read (MwEngine *engine, const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* Remembers that the user allowed these very bytes, copies a file that lies elsewhere into the user's folder
 * and takes the system into the catalog: TRUE. @replace: over another file of that name. */
DexFuture *
mw_user_systems_allow (MwEngine *engine, MwSystem *system, gboolean replace) G_GNUC_WARN_UNUSED_RESULT;
/* What @text would be as the file of @id: resolves to the MwSystem; nothing is written. */
DexFuture *
mw_user_systems_parse (MwEngine *engine, const char *id, const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Writes @text as the file of @id and allows it: what the user has just made need not be asked about.
 * Resolves to the MwSystem. */
DexFuture *mw_user_systems_install (MwEngine *engine, const char *id, const char *text, gboolean replace)
  G_GNUC_WARN_UNUSED_RESULT;
/* The same to any place, where it is not in the catalog. Resolves to the MwSystem. */
DexFuture *mw_user_systems_write (MwEngine *engine, const char *path, const char *text, gboolean replace)
  G_GNUC_WARN_UNUSED_RESULT;
/* The file at @path, with what only @text has: what a person wrote there stays, and what was allowed is. One
 * that is not there is written. Resolves to the MwSystem. */
DexFuture *
mw_user_systems_update (MwEngine *engine, const char *path, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
