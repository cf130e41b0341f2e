/* test-fault-tls.c: certificates of a company's own authority: refused with all their facts, trusted for one
 * connection, changed while it is read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-certificate-words.h"
#include "mw-fault-test.h"

static char *home;
static char *folder; /* of the authority */

/* Runs openssl there; the words have no spaces. */
static void run_openssl (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
run_openssl (const char *format, ...)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *err = NULL;
  g_auto (GStrv) words = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  words = g_strsplit (line, " ", -1);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("%s: %s", line, err);
}

#define KEY "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"

/* A server's certificate of the authority, with its key. */
static char *
make_certificate (const char *name, const char *hosts, const char *from, const char *until)
{
  g_autofree char *extension = g_build_filename (folder, "extension", NULL);
  g_autofree char *text = g_strconcat ("subjectAltName=", hosts, "\n", NULL);
  g_autofree char *certificate_path = g_strdup_printf ("%s/%s.pem", folder, name);
  g_autofree char *key_path = g_strdup_printf ("%s/%s.key", folder, name);
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;

  g_assert_true (g_file_set_contents (extension, text, -1, NULL));
  run_openssl ("openssl req " KEY " -subj /O=Plant/CN=%s -keyout %s.key -out %s.csr", name, name, name);
  run_openssl (
    "openssl x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -not_before %s -not_after "
    "%s -extfile extension -out %s.pem",
    name, from, until, name);
  g_assert_true (g_file_get_contents (certificate_path, &certificate, NULL, NULL));
  g_assert_true (g_file_get_contents (key_path, &key, NULL, NULL));
  return g_strconcat (certificate, key, NULL);
}

#define HERE  "IP:127.0.0.1,DNS:localhost"
#define PAST  "20200101000000Z"
#define AHEAD "21000101000000Z"

typedef struct
{
  const char *name;
  const char *hosts;
  const char *from;
  const char *until;
  MwCertificateProblems problems;
  const char *words; /* of what a person is told */
} TlsCase;

static const TlsCase cases[] = {
  { "own-authority", HERE, PAST, AHEAD, MW_CERTIFICATE_UNKNOWN_AUTHORITY, "your company's own authority" },
  { "other-host", "DNS:erp.example.com", PAST, AHEAD,
    MW_CERTIFICATE_UNKNOWN_AUTHORITY | MW_CERTIFICATE_OTHER_HOST, "another name" },
  { "expired", HERE, PAST, "20210101000000Z", MW_CERTIFICATE_UNKNOWN_AUTHORITY | MW_CERTIFICATE_EXPIRED,
    "Its time is over" },
  { "not-yet-valid", HERE, "20990101000000Z", AHEAD,
    MW_CERTIFICATE_UNKNOWN_AUTHORITY | MW_CERTIFICATE_NOT_YET_VALID, "has not begun" },
};

static MwCertificate *
assert_refused (MwEngine *engine, MwFaultPlant *plant, MwDraft *draft, int code)
{
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (GError) error = NULL;
  gsize n_bytes = mw_fixture_server_get_n_bytes (mw_fault_plant_get_server (plant));
  MwCertificate *refused;

  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, code);
  /* Not a byte of a request has left. */
  g_assert_cmpuint (mw_fixture_server_get_n_bytes (mw_fault_plant_get_server (plant)), ==, n_bytes);
  refused = mw_ladder_dup_certificate (ladder);
  g_assert_nonnull (refused);
  return refused;
}

static guint
read_orders (MwEngine *engine, const char *id, GError **error)
{
  MwConnection *connection = mw_engine_find_connection (engine, id, NULL);

  return mw_reading_get_n_rows (mw_fault_read (engine, connection, "purchase_order", error));
}

/* Refused with its facts; trusted for one connection, with what is wrong with it; and for no other. */
static DexFuture *
trust_fiber (gpointer data)
{
  const TlsCase *self = data;
  g_autofree char *pem = make_certificate (self->name, self->hosts, self->from, self->until);
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (pem);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwDraft) other = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwCertificate) refused = assert_refused (engine, plant, draft, MW_TRANSPORT_ERROR_TLS);
  g_autoptr (MwCertificate) again = NULL;
  g_autoptr (MwConnection) connection = NULL;
  g_autofree char *reason = mw_certificate_dup_reason (refused);
  g_autofree char *validity = mw_certificate_dup_validity (refused);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (refused->problems, ==, self->problems);
  g_assert_cmpuint (strlen (refused->fingerprint), ==, 32 * 3 - 1);
  g_assert_nonnull (strstr (refused->subject, self->name));
  g_assert_nonnull (strstr (refused->issuer, "PlantAuthority"));
  g_assert_nonnull (strstr (reason, self->words));
  g_assert_nonnull (strstr (validity, " to "));
  g_assert_null (refused->trusted);

  mw_draft_set_certificate (draft, refused);
  connection = mw_fault_connect (engine, draft);
  later = mw_fault_load_engine ();
  g_assert_cmpuint (read_orders (later, mw_connection_get_id (connection), &error), ==, MW_FAULT_ORDERS);
  g_assert_no_error (error);
  again = assert_refused (engine, plant, other, MW_TRANSPORT_ERROR_TLS);
  g_assert_cmpstr (again->fingerprint, ==, refused->fingerprint);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

/* Another certificate in the middle of a load: nothing goes there, both fingerprints are shown, the rows
 * stay; and when the user trusts the new one, it goes on. */
static DexFuture *
change_fiber (gpointer data)
{
  g_autofree char *pem = make_certificate ("first", HERE, PAST, AHEAD);
  g_autofree char *rotated = make_certificate ("rotated", HERE, PAST, AHEAD);
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (pem);
  MwFixtureServer *server = mw_fault_plant_get_server (plant);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwCertificate) refused = assert_refused (engine, plant, draft, MW_TRANSPORT_ERROR_TLS);
  g_autoptr (MwCertificate) changed = NULL;
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;
  MwReading *reading;
  guint n_requests;

  mw_draft_set_certificate (draft, refused);
  connection = mw_fault_connect (engine, draft);
  mw_fault_plant_break (plant, MW_FAULT_AT_PAGE, &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET }, 0);
  mw_fixture_server_set_certificate (server, rotated);
  reading = mw_fault_read (engine, connection, "purchase_order", &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_NOT_REACHABLE);
  g_assert_cmpuint (mw_fault_plant_count (plant, MW_FAULT_AT_PAGE), ==, 1);
  changed = mw_connection_dup_certificate (connection);
  g_assert_cmpstr (changed->trusted, ==, refused->fingerprint);
  g_assert_cmpstr (changed->fingerprint, !=, refused->fingerprint);
  g_assert_nonnull (strstr (error->message, changed->trusted));
  g_assert_nonnull (strstr (error->message, changed->fingerprint));
  advice = mw_advice_new (error, mw_connection_get_system (connection),
                          mw_connection_get_address (connection));
  g_assert_cmpint (advice->action, ==, MW_ADVICE_TRUST_CERTIFICATE);
  g_assert_nonnull (strstr (advice->title, "has changed"));
  g_clear_error (&error);

  /* Again, and in another process: nothing is sent, and what had come is there. */
  n_requests = mw_fixture_server_count (server, NULL);
  later = mw_fault_load_engine ();
  g_assert_cmpuint (read_orders (later, mw_connection_get_id (connection), &error), ==, MW_FAULT_KEPT);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED);
  g_clear_error (&error);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, n_requests);

  mw_fault_plant_mend (plant);
  g_assert_true (dex_await (mw_connection_trust (connection, changed), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (read_orders (engine, mw_connection_get_id (connection), &error), ==, MW_FAULT_ORDERS);
  g_assert_no_error (error);
  g_clear_object (&later);
  later = mw_fault_load_engine ();
  g_assert_cmpuint (read_orders (later, mw_connection_get_id (connection), &error), ==, MW_FAULT_ORDERS);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), ==, 1);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

/* What became wrong with a trusted certificate since it was trusted. */
static DexFuture *
expire_fiber (gpointer data)
{
  g_autofree char *pem = make_certificate ("old", HERE, PAST, "20210101000000Z");
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (pem);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwCertificate) refused = assert_refused (engine, plant, draft, MW_TRANSPORT_ERROR_TLS);
  g_autoptr (MwCertificate) again = NULL;

  /* As if it had been trusted in 2020. */
  refused->problems &= ~MW_CERTIFICATE_EXPIRED;
  mw_draft_set_certificate (draft, refused);
  again = assert_refused (engine, plant, draft, MW_TRANSPORT_ERROR_TLS);
  g_assert_true (again->problems & MW_CERTIFICATE_EXPIRED);
  g_assert_null (again->trusted);
  return dex_future_new_true ();
}

static void
run_trust (gconstpointer data)
{
  mw_test_run_fiber (trust_fiber, (gpointer) data);
}

static void
test_no_openssl (void)
{
  g_test_skip ("openssl, which makes the certificates, is not installed");
}

int
main (int argc, char **argv)
{
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep };
  g_autofree char *tool = g_find_program_in_path ("openssl");
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  folder = g_dir_make_tmp ("millwright-authority-XXXXXX", NULL);
  mw_transport_set_defaults (&defaults);
  if (tool == NULL)
    g_test_add_func ("/faults/tls", test_no_openssl);
  else
    run_openssl ("openssl req -x509 " KEY " -days 30 -subj /CN=PlantAuthority -keyout ca.key -out ca.pem");
  for (guint i = 0; tool != NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/tls/14-", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], run_trust);
    }
  if (tool != NULL)
    {
      g_test_add_data_func ("/faults/tls/14-changed", (gconstpointer) change_fiber, mw_test_run_fiber_data);
      g_test_add_data_func ("/faults/tls/14-expired-since", (gconstpointer) expire_fiber,
                            mw_test_run_fiber_data);
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  mw_test_remove_tree (folder);
  g_free (home);
  g_free (folder);
  return status;
}
