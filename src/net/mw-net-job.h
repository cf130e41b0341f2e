/* mw-net-job.h: a piece of work of the network thread that a fiber waits for: promise, deadline and giving up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-delivery.h"

G_BEGIN_DECLS

/**
 * MwNetJob:
 * @delivery: where the result goes
 * @cancellable: for the operations of the job; cancelled on the network thread only
 * @deadline_hit: whether it was the deadline that cancelled it
 */
typedef struct
{
  MwDelivery *delivery;
  GCancellable *cancellable;
  GSource *timer;
  gboolean deadline_hit;
} MwNetJob;

/* On the thread that waits: the future to give to the caller; dropping it cancels the job. */
DexFuture *mw_net_job_init (MwNetJob *self) G_GNUC_WARN_UNUSED_RESULT;
/* The others on the network thread. @deadline is monotonic. */
void mw_net_job_start (MwNetJob *self, gint64 deadline);
/* Ends the job: @object is given (NULL: TRUE), or @error; both are taken. */
void mw_net_job_resolve (MwNetJob *self, gpointer object);
void mw_net_job_reject (MwNetJob *self, GError *error);

G_END_DECLS
