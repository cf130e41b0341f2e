/* mw-connection-token.c: where the token of a connection is, and whether it stays
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-token.h"

#include <glib/gi18n-lib.h>

#include "mw-connection-private.h"
#include "mw-health.h"
#include "mw-main-fiber.h"
#include "mw-refused-input.h"
#include "mw-sandbox-words.h"
#include "mw-secret-stores.h"

/**
 * mw_connection_is_lasting:
 * @self: a connection
 *
 * Returns: whether it has a token when the program is started again
 */
gboolean
mw_connection_is_lasting (MwConnection *self)
{
  return mw_link_is_lasting (mw_connection_get_link (self));
}

/**
 * mw_connection_dup_token_place:
 * @self: a connection
 *
 * Returns: (transfer full): where its token is, in words for people
 */
char *
mw_connection_dup_token_place (MwConnection *self)
{
  MwSecretStore *store = mw_link_get_file (mw_connection_get_link (self))->store;

  char *place = g_strdup (store != NULL ? mw_secret_store_get_place (store)
                                        : _ ("Nowhere: whoever uses it gives the secrets"));

  if (store == NULL || !mw_secret_store_is_lasting (store))
    return place;
  return mw_sandbox_add_words (
    place, "\n", mw_secret_stores_lasting_is_file () ? MW_SANDBOX_TOKEN_FILE : MW_SANDBOX_TOKEN_KEYRING);
}

/**
 * mw_connection_get_token_title:
 * @self: a connection
 *
 * Returns: the same in a word or two
 */
const char *
mw_connection_get_token_title (MwConnection *self)
{
  MwSecretStore *store = mw_link_get_file (mw_connection_get_link (self))->store;

  return store != NULL ? mw_secret_store_get_title (store) : _ ("not kept");
}

/* Not cancelled on the way: token and file belong together. */
static DexFuture *
keep_fiber (MwMainFiber *fiber, gpointer data)
{
  MwConnection *self = data;
  MwLink *link = mw_connection_get_link (self);
  MwSecretStore *before = mw_link_get_file (link)->store;
  MwSecretStore *lasting = mw_secret_stores_get_lasting ();
  g_autoptr (GError) error = NULL;

  if (!dex_await (mw_link_move (link, lasting), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!dex_await (mw_connection_save (self), &error))
    {
      dex_await (mw_link_move (link, before), NULL);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  mw_connection_notify_place (self);
  return dex_future_new_true ();
}

/**
 * mw_connection_keep:
 * @self: a connection that is not lasting, signed in
 *
 * Stores its token where it stays, and writes its file. Nothing is sent to the system.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with a #MwSecretStoreError, with a #MwConnectionError
 * when the file could not be written, or with %MW_AUTH_ERROR_EXPIRED when there is no token
 */
DexFuture *
mw_connection_keep (MwConnection *self)
{
  return mw_main_fiber_spawn (keep_fiber, g_object_ref (self), g_object_unref);
}

typedef struct
{
  MwConnection *connection;
  MwSecrets *input;
  MwAuthPrompt *prompt;
  gboolean by_person;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  mw_secrets_unref (call->input);
  g_clear_object (&call->prompt);
  g_object_unref (call->connection);
  g_free (call);
}

/* A system that was updated may answer in another way since: which one shows before a password is sent. */
static gboolean
find_variant (MwConnection *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (GPtrArray)
    variants = mw_system_dup_variants (mw_connection_get_system (self), mw_connection_get_sign_in (self)->id);
  g_autofree char *version = NULL;
  GError *reason = NULL;

  if (variants->len < 2)
    return TRUE;
  version = dex_await_string (mw_main_until (mw_link_find_product (mw_connection_get_link (self)), fiber),
                              &reason);
  if (reason != NULL)
    g_propagate_error (error, reason);
  return reason == NULL;
}

/* What a person gives may be something new: nobody can tell but they. */
static gboolean
may_send (const Call *call, GError **error)
{
  if (call->by_person ||
      !dex_await_boolean (mw_refused_input_find (mw_connection_get_id (call->connection)), NULL))
    return TRUE;
  g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_REFUSED_BEFORE,
                       "What was given last time was refused");
  return FALSE;
}

/* Before this process ends, or is killed: the next one must know it. */
static void
note_refusal (const Call *call, const GError *error)
{
  const gboolean refused = g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED) ||
                           g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_CLIENT);
  g_autoptr (GError) reason = NULL;

  if ((error == NULL || refused) &&
      !dex_await (mw_refused_input_set (mw_connection_get_id (call->connection), refused), &reason))
    g_debug ("The refusal could not be noted: %s", reason->message);
}

static DexFuture *
sign_in_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  MwConnection *self = call->connection;
  MwLink *link = mw_connection_get_link (self);
  g_autoptr (GError) error = NULL;

  if (may_send (call, &error) && find_variant (self, fiber, &error))
    {
      dex_await (mw_main_until (mw_link_sign_in (link, call->input, call->prompt), fiber), &error);
      note_refusal (call, error);
      if (error == NULL)
        dex_await (mw_link_store (link), &error);
    }
  mw_connection_set_health (self, mw_health_after (error, mw_connection_get_health (self)));
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * mw_connection_sign_in_for_now:
 * @self: a connection that was not used yet
 * @input: all secrets of its sign-in
 * @by_person: whether a person gives @input now, and not a job
 * @prompt: (nullable): where a browser or a code is shown
 *
 * Signs in once, for this process: nothing is stored, and what is stored is neither read nor changed.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with %MW_CONNECTION_ERROR_REFUSED_BEFORE when what a
 * job gave last time was refused: nothing is sent then
 */
DexFuture *
mw_connection_sign_in_for_now (MwConnection *self, MwSecrets *input, gboolean by_person, MwAuthPrompt *prompt)
{
  Call *call = g_new0 (Call, 1);

  mw_link_keep_for_now (mw_connection_get_link (self));
  call->connection = g_object_ref (self);
  call->input = mw_secrets_ref (input);
  call->by_person = by_person;
  call->prompt = prompt != NULL ? g_object_ref (prompt) : NULL;
  return mw_main_fiber_spawn (sign_in_fiber, call, call_free);
}
