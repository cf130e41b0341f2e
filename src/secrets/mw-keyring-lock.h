/* mw-keyring-lock.h: one writer of the keyring at a time, among all processes of this user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Blocks until the lock is ours. -1 when it was cancelled, or when there is nowhere to put the file. */
int mw_keyring_lock_take (GCancellable *cancellable, GError **error);
void mw_keyring_lock_release (int lock);

G_END_DECLS
