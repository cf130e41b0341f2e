/* mw-test-read.h: one read of a set of tests/source/data/ from a scripted server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-fixture-server.h"
#include "mw-source.h"
#include "mw-test-bench.h"
#include "mw-test-fiber.h"

typedef struct
{
  MwTestBench *bench;
  MwFixtureServer *server;
  MwTransport *transport;
  MwSource *source;
  MwTestSink *sink;
  const char *entity;
  GError *error;
  gboolean found;
  gint64 count;
} Fixture;

static inline void
set_up_bench (Fixture *fixture, MwTestBench *bench, const char *sign_in, gboolean keeps_password)
{
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;

  *fixture = (Fixture) { NULL };
  fixture->bench = bench;
  fixture->server = mw_fixture_server_new ();
  fixture->sink = mw_test_sink_new ();
  uri = mw_fixture_server_dup_uri (fixture->server, "/base");
  fixture->transport = mw_transport_new (uri, &error);
  g_assert_no_error (error);
  mw_variables_set_text (settings, "url", uri);
  mw_variables_set_text (settings, "user", "anna");
  mw_secrets_set (secrets, "key", "k-0123456789");
  mw_secrets_set (secrets, "token", "old-token-0123");
  if (keeps_password)
    mw_secrets_set (secrets, "password", "s3cret-word");
  session = mw_session_restore (fixture->bench->system,
                                mw_system_find_sign_in (fixture->bench->system, sign_in), fixture->transport,
                                settings, secrets);
  fixture->source = mw_source_new (fixture->bench->system, fixture->bench->variant, fixture->transport,
                                   session);
}

static inline void
set_up_with (Fixture *fixture, const char *sign_in, gboolean keeps_password)
{
  set_up_bench (fixture, mw_test_bench_new (), sign_in, keeps_password);
}

static inline void
set_up (Fixture *fixture)
{
  set_up_with (fixture, "key", FALSE);
}

/* With a file of its own: @variant: more members of the only variant, each with a comma behind it; @sets: the
 * sets, one of them “rows”; @entity: more members of row_whole, which is made of it. */
static inline void
set_up_small_with (Fixture *fixture, const char *variant, const char *sets, const char *entity)
{
  g_autofree char *json = g_strdup_printf (
    "{\"format\": 1, \"revision\": 1, \"id\": \"small\", \"name\": \"Small\", \"vendor\": \"Nobody\", "
    "\"category\": [\"erp\"], \"summary\": \"One list\", \"address\": {\"field\": \"url\"}, \"form\": "
    "[{\"id\": "
    "\"url\", \"kind\": \"url\", \"label\": \"Address\"}, {\"id\": \"user\", \"kind\": \"text\", \"label\": "
    "\"User\"}, {\"id\": \"key\", \"kind\": \"secret\", \"label\": \"Key\"}], \"sign_in\": [{\"id\": "
    "\"key\", "
    "\"title\": \"Key\", \"kind\": \"headers\", \"fields\": [\"user\", \"key\"], \"headers\": "
    "{\"Authorization\": "
    "\"Bearer {key}\"}}], \"variants\": [{\"id\": \"main\", %s \"sign_in\": [\"key\"]}], \"sets\": {%s}, "
    "\"entities\": {\"row_whole\": {\"set\": \"rows\", %s}}, "
    "\"evidence\": [{\"kind\": \"general\"}]}",
    variant, sets, entity);

  set_up_bench (fixture, mw_test_bench_new_for (json), "key", FALSE);
}

static inline void
set_up_small (Fixture *fixture, const char *variant, const char *sets)
{
  set_up_small_with (fixture, variant, sets, "\"map\": {\"number\": \"id\", \"name\": \"name\"}");
}

static inline void
tear_down (Fixture *fixture)
{
  g_clear_error (&fixture->error);
  g_object_unref (fixture->source);
  g_object_unref (fixture->transport);
  g_object_unref (fixture->sink);
  mw_fixture_server_free (fixture->server);
  mw_test_bench_free (fixture->bench);
}

static inline void
add (Fixture *fixture, const char *what, const char *json)
{
  g_autofree char *path = g_strdup_printf ("%.*s/base/%s", (int) strcspn (what, "/"), what,
                                           what + strcspn (what, "/") + 1);

  mw_fixture_server_add_json (fixture->server, path, json);
}

static inline void
add_status (Fixture *fixture, const char *path, guint status, const char *type, const char *body)
{
  MwFixtureAnswer answer = { .status = status, .type = type, .body = body };

  mw_fixture_server_add (fixture->server, path, &answer);
}

static inline DexFuture *
read_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, fixture->entity);

  dex_await (mw_source_read (fixture->source, entity, MW_SINK (fixture->sink)), &fixture->error);
  return dex_future_new_true ();
}

/* Another read, into another sink. */
static inline void
renew_sink (Fixture *fixture)
{
  g_object_unref (fixture->sink);
  fixture->sink = mw_test_sink_new ();
}

static inline void
read_entity (Fixture *fixture, const char *entity)
{
  fixture->entity = entity;
  g_clear_error (&fixture->error);
  mw_test_run_fiber (read_fiber, fixture);
}

/* Path and query of each request below the address, in order, one a line. */
static inline char *
dup_targets (Fixture *fixture)
{
  GString *targets = g_string_new (NULL);
  guint n = mw_fixture_server_count (fixture->server, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (fixture->server, i);

      g_string_append_printf (targets, "%s\n", request->target + strlen ("/base/"));
    }
  return g_string_free_and_steal (targets);
}

static inline void
assert_targets (Fixture *fixture, const char *expected)
{
  g_autofree char *targets = dup_targets (fixture);

  g_assert_cmpstr (targets, ==, expected);
}

static inline void
assert_column (Fixture *fixture, const char *field, const char *expected)
{
  g_autofree char *column = mw_test_sink_dup_column (fixture->sink, field);

  g_assert_cmpstr (column, ==, expected);
}

static inline JsonObject *
dup_body (Fixture *fixture, guint index)
{
  g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (fixture->server, index);
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text;

  g_assert_nonnull (request);
  text = g_bytes_get_data (request->body, &length);
  g_assert_true (json_parser_load_from_data (parser, text, length, NULL));
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}
