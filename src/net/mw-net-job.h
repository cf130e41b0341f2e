/* mw-net-job.h: a piece of work of the network thread that a fiber waits for: promise, deadline and giving up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * MwNetJob:
 * @promise: what the fiber waits for
 * @cancellable: for the operations of the job; cancelled on the network thread only
 * @deadline_hit: whether it was the deadline that cancelled it
 */
typedef struct
{
  DexPromise *promise;
  GCancellable *cancellable;
  GSource *timer;
  GSource *watch;
  gboolean deadline_hit;
} MwNetJob;

/* On any thread: the future to give to the caller; dropping it cancels the job. */
DexFuture *mw_net_job_init (MwNetJob *self) G_GNUC_WARN_UNUSED_RESULT;
/* On the network thread. @deadline is monotonic. */
void mw_net_job_start (MwNetJob *self, gint64 deadline);
void mw_net_job_clear (MwNetJob *self);

G_END_DECLS
