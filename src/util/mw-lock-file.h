/* mw-lock-file.h: one at a time, among all processes of this user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-fiber.h"

G_BEGIN_DECLS

/* Waits until nobody else has the lock @name; blocks, so it runs on the work pool. A file descriptor for
 * mw_lock_file_release(), or -1 with a #GIOErrorEnum. */
int mw_lock_file_take (const char *name, GCancellable *cancellable, GError **error);
/* The same on a fiber, where it holds no worker while it waits: who has the lock may need one to go on. */
int mw_lock_file_await (const char *name, MwFiber *fiber, GError **error);
/* The same as the first, together with others that share it. */
int mw_lock_file_share (const char *name, GCancellable *cancellable, GError **error);
/* Whether nobody else shares @lock; then nobody can until it is released. When somebody does, it may be lost.
 */
gboolean mw_lock_file_become_only (int lock);
void mw_lock_file_release (int lock);

G_END_DECLS
