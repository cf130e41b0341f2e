/* mw-fiber.h: fibers that stop when nobody waits for them any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

typedef struct _MwFiber MwFiber;

/**
 * MwFiberFunc:
 * @fiber: for mw_fiber_until()
 * @data: what was given to mw_fiber_spawn()
 *
 * The body of a fiber. What it awaits goes through mw_fiber_until(), so that it goes on at once, with
 * %G_IO_ERROR_CANCELLED, when it is no longer wanted.
 */
typedef DexFuture *(*MwFiberFunc) (MwFiber *fiber, gpointer data);

DexFuture *mw_fiber_spawn (const char *name, MwFiberFunc func, gpointer data, GDestroyNotify data_destroy)
  G_GNUC_WARN_UNUSED_RESULT;
/* On the fiber only. */
DexFuture *mw_fiber_until (MwFiber *self, DexFuture *future) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
