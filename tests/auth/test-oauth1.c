/* test-oauth1.c: signatures of OAuth 1.0, with the examples of RFC 5849 and of Oracle
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#include "mw-oauth1.h"

/* RFC 5849 3.4.1.1, as corrected by erratum 2550: a name without a value, names that come twice, a form, and
 * characters that are encoded in every way. */
static void
test_rfc_base_string (void)
{
  const char *const protocol[] = {
    "oauth_consumer_key",
    "9djdj82h48djs9d2",
    "oauth_token",
    "kkk9d7dh3k39sjv7",
    "oauth_signature_method",
    "HMAC-SHA1",
    "oauth_timestamp",
    "137131201",
    "oauth_nonce",
    "7d8f3e4a",
    NULL,
  };
  g_autofree char *text = mw_oauth1_dup_base_string (
    "POST", "http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b", "c2&a3=2+q", protocol);

  g_assert_cmpstr (
    text, ==,
    "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
    "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
    "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201"
    "%26oauth_token%3Dkkk9d7dh3k39sjv7");
}

/* https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1534941088.html */
static void
test_oracle (void)
{
  static const MwOAuth1Keys keys = {
    "123456",
    "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
    "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
    "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
    "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
  };
  g_autofree char *header = mw_oauth1_sign (
    &keys, "POST",
    "https://123456.restlets.api.netsuite.com/app/site/hosting/"
    "restlet.nl?script=6&deploy=1&customParam=someValue&testParam=someOtherValue",
    NULL, 1508242306, "fjaLirsIcCGVZWzBX0pg");

  g_assert_cmpstr (header, ==,
                   "OAuth realm=\"123456\", "
                   "oauth_consumer_key=\"ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4\", "
                   "oauth_token=\"2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc\", "
                   "oauth_signature_method=\"HMAC-SHA256\", oauth_timestamp=\"1508242306\", "
                   "oauth_nonce=\"fjaLirsIcCGVZWzBX0pg\", oauth_version=\"1.0\", "
                   "oauth_signature=\"%2BKK4SKNgz4ZiILGLwOMtfYlgcXSy1eis8ldE9X90azQ%3D\"");
}

/* What is signed depends on every part; what is only written otherwise does not change it. */
static void
test_parts (void)
{
  static const char *const protocol[] = { "oauth_nonce", "n", NULL };
  static const struct
  {
    const char *method;
    const char *uri;
    const char *form;
    const char *text;
  } cases[] = {
    { "GET", "https://h.example", NULL, "GET&https%3A%2F%2Fh.example%2F&oauth_nonce%3Dn" },
    { "GET", "https://h.example:443/a#f", NULL, "GET&https%3A%2F%2Fh.example%2Fa&oauth_nonce%3Dn" },
    { "GET", "https://h.example:8443/A", NULL, "GET&https%3A%2F%2Fh.example%3A8443%2FA&oauth_nonce%3Dn" },
    { "GET", "http://h.example:443/", NULL, "GET&http%3A%2F%2Fh.example%3A443%2F&oauth_nonce%3Dn" },
    { "GET", "https://h.example/?a-b=1&a=2&&a=%zz", NULL,
      "GET&https%3A%2F%2Fh.example%2F&a%3D%2525zz%26a%3D2%26a-b%3D1%26oauth_nonce%3Dn" },
    { "POST", "https://h.example/", "x=%2B+",
      "POST&https%3A%2F%2Fh.example%2F&oauth_nonce%3Dn%26x%3D%252B%2520" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mw_oauth1_dup_base_string (cases[i].method, cases[i].uri, cases[i].form,
                                                         protocol);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* The signature in the header of a request that was sent. */
static char *
dup_parameter (const char *header, const char *name)
{
  g_autofree char *start = g_strdup_printf ("%s=\"", name);
  const char *found = strstr (header, start);

  g_assert_nonnull (found);
  found += strlen (start);
  return g_strndup (found, strcspn (found, "\""));
}

/* Every request of a session is signed anew, over its own address, and no secret is in it. */
static DexFuture *
test_session (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("oauth1");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwFixtureRequest) asked = NULL;
  g_autoptr (GError) error = NULL;
  const char *header;
  g_autofree char *nonce = NULL;
  g_autofree char *timestamp = NULL;
  g_autofree char *uri = mw_fixture_server_dup_uri (f->server, "/me?q=a%20b");
  const MwOAuth1Keys keys = { "anna", "consumer", KEY, "token", PASSWORD };
  g_autofree char *expected = NULL;
  g_autofree char *other = NULL;

  mw_fixture_server_add_json (f->server, "GET /me", "{}");
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  asked = mw_fixture_server_dup_last (f->server, "GET /me");
  header = mw_fixture_request_get_header (asked, "Authorization");
  nonce = dup_parameter (header, "oauth_nonce");
  timestamp = dup_parameter (header, "oauth_timestamp");
  expected = mw_oauth1_sign (&keys, "GET", uri, NULL, g_ascii_strtoll (timestamp, NULL, 10), nonce);
  g_assert_cmpstr (header, ==, expected);
  g_assert_null (strstr (header, KEY));
  g_assert_null (strstr (header, PASSWORD));
  other = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (other, !=, header);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oauth1/rfc-base-string", test_rfc_base_string);
  g_test_add_func ("/oauth1/oracle", test_oracle);
  g_test_add_func ("/oauth1/parts", test_parts);
  mw_auth_test_add ("/oauth1/session", test_session);
  return g_test_run ();
}
