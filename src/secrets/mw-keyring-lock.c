/* mw-keyring-lock.c: one writer of the keyring at a time, among all processes of this user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "mw-config.h"
#include "mw-keyring.h"

#define STEP_USEC 20000

/**
 * mw_keyring_lock_take:
 * @cancellable: (nullable): looked at every 20 ms
 * @error: why there is no lock
 *
 * libsecret's file backend reads the whole file, changes it and writes it back: of two processes that do so
 * at once one loses what it stored. The lock ends with the process, however that ends.
 *
 * Returns: a file descriptor for mw_keyring_lock_release(), or -1
 */
int
mw_keyring_lock_take (GCancellable *cancellable, GError **error)
{
  /* The runtime folder, or the cache folder where there is none. */
  const char *folder = g_get_user_runtime_dir ();
  g_autofree char *path = g_build_filename (folder, MW_APP_ID ".keyring.lock", NULL);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_UNAVAILABLE,
                   "The lock file %s cannot be opened: %s", path, g_strerror (errno));
      return -1;
    }
  while (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          close (fd);
          return -1;
        }
      g_usleep (STEP_USEC);
    }
  return fd;
}

void
mw_keyring_lock_release (int lock)
{
  close (lock);
}
