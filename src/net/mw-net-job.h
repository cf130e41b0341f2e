/* mw-net-job.h: a piece of work of the network thread that a fiber waits for: promise, deadline and giving up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-delivery.h"

G_BEGIN_DECLS

typedef struct _MwNetJob MwNetJob;

/**
 * MwNetJob:
 * @delivery: where the result goes
 * @cancellable: for the operations of the job; cancelled on the network thread only
 * @abort: ends what is under way; NULL: cancelling @cancellable is enough
 * @deadline_hit: whether it was the deadline that ended it
 * @given_up: whether the caller ended it
 */
struct _MwNetJob
{
  MwDelivery *delivery;
  GCancellable *cancellable;
  GSource *timer;
  void (*abort) (MwNetJob *self);
  gboolean deadline_hit;
  gboolean given_up;
  gboolean certificate_wanted; /* the server asked who we are while the line was encrypted */
};

/* On the thread that waits: the future to give to the caller; dropping it cancels the job. */
DexFuture *mw_net_job_init (MwNetJob *self) G_GNUC_WARN_UNUSED_RESULT;
/* The others on the network thread. @deadline is monotonic. */
void mw_net_job_start (MwNetJob *self, gint64 deadline);
/* Ends the job: @object is given (NULL: TRUE), or @error; both are taken. */
void mw_net_job_resolve (MwNetJob *self, gpointer object);
void mw_net_job_reject (MwNetJob *self, GError *error);

G_END_DECLS
