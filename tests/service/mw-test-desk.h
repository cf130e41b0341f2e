/* mw-test-desk.h: a service over the shelf, a token for it, and what its answers must say
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-service.h"
#include "mw-test-client.h"
#include "mw-test-fiber.h"
#include "mw-test-shelf.h"

typedef struct
{
  MwService *service;
  guint port;
  char *token;
} Fixture;

static inline DexFuture *
start (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = dex_await_string (mw_service_start (fixture->service), &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (url, "http://127.0.0.1:"));
  fixture->port = (guint) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);

  return dex_future_new_for_boolean (TRUE);
}

static inline char *
get_token (guint port, const char *client, const char *secret)
{
  g_autofree char *body = g_strdup_printf (
    "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}", client, secret);
  g_autoptr (MwTestAnswer)
    answer = mw_test_request (port, "POST", "/link/token", "Content-Type: application/json\r\n", body);
  g_autoptr (MwJson) json = NULL;

  mw_test_assert_answer (answer, 200);
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "cache-control"), ==, "no-store");
  json = mw_test_answer_json (answer);

  return mw_test_json_text (json, "access_token");
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GObject) shelf = g_object_new (MW_TYPE_TEST_SHELF, NULL);

  fixture->service = mw_service_new (MW_RECORD_SOURCE (shelf));
  mw_service_set_client (fixture->service, "robot", "s3cret");
  /* From here on nothing needs a main loop. */
  mw_test_run_fiber (start, fixture);
  fixture->token = get_token (fixture->port, "robot", "s3cret");
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->service);
  g_free (fixture->token);
}

static inline MwJson *
get_json (Fixture *fixture, const char *path)
{
  g_autoptr (MwTestAnswer) answer = mw_test_get (fixture->port, fixture->token, path);

  mw_test_assert_answer (answer, 200);
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "content-type"), ==, "application/json");

  return mw_test_answer_json (answer);
}

static inline void
assert_text (MwJson *json, const char *path, const char *expected)
{
  g_autofree char *text = mw_test_json_text (json, path);

  g_assert_cmpstr (text, ==, expected);
}

static inline void
assert_refused (Fixture *fixture, const char *path, guint status)
{
  g_autoptr (MwTestAnswer) answer = mw_test_get (fixture->port, fixture->token, path);

  g_test_message ("%s", path);
  mw_test_assert_answer (answer, status);
}
