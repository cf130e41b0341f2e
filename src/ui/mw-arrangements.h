/* mw-arrangements.h: how the user has arranged columns, remembered for each list of each connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/* In one small file; it names columns, and holds what the user searches and filters by. */
#define MW_TYPE_ARRANGEMENTS (mw_arrangements_get_type ())
G_DECLARE_FINAL_TYPE (MwArrangements, mw_arrangements, MW, ARRANGEMENTS, GObject)

/* The one of the user, which every page shares. */
MwArrangements *mw_arrangements_get_default (void);
MwArrangements *mw_arrangements_new (const char *path);
/* Reads the file; resolves also when there is none, or none that can be read. */
DexFuture *mw_arrangements_load (MwArrangements *self) G_GNUC_WARN_UNUSED_RESULT;
/* Of others nothing is remembered; @connections: of MwConnection. */
void mw_arrangements_set_connections (MwArrangements *self, GListModel *connections);
/* @list: id of an entity, or of a raw set. NULL: never arranged. */
GVariant *
mw_arrangements_get (MwArrangements *self, const char *connection, const char *list, gboolean is_raw);
void mw_arrangements_set (MwArrangements *self,
                          const char *connection,
                          const char *list,
                          gboolean is_raw,
                          GVariant *arrangement);
/* The same for filters, order and search, as mw_grid_dup_wanted() gives them. */
GVariant *
mw_arrangements_get_wanted (MwArrangements *self, const char *connection, const char *list, gboolean is_raw);
void mw_arrangements_set_wanted (MwArrangements *self,
                                 const char *connection,
                                 const char *list,
                                 gboolean is_raw,
                                 GVariant *wanted);
/* Writes now what would be written soon. Blocks: when the program ends. */
void mw_arrangements_flush (MwArrangements *self);

G_END_DECLS
