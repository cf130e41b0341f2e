/* mw-offline.h: rows of records that are there, made anew without asking anybody
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"
#include "mw-source.h"

G_BEGIN_DECLS

/* @known: what maps may ask for in clear. @address: of the system, without a slash at its end, or NULL.
 * @not_offered: fields that the system did not give when the records were read. @not_readable: ids of lists
 * that it did not give. */
MwOffline *mw_offline_new (MwVariables *known,
                           const char *address,
                           const char *const *not_offered,
                           const char *const *not_readable);
MwOffline *mw_offline_ref (MwOffline *self);
void mw_offline_unref (MwOffline *self);
const char *mw_offline_get_address (MwOffline *self);
/* Gives @scope what is known of the connection, and what was said when @records came. */
void mw_offline_fill_scope (MwOffline *self,
                            MwReadScope *scope,
                            MwHeld *records,
                            const MwSetSource *set,
                            guint turn);

/* Whether all is known that the maps of @context are filled with. */
gboolean mw_offline_check_map (MwOffline *self, MwReadContext *context, GError **error);
/* Whether the records of the set are all there, with what the map looks at. Stops asking for the rest. */
gboolean mw_offline_check_set (MwOffline *self, MwSetRead *read, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwOffline, mw_offline_unref)

G_END_DECLS
