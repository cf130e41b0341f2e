/* test-fault-renewal.c: fault 24 in the middle of a load: the token ends, and asking for a new one goes wrong
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-fault-test.h"

static char *home;

typedef struct
{
  const char *name;
  MwFixtureAnswer renewal;
  guint n_rows;
  MwHealth health;
  const char *title; /* a part of it; NULL: it goes well */
  MwAdviceAction action;
  gboolean again; /* whether the next load asks for a token once more */
} Case;

static const Case cases[] = {
  /* RFC 6749 5.1 recommends expires_in only; and a server may keep the old refresh token (section 6). */
  { "24-without-end",
    { .body = "{\"access_token\":\"canary-access-2\",\"token_type\":\"Bearer\"}" },
    MW_FAULT_ORDERS,
    MW_HEALTH_WORKING },
  { "24-refused",
    { .status = 400, .body = "{\"error\":\"invalid_grant\"}" },
    MW_FAULT_KEPT,
    MW_HEALTH_SIGN_IN_AGAIN,
    "wants you to agree again",
    MW_ADVICE_SIGN_IN_AGAIN,
    FALSE },
  { "24-failure",
    { .status = 500, .body = "{}" },
    MW_FAULT_KEPT,
    MW_HEALTH_WORKING,
    "could not handle the sign-in",
    MW_ADVICE_TRY_AGAIN,
    TRUE },
};

typedef struct
{
  const Case *now;
  int ended; /* atomic: the first token is no good any more */
} Depot;

/* RFC 6749, section 4.1.3 and section 6. */
static void
answer_token (MwFixtureServer *server,
              const MwFixtureRequest *request,
              MwFixtureAnswer *answer,
              gpointer data)
{
  Depot *self = data;
  gsize size = 0;
  const char *body = g_bytes_get_data (request->body, &size);

  if (g_strstr_len (body, (gssize) size, "grant_type=refresh_token") != NULL)
    *answer = self->now->renewal;
  else
    answer->body = "{\"access_token\":\"canary-access-1\",\"refresh_token\":\"canary-refresh-1\"}";
}

static void
answer_list (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  Depot *self = data;
  const char *authorization = mw_fixture_request_get_header (request, "authorization");
  const char *wanted = g_atomic_int_get (&self->ended) ? "Bearer canary-access-2" : "Bearer canary-access-1";
  const char *page = strstr (request->target, "offset=");
  int offset = page != NULL ? atoi (page + strlen ("offset=")) : 0;
  GString *body;

  /* It ends while the third page is asked for. */
  if (g_str_equal (request->path, "/orders") && offset == MW_FAULT_KEPT &&
      g_strcmp0 (authorization, "Bearer canary-access-1") == 0 && self->now != NULL)
    {
      g_atomic_int_set (&self->ended, TRUE);
      wanted = "Bearer canary-access-2";
    }
  if (g_strcmp0 (authorization, wanted) != 0)
    {
      answer->status = 401;
      answer->body = "{\"error\":\"sign in\"}";
      return;
    }
  body = g_string_new (NULL);
  g_string_printf (body, "{\"total\":%d,\"items\":[", MW_FAULT_ORDERS);
  for (int i = offset; i < MIN (MW_FAULT_ORDERS, offset + 2); i++)
    g_string_append_printf (body, "%s{\"id\":%d,\"no\":\"PO-%d\",\"name\":\"V\"}", i > offset ? "," : "",
                            i + 1, i + 1);
  g_string_append (body, "]}");
  answer->body = mw_fixture_server_keep (server, g_string_free_and_steal (body));
}

/* The browser comes back at once. */
static void
on_prompt (MwAuthPrompt *prompt)
{
  const char *uri = mw_auth_prompt_get_uri (prompt);
  g_autoptr (GHashTable) asked = NULL;
  g_autofree char *end = NULL;

  if (mw_auth_prompt_get_kind (prompt) != MW_AUTH_PROMPT_BROWSER)
    return;
  asked = g_uri_parse_params (strchr (uri, '?') + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  end = g_strdup_printf ("%s?state=%s&code=canary-code",
                         (const char *) g_hash_table_lookup (asked, "redirect_uri"),
                         (const char *) g_hash_table_lookup (asked, "state"));
  mw_auth_prompt_answer (prompt, end);
}

static MwConnection *
connect_depot (MwEngine *engine, MwFixtureServer *server)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "depot");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *connection;

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "browser"));
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "client", "anna");
  ladder = mw_ladder_new (engine, draft);
  g_signal_connect (mw_ladder_get_prompt (ladder), "changed", G_CALLBACK (on_prompt), NULL);
  connection = dex_await_object (mw_ladder_run (ladder), &error);
  g_assert_no_error (error);
  return connection;
}

/* The rows stay, and what was refused is not sent again. */
static DexFuture *
case_fiber (gpointer data)
{
  const Case *self = data;
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  Depot depot = { NULL, FALSE };
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;
  gboolean goes_well = self->title == NULL;
  guint n_tokens;

  mw_fixture_server_add_json (server, "/version", "{\"workshop\":\"9.1\"}");
  mw_fixture_server_add_json (server, "/revoke", "{}");
  mw_fixture_server_add_handler (server, "/token", answer_token, &depot);
  mw_fixture_server_add_handler (server, NULL, answer_list, &depot);
  connection = connect_depot (engine, server);
  g_assert_cmpuint (mw_fixture_server_count (server, "/token"), ==, 1);

  depot.now = self;
  reading = g_object_ref (mw_fault_read (engine, connection, "purchase_order", &error));
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, self->n_rows);
  g_assert_cmpint (mw_reading_get_state (reading), ==, goes_well ? MW_READING_DONE : MW_READING_FAILED);
  g_assert_cmpint (mw_connection_get_health (connection), ==, self->health);
  n_tokens = mw_fixture_server_count (server, "/token");
  g_assert_cmpuint (n_tokens, >=, 2);
  if (!goes_well)
    {
      advice = mw_connection_dup_advice (connection, error);
      g_test_message ("%s / %s", advice->title, advice->body);
      g_assert_nonnull (strstr (advice->title, self->title));
      g_assert_cmpint (advice->action, ==, self->action);
      g_assert_true (advice->details == NULL || strstr (advice->details, "canary") == NULL);
      g_clear_error (&error);
      mw_fault_read (engine, connection, "purchase_order", &error);
      g_assert_nonnull (error);
      g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
      g_assert_true ((mw_fixture_server_count (server, "/token") > n_tokens) == self->again);
    }
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

static void
run_case (gconstpointer data)
{
  mw_test_run_fiber (case_fiber, (gpointer) data);
}

int
main (int argc, char **argv)
{
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep };
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  mw_transport_set_defaults (&defaults);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/renewal/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], run_case);
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
