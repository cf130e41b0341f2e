/* test-diagnosis.c: why a sign-in does not hold any more, seen by one who reads: each reason with its
 * sentence and one next step, and what it costs to find it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-diagnosis.h"
#include "mw-connection-private.h"
#include "mw-ladder-test.h"
#include "mw-secret-stores.h"

typedef struct
{
  MwWorkshop *workshop;
  MwEngine *engine;
  MwConnection *connection;
} Place;

static void
place_begin (Place *self, const char *sign_in, gboolean keep_password, gboolean short_tokens)
{
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  self->workshop = mw_workshop_new (NULL);
  self->workshop->short_tokens = short_tokens;
  self->engine = mw_workshop_load_engine ();
  draft = mw_workshop_dup_draft (self->workshop, self->engine, sign_in);
  mw_draft_set_keep_password (draft, keep_password);
  self->connection = connect_workshop (self->engine, draft, NULL, &error);
  g_assert_no_error (error);
}

static void
place_end (Place *self)
{
  disconnect (self->engine, self->connection);
  g_object_unref (self->connection);
  g_object_unref (self->engine);
  mw_workshop_free (self->workshop);
}

/* The connection as it is after the next start of the program. */
static void
start_again (Place *self)
{
  g_autofree char *id = g_strdup (mw_connection_get_id (self->connection));

  g_clear_object (&self->connection);
  g_object_unref (self->engine);
  self->engine = mw_workshop_load_engine ();
  self->connection = g_object_ref (mw_engine_find_connection (self->engine, id, NULL));
}

static void
assert_told (Place *self,
             const char *entity,
             MwDiagnosis reason,
             MwHealth health,
             const char *title,
             MwAdviceAction action)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) diagnosed = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  MwReading *reading = mw_connection_refresh (self->connection, find_entity (self->engine, entity));

  dex_await (mw_reading_wait (reading), &error);
  g_assert_nonnull (error);
  diagnosed = mw_link_diagnose (mw_connection_get_link (self->connection), error);
  g_assert_error (diagnosed, MW_DIAGNOSIS, (int) reason);
  g_assert_cmpint (mw_connection_get_health (self->connection), ==, health);
  advice = mw_connection_dup_advice (self->connection, error);
  g_assert_cmpstr (advice->title, ==, title);
  g_assert_cmpint (advice->action, ==, action);
}

static guint
count (Place *self, const char *what)
{
  return mw_fixture_server_count (self->workshop->server, what);
}

static DexFuture *
no_token_fiber (gpointer data)
{
  Place place;
  guint n_requests;

  place_begin (&place, "key", TRUE, FALSE);
  g_assert_true (dex_await (
    mw_secret_store_remove (mw_secret_stores_get_lasting (), mw_connection_get_id (place.connection)), NULL));
  start_again (&place);
  n_requests = count (&place, NULL);
  assert_told (&place, "purchase_order", MW_DIAGNOSIS_NO_TOKEN, MW_HEALTH_SIGN_IN_AGAIN,
               "Millwright has no sign-in for Workshop any more", MW_ADVICE_SIGN_IN_AGAIN);
  g_assert_cmpuint (count (&place, NULL), ==, n_requests);
  place_end (&place);
  return dex_future_new_true ();
}

/* By its own date, and nothing is kept that could renew it; the server is asked once all the same. */
static DexFuture *
expired_fiber (gpointer data)
{
  Place place;

  place_begin (&place, "password", FALSE, TRUE);
  place.workshop->token_ends = TRUE;
  assert_told (&place, "purchase_order", MW_DIAGNOSIS_EXPIRED, MW_HEALTH_SIGN_IN_AGAIN,
               "The sign-in to Workshop has run out", MW_ADVICE_SIGN_IN_AGAIN);
  g_assert_cmpuint (count (&place, "/login"), ==, 1);
  /* The reason is the same after the next start. */
  start_again (&place);
  assert_told (&place, "purchase_order", MW_DIAGNOSIS_EXPIRED, MW_HEALTH_SIGN_IN_AGAIN,
               "The sign-in to Workshop has run out", MW_ADVICE_SIGN_IN_AGAIN);
  place_end (&place);
  return dex_future_new_true ();
}

/* The date is over too, but the answer to the kept password says more. */
static DexFuture *
changed_fiber (gpointer data)
{
  Place place;

  place_begin (&place, "password", TRUE, TRUE);
  place.workshop->token_ends = TRUE;
  place.workshop->refuse_logins = TRUE;
  assert_told (&place, "purchase_order", MW_DIAGNOSIS_CREDENTIALS_CHANGED, MW_HEALTH_SIGN_IN_AGAIN,
               "Workshop does not accept the kept password or key any more", MW_ADVICE_SIGN_IN_AGAIN);
  start_again (&place);
  assert_told (&place, "purchase_order", MW_DIAGNOSIS_CREDENTIALS_CHANGED, MW_HEALTH_SIGN_IN_AGAIN,
               "Workshop does not accept the kept password or key any more", MW_ADVICE_SIGN_IN_AGAIN);
  place_end (&place);
  return dex_future_new_true ();
}

static DexFuture *
permission_fiber (gpointer data)
{
  Place place;
  guint n_checks;

  place_begin (&place, "key", TRUE, FALSE);
  n_checks = count (&place, "/me");
  place.workshop->vendors_unauthorized = TRUE;
  assert_told (&place, "vendor", MW_DIAGNOSIS_PERMISSION, MW_HEALTH_PERMISSION_MISSING,
               "Your login may not read this in Workshop", MW_ADVICE_TRY_AGAIN);
  g_assert_cmpuint (count (&place, "/me"), ==, n_checks + 1);
  place_end (&place);
  return dex_future_new_true ();
}

static DexFuture *
revoked_fiber (gpointer data)
{
  Place place;

  place_begin (&place, "key", TRUE, FALSE);
  place.workshop->token_ends = TRUE;
  assert_told (&place, "purchase_order", MW_DIAGNOSIS_REVOKED, MW_HEALTH_SIGN_IN_AGAIN,
               "Workshop does not know this sign-in any more", MW_ADVICE_SIGN_IN_AGAIN);
  start_again (&place);
  assert_told (&place, "purchase_order", MW_DIAGNOSIS_REVOKED, MW_HEALTH_SIGN_IN_AGAIN,
               "Workshop does not know this sign-in any more", MW_ADVICE_SIGN_IN_AGAIN);
  place_end (&place);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = {
    { "no-token", no_token_fiber },
    { "expired", expired_fiber },
    { "credentials-changed", changed_fiber },
    { "permission", permission_fiber },
    { "revoked", revoked_fiber },
  };

  return run_ladder_tests (argc, argv, "/connection/diagnosis/", tests, G_N_ELEMENTS (tests));
}
