/* test-unsafe-files.c: a system file that could write, or give a secret away, is refused
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bad-file.h"

#define LOGIN_CALL  "\"method\": \"common.db.login\""
#define SEARCH_CALL "model.{model}.search_read"
#define CHECK_CALL  "{\"id\": 2, \"method\": \"model.res.user.get_preferences\", \"params\": [true, {}]}"
#define KEY_CHECK   "\"check\": {\"kind\": \"read\", \"path\": \"/me\"}"
#define LINKS       "{\"kind\": \"read\", \"path\": \"/links\", \"records\": \"\"}"

static const BadFile bad_files[] = {
  /* What could write */
  { "write-read-post", KEY_CHECK, "\"check\": {\"kind\": \"read\", \"method\": \"POST\", \"path\": \"/me\"}",
    UNSAFE, "sign_in[1].check.method", "“POST” could write" },
  { "write-search-delete", "\"path\": \"/\",", "\"path\": \"/\", \"method\": \"DELETE\",", UNSAFE,
    "variants[0].probe.method", "“DELETE” could write" },
  { "write-rpc", SEARCH_CALL, "model.{model}.delete", UNSAFE, "variants[0].requests.list.body",
    "the method “delete” is not on the list" },
  { "write-rpc-place", SEARCH_CALL, "model.{model}.{user}", UNSAFE, "variants[0].requests.list.body",
    "must be written out" },
  { "write-rpc-number", "\"model.res.user.get_preferences\"", "7", UNSAFE, "sign_in[0].check.body",
    "must be written out" },
  { "write-call-kw", CHECK_CALL,
    "{\"method\": \"call\", \"params\": {\"model\": \"res.users\", \"method\": \"write\", \"args\": []}}",
    UNSAFE, "sign_in[0].check.body", "the method “write” is not on the list" },
  { "write-execute-kw", CHECK_CALL,
    "{\"method\": \"call\", \"params\": {\"method\": \"execute_kw\", \"args\": [1, 2, 3, \"res.users\", "
    "\"unlink\"]}}",
    UNSAFE, "sign_in[0].check.body", "the method “unlink” is not on the list" },
  { "write-execute-kw-short", CHECK_CALL,
    "{\"method\": \"call\", \"params\": {\"method\": \"execute_kw\", \"args\": [1, 2, 3]}}", UNSAFE,
    "sign_in[0].check.body", "must be written out" },
  { "write-batch", CHECK_CALL, "[{\"method\": \"x.read\"}, {\"method\": \"x.create\"}]", UNSAFE,
    "sign_in[0].check.body", "the method “create” is not on the list" },
  { "write-batch-hidden", CHECK_CALL, "[{\"method\": \"x.read\"}, {\"method\": \"call\", \"params\": {}}]",
    UNSAFE, "sign_in[0].check.body", "must say which method it calls" },
  { "write-path", KEY_CHECK,
    "\"check\": {\"kind\": \"search\", \"path\": \"/json/2/res.users/unlink\", \"body\": {}}", UNSAFE,
    "sign_in[1].check.path", "“unlink” is not on the list" },
  { "write-path-place", KEY_CHECK,
    "\"check\": {\"kind\": \"search\", \"path\": \"/json/2/res.users/{database}\"}", UNSAFE,
    "sign_in[1].check.path", "“{database}” is not on the list" },
  { "write-path-and-body", KEY_CHECK,
    "\"check\": {\"kind\": \"search\", \"path\": \"/json/2/res.users/unlink\", \"body\": {\"method\": "
    "\"read\"}}",
    UNSAFE, "sign_in[1].check.path", "“unlink” is not on the list" },
  { "write-body-and-path", KEY_CHECK,
    "\"check\": {\"kind\": \"search\", \"path\": \"/json/2/res.users/read\", \"body\": {\"method\": "
    "\"unlink\"}}",
    UNSAFE, "sign_in[1].check.body", "“unlink” is not on the list" },
  { "write-no-body", KEY_CHECK, "\"check\": {\"kind\": \"search\", \"path\": \"/jsonrpc\"}", UNSAFE,
    "sign_in[1].check.body", "must say which method it calls" },
  { "write-query", KEY_CHECK,
    "\"check\": {\"kind\": \"read\", \"path\": \"/me\", \"query\": {\"method\": \"drop\"}}", UNSAFE,
    "sign_in[1].check.query", "the method “drop” is not on the list" },
  { "write-override", KEY_CHECK,
    "\"check\": {\"kind\": \"read\", \"path\": \"/me\", \"headers\": {\"X-HTTP-Method-Override\": "
    "\"DELETE\"}}",
    UNSAFE, "sign_in[1].check.headers", "turns a reading request into another" },
  { "write-override-query", KEY_CHECK,
    "\"check\": {\"kind\": \"read\", \"path\": \"/me\", \"query\": {\"_method\": \"DELETE\"}}", UNSAFE,
    "sign_in[1].check.query", "turns a reading request into another" },
  { "write-login", LOGIN_CALL, "\"method\": \"model.res.user.create\"", UNSAFE, "sign_in[0].request.body",
    "is not on the list of those that only sign in or out" },

  /* Where secrets and requests may go */
  { "secret-path", KEY_CHECK, "\"check\": {\"kind\": \"read\", \"path\": \"/me/{key}\"}", UNSAFE,
    "sign_in[1].check.path", "the secret {key} may not stand here" },
  { "secret-query", KEY_CHECK,
    "\"check\": {\"kind\": \"read\", \"path\": \"/me\", \"query\": {\"k\": [\"{key}\"]}}", UNSAFE,
    "sign_in[1].check.query.k", "the secret {key} may not stand here" },
  { "secret-login-path", "\"path\": \"/{database}/\",\n        \"body\": {\"id\": 1,",
    "\"path\": \"/{password}/\",\n        \"body\": {\"id\": 1,", UNSAFE, "sign_in[0].request.path",
    "the secret {password} may not stand here" },
  { "secret-body", CHECK_CALL, "{\"method\": \"x.read\", \"params\": [\"{token}\"]}", UNSAFE,
    "sign_in[0].check.body", "the secret {token} may not stand here" },
  { "secret-derived-body", CHECK_CALL, "{\"method\": \"x.read\", \"params\": [\"{session}\"]}", UNSAFE,
    "sign_in[0].check.body", "the secret {session} may not stand here" },
  { "absolute", LINKS, "{\"kind\": \"read\", \"path\": \"https://evil.example/links\", \"records\": \"\"}",
    UNSAFE, "sets.links.list.path", "must be relative" },
  { "absolute-authority", LINKS,
    "{\"kind\": \"read\", \"path\": \"//evil.example/links\", \"records\": \"\"}", UNSAFE,
    "sets.links.list.path", "must be relative" },
  { "climbing", LINKS, "{\"kind\": \"read\", \"path\": \"/a/../links\", \"records\": \"\"}", UNSAFE,
    "sets.links.list.path", "must not be . or .." },
  { "path-query", LINKS, "{\"kind\": \"read\", \"path\": \"/links?a=b\", \"records\": \"\"}", FORMAT,
    "sets.links.list.path", "parameters stand in “query”" },
  { "path-space", LINKS, "{\"kind\": \"read\", \"path\": \"/my links\", \"records\": \"\"}", FORMAT,
    "sets.links.list.path", "must be percent-encoded" },
  { "get-body", LINKS, "{\"kind\": \"read\", \"path\": \"/links\", \"body\": {}, \"records\": \"\"}", FORMAT,
    "sets.links.list.body", "a GET request has none" },
  { "form-nested", CHECK_CALL, "{\"method\": \"x.read\", \"params\": []}, \"form_encoded\": true", FORMAT,
    "sign_in[0].check.body", "a form has only texts" },
  { "host-header", "\"X-Database\": \"{database}\"", "\"Host\": \"evil.example\"", UNSAFE,
    "sign_in[1].headers", "“Host” is not for system files" },
  { "path-dots-encoded", KEY_CHECK, "\"check\": {\"kind\": \"read\", \"path\": \"/api/%2e%2E/me\"}", UNSAFE,
    "sign_in[1].check.path", "a segment must not be . or .." },
};

static void
test_bad_file (gconstpointer data)
{
  g_autofree char *good = mw_test_good ();

  mw_test_bad_file ("good.json", good, data);
}

/* What a set's variables put into a method or a path counts as if it stood there. */
static void
test_write_through_variables (void)
{
  g_autofree char *good = mw_test_good ();
  g_autofree char *method = mw_test_replace (good, SEARCH_CALL, "model.{model}");
  g_autofree char *path = mw_test_replace (
    good, LINKS,
    "{\"kind\": \"search\", \"path\": \"/json/2/res.users/{what}\", \"body\": {}, \"records\": \"\"}, "
    "\"variables\": {\"what\": \"unlink\"}");
  g_autofree char *params = mw_test_replace (
    good, LINKS,
    "{\"kind\": \"search\", \"path\": \"/jsonrpc\", \"body\": {\"method\": \"call\", \"params\": "
    "\"{what}\"}, "
    "\"records\": \"\"}, \"variables\": {\"what\": {\"method\": \"write\"}}");
  g_autofree char *reads = mw_test_replace (
    good, LINKS,
    "{\"kind\": \"search\", \"path\": \"/json/2/res.users/{what}\", \"body\": {}, \"records\": \"\"}, "
    "\"variables\": {\"what\": \"search_read\"}");
  g_autoptr (MwCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_test_load_one (method, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_cmpstr (
    error->message, ==,
    "good.json: variants[0].requests.list.body: the method “order” is not on the list of those that only "
    "read (for the set “orders” and the sign-in “session”)");
  g_clear_error (&error);
  g_assert_null (mw_test_load_one (path, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_true (
    g_str_has_prefix (error->message, "good.json: sets.links.list.path: “unlink” is not on the list"));
  g_clear_error (&error);
  g_assert_null (mw_test_load_one (params, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_true (
    g_str_has_prefix (error->message, "good.json: sets.links.list.body: the method “write” is not on"));
  g_clear_error (&error);
  catalog = mw_test_load_one (reads, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog/unsafe-files/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  g_test_add_func ("/catalog/unsafe-files/write-through-variables", test_write_through_variables);
  return g_test_run ();
}
