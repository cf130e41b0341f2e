/* mw-test-client.h: a plain HTTP client for tests: it sends what no well-behaved client would
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

typedef struct
{
  guint status;
  GHashTable *headers; /* lower-case name → value */
  char *body;
  gsize length;
} MwTestAnswer;

static inline void
mw_test_answer_free (MwTestAnswer *answer)
{
  g_clear_pointer (&answer->headers, g_hash_table_unref);
  g_free (answer->body);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTestAnswer, mw_test_answer_free)

static inline void
mw_test_answer_parse (MwTestAnswer *answer, GString *text)
{
  char *end = strstr (text->str, "\r\n\r\n");
  g_auto (GStrv) lines = NULL;

  answer->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (end == NULL)
    return;
  *end = '\0';
  lines = g_strsplit (text->str, "\r\n", -1);
  if (g_str_has_prefix (lines[0], "HTTP/1.1 "))
    answer->status = (guint) g_ascii_strtoull (lines[0] + 9, NULL, 10);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      if (colon != NULL)
        g_hash_table_insert (answer->headers, g_ascii_strdown (lines[i], colon - lines[i]),
                             g_strdup (colon + 2));
    }
  answer->length = text->len - (gsize) (end + 4 - text->str);
  answer->body = g_strndup (end + 4, answer->length);
}

/* Sends @request as it is and reads until the other side closes ("Connection: close" asks it to). Blocks. */
static inline MwTestAnswer *
mw_test_exchange (guint port, const char *request, gsize length)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  MwTestAnswer *answer = g_new0 (MwTestAnswer, 1);
  char buffer[16384];
  gssize n_read;

  g_socket_client_set_timeout (client, 20);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, &error);
  g_assert_no_error (error);
  /* A server that refuses may close before it has read all. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, length, NULL,
                             NULL, NULL);
  while ((n_read = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                        sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n_read);
  mw_test_answer_parse (answer, text);

  return answer;
}

/* @headers: each with "\r\n" behind it, or NULL. */
static inline MwTestAnswer *
mw_test_request (guint port, const char *method, const char *path, const char *headers, const char *body)
{
  g_autofree char *request = g_strdup_printf (
    "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\nContent-Length: %" G_GSIZE_FORMAT
    "\r\n%s\r\n%s",
    method, path, port, body ? strlen (body) : 0, headers ? headers : "", body ? body : "");

  return mw_test_exchange (port, request, strlen (request));
}

static inline MwTestAnswer *
mw_test_get (guint port, const char *token, const char *path)
{
  g_autofree char *header = g_strdup_printf ("Authorization: Bearer %s\r\n", token);

  return mw_test_request (port, "GET", path, header, NULL);
}

static inline MwJson *
mw_test_answer_json (MwTestAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  MwJson *json = mw_json_parse (answer->body ? answer->body : "", answer->length, &error);

  g_assert_no_error (error);

  return json;
}

static inline char *
mw_test_json_text (MwJson *json, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwJsonPath) parsed = mw_json_path_parse (path, &error);

  g_assert_no_error (error);

  return mw_json_dup_text (mw_json_path_get (parsed, mw_json_get_root (json), NULL));
}

/* Every answer, good or bad: JSON, a request id, no permission for web pages of others. */
static inline void
mw_test_assert_answer (MwTestAnswer *answer, guint status)
{
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_nonnull (g_hash_table_lookup (answer->headers, "x-request-id"));
  g_assert_null (g_hash_table_lookup (answer->headers, "access-control-allow-origin"));
  if (status != 200)
    {
      g_autoptr (MwJson) json = mw_test_answer_json (answer);
      g_autofree char *id = mw_test_json_text (json, "error.request_id");
      g_autofree char *code = mw_test_json_text (json, "error.code");
      g_autofree char *message = mw_test_json_text (json, "error.message");

      g_assert_cmpstr (id, ==, g_hash_table_lookup (answer->headers, "x-request-id"));
      g_assert_nonnull (code);
      g_assert_nonnull (message);
    }
}
