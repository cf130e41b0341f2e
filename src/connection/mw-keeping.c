/* mw-keeping.c: what of a connection's records is kept on this computer: one encrypted file, and its key
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keeping.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "mw-connection-file.h"
#include "mw-lock-file.h"
#include "mw-work.h"

#define SUFFIX         ".records"
#define PASSING_SUFFIX ".passing"
#define PASSING_LOCK   "passing."
#define KEY            "records"

struct _MwKeeping
{
  GObject parent_instance;
  char *id;
  MwSecretStore *store;
  gboolean lasting;
  char *path;
  gboolean is_removed; /* atomic */
  GMutex mutex;        /* everything below */
  GBytes *key;         /* NULL: not unlocked */
  char *message;
};

G_DEFINE_FINAL_TYPE (MwKeeping, mw_keeping, G_TYPE_OBJECT)

static void
mw_keeping_finalize (GObject *object)
{
  MwKeeping *self = MW_KEEPING (object);

  /* The sweep is for those that were killed. */
  if (!self->lasting)
    mw_snapshot_file_remove (self->path, NULL);
  g_clear_object (&self->store);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->message);
  g_free (self->path);
  g_free (self->id);
  G_OBJECT_CLASS (mw_keeping_parent_class)->finalize (object);
}

static void
mw_keeping_class_init (MwKeepingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_keeping_finalize;
}

static void
mw_keeping_init (MwKeeping *self)
{
  g_mutex_init (&self->mutex);
}

/* Of this process. */
static const char *
get_passing_name (void)
{
  static char *name;

  if (g_once_init_enter_pointer (&name))
    g_once_init_leave_pointer (&name, g_uuid_string_random ());
  return name;
}

static char *
dup_path (const char *id, gboolean lasting)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *name = lasting ? g_strconcat (id, SUFFIX, NULL)
                                  : g_strconcat (id, ".", get_passing_name (), PASSING_SUFFIX, NULL);

  return g_build_filename (directory, name, NULL);
}

/**
 * mw_keeping_new:
 * @id: of the connection
 * @store: has its token; the key is kept there too
 * @lasting: whether both are there when the program is started again
 *
 * Returns: (transfer full): what is kept of it; nothing is touched yet
 */
MwKeeping *
mw_keeping_new (const char *id, MwSecretStore *store, gboolean lasting)
{
  MwKeeping *self = g_object_new (MW_TYPE_KEEPING, NULL);

  self->id = g_strdup (id);
  self->store = g_object_ref (store);
  self->lasting = lasting;
  self->path = dup_path (id, lasting);
  return self;
}

const char *
mw_keeping_get_id (MwKeeping *self)
{
  return self->id;
}

static void
wipe (gpointer data)
{
  explicit_bzero (data, MW_SNAPSHOT_KEY_BYTES);
  g_free (data);
}

/* NULL when it is none. */
static GBytes *
key_from_text (const char *text)
{
  guint8 *key;

  if (text == NULL || strlen (text) != 2 * MW_SNAPSHOT_KEY_BYTES)
    return NULL;
  for (guint i = 0; i < 2 * MW_SNAPSHOT_KEY_BYTES; i++)
    if (!g_ascii_isxdigit (text[i]))
      return NULL;
  key = g_malloc (MW_SNAPSHOT_KEY_BYTES);
  for (guint i = 0; i < MW_SNAPSHOT_KEY_BYTES; i++)
    key[i] = (guint8) (16 * g_ascii_xdigit_value (text[2 * i]) + g_ascii_xdigit_value (text[2 * i + 1]));
  return g_bytes_new_with_free_func (key, MW_SNAPSHOT_KEY_BYTES, wipe, key);
}

static void
add_key (MwSecrets *secrets, GBytes *key)
{
  char text[2 * MW_SNAPSHOT_KEY_BYTES + 1];
  const guint8 *bytes = g_bytes_get_data (key, NULL);

  for (guint i = 0; i < MW_SNAPSHOT_KEY_BYTES; i++)
    g_snprintf (text + 2 * i, 3, "%02x", bytes[i]);
  mw_secrets_set (secrets, KEY, text);
  explicit_bzero (text, sizeof text);
}

static char *
dup_key_id (MwKeeping *self)
{
  return g_strconcat (self->id, SUFFIX, NULL);
}

static GBytes *
make_key (MwKeeping *self, const char *id, MwFiber *fiber, GError **error)
{
  g_autoptr (GBytes) key = mw_snapshot_file_new_key ();
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();

  if (key == NULL)
    {
      g_set_error_literal (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_UNSAFE, "There are no random numbers");
      return NULL;
    }
  add_key (secrets, key);
  if (!dex_await (mw_fiber_until (fiber, mw_secret_store_write (self->store, id, secrets)), error))
    return NULL;
  return g_steal_pointer (&key);
}

/* What is stored and is no key is replaced: the file is set aside then. */
static GBytes *
get_key (MwKeeping *self, MwFiber *fiber, GError **error)
{
  g_autofree char *id = dup_key_id (self);
  g_autoptr (GError) reason = NULL;
  g_autoptr (MwSecrets)
    secrets = dex_await_boxed (mw_fiber_until (fiber, mw_secret_store_read (self->store, id)), &reason);
  GBytes *key = secrets != NULL ? key_from_text (mw_secrets_get (secrets, KEY)) : NULL;

  if (secrets == NULL && !g_error_matches (reason, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  return key != NULL ? key : make_key (self, id, fiber, error);
}

/* Two processes that are started at once must not make two keys. */
static DexFuture *
unlock_fiber (MwFiber *fiber, gpointer data)
{
  MwKeeping *self = data;
  g_autofree char *name = g_strconcat (self->id, ".key", NULL);
  g_autoptr (GError) error = NULL;
  int lock = mw_lock_file_await (name, fiber, &error);
  GBytes *key;

  if (lock < 0)
    return dex_future_new_for_error (g_steal_pointer (&error));
  key = get_key (self, fiber, &error);
  mw_lock_file_release (lock);
  if (key == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->key, g_bytes_unref);
  self->key = key;
  g_mutex_unlock (&self->mutex);
  return dex_future_new_true ();
}

static GBytes *
dup_key (MwKeeping *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->key != NULL ? g_bytes_ref (self->key) : NULL;
}

/**
 * mw_keeping_unlock:
 * @self: what is kept
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with a #MwSecretStoreError
 */
DexFuture *
mw_keeping_unlock (MwKeeping *self)
{
  g_autoptr (GBytes) key = dup_key (self);

  if (key != NULL)
    return dex_future_new_true ();
  return mw_fiber_spawn ("key of records", unlock_fiber, g_object_ref (self), g_object_unref);
}

/* For people: the sentence that says why, with where the file is now. */
static char *
describe (const GError *reason, const char *aside)
{
  if (g_error_matches (reason, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_NEWER))
    return g_strdup_printf (_ ("The records kept on this computer are of a newer Millwright. Their file was "
                               "set aside as %s, and they are read anew."),
                            aside);
  if (g_error_matches (reason, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_KEY))
    return g_strdup_printf (_ ("The records kept on this computer cannot be opened: the keyring has another "
                               "key, or their file is damaged. It was set aside as %s, and they are read "
                               "anew."),
                            aside);
  return g_strdup_printf (_ ("The file with the records kept on this computer is damaged. It was set aside "
                             "as %s, and they are read anew."),
                          aside);
}

static gboolean
move_away (MwKeeping *self, const GError *reason, GError **error)
{
  g_autofree char *aside = mw_snapshot_file_set_aside (self->path, error);

  if (aside == NULL)
    return FALSE;
  g_mutex_lock (&self->mutex);
  g_free (self->message);
  self->message = describe (reason, aside);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/* Held for a moment only, and without waiting for another worker. */
static int
lock_file (MwKeeping *self, GError **error)
{
  g_autofree char *name = g_strconcat (self->id, ".file", NULL);

  return mw_lock_file_take (name, NULL, error);
}

/* Somebody else may have done it meanwhile: their new file must not be moved away. */
static MwSnapshotFile *
open_anew (MwKeeping *self, GBytes *key, GError **error)
{
  int lock = lock_file (self, error);
  g_autoptr (GError) reason = NULL;
  MwSnapshotFile *file;

  if (lock < 0)
    return NULL;
  file = mw_snapshot_file_open (self->path, key, &reason);
  if (file == NULL && !mw_snapshot_error_is_final (reason))
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (file == NULL && move_away (self, reason, error))
    file = mw_snapshot_file_open (self->path, key, error);
  mw_lock_file_release (lock);
  return file;
}

/* As long as the process runs nobody sweeps its files. */
static gboolean
hold_passing (GError **error)
{
  static GMutex mutex;
  static int lock = -1;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *name = g_strconcat (PASSING_LOCK, get_passing_name (), NULL);

  if (lock < 0)
    lock = mw_lock_file_take (name, NULL, error);
  return lock >= 0;
}

/* A connection that another process has removed is not begun again. */
static gboolean
is_there (MwKeeping *self)
{
  g_autofree char *stem = g_strndup (self->path, strlen (self->path) - strlen (SUFFIX));
  g_autofree char *own = g_strconcat (stem, ".json", NULL);

  return !g_atomic_int_get (&self->is_removed) && (!self->lasting || g_file_test (own, G_FILE_TEST_EXISTS));
}

static MwSnapshotFile *
fail_nothing (GError **error)
{
  g_set_error_literal (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_FILE, "Nothing is kept here");
  return NULL;
}

/* Who disconnects in another process at this moment leaves no file behind. */
static MwSnapshotFile *
check_still_there (MwKeeping *self, MwSnapshotFile *file, GError **error)
{
  if (file == NULL || is_there (self))
    return file;
  mw_snapshot_file_close (file);
  mw_snapshot_file_remove (self->path, NULL);
  return fail_nothing (error);
}

/**
 * mw_keeping_open:
 * @self: what is kept, unlocked
 *
 * Blocks.
 *
 * Returns: (transfer full): the file, which may be new; %NULL with a #MwSnapshotError
 */
MwSnapshotFile *
mw_keeping_open (MwKeeping *self, GError **error)
{
  g_autoptr (GBytes) key = dup_key (self);
  g_autoptr (GError) reason = NULL;
  MwSnapshotFile *file;

  if (key == NULL || !is_there (self))
    return fail_nothing (error);
  if (!self->lasting && !hold_passing (error))
    return NULL;
  file = mw_snapshot_file_open (self->path, key, &reason);
  if (file != NULL)
    return check_still_there (self, file, error);
  if (mw_snapshot_error_is_final (reason))
    return check_still_there (self, open_anew (self, key, error), error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

/**
 * mw_keeping_open_to_read:
 * @self: what is kept, unlocked
 *
 * Blocks.
 *
 * Returns: (transfer full): the file, to be closed soon; %NULL with a #MwSnapshotError
 */
MwSnapshotFile *
mw_keeping_open_to_read (MwKeeping *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  MwSnapshotFile *file = mw_keeping_open (self, &reason);
  g_autoptr (GBytes) key = dup_key (self);

  if (file != NULL)
    return file;
  if (g_error_matches (reason, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_FULL))
    return mw_snapshot_file_open_alone (self->path, key, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

/* Somebody else, who has found the same, may have begun a new one. */
static gboolean
is_other_file (MwKeeping *self, const char *file_id)
{
  g_autoptr (GBytes) key = dup_key (self);
  g_autoptr (MwSnapshotFile) file = key != NULL ? mw_snapshot_file_open (self->path, key, NULL) : NULL;

  return file != NULL && file_id != NULL && !g_str_equal (mw_snapshot_file_get_id (file), file_id);
}

/**
 * mw_keeping_set_aside:
 * @self: what is kept
 * @file_id: (nullable): of the file in which it was found
 * @reason: what is wrong with it
 *
 * Blocks.
 */
void
mw_keeping_set_aside (MwKeeping *self, const char *file_id, const GError *reason)
{
  g_autoptr (GError) error = NULL;
  int lock = lock_file (self, &error);

  if (lock >= 0)
    {
      if (!is_other_file (self, file_id))
        move_away (self, reason, &error);
      mw_lock_file_release (lock);
    }
  if (error != NULL)
    g_debug ("A file of records could not be set aside: %s", error->message);
}

char *
mw_keeping_steal_message (MwKeeping *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_steal_pointer (&self->message);
}

/* The file, what belongs to it, and what was set aside: they begin alike. */
static gboolean
remove_files (gpointer data, GCancellable *cancellable, GError **error)
{
  MwKeeping *self = data;
  g_autofree char *directory = g_path_get_dirname (self->path);
  g_autofree char *start = g_path_get_basename (self->path);
  g_autoptr (GDir) folder = g_dir_open (directory, 0, NULL);
  const char *name;

  if (!mw_snapshot_file_remove (self->path, error))
    return FALSE;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (g_str_has_prefix (name, start) && !mw_snapshot_file_remove (path, error))
        return FALSE;
    }
  return TRUE;
}

/* The key first: without it the file is worth nothing. */
static DexFuture *
remove_fiber (MwFiber *fiber, gpointer data)
{
  MwKeeping *self = data;
  g_autofree char *id = dup_key_id (self);
  g_autoptr (GError) error = NULL;

  if (!dex_await (mw_fiber_until (fiber, mw_secret_store_remove (self->store, id)), &error) ||
      !dex_await (mw_fiber_until (
                    fiber, mw_work_run ("remove records", remove_files, g_object_ref (self), g_object_unref)),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * mw_keeping_remove:
 * @self: what is kept
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with what kept the key or a file from being removed
 */
DexFuture *
mw_keeping_remove (MwKeeping *self)
{
  g_atomic_int_set (&self->is_removed, TRUE);
  return mw_fiber_spawn ("remove records", remove_fiber, g_object_ref (self), g_object_unref);
}

static gboolean
is_running (const char *process)
{
  g_autoptr (GCancellable) at_once = g_cancellable_new ();
  g_autofree char *name = g_strconcat (PASSING_LOCK, process, NULL);
  int lock;

  g_cancellable_cancel (at_once);
  lock = mw_lock_file_take (name, at_once, NULL);
  if (lock >= 0)
    mw_lock_file_release (lock);
  return lock < 0;
}

/**
 * mw_keeping_sweep:
 * @directory: of connections
 *
 * Blocks.
 */
void
mw_keeping_sweep (const char *directory)
{
  g_autoptr (GDir) folder = g_dir_open (directory, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      const char *end = strstr (name, PASSING_SUFFIX);
      g_autofree char *stem = end != NULL ? g_strndup (name, (gsize) (end - name)) : NULL;
      const char *process = stem != NULL ? strrchr (stem, '.') : NULL;
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (process != NULL && g_uuid_string_is_valid (process + 1) && !is_running (process + 1))
        mw_snapshot_file_remove (path, NULL);
    }
}
