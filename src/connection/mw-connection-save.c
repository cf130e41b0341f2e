/* mw-connection-save.c: a connection's file, which several programs may change at the same time
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A change reads the file, changes in it what this program changed, and writes it, under a lock that all
 * programs take for that. What others changed meanwhile stays, and is learned. */

#include "mw-connection-private.h"

#include "mw-file-merge.h"
#include "mw-link-private.h"
#include "mw-main-fiber.h"
#include "mw-reading-private.h"
#include "mw-work.h"

/* Shared with the job. */
typedef struct
{
  char *id;
  MwConnectionFile *known;  /* or NULL: it was not written yet */
  MwConnectionFile *wanted; /* what the connection was when the file was read */
  MwConnectionFile *found;  /* what the file is then; or NULL: nobody else has changed it */
  gboolean writes;
} Exchange;

static void
exchange_clear (gpointer data)
{
  Exchange *self = data;

  g_free (self->id);
  g_clear_pointer (&self->known, mw_connection_file_free);
  g_clear_pointer (&self->wanted, mw_connection_file_free);
  g_clear_pointer (&self->found, mw_connection_file_free);
}

static void
exchange_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, exchange_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exchange, exchange_release)

static JsonNode *
to_node (const MwConnectionFile *file)
{
  g_autofree char *text = mw_connection_file_to_text (file);

  return json_from_string (text, NULL);
}

/* NULL: it does not say what a connection is. */
static MwConnectionFile *
to_file (JsonNode *node)
{
  g_autoptr (MwConnectionFile) file = mw_connection_file_new ();

  return mw_connection_file_read (file, json_node_get_object (node), NULL) ? g_steal_pointer (&file) : NULL;
}

static JsonNode *
merge (const MwConnectionFile *base, const MwConnectionFile *mine, JsonNode *theirs)
{
  g_autoptr (JsonNode) before = base != NULL ? to_node (base) : NULL;
  g_autoptr (JsonNode) own = to_node (mine);

  return mw_file_merge (before, own, theirs);
}

/* A file that is no connection's any more is written anew, as what is known of it is here. */
static JsonNode *
read_theirs (Exchange *self, const char *path, GError **error)
{
  g_autoptr (MwConnectionFile) file = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (self->known != NULL)
        g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_FOUND,
                             "It was disconnected by another program");
      return NULL;
    }
  file = mw_connection_file_load (path, &reason);
  if (g_error_matches (reason, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NEWER))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (file == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return json_from_string (text, NULL);
}

static gboolean
exchange_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Exchange *self = data;
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *path = mw_connection_file_dup_path (directory, self->id);
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) theirs = read_theirs (self, path, &reason);
  g_autoptr (JsonNode) merged = NULL;
  g_autofree char *text = NULL;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (!self->writes)
    {
      self->found = theirs != NULL ? to_file (theirs) : NULL;
      return TRUE;
    }
  if (theirs != NULL)
    {
      merged = merge (self->known, self->wanted, theirs);
      self->found = to_file (merged);
    }
  text = merged != NULL ? json_to_string (merged, TRUE) : mw_connection_file_to_text (self->wanted);
  return mw_connection_file_write (self->id, text, directory, error);
}

static DexFuture *
lock_fiber (MwFiber *fiber, gpointer data)
{
  g_autofree char *name = g_strconcat (data, ".connection", NULL);
  g_autoptr (GError) error = NULL;
  int lock = mw_lock_file_await (name, fiber, &error);

  if (lock < 0)
    return dex_future_new_reject (MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE, "%s", error->message);
  return dex_future_new_for_int (lock);
}

/**
 * mw_connection_file_lock:
 * @id: of a connection
 *
 * Nobody else changes its file then.
 *
 * Returns: (transfer full): resolves to an int for mw_lock_file_release(); to be awaited to its end
 */
DexFuture *
mw_connection_file_lock (const char *id)
{
  return mw_fiber_spawn ("lock a connection", lock_fiber, g_strdup (id), g_free);
}

static gboolean
is_read (MwConnection *self)
{
  return g_hash_table_size (mw_connection_get_readings (self)) > 0;
}

/* What was read of an entity is of the scope that is said beside it: it stays until that is read anew. */
static void
take_narrowing (MwConnection *self, MwNarrowing *narrowing, const MwNarrowing *found)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (self);

  if (!is_read (self))
    mw_narrowing_set_chosen (narrowing, mw_narrowing_get_chosen (found));
  for (guint i = 0; i < entities->len; i++)
    {
      const char *id = mw_entity_get_id (entities->pdata[i]);
      const MwScope scope = mw_narrowing_get_scope (found, id);

      if (!g_hash_table_contains (mw_connection_get_readings (self), id))
        mw_narrowing_set_scope (narrowing, id, &scope);
    }
}

/* What can change while the connection is used; how it signs in cannot. */
static void
take (MwConnection *self, MwConnectionFile *file, const MwConnectionFile *found)
{
  g_set_str (&file->label, found->label);
  file->environment = found->environment;
  file->colour = found->colour;
  mw_custom_columns_take (file->custom, found->custom);
  g_strfreev (file->readable);
  file->readable = g_strdupv (found->readable);
  g_set_str (&file->version, found->version);
  file->token_ends_at = found->token_ends_at;
  if (!mw_connection_get_link (self)->keeps_nothing)
    take_narrowing (self, file->narrowing, found->narrowing);
}

static void
tell (MwConnection *self, const MwConnectionFile *before)
{
  const MwConnectionFile *after = mw_connection_get_link (self)->file;
  GHashTableIter iter;
  gpointer reading;

  if (!g_str_equal (before->label, after->label) || before->environment != after->environment ||
      before->colour != after->colour)
    g_object_notify (G_OBJECT (self), "label");
  if (before->token_ends_at != after->token_ends_at)
    mw_connection_notify_token (self);
  if (!mw_chosen_equal (mw_narrowing_get_chosen (before->narrowing),
                        mw_narrowing_get_chosen (after->narrowing)))
    g_object_notify (G_OBJECT (self), "chosen");
  g_hash_table_iter_init (&iter, mw_connection_get_readings (self));
  while (g_hash_table_iter_next (&iter, NULL, &reading))
    dex_future_disown (mw_reading_fill_soon (reading));
}

/* What this program has changed and not written yet stays. */
static void
learn (MwConnection *self, const Exchange *exchange)
{
  MwLink *link = mw_connection_get_link (self);
  const MwConnectionFile *written = exchange->writes ? exchange->wanted : exchange->known;
  g_autoptr (MwConnectionFile) before = mw_connection_file_copy (link->file);
  g_autoptr (MwConnectionFile) now = NULL;
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (JsonNode) both = NULL;

  if (exchange->found != NULL)
    {
      found = to_node (exchange->found);
      both = merge (written, link->file, found);
      now = to_file (both);
    }
  g_clear_pointer (&link->known, mw_connection_file_free);
  link->known = mw_connection_file_copy (written);
  if (now == NULL)
    return;
  take (self, link->known, exchange->found);
  take (self, link->file, now);
  tell (self, before);
}

static Exchange *
exchange_new (MwConnection *self, gboolean writes)
{
  MwLink *link = mw_connection_get_link (self);
  Exchange *exchange = g_atomic_rc_box_new0 (Exchange);

  exchange->id = g_strdup (link->file->id);
  exchange->known = link->known != NULL ? mw_connection_file_copy (link->known) : NULL;
  exchange->wanted = mw_connection_file_copy (link->file);
  exchange->writes = writes;
  /* How much is read in this run only. */
  if (link->keeps_nothing && link->known != NULL)
    mw_narrowing_take (exchange->wanted->narrowing, link->known->narrowing);
  return exchange;
}

static gboolean
run (MwConnection *self, gboolean writes, GError **error)
{
  g_autoptr (Exchange) exchange = exchange_new (self, writes);

  if (!dex_await (mw_work_run (writes ? "save a connection" : "look at a connection", exchange_work,
                               g_atomic_rc_box_acquire (exchange), exchange_release),
                  error))
    return FALSE;
  learn (self, exchange);
  return TRUE;
}

/* Not cancelled on the way: whoever dropped it has changed something all the same. */
static DexFuture *
save_fiber (MwMainFiber *fiber, gpointer data)
{
  MwConnection *self = data;
  GError *error = NULL;
  int lock = dex_await_int (mw_connection_file_lock (mw_connection_get_id (self)), &error);

  if (error == NULL)
    {
      run (self, TRUE, &error);
      mw_lock_file_release (lock);
    }
  return error != NULL ? dex_future_new_for_error (error) : dex_future_new_true ();
}

/**
 * mw_connection_save:
 * @self: a connection
 *
 * Writes what is known of the connection to its file, beside what other programs have changed there; a
 * session-only connection has none.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with %MW_CONNECTION_ERROR_NOT_FOUND when another
 * program has removed it
 */
DexFuture *
mw_connection_save (MwConnection *self)
{
  if (!mw_connection_file_is_written (mw_link_get_file (mw_connection_get_link (self))))
    return dex_future_new_true ();
  return mw_main_fiber_spawn (save_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
catch_up_fiber (MwMainFiber *fiber, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!run (data, FALSE, &error))
    g_debug ("What others changed of a connection could not be read: %s", error->message);
  return dex_future_new_true ();
}

/**
 * mw_connection_catch_up:
 * @self: a connection
 *
 * Learns what other programs have changed in its file: what it is called, columns of the user's, and how much
 * is read of what is not shown here yet.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_connection_catch_up (MwConnection *self)
{
  MwLink *link = mw_connection_get_link (self);

  if (link->known == NULL || !mw_connection_file_is_written (link->file))
    return dex_future_new_true ();
  return mw_main_fiber_spawn (catch_up_fiber, g_object_ref (self), g_object_unref);
}
