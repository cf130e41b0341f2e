/* mw-token-answer.c: the answer of a token endpoint, read on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth-call.h"

#include <string.h>

#include "mw-extract.h"
#include "mw-redact.h"
#include "mw-text.h"
#include "mw-work.h"

#define MESSAGE_LENGTH 300

MwTokenAnswer *
mw_token_answer_new (MwGrant *grant, GHashTable *redirect)
{
  MwTokenAnswer *self = g_atomic_rc_box_new0 (MwTokenAnswer);

  self->grant = mw_grant_ref (grant);
  self->redirect = redirect != NULL ? g_hash_table_ref (redirect) : NULL;
  return self;
}

static void
token_answer_clear (gpointer data)
{
  MwTokenAnswer *self = data;

  mw_grant_unref (self->grant);
  g_clear_pointer (&self->redirect, g_hash_table_unref);
  g_free (self->problem);
}

void
mw_token_answer_unref (MwTokenAnswer *self)
{
  g_atomic_rc_box_release_full (self, token_answer_clear);
}

typedef struct
{
  MwTokenAnswer *answer;
  MwSession *session;
  MwResponse *response;
  MwAuthError refused;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  mw_token_answer_unref (job->answer);
  g_object_unref (job->session);
  g_object_unref (job->response);
  g_free (job);
}

/* RFC 6749 5.2 and 4.1.2.1, RFC 8628 3.5. */
static MwAuthError
find_code (const char *problem, MwAuthError refused)
{
  static const struct
  {
    const char *problem;
    MwAuthError code;
  } codes[] = {
    { "invalid_client", MW_AUTH_ERROR_CLIENT },
    { "unauthorized_client", MW_AUTH_ERROR_CLIENT },
    { "invalid_scope", MW_AUTH_ERROR_SCOPE },
    { "access_denied", MW_AUTH_ERROR_DENIED },
    { "expired_token", MW_AUTH_ERROR_UNANSWERED },
    { "unsupported_grant_type", MW_AUTH_ERROR_NOT_OFFERED },
    { "unsupported_response_type", MW_AUTH_ERROR_NOT_OFFERED },
  };

  if (strcmp (problem, "invalid_grant") == 0)
    return refused;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i].problem, problem) == 0)
      return codes[i].code;
  return MW_AUTH_ERROR_SERVER;
}

gboolean
mw_oauth_fail (MwSession *session,
               const char *problem,
               const char *description,
               MwAuthError refused,
               GError **error)
{
  g_autofree char *text = g_strdup_printf ("%s: %s%s%s", mw_system_get_name (session->system), problem,
                                           description != NULL ? ", " : "",
                                           description != NULL ? description : "");
  g_autofree char *redacted = mw_redact_text (text);
  g_autofree char *cut = mw_text_for_cell (redacted, strlen (redacted), MESSAGE_LENGTH);

  g_set_error_literal (error, MW_AUTH_ERROR, find_code (problem, refused), cut);
  return FALSE;
}

static gboolean
fail_status (Job *job, guint status, GError **error)
{
  MwAuthError code = status == 429                                    ? MW_AUTH_ERROR_TOO_MANY
                     : status == 401 || status == 403                 ? MW_AUTH_ERROR_CLIENT
                     : status == 404 || status == 405 || status < 300 ? MW_AUTH_ERROR_NOT_THIS_PRODUCT
                                                                      : MW_AUTH_ERROR_SERVER;

  g_set_error (error, MW_AUTH_ERROR, code, "%s answered the request for a token with status %u",
               mw_system_get_name (job->session->system), status);
  return FALSE;
}

/* What some send instead of the seconds that are left: by their clock. */
static gint64
find_moment (const MwJsonPath *path, yyjson_val *root, MwResponse *response)
{
  yyjson_val *value = mw_json_path_get (path, root, NULL);
  g_autofree char *text = value != NULL ? mw_json_dup_text (value) : NULL;
  gint64 seconds = 0;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 0, G_MAXINT64 / G_USEC_PER_SEC / 2, &seconds, NULL);
  return seconds > 0 ? seconds * G_USEC_PER_SEC - mw_response_get_clock_offset (response) : 0;
}

/* RFC 6749 5.1; some vendors send the number as a text. */
static gint64
find_end (const MwSignIn *sign_in, yyjson_val *root, MwResponse *response)
{
  yyjson_val *value = yyjson_obj_get (root, "expires_in");
  g_autofree char *text = value != NULL ? mw_json_dup_text (value) : NULL;
  gint64 seconds = sign_in->lifetime;

  if (sign_in->expires_at != NULL)
    return find_moment (sign_in->expires_at, root, response);
  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &seconds, NULL);
  return seconds > 0 || text != NULL ? g_get_real_time () + seconds * G_USEC_PER_SEC : 0;
}

static gboolean
take (Job *job, yyjson_val *root, GError **error)
{
  MwSession *session = job->session;
  const MwExtractSource source = { job->response, root, job->answer->redirect };
  MwGrant *grant = job->answer->grant;
  const char *refresh_token = yyjson_get_str (yyjson_obj_get (root, "refresh_token"));

  mw_secrets_set (grant->secrets, MW_OAUTH_ACCESS_TOKEN,
                  yyjson_get_str (yyjson_obj_get (root, "access_token")));
  if (refresh_token != NULL && *refresh_token != '\0')
    mw_secrets_set (grant->secrets, MW_OAUTH_REFRESH_TOKEN, refresh_token);
  grant->expires_at = find_end (session->sign_in, root, job->response);
  return mw_extract (session->system, session->sign_in, &source, grant, error);
}

static gboolean
read_answer (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  guint status = mw_response_get_status (job->response);
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (job->response), &length);
  g_autoptr (MwJson) json = length > 0 ? mw_json_parse (text, length, NULL) : NULL;
  yyjson_val *root = json != NULL ? mw_json_get_root (json) : NULL;
  const char *problem = yyjson_get_str (yyjson_obj_get (root, "error"));
  const char *token = yyjson_get_str (yyjson_obj_get (root, "access_token"));

  if (status == 429)
    return fail_status (job, status, error);
  if (problem != NULL && *problem != '\0')
    {
      job->answer->problem = g_strdup (problem);
      return mw_oauth_fail (job->session, problem,
                            yyjson_get_str (yyjson_obj_get (root, "error_description")), job->refused, error);
    }
  if (status >= 300 || token == NULL || *token == '\0')
    return fail_status (job, status, error);
  return take (job, root, error);
}

DexFuture *
mw_token_answer_read (MwTokenAnswer *self, MwSession *session, MwResponse *response, MwAuthError refused)
{
  Job *job = g_new0 (Job, 1);

  *job = (Job) { g_atomic_rc_box_acquire (self), g_object_ref (session), g_object_ref (response), refused };
  return mw_work_run ("token answer", read_answer, job, job_free);
}
