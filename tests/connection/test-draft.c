/* test-draft.c: what people type and paste into the form, and what becomes of it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-address.h"
#include "mw-catalog.h"
#include "mw-draft.h"
#include "mw-link.h"
#include "mw-locality.h"
#include "mw-redact.h"
#include "mw-test-home.h"
#include "mw-user-files.h"

static MwCatalog *catalog;
static MwModel *model;

static void
test_address (void)
{
  static const struct
  {
    const char *typed;
    gboolean keep_path;
    const char *address;
  } table[] = {
    { "erp.example.com", FALSE, "https://erp.example.com" },
    { "  https://erp.example.com/  ", FALSE, "https://erp.example.com" },
    { "https://ERP.Example.com/web/login?redirect=%2Fodoo#menu", FALSE, "https://erp.example.com" },
    { "https://erp.example.com/odoo/action-310/17", FALSE, "https://erp.example.com" },
    { "http://erp.example.com:8069/web#id=1&model=x", FALSE, "http://erp.example.com:8069" },
    { "localhost:8069", FALSE, "https://localhost:8069" },
    { "//erp.example.com/x", FALSE, "https://erp.example.com" },
    { "HTTPS://erp.example.com", FALSE, "https://erp.example.com" },
    { "https://erp.example.com.", FALSE, "https://erp.example.com" },
    { "https://[2001:db8::1]:8443/a", FALSE, "https://[2001:db8::1]:8443" },
    { "https://erp.example.com/api/v1/", TRUE, "https://erp.example.com/api/v1" },
    { "https://erp.example.com/api/v1?x=1#y", TRUE, "https://erp.example.com/api/v1" },
    { "\"https://erp.example.com\"", FALSE, "https://erp.example.com" },
    { "<https://erp.example.com>", FALSE, "https://erp.example.com" },
    { "\xe2\x80\x8bhttps://erp.example.com\xc2\xa0\r\n", FALSE, "https://erp.example.com" },
    { "https://anna:canary@erp.example.com/", FALSE, "https://erp.example.com" },
    { "", FALSE, "" },
    { "   ", FALSE, "" },
    { "ftp://erp.example.com/x", FALSE, "ftp://erp.example.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *address = mw_address_complete (table[i].typed, table[i].keep_path);

      g_assert_cmpstr (address, ==, table[i].address);
    }
}

/* Language and zone are the connection's: what stands there is not changed by another desktop. */
static void
test_locality (void)
{
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autofree char *language = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *kept = NULL;
  gboolean changed;

  changed = g_setenv ("LANGUAGE", "de_AT.UTF-8", TRUE) && g_setenv ("TZ", "Asia/Tokyo", TRUE);
  g_assert_true (changed);
  mw_locality_fill (settings);
  language = mw_variables_dup_text (settings, "language");
  zone = mw_variables_dup_text (settings, "zone");
  g_assert_cmpstr (zone, ==, "Asia/Tokyo");
  g_assert_cmpuint (strlen (language), ==, 2);
  g_assert_true (g_setenv ("TZ", "UTC", TRUE));
  mw_variables_set_text (settings, "language", "pl");
  mw_locality_fill (settings);
  kept = mw_variables_dup_text (settings, "zone");
  g_assert_cmpstr (kept, ==, "Asia/Tokyo");
  g_free (language);
  language = mw_variables_dup_text (settings, "language");
  g_assert_cmpstr (language, ==, "pl");
  g_unsetenv ("TZ");
}

static void
test_address_kinds (void)
{
  g_autofree char *host = mw_address_dup_host ("https://erp.example.com:8443/x");
  g_autofree char *broken = mw_address_complete ("erp example com", FALSE);
  g_autofree char *invalid = mw_address_complete ("\xff\xfe", FALSE);

  g_assert_cmpstr (host, ==, "erp.example.com:8443");
  g_assert_null (mw_address_dup_host ("nonsense"));
  g_assert_null (mw_address_dup_host (NULL));
  g_assert_false (mw_address_is_valid (broken));
  g_assert_false (mw_address_is_valid (invalid));
  g_assert_false (mw_address_is_valid ("ftp://erp.example.com"));
  g_assert_false (mw_address_is_valid ("https://"));
  g_assert_false (mw_address_is_valid (NULL));
  g_assert_true (mw_address_is_valid ("http://127.0.0.1:8069"));
  g_assert_true (mw_address_is_plain ("http://erp.example.com"));
  g_assert_false (mw_address_is_plain ("https://erp.example.com"));
  g_assert_false (mw_address_is_plain ("http://127.0.0.1:1"));
  g_assert_false (mw_address_is_plain ("http://[::1]:1"));
  g_assert_false (mw_address_is_plain ("http://LOCALHOST"));
  g_assert_true (mw_address_is_plain ("http://localhost.example.com"));
  g_assert_true (mw_address_is_plain ("http://127.0.0.1.example.com"));
  g_assert_true (mw_address_has_path ("https://erp.example.com/api"));
  g_assert_false (mw_address_has_path ("https://erp.example.com/"));
  g_assert_true (mw_address_has_user ("anna:pw@erp.example.com"));
  g_assert_false (mw_address_has_user ("erp.example.com"));
}

static MwDraft *
new_draft (const char *sign_in)
{
  MwSystem *system = mw_catalog_find (catalog, "workshop");
  MwDraft *draft = mw_draft_new (system);

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, sign_in));
  return draft;
}

static void
assert_invalid (MwDraft *draft, const char *id)
{
  g_autofree char *message = NULL;
  const MwFormField *field = mw_draft_validate (draft, &message);

  g_assert_nonnull (field);
  g_assert_cmpstr (field->id, ==, id);
  g_assert_nonnull (message);
  g_assert_null (strstr (message, "canary"));
}

static void
test_validate (void)
{
  g_autoptr (MwDraft) draft = new_draft ("password");

  assert_invalid (draft, "url");
  mw_draft_set_value (draft, "url", "not an address");
  assert_invalid (draft, "url");
  mw_draft_set_value (draft, "url", "https://anna:canary@erp.example.com");
  assert_invalid (draft, "url");
  mw_draft_set_value (draft, "url", "erp.example.com/web/login");
  assert_invalid (draft, "user");
  mw_draft_set_value (draft, "user", "   ");
  assert_invalid (draft, "user");
  mw_draft_set_value (draft, "user", "anna");
  assert_invalid (draft, "password");
  mw_draft_set_value (draft, "password", "canary-password");
  g_assert_null (mw_draft_validate (draft, NULL));
  mw_draft_set_value (draft, "database", "UPPER");
  assert_invalid (draft, "database");
  mw_draft_set_value (draft, "database", "plant\nmore");
  assert_invalid (draft, "database");
  mw_draft_set_value (draft, "database", "plant");
  g_assert_null (mw_draft_validate (draft, NULL));
}

static void
test_secrets (void)
{
  static const struct
  {
    const char *pasted;
    const char *key;
  } table[] = {
    { "0123456789abcdef", "0123456789abcdef" },
    { "Bearer 0123456789abcdef", "0123456789abcdef" },
    { "Authorization: Bearer 0123456789abcdef\r\n", "0123456789abcdef" },
    { " 01234567\n 89abcdef ", "0123456789abcdef" },
    { "\"0123456789abcdef\"", "0123456789abcdef" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (MwDraft) draft = new_draft ("key");
      g_autoptr (MwSecrets) secrets = NULL;
      g_autoptr (MwVariables) settings = NULL;
      g_autofree char *leaked = NULL;

      mw_draft_set_value (draft, "url", "erp.example.com");
      mw_draft_set_value (draft, "key", table[i].pasted);
      g_assert_null (mw_draft_validate (draft, NULL));
      g_assert_null (mw_draft_get_value (draft, "key"));
      g_assert_true (mw_draft_has_value (draft, "key"));
      secrets = mw_draft_dup_secrets (draft);
      g_assert_cmpstr (mw_secrets_get (secrets, "key"), ==, table[i].key);
      settings = mw_draft_dup_settings (draft);
      leaked = mw_variables_dup_text (settings, "key");
      g_assert_null (leaked);
    }
}

static void
test_password (void)
{
  g_autoptr (MwDraft) draft = new_draft ("password");
  g_autoptr (MwSecrets) secrets = NULL;
  g_autofree char *text = NULL;

  mw_draft_set_value (draft, "password", " canary Bearer word \n");
  mw_draft_set_value (draft, "key", "0123456789abcdef");
  secrets = mw_draft_dup_secrets (draft);
  /* Blanks may belong to a password; of another sign-in nothing is taken. */
  g_assert_cmpstr (mw_secrets_get (secrets, "password"), ==, " canary Bearer word ");
  g_assert_null (mw_secrets_get (secrets, "key"));
  text = mw_redact_text ("wrong password: canary Bearer word !");
  g_assert_null (strstr (text, "canary Bearer"));
}

static void
test_settings (void)
{
  g_autoptr (MwDraft) draft = new_draft ("password");
  g_autoptr (MwVariables) settings = NULL;
  g_autofree char *url = NULL;
  g_autofree char *user = NULL;
  g_autofree char *database = NULL;
  g_auto (GStrv) names = NULL;

  g_assert_cmpstr (mw_draft_get_label (draft), ==, "Workshop");
  mw_draft_set_value (draft, "url", " ERP.example.com:8443/odoo/x ");
  mw_draft_set_value (draft, "user", " anna ");
  g_assert_cmpstr (mw_draft_get_value (draft, "url"), ==, " ERP.example.com:8443/odoo/x ");
  g_assert_cmpstr (mw_draft_get_label (draft), ==, "Workshop erp.example.com:8443");
  mw_draft_set_label (draft, "  My plant ");
  g_assert_cmpstr (mw_draft_get_label (draft), ==, "My plant");
  mw_draft_set_label (draft, "  ");
  g_assert_cmpstr (mw_draft_get_label (draft), ==, "Workshop erp.example.com:8443");
  settings = mw_draft_dup_settings (draft);
  url = mw_variables_dup_text (settings, "url");
  user = mw_variables_dup_text (settings, "user");
  database = mw_variables_dup_text (settings, "database");
  names = mw_variables_dup_names (settings);
  g_assert_cmpstr (url, ==, "https://erp.example.com:8443");
  g_assert_cmpstr (user, ==, "anna");
  g_assert_null (database);
  /* What was typed, and language and zone. */
  g_assert_cmpuint (g_strv_length (names), ==, 4);
  g_assert_true (mw_draft_get_keep_password (draft));
  g_assert_true (mw_draft_get_store (draft) == mw_secret_stores_get_lasting ());
  g_assert_false (mw_draft_get_allow_plain (draft));
}

/* A pattern that tries 2^n ways through what was typed, as a file of a user's may have one: it ends, and what
 * it could not decide does not fit. */
static void
test_explosion (void)
{
#define EXPLODING                                                                                            \
  "{\"format\": 1, \"revision\": 1, \"id\": \"mine\", \"name\": \"Mine\", \"extends\": \"workshop\", "       \
  "\"form\": ["                                                                                              \
  "{\"id\": \"url\", \"kind\": \"url\", \"label\": \"Address\"}, "                                           \
  "{\"id\": \"database\", \"kind\": \"text\", \"label\": \"Database\", \"pattern\": \"(a+)+b\"}, "           \
  "{\"id\": \"user\", \"kind\": \"text\", \"label\": \"User\"}, "                                            \
  "{\"id\": \"password\", \"kind\": \"password\", \"label\": \"Password\"}, "                                \
  "{\"id\": \"key\", \"kind\": \"secret\", \"label\": \"Key\"}], \"guide\": null}"
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSystem)
    system = mw_user_files_parse (catalog, "mine.json", EXPLODING, strlen (EXPLODING), model, &error);
  g_autoptr (MwDraft) draft = NULL;
  g_autofree char *many = g_strnfill (60, 'a');
  g_autofree char *right = g_strconcat (many, "b", NULL);

  g_assert_no_error (error);
  draft = mw_draft_new (system);
  mw_draft_set_value (draft, "url", "https://erp.example.com");
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", "canary");
  mw_draft_set_value (draft, "database", many);
  assert_invalid (draft, "database");
  mw_draft_set_value (draft, "database", right);
  g_assert_null (mw_draft_validate (draft, NULL));
}

/* A form may have a second address, which only one sign-in asks for, and a key of several lines. */
static void
test_oauth (void)
{
  MwSystem *system = mw_catalog_find (catalog, "depot");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autoptr (MwVariables) settings = NULL;
  g_autoptr (MwSecrets) secrets = NULL;
  g_autofree char *issuer = NULL;

  mw_draft_set_value (draft, "url", "erp.example.com");
  mw_draft_set_value (draft, "client", "anna");
  g_assert_null (mw_draft_validate (draft, NULL));
  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "signed"));
  assert_invalid (draft, "issuer");
  mw_draft_set_value (draft, "issuer", "id.example.com/");
  assert_invalid (draft, "pem");
  mw_draft_set_value (draft, "pem", " -----BEGIN KEY-----\r\n  MIIEcanary line \n\nQ==\n-----END KEY-----");
  g_assert_null (mw_draft_validate (draft, NULL));
  settings = mw_draft_dup_settings (draft);
  issuer = mw_variables_dup_text (settings, "issuer");
  g_assert_cmpstr (issuer, ==, "https://id.example.com");
  secrets = mw_draft_dup_secrets (draft);
  g_assert_cmpstr (mw_secrets_get (secrets, "pem"), ==,
                   "-----BEGIN KEY-----\nMIIEcanary line\nQ==\n-----END KEY-----\n");
  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "service"));
  assert_invalid (draft, "secret");
}

/* An address that is made of what the form asks for. */
static void
test_address_template (void)
{
  MwSystem *system = mw_catalog_find (catalog, "annex");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autoptr (MwLink) link = NULL;
  MwConnectionFile *file = mw_connection_file_new ();
  g_autofree char *address = NULL;
  g_autofree char *of_link = NULL;

  g_assert_null (mw_draft_dup_address (draft));
  g_assert_cmpstr (mw_draft_get_label (draft), ==, mw_system_get_name (system));
  mw_draft_set_value (draft, "account", " 1234567_SB1 ");
  address = mw_draft_dup_address (draft);
  g_assert_cmpstr (address, ==, "https://1234567-sb1.annex.example.com/rest/1234567_SB1");
  g_assert_true (g_str_has_suffix (mw_draft_get_label (draft), " 1234567-sb1.annex.example.com"));
  g_clear_pointer (&file->settings, mw_variables_unref);
  file->settings = mw_draft_dup_settings (draft);
  link = mw_link_new (system, mw_draft_get_sign_in (draft), file);
  of_link = mw_link_dup_address (link);
  g_assert_cmpstr (of_link, ==, address);
  /* What is typed as the address is taken as it is. */
  mw_draft_set_value (draft, "url", "erp.example.org/rest/");
  g_free (address);
  address = mw_draft_dup_address (draft);
  g_assert_cmpstr (address, ==, "https://erp.example.org/rest");
  g_assert_true (mw_system_asks_for (system, mw_draft_get_sign_in (draft), "url"));
  /* A sign-in that does not ask for it sends nothing there. */
  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "online"));
  g_free (address);
  address = mw_draft_dup_address (draft);
  g_assert_cmpstr (address, ==, "https://1234567-sb1.annex.example.com/rest/1234567_SB1");
  g_assert_false (mw_system_asks_for (system, mw_draft_get_sign_in (draft), "url"));
  g_assert_true (mw_system_asks_for (system, mw_draft_get_sign_in (draft), "account"));
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
  g_test_add_func ("/connection/address", test_address);
  g_test_add_func ("/connection/address/template", test_address_template);
  g_test_add_func ("/connection/locality", test_locality);
  g_test_add_func ("/connection/address/kinds", test_address_kinds);
  g_test_add_func ("/connection/draft/validate", test_validate);
  g_test_add_func ("/connection/draft/secrets", test_secrets);
  g_test_add_func ("/connection/draft/password", test_password);
  g_test_add_func ("/connection/draft/oauth", test_oauth);
  g_test_add_func ("/connection/draft/settings", test_settings);
  g_test_add_func ("/connection/draft/explosion", test_explosion);
  status = g_test_run ();
  g_clear_object (&catalog);
  g_clear_object (&model);
  mw_test_remove_tree (home);
  return status;
}
