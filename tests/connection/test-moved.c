/* test-moved.c: a server that sends everybody to another address: told before anything secret is sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ladder-test.h"
#include "mw-moved.h"

static DexFuture *
table_fiber (gpointer data)
{
  static const struct
  {
    const char *address;
    const char *asked;
    const char *target;
    const char *moved;
  } table[] = {
    { "http://erp.example.com", "http://erp.example.com/version", "https://erp.example.com/version",
      "https://erp.example.com" },
    { "https://example.com", "https://example.com/version", "https://ERP.example.com/version",
      "https://erp.example.com" },
    { "https://example.com", "https://example.com/version", "https://erp.example.com/odoo/version?x=1#y",
      "https://erp.example.com/odoo" },
    { "https://example.com/maximo", "https://example.com/maximo/version",
      "https://eam.example.com/maximo/version", "https://eam.example.com/maximo" },
    { "https://example.com/maximo/", "https://example.com/maximo/version",
      "https://eam.example.com/webclient/login", "https://eam.example.com/maximo" },
    { "https://example.com", "https://example.com/version", "https://example.com:8443/version",
      "https://example.com:8443" },
    { "https://example.com", "https://example.com/version", "//erp.example.com/", "https://erp.example.com" },
    { "http://10.0.0.7:8069", "http://10.0.0.7:8069/version", "https://10.0.0.8/version",
      "https://10.0.0.8" },
    /* Less safe, into the own network, the same, or none at all. */
    { "https://example.com", "https://example.com/version", "http://erp.example.com/version", NULL },
    { "https://example.com", "https://example.com/version", "https://192.168.1.1/version", NULL },
    { "https://example.com", "https://example.com/version", "https://[fd00::1]/version", NULL },
    { "https://example.com", "https://example.com/version", "https://localhost/version", NULL },

    { "https://example.com", "https://example.com/version", "https://localhost./version", NULL },
    { "https://example.com", "https://example.com/version", "https://a.localhost/version", NULL },
    { "https://example.com", "https://example.com/version", "https://127.1/version", NULL },
    { "https://example.com", "https://example.com/version", "https://2130706433/version", NULL },
    { "https://example.com", "https://example.com/version", "https://0x7f.1/version", NULL },
    { "https://example.com", "https://example.com/version", "https://0.0.0.0/version", NULL },
    { "https://example.com", "https://example.com/version", "https://100.64.0.1/version", NULL },
    { "https://example.com", "https://example.com/version", "https://[::ffff:10.0.0.1]/version", NULL },
    { "https://example.com", "https://example.com/version", "https://[::ffff:127.0.0.1]/version", NULL },
    { "https://example.com", "https://example.com/version", "https://[::]/version", NULL },
    { "https://example.com", "https://example.com/version", "https://169.254.169.254/version", NULL },
    { "https://example.com", "https://example.com/version", "https://user:canary@erp.example.com/version",
      NULL },
    { "https://example.com", "https://example.com/version", "javascript:alert(1)", NULL },
    { "https://example.com", "https://example.com/version", "https://", NULL },
    { "https://example.com", "https://example.com/version", "https://a b/", NULL },
    { "https://example.com", "https://example.com/version", "/login", NULL },
    { "https://example.com", "https://example.com/version", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *moved = mw_moved_dup_address (table[i].address, table[i].asked, table[i].target);

      g_test_message ("%s", table[i].target);
      g_assert_cmpstr (moved, ==, table[i].moved);
    }
  return dex_future_new_true ();
}

static void
lead_away (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  MwWorkshop *workshop = data;
  g_autofree char *uri = mw_fixture_server_dup_uri (workshop->server, request->target);

  answer->status = 301;
  answer->headers = mw_fixture_server_keep (server, g_strdup_printf ("Location: %s\r\n", uri));
}

/* The old server gets no password and no user, the new one nothing at all until the user takes its address.
 */
static DexFuture *
proposed_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwFixtureServer) front = mw_fixture_server_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autofree char *typed = mw_fixture_server_dup_uri (front, NULL);
  g_autofree char *right = mw_fixture_server_dup_uri (workshop->server, NULL);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwLadder) second = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_handler (front, NULL, lead_away, workshop);
  mw_draft_set_value (draft, "url", typed);
  connection = connect_workshop (engine, draft, &ladder, &error);
  g_assert_null (connection);
  g_assert_error (error, MW_MOVED, 0);
  g_assert_cmpstr (error->message, ==, right);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, NULL), ==, 0);
  g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
  g_assert_cmpuint (mw_fixture_server_count (front, "/version"), ==, 1);

  advice = mw_advice_new_for_draft (error, draft);
  g_assert_cmpint (advice->action, ==, MW_ADVICE_USE_ADDRESS);
  g_assert_cmpstr (advice->field, ==, "url");
  g_assert_cmpstr (advice->address, ==, right);
  g_assert_nonnull (strstr (advice->title, "another address"));
  g_assert_nonnull (strstr (advice->body, "Nothing was sent"));

  mw_draft_set_value (draft, advice->field, advice->address);
  g_clear_error (&error);
  connection = connect_workshop (engine, draft, &second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = { { "table", table_fiber }, { "proposed", proposed_fiber } };

  return run_ladder_tests (argc, argv, "/connection/moved/", tests, G_N_ELEMENTS (tests));
}
