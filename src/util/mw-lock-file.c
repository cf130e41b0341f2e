/* mw-lock-file.c: one at a time, among all processes of this user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-lock-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "mw-config.h"

#define STEP_USEC 20000

static int
take (const char *name, int operation, GCancellable *cancellable, GError **error)
{
  /* The runtime folder, or the cache folder where there is none. */
  const char *folder = g_get_user_runtime_dir ();
  g_autofree char *file = g_strdup_printf ("%s.%s.lock", MW_APP_ID, name);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "The lock file %s cannot be opened: %s",
                   path, g_strerror (errno));
      return -1;
    }
  while (flock (fd, operation | LOCK_NB) != 0)
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

/**
 * mw_lock_file_take:
 * @name: letters, digits, dots and - only: a part of the file's name
 * @cancellable: (nullable): looked at every 20 ms
 * @error: why there is no lock
 *
 * The lock ends with the process, however that ends.
 *
 * Returns: a file descriptor for mw_lock_file_release(), or -1
 */
int
mw_lock_file_take (const char *name, GCancellable *cancellable, GError **error)
{
  return take (name, LOCK_EX, cancellable, error);
}

int
mw_lock_file_share (const char *name, GCancellable *cancellable, GError **error)
{
  return take (name, LOCK_SH, cancellable, error);
}

gboolean
mw_lock_file_become_only (int lock)
{
  return flock (lock, LOCK_EX | LOCK_NB) == 0;
}

void
mw_lock_file_release (int lock)
{
  close (lock);
}
