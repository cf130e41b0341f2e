/* mw-keyring.c: the only door to the system keyring (libsecret), and the memory of this session as the other
 * choice
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring.h"

#include <json-glib/json-glib.h>

#include "mw-keyring-guard.h"
#include "mw-secret-service.h"
#include "mw-work.h"

G_DEFINE_QUARK (mw_keyring_error_quark, mw_keyring_error)

typedef struct
{
  char *id;
  MwSecrets *secrets; /* to store, or what was found */
  MwKeyringPlace place;
} Job;

static GMutex session_mutex;
static GHashTable *session; /* id → MwSecrets, of this process only */

static void
clear_job (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_clear_pointer (&job->secrets, mw_secrets_unref);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_job);
}

static Job *
job_new (const char *id, MwSecrets *secrets, MwKeyringPlace place)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->id = g_strdup (id);
  job->secrets = secrets ? mw_secrets_ref (secrets) : NULL;
  job->place = place;
  return job;
}

/* @secrets: NULL removes. Returns whether there were some before. */
static gboolean
set_session (const char *id, MwSecrets *secrets)
{
  gboolean had;

  g_mutex_lock (&session_mutex);
  if (session == NULL)
    session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mw_secrets_unref);
  had = g_hash_table_contains (session, id);
  if (secrets)
    g_hash_table_replace (session, g_strdup (id), mw_secrets_copy (secrets));
  else
    g_hash_table_remove (session, id);
  g_mutex_unlock (&session_mutex);
  return had;
}

static MwSecrets *
dup_session (const char *id)
{
  MwSecrets *secrets;

  g_mutex_lock (&session_mutex);
  secrets = session ? g_hash_table_lookup (session, id) : NULL;
  secrets = secrets ? mw_secrets_copy (secrets) : NULL;
  g_mutex_unlock (&session_mutex);
  return secrets;
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
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
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
      g_set_error_literal (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_DAMAGED,
                           "What the keyring has is not of this program");
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &value))
    if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_string (value))
      mw_secrets_set (secrets, name, json_node_get_string (value));
  return g_steal_pointer (&secrets);
}

static gboolean
run_check (gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *found = NULL;
  gboolean same;

  if (!mw_secret_service_store (id, id, cancellable, error))
    return FALSE;
  if (!mw_secret_service_lookup (id, &found, cancellable, error))
    {
      mw_secret_service_clear (id, NULL, NULL);
      return FALSE;
    }
  same = g_strcmp0 (found, id) == 0;
  if (!mw_secret_service_clear (id, cancellable, error))
    return FALSE;
  if (!same)
    g_set_error_literal (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_UNAVAILABLE,
                         "The keyring does not give back what was stored");
  return same;
}

static gboolean
run_store (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  char *text;
  gboolean stored;

  if (job->place == MW_KEYRING_PLACE_SESSION)
    {
      set_session (job->id, job->secrets);
      return TRUE;
    }
  if (job->place == MW_KEYRING_PLACE_NONE)
    {
      g_set_error_literal (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_UNAVAILABLE, "No place was chosen");
      return FALSE;
    }
  text = to_text (job->secrets);
  stored = mw_secret_service_store (job->id, text, cancellable, error);
  mw_secret_service_wipe (text);
  if (stored)
    set_session (job->id, NULL);
  return stored;
}

static gboolean
run_lookup (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  char *text;

  job->secrets = dup_session (job->id);
  if (job->secrets == NULL && job->place == MW_KEYRING_PLACE_SESSION)
    job->secrets = mw_secrets_new ();
  if (job->secrets)
    return TRUE;
  if (!mw_secret_service_lookup (job->id, &text, cancellable, error))
    return FALSE;
  job->secrets = from_text (text, error);
  mw_secret_service_wipe (text);
  return job->secrets != NULL;
}

static gboolean
run_clear (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  gboolean had = set_session (job->id, NULL);
  g_autoptr (GError) local = NULL;

  if (mw_secret_service_clear (job->id, cancellable, &local))
    return TRUE;
  /* Kept in memory because there is no keyring: then there is nothing to clear in one. */
  if (had && g_error_matches (local, MW_KEYRING_ERROR, MW_KEYRING_ERROR_UNAVAILABLE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * mw_keyring_check:
 *
 * Stores, reads and removes a probe under a random id, because a service that answers may still be locked or
 * refuse.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwKeyringError
 */
DexFuture *
mw_keyring_check (void)
{
  return mw_work_run ("keyring: check", run_check, NULL, NULL);
}

/**
 * mw_keyring_store:
 * @id: the connection's random id
 * @secrets: what to store; replaces what was stored under @id
 * @place: where
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwKeyringError
 */
DexFuture *
mw_keyring_store (const char *id, MwSecrets *secrets, MwKeyringPlace place)
{
  g_return_val_if_fail (id != NULL && secrets != NULL, NULL);

  return mw_work_run ("keyring: store", run_store, job_new (id, secrets, place), job_unref);
}

static DexFuture *
give_secrets (DexFuture *done, gpointer data)
{
  Job *job = data;

  return dex_future_new_take_boxed (MW_TYPE_SECRETS, mw_secrets_ref (job->secrets));
}

/**
 * mw_keyring_lookup:
 * @id: the connection's random id
 * @place: where it is, if it is not in memory
 *
 * May ask the user to unlock the keyring, by the desktop's own dialog.
 *
 * Returns: (transfer full): resolves to a #MwSecrets (boxed), empty when nothing is stored, or rejects with a
 *   #MwKeyringError
 */
DexFuture *
mw_keyring_lookup (const char *id, MwKeyringPlace place)
{
  Job *job;
  DexFuture *work;

  g_return_val_if_fail (id != NULL, NULL);

  job = job_new (id, NULL, place);
  work = mw_work_run ("keyring: look up", run_lookup, g_atomic_rc_box_acquire (job), job_unref);
  return dex_future_then (work, give_secrets, job, job_unref);
}

/**
 * mw_keyring_clear:
 * @id: the connection's random id
 *
 * Removes what is stored under @id, from the keyring and from memory.
 *
 * Returns: (transfer full): resolves to %TRUE, also when nothing was stored; or rejects with a
 * #MwKeyringError
 */
DexFuture *
mw_keyring_clear (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return mw_work_run ("keyring: clear", run_clear, job_new (id, NULL, MW_KEYRING_PLACE_NONE), job_unref);
}

/**
 * mw_keyring_get_default_place:
 *
 * Returns: %MW_KEYRING_PLACE_FILE in a Flatpak or Snap, else %MW_KEYRING_PLACE_KEYRING
 */
MwKeyringPlace
mw_keyring_get_default_place (void)
{
  return mw_keyring_guard_uses_file () ? MW_KEYRING_PLACE_FILE : MW_KEYRING_PLACE_KEYRING;
}
