/* mw-squeeze.h: bytes made smaller, and back (zstd)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One thread at a time. */
typedef struct _MwSqueeze MwSqueeze;

MwSqueeze *mw_squeeze_new (void);
void mw_squeeze_free (MwSqueeze *self);
/* Borrowed until the next call. */
const guint8 *mw_squeeze_pack (MwSqueeze *self, gconstpointer data, gsize length, gsize *packed_length);
/* Fills @data, of @length bytes, which is what there was; FALSE when it is not. */
gboolean
mw_squeeze_unpack (MwSqueeze *self, gconstpointer packed, gsize packed_length, gpointer data, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSqueeze, mw_squeeze_free)

G_END_DECLS
