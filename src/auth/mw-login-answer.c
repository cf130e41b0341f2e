/* mw-login-answer.c: the answer to a login or to a check request, read on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-login-answer.h"

#include "mw-decimal.h"
#include "mw-redact.h"
#include "mw-work.h"

#include <string.h>

static void
mw_login_answer_clear (gpointer data)
{
  MwLoginAnswer *self = data;

  g_object_unref (self->system);
  g_object_unref (self->response);
  mw_secrets_unref (self->secrets);
  mw_variables_unref (self->variables);
}

MwLoginAnswer *
mw_login_answer_new (MwSystem *system,
                     const MwSignIn *sign_in,
                     MwResponse *response,
                     gboolean is_login,
                     MwAuthError signed_out)
{
  MwLoginAnswer *self = g_atomic_rc_box_new0 (MwLoginAnswer);

  self->system = g_object_ref (system);
  self->sign_in = sign_in;
  self->response = g_object_ref (response);
  self->is_login = is_login;
  self->signed_out = signed_out;
  self->secrets = mw_secrets_new ();
  self->variables = mw_variables_new (NULL);
  return self;
}

void
mw_login_answer_unref (MwLoginAnswer *self)
{
  g_atomic_rc_box_release_full (self, mw_login_answer_clear);
}

static gboolean
matches (const MwLoginAnswer *self, const GArray *rules, yyjson_val *body)
{
  return rules != NULL && rules->len > 0 &&
         mw_answer_match (&g_array_index (rules, MwAnswerRule, 0), rules->len,
                          mw_response_get_status (self->response), body, NULL) != NULL;
}

static gboolean
fail (MwLoginAnswer *self, const MwVariant *variant, yyjson_val *body, MwAuthError code, GError **error)
{
  g_autofree char *words = mw_answer_dup_message (variant, self->response, body);
  guint status = mw_response_get_status (self->response);
  const char *request_id = mw_response_get_request_id (self->response);
  g_autofree char *text = g_strdup_printf (
    "%s answered with status %u%s%s%s%s", mw_system_get_name (self->system), status,
    words != NULL ? ": " : "", words != NULL ? words : "", request_id != NULL ? ", request " : "",
    request_id != NULL ? request_id : "");
  g_autofree char *redacted = mw_redact_text (text);

  g_set_error_literal (error, MW_AUTH_ERROR, code, redacted);
  return FALSE;
}

static char *
dup_cookie (MwResponse *response, const char *name)
{
  g_auto (GStrv) cookies = mw_response_dup_headers (response, "Set-Cookie");
  gsize length = strlen (name);

  for (guint i = 0; cookies != NULL && cookies[i] != NULL; i++)
    {
      if (strncmp (cookies[i], name, length) == 0 && cookies[i][length] == '=')
        return g_strndup (cookies[i] + length + 1, strcspn (cookies[i] + length + 1, ";"));
    }
  return NULL;
}

static gboolean
extract (MwLoginAnswer *self, const MwVariant *variant, yyjson_val *body, GError **error)
{
  for (guint i = 0; i < self->sign_in->n_extracts; i++)
    {
      const MwExtract *wanted = &self->sign_in->extracts[i];
      g_autofree char *text = NULL;

      if (wanted->cookie != NULL)
        text = dup_cookie (self->response, wanted->cookie);
      else if (wanted->header != NULL)
        text = g_strdup (mw_response_get_header (self->response, wanted->header));
      else if (body != NULL)
        text = mw_json_dup_text (mw_json_path_get (wanted->path, body, variant->nested_suffix));
      if (text == NULL || *text == '\0')
        {
          if (wanted->optional)
            continue;
          g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT,
                       "The answer to the sign-in has no %s: this does not look like %s", wanted->variable,
                       mw_system_get_name (self->system));
          return FALSE;
        }
      if (wanted->secret)
        mw_secrets_set (self->secrets, wanted->variable, text);
      else
        mw_variables_set_text (self->variables, wanted->variable, text);
    }
  return TRUE;
}

static gint64
find_end (MwLoginAnswer *self, yyjson_val *body)
{
  gint64 now = g_get_real_time ();
  gint64 end = self->sign_in->lifetime > 0 ? now + (gint64) self->sign_in->lifetime * G_USEC_PER_SEC : 0;
  yyjson_val *value = self->sign_in->expires_at != NULL && body != NULL
                        ? mw_json_path_get (self->sign_in->expires_at, body, NULL)
                        : NULL;
  g_autofree char *text = value != NULL ? mw_json_dup_text (value) : NULL;
  gint64 seconds;

  if (text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64 / G_USEC_PER_SEC, &seconds, NULL))
    end = seconds * G_USEC_PER_SEC;
  return end;
}

static gboolean
read_answer (gpointer data, GCancellable *cancellable, GError **error)
{
  MwLoginAnswer *self = data;
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
  if (status == 401 || (status == 403 && self->signed_out == MW_AUTH_ERROR_REFUSED) ||
      matches (self, variant->signed_out, body) ||
      (self->is_login &&
       mw_answer_match (self->sign_in->refused, self->sign_in->n_refused, status, body, NULL)))
    return fail (self, variant, body, self->signed_out, error);
  if (status >= 500)
    return fail (self, variant, body, MW_AUTH_ERROR_SERVER, error);
  if (status == 404 || status == 405 || (status < 300 && body == NULL && (is_page || length > 0)))
    return fail (self, variant, body, MW_AUTH_ERROR_NOT_THIS_PRODUCT, error);
  if (status >= 300 || matches (self, variant->failed, body))
    return fail (self, variant, body, MW_AUTH_ERROR_SERVER, error);
  if (!self->is_login)
    return TRUE;
  self->expires_at = find_end (self, body);
  return extract (self, variant, body, error);
}

static void
release (gpointer data)
{
  mw_login_answer_unref (data);
}

/**
 * mw_login_answer_read:
 *
 * Says what the answer means and takes from it what the file names. Statuses 401 and 403 of a login, and the
 * file's own rules, are a refusal; a web page or another status than a login has means that another product
 * answers there.
 *
 * Returns: (transfer full): %TRUE, then the results are set; rejects with a #MwAuthError
 */
DexFuture *
mw_login_answer_read (MwLoginAnswer *self)
{
  return mw_work_run ("sign-in answer", read_answer, g_atomic_rc_box_acquire (self), release);
}
