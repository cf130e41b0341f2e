/* test-answer.c: answer rules and the system's own messages
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#include "mw-redact.h"

typedef struct
{
  const char *json; /* NULL: no JSON */
  guint status;
  gboolean wanted;
} Case;

static MwJsonPath *
path (const char *text)
{
  g_autoptr (GError) error = NULL;
  MwJsonPath *parsed = mw_json_path_parse (text, &error);

  g_assert_no_error (error);
  return parsed;
}

static void
check (const MwAnswerRule *rule, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwJson) json = cases[i].json ? mw_json_parse (cases[i].json, strlen (cases[i].json), &error)
                                              : NULL;
      g_autofree char *named = NULL;
      const MwAnswerRule *found;

      g_assert_no_error (error);
      found = mw_answer_match (rule, 1, cases[i].status, json ? mw_json_get_root (json) : NULL, &named);
      g_test_message ("%s %u", cases[i].json, cases[i].status);
      g_assert_true ((found == rule) == cases[i].wanted);
    }
}

static void
test_parts (void)
{
  g_autoptr (MwJsonPath) error_path = path ("error.code");
  char *texts[] = { (char *) "42", (char *) "denied", NULL };
  const Case status_cases[] = { { "{}", 403, TRUE }, { NULL, 403, TRUE }, { "{}", 401, FALSE } };
  const Case present_cases[] = { { "{\"error\":{\"code\":1}}", 200, TRUE },
                                 { "{\"error\":{\"code\":\"\"}}", 200, TRUE },
                                 { "{\"error\":{\"code\":null}}", 200, FALSE },
                                 { "{\"error\":{\"code\":false}}", 200, FALSE },
                                 { "{\"error\":{}}", 200, FALSE },
                                 { "{\"error\":7}", 200, FALSE },
                                 { "[]", 200, FALSE },
                                 { NULL, 200, FALSE } };
  const Case missing_cases[] = { { "{\"error\":{\"code\":1}}", 200, FALSE },
                                 { "{\"error\":null}", 200, TRUE },
                                 { NULL, 200, FALSE } };
  const Case is_cases[] = { { "{\"error\":{\"code\":42}}", 200, TRUE },
                            { "{\"error\":{\"code\":\"denied\"}}", 500, TRUE },
                            { "{\"error\":{\"code\":\"Denied\"}}", 200, FALSE },
                            { "{\"error\":{\"code\":42.0}}", 200, FALSE } };
  const Case contains_cases[] = { { "{\"error\":{\"code\":\"access denied today\"}}", 200, TRUE },
                                  { "{\"error\":{\"code\":{\"why\":[\"access denied\"]}}}", 200, TRUE },
                                  { "{\"error\":{\"code\":\"granted\"}}", 200, FALSE } };
  const Case both_cases[] = { { "{\"error\":{\"code\":42}}", 500, TRUE },
                              { "{\"error\":{\"code\":42}}", 200, FALSE } };

  check (&(MwAnswerRule) { .status = 403 }, status_cases, G_N_ELEMENTS (status_cases));
  check (&(MwAnswerRule) { .path = error_path, .present = TRUE }, present_cases,
         G_N_ELEMENTS (present_cases));
  check (&(MwAnswerRule) { .path = error_path, .missing = TRUE }, missing_cases,
         G_N_ELEMENTS (missing_cases));
  check (&(MwAnswerRule) { .path = error_path, .is = texts }, is_cases, G_N_ELEMENTS (is_cases));
  check (&(MwAnswerRule) { .path = error_path, .contains = (char *) "access denied" }, contains_cases,
         G_N_ELEMENTS (contains_cases));
  check (&(MwAnswerRule) { .status = 500, .path = error_path, .is = texts }, both_cases,
         G_N_ELEMENTS (both_cases));
}

static void
test_names (void)
{
  g_autoptr (MwJsonPath) message = path ("message");
  g_autoptr (GRegex) expression = g_regex_new ("field '([a-z_]+)' on", 0, 0, NULL);
  const MwAnswerRule rules[] = { { .path = message, .matches = expression }, { .status = 200 } };
  const char *const text = "{\"message\":\"Invalid field 'x_extra' on model\"}";
  g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), NULL);
  g_autofree char *named = NULL;
  char *nothing = (char *) "set";

  g_assert_true (mw_answer_match (rules, 2, 200, mw_json_get_root (json), &named) == &rules[0]);
  g_assert_cmpstr (named, ==, "x_extra");
  g_assert_true (mw_answer_match (rules, 2, 200, NULL, &nothing) == &rules[1]);
  g_assert_null (nothing);
  g_assert_null (mw_answer_match (rules, 2, 500, NULL, NULL));
  g_assert_null (mw_answer_match (NULL, 0, 200, NULL, NULL));
}

/* Invalid text and an expression that goes back and forth for ever: an answer, not a hang. */
static void
test_hostile (void)
{
  g_autoptr (MwJsonPath) message = path ("message");
  g_autoptr (GRegex) expression = g_regex_new ("^(a+)+$", 0, 0, NULL);
  const MwAnswerRule rule = { .path = message, .matches = expression };
  g_autofree char *many = g_strnfill (5000, 'a');
  g_autofree char *text = g_strdup_printf ("{\"message\":\"%s!\"}", many);
  g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), NULL);

  g_assert_null (mw_answer_match (&rule, 1, 200, mw_json_get_root (json), NULL));
}

static DexFuture *
test_message (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  const MwVariant *variant = mw_system_find_variant (f->system, "body");
  g_autofree char *words = g_strnfill (1000, 'w');
  g_autofree char *long_text = g_strdup_printf ("{\"error\":{\"text\":\"" PASSWORD " %s\"}}", words);
  const char *const without[] = { "{}", "{\"error\":{\"text\":null}}", "{\"error\":{\"text\":\"\"}}",
                                  "{\"error\":{\"text\":[1]}}", "[]" };
  g_autoptr (MwJson) json = mw_json_parse (long_text, strlen (long_text), NULL);
  g_autoptr (MwRequest) request = NULL;
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = mw_fixture_server_dup_uri (f->server, "/");
  g_autofree char *message = NULL;

  request = mw_request_new ("GET", uri);
  response = dex_await_object (mw_transport_send (f->transport, request), &error);
  g_assert_no_error (error);
  message = mw_answer_dup_message (variant, response, mw_json_get_root (json));
  g_assert_null (strstr (message, PASSWORD));
  g_assert_nonnull (strstr (message, "www"));
  g_assert_cmpint (g_utf8_strlen (message, -1), <=, 301);
  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    {
      g_autoptr (MwJson) other = mw_json_parse (without[i], strlen (without[i]), NULL);

      g_assert_null (mw_answer_dup_message (variant, response, mw_json_get_root (other)));
    }
  g_assert_null (mw_answer_dup_message (variant, response, NULL));
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer/parts", test_parts);
  g_test_add_func ("/answer/names", test_names);
  g_test_add_func ("/answer/hostile", test_hostile);
  mw_auth_test_add ("/answer/message", test_message);
  return g_test_run ();
}
