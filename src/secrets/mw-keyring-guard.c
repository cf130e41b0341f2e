/* mw-keyring-guard.c: looks at libsecret's keyring file before libsecret does
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring-guard.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "mw-keyring-file.h"
#include "mw-secret-store.h"

/* The format as libsecret's secret-file-collection.c reads it. It takes the file for what it should be and
 * ends the process in g_assert (n_data == salt_size) when it was cut, so that is found out here first. */
#define MAGIC          "GnomeKeyring\n\r\0\n"
#define MAGIC_SIZE     16
#define VERSION        "\1\0"
#define PREFIX_SIZE    (MAGIC_SIZE + 2) /* with the version */
#define CONTENTS       "(uayutua(a{say}ay))"
#define MAX_SIZE       (64 * 1024 * 1024)
#define MAX_ITERATIONS 10000000 /* libsecret writes 100,000; a damaged number would compute for hours */

#define PORTAL_VERSION 1

static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP_NAME") != NULL;
}

static gboolean
is_file_wanted (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0;
}

/* Whether somebody keeps the key of the file: _secret_file_backend_check_portal_version (). */
static gboolean
has_portal (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) version = NULL;

  if (bus == NULL)
    return FALSE;
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.portal.Desktop",
                                        "/org/freedesktop/portal/desktop", "org.freedesktop.DBus.Properties",
                                        "Get",
                                        g_variant_new ("(ss)", "org.freedesktop.portal.Secret", "version"),
                                        G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (answer == NULL)
    return FALSE;
  g_variant_get (answer, "(v)", &version);
  return g_variant_is_of_type (version, G_VARIANT_TYPE_UINT32) &&
         g_variant_get_uint32 (version) == PORTAL_VERSION;
}

/* libsecret asks once in the life of a process, and so is here. */
enum
{
  NOT_KNOWN,
  SERVICE,
  FILE_OF_OURS,
};

static gsize used;

/**
 * mw_keyring_guard_uses_file:
 *
 * The same rule as libsecret's backend_get_impl_type (): in a Flatpak or Snap where a portal keeps the key,
 * or when the environment says so. In a Flatpak without such a portal the tokens are in the keyring of the
 * computer. Blocks the first time, as libsecret does.
 *
 * Returns: whether secrets go into a file that libsecret encrypts
 */
gboolean
mw_keyring_guard_uses_file (void)
{
  if (g_once_init_enter (&used))
    g_once_init_leave (
      &used, (gsize) ((is_sandboxed () && has_portal ()) || is_file_wanted () ? FILE_OF_OURS : SERVICE));
  return used == FILE_OF_OURS;
}

/**
 * mw_keyring_guard_seems_to_use_file:
 *
 * The same without blocking, for what is shown: what is known, else what is usual.
 */
gboolean
mw_keyring_guard_seems_to_use_file (void)
{
  gsize known = (gsize) g_atomic_pointer_get (&used);

  return known != NOT_KNOWN ? known == FILE_OF_OURS : is_sandboxed () || is_file_wanted ();
}

/* NULL when it is not such a file. */
static GVariant *
parse (const char *data, gsize length)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) contents = NULL;

  if (length < PREFIX_SIZE || length > MAX_SIZE || memcmp (data, MAGIC VERSION, PREFIX_SIZE) != 0)
    return NULL;
  bytes = g_bytes_new (data + PREFIX_SIZE, length - PREFIX_SIZE);
  contents = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (CONTENTS), bytes, FALSE));
  return g_variant_is_normal_form (contents) ? g_steal_pointer (&contents) : NULL;
}

static gboolean
is_sound (const char *data, gsize length)
{
  g_autoptr (GVariant) contents = parse (data, length);
  g_autoptr (GVariant) salt = NULL;
  guint32 salt_size, iterations;

  if (contents == NULL)
    return FALSE;
  g_variant_get_child (contents, 0, "u", &salt_size);
  salt = g_variant_get_child_value (contents, 1);
  g_variant_get_child (contents, 2, "u", &iterations);
  return GUINT32_FROM_LE (salt_size) == g_variant_n_children (salt) &&
         GUINT32_FROM_LE (iterations) <= MAX_ITERATIONS;
}

/* The file as libsecret has it in this process. */
static GMutex seen_mutex;
static struct stat seen;

static gboolean
is_seen (const struct stat *now)
{
  return now->st_ino == seen.st_ino && now->st_size == seen.st_size &&
         now->st_mtim.tv_sec == seen.st_mtim.tv_sec && now->st_mtim.tv_nsec == seen.st_mtim.tv_nsec;
}

/* libsecret reads the file again when its time in whole seconds is another than when it read it. The part of
 * a second is any: by it libsecret knows, when it writes, the file that it read, and of two files that two
 * processes wrote or touched in one tick of the kernel's clock both would be that one. */
static void
touch (const char *path)
{
  struct stat now;

  if (stat (path, &now) != 0)
    return;
  utimensat (AT_FDCWD, path,
             (const struct timespec[]) {
               now.st_atim,
               { MAX (now.st_mtim.tv_sec, seen.st_mtim.tv_sec) + 1, g_random_int_range (0, 1000000000) },
             },
             0);
}

/* Another process that stored something (a token that it renewed) has made a new file of it. */
static void
notice_other_writer (const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&seen_mutex);
  struct stat now;

  if (stat (path, &now) == 0 && seen.st_ino != 0 && !is_seen (&now))
    touch (path);
  stat (path, &seen);
}

gboolean
mw_keyring_guard_check (GError **error)
{
  g_autofree char *path = mw_keyring_file_dup_path ();
  g_autofree char *data = NULL;
  g_autoptr (GError) local = NULL;
  gsize length;

  if (!mw_keyring_guard_uses_file ())
    return TRUE;
  if (!g_file_get_contents (path, &data, &length, &local))
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_ACCESS,
                   "The keyring file cannot be read: %s", local->message);
      return FALSE;
    }
  if (is_sound (data, length))
    {
      notice_other_writer (path);
      return TRUE;
    }
  g_set_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_BROKEN,
               "The keyring file %s is damaged or cut off", path);
  return FALSE;
}

/**
 * mw_keyring_guard_touch:
 *
 * libsecret notices when writing that the file is not the one it read, but does not read it again in the same
 * second. Two processes that write within one second (window and command line) would fail like that for ever.
 */
void
mw_keyring_guard_touch (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&seen_mutex);
  g_autofree char *path = mw_keyring_file_dup_path ();

  touch (path);
  stat (path, &seen);
}

/**
 * mw_keyring_guard_remember:
 *
 * This process has just written the file: what it finds next time, if it is another, is of another process.
 */
void
mw_keyring_guard_remember (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&seen_mutex);
  g_autofree char *path = mw_keyring_file_dup_path ();

  stat (path, &seen);
}
