/* mw-test-fiber.h: runs the body of a test in a fiber
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

static inline DexFuture *
mw_test_fiber_done (DexFuture *future, gpointer data)
{
  g_main_loop_quit (data);
  return dex_ref (future);
}

/* Runs @func to its end on the main context; a rejected future fails the test with its message. */
static inline void
mw_test_run_fiber (DexFiberFunc func, gpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  DexFuture *future;

  dex_init ();
  future = dex_scheduler_spawn (NULL, 0, func, data, NULL);
  future = dex_future_finally (future, mw_test_fiber_done, loop, NULL);
  g_main_loop_run (loop);
  dex_future_get_value (future, &error);
  g_assert_no_error (error);
  dex_unref (future);
}

/* For g_test_add_data_func(): the data is the #DexFiberFunc. */
static inline void
mw_test_run_fiber_data (gconstpointer func)
{
  mw_test_run_fiber ((DexFiberFunc) func, NULL);
}
