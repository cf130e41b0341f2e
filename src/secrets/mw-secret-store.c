/* mw-secret-store.c: a place that keeps the secrets of connections; what stands above sees nothing else
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secret-store.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "mw-work.h"

G_DEFINE_QUARK (mw_secret_store_error_quark, mw_secret_store_error)

G_DEFINE_INTERFACE (MwSecretStore, mw_secret_store, G_TYPE_OBJECT)

/* Beside the secrets, which are named like a field or variable of a system file: no $ is in those. */
#define MARK "$mark"

typedef struct
{
  MwSecretStore *store;
  char *id;
  MwSecrets *secrets; /* to write, or what was found */
  char *name;         /* of what was set aside */
} Job;

static void
mw_secret_store_default_init (MwSecretStoreInterface *iface)
{
}

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job->id);
  g_free (job->name);
  g_clear_pointer (&job->secrets, mw_secrets_unref);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_job);
}

static Job *
job_new (MwSecretStore *store, const char *id, MwSecrets *secrets)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->store = g_object_ref (store);
  job->id = g_strdup (id);
  job->secrets = secrets ? mw_secrets_ref (secrets) : NULL;
  return job;
}

/**
 * mw_secret_store_wipe:
 * @text: (nullable) (transfer full): what a store gave
 *
 * Overwrites and frees it.
 */
void
mw_secret_store_wipe (char *text)
{
  if (text)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static char *
to_text (MwSecrets *secrets)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_auto (GStrv) names = mw_secrets_dup_names (secrets);

  json_builder_begin_object (builder);
  for (guint i = 0; names[i]; i++)
    {
      json_builder_set_member_name (builder, names[i]);
      json_builder_add_string_value (builder, mw_secrets_get (secrets, names[i]));
    }
  json_builder_set_member_name (builder, MARK);
  json_builder_add_string_value (builder, mw_secrets_get_mark (secrets));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
take_member (MwSecrets *secrets, const char *name, const char *value)
{
  if (value == NULL)
    return;
  if (g_str_equal (name, MARK))
    mw_secrets_set_mark (secrets, value);
  else
    mw_secrets_set (secrets, name, value);
}

static MwSecrets *
from_text (const char *text, GError **error)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (JsonNode) root = text ? json_from_string (text, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (text == NULL)
    return g_steal_pointer (&secrets);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_DAMAGED,
                           "What is stored is not of this program");
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &value))
    if (JSON_NODE_HOLDS_VALUE (value))
      take_member (secrets, name, json_node_get_string (value));
  return g_steal_pointer (&secrets);
}

static gboolean
run_check (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  MwSecretStoreInterface *iface = MW_SECRET_STORE_GET_IFACE (job->store);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *found = NULL;
  gboolean same;

  if (!iface->write (job->store, id, id, cancellable, error))
    return FALSE;
  if (!iface->read (job->store, id, &found, cancellable, error))
    {
      iface->remove (job->store, id, NULL, NULL);
      return FALSE;
    }
  same = g_strcmp0 (found, id) == 0;
  if (!iface->remove (job->store, id, cancellable, error))
    return FALSE;
  if (!same)
    g_set_error_literal (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_UNAVAILABLE,
                         "What was stored is not given back");
  return same;
}

static gboolean
run_write (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  char *text = to_text (job->secrets);
  gboolean written = MW_SECRET_STORE_GET_IFACE (job->store)
                       ->write (job->store, job->id, text, cancellable, error);

  mw_secret_store_wipe (text);
  return written;
}

static gboolean
run_read (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  char *text = NULL;

  if (!MW_SECRET_STORE_GET_IFACE (job->store)->read (job->store, job->id, &text, cancellable, error))
    return FALSE;
  job->secrets = from_text (text, error);
  mw_secret_store_wipe (text);
  return job->secrets != NULL;
}

static gboolean
run_remove (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return MW_SECRET_STORE_GET_IFACE (job->store)->remove (job->store, job->id, cancellable, error);
}

/**
 * mw_secret_store_get_name:
 * @self: a store
 *
 * Returns: what stands in the file of a connection whose secrets are there
 */
const char *
mw_secret_store_get_name (MwSecretStore *self)
{
  return MW_SECRET_STORE_GET_IFACE (self)->get_name (self);
}

/**
 * mw_secret_store_get_title:
 * @self: a store
 *
 * Returns: what it is called, translated: "keyring"
 */
const char *
mw_secret_store_get_title (MwSecretStore *self)
{
  return MW_SECRET_STORE_GET_IFACE (self)->get_title (self);
}

/**
 * mw_secret_store_get_place:
 * @self: a store
 *
 * Returns: where a token is that it keeps, translated: "In the keyring of this computer"
 */
const char *
mw_secret_store_get_place (MwSecretStore *self)
{
  return MW_SECRET_STORE_GET_IFACE (self)->get_place (self);
}

/**
 * mw_secret_store_is_lasting:
 * @self: a store
 *
 * Returns: whether what it keeps is still there when the program is started again
 */
gboolean
mw_secret_store_is_lasting (MwSecretStore *self)
{
  return MW_SECRET_STORE_GET_IFACE (self)->is_lasting (self);
}

/**
 * mw_secret_store_check:
 * @self: a store
 *
 * Stores, reads and removes a probe under a random id, because a service that answers may still be locked or
 * refuse.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwSecretStoreError
 */
DexFuture *
mw_secret_store_check (MwSecretStore *self)
{
  g_return_val_if_fail (MW_IS_SECRET_STORE (self), NULL);

  return mw_work_run ("secrets: check", run_check, job_new (self, NULL, NULL), job_unref);
}

/**
 * mw_secret_store_write:
 * @self: a store
 * @id: the connection's random id
 * @secrets: what to store, of the caller alone; replaces what was stored under @id
 *
 * Gives @secrets another mark, which is stored with them: a random id that says which storing it was, and
 * nothing about what was stored.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwSecretStoreError
 */
DexFuture *
mw_secret_store_write (MwSecretStore *self, const char *id, MwSecrets *secrets)
{
  g_autofree char *mark = g_uuid_string_random ();

  g_return_val_if_fail (MW_IS_SECRET_STORE (self) && id != NULL && secrets != NULL, NULL);

  mw_secrets_set_mark (secrets, mark);
  return mw_work_run ("secrets: write", run_write, job_new (self, id, secrets), job_unref);
}

static DexFuture *
give_secrets (DexFuture *done, gpointer data)
{
  Job *job = data;

  return dex_future_new_take_boxed (MW_TYPE_SECRETS, mw_secrets_ref (job->secrets));
}

/**
 * mw_secret_store_read:
 * @self: a store
 * @id: the connection's random id
 *
 * May ask the person to unlock it, by the desktop's own dialog.
 *
 * Returns: (transfer full): resolves to a #MwSecrets (boxed), empty when nothing is stored, or rejects with a
 *   #MwSecretStoreError
 */
DexFuture *
mw_secret_store_read (MwSecretStore *self, const char *id)
{
  Job *job;
  DexFuture *work;

  g_return_val_if_fail (MW_IS_SECRET_STORE (self) && id != NULL, NULL);

  job = job_new (self, id, NULL);
  work = mw_work_run ("secrets: read", run_read, g_atomic_rc_box_acquire (job), job_unref);
  return dex_future_then (work, give_secrets, job, job_unref);
}

/**
 * mw_secret_store_remove:
 * @self: a store
 * @id: the connection's random id
 *
 * Returns: (transfer full): resolves to %TRUE, also when nothing was stored; or rejects with a
 *   #MwSecretStoreError
 */
DexFuture *
mw_secret_store_remove (MwSecretStore *self, const char *id)
{
  g_return_val_if_fail (MW_IS_SECRET_STORE (self) && id != NULL, NULL);

  return mw_work_run ("secrets: remove", run_remove, job_new (self, id, NULL), job_unref);
}

static gboolean
run_set_aside (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  MwSecretStoreInterface *iface = MW_SECRET_STORE_GET_IFACE (job->store);

  return iface->set_aside == NULL || iface->set_aside (job->store, &job->name, cancellable, error);
}

static DexFuture *
give_name (DexFuture *done, gpointer data)
{
  Job *job = data;

  return dex_future_new_take_string (g_strdup (job->name != NULL ? job->name : ""));
}

/**
 * mw_secret_store_set_aside:
 * @self: a store
 *
 * Where it answered %MW_SECRET_STORE_ERROR_BROKEN, and the person wants to go on without what it held: what
 * is broken is kept under another name, and the next writing begins a new one.
 *
 * Returns: (transfer full): resolves to that name (G_TYPE_STRING), empty when it was not broken; or rejects
 *   with a #MwSecretStoreError
 */
DexFuture *
mw_secret_store_set_aside (MwSecretStore *self)
{
  Job *job;
  DexFuture *work;

  g_return_val_if_fail (MW_IS_SECRET_STORE (self), NULL);

  job = job_new (self, NULL, NULL);
  work = mw_work_run ("secrets: set aside", run_set_aside, g_atomic_rc_box_acquire (job), job_unref);
  return dex_future_then (work, give_name, job, job_unref);
}
