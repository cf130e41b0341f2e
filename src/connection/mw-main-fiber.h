/* mw-main-fiber.h: fibers of the main thread that stop when nobody waits for them any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

typedef struct _MwMainFiber MwMainFiber;

/* The body. What it awaits goes through mw_main_until(). */
typedef DexFuture *(*MwMainFiberFunc) (MwMainFiber *fiber, gpointer data);

DexFuture *mw_main_fiber_spawn (MwMainFiberFunc func,
                                gpointer data,
                                GDestroyNotify data_destroy) G_GNUC_WARN_UNUSED_RESULT;
gboolean mw_main_fiber_is_dropped (MwMainFiber *self);
DexFuture *mw_main_until (DexFuture *future, MwMainFiber *fiber) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
