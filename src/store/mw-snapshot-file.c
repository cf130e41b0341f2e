/* mw-snapshot-file.c: an encrypted file of SQLCipher: opening, refusing, setting aside
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* SQLCipher has the names of SQLite's functions, and other libraries of a desktop program bring SQLite along.
 * If that one is found first, a key is taken without a word and everything lies in clear. So the library is
 * asked what it is before any file is touched, and a new file is looked at before anything of the user's is
 * in it. */

#include "mw-snapshot-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define FORMAT       1
#define PAGE_SIZE    16384
#define PLAIN_HEADER "SQLite format 3"
/* Others hold the file for one page at a time. */
#define PATIENCE_MSEC 20000
/* How often it is looked whether a file becomes one. */
#define SHORT_LOOKS 10

static const char schema[] =
  "CREATE TABLE file (id TEXT NOT NULL);"
  "CREATE TABLE read (number INTEGER PRIMARY KEY AUTOINCREMENT, entity TEXT NOT NULL, basis TEXT NOT NULL,"
  "  maker TEXT NOT NULL, began_at INTEGER NOT NULL, ended_at INTEGER NOT NULL);"
  "CREATE TABLE step (number INTEGER PRIMARY KEY AUTOINCREMENT, read INTEGER NOT NULL, kind INTEGER NOT NULL,"
  "  page INTEGER, size INTEGER NOT NULL, data BLOB NOT NULL);"
  "CREATE INDEX step_read ON step (read);"
  "CREATE INDEX step_page ON step (page) WHERE page IS NOT NULL;"
  "CREATE TABLE page (number INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER NOT NULL);"
  "CREATE TABLE block (number INTEGER PRIMARY KEY, page INTEGER NOT NULL, data BLOB NOT NULL);"
  "CREATE INDEX block_page ON block (page);"
  "PRAGMA user_version = " G_STRINGIFY (FORMAT);

G_DEFINE_QUARK (mw_snapshot_error_quark, mw_snapshot_error)

static MwSnapshotError
get_code (int status)
{
  switch (status & 0xff)
    {
    case SQLITE_NOTADB:
      return MW_SNAPSHOT_ERROR_KEY;
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: /* a table is not as it was made */
    case SQLITE_SCHEMA:
      return MW_SNAPSHOT_ERROR_DAMAGED;
    case SQLITE_FULL:
      return MW_SNAPSHOT_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return MW_SNAPSHOT_ERROR_BUSY;
    case SQLITE_IOERR:
      return status == SQLITE_IOERR_WRITE || status == SQLITE_IOERR_FSYNC ||
                 status == SQLITE_IOERR_TRUNCATE || status == SQLITE_IOERR_SHMSIZE
               ? MW_SNAPSHOT_ERROR_FULL
               : MW_SNAPSHOT_ERROR_FILE;
    default:
      return MW_SNAPSHOT_ERROR_FILE;
    }
}

/* Whatever of it was to grow. */
static gboolean
is_full (int number)
{
  return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

void
mw_snapshot_file_set_error (MwSnapshotFile *self, int status, GError **error)
{
  int system = sqlite3_system_errno (self->db);
  int extended = sqlite3_extended_errcode (self->db);

  if ((extended & 0xff) == (status & 0xff))
    status = extended;
  if ((status & 0xff) == SQLITE_IOERR && system != 0)
    g_set_error (error, MW_SNAPSHOT_ERROR, is_full (system) ? MW_SNAPSHOT_ERROR_FULL : get_code (status),
                 "%s: %s", self->path, g_strerror (system));
  else
    g_set_error (error, MW_SNAPSHOT_ERROR, get_code (status), "%s: %s", self->path, sqlite3_errstr (status));
}

/**
 * mw_snapshot_file_new_key:
 *
 * Returns: (transfer full): random bytes; %NULL when the system has none
 */
GBytes *
mw_snapshot_file_new_key (void)
{
  guint8 key[MW_SNAPSHOT_KEY_BYTES];
  gssize n = getrandom (key, sizeof key, 0);
  GBytes *bytes = n == (gssize) sizeof key ? g_bytes_new (key, sizeof key) : NULL;

  explicit_bzero (key, sizeof key);
  return bytes;
}

static gboolean
fail_unsafe (GError **error)
{
  g_set_error_literal (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_UNSAFE,
                       "The library that answers for SQLCipher does not encrypt");
  return FALSE;
}

/* Whether what answers knows of encryption; asked of a database in memory. */
static gboolean
check_library (GError **error)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean answers = sqlite3_open_v2 (":memory:", &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
                     sqlite3_prepare_v2 (db, "PRAGMA cipher_version", -1, &statement, NULL) == SQLITE_OK &&
                     sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_text (statement, 0) != NULL;

  sqlite3_finalize (statement);
  sqlite3_close (db);
  return answers || fail_unsafe (error);
}

/* Only this user may read it, whatever is in it. One that is there is not opened: to close it again would end
 * the locks that SQLite has on it in this process (POSIX), and others would take the file for theirs alone.
 */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST)
    return TRUE;
  if (fd < 0)
    {
      g_set_error (error, MW_SNAPSHOT_ERROR,
                   is_full (errno) ? MW_SNAPSHOT_ERROR_FULL : MW_SNAPSHOT_ERROR_FILE, "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  close (fd);
  return TRUE;
}

/* What is left of a file that was cut off before the end of its first page would be taken for a new one, and
 * written over. One that is being made is not so short for long. */
static gboolean
check_size (const char *path, GError **error)
{
  GStatBuf info = { 0 };

  for (guint i = 0; i < SHORT_LOOKS; i++)
    {
      if (g_stat (path, &info) != 0 || info.st_size == 0 || info.st_size >= PAGE_SIZE)
        return TRUE;
      g_usleep (G_USEC_PER_SEC / 50);
    }
  g_set_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_DAMAGED, "%s: cut off", path);
  return FALSE;
}

/* Read through SQLite's own descriptor, for the same reason. */
static gboolean
check_header (MwSnapshotFile *self, GError **error)
{
  char header[sizeof PLAIN_HEADER] = "";
  sqlite3_file *file = NULL;

  return (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
          file != NULL && file->pMethods != NULL &&
          file->pMethods->xRead (file, header, sizeof header, 0) == SQLITE_OK &&
          memcmp (header, PLAIN_HEADER, sizeof header) != 0) ||
         fail_unsafe (error);
}

/* The raw key, so that none is derived: that would take a fifth of a second. */
static gboolean
give_key (MwSnapshotFile *self, GBytes *key, GError **error)
{
  char text[2 * MW_SNAPSHOT_KEY_BYTES + 4] = "x'";
  const guint8 *bytes = g_bytes_get_data (key, NULL);
  int status;

  for (guint i = 0; i < MW_SNAPSHOT_KEY_BYTES; i++)
    g_snprintf (text + 2 + 2 * i, 3, "%02x", bytes[i]);
  text[sizeof text - 2] = '\'';
  text[sizeof text - 1] = '\0';
  status = sqlite3_key (self->db, text, (int) sizeof text - 1);
  explicit_bzero (text, sizeof text);
  if (status != SQLITE_OK)
    mw_snapshot_file_set_error (self, status, error);
  return status == SQLITE_OK;
}

static gboolean
ask_number (MwSnapshotFile *self, const char *sql, gint64 *number, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (self, sql, error);
  gboolean more;

  if (query == NULL || !mw_snapshot_query_next (query, &more, error))
    return FALSE;
  *number = more ? mw_snapshot_query_get_number (query, 0) : 0;
  return !more || mw_snapshot_query_end (query, error);
}

static gboolean
make_tables (MwSnapshotFile *self, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  MwSnapshotQuery *query;

  if (!mw_snapshot_file_run (self, schema, error))
    return FALSE;
  query = mw_snapshot_file_ask (self, "INSERT INTO file (id) VALUES (?)", error);
  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_text (query, 1, id);
  return mw_snapshot_query_end (query, error);
}

/* Somebody else may make them at the same time. */
static gboolean
prepare_tables (MwSnapshotFile *self, GError **error)
{
  gint64 version;

  if (!ask_number (self, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == 0)
    {
      if (!mw_snapshot_file_begin (self, error) ||
          !ask_number (self, "PRAGMA user_version", &version, error) ||
          (version == 0 && !make_tables (self, error)) || !mw_snapshot_file_commit (self, error))
        return FALSE;
      version = MAX (version, FORMAT);
    }
  if (version <= FORMAT)
    return TRUE;
  g_set_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_NEWER, "%s: format %" G_GINT64_FORMAT, self->path,
               version);
  return FALSE;
}

static gboolean
read_id (MwSnapshotFile *self, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (self, "SELECT id FROM file", error);
  gboolean more;

  if (query == NULL || !mw_snapshot_query_next (query, &more, error))
    return FALSE;
  self->id = g_strdup (more ? mw_snapshot_query_get_text (query, 0) : NULL);
  if (self->id != NULL)
    return mw_snapshot_query_end (query, error);
  g_set_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_DAMAGED, "%s: no id", self->path);
  return FALSE;
}

/* Blobs of some kilobytes: larger pages have less overhead each. */
#define SETTINGS_OF_FILE "PRAGMA cipher_page_size = " G_STRINGIFY (PAGE_SIZE) "; PRAGMA temp_store = MEMORY"
/* A crash of the program loses nothing, one of the computer at most the last pages. */
#define SETTINGS_OF_WRITING                                                                                  \
  "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF"

/* Before it is looked into: who sees which page is then noted in memory, and not in a file beside it. */
#define SETTINGS_OF_ONE_READER "PRAGMA locking_mode = EXCLUSIVE"

static gboolean
open_db (MwSnapshotFile *self, GBytes *key, gboolean alone, GError **error)
{
  int status = sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (status != SQLITE_OK)
    {
      mw_snapshot_file_set_error (self, status, error);
      return FALSE;
    }
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, PATIENCE_MSEC);
  return give_key (self, key, error) && mw_snapshot_file_run (self, SETTINGS_OF_FILE, error) &&
         (!alone || mw_snapshot_file_run (self, SETTINGS_OF_ONE_READER, error)) &&
         prepare_tables (self, error) && check_header (self, error) && read_id (self, error) &&
         mw_snapshot_file_run (self, SETTINGS_OF_WRITING, error);
}

static MwSnapshotFile *
open_file (const char *path, GBytes *key, gboolean alone, GError **error)
{
  g_autoptr (MwSnapshotFile) self = NULL;

  g_return_val_if_fail (g_bytes_get_size (key) == MW_SNAPSHOT_KEY_BYTES, NULL);

  if (!check_library (error) || !make_file (path, error) || !check_size (path, error))
    return NULL;
  self = g_new0 (MwSnapshotFile, 1);
  self->path = g_strdup (path);
  self->queries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) mw_snapshot_query_free);
  return open_db (self, key, alone, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * mw_snapshot_file_open:
 * @path: the file; made when it is not there
 * @key: the key it was made with
 * @error: a #MwSnapshotError
 *
 * Returns: (transfer full): the file; %NULL when it cannot be used
 */
MwSnapshotFile *
mw_snapshot_file_open (const char *path, GBytes *key, GError **error)
{
  return open_file (path, key, FALSE, error);
}

/**
 * mw_snapshot_file_open_alone:
 * @path: the file
 * @key: the key it was made with
 * @error: a #MwSnapshotError
 *
 * Where the disk is full there is no room for what programs share that have the file open: then one of them
 * can read it at a time.
 *
 * Returns: (transfer full): the file, for which others wait until it is closed; %NULL when it cannot be used
 */
MwSnapshotFile *
mw_snapshot_file_open_alone (const char *path, GBytes *key, GError **error)
{
  return open_file (path, key, TRUE, error);
}

void
mw_snapshot_file_close (MwSnapshotFile *self)
{
  g_hash_table_unref (self->queries);
  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self->id);
  g_free (self);
}

const char *
mw_snapshot_file_get_id (const MwSnapshotFile *self)
{
  return self->id;
}

gboolean
mw_snapshot_error_is_final (const GError *error)
{
  return error != NULL && error->domain == MW_SNAPSHOT_ERROR &&
         (error->code == MW_SNAPSHOT_ERROR_KEY || error->code == MW_SNAPSHOT_ERROR_DAMAGED ||
          error->code == MW_SNAPSHOT_ERROR_NEWER);
}

/**
 * mw_snapshot_error_get_reason:
 * @error: a #MwSnapshotError
 *
 * Returns: why nothing is kept, for people, translated: the rest of “… not kept on this computer: ”
 */
const char *
mw_snapshot_error_get_reason (const GError *error)
{
  if (g_error_matches (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_FULL))
    return _ ("the disk is full");
  if (g_error_matches (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_UNSAFE))
    return _ ("nothing here can encrypt them");
  if (g_error_matches (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_BUSY))
    return _ ("another Millwright is writing");
  return _ ("their file cannot be written");
}

/* What belongs to a file: pages that were not written back yet, and who sees which of them. */
static const char *const parts[] = { "", "-wal", "-shm" };

static gboolean
fail_file (const char *path, GError **error)
{
  g_set_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_FILE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static char *
dup_aside_path (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *moment = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *aside = g_strdup_printf ("%s.set-aside-%s", path, moment);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.set-aside-%s-%u", path, moment, i);
    }
  return aside;
}

/**
 * mw_snapshot_file_set_aside:
 * @path: a file that cannot be used
 *
 * Returns: (transfer full): where it is now; %NULL when it cannot be moved
 */
char *
mw_snapshot_file_set_aside (const char *path, GError **error)
{
  g_autofree char *aside = dup_aside_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, parts[i], NULL);
      g_autofree char *to = g_strconcat (aside, parts[i], NULL);

      if (g_rename (from, to) != 0 && (i == 0 || errno != ENOENT))
        {
          fail_file (from, error);
          return NULL;
        }
    }
  return g_steal_pointer (&aside);
}

gboolean
mw_snapshot_file_remove (const char *path, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = g_strconcat (path, parts[i], NULL);

      if (g_unlink (part) != 0 && errno != ENOENT)
        return fail_file (part, error);
    }
  return TRUE;
}
