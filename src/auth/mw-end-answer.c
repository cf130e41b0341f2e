/* mw-end-answer.c: the answer to a call that ends something on the system's side, read on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-end-answer.h"

#include "mw-redact.h"
#include "mw-work.h"

typedef struct
{
  MwSystem *system;
  const MwSignIn *sign_in;
  MwResponse *response;
  const char *what;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_object_unref (self->system);
  g_object_unref (self->response);
  g_free (self);
}

static gboolean
matches (const Answer *self, const GArray *rules, yyjson_val *body)
{
  return rules != NULL && rules->len > 0 &&
         mw_answer_match (&g_array_index (rules, MwAnswerRule, 0), rules->len,
                          mw_response_get_status (self->response), body, NULL) != NULL;
}

/* RFC 6749 5.2: the error code of a token endpoint, which RFC 7009 2.2.1 has too. */
static const char *
get_problem (const Answer *self, yyjson_val *body)
{
  return self->sign_in->kind == MW_SIGN_IN_OAUTH2 ? yyjson_get_str (yyjson_obj_get (body, "error")) : NULL;
}

/* -1: it was done. The file's own rules first: some systems say everything with status 200. */
static int
find_code (const Answer *self, const MwVariant *variant, yyjson_val *body)
{
  guint status = mw_response_get_status (self->response);
  const char *problem = get_problem (self, body);

  if (status == 429)
    return MW_AUTH_ERROR_TOO_MANY;
  if (g_strcmp0 (problem, "invalid_grant") == 0)
    return MW_AUTH_ERROR_EXPIRED;
  if (self->sign_in->kind == MW_SIGN_IN_OAUTH2 && (status == 401 || status == 403))
    return MW_AUTH_ERROR_CLIENT;
  if (status == 401 || matches (self, variant->signed_out, body))
    return MW_AUTH_ERROR_EXPIRED;
  if (status == 403 || matches (self, variant->forbidden, body))
    return MW_AUTH_ERROR_DENIED;
  if (status == 404 || status == 405 || matches (self, variant->not_offered, body))
    return MW_AUTH_ERROR_NOT_OFFERED;
  return status >= 400 || matches (self, variant->failed, body) ? MW_AUTH_ERROR_SERVER : -1;
}

static gboolean
read_answer (gpointer data, GCancellable *cancellable, GError **error)
{
  Answer *self = data;
  const MwVariant *variant = mw_system_find_variant (self->system, self->sign_in->id);
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (self->response), &length);
  g_autoptr (MwJson) json = length > 0 ? mw_json_parse (text, length, NULL) : NULL;
  yyjson_val *body = json != NULL ? mw_json_get_root (json) : NULL;
  int code = find_code (self, variant, body);
  const char *problem;
  g_autofree char *words = NULL;
  g_autofree char *message = NULL;
  g_autofree char *redacted = NULL;

  if (code < 0)
    return TRUE;
  problem = get_problem (self, body);
  words = mw_answer_dup_message (variant, self->response, body);
  if (words == NULL && problem != NULL)
    words = mw_redact_text (problem);
  message = g_strdup_printf ("%s answered %s with status %u%s%s", mw_system_get_name (self->system),
                             self->what, mw_response_get_status (self->response), words != NULL ? ": " : "",
                             words != NULL ? words : "");
  redacted = mw_redact_text (message);
  g_set_error_literal (error, MW_AUTH_ERROR, code, redacted);
  return FALSE;
}

/**
 * mw_end_answer_read:
 * @session: whose sign-in
 * @response: the answer
 * @what: the call, for the message; static
 *
 * Says what the answer means to a logout, to a revocation (RFC 7009) or to the deletion of a key. That what
 * was to be ended is not valid any more is told apart from a refusal.
 *
 * Returns: (transfer full): %TRUE; rejects with a #MwAuthError
 */
DexFuture *
mw_end_answer_read (MwSession *session, MwResponse *response, const char *what)
{
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer) { g_object_ref (session->system), session->sign_in, g_object_ref (response), what };
  return mw_work_run ("answer to an end", read_answer, answer, answer_free);
}
