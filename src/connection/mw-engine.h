/* mw-engine.h: model, catalog and connections of this process, for the window and the command line alike
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-catalog.h"
#include "mw-connection.h"
#include "mw-draft.h"

G_BEGIN_DECLS

#define MW_TYPE_ENGINE (mw_engine_get_type ())
G_DECLARE_FINAL_TYPE (MwEngine, mw_engine, MW, ENGINE, GObject)

/* Starts what a system with a builtin address ("demo") needs; resolves to its base URL (G_TYPE_STRING). */
typedef DexFuture *(*MwBuiltinFunc) (const char *builtin, gpointer data);

MwEngine *mw_engine_new (void);
/* Given by main(): the engine does not know what stands behind a builtin address. */
void mw_engine_set_builtin (MwEngine *self, MwBuiltinFunc func, gpointer data);
/* Reads data files and stored connections on the work pool; TRUE. A connection file that cannot be read is
 * kept and reported (mw_engine_dup_problems()), never deleted. */
DexFuture *mw_engine_load (MwEngine *self) G_GNUC_WARN_UNUSED_RESULT;
MwModel *mw_engine_get_model (MwEngine *self);
MwCatalog *mw_engine_get_catalog (MwEngine *self);
GListModel *mw_engine_get_connections (MwEngine *self); /* of MwConnection; main thread */
/* By id, by an unambiguous start of the id (4 characters or more), or by label ignoring case. */
MwConnection *mw_engine_find_connection (MwEngine *self, const char *name, GError **error);
char **mw_engine_dup_problems (MwEngine *self);
/* Before the program ends: sessions that take a seat of their system's licence are ended. @alone: only those
 * that can be had again without the user. TRUE, after ten seconds at most. */
DexFuture *mw_engine_end_sessions (MwEngine *self, gboolean alone) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the sign-in on the system's side where there is a way, removes the token from the keyring and the
 * connection's file. A #MwTokenOutcome (boxed), or the error that kept the token from being removed; a
 * system that does not answer, or refuses, does not stop it. */
DexFuture *mw_engine_disconnect (MwEngine *self, MwConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
