/* mw-arrangements.c: how the user has arranged columns, remembered for each list of each connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-arrangements.h"

#include <errno.h>

#include "mw-connection.h"
#include "mw-grid-columns.h"
#include "mw-grid.h"
#include "mw-work.h"

/* After a change more come soon: a column is being dragged. */
#define WRITE_AFTER_S 1
#define MAX_BYTES     (4 * 1024 * 1024)

struct _MwArrangements
{
  GObject parent_instance;

  char *path;
  GKeyFile *file; /* a group for each connection, a key for each list */
  GListModel *connections;
  DexFuture *writing;
  guint write_source;
  gboolean is_loaded;
};

G_DEFINE_FINAL_TYPE (MwArrangements, mw_arrangements, G_TYPE_OBJECT)

/* One reading or writing; atomically reference-counted, @text is the worker's while it runs. */
typedef struct
{
  char *path;
  char *text;
} Job;

static void
job_clear (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->text);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

static Job *
job_new (MwArrangements *self, char *text)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->path = g_strdup (self->path);
  job->text = text;
  return job;
}

static gboolean
read_file (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  gsize length = 0;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (job->path, &text, &length, error))
    return FALSE;
  if (length > MAX_BYTES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "The file of arrangements is too large");
      return FALSE;
    }
  job->text = g_steal_pointer (&text);
  return TRUE;
}

static gboolean
write_file (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autofree char *folder = g_path_get_dirname (job->path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s cannot be made", folder);
      return FALSE;
    }
  return g_file_set_contents_full (job->path, job->text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
write_cb (gpointer data)
{
  MwArrangements *self = data;
  Job *job = job_new (self, g_key_file_to_data (self->file, NULL, NULL));

  self->write_source = 0;
  dex_clear (&self->writing);
  self->writing = mw_work_run ("arrangements", write_file, job, job_unref);
  return G_SOURCE_REMOVE;
}

static void
write_soon (MwArrangements *self)
{
  if (self->write_source == 0)
    self->write_source = g_timeout_add_seconds (WRITE_AFTER_S, write_cb, self);
}

static gboolean
is_connected (MwArrangements *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (self->connections, i);

      if (g_str_equal (mw_connection_get_id (connection), id))
        return TRUE;
    }
  return FALSE;
}

static void
forget_others (MwArrangements *self)
{
  g_auto (GStrv) groups = self->is_loaded && self->connections ? g_key_file_get_groups (self->file, NULL)
                                                               : NULL;

  for (guint i = 0; groups && groups[i]; i++)
    if (!is_connected (self, groups[i]))
      {
        g_key_file_remove_group (self->file, groups[i], NULL);
        write_soon (self);
      }
}

static void
mw_arrangements_finalize (GObject *object)
{
  MwArrangements *self = MW_ARRANGEMENTS (object);

  g_clear_handle_id (&self->write_source, g_source_remove);
  dex_clear (&self->writing);
  g_clear_object (&self->connections);
  g_key_file_unref (self->file);
  g_free (self->path);
  G_OBJECT_CLASS (mw_arrangements_parent_class)->finalize (object);
}

static void
mw_arrangements_class_init (MwArrangementsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_arrangements_finalize;
}

static void
mw_arrangements_init (MwArrangements *self)
{
  self->file = g_key_file_new ();
}

/**
 * mw_arrangements_get_default:
 *
 * Returns: (transfer none): what the user has arranged
 */
MwArrangements *
mw_arrangements_get_default (void)
{
  static MwArrangements *all;

  if (!all)
    {
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), "millwright", "columns.ini", NULL);

      all = mw_arrangements_new (path);
    }
  return all;
}

/**
 * mw_arrangements_new:
 * @path: of the file, which need not be there
 *
 * Returns: (transfer full): nothing that is remembered yet
 */
MwArrangements *
mw_arrangements_new (const char *path)
{
  MwArrangements *self = g_object_new (MW_TYPE_ARRANGEMENTS, NULL);

  self->path = g_strdup (path);
  return self;
}

typedef struct
{
  MwArrangements *self;
  Job *job;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->self);
  job_unref (loading->job);
  g_free (loading);
}

/* What cannot be read was not arranged. */
static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Loading *loading = data;
  MwArrangements *self = loading->self;
  g_autoptr (GKeyFile) file = g_key_file_new ();

  self->is_loaded = TRUE;
  if (dex_future_is_resolved (future) &&
      g_key_file_load_from_data (file, loading->job->text, G_MAXSIZE, G_KEY_FILE_NONE, NULL))
    {
      g_key_file_unref (self->file);
      self->file = g_steal_pointer (&file);
    }
  forget_others (self);
  return dex_future_new_for_boolean (TRUE);
}

/**
 * mw_arrangements_load:
 * @self: the arrangements
 *
 * Returns: (transfer full): resolves when what was remembered is there, or nothing was
 */
DexFuture *
mw_arrangements_load (MwArrangements *self)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->self = g_object_ref (self);
  loading->job = job_new (self, NULL);
  return dex_future_finally (
    mw_work_run ("arrangements", read_file, g_atomic_rc_box_acquire (loading->job), job_unref), on_read,
    loading, loading_free);
}

/**
 * mw_arrangements_set_connections:
 * @self: the arrangements
 * @connections: of #MwConnection: what belongs to others is forgotten, now and when one goes
 */
void
mw_arrangements_set_connections (MwArrangements *self, GListModel *connections)
{
  if (self->connections == connections)
    return;
  if (self->connections)
    g_signal_handlers_disconnect_by_func (self->connections, forget_others, self);
  g_set_object (&self->connections, connections);
  g_signal_connect_object (connections, "items-changed", G_CALLBACK (forget_others), self, G_CONNECT_SWAPPED);
  forget_others (self);
}

/* Ids of raw sets come from system files: anything may stand in them. */
static char *
dup_key (const char *prefix, const char *list, gboolean is_raw)
{
  g_autofree char *escaped = g_uri_escape_string (list, NULL, FALSE);
  g_autofree char *plain = g_strdelimit (g_steal_pointer (&escaped), "%.~", '-');

  return g_strconcat (prefix, is_raw ? "raw-" : "normalized-", plain, NULL);
}

static GVariant *
get (MwArrangements *self,
     const char *connection,
     const char *prefix,
     const char *list,
     gboolean is_raw,
     const GVariantType *type)
{
  g_autofree char *key = dup_key (prefix, list, is_raw);
  g_autofree char *text = g_key_file_get_string (self->file, connection, key, NULL);

  return text ? g_variant_parse (type, text, NULL, NULL, NULL) : NULL;
}

static void
set (MwArrangements *self,
     const char *connection,
     const char *prefix,
     const char *list,
     gboolean is_raw,
     GVariant *value)
{
  g_autofree char *key = dup_key (prefix, list, is_raw);
  g_autofree char *text = g_variant_print (value, FALSE);
  g_autofree char *before = g_key_file_get_string (self->file, connection, key, NULL);

  if (g_strcmp0 (text, before) == 0)
    return;
  g_key_file_set_string (self->file, connection, key, text);
  write_soon (self);
}

/**
 * mw_arrangements_get:
 * @self: the arrangements
 * @connection: its id
 * @list: id of an entity or of a raw set
 * @is_raw: which of them
 *
 * Returns: (transfer full) (nullable): as %MW_GRID_COLUMNS_TYPE; %NULL when it was never arranged
 */
GVariant *
mw_arrangements_get (MwArrangements *self, const char *connection, const char *list, gboolean is_raw)
{
  return get (self, connection, "", list, is_raw, MW_GRID_COLUMNS_TYPE);
}

/**
 * mw_arrangements_set:
 * @self: the arrangements
 * @connection: its id
 * @list: id of an entity or of a raw set
 * @is_raw: which of them
 * @arrangement: what to remember
 *
 * It is written soon.
 */
void
mw_arrangements_set (MwArrangements *self,
                     const char *connection,
                     const char *list,
                     gboolean is_raw,
                     GVariant *arrangement)
{
  set (self, connection, "", list, is_raw, arrangement);
}

/**
 * mw_arrangements_get_wanted:
 * @self: the arrangements
 * @connection: its id
 * @list: id of an entity or of a raw set
 * @is_raw: which of them
 *
 * Returns: (transfer full) (nullable): as %MW_GRID_WANTED_TYPE; %NULL when nothing was asked for
 */
GVariant *
mw_arrangements_get_wanted (MwArrangements *self, const char *connection, const char *list, gboolean is_raw)
{
  return get (self, connection, "wanted-", list, is_raw, MW_GRID_WANTED_TYPE);
}

/**
 * mw_arrangements_set_wanted:
 * @self: the arrangements
 * @connection: its id
 * @list: id of an entity or of a raw set
 * @is_raw: which of them
 * @wanted: filters, order and search
 *
 * It is written soon.
 */
void
mw_arrangements_set_wanted (MwArrangements *self,
                            const char *connection,
                            const char *list,
                            gboolean is_raw,
                            GVariant *wanted)
{
  set (self, connection, "wanted-", list, is_raw, wanted);
}

/**
 * mw_arrangements_flush:
 * @self: the arrangements
 *
 * Writes now what would be written soon. Blocks: when the program ends.
 */
void
mw_arrangements_flush (MwArrangements *self)
{
  Job *job;

  if (self->write_source == 0)
    return;
  g_clear_handle_id (&self->write_source, g_source_remove);
  job = job_new (self, g_key_file_to_data (self->file, NULL, NULL));
  write_file (job, NULL, NULL);
  job_unref (job);
}
