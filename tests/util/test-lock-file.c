/* test-lock-file.c: who waits for a lock takes nothing that its holder needs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-lock-file.h"
#include "mw-test-fiber.h"
#include "mw-work.h"

#define MANY 40

static guint n_inside;
static guint n_done;

static gboolean
work (gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static DexFuture *
enter_fiber (MwFiber *fiber, gpointer data)
{
  GError *error = NULL;
  int lock = mw_lock_file_await ("test.many", fiber, &error);

  if (lock < 0)
    return dex_future_new_for_error (error);
  g_assert_cmpuint (g_atomic_int_add (&n_inside, 1), ==, 0);
  dex_await (mw_work_run ("test", work, NULL, NULL), &error);
  g_assert_no_error (error);
  g_assert_true (g_atomic_int_dec_and_test (&n_inside));
  g_atomic_int_inc (&n_done);
  mw_lock_file_release (lock);
  return dex_future_new_true ();
}

/* More than the pool has workers; each that gets in needs one. */
static DexFuture *
many (gpointer data)
{
  DexFuture *futures[MANY];

  for (guint i = 0; i < MANY; i++)
    futures[i] = mw_fiber_spawn ("test", enter_fiber, NULL, NULL);
  return dex_future_allv (futures, MANY);
}

static void
test_many (void)
{
  mw_test_run_fiber (many, NULL);
  g_assert_cmpuint (g_atomic_int_get (&n_done), ==, MANY);
}

/* A wait that is given up leaves no lock behind. */
static DexFuture *
given_up (gpointer data)
{
  g_autoptr (GError) error = NULL;
  int lock = mw_lock_file_take ("test.many", NULL, &error);
  DexFuture *waiting = mw_fiber_spawn ("test", enter_fiber, NULL, NULL);
  guint before = g_atomic_int_get (&n_done);

  g_assert_no_error (error);
  dex_unref (waiting);
  mw_lock_file_release (lock);
  dex_await (mw_fiber_spawn ("test", enter_fiber, NULL, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_atomic_int_get (&n_done), >, before);
  return dex_future_new_true ();
}

static void
test_given_up (void)
{
  mw_test_run_fiber (given_up, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lock-file/many", test_many);
  g_test_add_func ("/lock-file/given-up", test_given_up);
  return g_test_run ();
}
