/* mw-search.h: does a row hold every word that is searched for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-generation.h"

G_BEGIN_DECLS

/* The words of one search, made ready for one generation. Used by one thread at a time. */
typedef struct _MwSearch MwSearch;

MwSearch *mw_search_new (const char *text, MwGeneration *generation);
void mw_search_free (MwSearch *self);
/* Takes out of @rows (guint32) those that do not match. */
gboolean mw_search_keep (MwSearch *self, GArray *rows, GCancellable *cancellable, GError **error);

/* Whether one cell holds every word. */
gboolean mw_search_match_cell (MwSearch *self, guint column, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSearch, mw_search_free)

G_END_DECLS
