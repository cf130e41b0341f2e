/* mw-keyring-file.c: the file that libsecret encrypts in a sandbox: kept while it is written, and set aside
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "mw-keyring-guard.h"
#include "mw-secret-store.h"

/* Beside the keyring while it is written; an older one is of a process that was killed. */
#define KEPT ".kept"

/* What an entry has beside its text: label, times, the hashes of its attributes, padding. */
#define ENTRY_SIZE 4096

char *
mw_keyring_file_dup_path (void)
{
  const char *test_path = g_getenv ("SECRET_FILE_TEST_PATH");

  if (test_path && *test_path)
    return g_strdup (test_path);
  return g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
}

static char *
dup_kept_path (void)
{
  g_autofree char *path = mw_keyring_file_dup_path ();

  return g_strconcat (path, KEPT, NULL);
}

static gboolean
refuse (const char *path, int reason, GError **error)
{
  if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
    g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_NO_ROOM,
                 "There is no room for the keyring file %s: %s", path, g_strerror (reason));
  else
    g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_ACCESS,
                 "The keyring file %s cannot be written: %s", path, g_strerror (reason));
  return FALSE;
}

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      const gssize n = write (fd, bytes, length);

      if (n < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  return TRUE;
}

/* A copy of it, for which as much room was found as the new one will need beside it. */
static gboolean
write_kept (int fd, const char *data, gsize length, gsize room)
{
  g_autofree char *nothing = g_malloc0 (length + room + ENTRY_SIZE);

  return write_all (fd, data, length) && write_all (fd, nothing, length + room + ENTRY_SIZE) &&
         ftruncate (fd, (off_t) length) == 0;
}

/* The whole file, or nothing when there is none. */
static gboolean
read_whole (const char *path, char **data, gsize *length, GError **error)
{
  g_autoptr (GError) reason = NULL;

  *data = NULL;
  *length = 0;
  if (g_file_get_contents (path, data, length, &reason) ||
      g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_ACCESS,
               "The keyring file cannot be read: %s", reason->message);
  return FALSE;
}

/**
 * mw_keyring_file_begin:
 * @room: how many bytes the new entry has
 * @error: %MW_SECRET_STORE_ERROR_NO_ROOM or %MW_SECRET_STORE_ERROR_ACCESS
 *
 * libsecret writes with g_file_replace_contents_async(), which closes its stream when the disk is full, and
 * closing puts the half of a file in the place of the whole one. So room is looked for first, and a copy kept
 * until it is written.
 *
 * Returns: whether it may be written
 */
gboolean
mw_keyring_file_begin (gsize room, GError **error)
{
  g_autofree char *path = mw_keyring_file_dup_path ();
  g_autofree char *kept = dup_kept_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *data = NULL;
  gboolean ok;
  gsize length;
  int fd, reason;

  if (!read_whole (path, &data, &length, error))
    return FALSE;
  /* libsecret makes it once in the life of a process. */
  g_mkdir_with_parents (folder, 0700);
  fd = g_open (kept, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return refuse (path, errno, error);
  ok = write_kept (fd, data, length, room);
  reason = errno;
  close (fd);
  if (ok)
    return TRUE;
  g_unlink (kept);
  return refuse (path, reason, error);
}

/**
 * mw_keyring_file_end:
 * @written: whether libsecret says that it was written
 *
 * Puts the copy back where half a file took its place, and takes it away otherwise.
 */
void
mw_keyring_file_end (gboolean written)
{
  g_autofree char *path = mw_keyring_file_dup_path ();
  g_autofree char *kept = dup_kept_path ();
  const gboolean is_half = !written && !mw_keyring_guard_check (NULL);
  GStatBuf info;

  if (is_half && g_stat (kept, &info) == 0 && info.st_size > 0)
    g_rename (kept, path);
  else if (is_half)
    g_unlink (path);
  g_unlink (kept);
  /* libsecret has in memory already what it could not write. */
  if (written)
    mw_keyring_guard_remember ();
  else
    mw_keyring_guard_touch ();
}

/* A name that nothing has. */
static char *
dup_free_name (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *name = g_strdup_printf ("%s.damaged-%s", path, time);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.damaged-%s-%u", path, time, i);
    }
  return name;
}

/**
 * mw_keyring_file_set_aside:
 * @name: (out) (transfer full) (nullable): where the damaged file is now; %NULL when nothing had to be done
 * @error: %MW_SECRET_STORE_ERROR_ACCESS
 *
 * A damaged file is renamed within its folder, with its owner and mode: nothing is deleted, and whoever can
 * mend it finds it. The next writing begins a new one.
 *
 * Returns: whether a new one may begin
 */
gboolean
mw_keyring_file_set_aside (char **name, GError **error)
{
  g_autofree char *path = mw_keyring_file_dup_path ();
  g_autofree char *aside = NULL;
  g_autoptr (GError) reason = NULL;

  *name = NULL;
  if (mw_keyring_guard_check (&reason))
    return TRUE;
  if (!g_error_matches (reason, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_BROKEN))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  aside = dup_free_name (path);
  if (g_rename (path, aside) != 0)
    return refuse (path, errno, error);
  *name = g_steal_pointer (&aside);
  return TRUE;
}
