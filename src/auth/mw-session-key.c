/* mw-session-key.c: a key that its holder changes for a new one, or deletes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-private.h"

#include <string.h>

#include "mw-end-answer.h"
#include "mw-work.h"

/* Keys are some dozen characters; signed tokens some thousand. */
#define MAX_KEY_LENGTH 16384

/* Sends what a key is changed or deleted with, signed in with the session's own. */
static MwResponse *
send (MwSession *self,
      MwFiber *fiber,
      const MwKeyCall *call,
      const char *this_key,
      const char *ends_on,
      GError **error)
{
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwSecrets) all = NULL;
  g_autoptr (MwVariables) own = NULL;
  g_autoptr (MwVariables) scope = NULL;
  g_autoptr (MwRequest) request = NULL;

  mw_session_snapshot (self, &secrets, &own);
  all = mw_secrets_copy (secrets);
  scope = mw_variables_new (own);
  mw_session_derive (self, all, scope);
  mw_secrets_set (all, MW_KEY_PLACE_THIS, this_key);
  mw_variables_set_text (scope, MW_KEY_PLACE_END, ends_on);
  request = mw_session_build (self, call->request, scope, all, TRUE, error);
  if (request == NULL)
    return NULL;
  mw_request_set_repeatable (request, FALSE);
  return dex_await_object (mw_session_until (fiber, mw_transport_send (self->transport, request)), error);
}

typedef struct
{
  const MwKeyCall *call;
  MwSystem *system;
  MwResponse *response;
  MwGrant *grant;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_object_unref (self->system);
  g_object_unref (self->response);
  mw_grant_unref (self->grant);
  g_free (self);
}

static gboolean
is_key (const char *text)
{
  const gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > MAX_KEY_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_key (gpointer data, GCancellable *cancellable, GError **error)
{
  Answer *self = data;
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (self->response), &length);
  g_autoptr (MwJson) json = length > 0 ? mw_json_parse (text, length, NULL) : NULL;
  g_autofree char *key = mw_answer_dup_value (self->call->path, NULL, NULL, self->response,
                                              json != NULL ? mw_json_get_root (json) : NULL);

  if (!is_key (key))
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER, "%s answered without a key",
                   mw_system_get_name (self->system));
      return FALSE;
    }
  mw_secrets_set (self->grant->secrets, self->call->field, key);
  return TRUE;
}

/**
 * mw_session_make_key:
 * @self: a session of a sign-in with a “new_key”
 *
 * On a fiber. Asks for a key with the one that there is, which goes on to hold.
 *
 * Returns: (transfer full) (nullable): the session's grant, with the new key; %NULL with a #MwAuthError or
 * #MwTransportError
 */
MwGrant *
mw_session_make_key (MwSession *self, GError **error)
{
  const MwKeyCall *call = self->sign_in->new_key;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, (int) call->days);
  g_autoptr (GDateTime) day = g_date_time_new_utc (g_date_time_get_year (then), g_date_time_get_month (then),
                                                   g_date_time_get_day_of_month (then), 0, 0, 0);
  g_autofree char *ends_on = g_date_time_format (day, "%Y-%m-%d");
  g_autoptr (MwGrant) grant = mw_grant_new_from (self);
  g_autoptr (MwResponse)
    response = send (self, NULL, call, mw_secrets_get (grant->secrets, call->field), ends_on, error);
  Answer *answer;

  if (response == NULL || !dex_await (mw_end_answer_read (self, response, "the request for a key"), error))
    return NULL;
  answer = g_new0 (Answer, 1);
  *answer = (Answer) { call, g_object_ref (self->system), g_object_ref (response), mw_grant_ref (grant) };
  if (!dex_await (mw_work_run ("new key", read_key, answer, answer_free), error))
    return NULL;
  grant->expires_at = g_date_time_to_unix (day) * G_USEC_PER_SEC;
  grant->made_here = TRUE;
  return g_steal_pointer (&grant);
}

/**
 * mw_session_delete_key:
 * @self: a session of a sign-in with a “delete_key”
 * @fiber: (nullable): that this is called on
 * @key: which one: the session's own, or another of the same person
 * @error: a #MwAuthError or #MwTransportError
 *
 * Returns: whether the system has deleted it
 */
gboolean
mw_session_delete_key (MwSession *self, MwFiber *fiber, const char *key, GError **error)
{
  g_autoptr (MwResponse) response = send (self, fiber, self->sign_in->delete_key, key, NULL, error);

  return response != NULL &&
         dex_await (mw_session_until (fiber, mw_end_answer_read (self, response, "the deletion of the key")),
                    error);
}
