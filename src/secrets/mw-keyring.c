/* mw-keyring.c: the only door to the system keyring (libsecret)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring.h"

#include "mw-config.h"
#include "mw-keyring-file.h"
#include "mw-session-memory.h"
#include "mw-work.h"

#include <errno.h>
#include <fcntl.h>
#include <json-glib/json-glib.h>
#include <libsecret/secret.h>
#include <string.h>
#include <sys/file.h>

G_DEFINE_QUARK (mw - keyring - error, mw_keyring_error)

/* Attributes can be read by every program of the session, also while the keyring is locked: one random id, no
 * more. */
static const SecretSchema keyring_schema = {
  MW_APP_ID ".Connection",
  SECRET_SCHEMA_NONE,
  { { "connection", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

#define KEYRING_LABEL "Millwright connection"

typedef struct
{
  char *id;
  MwSecrets *secrets;
} MwKeyringCall;

static MwKeyringCall *
mw_keyring_call_new (const char *id, MwSecrets *secrets)
{
  MwKeyringCall *call = g_atomic_rc_box_new0 (MwKeyringCall);

  call->id = g_strdup (id);
  call->secrets = secrets != NULL ? mw_secrets_ref (secrets) : NULL;
  return call;
}

static void
mw_keyring_call_clear (gpointer data)
{
  MwKeyringCall *call = data;

  g_free (call->id);
  g_clear_pointer (&call->secrets, mw_secrets_unref);
}

static void
mw_keyring_call_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, mw_keyring_call_clear);
}

/* libsecret's and D-Bus's many errors as the three that people can do something about. */
static gboolean
fail (GError *reason, GError **error)
{
  MwKeyringError code = MW_KEYRING_ERROR_UNAVAILABLE;
  g_autoptr (GError) owned = reason;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  if (g_error_matches (reason, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
      g_error_matches (reason, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT))
    code = MW_KEYRING_ERROR_LOCKED;
  else if (g_error_matches (reason, SECRET_ERROR, SECRET_ERROR_INVALID_FILE_FORMAT))
    code = MW_KEYRING_ERROR_DAMAGED;
  g_set_error (error, MW_KEYRING_ERROR, code, "The keyring cannot be used: %s", reason->message);
  return FALSE;
}

/* Window and command line may write at once: one writer at a time, over all processes of the user. */
static int
lock_writers (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "millwright", NULL);
  g_autofree char *path = g_build_filename (folder, "keyring.lock", NULL);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return -1;
  fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  while (fd >= 0 && flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fd;
}

static char *
secrets_to_text (MwSecrets *secrets)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_auto (GStrv) names = mw_secrets_dup_names (secrets);

  json_builder_begin_object (builder);
  for (guint i = 0; names[i] != NULL; i++)
    {
      json_builder_set_member_name (builder, names[i]);
      json_builder_add_string_value (builder, mw_secrets_get (secrets, names[i]));
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static MwSecrets *
secrets_from_text (const char *text, GError **error)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_parser_set_strict (parser, TRUE);
  root = json_parser_load_from_data (parser, text, -1, NULL) ? json_parser_get_root (parser) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_DAMAGED,
                           "What the keyring holds for this connection cannot be read");
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
        mw_secrets_set (secrets, name, json_node_get_string (value));
    }
  return g_steal_pointer (&secrets);
}

static gboolean
store_now (const char *id, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (SecretValue) value = secret_value_new (text, -1, "application/json");
  GError *reason = NULL;
  gboolean stored;
  int lock;

  if (mw_keyring_file_is_used () && !mw_keyring_file_check (error))
    return FALSE;
  lock = lock_writers ();
  stored = secret_password_store_binary_sync (&keyring_schema, SECRET_COLLECTION_DEFAULT, KEYRING_LABEL,
                                              value, cancellable, &reason, "connection", id, NULL);
  if (lock >= 0)
    close (lock);
  return stored || fail (reason, error);
}

static gboolean
clear_now (const char *id, GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;
  int lock;

  if (mw_keyring_file_is_used () && !mw_keyring_file_check (error))
    return FALSE;
  lock = lock_writers ();
  /* FALSE without an error: there was nothing to remove. */
  secret_password_clear_sync (&keyring_schema, cancellable, &reason, "connection", id, NULL);
  if (lock >= 0)
    close (lock);
  return reason == NULL || fail (reason, error);
}

static gboolean
check (gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();

  return store_now (id, "{}", cancellable, error) && clear_now (id, cancellable, error);
}

static gboolean
store (gpointer data, GCancellable *cancellable, GError **error)
{
  MwKeyringCall *call = data;
  char *text = secrets_to_text (call->secrets);
  gboolean stored = store_now (call->id, text, cancellable, error);

  explicit_bzero (text, strlen (text));
  g_free (text);
  return stored;
}

static gboolean
lookup (gpointer data, GCancellable *cancellable, GError **error)
{
  MwKeyringCall *call = data;
  GError *reason = NULL;
  char *text;

  if (mw_keyring_file_is_used () && !mw_keyring_file_check (error))
    return FALSE;
  text = secret_password_lookup_nonpageable_sync (&keyring_schema, cancellable, &reason, "connection",
                                                  call->id, NULL);
  if (reason != NULL)
    return fail (reason, error);
  call->secrets = text != NULL ? secrets_from_text (text, error) : mw_secrets_new ();
  if (text != NULL)
    secret_password_free (text);
  return call->secrets != NULL;
}

static gboolean
clear (gpointer data, GCancellable *cancellable, GError **error)
{
  MwKeyringCall *call = data;

  return clear_now (call->id, cancellable, error);
}

/* The result of a lookup stands in what the job was given. */
static DexFuture *
give_secrets (DexFuture *future, gpointer data)
{
  MwKeyringCall *call = data;

  return dex_future_new_take_boxed (MW_TYPE_SECRETS, mw_secrets_ref (call->secrets));
}

/**
 * mw_keyring_check:
 *
 * Writes and removes a probe item: a service that answers may still be locked or have no keyring.
 *
 * Returns: (transfer full): %TRUE, or rejects with a #MwKeyringError
 */
DexFuture *
mw_keyring_check (void)
{
  return mw_work_run ("keyring check", check, NULL, NULL);
}

/**
 * mw_keyring_store:
 * @id: the connection's random id
 * @secrets: what to keep; replaces what was kept for @id
 * @place: the keyring, or the memory of this process
 *
 * Returns: (transfer full): %TRUE, or rejects with a #MwKeyringError
 */
DexFuture *
mw_keyring_store (const char *id, MwSecrets *secrets, MwKeyringPlace place)
{
  g_return_val_if_fail (id != NULL && secrets != NULL && place != MW_KEYRING_PLACE_NONE, NULL);

  if (place == MW_KEYRING_PLACE_SESSION)
    {
      mw_session_memory_set (id, secrets);
      return dex_future_new_true ();
    }
  return mw_work_run ("keyring store", store, mw_keyring_call_new (id, secrets), mw_keyring_call_unref);
}

/**
 * mw_keyring_lookup:
 * @id: the connection's random id
 *
 * Looks into the memory of this session first.
 *
 * Returns: (transfer full): a #MwSecrets (boxed), empty when nothing is kept for @id; rejects with a
 * #MwKeyringError
 */
DexFuture *
mw_keyring_lookup (const char *id)
{
  MwSecrets *kept;
  MwKeyringCall *call;

  g_return_val_if_fail (id != NULL, NULL);

  kept = mw_session_memory_dup (id);
  if (kept != NULL)
    return dex_future_new_take_boxed (MW_TYPE_SECRETS, kept);
  call = mw_keyring_call_new (id, NULL);
  return dex_future_then (
    mw_work_run ("keyring lookup", lookup, g_atomic_rc_box_acquire (call), mw_keyring_call_unref),
    give_secrets, call, mw_keyring_call_unref);
}

/**
 * mw_keyring_clear:
 * @id: the connection's random id
 *
 * Forgets what is kept for @id; nothing to forget is no error.
 *
 * Returns: (transfer full): %TRUE, or rejects with a #MwKeyringError
 */
DexFuture *
mw_keyring_clear (const char *id)
{
  g_autoptr (MwSecrets) kept = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  kept = mw_session_memory_dup (id);
  if (kept != NULL)
    {
      mw_session_memory_set (id, NULL);
      return dex_future_new_true ();
    }
  return mw_work_run ("keyring clear", clear, mw_keyring_call_new (id, NULL), mw_keyring_call_unref);
}

/**
 * mw_keyring_get_default_place:
 *
 * Returns: where a store with %MW_KEYRING_PLACE_KEYRING goes on this machine
 */
MwKeyringPlace
mw_keyring_get_default_place (void)
{
  return mw_keyring_file_is_used () ? MW_KEYRING_PLACE_FILE : MW_KEYRING_PLACE_KEYRING;
}
