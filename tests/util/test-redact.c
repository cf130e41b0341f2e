/* test-redact.c: what is a secret shows nowhere
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <locale.h>
#include <string.h>

#include "mw-redact.h"

#define SECRET "tok3n/with \"quotes\"+ü"

static const char *program;

static void
assert_text (const char *text, const char *expected)
{
  g_autofree char *redacted = mw_redact_text (text);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
test_text (void)
{
  mw_redact_add_secret (NULL);
  mw_redact_add_secret ("");
  assert_text ("nothing is secret yet", "nothing is secret yet");
  assert_text ("", "");
  assert_text (NULL, NULL);

  mw_redact_add_secret ("hunter2");
  mw_redact_add_secret ("hunter2");
  assert_text ("hunter2", "•••");
  assert_text ("password=hunter2&x=1", "password=•••&x=1");
  assert_text ("xhunter2y hunter", "x•••y hunter");
  assert_text ("hunter2hunter2", "••••••");
  assert_text ("Hunter2", "Hunter2");
}

static void
test_overlap (void)
{
  mw_redact_add_secret ("abcdef");
  mw_redact_add_secret ("abcdefghij");
  mw_redact_add_secret ("efgh1234");
  assert_text ("<abcdefghij>", "<•••>");
  assert_text ("<abcdef>", "<•••>");
  assert_text ("<abcdefgh1234>", "<•••>");
}

/* A key of several lines, whole and line by line; what every key begins with is no secret. */
static void
test_lines (void)
{
  mw_redact_add_secret (
    "-----BEGIN KEY-----\r\nMIIEcanary0line1\nMIIEcanary0line2\nQ==\n-----END KEY-----\n");
  assert_text ("a -----BEGIN KEY-----\r\nMIIEcanary0line1\nMIIEcanary0line2\nQ==\n-----END KEY-----\n b",
               "a ••• b");
  assert_text ("MIIEcanary0line1MIIEcanary0line2", "••••••");
  assert_text ("{\"key\":\"x\\nMIIEcanary0line2\\n\"}", "{\"key\":\"x\\n•••\\n\"}");
  assert_text ("-----BEGIN KEY----- Q==", "-----BEGIN KEY----- Q==");
}

/* A short secret is hidden where it stands alone; "42" inside of numbers is no secret. */
static void
test_short (void)
{
  mw_redact_add_secret ("42");
  assert_text ("pin 42.", "pin •••.");
  assert_text ("42", "•••");
  assert_text ("1429 x42 42y ü42", "1429 x42 42y ü42");
  assert_text ("pin=42&", "pin=•••&");
}

static void
assert_hidden (const char *text, const char *leaked)
{
  g_autofree char *redacted = mw_redact_text (text);

  g_test_message ("%s → %s", text, redacted);
  g_assert_null (strstr (redacted, leaked));
  g_assert_nonnull (strstr (redacted, "•••"));
}

static void
test_forms (void)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) SECRET, strlen (SECRET));
  g_autofree char *percent = g_uri_escape_string (SECRET, NULL, FALSE);
  g_autofree char *lower = g_utf8_strdown (percent, -1);

  mw_redact_add_secret (SECRET);
  assert_hidden ("Bearer " SECRET, "tok3n");
  assert_hidden (base64, base64);
  assert_hidden (percent, "tok3n");
  assert_hidden (lower, "tok3n");
  assert_hidden ("p=tok3n%2Fwith+%22quotes%22%2B%C3%BC", "tok3n");
  assert_hidden ("{\"p\": \"tok3n/with \\\"quotes\\\"+ü\"}", "tok3n");
}

/* "user:secret" of Basic sign-in, for every position that the secret can have in it. */
static void
test_inside_base64 (void)
{
  static const char *const users[] = { "", "a", "ab", "abc", "anna@acme.de", "system" };

  mw_redact_add_secret ("correct-horse-battery");
  for (gsize i = 0; i < G_N_ELEMENTS (users); i++)
    for (gsize j = 0; j < 4; j++)
      {
        g_autofree char *credentials = g_strdup_printf ("%s:correct-horse-battery%.*s", users[i], (int) j,
                                                        "xyz");
        g_autofree char *header = g_base64_encode ((const guchar *) credentials, strlen (credentials));
        g_autofree char *redacted = mw_redact_text (header);
        gsize kept = strlen (redacted) - (strstr (redacted, "•••") != NULL ? strlen ("•••") : 0);

        g_assert_nonnull (strstr (redacted, "•••"));
        /* What stays is what the user's name and the one or two bytes on each side make. */
        g_assert_cmpuint (kept, <=, (strlen (users[i]) + 1 + j) * 4 / 3 + 10);
      }
}

static void
test_uri (void)
{
  static const struct
  {
    const char *uri, *redacted;
  } cases[] = {
    { "https://erp.acme.de/api/orders", "https://erp.acme.de/api/orders" },
    { "https://anna:pw@erp.acme.de:8069/x", "https://erp.acme.de:8069/x" },
    { "https://a@b@erp.acme.de/x@y", "https://erp.acme.de/x@y" },
    { "https://h/p?page=2&token=abc&e=&flag", "https://h/p?page=•••&token=•••&e=&•••" },
    { "https://h/p?a=1;b=2", "https://h/p?a=•••;b=•••" },
    { "https://h/p?a=b=c#access_token=x", "https://h/p?a=•••#•••" },
    { "https://h?q", "https://h?•••" },
    { "https://h/p?", "https://h/p?" },
    { "https://h/p#", "https://h/p#" },
    { "https://h/p?u=https://x:y@z/", "https://h/p?u=•••" },
    { "/api/orders?key=1", "/api/orders?key=•••" },
    { "anna:pw@h/p", "h/p" },
    { "//anna:pw@h/p", "//h/p" },
    { "not a uri ?x=y", "not a uri ?x=•••" },
    { "https://h/p?a=\xFF\xFE", "https://h/p?a=•••" },
    { "https://[::1]:8069/?a=1", "https://[::1]:8069/?a=•••" },
    { "", "" },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = mw_redact_uri (cases[i].uri);

      g_assert_cmpstr (redacted, ==, cases[i].redacted);
    }
}

static void
test_uri_path (void)
{
  g_autofree char *redacted = NULL;

  mw_redact_add_secret ("s3cr3t-in-path");
  redacted = mw_redact_uri ("https://h/hook/s3cr3t-in-path/x");
  g_assert_cmpstr (redacted, ==, "https://h/hook/•••/x");
}

static gpointer
add_and_redact (gpointer data)
{
  for (int i = 0; i < 200; i++)
    {
      g_autofree char *secret = g_strdup_printf ("thread-%d-secret-%d", GPOINTER_TO_INT (data), i);
      g_autofree char *redacted = NULL;

      mw_redact_add_secret (secret);
      redacted = mw_redact_text (secret);
      g_assert_cmpstr (redacted, ==, "•••");
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("redact", add_and_redact, GINT_TO_POINTER (i));
  for (int i = 0; i < 4; i++)
    g_thread_join (threads[i]);
}

/* What the child process writes: in another process, because a log writer can only be installed once, and the
 * test program has its own. */
static int
log_everything (void)
{
  const GLogField fields[] = { { "MESSAGE", "field canary-77", -1 },
                               { "PRIORITY", "4", -1 },
                               { "MW_X", "canary-77", 9 } };

  setlocale (LC_ALL, ""); /* else the marks of redaction are written as question marks */
  mw_redact_install_log_writer ();
  mw_redact_add_secret ("canary-77");
  mw_redact_add_secret ("4");
  g_debug ("debug canary-77");
  g_info ("info canary-77");
  g_message ("message canary-77");
  g_log ("other-library", G_LOG_LEVEL_MESSAGE, "old %s", "canary-77");
  g_log_structured ("third", G_LOG_LEVEL_MESSAGE, "MW_CODE", "canary-77", "MESSAGE", "structured canary-77");
  g_log_structured_array (G_LOG_LEVEL_MESSAGE, fields, G_N_ELEMENTS (fields));
  return 0;
}

static void
test_log (void)
{
  static const char *const kinds[] = { "debug", "info", "message", "old", "structured", "field" };
  g_autoptr (GSubprocessLauncher)
    launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  g_autofree char *output = NULL;

  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--log", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &data, &output, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (child));
  g_assert_cmpstr (data, ==, ""); /* standard output is for data */
  g_assert_null (strstr (output, "canary"));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s •••", kinds[i]);

      g_assert_nonnull (strstr (output, line));
    }
}

int
main (int argc, char *argv[])
{
  if (argc == 2 && g_str_equal (argv[1], "--log"))
    return log_everything ();

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redact/text", test_text);
  g_test_add_func ("/redact/overlap", test_overlap);
  g_test_add_func ("/redact/short", test_short);
  g_test_add_func ("/redact/forms", test_forms);
  g_test_add_func ("/redact/inside-base64", test_inside_base64);
  g_test_add_func ("/redact/uri", test_uri);
  g_test_add_func ("/redact/lines", test_lines);
  g_test_add_func ("/redact/uri-path", test_uri_path);
  g_test_add_func ("/redact/threads", test_threads);
  g_test_add_func ("/redact/log", test_log);
  return g_test_run ();
}
