/* mw-work.c: blocking and computing work, off the main thread and off the fibers
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-work.h"

typedef struct
{
  char *name;
  MwWorkFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  DexPromise *promise;
} MwWorkJob;

static void
run_job (gpointer item, gpointer pool_data)
{
  MwWorkJob *job = item;
  GCancellable *cancellable = dex_promise_get_cancellable (job->promise);
  g_autoptr (GError) error = NULL;
  gboolean ok = FALSE;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    ok = job->func (job->data, cancellable, &error);

  /* Before the future settles: whoever awaited it then owns the data alone. */
  if (job->data_destroy != NULL)
    job->data_destroy (job->data);

  if (ok)
    dex_promise_resolve_boolean (job->promise, TRUE);
  else
    {
      if (error == NULL)
        g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "The job “%s” failed without saying why",
                     job->name);
      dex_promise_reject (job->promise, g_steal_pointer (&error));
    }

  dex_unref (job->promise);
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
 * Runs @func on a worker thread. May be called from any thread. Dropping the future cancels the job: one that
 * has not started does not run at all.
 *
 * Returns: (transfer full): resolves to %TRUE when @func did, rejects with its error otherwise
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
  job->promise = dex_promise_new_cancellable ();

  /* A promise is only discarded when the last future that awaits it is gone, and the job itself holds the
   * promise: without this future in between, dropping it would go unnoticed. */
  future = dex_future_first (dex_ref (DEX_FUTURE (job->promise)), NULL);

  g_thread_pool_push (get_pool (), job, NULL);
  return future;
}
