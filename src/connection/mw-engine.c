/* mw-engine.c: model, catalog and connections of this process, for the window and the command line alike
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-engine-private.h"

#include <glib/gi18n-lib.h>

#include "mw-connection-private.h"
#include "mw-foreign-sign-in.h"
#include "mw-link-private.h"
#include "mw-main-fiber.h"
#include "mw-refused-input.h"
#include "mw-secret-stores.h"
#include "mw-user-consent.h"
#include "mw-user-files.h"
#include "mw-work.h"

/* A server that is gone must not hold up the end of the program for long. */
#define LOGOUT_SECONDS 10

struct _MwEngine
{
  GObject parent_instance;

  MwModel *model;
  MwCatalog *catalog;
  GListStore *connections;
  GPtrArray *problems;
  char *directory;
  MwBuiltinFunc builtin;
  gpointer builtin_data;
};

G_DEFINE_FINAL_TYPE (MwEngine, mw_engine, G_TYPE_OBJECT)

static void
mw_engine_finalize (GObject *object)
{
  MwEngine *self = MW_ENGINE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->catalog);
  g_clear_object (&self->connections);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self->directory);
  G_OBJECT_CLASS (mw_engine_parent_class)->finalize (object);
}

static void
mw_engine_class_init (MwEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_engine_finalize;
}

static void
mw_engine_init (MwEngine *self)
{
  self->connections = g_list_store_new (MW_TYPE_CONNECTION);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->directory = mw_connection_file_dup_directory ();
}

/**
 * mw_engine_new:
 *
 * Returns: (transfer full): an engine; mw_engine_load() fills it
 */
MwEngine *
mw_engine_new (void)
{
  return g_object_new (MW_TYPE_ENGINE, NULL);
}

/**
 * mw_engine_set_builtin:
 * @self: an engine
 * @func: starts what stands behind a builtin address
 * @data: for @func
 */
void
mw_engine_set_builtin (MwEngine *self, MwBuiltinFunc func, gpointer data)
{
  self->builtin = func;
  self->builtin_data = data;
}

typedef struct
{
  char *directory;
  MwModel *model;
  MwCatalog *catalog;
  GPtrArray *files;
  GPtrArray *problems;
} Load;

static void
load_clear (gpointer data)
{
  Load *load = data;

  g_free (load->directory);
  g_clear_object (&load->model);
  g_clear_object (&load->catalog);
  g_clear_pointer (&load->files, g_ptr_array_unref);
  g_clear_pointer (&load->problems, g_ptr_array_unref);
}

static void
load_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, load_clear);
}

static void
load_user_files (Load *load)
{
  g_autofree char *directory = mw_user_files_dup_directory ();
  g_autoptr (GHashTable) allowed = mw_user_consent_load ();
  g_autoptr (GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);

  mw_user_files_load (load->catalog, directory, load->model, errors);
  for (guint i = 0; i < errors->len; i++)
    {
      const GError *error = errors->pdata[i];

      g_ptr_array_add (
        load->problems,
        g_strdup_printf (g_error_matches (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_NEWER)
                           ? _ ("A system file of yours needs a newer Millwright. It was left as it is: %s")
                           : _ ("A system file of yours cannot be used. It was left as it is: %s"),
                         error->message));
    }
  for (guint i = 0; i < mw_catalog_get_n_systems (load->catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (load->catalog, i);

      if (mw_system_get_user_file (system) != NULL &&
          g_strcmp0 (g_hash_table_lookup (allowed, mw_system_get_id (system)),
                     mw_system_get_sha256 (system)) == 0)
        mw_system_allow (system);
    }
}

static gboolean
load_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Load *load = data;
  g_autofree char *model = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autofree char *others = mw_data_dup_path ("other-systems.json");
  g_autofree char *pages = mw_data_dup_path ("sign-in-pages.json");

  load->model = mw_model_load (model, error);
  if (load->model == NULL)
    return FALSE;
  load->catalog = mw_catalog_load (systems, load->model, error);
  if (load->catalog == NULL)
    return FALSE;
  /* Only names for the search: without them everything works. */
  if (g_file_test (others, G_FILE_TEST_EXISTS) && !mw_catalog_load_others (load->catalog, others, error))
    return FALSE;
  /* Without them a failure is told less well. */
  if (g_file_test (pages, G_FILE_TEST_EXISTS) && !mw_foreign_sign_in_load (pages, error))
    return FALSE;
  load_user_files (load);
  load->files = mw_connection_file_load_all (load->directory, load->problems);
  mw_keeping_sweep (load->directory);
  return TRUE;
}

static void
take_file (MwEngine *self, MwConnectionFile *file)
{
  MwSystem *system = mw_catalog_find (self->catalog, file->system);
  const MwSignIn *sign_in = system != NULL ? mw_system_find_sign_in (system, file->sign_in) : NULL;
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwLink) link = NULL;

  /* What was typed for a file of the user's is not for a system of ours that later has its name, or the other
   * way round. */
  if (sign_in == NULL || mw_system_find_variant (system, sign_in->id) == NULL ||
      (mw_system_get_user_file (system) != NULL) != (file->sha256 != NULL))
    {
      g_ptr_array_add (
        self->problems,
        g_strdup_printf (_ ("The connection “%s” is of a system that this Millwright does not know (%s). "
                            "It was left as it is; update Millwright to use it."),
                         file->label, file->system));
      mw_connection_file_free (file);
      return;
    }
  link = mw_link_new (system, sign_in, mw_connection_file_copy (file));
  link->known = file;
  mw_link_set_resolve (link, self->builtin, self->builtin_data);
  connection = mw_connection_new (self->model, link);
  g_list_store_append (self->connections, connection);
}

static DexFuture *
load_fiber (MwMainFiber *fiber, gpointer data)
{
  MwEngine *self = data;
  Load *load = g_atomic_rc_box_new0 (Load);
  g_autoptr (GError) error = NULL;

  load->directory = g_strdup (self->directory);
  load->problems = g_ptr_array_new_with_free_func (g_free);
  if (dex_await (
        mw_main_until (mw_work_run ("load data files", load_work, g_atomic_rc_box_acquire (load), load_unref),
                       fiber),
        &error))
    {
      g_set_object (&self->model, load->model);
      g_set_object (&self->catalog, load->catalog);
      g_list_store_remove_all (self->connections);
      g_clear_pointer (&self->problems, g_ptr_array_unref);
      self->problems = g_steal_pointer (&load->problems);
      g_ptr_array_set_free_func (load->files, NULL);
      for (guint i = 0; i < load->files->len; i++)
        take_file (self, load->files->pdata[i]);
    }
  load_unref (load);
  return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
}

/**
 * mw_engine_load:
 * @self: an engine
 *
 * Reads data files and stored connections on the work pool.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with a #MwModelError or #MwCatalogError
 */
DexFuture *
mw_engine_load (MwEngine *self)
{
  /* Nobody waits for that: it is only for what is shown. */
  dex_future_disown (mw_secret_stores_look ());
  return mw_main_fiber_spawn (load_fiber, g_object_ref (self), g_object_unref);
}

/**
 * mw_engine_get_model:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the model, once it was loaded
 */
MwModel *
mw_engine_get_model (MwEngine *self)
{
  return self->model;
}

/**
 * mw_engine_get_catalog:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the systems, once they were loaded
 */
MwCatalog *
mw_engine_get_catalog (MwEngine *self)
{
  return self->catalog;
}

/**
 * mw_engine_get_connections:
 * @self: an engine
 *
 * Returns: (transfer none): the list of #MwConnection
 */
GListModel *
mw_engine_get_connections (MwEngine *self)
{
  return G_LIST_MODEL (self->connections);
}

/**
 * mw_engine_dup_problems:
 * @self: an engine
 *
 * Returns: (transfer full): a translated sentence for each stored connection that could not be taken up
 */
char **
mw_engine_dup_problems (MwEngine *self)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  for (guint i = 0; i < self->problems->len; i++)
    g_strv_builder_add (builder, self->problems->pdata[i]);
  return g_strv_builder_unref_to_strv (builder);
}

static gboolean
has_name (MwConnection *connection, const char *name, guint pass)
{
  const char *id = mw_connection_get_id (connection);
  g_autofree char *label = NULL;
  g_autofree char *wanted = NULL;

  switch (pass)
    {
    case 0:
      return g_str_equal (id, name);
    case 1:
      label = g_utf8_casefold (mw_connection_get_label (connection), -1);
      wanted = g_utf8_casefold (name, -1);
      return g_str_equal (label, wanted);
    default:
      return strlen (name) >= 4 && g_str_has_prefix (id, name);
    }
}

/**
 * mw_engine_find_connection:
 * @self: an engine
 * @name: an id, a label (ignoring case), or a start of an id of at least four characters
 * @error: %MW_CONNECTION_ERROR_NOT_FOUND or %MW_CONNECTION_ERROR_AMBIGUOUS
 *
 * Returns: (transfer none) (nullable): the one connection of that name
 */
MwConnection *
mw_engine_find_connection (MwEngine *self, const char *name, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  for (guint pass = 0; pass < 3; pass++)
    {
      MwConnection *found = NULL;
      guint n_found = 0;

      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->connections)); i++)
        {
          g_autoptr (MwConnection) connection = g_list_model_get_item (G_LIST_MODEL (self->connections), i);

          if (has_name (connection, valid, pass))
            {
              found = connection; /* the list holds it */
              n_found++;
            }
        }
      if (n_found == 1)
        return found;
      if (n_found > 1)
        {
          g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_AMBIGUOUS,
                       "%u connections are called “%s”", n_found, valid);
          return NULL;
        }
    }
  g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_FOUND, "No connection is called “%s”",
               valid);
  return NULL;
}

/**
 * mw_engine_new_link:
 * @self: an engine
 * @draft: a valid draft
 *
 * Returns: (transfer full): a link with a new random id
 */
MwLink *
mw_engine_new_link (MwEngine *self, MwDraft *draft)
{
  MwSystem *system = mw_draft_get_system (draft);
  MwConnectionFile *file = mw_connection_file_new ();
  g_autofree char *address = mw_draft_dup_address (draft);
  MwLink *link;

  file->id = g_uuid_string_random ();
  file->system = g_strdup (mw_system_get_id (system));
  file->revision = mw_system_get_revision (system);
  file->sha256 = g_strdup (mw_system_get_sha256 (system));
  file->sign_in = g_strdup (mw_draft_get_sign_in (draft)->id);
  file->label = mw_connection_dup_free_label (G_LIST_MODEL (self->connections), mw_draft_get_label (draft));
  file->environment = mw_environment_guess (address);
  g_clear_pointer (&file->settings, mw_variables_unref);
  file->settings = mw_draft_dup_settings (draft);
  file->store = mw_draft_get_store (draft);
  file->allow_plain = mw_draft_get_allow_plain (draft);
  mw_connection_file_set_certificate (file, mw_draft_get_certificate (draft));
  file->keep_password = mw_draft_get_keep_password (draft);
  file->created_at = g_get_real_time ();
  link = mw_link_new (system, mw_draft_get_sign_in (draft), file);
  mw_link_set_resolve (link, self->builtin, self->builtin_data);
  return link;
}

typedef struct
{
  MwEngine *engine;
  MwLink *link;
  MwConnection *connection;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->engine);
  g_clear_object (&call->link);
  g_clear_object (&call->connection);
  g_free (call);
}

static gboolean
save_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;

  return mw_connection_file_save (mw_link_get_file (call->link), call->engine->directory, error);
}

static gboolean
remove_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;

  mw_refused_input_forget (call->engine->directory, mw_link_get_file (call->link)->id);
  return mw_connection_file_remove (call->engine->directory, mw_link_get_file (call->link)->id, error);
}

static DexFuture *
run_work (const char *name, MwWorkFunc func, const Call *call)
{
  Call *copy = g_new0 (Call, 1);

  copy->engine = g_object_ref (call->engine);
  copy->link = g_object_ref (call->link);
  return mw_work_run (name, func, copy, call_free);
}

static void
note_written (MwLink *link)
{
  if (mw_connection_file_is_written (link->file))
    link->known = mw_connection_file_copy (link->file);
}

/* Not cancelled on the way: token and file belong together. A session-only connection leaves no file. */
static DexFuture *
add_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  const MwConnectionFile *file = mw_link_get_file (call->link);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  if (!dex_await (mw_link_store (call->link), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  mw_link_take_token_end (call->link);
  call->link->has_news = FALSE;
  if (mw_connection_file_is_written (file) &&
      !dex_await (run_work ("save a connection", save_work, call), &error))
    {
      dex_await (mw_secret_store_remove (mw_link_get_store (call->link), file->id), NULL);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  note_written (call->link);
  connection = mw_connection_new (call->engine->model, call->link);
  mw_connection_set_health (connection, MW_HEALTH_WORKING);
  g_list_store_append (call->engine->connections, connection);
  return dex_future_new_take_object (g_steal_pointer (&connection));
}

/**
 * mw_engine_add_link:
 * @self: an engine
 * @link: a link with a session
 *
 * Stores its token and its file and lists it.
 *
 * Returns: (transfer full): resolves to the #MwConnection
 */
DexFuture *
mw_engine_add_link (MwEngine *self, MwLink *link)
{
  Call *call = g_new0 (Call, 1);

  call->engine = g_object_ref (self);
  call->link = g_object_ref (link);
  return mw_main_fiber_spawn (add_fiber, call, call_free);
}

static DexFuture *
add_unsigned_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  if (!dex_await (run_work ("save a connection", save_work, call), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  note_written (call->link);
  connection = mw_connection_new (call->engine->model, call->link);
  if (!mw_link_signs_in_alone (call->link))
    mw_connection_set_health (connection, MW_HEALTH_SIGN_IN_AGAIN);
  g_list_store_append (call->engine->connections, connection);
  return dex_future_new_take_object (g_steal_pointer (&connection));
}

/**
 * mw_engine_add_unsigned:
 * @self: an engine
 * @link: a link that nobody has signed in
 *
 * Stores its file and lists it.
 *
 * Returns: (transfer full): resolves to the #MwConnection
 */
DexFuture *
mw_engine_add_unsigned (MwEngine *self, MwLink *link)
{
  Call *call = g_new0 (Call, 1);

  call->engine = g_object_ref (self);
  call->link = g_object_ref (link);
  return mw_main_fiber_spawn (add_unsigned_fiber, call, call_free);
}

static DexFuture *
remove_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  GListStore *connections = call->engine->connections;
  g_autoptr (GError) error = NULL;
  guint position;
  int lock = dex_await_int (mw_connection_file_lock (mw_connection_get_id (call->connection)), &error);

  /* Who changes it at this moment must not bring it back. */
  if (error == NULL)
    {
      dex_await (run_work ("remove a connection", remove_work, call), &error);
      mw_lock_file_release (lock);
    }
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (g_list_store_find (connections, call->connection, &position))
    g_list_store_remove (connections, position);
  return dex_future_new_true ();
}

/**
 * mw_engine_remove:
 * @self: an engine
 * @connection: one of its connections
 *
 * Removes its file, and takes it off the list. What the keyring has is somebody else's to remove, before.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_engine_remove (MwEngine *self, MwConnection *connection)
{
  Call *call = g_new0 (Call, 1);

  call->engine = g_object_ref (self);
  call->connection = g_object_ref (connection);
  call->link = g_object_ref (mw_connection_get_link (connection));
  return mw_main_fiber_spawn (remove_fiber, call, call_free);
}

/**
 * mw_engine_end_sessions:
 * @self: an engine
 * @alone: only those that can be had again without the user
 *
 * Before the program ends: logs out where a session takes a seat of the system's licence.
 *
 * Returns: (transfer full): resolves to %TRUE, after ten seconds at most
 */
DexFuture *
mw_engine_end_sessions (MwEngine *self, gboolean alone)
{
  GListModel *connections = G_LIST_MODEL (self->connections);
  g_autoptr (GPtrArray) ending = g_ptr_array_new_with_free_func (dex_unref);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);
      DexFuture *end = mw_link_end_at_exit (mw_connection_get_link (connection), alone);

      if (end == NULL)
        continue;
      mw_connection_stop (connection);
      g_ptr_array_add (ending, end);
    }
  if (ending->len == 0)
    return dex_future_new_true ();
  return dex_future_first (dex_future_allv ((DexFuture *const *) ending->pdata, ending->len),
                           dex_timeout_new_seconds (LOGOUT_SECONDS), NULL);
}
