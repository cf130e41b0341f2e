/* mw-auth-test.h: a system with every way to sign in, and a server for it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"
#include "mw-fixture-server.h"
#include "mw-session.h"
#include "mw-test-fiber.h"

#define PASSWORD "canary-password-6120"
#define KEY      "canary-key-6121"
#define TOKEN    "canary-token-6122"
/* base64 of anna:7:TOKEN */
#define SESSION_HEADER "Session YW5uYTo3OmNhbmFyeS10b2tlbi02MTIy"

typedef struct
{
  MwFixtureServer *server;
  MwCatalog *catalog;
  MwSystem *system;
  const MwSignIn *sign_in;
  MwTransport *transport;
  MwVariables *settings;
  MwSecrets *input;
} Fixture;

static inline MwCatalog *
mw_auth_test_catalog (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "auth", NULL);
  g_autofree char *models = g_build_filename (g_getenv ("MILLWRIGHT_DATA_DIR"), "model", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwModel) model = mw_model_load (models, &error);
  MwCatalog *catalog;

  g_assert_no_error (error);
  catalog = mw_catalog_load (folder, model, &error);
  g_assert_no_error (error);
  return catalog;
}

/* The sign-in, which one of the two systems has. */
static inline void
fixture_find (Fixture *self, const char *sign_in)
{
  static const char *const systems[] = { "auth", "oauth" };

  for (guint i = 0; i < G_N_ELEMENTS (systems) && self->sign_in == NULL; i++)
    {
      self->system = mw_catalog_find (self->catalog, systems[i]);
      self->sign_in = mw_system_find_sign_in (self->system, sign_in);
    }
  g_assert_nonnull (self->sign_in);
}

static inline Fixture *
fixture_new (const char *sign_in)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  self->server = mw_fixture_server_new ();
  uri = mw_fixture_server_dup_uri (self->server, NULL);
  self->catalog = mw_auth_test_catalog ();
  fixture_find (self, sign_in);
  self->transport = mw_transport_new (uri, &error);
  g_assert_no_error (error);
  self->settings = mw_variables_new (NULL);
  mw_variables_set_text (self->settings, "url", uri);
  mw_variables_set_text (self->settings, "user", "anna");
  self->input = mw_secrets_new ();
  mw_secrets_set (self->input, "password", PASSWORD);
  mw_secrets_set (self->input, "key", KEY);
  return self;
}

static inline void
fixture_free (Fixture *self)
{
  g_object_unref (self->transport);
  mw_variables_unref (self->settings);
  mw_secrets_unref (self->input);
  g_object_unref (self->catalog);
  mw_fixture_server_free (self->server);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* From the fiber of a test. */
static inline MwSession *
fixture_sign_in (Fixture *self, gboolean keep_password, GError **error)
{
  return dex_await_object (mw_session_sign_in (self->system, self->sign_in, self->transport, self->settings,
                                               self->input, keep_password, NULL),
                           error);
}

static inline char *
fixture_request_body (const MwFixtureRequest *request)
{
  gsize length;
  const char *data = g_bytes_get_data (request->body, &length);

  return g_strndup (data ? data : "", length);
}

/* The values of the form that was posted last to @what. */
static inline GHashTable *
fixture_dup_form (Fixture *self, const char *what)
{
  g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_last (self->server, what);
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *form;

  g_assert_nonnull (request);
  g_assert_cmpstr (mw_fixture_request_get_header (request, "Content-Type"), ==,
                   "application/x-www-form-urlencoded");
  body = fixture_request_body (request);
  form = g_uri_parse_params (body, -1, "&", G_URI_PARAMS_WWW_FORM, &error);
  g_assert_no_error (error);
  return form;
}

/* What a later request of @session carries; sent to the fixture to see it. */
static inline char *
fixture_dup_header (Fixture *self, MwSession *session, const char *name)
{
  const MwVariant *variant = mw_system_find_variant (self->system, self->sign_in->id);
  const MwSetSource *set = mw_system_find_set (self->system, variant, "orders");
  g_autoptr (MwFixtureRequest) seen = NULL;
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwRequest) request = mw_session_build_request (session, set->list, set->variables, &error);

  g_assert_no_error (error);
  response = dex_await_object (mw_transport_send (self->transport, request), &error);
  g_assert_no_error (error);
  seen = mw_fixture_server_dup_last (self->server, "GET /orders");
  return g_strdup (mw_fixture_request_get_header (seen, name));
}

/* No secret stands in the log of requests. */
static inline void
fixture_check_log (Fixture *self)
{
  g_autoptr (GPtrArray) log = mw_transport_dup_log (self->transport);

  g_assert_cmpuint (log->len, >, 0);
  for (guint i = 0; i < log->len; i++)
    {
      const MwRequestLogEntry *entry = g_ptr_array_index (log, i);

      g_assert_null (strstr (entry->uri, "canary"));
      g_assert_null (entry->outcome ? strstr (entry->outcome, "canary") : NULL);
      g_assert_null (entry->request_id ? strstr (entry->request_id, "canary") : NULL);
    }
}

/* The header of a server whose clock is @seconds ahead of this computer's. */
static inline char *
mw_auth_test_dup_date (gint64 seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) there = g_date_time_add_seconds (now, (double) seconds);
  g_autofree char *text = g_date_time_format (there, "%a, %d %b %Y %H:%M:%S GMT");

  return g_strdup_printf ("Date: %s\r\n", text);
}

static inline void
mw_auth_test_run (gconstpointer func)
{
  mw_test_run_fiber ((DexFiberFunc) func, NULL);
}

static inline void
mw_auth_test_add (const char *path, DexFiberFunc func)
{
  g_test_add_data_func (path, (gconstpointer) func, mw_auth_test_run);
}
