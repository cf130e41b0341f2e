/* test-variants.c: which variant of a system is used, by what answers the probe
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-catalog.h"
#include "mw-fixture-server.h"
#include "mw-link.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"

static MwCatalog *catalog;
static MwModel *model;

typedef struct
{
  MwLink *link;
  char *version;
  GError *error;
} Fixture;

static DexFuture *
find_fiber (gpointer data)
{
  Fixture *fixture = data;

  fixture->version = dex_await_string (mw_link_find_product (fixture->link), &fixture->error);
  return dex_future_new_true ();
}

static MwLink *
new_link_to (MwFixtureServer *server, const char *id, const char *sign_in, const char *variant)
{
  MwSystem *system = mw_catalog_find (catalog, id);
  MwConnectionFile *file = mw_connection_file_new ();
  g_autofree char *uri = mw_fixture_server_dup_uri (server, "/base");

  file->id = g_uuid_string_random ();
  file->variant = g_strdup (variant);
  file->store = mw_secret_stores_get_session ();
  mw_variables_set_text (file->settings, "url", uri);
  return mw_link_new (system, mw_system_find_sign_in (system, sign_in), file);
}

static MwLink *
new_link (MwFixtureServer *server, const char *variant)
{
  return new_link_to (server, "outpost", "key", variant);
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_object (&fixture->link);
  g_clear_pointer (&fixture->version, g_free);
  g_clear_error (&fixture->error);
}

static void
test_choose (void)
{
  static const struct
  {
    guint status;
    const char *body;
    const char *variant; /* NULL: none */
    const char *version;
    int code;
  } cases[] = {
    { 200, "{\"outpost\":{\"version\":\"3.1\"}}", "v3", "3.1", 0 },
    { 200, "{\"outpost\":{\"version\":\"2.9\"}}", "v2", "2.9", 0 },
    { 200, "{\"outpost\":{\"version\":\"2.9\",\"next\":true}}", "v3", "2.9", 0 },
    { 200, "{\"outpost\":{\"next\":1}}", "v3", "", 0 },
    { 404, "<html>Not found</html>", "v1", "", 0 },
    { 404, "", "v1", "", 0 },
    { 200, "{\"outpost\":{\"version\":\"4.0\"}}", NULL, NULL, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, "{\"other\":1}", NULL, NULL, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, "<html>Sign in</html>", NULL, NULL, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 500, "{}", NULL, NULL, MW_AUTH_ERROR_SERVER },
    { 429, "{\"outpost\":{\"version\":\"3.1\"}}", NULL, NULL, MW_SOURCE_ERROR_BUSY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
      MwFixtureAnswer answer = { .status = cases[i].status,
                                 .headers = cases[i].status == 429 ? "Retry-After: 86400\r\n" : NULL,
                                 .body = cases[i].body };
      Fixture fixture = { .link = new_link (server, NULL) };
      g_autoptr (MwFixtureRequest) request = NULL;
      GQuark domain = cases[i].status == 429 ? MW_SOURCE_ERROR : MW_AUTH_ERROR;

      g_test_message ("case %u", i);
      mw_fixture_server_add (server, "GET /base/version", &answer);
      mw_test_run_fiber (find_fiber, &fixture);
      /* Nothing that proves who asks is sent before it is known who answers. */
      request = mw_fixture_server_dup_last (server, NULL);
      g_assert_null (mw_fixture_request_get_header (request, "x-api-key"));
      if (cases[i].variant == NULL)
        {
          g_assert_error (fixture.error, domain, cases[i].code);
          g_assert_cmpstr (mw_link_get_variant (fixture.link)->id, ==, "v3");
          g_assert_null (mw_link_get_file (fixture.link)->variant);
        }
      else
        {
          g_assert_no_error (fixture.error);
          g_assert_cmpstr (fixture.version, ==, cases[i].version);
          g_assert_cmpstr (mw_link_get_variant (fixture.link)->id, ==, cases[i].variant);
          g_assert_cmpstr (mw_link_get_file (fixture.link)->variant, ==, cases[i].variant);
        }
      fixture_clear (&fixture);
    }
}

static void
test_none_fits (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  Fixture fixture = { .link = new_link (server, NULL) };

  mw_fixture_server_add_json (server, "GET /base/version", "{\"outpost\":{\"version\":\"4.0\"}}");
  mw_test_run_fiber (find_fiber, &fixture);
  g_assert_error (fixture.error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT);
  g_assert_cmpstr (
    fixture.error->message, ==,
    "What answers there fits none of the versions of Outpost that are known here (status 200)");
  fixture_clear (&fixture);
}

/* What was chosen is used again without asking, and a variant that the file no longer has is the first. */
static void
test_remembered (void)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwLink) known = new_link (server, "v2");
  g_autoptr (MwLink) unknown = new_link (server, "v0");
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("mw-variants-XXXXXX", &error);
  g_autofree char *name = g_strconcat (mw_link_get_file (known)->id, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (MwConnectionFile) loaded = NULL;

  g_assert_cmpstr (mw_link_get_variant (known)->id, ==, "v2");
  g_assert_cmpstr (mw_link_get_variant (unknown)->id, ==, "v3");
  ((MwConnectionFile *) mw_link_get_file (known))->system = g_strdup ("outpost");
  ((MwConnectionFile *) mw_link_get_file (known))->sign_in = g_strdup ("key");
  ((MwConnectionFile *) mw_link_get_file (known))->label = g_strdup ("Outpost");
  g_assert_true (mw_connection_file_save (mw_link_get_file (known), folder, &error));
  loaded = mw_connection_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->variant, ==, "v2");
  mw_test_remove_tree (folder);
}

/* What the probe of one sign-in does not know, that of its counterpart may. */
static void
test_instead (void)
{
  static const struct
  {
    const char *picked;
    const char *answers; /* NULL: nothing that the file knows */
    const char *sign_in;
    const char *variant;
  } cases[] = {
    { "old", "GET /base/old/version", "old", "v1" },
    { "old", "GET /base/new/version", "new", "v2" },
    { "new", "GET /base/old/version", "old", "v1" },
    { "alone", "GET /base/new/version", NULL, NULL },
    { "new", NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
      Fixture fixture = { .link = new_link_to (server, "ferry", cases[i].picked, NULL) };
      const char *expected = cases[i].sign_in != NULL ? cases[i].sign_in : cases[i].picked;

      g_test_message ("case %u", i);
      if (cases[i].answers != NULL)
        mw_fixture_server_add_json (server, cases[i].answers, "{\"version\":\"7.2\"}");
      mw_test_run_fiber (find_fiber, &fixture);
      if (cases[i].sign_in == NULL)
        g_assert_error (fixture.error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT);
      else
        {
          g_assert_no_error (fixture.error);
          g_assert_cmpstr (fixture.version, ==, "7.2");
          g_assert_cmpstr (mw_link_get_variant (fixture.link)->id, ==, cases[i].variant);
          g_assert_cmpstr (mw_link_get_file (fixture.link)->sign_in, ==,
                           g_str_equal (expected, cases[i].picked) ? NULL : expected);
        }
      g_assert_cmpstr (mw_link_get_sign_in (fixture.link)->id, ==, expected);
      fixture_clear (&fixture);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  g_autofree char *systems = NULL;
  g_autofree char *models = NULL;
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
  g_test_add_func ("/connection/variants/choose", test_choose);
  g_test_add_func ("/connection/variants/none-fits", test_none_fits);
  g_test_add_func ("/connection/variants/remembered", test_remembered);
  g_test_add_func ("/connection/variants/instead", test_instead);
  status = g_test_run ();
  g_clear_object (&catalog);
  g_clear_object (&model);
  mw_test_remove_tree (home);
  return status;
}
