/* test-offers.c: which values a form field may have, asked without anything secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ladder-test.h"
#include "mw-offers.h"

#define KEY "canary-key-77aa"

static MwDraft *
dup_draft (MwEngine *engine, MwFixtureServer *server)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "cellar");
  MwDraft *draft = mw_draft_new (system);
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "store"));
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "key", KEY);
  return draft;
}

static char **
ask (MwEngine *engine, MwDraft *draft, GError **error)
{
  return dex_await_boxed (mw_offers_ask (engine, draft, "store"), error);
}

static const MwFormField *
get_field (MwDraft *draft)
{
  return mw_system_find_form_field (mw_draft_get_system (draft), "store");
}

/* One whose values are not known yet is passed over; what is no text, stands twice or cannot be shown is left
 * out; nothing secret is sent. */
static DexFuture *
told_fiber (gpointer data)
{
  static const char *const wanted[] = { "erp", "small", "7", "a_b", NULL };
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwDraft) draft = dup_draft (engine, server);
  g_autofree char *told = NULL;
  g_auto (GStrv) values = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (server, "POST /first/list", "{\"result\":null,\"error\":\"Access Denied\"}");
  mw_fixture_server_add_json (
    server, "GET /third",
    "{\"names\":[\"erp\",\"small\",\"erp\",\"\",7,\"a_b\",null,[\"x\"],{\"y\":1},\"two\\nlines\",true]}");
  values = ask (engine, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (values, wanted);
  told = mw_offers_describe (mw_draft_get_system (draft), get_field (draft), (const char *const *) values);
  g_assert_cmpstr (told, ==, "Cellar offers: erp, small, 7, a_b");
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (server, i);

      g_assert_null (mw_fixture_request_get_header (request, "x-api-key"));
      g_assert_null (mw_fixture_request_get_header (request, "x-store"));
    }
  return dex_future_new_true ();
}

/* Who hides them, or answers something else, does not tell. */
static DexFuture *
untold_fiber (gpointer data)
{
  static const MwFixtureAnswer answers[] = {
    { .status = 403, .body = "{\"names\":[\"erp\"]}" },
    { .status = 200, .body = "{\"names\":\"erp\"}" },
    { .status = 200, .body = "{\"names\":[]}" },
    { .status = 200, .body = "[\"erp\"]" },
    { .status = 200, .type = "text/html", .body = "<!doctype html>" },
    { .status = 200, .body = "{\"names\":[\"er" },
    { .status = 404 },
  };
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
      g_autoptr (MwDraft) draft = dup_draft (engine, server);
      g_autofree char *told = NULL;
      g_auto (GStrv) values = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      mw_fixture_server_add (server, "GET /third", &answers[i]);
      values = ask (engine, draft, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_strv_length (values), ==, 0);
      told = mw_offers_describe (mw_draft_get_system (draft), get_field (draft),
                                 (const char *const *) values);
      g_assert_cmpstr (told, ==,
                       "Cellar does not tell what there is for “Store”. Your administrator knows it.");
    }
  return dex_future_new_true ();
}

/* More than a person can choose from are cut off. */
static DexFuture *
many_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwDraft) draft = dup_draft (engine, server);
  g_autoptr (GString) body = g_string_new ("{\"names\":[\"first\"");
  g_auto (GStrv) values = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (body, ",\"n%u\"", i);
  g_string_append (body, "]}");
  mw_fixture_server_add_json (server, "GET /third", body->str);
  values = ask (engine, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (values), ==, 100);
  return dex_future_new_true ();
}

/* Where nobody answers, and where a person has to agree first, nothing is sent. */
static DexFuture *
failed_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwDraft) draft = dup_draft (engine, server);
  g_autoptr (GError) error = NULL;

  mw_draft_set_value (draft, "url", "http://192.0.2.1");
  g_assert_null (ask (engine, draft, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PLAIN_HTTP);
  g_clear_error (&error);
  mw_draft_set_value (draft, "url", "");
  g_assert_null (ask (engine, draft, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = {
    { "told", told_fiber },
    { "untold", untold_fiber },
    { "many", many_fiber },
    { "failed", failed_fiber },
  };

  return run_ladder_tests (argc, argv, "/connection/offers/", tests, G_N_ELEMENTS (tests));
}
