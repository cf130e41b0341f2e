/* mw-reply.c: what an answer of the system is: records, or which failure
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-reply.h"

#include "mw-source.h"

#include <string.h>

/* What is being read, for the functions that judge it. */
typedef struct
{
  MwReply *reply;
  const MwVariant *variant;
  const char *title;
  MwResponse *response;
  guint status;
  gboolean is_one;  /* an object is a list of one */
  yyjson_val *body; /* or NULL */
} MwJudgement;

void
mw_reply_clear (MwReply *self)
{
  g_clear_pointer (&self->scan, mw_json_scan_free);
  g_clear_pointer (&self->document, mw_json_unref);
  g_clear_pointer (&self->unknown_field, g_free);
}

static gboolean
is_web_page (MwResponse *response)
{
  const char *type = mw_response_get_header (response, "Content-Type");
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (response), &length);

  if (type != NULL && g_ascii_strncasecmp (type, "text/html", strlen ("text/html")) == 0)
    return TRUE;
  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  return length > 0 && *text == '<';
}

static gboolean
matches (MwJudgement *self, GArray *rules, char **named)
{
  if (rules == NULL || rules->len == 0)
    return FALSE;
  return mw_answer_match (&g_array_index (rules, MwAnswerRule, 0), rules->len, self->status, self->body,
                          named) != NULL;
}

static gboolean
fail (MwJudgement *self, MwSourceError code, const char *reason, GError **error)
{
  g_autofree char *words = mw_answer_dup_message (self->variant, self->response, self->body);

  g_autofree char *request_id = mw_answer_dup_request_id (self->variant, self->response, self->body);

  g_set_error (error, MW_SOURCE_ERROR, code, "%s: %s (HTTP %u%s%s)", self->title,
               words != NULL ? words : reason, self->status, request_id != NULL ? ", request " : "",
               request_id != NULL ? request_id : "");
  return FALSE;
}

static gboolean
fail_by_status (MwJudgement *self, GError **error)
{
  switch (self->status)
    {
    case 401:
      return fail (self, MW_SOURCE_ERROR_SIGNED_OUT, "not signed in", error);
    case 403:
      return fail (self, MW_SOURCE_ERROR_FORBIDDEN, "not allowed", error);
    case 429:
    case 503:
      return fail (self, MW_SOURCE_ERROR_BUSY, "the system asks to wait", error);
    default:
      break;
    }
  if (self->status < 500 && is_web_page (self->response))
    return fail (self, MW_SOURCE_ERROR_NOT_JSON, "a web page instead of data", error);
  if (self->status == 404)
    return fail (self, MW_SOURCE_ERROR_NOT_OFFERED, "not found", error);
  return fail (self, MW_SOURCE_ERROR_SERVER, "the system failed", error);
}

/* The answer has no usable list: says which failure it is. The file's rules come first, because they know the
 * system. */
static gboolean
fail_by_rules (MwJudgement *self, gboolean failed, GError **error)
{
  if (matches (self, self->variant->signed_out, NULL))
    return fail (self, MW_SOURCE_ERROR_SIGNED_OUT, "not signed in", error);
  if (matches (self, self->variant->unknown_field, &self->reply->unknown_field))
    return fail (self, MW_SOURCE_ERROR_SERVER, "unknown field", error);
  if (matches (self, self->variant->not_offered, NULL))
    return fail (self, MW_SOURCE_ERROR_NOT_OFFERED, "the system does not have this", error);
  if (matches (self, self->variant->forbidden, NULL))
    return fail (self, MW_SOURCE_ERROR_FORBIDDEN, "not allowed", error);
  if (self->status < 200 || self->status > 299)
    return fail_by_status (self, error);
  if (failed)
    return fail (self, MW_SOURCE_ERROR_SERVER, "the system failed", error);
  return fail (self, MW_SOURCE_ERROR_SHAPE, "the answer has no list where one should be", error);
}

static gboolean
fail_to_parse (MwJudgement *self, GError *reason, GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  /* Where nobody said how long the answer is, only its text shows that the end is missing. */
  if (g_error_matches (reason, MW_JSON_ERROR, MW_JSON_ERROR_CUT) && !is_web_page (self->response))
    g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED, "%s: %s", self->title,
                 reason->message);
  else
    g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_JSON, "%s: %s", self->title,
                 is_web_page (self->response) ? "a web page instead of data" : reason->message);
  g_error_free (reason);
  return FALSE;
}

/* Finds the list at the first path that has one. */
static gboolean
scan (MwJudgement *self, MwJsonPath *const *lists, GCancellable *cancellable, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (self->response), &length);

  for (guint i = 0; lists[i] != NULL; i++)
    {
      g_clear_pointer (&self->reply->scan, mw_json_scan_free);
      self->reply->scan = (self->is_one ? mw_json_scan_one : mw_json_scan) (
        text, length, lists[i], self->reply->keys, cancellable, error);
      if (self->reply->scan == NULL)
        return FALSE;
      if (mw_json_scan_has_list (self->reply->scan))
        break;
    }
  self->reply->document = mw_json_scan_parse_envelope (self->reply->scan, error);
  return self->reply->document != NULL;
}

/* An answer that means "none" in words of its own: a 204, a 404 with a certain code. Its body may be
 * anything.
 */
static gboolean
take_empty (MwJudgement *self)
{
  static const char nothing[] = "{}";
  g_autoptr (MwJson) body = NULL;
  g_autoptr (MwJsonPath) root = NULL;
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (self->response), &length);

  if (self->variant->empty->len == 0)
    return FALSE;
  body = length > 0 ? mw_json_parse (text, length, NULL) : NULL;
  self->body = body != NULL ? mw_json_get_root (body) : NULL;
  self->reply->is_empty = matches (self, self->variant->empty, NULL);
  self->body = NULL;
  if (!self->reply->is_empty)
    return FALSE;
  root = mw_json_path_parse ("", NULL);
  self->reply->scan = mw_json_scan (nothing, strlen (nothing), root, NULL, NULL, NULL);
  self->reply->document = mw_json_parse (nothing, strlen (nothing), NULL);
  return TRUE;
}

/* Parses the body as far as the status promises something: error pages may be anything. */
static gboolean
parse (MwJudgement *self, MwJsonPath *const *lists, GCancellable *cancellable, GError **error)
{
  gboolean good = self->status >= 200 && self->status <= 299;
  GError *reason = NULL;
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (self->response), &length);

  if (good && lists != NULL)
    scan (self, lists, cancellable, &reason);
  else
    self->reply->document = mw_json_parse (text, length, &reason);
  if (self->reply->document == NULL && good)
    return fail_to_parse (self, reason, error);
  g_clear_error (&reason);
  if (self->reply->document != NULL)
    self->body = mw_json_get_root (self->reply->document);
  return TRUE;
}

static gboolean
judge (MwJudgement *self, MwJsonPath *const *lists, GCancellable *cancellable, GError **error)
{
  gboolean failed;

  self->status = mw_response_get_status (self->response);
  if (take_empty (self))
    return TRUE;
  if (!parse (self, lists, cancellable, error))
    return FALSE;
  failed = self->status < 200 || self->status > 299 || matches (self, self->variant->failed, NULL);
  if (!failed && (lists == NULL || mw_json_scan_has_list (self->reply->scan)))
    return TRUE;
  return fail_by_rules (self, failed, error);
}

/**
 * mw_reply_read:
 * @lists: (nullable) (array zero-terminated=1): paths of the records
 *
 * Judges an answer. Rules of the file decide first, then the HTTP status (RFC 9110 15), then what is missing.
 *
 * Returns: whether the answer holds what was asked for
 */
gboolean
mw_reply_read (MwReply *self,
               const MwVariant *variant,
               const char *title,
               MwResponse *response,
               MwJsonPath *const *lists,
               GCancellable *cancellable,
               GError **error)
{
  MwJudgement judgement = { .reply = self, .variant = variant, .title = title, .response = response };

  return judge (&judgement, lists, cancellable, error);
}

/**
 * mw_reply_read_one:
 * @paths: (nullable) (array zero-terminated=1): where the record may be; %NULL: the answer is the record
 *
 * The same for an answer that is about one record.
 *
 * Returns: whether the answer holds a record, or a list
 */
gboolean
mw_reply_read_one (MwReply *self,
                   const MwVariant *variant,
                   const char *title,
                   MwResponse *response,
                   MwJsonPath *const *paths,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (MwJsonPath) root = mw_json_path_parse ("", NULL);
  MwJsonPath *const whole[] = { root, NULL };
  MwJudgement judgement = {
    .reply = self, .variant = variant, .title = title, .response = response, .is_one = TRUE
  };

  return judge (&judgement, paths != NULL ? paths : whole, cancellable, error);
}

/**
 * mw_reply_find:
 * @paths: (nullable) (array zero-terminated=1): %NULL for the whole answer
 *
 * Returns: (nullable): the value at the first of @paths that has one
 */
yyjson_val *
mw_reply_find (const MwReply *self, MwJsonPath *const *paths)
{
  yyjson_val *root = mw_json_get_root (self->document);
  yyjson_val *value = paths == NULL ? root : NULL;

  for (guint i = 0; paths != NULL && paths[i] != NULL && value == NULL; i++)
    value = mw_json_path_get (paths[i], root, NULL);
  return value;
}
