/* mw-work.h: blocking and computing work, off the main thread and off the fibers
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * MwWorkFunc:
 * @data: what was given to mw_work_run()
 * @cancellable: looked at by @func at least every 50 ms
 * @error: set when it returns %FALSE
 *
 * A job for the work pool. It may block and compute. Results are written into @data, which both sides own.
 */
typedef gboolean (*MwWorkFunc) (gpointer data, GCancellable *cancellable, GError **error);

DexFuture *mw_work_run (const char *name, MwWorkFunc func, gpointer data, GDestroyNotify data_destroy)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
