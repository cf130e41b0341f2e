/* mw-user-systems.c: system files of the user's: looked at, allowed, put in their place
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-user-systems.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "mw-engine-private.h"
#include "mw-main-fiber.h"
#include "mw-system-json.h"
#include "mw-system-update.h"
#include "mw-user-consent.h"
#include "mw-user-files.h"
#include "mw-work.h"

/* Held by the fiber and by its job, which goes on when the fiber was dropped. */
typedef struct
{
  MwEngine *engine;
  MwCatalog *catalog; /* as it was at the start: the job does not look at one that changes */
  MwModel *model;
  char *path;
  char *text;
  gboolean replace;
  MwSystem *system;
} Call;

static void
call_clear (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->engine);
  g_clear_object (&call->catalog);
  g_clear_object (&call->model);
  g_clear_object (&call->system);
  g_free (call->path);
  g_free (call->text);
}

static void
call_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, call_clear);
}

static Call *
call_new (MwEngine *engine, MwSystem *system)
{
  Call *call = g_atomic_rc_box_new0 (Call);

  call->engine = g_object_ref (engine);
  call->catalog = mw_catalog_copy (mw_engine_get_catalog (engine));
  call->model = g_object_ref (mw_engine_get_model (engine));
  call->system = system != NULL ? g_object_ref (system) : NULL;
  return call;
}

/* What is wrong with a file of the user's is no fault of this program. */
static gboolean
fail (GError **error, const GError *reason)
{
  g_set_error_literal (error, MW_CONNECTION_ERROR,
                       g_error_matches (reason, MW_CATALOG_ERROR, MW_CATALOG_ERROR_NEWER)
                         ? MW_CONNECTION_ERROR_USER_FILE_NEWER
                         : MW_CONNECTION_ERROR_USER_FILE,
                       reason->message);
  return FALSE;
}

static gboolean
read_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;
  g_autoptr (GError) local_error = NULL;

  g_autoptr (GHashTable) allowed = mw_user_consent_load ();

  call->system = mw_user_files_read (call->catalog, call->path, call->model, &local_error);
  if (call->system == NULL)
    return fail (error, local_error);
  if (g_strcmp0 (g_hash_table_lookup (allowed, mw_system_get_id (call->system)),
                 mw_system_get_sha256 (call->system)) == 0)
    mw_system_allow (call->system);
  return TRUE;
}

static char *
dup_place (const char *id)
{
  g_autofree char *directory = mw_user_files_dup_directory ();
  g_autofree char *name = g_strconcat (id, ".json", NULL);

  return g_build_filename (directory, name, NULL);
}

static gboolean
has_text (const char *path, const char *text, gsize length)
{
  g_autofree char *there = NULL;
  gsize size;

  return g_file_get_contents (path, &there, &size, NULL) && size == length && memcmp (there, text, size) == 0;
}

static gboolean
write_file (const char *path, const char *text, gsize length, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) local_error = NULL;

  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS) && !has_text (path, text, length))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, path);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE, "%s: %s", folder, g_strerror (errno));
  else if (!g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                      &local_error))
    g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_WRITE, "%s", local_error->message);
  else
    return TRUE;
  return FALSE;
}

/* Copies the bytes that were looked at; when the file has become another one meanwhile, nothing. */
static gboolean
copy_into_place (Call *call, const char *place, GError **error)
{
  const char *path = mw_system_get_user_file (call->system);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length;

  if (g_str_equal (path, place))
    return TRUE;
  if (!mw_system_json_read (name, path, &text, &length, &local_error))
    return fail (error, local_error);
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
  if (!g_str_equal (sha256, mw_system_get_sha256 (call->system)))
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_ALLOWED, "%s has changed meanwhile",
                   path);
      return FALSE;
    }
  return write_file (place, text, length, call->replace, error);
}

static gboolean
allow_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;
  g_autofree char *place = dup_place (mw_system_get_id (call->system));

  return copy_into_place (call, place, error) &&
         mw_user_consent_give (mw_system_get_id (call->system), mw_system_get_sha256 (call->system), error);
}

static gboolean
parse_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;
  g_autoptr (GError) local_error = NULL;

  call->system = mw_user_files_parse (call->catalog, call->path, call->text, strlen (call->text), call->model,
                                      &local_error);
  return call->system != NULL || fail (error, local_error);
}

static gboolean
install_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;

  return parse_work (data, cancellable, error) &&
         write_file (call->path, call->text, strlen (call->text), call->replace, error) &&
         mw_user_consent_give (mw_system_get_id (call->system), mw_system_get_sha256 (call->system), error);
}

/* The text of the file with what is new; whether it was allowed as it stood. */
static gboolean
merge (Call *call, gboolean *was_allowed, GError **error)
{
  g_autofree char *name = g_path_get_basename (call->path);
  g_autofree char *id = g_strndup (name, strlen (name) - (g_str_has_suffix (name, ".json") ? 5 : 0));
  g_autoptr (GHashTable) allowed = mw_user_consent_load ();
  g_autoptr (GError) local_error = NULL;
  g_autofree char *old = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *text = NULL;
  guint n_added;
  gsize length;

  if (!mw_system_json_read (name, call->path, &old, &length, &local_error))
    return fail (error, local_error);
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) old, length);
  *was_allowed = g_strcmp0 (g_hash_table_lookup (allowed, id), sha256) == 0;
  text = mw_system_update (old, call->text, &n_added, &local_error);
  if (text == NULL)
    return fail (error, local_error);
  g_set_str (&call->text, text);
  return TRUE;
}

static gboolean
update_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;
  gboolean was_allowed = TRUE;
  g_autoptr (GError) local_error = NULL;

  if (g_file_test (call->path, G_FILE_TEST_EXISTS) && !merge (call, &was_allowed, error))
    return FALSE;
  call->system = mw_user_files_parse (call->catalog, call->path, call->text, strlen (call->text), call->model,
                                      &local_error);
  if (call->system == NULL)
    return fail (error, local_error);
  if (!write_file (call->path, call->text, strlen (call->text), TRUE, error))
    return FALSE;
  if (!was_allowed)
    return TRUE;
  mw_system_allow (call->system);
  return mw_user_consent_give (mw_system_get_id (call->system), mw_system_get_sha256 (call->system), error);
}

static gboolean
run (const char *name, MwWorkFunc func, Call *call, MwMainFiber *fiber, GError **error)
{
  return dex_await (
    mw_main_until (mw_work_run (name, func, g_atomic_rc_box_acquire (call), call_unref), fiber), error);
}

static void
take (Call *call)
{
  mw_system_allow (call->system);
  mw_catalog_add (mw_engine_get_catalog (call->engine), call->system);
}

static DexFuture *
read_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!run ("read a system file", read_work, call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_object_ref (call->system));
}

static DexFuture *
allow_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!run ("allow a system file", allow_work, call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  take (call);
  return dex_future_new_true ();
}

static DexFuture *
parse_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!run ("parse a system file", parse_work, call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_object_ref (call->system));
}

static DexFuture *
write_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!run ("write a system file", install_work, call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  mw_system_allow (call->system);
  return dex_future_new_take_object (g_object_ref (call->system));
}

static DexFuture *
install_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!run ("write a system file", install_work, call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  take (call);
  return dex_future_new_take_object (g_object_ref (call->system));
}

static DexFuture *
update_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!run ("update a system file", update_work, call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_object_ref (call->system));
}

/**
 * mw_user_systems_read:
 * @engine: a loaded engine
 * @path: of a system file
 *
 * Returns: (transfer full): resolves to the #MwSystem, allowed if these bytes were, not in the catalog;
 * rejects with %MW_CONNECTION_ERROR_USER_FILE or %MW_CONNECTION_ERROR_USER_FILE_NEWER
 */
DexFuture *
mw_user_systems_read (MwEngine *engine, const char *path)
{
  Call *call = call_new (engine, NULL);

  call->path = g_canonicalize_filename (path, NULL);
  return mw_main_fiber_spawn (read_fiber, call, call_unref);
}

/**
 * mw_user_systems_allow:
 * @engine: a loaded engine
 * @system: of a file of the user's, as the user has seen it
 * @replace: whether another file of that name may be replaced
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with a #MwConnectionError, or %G_IO_ERROR_EXISTS with
 * the path of the file that is in the way
 */
DexFuture *
mw_user_systems_allow (MwEngine *engine, MwSystem *system, gboolean replace)
{
  Call *call = call_new (engine, system);

  call->replace = replace;
  return mw_main_fiber_spawn (allow_fiber, call, call_unref);
}

/**
 * mw_user_systems_parse:
 * @engine: a loaded engine
 * @id: of the new system
 * @text: its file
 *
 * Returns: (transfer full): resolves to the #MwSystem, not in the catalog; rejects as mw_user_systems_read()
 */
DexFuture *
mw_user_systems_parse (MwEngine *engine, const char *id, const char *text)
{
  Call *call = call_new (engine, NULL);

  call->path = dup_place (id);
  call->text = g_strdup (text);
  return mw_main_fiber_spawn (parse_fiber, call, call_unref);
}

/**
 * mw_user_systems_install:
 * @engine: a loaded engine
 * @id: of the new system
 * @text: its file
 * @replace: whether another file of that name may be replaced
 *
 * Returns: (transfer full): resolves to the #MwSystem, which may be used at once; rejects as the others do
 */
DexFuture *
mw_user_systems_install (MwEngine *engine, const char *id, const char *text, gboolean replace)
{
  Call *call = call_new (engine, NULL);

  call->path = dup_place (id);
  call->text = g_strdup (text);
  call->replace = replace;
  return mw_main_fiber_spawn (install_fiber, call, call_unref);
}

/**
 * mw_user_systems_write:
 * @engine: a loaded engine
 * @path: where; it must be called as the system's id wants it
 * @text: the file
 * @replace: whether another file of that name may be replaced
 *
 * Returns: (transfer full): resolves to the #MwSystem, which is allowed; rejects as the others do
 */
DexFuture *
mw_user_systems_write (MwEngine *engine, const char *path, const char *text, gboolean replace)
{
  Call *call = call_new (engine, NULL);

  call->path = g_canonicalize_filename (path, NULL);
  call->text = g_strdup (text);
  call->replace = replace;
  return mw_main_fiber_spawn (write_fiber, call, call_unref);
}

/**
 * mw_user_systems_update:
 * @engine: a loaded engine
 * @path: of a file that was written before, and perhaps edited
 * @text: what would be written anew
 *
 * Returns: (transfer full): resolves to the #MwSystem; rejects as the others do
 */
DexFuture *
mw_user_systems_update (MwEngine *engine, const char *path, const char *text)
{
  Call *call = call_new (engine, NULL);

  call->path = g_canonicalize_filename (path, NULL);
  call->text = g_strdup (text);
  return mw_main_fiber_spawn (update_fiber, call, call_unref);
}
