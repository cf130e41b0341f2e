/* mw-login-answer.c: the answer to a login or to a check request, read on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-login-answer.h"

#include <string.h>

#include "mw-extract.h"
#include "mw-redact.h"
#include "mw-work.h"

typedef struct
{
  MwSystem *system;
  const MwSignIn *sign_in;
  MwResponse *response;
  MwGrant *grant;
  MwAuthError signed_out;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_object_unref (self->system);
  g_object_unref (self->response);
  g_clear_pointer (&self->grant, mw_grant_unref);
  g_free (self);
}

static gboolean
matches (const Answer *self, const GArray *rules, yyjson_val *body)
{
  return rules != NULL && rules->len > 0 &&
         mw_answer_match (&g_array_index (rules, MwAnswerRule, 0), rules->len,
                          mw_response_get_status (self->response), body, NULL) != NULL;
}

static gboolean
fail (Answer *self, const MwVariant *variant, yyjson_val *body, MwAuthError code, GError **error)
{
  g_autofree char *words = mw_answer_dup_message (variant, self->response, body);
  guint status = mw_response_get_status (self->response);
  g_autofree char *request_id = mw_answer_dup_request_id (variant, self->response, body);
  g_autofree char *text = g_strdup_printf (
    "%s answered with status %u%s%s%s%s", mw_system_get_name (self->system), status,
    words != NULL ? ": " : "", words != NULL ? words : "", request_id != NULL ? ", request " : "",
    request_id != NULL ? request_id : "");
  g_autofree char *redacted = mw_redact_text (text);

  g_set_error_literal (error, MW_AUTH_ERROR, code, redacted);
  return FALSE;
}

/* A whole number of seconds, or -1. */
static gint64
read_seconds (MwJsonPath *path, yyjson_val *body)
{
  yyjson_val *value = path != NULL && body != NULL ? mw_json_path_get (path, body, NULL) : NULL;
  g_autofree char *text = value != NULL ? mw_json_dup_text (value) : NULL;
  gint64 seconds;

  if (text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64 / G_USEC_PER_SEC / 2, &seconds, NULL))
    return seconds;
  return -1;
}

static gint64
find_end (const MwSignIn *sign_in, yyjson_val *body, MwResponse *response)
{
  gint64 now = g_get_real_time ();
  gint64 at = read_seconds (sign_in->expires_at, body);
  gint64 in = read_seconds (sign_in->expires_in, body);

  if (at > 0)
    return at * G_USEC_PER_SEC - mw_response_get_clock_offset (response);
  if (in >= 0)
    return now + in * G_USEC_PER_SEC;
  return sign_in->lifetime > 0 ? now + (gint64) sign_in->lifetime * G_USEC_PER_SEC : 0;
}

static gboolean
take (Answer *self, const MwVariant *variant, yyjson_val *body, GError **error)
{
  const MwExtractSource source = { self->response, body, NULL };

  self->grant->expires_at = find_end (self->sign_in, body, self->response);
  return mw_extract (self->system, self->sign_in, &source, self->grant, error);
}

static gboolean
read_answer (gpointer data, GCancellable *cancellable, GError **error)
{
  Answer *self = data;
  const MwVariant *variant = mw_system_find_variant (self->system, self->sign_in->id);
  guint status = mw_response_get_status (self->response);
  const char *type = mw_response_get_header (self->response, "Content-Type");
  GBytes *bytes = mw_response_get_body (self->response);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (MwJson) json = length > 0 ? mw_json_parse (text, length, NULL) : NULL;
  yyjson_val *body = json != NULL ? mw_json_get_root (json) : NULL;
  gboolean is_page = type != NULL && g_ascii_strncasecmp (type, "text/html", 9) == 0;

  if (status == 429)
    return fail (self, variant, body, MW_AUTH_ERROR_TOO_MANY, error);
  if (mw_answer_match (self->sign_in->unknown, self->sign_in->n_unknown, status, body, NULL))
    {
      g_set_error_literal (error, MW_AUTH_ERROR, MW_AUTH_ERROR_UNKNOWN, self->sign_in->unknown_field);
      return FALSE;
    }
  if (self->grant == NULL &&
      mw_answer_match (self->sign_in->accepted, self->sign_in->n_accepted, status, body, NULL))
    return TRUE;
  if (status == 401 || (status == 403 && self->signed_out == MW_AUTH_ERROR_REFUSED) ||
      matches (self, variant->signed_out, body) ||
      (self->grant != NULL &&
       mw_answer_match (self->sign_in->refused, self->sign_in->n_refused, status, body, NULL)))
    return fail (self, variant, body, self->signed_out, error);
  if (status >= 500)
    return fail (self, variant, body, MW_AUTH_ERROR_SERVER, error);
  if (status == 404 || status == 405 || (status < 300 && body == NULL && (is_page || length > 0)))
    return fail (self, variant, body, MW_AUTH_ERROR_NOT_THIS_PRODUCT, error);
  if (status >= 300 || matches (self, variant->failed, body))
    return fail (self, variant, body, MW_AUTH_ERROR_SERVER, error);
  return self->grant == NULL || take (self, variant, body, error);
}

/**
 * mw_login_answer_read:
 * @session: whose sign-in
 * @response: the answer
 * @grant: (nullable): takes what a login gives, before the future resolves
 * @signed_out: what a refusal means
 *
 * Says what the answer means and takes from it what the file names. Statuses 401 and 403 of a login, and the
 * file's own rules, are a refusal; a web page or another status than a login has means that another product
 * answers there.
 *
 * Returns: (transfer full): %TRUE; rejects with a #MwAuthError
 */
DexFuture *
mw_login_answer_read (MwSession *session, MwResponse *response, MwGrant *grant, MwAuthError signed_out)
{
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer) { g_object_ref (session->system), session->sign_in, g_object_ref (response),
                       grant != NULL ? mw_grant_ref (grant) : NULL, signed_out };
  return mw_work_run ("sign-in answer", read_answer, answer, answer_free);
}
