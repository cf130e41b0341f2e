/* mw-replacement.h: writing a file all or nothing: until it is committed the old one stays as it was
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One file being written. Blocks: for workers only. Errors are of MW_EXPORT_ERROR, or %G_IO_ERROR_CANCELLED.
 */
typedef struct _MwReplacement MwReplacement;

MwReplacement *mw_replacement_new (GFile *file, GCancellable *cancellable, GError **error);
gboolean mw_replacement_write (MwReplacement *self,
                               const char *data,
                               gsize length,
                               GCancellable *cancellable,
                               GError **error);
/* Makes what was written durable and puts it in place of the old file. */
gboolean mw_replacement_commit (MwReplacement *self, GCancellable *cancellable, GError **error);
/* Not committed: nothing of it remains. */
void mw_replacement_free (MwReplacement *self);

/* What went wrong with a file, in the terms of MW_EXPORT_ERROR; a cancellation stays one. Takes @error. */
void mw_replacement_propagate_error (GError **dest, GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwReplacement, mw_replacement_free)

G_END_DECLS
