/* mw-keeping.h: what of a connection's records is kept on this computer: one encrypted file, and its key
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-secret-store.h"
#include "mw-snapshot-file.h"

G_BEGIN_DECLS

/**
 * MwKeeping:
 *
 * Lasting: a file beside the connection's own, with its key where the token is. Else a file that is worth
 * nothing without this process, which alone has its key; it is swept when the program is started again.
 */
#define MW_TYPE_KEEPING (mw_keeping_get_type ())
G_DECLARE_FINAL_TYPE (MwKeeping, mw_keeping, MW, KEEPING, GObject)

/* @id: of the connection. @store: has its token. Nothing is touched yet. */
MwKeeping *mw_keeping_new (const char *id, MwSecretStore *store, gboolean lasting);
/* Main thread: gets the key, or makes one: TRUE. Before anything else. */
DexFuture *mw_keeping_unlock (MwKeeping *self) G_GNUC_WARN_UNUSED_RESULT;
/* On the work pool. A file that this program cannot use is set aside, and a new one begun. */
MwSnapshotFile *mw_keeping_open (MwKeeping *self, GError **error);
/* The same, also where there is no room for what programs share. */
MwSnapshotFile *mw_keeping_open_to_read (MwKeeping *self, GError **error);
/* On the work pool: the file with that id, which showed to be damaged later, as @reason says, is set aside,
 * unless another one has done it. */
void mw_keeping_set_aside (MwKeeping *self, const char *file_id, const GError *reason);
/* What a person should know of a file that was set aside, translated, once; or NULL. Any thread. */
char *mw_keeping_steal_message (MwKeeping *self);
const char *mw_keeping_get_id (MwKeeping *self);
/* Removes file and key, also of what was set aside; nothing is kept here any more. TRUE. */
DexFuture *mw_keeping_remove (MwKeeping *self) G_GNUC_WARN_UNUSED_RESULT;
/* On the work pool: removes files whose key went with a process that has ended. */
void mw_keeping_sweep (const char *directory);

G_END_DECLS
