/* mw-service-token-endpoint.c: POST /link/token
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service-token-endpoint.h"

#include "mw-json.h"
#include "mw-record-json.h"
#include "mw-service-query.h"

static const char *const members[] = { "grant_type", "client_id", "client_secret", "refresh_token" };

static gboolean
read_json (const char *body, gsize length, char *values[], GError **error)
{
  g_autoptr (MwJson) json = mw_json_parse (body, length, NULL);

  if (json == NULL || !yyjson_is_obj (mw_json_get_root (json)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The body is no JSON object");
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      yyjson_val *value = yyjson_obj_get (mw_json_get_root (json), members[i]);

      /* One with NUL inside would be cut, and then another text than the one that was sent. */
      if (yyjson_is_str (value) && strlen (yyjson_get_str (value)) == yyjson_get_len (value))
        values[i] = g_strdup (yyjson_get_str (value));
    }

  return TRUE;
}

static gboolean
read_form (const char *body, gsize length, char *values[], GError **error)
{
  g_autoptr (GPtrArray) form = mw_service_form_parse (body ? body : "", length, error);

  if (form == NULL)
    return FALSE;
  for (guint i = 0; i < form->len; i += 2)
    for (gsize j = 0; j < G_N_ELEMENTS (members); j++)
      if (g_str_equal (g_ptr_array_index (form, i), members[j]))
        g_set_str (&values[j], g_ptr_array_index (form, i + 1));

  return TRUE;
}

/**
 * mw_service_token_endpoint:
 * @tokens: the tokens
 * @content_type: (nullable): of the body: JSON, or else a form
 * @body: (nullable): the body
 * @length: its length in bytes
 * @error: location for an error
 *
 * Makini documents the form for users' codes and JSON for client credentials; both are read here for both.
 * `expires_in` is a point in time, in seconds since 1970, as Makini's examples show.
 *
 * Returns: (transfer full) (nullable): the answer
 */
GString *
mw_service_token_endpoint (MwServiceTokens *tokens,
                           const char *content_type,
                           const char *body,
                           gsize length,
                           GError **error)
{
  g_autofree char *access_token = NULL;
  g_autofree char *refresh_token = NULL;
  char *values[G_N_ELEMENTS (members)] = { NULL };
  GString *json = NULL;
  gint64 expires_at;
  gboolean good;

  if (content_type != NULL && g_ascii_strcasecmp (content_type, "application/json") == 0)
    good = read_json (body, length, values, error);
  else
    good = read_form (body, length, values, error);

  if (good && mw_service_tokens_grant (tokens, values[0], values[1], values[2], values[3],
                                       g_get_real_time () / G_USEC_PER_SEC, &access_token, &refresh_token,
                                       &expires_at, error))
    {
      json = g_string_new ("{");
      mw_record_json_append_member (json, "access_token", access_token);
      mw_record_json_append_member (json, "refresh_token", refresh_token);
      mw_record_json_append_member (json, "token_type", "bearer");
      mw_record_json_append_number (json, "expires_in", expires_at);
      g_string_append_c (json, '}');
    }
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_free (values[i]);

  return json;
}
