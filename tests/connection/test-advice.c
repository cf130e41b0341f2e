/* test-advice.c: every error of every domain has sentences of its own, and none of them shows a secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-address.h"
#include "mw-advice-table.h"
#include "mw-catalog.h"
#include "mw-connection-file.h"
#include "mw-diagnosis.h"
#include "mw-csv-export.h"
#include "mw-health.h"
#include "mw-redact.h"
#include "mw-source.h"
#include "mw-test-home.h"

static MwSystem *workshop;

static void
assert_advice (GQuark domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "user");
  g_autoptr (MwAdvice) advice = mw_advice_new (error, workshop, "https://erp.example.com/x");
  g_autoptr (MwAdvice) bare = mw_advice_new (error, NULL, NULL);

  g_assert_false (mw_advice_table_is_general (mw_advice_table_find (domain, code)));
  for (guint i = 0; i < 2; i++)
    {
      const MwAdvice *each = i == 0 ? advice : bare;

      g_assert_nonnull (each->title);
      g_assert_cmpuint (strlen (each->title), >, 5);
      g_assert_cmpuint (strlen (each->body), >, 15);
      g_assert_null (strchr (each->title, '{'));
      g_assert_null (strchr (each->body, '{'));
      if (each->action == MW_ADVICE_CHECK_FIELD && i == 0)
        g_assert_nonnull (each->field);
      if (each->field != NULL && i == 0)
        g_assert_nonnull (mw_system_find_form_field (workshop, each->field));
    }
}

static void
test_complete (void)
{
  const struct
  {
    GQuark domain;
    int last;
  } domains[] = {
    { MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_UNREACHABLE },
    { MW_AUTH_ERROR, MW_AUTH_ERROR_UNKNOWN },
    { MW_SOURCE_ERROR, MW_SOURCE_ERROR_SERVER },
    { MW_DIAGNOSIS, MW_DIAGNOSIS_LOCKED_OUT },
    { MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_ACCESS },
    { MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOTHING_KEPT },
    { MW_EXPORT_ERROR, MW_EXPORT_ERROR_WRITE },
    { MW_JSON_ERROR, MW_JSON_ERROR_SHAPE },
    { MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE },
    { MW_MODEL_ERROR, MW_MODEL_ERROR_FORMAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      for (int code = 0; code <= domains[i].last; code++)
        assert_advice (domains[i].domain, code);
      /* The loop above is complete only as long as this one is the end. */
      g_assert_true (
        mw_advice_table_is_general (mw_advice_table_find (domains[i].domain, domains[i].last + 1)));
    }
  assert_advice (G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_advice (G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  assert_advice (G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  assert_advice (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  assert_advice (G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_export_codes (void)
{
  g_assert_cmpint (mw_advice_table_find (MW_EXPORT_ERROR, MW_EXPORT_ERROR_SPACE)->action, ==,
                   MW_ADVICE_CHOOSE_FILE);
  g_assert_nonnull (strstr (mw_advice_table_find (MW_EXPORT_ERROR, MW_EXPORT_ERROR_SPACE)->title, "full"));
  g_assert_nonnull (
    strstr (mw_advice_table_find (MW_EXPORT_ERROR, MW_EXPORT_ERROR_PERMISSION)->title, "may not"));
  g_assert_nonnull (
    strstr (mw_advice_table_find (MW_EXPORT_ERROR, MW_EXPORT_ERROR_WRITE)->title, "could not"));
}

static void
test_words (void)
{
  g_autoptr (GError)
    resolve = g_error_new_literal (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_RESOLVE, "no such host");
  g_autoptr (GError) field = g_error_new_literal (MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD, "password");
  g_autoptr (GError) unknown = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "odd");
  g_autoptr (GError) empty = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "");
  g_autoptr (MwAdvice) advice = mw_advice_new (resolve, workshop, "https://erp.example.com:8443/x");
  g_autoptr (MwAdvice) named = mw_advice_new (field, workshop, NULL);
  g_autoptr (MwAdvice) general = mw_advice_new (unknown, workshop, NULL);
  g_autoptr (MwAdvice) silent = mw_advice_new (empty, workshop, NULL);

  g_assert_nonnull (strstr (advice->title, "erp.example.com:8443"));
  g_assert_nonnull (strstr (advice->body, "IT department"));
  g_assert_cmpstr (advice->details, ==, "no such host");
  g_assert_cmpstr (advice->field, ==, "url");
  g_assert_cmpstr (named->field, ==, "password");
  g_assert_nonnull (strstr (named->title, "Password"));
  g_assert_cmpstr (general->details, ==, "odd");
  g_assert_null (silent->details);
}

/* What only a company's own network knows is asked about; what anybody can reach is not, nor this computer.
 */
static void
test_away (void)
{
  const struct
  {
    const char *address;
    gboolean is_private;
  } table[] = {
    { "https://erp.acme.local/odata", TRUE },
    { "https://ERP.Acme.Internal.", TRUE },
    { "https://plantserver:8443", TRUE },
    { "http://10.1.2.3", TRUE },
    { "https://172.16.0.9", TRUE },
    { "https://192.168.4.4:8069", TRUE },
    { "https://169.254.1.1", TRUE },
    { "https://[fd12:3456::1]/x", TRUE },
    { "https://[fe80::1]", TRUE },
    { "https://erp.acme.home.arpa", TRUE },
    { "https://erp.example.com", FALSE },
    { "https://172.32.0.9", FALSE },
    { "https://11.1.2.3", FALSE },
    { "https://[2001:db8::1]", FALSE },
    { "https://localhost.example", FALSE },
    { "http://localhost:8069", FALSE },
    { "http://127.0.0.1", FALSE },
    { "https://[::1]", FALSE },
    { "https://local.example.org/lan", FALSE },
    { "nonsense", FALSE },
    { NULL, FALSE },
  };
  g_autoptr (GError) unknown = g_error_new_literal (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_RESOLVE, "no");
  g_autoptr (GError) far = g_error_new_literal (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_UNREACHABLE, "no");
  g_autoptr (GError) refused = g_error_new_literal (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT, "no");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (MwAdvice) a = mw_advice_new (unknown, workshop, table[i].address);
      g_autoptr (MwAdvice) b = mw_advice_new (far, workshop, table[i].address);
      g_autoptr (MwAdvice) c = mw_advice_new (refused, workshop, table[i].address);

      g_test_message ("%s", table[i].address);
      g_assert_cmpint (mw_address_is_private (table[i].address), ==, table[i].is_private);
      g_assert_cmpint (strstr (a->title, "VPN?") != NULL, ==, table[i].is_private);
      g_assert_cmpint (strstr (b->title, "VPN?") != NULL, ==, table[i].is_private);
      g_assert_null (strstr (c->title, "VPN?"));
      g_assert_cmpint (a->action, ==, table[i].is_private ? MW_ADVICE_TRY_AGAIN : MW_ADVICE_CHECK_FIELD);
      g_assert_cmpint (a->waits_for_network, ==, table[i].is_private);
      g_assert_true (b->waits_for_network);
      g_assert_false (c->waits_for_network);
    }
}

static void
test_clock (void)
{
  g_autoptr (GError) error = g_error_new_literal (MW_DIAGNOSIS, MW_DIAGNOSIS_CLOCK, "3 hours");
  g_autoptr (MwAdvice) advice = mw_advice_new (error, workshop, "https://erp.example.com");

  g_assert_cmpstr (advice->title, ==, "The clock of this computer is 3 hours off");
  g_assert_cmpint (advice->action, ==, MW_ADVICE_TRY_AGAIN);
  g_assert_null (advice->details);
}

/* The seconds that the server asked for, in words, and when they are over. */
static void
test_wait (void)
{
  static const struct
  {
    const char *seconds;
    const char *title;
  } waits[] = {
    { "1", "Workshop accepts no sign-ins for 1 second" },
    { "21", "Workshop accepts no sign-ins for 21 seconds" },
    { "121", "Workshop accepts no sign-ins for 3 minutes" },
    { "7201", "Workshop accepts no sign-ins for 3 hours" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autoptr (GError)
        error = g_error_new_literal (MW_DIAGNOSIS, MW_DIAGNOSIS_LOCKED_OUT, waits[i].seconds);
      gint64 before = g_get_real_time ();
      g_autoptr (MwAdvice) advice = mw_advice_new (error, workshop, "https://erp.example.com");
      gint64 wait = g_ascii_strtoll (waits[i].seconds, NULL, 10) * G_USEC_PER_SEC;

      g_assert_cmpstr (advice->title, ==, waits[i].title);
      g_assert_cmpint (advice->wait_until, >=, before + wait);
      g_assert_cmpint (advice->wait_until, <=, g_get_real_time () + wait);
      g_assert_null (advice->details);
      g_assert_cmpint (mw_health_after (error, MW_HEALTH_UNKNOWN), ==, MW_HEALTH_WAITING);
    }
}

static void
test_redacted (void)
{
  g_autoptr (GError) error = g_error_new_literal (MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED,
                                                  "no user anna with canary-7f3a9c in here");
  g_autoptr (MwAdvice) advice = NULL;

  mw_redact_add_secret ("canary-7f3a9c");
  advice = mw_advice_new (error, workshop, "https://anna:canary-7f3a9c@erp.example.com/?key=canary-7f3a9c");
  g_assert_null (strstr (advice->details, "canary-7f3a9c"));
  g_assert_null (strstr (advice->title, "canary-7f3a9c"));
  g_assert_null (strstr (advice->body, "canary-7f3a9c"));
}

static void
test_health (void)
{
  const struct
  {
    GQuark domain;
    int code;
    MwHealth health;
  } table[] = {
    { MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED, MW_HEALTH_SIGN_IN_AGAIN },
    { MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED, MW_HEALTH_SIGN_IN_AGAIN },
    { MW_AUTH_ERROR, MW_AUTH_ERROR_CLIENT, MW_HEALTH_SIGN_IN_AGAIN },
    { MW_AUTH_ERROR, MW_AUTH_ERROR_UNANSWERED, MW_HEALTH_WORKING },
    { MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT, MW_HEALTH_SIGN_IN_AGAIN },
    { MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN, MW_HEALTH_PERMISSION_MISSING },
    { MW_SOURCE_ERROR, MW_SOURCE_ERROR_BUSY, MW_HEALTH_WAITING },
    { MW_AUTH_ERROR, MW_AUTH_ERROR_TOO_MANY, MW_HEALTH_WAITING },
    { MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_RESOLVE, MW_HEALTH_NOT_REACHABLE },
    { MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT, MW_HEALTH_NOT_REACHABLE },
    { MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_DEADLINE, MW_HEALTH_NOT_REACHABLE },
    { MW_DIAGNOSIS, MW_DIAGNOSIS_NO_TOKEN, MW_HEALTH_SIGN_IN_AGAIN },
    { MW_DIAGNOSIS, MW_DIAGNOSIS_REVOKED, MW_HEALTH_SIGN_IN_AGAIN },
    { MW_DIAGNOSIS, MW_DIAGNOSIS_PERMISSION, MW_HEALTH_PERMISSION_MISSING },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, MW_HEALTH_WORKING },
    { MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_LOCKED, MW_HEALTH_WORKING },
    { MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_NO_ROOM, MW_HEALTH_WORKING },
    { MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_DAMAGED, MW_HEALTH_SIGN_IN_AGAIN },
    { MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_BROKEN, MW_HEALTH_SIGN_IN_AGAIN },
    { MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_OTHER_KEY, MW_HEALTH_SIGN_IN_AGAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (table[i].domain, table[i].code, "x");

      g_assert_cmpint (mw_health_after (error, MW_HEALTH_WORKING), ==, table[i].health);
    }
  g_assert_cmpint (mw_health_after (NULL, MW_HEALTH_NOT_REACHABLE), ==, MW_HEALTH_WORKING);
  for (MwHealth health = MW_HEALTH_UNKNOWN; health <= MW_HEALTH_PAUSED; health++)
    g_assert_cmpuint (strlen (mw_health_get_title (health)), >, 0);
}

static void
test_diagnosis (void)
{
  const gint64 now = 1000, over = 900, ahead = 1100;
  const struct
  {
    MwDiagnosisFacts facts;
    MwDiagnosis diagnosis;
    MwAdviceAction action;
  } table[] = {
    { { FALSE, 0, now, MW_RENEWAL_NOT_TRIED, FALSE }, MW_DIAGNOSIS_NO_TOKEN, MW_ADVICE_SIGN_IN_AGAIN },
    { { FALSE, over, now, MW_RENEWAL_NOT_TRIED, TRUE }, MW_DIAGNOSIS_NO_TOKEN, MW_ADVICE_SIGN_IN_AGAIN },
    { { FALSE, 0, now, MW_RENEWAL_CREDENTIALS_REFUSED, FALSE },
      MW_DIAGNOSIS_CREDENTIALS_CHANGED,
      MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, over, now, MW_RENEWAL_NOT_TRIED, FALSE }, MW_DIAGNOSIS_EXPIRED, MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, over, now, MW_RENEWAL_NOT_TRIED, TRUE }, MW_DIAGNOSIS_EXPIRED, MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, now, now, MW_RENEWAL_NOT_TRIED, FALSE }, MW_DIAGNOSIS_EXPIRED, MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, over, now, MW_RENEWAL_CREDENTIALS_REFUSED, FALSE },
      MW_DIAGNOSIS_CREDENTIALS_CHANGED,
      MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, ahead, now, MW_RENEWAL_CREDENTIALS_REFUSED, TRUE },
      MW_DIAGNOSIS_CREDENTIALS_CHANGED,
      MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, over, now, MW_RENEWAL_CONSENT_REFUSED, FALSE },
      MW_DIAGNOSIS_REAUTHORIZE,
      MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, 0, now, MW_RENEWAL_CONSENT_REFUSED, TRUE }, MW_DIAGNOSIS_REAUTHORIZE, MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, ahead, now, MW_RENEWAL_NOT_TRIED, TRUE }, MW_DIAGNOSIS_PERMISSION, MW_ADVICE_TRY_AGAIN },
    { { TRUE, 0, now, MW_RENEWAL_NOT_TRIED, TRUE }, MW_DIAGNOSIS_PERMISSION, MW_ADVICE_TRY_AGAIN },
    { { TRUE, ahead, now, MW_RENEWAL_NOT_TRIED, FALSE }, MW_DIAGNOSIS_REVOKED, MW_ADVICE_SIGN_IN_AGAIN },
    { { TRUE, 0, now, MW_RENEWAL_NOT_TRIED, FALSE }, MW_DIAGNOSIS_REVOKED, MW_ADVICE_SIGN_IN_AGAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (mw_diagnosis_find (&table[i].facts), ==, table[i].diagnosis);
      g_assert_cmpint (mw_advice_table_find (MW_DIAGNOSIS, table[i].diagnosis)->action, ==, table[i].action);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  g_autofree char *models = NULL;
  g_autofree char *systems = NULL;
  g_autoptr (MwModel) model = NULL;
  g_autoptr (MwCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  models = mw_data_dup_path ("model");
  systems = mw_data_dup_path ("systems");
  model = mw_model_load (models, &error);
  g_assert_no_error (error);
  catalog = mw_catalog_load (systems, model, &error);
  g_assert_no_error (error);
  workshop = mw_catalog_find (catalog, "workshop");
  g_test_add_func ("/connection/advice/complete", test_complete);
  g_test_add_func ("/connection/advice/export-codes", test_export_codes);
  g_test_add_func ("/connection/advice/words", test_words);
  g_test_add_func ("/connection/advice/away", test_away);
  g_test_add_func ("/connection/advice/clock", test_clock);
  g_test_add_func ("/connection/advice/wait", test_wait);
  g_test_add_func ("/connection/advice/redacted", test_redacted);
  g_test_add_func ("/connection/health", test_health);
  g_test_add_func ("/connection/diagnosis", test_diagnosis);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
