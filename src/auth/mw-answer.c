/* mw-answer.c: what a system's answer says, by the rules of its file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session.h"

#include "mw-redact.h"
#include "mw-text.h"

#define MESSAGE_LENGTH    300
#define REQUEST_ID_LENGTH 80

static gboolean
is_nothing (yyjson_val *value)
{
  return value == NULL || yyjson_is_null (value) || yyjson_is_false (value);
}

static gboolean
rule_holds (const MwAnswerRule *rule, guint status, yyjson_val *body, char **named)
{
  yyjson_val *value;
  g_autofree char *text = NULL;

  if (rule->status != 0 && rule->status != status)
    return FALSE;
  if (rule->path == NULL)
    return rule->status != 0;
  if (body == NULL)
    return FALSE;
  value = mw_json_path_get (rule->path, body, NULL);
  if ((rule->present && is_nothing (value)) || (rule->missing && !is_nothing (value)))
    return FALSE;
  if (rule->is == NULL && rule->contains == NULL && rule->matches == NULL)
    return TRUE;
  text = value != NULL ? mw_json_dup_text (value) : NULL;
  if (text == NULL)
    return FALSE;
  if (rule->is != NULL && !g_strv_contains ((const char *const *) rule->is, text))
    return FALSE;
  if (rule->contains != NULL && strstr (text, rule->contains) == NULL)
    return FALSE;
  if (rule->matches != NULL)
    {
      g_autoptr (GMatchInfo) match = NULL;

      if (!g_regex_match (rule->matches, text, 0, &match))
        return FALSE;
      if (named != NULL)
        *named = g_match_info_fetch (match, 1);
    }
  return TRUE;
}

/**
 * mw_answer_match:
 * @rules: (array length=n_rules): rules of a file
 * @status: HTTP status of the answer
 * @body: (nullable): the answer, when it is JSON
 * @named: (out) (optional) (nullable): what the rule's expression names: a field
 *
 * Returns: (nullable): the first rule all of whose parts hold
 */
const MwAnswerRule *
mw_answer_match (const MwAnswerRule *rules, guint n_rules, guint status, yyjson_val *body, char **named)
{
  if (named != NULL)
    *named = NULL;
  for (guint i = 0; i < n_rules; i++)
    {
      if (rule_holds (&rules[i], status, body, named))
        return &rules[i];
    }
  return NULL;
}

/**
 * mw_answer_dup_message:
 * @variant: (nullable): where its answers have their message
 * @response: the answer
 * @body: (nullable): the same as JSON
 *
 * Tracebacks and pages stand in other places of an answer than its message, so only the paths of the file are
 * read.
 *
 * Returns: (transfer full) (nullable): the system's own words, redacted and cut
 */
char *
mw_answer_dup_message (const MwVariant *variant, MwResponse *response, yyjson_val *body)
{
  if (variant == NULL || variant->message_paths == NULL || body == NULL)
    return NULL;
  for (guint i = 0; variant->message_paths[i] != NULL; i++)
    {
      yyjson_val *value = mw_json_path_get (variant->message_paths[i], body, NULL);
      const char *text = value != NULL ? mw_json_peek_text (value, NULL) : NULL;

      if (text != NULL && *text != '\0' && !is_nothing (value))
        {
          g_autofree char *redacted = mw_redact_text (text);

          return mw_text_for_cell (redacted, strlen (redacted), MESSAGE_LENGTH);
        }
    }
  return NULL;
}

/**
 * mw_answer_dup_value:
 * @path: (nullable): where it stands in @body; %NULL: in @header
 * @header: (nullable): the name of a header
 * @matches: (nullable): whose first group is taken
 * @response: the answer
 * @body: (nullable): the same as JSON
 *
 * Returns: (transfer full) (nullable): the text, as it was sent
 */
char *
mw_answer_dup_value (const MwJsonPath *path,
                     const char *header,
                     const GRegex *matches,
                     MwResponse *response,
                     yyjson_val *body)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;

  if (header != NULL)
    text = g_strdup (mw_response_get_header (response, header));
  else if (body != NULL)
    text = mw_json_dup_text (mw_json_path_get (path, body, NULL));
  if (text == NULL || matches == NULL)
    return g_steal_pointer (&text);
  return g_regex_match (matches, text, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/**
 * mw_answer_dup_request_id:
 * @variant: (nullable): where its answers have it
 * @response: the answer
 * @body: (nullable): the same as JSON
 *
 * Looks where the file says, then at the headers that many systems have.
 *
 * Returns: (transfer full) (nullable): under what the system's people find the request, redacted and cut
 */
char *
mw_answer_dup_request_id (const MwVariant *variant, MwResponse *response, yyjson_val *body)
{
  g_autofree char *id = NULL;
  g_autofree char *redacted = NULL;

  for (guint i = 0; variant != NULL && i < variant->n_request_ids && (id == NULL || *id == '\0'); i++)
    {
      g_free (id);
      id = mw_answer_dup_value (variant->request_ids[i].path, variant->request_ids[i].header,
                                variant->request_ids[i].matches, response, body);
    }
  if (id == NULL || *id == '\0')
    g_set_str (&id, mw_response_get_request_id (response));
  if (id == NULL)
    return NULL;
  redacted = mw_redact_text (id);
  return mw_text_for_cell (redacted, strlen (redacted), REQUEST_ID_LENGTH);
}
