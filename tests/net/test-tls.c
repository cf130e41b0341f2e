/* test-tls.c: no byte of a request goes to a peer that is not trusted, and a pin trusts one certificate only
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-test.h"

#include "mw-test-certificates.h"
#include "mw-tls-policy.h"

static char *
fingerprint_of (const char *pem)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, NULL);
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

/* Three times, so that a connection that was refused is not taken up again by the next request. */
static void
check_refused (MwFixtureServer *server, MwTransport *transport, MwTransportError code, const char *reason)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/");
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_request_set_header (request, "X-Api-Key", "secret");
      response = mw_net_test_send (transport, request, &error);
      g_assert_null (response);
      g_assert_error (error, MW_TRANSPORT_ERROR, (int) code);
      g_assert_nonnull (strstr (error->message, reason));
    }
  g_assert_cmpuint (mw_fixture_server_get_n_bytes (server), ==, 0);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
}

/* A server that wants to see a certificate of ours says so in the handshake (TLS 1.2) or after it (TLS 1.3).
 */
static DexFuture *
test_client_certificate (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new_tls (MW_TEST_CERTIFICATE_LOCAL);
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/");
  g_autoptr (GError) error = NULL;

  mw_transport_set_certificate (transport, MW_TEST_CERTIFICATE_LOCAL, MW_CERTIFICATE_UNKNOWN_AUTHORITY);
  mw_fixture_server_want_certificate (server);
  mw_request_set_header (request, "X-Api-Key", "secret");
  g_assert_null (mw_net_test_send (transport, request, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CLIENT_CERTIFICATE);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
  return dex_future_new_true ();
}

static DexFuture *
test_untrusted (gpointer unused)
{
  const struct
  {
    const char *pem;
    const char *reason;
    const char *subject;
    MwCertificateProblems problem;
    int last_year;
  } cases[] = {
    { MW_TEST_CERTIFICATE_LOCAL, "signed by nobody", "Millwright test", MW_CERTIFICATE_UNKNOWN_AUTHORITY,
      2120 },
    { MW_TEST_CERTIFICATE_OTHER, "another host name", "Another host", MW_CERTIFICATE_OTHER_HOST, 2120 },
    { MW_TEST_CERTIFICATE_EXPIRED, "expired", "CN=", MW_CERTIFICATE_EXPIRED, 2020 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwFixtureServer) server = mw_fixture_server_new_tls (cases[i].pem);
      g_autoptr (MwTransport) transport = mw_net_test_transport (server);
      g_autoptr (MwCertificate) refused = NULL;
      g_autofree char *wanted = fingerprint_of (cases[i].pem);
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) plain = NULL;

      g_assert_null (mw_transport_dup_certificate (transport));
      check_refused (server, transport, MW_TRANSPORT_ERROR_TLS, cases[i].reason);
      refused = mw_transport_dup_certificate (transport);
      g_assert_nonnull (refused);
      g_assert_true (g_str_has_prefix (cases[i].pem, refused->pem));
      g_assert_cmpuint (strlen (refused->fingerprint), ==, 32 * 3 - 1);
      g_assert_cmpuint (refused->problems & cases[i].problem, ==, cases[i].problem);
      g_assert_true (mw_certificate_may_be_trusted (refused));
      g_assert_null (refused->trusted);
      plain = g_string_new (refused->fingerprint);
      g_string_replace (plain, ":", "", 0);
      g_assert_cmpint (g_ascii_strcasecmp (plain->str, wanted), ==, 0);
      g_assert_nonnull (strstr (refused->subject, cases[i].subject));
      g_assert_nonnull (refused->issuer);
      g_assert_cmpint (g_date_time_get_year (refused->valid_from), ==, 2020);
      g_assert_cmpint (g_date_time_get_year (refused->valid_until), ==, cases[i].last_year);

      g_assert_false (dex_await (mw_transport_probe_tls (transport), &error));
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS);
      g_assert_nonnull (strstr (error->message, cases[i].reason));
      g_assert_cmpuint (mw_fixture_server_get_n_bytes (server), ==, 0);
    }
  return dex_future_new_true ();
}

/* A pin is the certificate that the user compared: it is taken although expired or for another name. */
static DexFuture *
test_pin (gpointer unused)
{
  const char *const pems[] = { MW_TEST_CERTIFICATE_LOCAL, MW_TEST_CERTIFICATE_OTHER,
                               MW_TEST_CERTIFICATE_EXPIRED };

  for (guint i = 0; i < G_N_ELEMENTS (pems); i++)
    {
      g_autoptr (MwFixtureServer) server = mw_fixture_server_new_tls (pems[i]);
      g_autoptr (MwTransport) transport = mw_net_test_transport (server);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MwCertificate) refused = NULL;
      g_autofree char *got = NULL;

      mw_fixture_server_add_json (server, "/", "{\"a\":1}");
      response = mw_net_test_get (transport, server, "/", &error);
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS);
      g_clear_error (&error);
      refused = mw_transport_dup_certificate (transport);
      /* What was not accepted with it is a reason to ask again. */
      mw_transport_set_certificate (transport, refused->pem,
                                    refused->problems & ~MW_CERTIFICATE_UNKNOWN_AUTHORITY);
      g_assert_null (mw_net_test_get (transport, server, "/", &error));
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS);
      g_assert_nonnull (strstr (error->message, "since it was trusted"));
      g_clear_error (&error);
      mw_transport_set_certificate (transport, refused->pem, refused->problems);
      g_assert_true (dex_await (mw_transport_probe_tls (transport), &error));
      g_assert_no_error (error);
      response = mw_net_test_get (transport, server, "/", &error);
      g_assert_no_error (error);
      got = mw_net_test_body (response);
      g_assert_cmpstr (got, ==, "{\"a\":1}");
    }
  return dex_future_new_true ();
}

/* Another certificate in the place of the pinned one; a pin that cannot be read; and the pin taken back. */
static DexFuture *
test_changed_pin (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new_tls (MW_TEST_CERTIFICATE_LOCAL);
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  mw_transport_set_certificate (transport, MW_TEST_CERTIFICATE_SECOND, MW_CERTIFICATE_ACCEPTABLE);
  check_refused (server, transport, MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED, "not the one that was trusted");
  mw_transport_set_certificate (transport, "no certificate", 0);
  check_refused (server, transport, MW_TRANSPORT_ERROR_TLS, "cannot be read");
  mw_transport_set_certificate (transport, MW_TEST_CERTIFICATE_LOCAL, MW_CERTIFICATE_ACCEPTABLE);
  response = mw_net_test_get (transport, server, "/", &error);
  g_assert_no_error (error);
  g_clear_object (&response);
  /* The open connection of before must not be used under the new rule. */
  mw_transport_set_certificate (transport, NULL, 0);
  response = mw_net_test_get (transport, server, "/", &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 1);
  return dex_future_new_true ();
}

/* Revoked, broken or not to be checked: not even when it is the pin. */
static void
check_never (GTlsCertificate *pin)
{
  const GTlsCertificateFlags never[] = { G_TLS_CERTIFICATE_REVOKED, G_TLS_CERTIFICATE_INSECURE,
                                         G_TLS_CERTIFICATE_GENERIC_ERROR };
  g_autoptr (MwTlsPolicy) policy = mw_tls_policy_new (pin, MW_CERTIFICATE_ACCEPTABLE | MW_CERTIFICATE_UNSAFE);

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    {
      g_autoptr (GError) why = mw_tls_policy_judge (policy, pin, never[i] | G_TLS_CERTIFICATE_UNKNOWN_CA);
      g_autoptr (MwCertificate) refused = mw_tls_policy_dup_refused (policy);

      g_assert_error (why, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS);
      g_assert_false (mw_certificate_may_be_trusted (refused));
    }
}

/* What a fixture cannot show: a certificate that the system trusts in the place of the pinned one. */
static void
test_policy (void)
{
  g_autoptr (GTlsCertificate) pin = g_tls_certificate_new_from_pem (MW_TEST_CERTIFICATE_LOCAL, -1, NULL);
  g_autoptr (GTlsCertificate) valid = g_tls_certificate_new_from_pem (MW_TEST_CERTIFICATE_SECOND, -1, NULL);
  g_autoptr (MwTlsPolicy) pinned = mw_tls_policy_new (pin, MW_CERTIFICATE_ACCEPTABLE);
  g_autoptr (MwTlsPolicy) open = mw_tls_policy_new (NULL, 0);
  g_autoptr (MwCertificate) refused = NULL;
  g_autofree char *trusted = mw_certificate_dup_fingerprint (pin);
  g_autofree char *shown = mw_certificate_dup_fingerprint (valid);
  const GTlsProtocolVersion old[] = { G_TLS_PROTOCOL_VERSION_SSL_3_0, G_TLS_PROTOCOL_VERSION_TLS_1_0,
                                      G_TLS_PROTOCOL_VERSION_TLS_1_1, G_TLS_PROTOCOL_VERSION_UNKNOWN };
  g_autoptr (GError) why = mw_tls_policy_check (pinned, valid, G_TLS_PROTOCOL_VERSION_TLS_1_3);

  g_assert_error (why, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED);
  g_assert_nonnull (strstr (why->message, trusted));
  g_assert_nonnull (strstr (why->message, shown));
  refused = mw_tls_policy_dup_refused (pinned);
  g_assert_cmpstr (refused->fingerprint, ==, shown);
  g_assert_cmpstr (refused->trusted, ==, trusted);
  g_assert_null (mw_tls_policy_check (pinned, pin, G_TLS_PROTOCOL_VERSION_TLS_1_2));
  g_assert_null (mw_tls_policy_check (open, valid, G_TLS_PROTOCOL_VERSION_TLS_1_3));
  for (guint i = 0; i < G_N_ELEMENTS (old); i++)
    {
      g_autoptr (GError) reason = mw_tls_policy_check (open, valid, old[i]);

      g_assert_error (reason, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_OLD_TLS);
    }
  check_never (pin);
}

static GSubprocess *
start_old_server (const char *pem_path, guint port, const char *version)
{
  g_autofree char *accept = g_strdup_printf ("127.0.0.1:%u", port);

  return g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE |
                             G_SUBPROCESS_FLAGS_STDIN_PIPE,
                           NULL, "openssl", "s_server", "-accept", accept, "-cert", pem_path, "-key",
                           pem_path, "-quiet", version, "-cipher", "ALL:@SECLEVEL=0", NULL);
}

static guint
find_free_port (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();

  return mw_fixture_server_get_port (server);
}

/* A server that speaks nothing newer than TLS 1.1: GnuTLS would agree to it. */
static DexFuture *
test_old_protocol (gpointer unused)
{
  g_autofree char *tool = g_find_program_in_path ("openssl");
  g_autofree char *folder = g_dir_make_tmp ("mw-tls-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "server.pem", NULL);
  guint port = find_free_port ();
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%u/", port);
  g_autoptr (MwTransport) transport = mw_transport_new (uri, NULL);
  g_autoptr (MwRequest) request = mw_request_new ("GET", uri);
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = NULL;

  if (tool == NULL)
    {
      g_test_skip ("openssl, which still speaks TLS 1.1, is not installed");
      return dex_future_new_true ();
    }
  g_assert_true (g_file_set_contents (path, MW_TEST_CERTIFICATE_LOCAL, -1, NULL));
  server = start_old_server (path, port, "-tls1_1");
  mw_transport_set_certificate (transport, MW_TEST_CERTIFICATE_LOCAL, MW_CERTIFICATE_ACCEPTABLE);
  mw_request_set_repeatable (request, FALSE);
  for (guint i = 0; i < 1000; i++)
    {
      g_clear_error (&error);
      if (dex_await (mw_transport_probe_connect (transport), &error))
        break;
      dex_await (dex_timeout_new_msec (50), NULL);
    }
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (mw_net_test_send (transport, request, &error));
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_OLD_TLS);
      g_test_message ("%s", error->message);
      g_clear_error (&error);
    }
  g_assert_false (dex_await (mw_transport_probe_tls (transport), &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_OLD_TLS);
  g_subprocess_send_signal (server, 15);
  g_subprocess_communicate_utf8 (server, NULL, NULL, &heard, NULL, NULL);
  g_assert_null (heard ? strstr (heard, "GET") : NULL);
  return dex_future_new_true ();
}

/* http at an https address and the other way round: an error, not a hang and not a request in clear. */
static DexFuture *
test_wrong_scheme (gpointer unused)
{
  g_autoptr (MwFixtureServer) plain = mw_fixture_server_new ();
  g_autoptr (MwFixtureServer) tls = mw_fixture_server_new_tls (MW_TEST_CERTIFICATE_LOCAL);
  g_autofree char *https = g_strdup_printf ("https://127.0.0.1:%u/", mw_fixture_server_get_port (plain));
  g_autofree char *http = g_strdup_printf ("http://127.0.0.1:%u/", mw_fixture_server_get_port (tls));
  g_autoptr (MwTransport) a = mw_transport_new (https, NULL);
  g_autoptr (MwTransport) b = mw_transport_new (http, NULL);
  g_autoptr (MwRequest) to_plain = mw_request_new ("POST", https);
  g_autoptr (MwRequest) to_tls = mw_request_new ("POST", http);
  g_autoptr (GError) error = NULL;

  /* The fixture waits for the end of what it takes for a request head. */
  mw_transport_set_deadline (a, 2);
  g_assert_null (mw_net_test_send (a, to_plain, &error));
  g_assert_true (error->domain == MW_TRANSPORT_ERROR);
  g_clear_error (&error);
  g_assert_null (mw_net_test_send (b, to_tls, &error));
  g_assert_true (error->domain == MW_TRANSPORT_ERROR);
  g_assert_cmpuint (mw_fixture_server_count (plain, NULL), ==, 0);
  g_assert_cmpuint (mw_fixture_server_count (tls, NULL), ==, 0);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_net_test_add ("/tls/untrusted", test_untrusted);
  mw_net_test_add ("/tls/client-certificate", test_client_certificate);
  mw_net_test_add ("/tls/pin", test_pin);
  mw_net_test_add ("/tls/changed-pin", test_changed_pin);
  g_test_add_func ("/tls/policy", test_policy);
  mw_net_test_add ("/tls/old-protocol", test_old_protocol);
  mw_net_test_add ("/tls/wrong-scheme", test_wrong_scheme);
  return g_test_run ();
}
