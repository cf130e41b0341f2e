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
#include "mw-work.h"

#define STEP_MSEC 20

static int
open_file (const char *name, GError **error)
{
  /* The runtime folder, or the cache folder where there is none. All instances of one Flatpak share it (since
   * Flatpak 1.12), so a command waits for the window there too. */
  const char *folder = g_get_user_runtime_dir ();
  g_autofree char *file = g_strdup_printf ("%s.%s.lock", MW_APP_ID, name);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "The lock file %s cannot be opened: %s",
                 path, g_strerror (errno));
  return fd;
}

static int
take (const char *name, int operation, GCancellable *cancellable, GError **error)
{
  int fd = open_file (name, error);

  if (fd < 0)
    return -1;
  while (flock (fd, operation | LOCK_NB) != 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          close (fd);
          return -1;
        }
      g_usleep (STEP_MSEC * 1000);
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

typedef struct
{
  char *name;
  int fd; /* -1: somebody else has it */
} Attempt;

static void
attempt_clear (gpointer data)
{
  Attempt *attempt = data;

  if (attempt->fd >= 0)
    close (attempt->fd);
  g_free (attempt->name);
}

static void
attempt_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, attempt_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_release)

static gboolean
try_once (gpointer data, GCancellable *cancellable, GError **error)
{
  Attempt *attempt = data;
  int fd = open_file (attempt->name, error);

  if (fd < 0)
    return FALSE;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    attempt->fd = fd;
  else
    close (fd);
  return TRUE;
}

/**
 * mw_lock_file_await:
 * @name: as for mw_lock_file_take()
 * @fiber: the fiber this is called on; when it is stopped, there is no lock
 * @error: why there is none
 *
 * Many may wait for one lock: if each held a worker, nobody could finish what the lock is for.
 *
 * Returns: a file descriptor for mw_lock_file_release(), or -1
 */
int
mw_lock_file_await (const char *name, MwFiber *fiber, GError **error)
{
  g_autoptr (Attempt) attempt = g_atomic_rc_box_new0 (Attempt);

  attempt->name = g_strdup (name);
  attempt->fd = -1;
  for (;;)
    {
      g_autoptr (GError) passed = NULL;

      if (!dex_await (mw_work_run ("lock", try_once, g_atomic_rc_box_acquire (attempt), attempt_release),
                      error))
        return -1;
      if (attempt->fd >= 0)
        return g_steal_fd (&attempt->fd);
      dex_await (mw_fiber_until (fiber, dex_timeout_new_msec (STEP_MSEC)), &passed);
      if (!g_error_matches (passed, DEX_ERROR, DEX_ERROR_TIMED_OUT))
        {
          g_propagate_error (error, g_steal_pointer (&passed));
          return -1;
        }
    }
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
