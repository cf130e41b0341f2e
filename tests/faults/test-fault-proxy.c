/* test-fault-proxy.c: somebody connects, or a load runs, through a proxy that wants a sign-in of its own,
 * forbids it, reaches nobody, or dies
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-advice-table.h"
#include "mw-fault-test.h"

static char *home;
static MwFixtureServer *proxy;

typedef struct
{
  const char *name;
  const char *url;
  MwFixtureAnswer answer;
  GQuark (*domain) (void);
  int code;
  const char *title;
  MwAdviceAction action;
} ProxyCase;

#define PLAIN "http://erp.millwright.invalid"
#define TLS   "https://erp.millwright.invalid"

static const ProxyCase cases[] = {
  { "15-407",
    PLAIN,
    { .status = 407, .headers = "Proxy-Authenticate: Basic realm=\"x\"\r\n", .body = "no" },
    mw_transport_error_quark,
    MW_TRANSPORT_ERROR_PROXY,
    "The proxy does not let Millwright through to {host}",
    MW_ADVICE_TRY_AGAIN },
  { "15-tunnel-407",
    TLS,
    { .status = 407, .headers = "Proxy-Authenticate: Basic realm=\"x\"\r\n", .body = "no" },
    mw_transport_error_quark,
    MW_TRANSPORT_ERROR_PROXY,
    "The proxy does not let Millwright through to {host}",
    MW_ADVICE_TRY_AGAIN },
  { "15-tunnel-403",
    TLS,
    { .status = 403, .body = "forbidden place" },
    mw_transport_error_quark,
    MW_TRANSPORT_ERROR_PROXY,
    "The proxy does not let Millwright through to {host}",
    MW_ADVICE_TRY_AGAIN },
  { "15-tunnel-502",
    TLS,
    { .status = 502, .body = "no such host" },
    mw_transport_error_quark,
    MW_TRANSPORT_ERROR_CONNECT,
    "{host} does not answer",
    MW_ADVICE_TRY_AGAIN },
};

/* What a person is told; and the proxy never hears a password. */
static DexFuture *
climb_fiber (gpointer data)
{
  const ProxyCase *self = data;
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "conveyor");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests;

  mw_fixture_server_clear (proxy);
  mw_fixture_server_add (proxy, "", &self->answer);
  mw_draft_set_value (draft, "url", self->url);
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", MW_FAULT_PASSWORD);
  mw_draft_set_allow_plain (draft, TRUE);
  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  g_assert_error (error, self->domain (), self->code);
  g_assert_cmpstr (mw_advice_table_find (error->domain, error->code)->title, ==, self->title);
  advice = mw_advice_new (error, system, self->url);
  g_assert_cmpint (advice->action, ==, self->action);
  n_requests = mw_fixture_server_count (proxy, NULL);
  g_assert_cmpuint (n_requests, >, 0);
  for (guint i = 0; i < n_requests; i++)
    {
      g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (proxy, i);

      g_assert_null (strstr (request->target, "login"));
      g_assert_null (mw_fixture_request_get_header (request, "authorization"));
      g_assert_cmpuint (g_bytes_get_size (request->body), ==, 0);
    }
  mw_test_assert_nowhere (home, "canary");
  return dex_future_new_true ();
}

/* A proxy that makes no tunnels, as many do to port 80: what is not encrypted needs none. */
static DexFuture *
no_tunnel_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_draft_new (mw_catalog_find (mw_engine_get_catalog (engine), "conveyor"));
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (GError) error = NULL;
  guint n_requests;

  mw_fixture_server_clear (proxy);
  mw_fixture_server_add (proxy, "", &(MwFixtureAnswer) { .status = 403, .body = "no tunnels" });
  mw_fixture_server_add_json (proxy, "GET " PLAIN "/version", "{\"conveyor\":\"3.2\"}");
  mw_fixture_server_add (proxy, "POST " PLAIN "/login", &(MwFixtureAnswer) { .status = 401, .body = "{}" });
  mw_draft_set_value (draft, "url", PLAIN);
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", MW_FAULT_PASSWORD);
  mw_draft_set_allow_plain (draft, TRUE);
  n_requests = mw_fixture_server_count (proxy, NULL);
  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
  for (guint i = n_requests; i < mw_fixture_server_count (proxy, NULL); i++)
    {
      g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (proxy, i);

      g_assert_cmpstr (request->method, !=, "CONNECT");
    }
  g_assert_cmpuint (mw_fixture_server_count (proxy, PLAIN "/version"), >, 0);
  return dex_future_new_true ();
}

/* How the proxy ends in the middle of a load, which it let through until then. */
typedef struct
{
  const char *name;
  MwFixtureAnswer answer;
  int code;
} LoadCase;

static const LoadCase load_cases[] = {
  { "15-load-407",
    { .status = 407, .headers = "Proxy-Authenticate: Basic realm=\"x\"\r\n", .body = "no" },
    MW_TRANSPORT_ERROR_PROXY },
  { "15-load-dead", { .flags = MW_FIXTURE_RESET | MW_FIXTURE_ABORT }, MW_TRANSPORT_ERROR_CONNECT },
};

static const LoadCase *breaks; /* atomic */

/* As a system behind the proxy that has nine orders, in pages of two. */
static void
answer_through (MwFixtureServer *server,
                const MwFixtureRequest *request,
                MwFixtureAnswer *answer,
                gpointer data)
{
  const char *page = strstr (request->target, "offset=");
  const LoadCase *now = g_atomic_pointer_get (&breaks);
  int offset = page != NULL ? atoi (page + strlen ("offset=")) : 0;
  GString *body;

  if (g_str_has_suffix (request->path, "/version"))
    answer->body = "{\"conveyor\":\"3.2\"}";
  else if (g_str_has_suffix (request->path, "/login"))
    answer->body = "{\"token\":\"" MW_FAULT_TOKEN "\"}";
  else if (!g_str_has_suffix (request->path, "/orders"))
    answer->body = "{\"items\":[]}";
  else if (now != NULL && offset >= MW_FAULT_KEPT)
    *answer = now->answer;
  else
    {
      body = g_string_new (NULL);
      g_string_printf (body, "{\"total\":%d,\"items\":[", MW_FAULT_ORDERS);
      for (int i = offset; i < MIN (MW_FAULT_ORDERS, offset + 2); i++)
        g_string_append_printf (body, "%s{\"id\":%d,\"no\":\"PO-%d\"}", i > offset ? "," : "", i + 1, i + 1);
      g_string_append (body, "]}");
      answer->body = mw_fixture_server_keep (server, g_string_free_and_steal (body));
    }
}

/* The rows stay, a person is told whose fault it is, and the next load is a whole one. */
static DexFuture *
load_fiber (gpointer data)
{
  const LoadCase *self = data;
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_draft_new (mw_catalog_find (mw_engine_get_catalog (engine), "conveyor"));
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_clear (proxy);
  mw_fixture_server_add_handler (proxy, NULL, answer_through, NULL);
  mw_draft_set_value (draft, "url", PLAIN);
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", MW_FAULT_PASSWORD);
  mw_draft_set_allow_plain (draft, TRUE);
  connection = mw_fault_connect (engine, draft);

  g_atomic_pointer_set (&breaks, self);
  reading = g_object_ref (mw_fault_read (engine, connection, "purchase_order", &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, self->code);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_NOT_REACHABLE);
  advice = mw_connection_dup_advice (connection, error);
  g_assert_cmpint (advice->action, ==, MW_ADVICE_TRY_AGAIN);
  g_assert_nonnull (strstr (advice->title, "erp.millwright.invalid"));
  g_clear_error (&error);

  g_atomic_pointer_set (&breaks, NULL);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_fault_read (engine, connection, "purchase_order", &error)), ==,
                    MW_FAULT_ORDERS);
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

static gboolean
has_proxy (void)
{
  g_auto (GStrv) found = g_proxy_resolver_lookup (g_proxy_resolver_get_default (), TLS, NULL, NULL);

  return found != NULL && found[0] != NULL && g_str_has_prefix (found[0], "http://127.0.0.1:");
}

static void
run_load (gconstpointer data)
{
  if (has_proxy ())
    mw_test_run_fiber (load_fiber, (gpointer) data);
  else
    g_test_skip ("GIO has no resolver here that reads http_proxy");
}

static void
run_climb (gconstpointer data)
{
  if (!has_proxy ())
    g_test_skip ("GIO has no resolver here that reads http_proxy");
  else if (data == NULL)
    mw_test_run_fiber (no_tunnel_fiber, NULL);
  else
    mw_test_run_fiber (climb_fiber, (gpointer) data);
}

int
main (int argc, char **argv)
{
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep };
  g_autofree char *uri = NULL;
  int status;

  proxy = mw_fixture_server_new ();
  uri = mw_fixture_server_dup_uri (proxy, NULL);
  g_setenv ("http_proxy", uri, TRUE);
  g_setenv ("https_proxy", uri, TRUE);
  g_unsetenv ("no_proxy");
  g_unsetenv ("NO_PROXY");
  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  mw_transport_set_defaults (&defaults);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/proxy/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], run_climb);
    }
  g_test_add_data_func ("/faults/proxy/15-no-tunnel", NULL, run_climb);
  for (guint i = 0; i < G_N_ELEMENTS (load_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/proxy/", load_cases[i].name, NULL);

      g_test_add_data_func (path, &load_cases[i], run_load);
    }
  status = g_test_run ();
  mw_fixture_server_free (proxy);
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
