/* mw-work.c: blocking and computing work, off the main thread and off the fibers
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-work.h"

#include "mw-delivery.h"

typedef struct
{
  char *name;
  MwWorkFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  GCancellable *cancellable;
  MwDelivery *delivery;
} MwWorkJob;

static void
run_job (gpointer item, gpointer pool_data)
{
  MwWorkJob *job = item;
  g_autoptr (GError) error = NULL;
  gboolean ok = FALSE;

  if (!g_cancellable_set_error_if_cancelled (job->cancellable, &error))
    ok = job->func (job->data, job->cancellable, &error);

  /* Before the future settles: whoever awaited it then owns the data alone. */
  if (job->data_destroy != NULL)
    job->data_destroy (job->data);

  if (ok)
    mw_delivery_resolve_true (job->delivery);
  else
    {
      if (error == NULL)
        g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "The job “%s” failed without saying why",
                     job->name);
      mw_delivery_reject (job->delivery, g_steal_pointer (&error));
    }

  g_object_unref (job->cancellable);
  g_free (job->name);
  g_free (job);
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  /* Two more than there are processors: jobs that wait (keyring, files) do not hold up those that compute. */
  if (g_once_init_enter_pointer (&pool))
    g_once_init_leave_pointer (
      &pool, g_thread_pool_new (run_job, NULL, (int) g_get_num_processors () + 2, FALSE, NULL));
  return pool;
}

/**
 * mw_work_run:
 * @name: what the job does, for messages
 * @func: the job
 * @data: (nullable): for @func
 * @data_destroy: (nullable): releases @data: exactly once, on the worker, after @func and before the future
 * settles
 *
 * Runs @func on a worker thread. Dropping the future cancels the job: one that has not started does not run
 * at all.
 *
 * Returns: (transfer full): resolves to %TRUE when @func did, rejects with its error otherwise; to be awaited
 * or dropped on this thread, which is the main one or the worker of a fiber
 */
DexFuture *
mw_work_run (const char *name, MwWorkFunc func, gpointer data, GDestroyNotify data_destroy)
{
  MwWorkJob *job = g_new0 (MwWorkJob, 1);
  DexFuture *future;

  job->name = g_strdup (name);
  job->func = func;
  job->data = data;
  job->data_destroy = data_destroy;
  job->delivery = mw_delivery_new (&future);
  job->cancellable = g_object_ref (mw_delivery_get_cancellable (job->delivery));

  g_thread_pool_push (get_pool (), job, NULL);
  return future;
}
