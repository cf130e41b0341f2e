/* test-sandbox.c: what is told in a Flatpak's sandbox and outside of it; which one is the argument
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sandbox.h"

#include <glib/gstdio.h>
#include <string.h>

#include "mw-advice.h"
#include "mw-sandbox-words.h"
#include "mw-test-tree.h"
#include "mw-transport.h"

/* A process looks once. */
static const struct
{
  const char *name;
  const char *info; /* NULL: there is none */
  gboolean authorities;
} places[] = {
  { "outside", NULL, FALSE },
  { "inside",
    "[Application]\nname=org.example.Mill\n[Context]\nshared=network;ipc;\nfilesystems=xdg-download;\n",
    TRUE },
  { "alone", "[Application]\nname=org.example.Mill\n[Context]\nshared=network;ipc;\nfilesystems=/tmp;\n",
    FALSE },
  { "cut-off", "[Application]\nname=org.example.Mill\n[Context]\nshared=ipc;\n", FALSE },
};

static guint place;
static char *root;

static gboolean
is (const char *name)
{
  return g_str_equal (places[place].name, name);
}

static char *
dup_body (MwTransportError code, const char *address, char **title)
{
  g_autoptr (GError) error = g_error_new_literal (MW_TRANSPORT_ERROR, (int) code, "words");
  g_autoptr (MwAdvice) advice = mw_advice_new (error, NULL, address);

  *title = g_strdup (advice->title);
  return g_strdup (advice->body);
}

static gboolean
has (MwTransportError code, const char *address, const char *words)
{
  g_autofree char *title = NULL;
  g_autofree char *body = dup_body (code, address, &title);

  return strstr (body, words) != NULL;
}

static void
test_facts (void)
{
  g_assert_cmpint (mw_sandbox_is_inside (), ==, !is ("outside"));
  g_assert_cmpint (mw_sandbox_shares_network (), ==, !is ("cut-off"));
  g_assert_cmpint (mw_sandbox_sees_authorities (), ==, is ("outside") || is ("inside"));
  g_assert_cmpstr (mw_sandbox_get_command (), ==,
                   is ("outside") ? "millwright" : "flatpak run --command=millwright org.example.Mill");
}

/* Not even a word of it where there is none. */
static void
test_words (void)
{
  for (MwSandboxTopic topic = MW_SANDBOX_TOKEN_FILE; topic <= MW_SANDBOX_VPN; topic++)
    {
      g_autofree char *words = mw_sandbox_dup_words (topic);
      g_autofree char *added = mw_sandbox_add_words (g_strdup ("a"), " ", topic);

      if (is ("outside"))
        {
          g_assert_null (words);
          g_assert_cmpstr (added, ==, "a");
          continue;
        }
      g_assert_cmpuint (strlen (words), >, 20);
      g_assert_null (strchr (words, '{'));
      g_assert_true (g_str_has_prefix (added, "a ") && g_str_equal (added + 2, words));
    }
}

/* A company's own authority: what somebody has to do differs by what the computer has. */
static void
test_authority (void)
{
  const char *address = "https://erp.acme.example";

  g_assert_cmpint (has (MW_TRANSPORT_ERROR_TLS, address, "from its next start"), ==, is ("inside"));
  g_assert_cmpint (has (MW_TRANSPORT_ERROR_TLS, address, "p11-kit"), ==, is ("alone") || is ("cut-off"));
  g_assert_true (has (MW_TRANSPORT_ERROR_TLS, address, "fingerprint"));
}

static void
test_network (void)
{
  const MwTransportError codes[] = { MW_TRANSPORT_ERROR_RESOLVE, MW_TRANSPORT_ERROR_UNREACHABLE };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *title = NULL;
      g_autofree char *body = dup_body (codes[i], "https://erp.acme.intranet", &title);

      g_assert_cmpint (strstr (body, "is used by Millwright too") != NULL, ==, is ("inside") || is ("alone"));
      g_assert_cmpint (g_str_equal (title, "Millwright may not use the network"), ==, is ("cut-off"));
    }
  g_assert_false (
    has (MW_TRANSPORT_ERROR_DEADLINE, "https://erp.acme.intranet", "is used by Millwright too"));
}

/* A folder that the sandbox was not given is in the memory of the process. */
static void
test_lost (void)
{
  g_autofree char *own = g_build_filename (root, "orders.csv", NULL);
  g_autofree char *nowhere = g_build_filename (root, "not", "there", "orders.csv", NULL);

  g_assert_cmpint (mw_sandbox_would_lose (own), ==, !is ("outside"));
  g_assert_cmpint (mw_sandbox_would_lose (nowhere), ==, !is ("outside"));
  g_assert_cmpint (mw_sandbox_would_lose ("/tmp/orders.csv"), ==, !is ("outside") && !is ("alone"));
  g_assert_false (mw_sandbox_would_lose ("/dev/stdout"));
  /* Another file system: it was given. */
  g_assert_false (mw_sandbox_would_lose ("/sys/orders.csv"));
}

static void
build (void)
{
  g_autofree char *info = g_build_filename (root, ".flatpak-info", NULL);
  g_autofree char *folder = g_build_filename (root, "etc", "pkcs11", "modules", NULL);
  g_autofree char *module = g_build_filename (folder, "p11-kit-trust.module", NULL);

  if (places[place].info != NULL)
    g_assert_true (g_file_set_contents (info, places[place].info, -1, NULL));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (places[place].authorities)
    g_assert_true (g_file_set_contents (module, "", 0, NULL));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  while (place < G_N_ELEMENTS (places) && !is (argv[1]))
    place++;
  g_assert_cmpuint (place, <, G_N_ELEMENTS (places));
  /* Not on the file system of /tmp. */
  root = g_mkdtemp (g_strdup ("/dev/shm/mw-sandbox-XXXXXX"));
  g_assert_nonnull (root);
  build ();
  g_setenv ("MILLWRIGHT_SANDBOX_ROOT", root, TRUE);
  g_test_add_func ("/sandbox/facts", test_facts);
  g_test_add_func ("/sandbox/words", test_words);
  g_test_add_func ("/sandbox/authority", test_authority);
  g_test_add_func ("/sandbox/network", test_network);
  g_test_add_func ("/sandbox/lost", test_lost);
  result = g_test_run ();
  mw_test_remove_tree (root);
  g_free (root);
  return result;
}
