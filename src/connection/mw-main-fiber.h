/* mw-main-fiber.h: fibers of the main thread that stop when nobody waits for them any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-fiber.h"

G_BEGIN_DECLS

DexFuture *
mw_main_fiber_spawn (MwFiberFunc func, gpointer data, GDestroyNotify data_destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
