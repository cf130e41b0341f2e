/* mw-filter-run.h: whether rows pass filters
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-generation.h"
#include "mw-row-filter.h"

G_BEGIN_DECLS

/* Filters made ready for one generation. Used by one thread at a time. */
typedef struct _MwFilterRun MwFilterRun;

/* @filters: (element-type MwRowFilter): a row must pass all of them. @now: microseconds since 1970. */
MwFilterRun *mw_filter_run_new (GPtrArray *filters, MwGeneration *generation, gint64 now);
void mw_filter_run_free (MwFilterRun *self);
/* Takes out of @rows (guint32) those that do not pass. */
gboolean mw_filter_run_keep (MwFilterRun *self, GArray *rows, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwFilterRun, mw_filter_run_free)

G_END_DECLS
