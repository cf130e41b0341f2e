/* mw-replacement.c: writing a file all or nothing: until it is committed the old one stays as it was
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-replacement.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mw-csv-export.h"
#include "mw-shown-path.h"

struct _MwReplacement
{
  GFile *file;
  /* A file of this computer: */
  int fd;          /* -1: not open */
  char *target;    /* behind symbolic links */
  char *temporary; /* beside it; NULL when written in place (a device, a pipe) or when it is no more */
  struct stat old;
  gboolean has_old;
  /* Any other: */
  GOutputStream *stream;
  gboolean created; /* there was none before */
};

static void
set_errno (GError **error, int number, const char *path)
{
  MwExportError code = MW_EXPORT_ERROR_WRITE;
  g_autofree char *shown = mw_shown_path_dup (path);

  if (number == ENOSPC || number == EDQUOT)
    code = MW_EXPORT_ERROR_SPACE;
  else if (number == EACCES || number == EPERM || number == EROFS)
    code = MW_EXPORT_ERROR_PERMISSION;
  g_set_error (error, MW_EXPORT_ERROR, code, "Cannot write “%s”: %s", shown, g_strerror (number));
}

void
mw_replacement_propagate_error (GError **dest, GError *error)
{
  MwExportError code = MW_EXPORT_ERROR_WRITE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || error->domain == MW_EXPORT_ERROR)
    {
      g_propagate_error (dest, error);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = MW_EXPORT_ERROR_SPACE;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    code = MW_EXPORT_ERROR_PERMISSION;
  g_set_error_literal (dest, MW_EXPORT_ERROR, code, error->message);
  g_error_free (error);
}

/* What a symbolic link leads to is replaced, not the link. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *target = g_strdup (real != NULL ? real : path);

  free (real);
  return target;
}

static gboolean
open_temporary (MwReplacement *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->target);

  self->temporary = g_build_filename (folder, ".millwright-XXXXXX", NULL);
  /* A new file gets what the user's umask leaves; one that takes an old one's place its permissions, at the
   * end. */
  self->fd = g_mkstemp_full (self->temporary, O_WRONLY | O_CLOEXEC, self->has_old ? 0600 : 0666);
  if (self->fd >= 0)
    return TRUE;
  set_errno (error, errno, self->target);
  g_clear_pointer (&self->temporary, g_free);
  return FALSE;
}

static gboolean
open_local (MwReplacement *self, const char *path, GError **error)
{
  self->target = resolve (path);
  if (stat (self->target, &self->old) != 0)
    {
      if (errno == ENOENT)
        return open_temporary (self, error);
      set_errno (error, errno, self->target);
      return FALSE;
    }
  if (S_ISDIR (self->old.st_mode))
    {
      set_errno (error, EISDIR, self->target);
      return FALSE;
    }
  if (!S_ISREG (self->old.st_mode))
    {
      /* A device or a pipe, as in “-o /dev/stdout”: nothing could take its place. */
      self->fd = g_open (self->target, O_WRONLY | O_CLOEXEC | O_NOCTTY, 0);
      if (self->fd < 0)
        set_errno (error, errno, self->target);
      return self->fd >= 0;
    }
  /* Renaming asks only for the folder: without this a read-only file would be replaced. */
  if (faccessat (AT_FDCWD, self->target, W_OK, AT_EACCESS) != 0)
    {
      set_errno (error, errno, self->target);
      return FALSE;
    }
  self->has_old = TRUE;
  return open_temporary (self, error);
}

static gboolean
open_other (MwReplacement *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  /* g_file_replace() writes a file that is not there yet in place; who made it must know, to remove it. */
  self->stream = G_OUTPUT_STREAM (g_file_create (self->file, G_FILE_CREATE_NONE, cancellable, &local_error));
  self->created = self->stream != NULL;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_clear_error (&local_error);
      self->stream = G_OUTPUT_STREAM (
        g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &local_error));
    }
  if (self->stream != NULL)
    return TRUE;
  mw_replacement_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * mw_replacement_new:
 * @file: what to write; its folder must be there
 *
 * Starts to write beside @file. A file that may not be written is refused, even where its folder could be
 * changed.
 *
 * Returns: (transfer full) (nullable): where to write; %NULL with @error of %MW_EXPORT_ERROR, or cancelled
 */
MwReplacement *
mw_replacement_new (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (MwReplacement) self = g_new0 (MwReplacement, 1);
  const char *path = g_file_peek_path (file);

  self->file = g_object_ref (file);
  self->fd = -1;
  if (path != NULL ? !open_local (self, path, error) : !open_other (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * mw_replacement_write:
 *
 * Writes all of @data. After a failure nothing but mw_replacement_free() makes sense.
 */
gboolean
mw_replacement_write (MwReplacement *self,
                      const char *data,
                      gsize length,
                      GCancellable *cancellable,
                      GError **error)
{
  if (self->stream != NULL)
    {
      GError *local_error = NULL;

      if (g_output_stream_write_all (self->stream, data, length, NULL, cancellable, &local_error))
        return TRUE;
      mw_replacement_propagate_error (error, local_error);
      return FALSE;
    }
  while (length > 0)
    {
      gssize written;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      written = write (self->fd, data, length);
      if (written < 0)
        {
          if (errno == EINTR)
            continue;
          set_errno (error, errno, self->target);
          return FALSE;
        }
      data += written;
      length -= (gsize) written;
    }
  return TRUE;
}

/* A new name in a folder outlives a power cut only when the folder is on the disk, too. Not every file system
 * can. */
static void
sync_folder (const char *target)
{
  g_autofree char *folder = g_path_get_dirname (target);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      (void) fsync (fd);
      (void) close (fd);
    }
}

/* As far as the system allows: another's file, or vfat, cannot be given its owner or mode, and the rows
 * count. */
static void
keep_permissions (int fd, const struct stat *old)
{
  if (fchown (fd, old->st_uid, old->st_gid) != 0)
    g_debug ("The new file has another owner than the old one: %s", g_strerror (errno));
  if (fchmod (fd, old->st_mode & 0777) != 0)
    g_debug ("The new file has other permissions than the old one: %s", g_strerror (errno));
}

static gboolean
commit_local (MwReplacement *self, GCancellable *cancellable, GError **error)
{
  int fd = g_steal_fd (&self->fd);
  int failure = 0;

  if (self->has_old)
    keep_permissions (fd, &self->old);
  /* A full disk may show only here: in fsync() with delayed allocation, in close() over a network. */
  if (self->temporary != NULL && fsync (fd) != 0)
    failure = errno;
  if (close (fd) != 0 && failure == 0 && errno != EINTR)
    failure = errno;
  if (failure != 0)
    {
      set_errno (error, failure, self->target);
      return FALSE;
    }
  if (self->temporary == NULL)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_rename (self->temporary, self->target) != 0)
    {
      set_errno (error, errno, self->target);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  sync_folder (self->target);
  return TRUE;
}

static gboolean
commit_other (MwReplacement *self, GCancellable *cancellable, GError **error)
{
  GError *local_error = NULL;

  /* Flushed on its own: a close that fails leaves no second chance to keep the old file. */
  if (!g_output_stream_flush (self->stream, cancellable, &local_error) ||
      !g_output_stream_close (self->stream, cancellable, &local_error))
    {
      mw_replacement_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_object (&self->stream);
  return TRUE;
}

/**
 * mw_replacement_commit:
 *
 * Makes what was written durable and puts it in place of the old file, with that one's owner and permissions
 * where the system allows.
 */
gboolean
mw_replacement_commit (MwReplacement *self, GCancellable *cancellable, GError **error)
{
  return self->stream != NULL ? commit_other (self, cancellable, error)
                              : commit_local (self, cancellable, error);
}

/**
 * mw_replacement_free:
 *
 * What was not committed is removed, and the old file is as it was.
 */
void
mw_replacement_free (MwReplacement *self)
{
  if (self->stream != NULL)
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      /* A plain close, or none, would put the half file in place of the old one (GLib 2.84,
       * glocalfileoutputstream.c). */
      g_cancellable_cancel (cancelled);
      g_output_stream_close (self->stream, cancelled, NULL);
      g_clear_object (&self->stream);
      if (self->created)
        g_file_delete (self->file, NULL, NULL);
    }
  if (self->fd >= 0)
    (void) close (self->fd);
  if (self->temporary != NULL)
    (void) g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->target);
  g_object_unref (self->file);
  g_free (self);
}
