/* mw-keyring-lock.c: one writer of the keyring at a time, among all processes of this user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring-lock.h"

#include "mw-secret-store.h"
#include "mw-lock-file.h"

/**
 * mw_keyring_lock_take:
 * @cancellable: (nullable): looked at every 20 ms
 * @error: why there is no lock
 *
 * libsecret's file backend reads the whole file, changes it and writes it back: of two processes that do so
 * at once one loses what it stored.
 *
 * Returns: a lock for mw_keyring_lock_release(), or -1
 */
int
mw_keyring_lock_take (GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  int lock = mw_lock_file_take ("keyring", cancellable, &reason);

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (reason != NULL)
    g_set_error_literal (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_UNAVAILABLE, reason->message);
  return lock;
}

void
mw_keyring_lock_release (int lock)
{
  mw_lock_file_release (lock);
}
