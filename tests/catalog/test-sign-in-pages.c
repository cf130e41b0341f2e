/* test-sign-in-pages.c: the file of sign-in pages that is installed, and files that are wrong
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "mw-model.h"
#include "mw-sign-in-pages.h"
#include "mw-system.h"

static void
test_data (void)
{
  g_autofree char *path = mw_data_dup_path ("sign-in-pages.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSignInPages) pages = mw_sign_in_pages_load (path, &error);
  guint n_pages = 0;
  guint n_verified = 0;
  const MwSignInPage *all;

  g_assert_no_error (error);
  all = mw_sign_in_pages_get (pages, &n_pages);
  g_assert_cmpuint (n_pages, >, 25);
  for (guint i = 0; i < n_pages; i++)
    {
      for (guint n = 0; n < all[i].n_signs; n++)
        n_verified += all[i].signs[n].page != NULL;
      g_test_message ("%s", all[i].id);
      g_assert_cmpuint (all[i].n_signs, >, 0);
      g_assert_nonnull (all[i].wants);
      g_assert_cmpstr (all[i].wants->id, ==, all[i].demand);
      g_assert_cmpuint (strlen (all[i].name), >, 2);
    }
  g_assert_cmpuint (n_verified, >=, 24);
}

#define DEMAND                                                                                               \
  "{\"id\":\"page\",\"title\":\"T\",\"text\":\"X\",\"otherwise\":\"O\",\"ways\":[\"browser\"],"              \
  "\"trouble\":\"sign-in\"}"
#define FILE_OF(demand, page) "{\"format\":1,\"demands\":[" demand "],\"pages\":[" page "]}"
#define PAGE(demand, sign, at)                                                                               \
  "{\"id\":\"a\",\"name\":\"A\",\"demand\":\"" demand "\",\"signs\":[" sign "],\"page\":\"" at "\"}"

static void
test_wrong (void)
{
  const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { FILE_OF (DEMAND, PAGE ("page", "{\"to\":[\"a.example\"]}", "https://a.example/")), NULL },
    { FILE_OF (DEMAND, PAGE ("pages", "{\"to\":[\"a.example\"]}", "https://a.example/")),
      "there is no demand “pages”" },
    { FILE_OF (DEMAND, PAGE ("page", "{\"to\":[\"a.example\"]}", "http://a.example/")),
      "is no https address" },
    { FILE_OF (DEMAND, PAGE ("page", "{\"to\":[\"a.example\"],\"page\":\"https://a.example/\"}",
                             "https://a.example/")),
      NULL },
    { FILE_OF (DEMAND,
               PAGE ("page", "{\"to\":[\"a.example\"],\"page\":\"ftp://a.example/\"}", "https://a.example/")),
      "signs[0].page: is no https address" },
    { FILE_OF (DEMAND, PAGE ("page", "{\"status\":401}", "https://a.example/")), "only this page has" },
    { FILE_OF (DEMAND, PAGE ("page", "{\"sent\":[\"basic\"]}", "https://a.example/")), "only this page has" },
    { FILE_OF (DEMAND, PAGE ("page", "{\"contains\":[\"x\"],\"to\":[\"a.example\"]}", "https://a.example/")),
      "signs[0].header: is missing" },
    { FILE_OF (DEMAND, PAGE ("page", "{\"body\":[\"<Form\"]}", "https://a.example/")), "small letters" },
    { FILE_OF (DEMAND, PAGE ("page", "{\"host\":[\"a.example\"]}", "https://a.example/")), "host" },
    { FILE_OF (DEMAND, PAGE ("page", "{\"to\":[\"a.example\"]}", "https://a.example/") "," PAGE (
                         "page", "{\"to\":[\"b.example\"]}", "https://a.example/")),
      "“a” stands twice" },
    { FILE_OF ("{\"id\":\"page\",\"title\":\"T\",\"text\":\"X\",\"otherwise\":\"O\",\"ways\":[\"fax\"],"
               "\"trouble\":\"sign-in\"}",
               PAGE ("page", "{\"to\":[\"a.example\"]}", "https://a.example/")),
      "“fax” is none of" },
    { FILE_OF ("{\"id\":\"page\",\"title\":\"T\",\"text\":\"X\",\"otherwise\":\"O\",\"trouble\":\"weather\"}",
               PAGE ("page", "{\"to\":[\"a.example\"]}", "https://a.example/")),
      "trouble" },
    { "{\"format\":1,\"demands\":[" DEMAND "],\"pages\":[]}", "must not be empty" },
    { "[]", "must be an object" },
  };
  g_autofree char *folder = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sign-in-pages.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwSignInPages) pages = NULL;

      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      pages = mw_sign_in_pages_load (path, &error);
      g_test_message ("case %u: %s", i, error != NULL ? error->message : "good");
      g_assert_true ((pages != NULL) == (cases[i].says == NULL));
      if (cases[i].says == NULL)
        continue;
      g_assert_cmpint (error->domain, ==, MW_CATALOG_ERROR);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_true (g_str_has_prefix (error->message, "sign-in-pages.json: "));
    }
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign-in-pages/data", test_data);
  g_test_add_func ("/sign-in-pages/wrong", test_wrong);
  return g_test_run ();
}
