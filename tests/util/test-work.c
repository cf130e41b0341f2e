/* test-work.c: the work pool: results, errors, cancelling, and nothing else stands still meanwhile
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>

#include "mw-test-fiber.h"
#include "mw-work.h"

typedef struct
{
  gatomicrefcount ref_count;
  int started;
  int enough; /* atomic */
  int finished;
  int saw_cancel;
  GThread *thread;
} Job;

static int n_destroyed;

static Job *
job_new (void)
{
  Job *job = g_new0 (Job, 1);

  g_atomic_ref_count_init (&job->ref_count);
  return job;
}

static gpointer
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static void
job_unref (gpointer data)
{
  Job *job = data;

  if (g_atomic_ref_count_dec (&job->ref_count))
    {
      g_free (job);
      g_atomic_int_inc (&n_destroyed);
    }
}

static gboolean
wait_or_cancel (Job *job, gint64 milliseconds, GCancellable *cancellable, GError **error)
{
  job->thread = g_thread_self ();
  g_atomic_int_set (&job->started, TRUE);
  for (gint64 i = 0; i < milliseconds; i += 10)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_atomic_int_set (&job->saw_cancel, TRUE);
          return FALSE;
        }
      g_usleep (10 * 1000);
    }
  g_atomic_int_set (&job->finished, TRUE);
  return TRUE;
}

static gboolean
work_briefly (gpointer data, GCancellable *cancellable, GError **error)
{
  return wait_or_cancel (data, 10, cancellable, error);
}

static gboolean
work_until_told (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  while (!g_atomic_int_get (&job->enough))
    g_usleep (1000);
  g_atomic_int_set (&job->finished, TRUE);
  return TRUE;
}

static gboolean
work_until_cancelled (gpointer data, GCancellable *cancellable, GError **error)
{
  return wait_or_cancel (data, 30 * 1000, cancellable, error);
}

static gboolean
work_badly (gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

static gboolean
work_badly_without_a_word (gpointer data, GCancellable *cancellable, GError **error)
{
  return FALSE;
}

static DexFuture *
result_body (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await_boolean (mw_work_run ("brief", work_briefly, job_ref (job), job_unref), &error));
  g_assert_no_error (error);
  g_assert_true (job->finished);
  g_assert_true (job->thread != g_thread_self ());
  /* The job's own reference is gone when the future settles. */
  g_assert_cmpint (g_atomic_int_get (&job->ref_count), ==, 1);

  g_assert_false (dex_await (mw_work_run ("bad", work_badly, job_ref (job), job_unref), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_cmpint (g_atomic_int_get (&job->ref_count), ==, 1);

  g_assert_false (dex_await (mw_work_run ("mute", work_badly_without_a_word, NULL, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "mute"));
  return dex_future_new_true ();
}

static void
test_result (void)
{
  Job *job = job_new ();

  mw_test_run_fiber (result_body, job);
  job_unref (job);
}

/* A job that takes its time: timers fire and other jobs are done meanwhile. */
static DexFuture *
busy_body (gpointer data)
{
  Job *busy = job_new (), *other = job_new ();
  g_autoptr (DexFuture) future = mw_work_run ("busy", work_until_told, job_ref (busy), job_unref);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 10; i++)
    {
      dex_await (dex_timeout_new_msec (10), NULL);
      g_assert_true (dex_await (mw_work_run ("other", work_briefly, job_ref (other), job_unref), &error));
      g_assert_no_error (error);
    }
  g_assert_true (other->finished);
  g_assert_false (g_atomic_int_get (&busy->finished));
  g_atomic_int_set (&busy->enough, TRUE);

  g_assert_true (dex_await (dex_ref (future), &error));
  g_assert_no_error (error);
  g_assert_true (busy->finished);
  job_unref (busy);
  job_unref (other);
  return dex_future_new_true ();
}

static DexFuture *
busy_on_pool_body (gpointer data)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, busy_body, NULL, NULL);
}

static void
test_busy (void)
{
  mw_test_run_fiber (busy_body, NULL);
}

static void
test_busy_on_pool (void)
{
  mw_test_run_fiber (busy_on_pool_body, NULL);
}

static void
wait_for (int *flag)
{
  while (!g_atomic_int_get (flag))
    dex_await (dex_timeout_new_msec (5), NULL);
}

static DexFuture *
dropped_body (gpointer data)
{
  Job *job = job_new ();
  DexFuture *future = mw_work_run ("dropped", work_until_cancelled, job_ref (job), job_unref);

  wait_for (&job->started);
  dex_unref (future);
  wait_for (&job->saw_cancel);
  g_assert_false (job->finished);
  job_unref (job);
  return dex_future_new_true ();
}

static void
test_dropped (void)
{
  mw_test_run_fiber (dropped_body, NULL);
}

static DexFuture *
awaiting_body (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (mw_work_run ("awaited", work_until_cancelled, job_ref (job), job_unref), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/* Whoever gives up on a fiber stops the job that the fiber awaits. */
static DexFuture *
dropped_fiber_body (gpointer data)
{
  Job *job = job_new ();
  DexFuture *fiber = dex_scheduler_spawn (NULL, 0, awaiting_body, job, NULL);
  DexPromise *patience = dex_promise_new ();
  g_autoptr (GError) error = NULL;

  /* The wait is what gives up, when the job has started. */
  fiber = dex_future_first (fiber, dex_ref (DEX_FUTURE (patience)), NULL);
  wait_for (&job->started);
  dex_promise_reject (patience, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no longer"));
  g_assert_false (dex_await (fiber, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  dex_unref (patience);
  wait_for (&job->saw_cancel);
  job_unref (job);
  return dex_future_new_true ();
}

static void
test_dropped_fiber (void)
{
  mw_test_run_fiber (dropped_fiber_body, NULL);
}

/* More jobs than workers, all dropped: those that wait in the queue never start, and every one is released
 * once. */
static DexFuture *
queue_body (gpointer data)
{
  enum
  {
    N_JOBS = 200
  };
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  Job *jobs[N_JOBS];
  int before = g_atomic_int_get (&n_destroyed);
  int n_started = 0;

  for (int i = 0; i < N_JOBS; i++)
    {
      jobs[i] = job_new ();
      g_ptr_array_add (futures, mw_work_run ("queued", work_until_cancelled, job_ref (jobs[i]), job_unref));
    }
  wait_for (&jobs[0]->started);
  /* From the last: else a worker that becomes free would take one that is about to be dropped. */
  while (futures->len > 0)
    g_ptr_array_set_size (futures, (int) futures->len - 1);
  for (int i = 0; i < N_JOBS; i++)
    while (g_atomic_int_get (&jobs[i]->ref_count) > 1)
      dex_await (dex_timeout_new_msec (5), NULL);
  for (int i = 0; i < N_JOBS; i++)
    {
      n_started += jobs[i]->started;
      g_assert_false (jobs[i]->finished);
      job_unref (jobs[i]);
    }
  g_assert_cmpint (n_started, <=, (int) g_get_num_processors () + 2);
  g_assert_cmpint (g_atomic_int_get (&n_destroyed) - before, ==, N_JOBS);
  return dex_future_new_true ();
}

static void
test_queue (void)
{
  mw_test_run_fiber (queue_body, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jobs/result", test_result);
  g_test_add_func ("/jobs/busy", test_busy);
  g_test_add_func ("/jobs/busy-on-pool", test_busy_on_pool);
  g_test_add_func ("/jobs/dropped", test_dropped);
  g_test_add_func ("/jobs/dropped-fiber", test_dropped_fiber);
  g_test_add_func ("/jobs/queue", test_queue);
  return g_test_run ();
}
