/* test-user-files.c: files of users are held to the rules of ours and some more, and say what they would do
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <sys/stat.h>

#include "mw-catalog-test.h"
#include "mw-system-consent.h"
#include "mw-user-files.h"

#define MINE(more)                                                                                           \
  "{\"format\": 1, \"revision\": 1, \"id\": \"mine\", \"name\": \"My plant\", \"extends\": \"good\"" more "}"

static MwCatalog *
load_built_in (void)
{
  g_autofree char *good = mw_test_good ();
  g_autoptr (GError) error = NULL;
  MwCatalog *catalog = mw_test_load_one (good, &error);

  g_assert_no_error (error);
  return catalog;
}

static MwSystem *
parse (MwCatalog *catalog, const char *name, const char *text, GError **error)
{
  return mw_user_files_parse (catalog, name, text, strlen (text), mw_test_model (), error);
}

typedef struct
{
  const char *name; /* of the file, without .json */
  const char *text;
  int code;
  const char *sentence;
} Hostile;

#define FORMAT MW_CATALOG_ERROR_FORMAT
#define UNSAFE MW_CATALOG_ERROR_UNSAFE
#define FILE_  MW_CATALOG_ERROR_FILE
#define NEWER  MW_CATALOG_ERROR_NEWER

#define KEY_ONLY(headers, check)                                                                             \
  MINE (", \"sign_in\": [{\"id\": \"key\", \"title\": \"Key\", \"kind\": \"headers\", \"fields\": "          \
        "[\"database\", \"user\", \"password\", \"key\"], \"headers\": {" headers "}, \"check\": " check     \
        "}], \"variants\": [{\"id\": \"rest\", \"sign_in\": [\"key\"], \"requests\": {\"list\": {\"kind\": " \
        "\"read\", \"path\": \"/api/{model}\", \"records\": \"data\"}}}], \"sets\": {\"places\": null, "     \
        "\"links\": null}, \"entities\": {\"location\": null}, \"evidence\": [{\"kind\": \"general\"}]")
#define LIST(list) MINE (", \"sets\": {\"links\": {\"list\": " list "}}")

static const Hostile hostile[] = {
  /* A secret where others can read it. */
  { "mine",
    KEY_ONLY ("\"X-Key\": \"{key}\"",
              "{\"kind\": \"read\", \"path\": \"/me\", \"query\": {\"key\": \"{key}\"}}"),
    UNSAFE, "mine.json: sign_in[0].check.query.key: the secret {key} may not stand here" },
  { "mine", KEY_ONLY ("\"X-Key\": \"{key}\"", "{\"kind\": \"read\", \"path\": \"/me/{key}\"}"), UNSAFE,
    "mine.json: sign_in[0].check.path: the secret {key} may not stand here" },
  /* To another host. */
  { "mine", LIST ("{\"kind\": \"read\", \"path\": \"https://evil.example.com/links\", \"records\": \"\"}"),
    UNSAFE, "mine.json: sets.links.list.path: must be relative to the address" },
  { "mine", LIST ("{\"kind\": \"read\", \"path\": \"//evil.example.com/links\", \"records\": \"\"}"), UNSAFE,
    "mine.json: sets.links.list.path: must be relative to the address" },
  { "mine", LIST ("{\"kind\": \"read\", \"path\": \"/a/../../b\", \"records\": \"\"}"), UNSAFE,
    "mine.json: sets.links.list.path: a segment must not be . or .." },
  { "mine", MINE (", \"address\": {\"field\": null, \"fixed\": \"http://evil.example.com\"}"), UNSAFE,
    "mine.json: address.fixed: must be a literal https address" },
  /* What writes. */
  { "mine", LIST ("{\"kind\": \"read\", \"method\": \"DELETE\", \"path\": \"/links\", \"records\": \"\"}"),
    UNSAFE, "mine.json: sets.links.list.method: “DELETE” could write: a request of this kind uses GET" },
  { "mine", LIST ("{\"kind\": \"search\", \"path\": \"/purchase.order/unlink\", \"records\": \"\"}"), UNSAFE,
    "mine.json: sets.links.list.path: “unlink” is not on the list of methods that only read" },
  { "mine",
    LIST ("{\"kind\": \"search\", \"path\": \"/jsonrpc\", \"body\": {\"method\": \"model.x.write\"}, "
          "\"records\": \"\"}"),
    UNSAFE,
    "mine.json: sets.links.list.body: the method “write” is not on the list of those that only read" },
  /* What is ours already. */
  { "good", "{\"format\": 1, \"revision\": 9, \"id\": \"good\", \"name\": \"Better\", \"extends\": \"good\"}",
    UNSAFE, "good.json: id: “good” is the id of a built-in system" },
  { "other",
    "{\"format\": 1, \"revision\": 9, \"id\": \"good\", \"name\": \"Better\", \"extends\": \"good\"}", FORMAT,
    "other.json: id: must be “other”, as the file is called" },
  { "mine",
    "{\"format\": 1, \"revision\": 1, \"id\": \"mine\", \"name\": \"GOOD  e.r.p.\", \"extends\": \"good\"}",
    UNSAFE, "mine.json: name: “GOOD  e.r.p.” is the name of a built-in system" },
  { "mine", "{\"format\": 1, \"revision\": 1, \"id\": \"mine\", \"name\": \"...\", \"extends\": \"good\"}",
    FORMAT, "mine.json: name: has no letter" },
  { "mine",
    MINE (
      ", \"address\": {\"field\": null, \"builtin\": \"demo\"}, \"form\": [{\"id\": \"database\", \"kind\": "
      "\"text\", \"label\": \"D\"}, {\"id\": \"user\", \"kind\": \"text\", \"label\": \"U\"}, {\"id\": "
      "\"password\", \"kind\": \"password\", \"label\": \"P\"}, {\"id\": \"key\", \"kind\": \"secret\", "
      "\"label\": \"K\"}]"),
    UNSAFE, "mine.json: address: only a built-in system stands for something in this program" },
  { "mine", "{\"format\": 1, \"revision\": 1, \"id\": \"mine\", \"name\": \"Mine\", \"extends\": \"yours\"}",
    FORMAT, "mine.json: extends: there is no built-in system “yours”" },
  /* Texts that look like others: the right-to-left override, a bell. */
  { "mine",
    "{\"format\": 1, \"revision\": 1, \"id\": \"mine\", \"name\": \"My \xe2\x80\xae plant\", \"extends\": "
    "\"good\"}",
    UNSAFE, "mine.json: name: has a control character, or one that turns the direction of text" },
  { "mine", MINE (", \"guide\": [{\"title\": \"A\", \"text\": \"B\\u0007\", \"field\": \"key\"}]"), UNSAFE,
    "mine.json: guide[0].text: has a control character, or one that turns the direction of text" },
  /* Bombs. */
  { "mine",
    MINE (", \"form\": [{\"id\": \"url\", \"kind\": \"url\", \"label\": \"A\", \"pattern\": "
          "\"(((a{1,1000}){1,1000}){1,1000})\"}]"),
    FORMAT, "mine.json: form[0].pattern: is no regular expression: " },
  /* From tomorrow. */
  { "mine", "{\"format\": 2, \"id\": \"mine\", \"colour\": \"blue\"}", NEWER,
    "mine.json: format: 2 is newer than this program, which reads 1" },
  { "mine", "{\"format\": 1, \"revision\": 1,", FILE_, "mine.json: is no JSON: " },
};

static void
test_hostile (void)
{
  g_autoptr (MwCatalog) catalog = load_built_in ();

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *name = g_strconcat (hostile[i].name, ".json", NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", hostile[i].sentence);
      g_assert_null (parse (catalog, name, hostile[i].text, &error));
      g_assert_error (error, MW_CATALOG_ERROR, hostile[i].code);
      if (!g_str_has_prefix (error->message, hostile[i].sentence))
        g_assert_cmpstr (error->message, ==, hostile[i].sentence);
    }
}

static void
assert_refused (MwCatalog *catalog, const char *text, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (catalog, "mine.json", text, &error));
  g_assert_nonnull (strstr (error->message, sentence));
}

/* Too deep, too large, too many: each is refused before it costs anything. */
static void
test_bombs (void)
{
  g_autoptr (MwCatalog) catalog = load_built_in ();
  g_autoptr (GString) deep = g_string_new ("{\"format\": 1, \"x\": ");
  g_autoptr (GString) brackets = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new ("{\"first\": [\"a\"");
  g_autofree char *large = g_strnfill (2 * 1024 * 1024 + 1, ' ');
  g_autofree char *crowded = NULL;
  g_autofree char *nested = NULL;
  g_autoptr (GString) expression = g_string_new ("\"name\"");

  for (guint i = 0; i < 70; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < 70; i++)
    g_string_append_c (deep, ']');
  g_string_append_c (deep, '}');
  assert_refused (catalog, deep->str, "mine.json: nested deeper than 64");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (brackets, '[');
  assert_refused (catalog, brackets->str, "mine.json: is no JSON");
  assert_refused (catalog, large, "mine.json: larger than 2097152 bytes");
  for (guint i = 0; i < 5000; i++)
    g_string_append (many, ", \"a\"");
  g_string_append (many, "]}");
  crowded = g_strdup_printf (MINE (", \"entities\": {\"location\": {\"map\": {\"code\": %s}}}"), many->str);
  assert_refused (catalog, crowded, "more than 5000 expressions");
  for (guint i = 0; i < 33; i++)
    {
      g_string_prepend (expression, "{\"html\": ");
      g_string_append_c (expression, '}');
    }
  nested = g_strdup_printf (MINE (", \"entities\": {\"location\": {\"map\": {\"code\": %s}}}"),
                            expression->str);
  assert_refused (catalog, nested, "nested deeper than 32");
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

/* One bad file is told about and does not spoil the others. */
static void
test_folder (void)
{
  g_autoptr (MwCatalog) catalog = load_built_in ();
  g_autofree char *folder = g_dir_make_tmp ("mw-user-files-XXXXXX", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.json", NULL);
  g_autofree char *directory = g_build_filename (folder, "folder.json", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  g_autofree char *path = g_build_filename (folder, "mine.json", NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, MINE (""), -1);
  g_autofree char *tier = NULL;
  MwSystem *mine, *good;

  write_file (folder, "bad.json", "{");
  write_file (folder, "good.json", MINE (""));
  write_file (folder, "mine.json", MINE (""));
  write_file (folder, "newer.json", "{\"format\": 2}");
  write_file (folder, "notes.txt", "{");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
  good = mw_catalog_find (catalog, "good");
  mw_user_files_load (catalog, folder, mw_test_model (), problems);

  g_assert_cmpuint (problems->len, ==, 5);
  g_assert_true (g_str_has_prefix (((GError *) problems->pdata[0])->message, "bad.json: is no JSON"));
  g_assert_cmpstr (((GError *) problems->pdata[1])->message, ==, "folder.json: is no file");
  g_assert_cmpstr (((GError *) problems->pdata[2])->message, ==,
                   "good.json: id: must be “good”, as the file is called");
  g_assert_error ((GError *) problems->pdata[3], MW_CATALOG_ERROR, MW_CATALOG_ERROR_NEWER);
  g_assert_cmpstr (((GError *) problems->pdata[4])->message, ==, "pipe.json: is no file");

  g_assert_cmpuint (mw_catalog_get_n_systems (catalog), ==, 2);
  g_assert_true (mw_catalog_find (catalog, "good") == good);
  g_assert_true (mw_system_is_allowed (good));
  g_assert_null (mw_system_get_user_file (good));
  mine = mw_catalog_find (catalog, "mine");
  g_assert_cmpstr (mw_system_get_user_file (mine), ==, path);
  g_assert_cmpstr (mw_system_get_sha256 (mine), ==, sha256);
  g_assert_false (mw_system_is_allowed (mine));
  mw_system_allow (mine);
  g_assert_true (mw_system_is_allowed (mine));
  /* Whatever evidence it claims, and takes from what it extends. */
  tier = mw_system_dup_tier (mine, NULL, NULL);
  g_assert_cmpstr (tier, ==, "Not checked by us: a file of your own");

  remove_file (folder, "bad.json");
  remove_file (folder, "good.json");
  remove_file (folder, "mine.json");
  remove_file (folder, "newer.json");
  remove_file (folder, "notes.txt");
  remove_file (folder, "pipe.json");
  remove_file (folder, "folder.json");
  g_rmdir (folder);
  g_ptr_array_set_size (problems, 0);
  mw_user_files_load (catalog, folder, mw_test_model (), problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_too_many (void)
{
  g_autoptr (MwCatalog) catalog = load_built_in ();
  g_autofree char *folder = g_dir_make_tmp ("mw-user-files-XXXXXX", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);

  for (guint i = 0; i < MW_USER_FILES_MAX + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%03u.json", i);
      g_autofree char *text = g_strdup_printf (
        "{\"format\": 1, \"revision\": 1, \"id\": \"m%03u\", \"name\": "
        "\"Mine %u\", \"extends\": \"good\"}",
        i, i);

      write_file (folder, name, text);
    }
  mw_user_files_load (catalog, folder, mw_test_model (), problems);
  g_assert_cmpuint (mw_catalog_get_n_systems (catalog), ==, 1 + MW_USER_FILES_MAX);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((GError *) problems->pdata[0])->message, ==, "m200.json: there are more than 200 files");
  for (guint i = 0; i < MW_USER_FILES_MAX + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%03u.json", i);

      remove_file (folder, name);
    }
  g_rmdir (folder);
}

static void
assert_line (char **lines, const char *line)
{
  if (!g_strv_contains ((const char *const *) lines, line))
    {
      g_autofree char *all = g_strjoinv ("\n", lines);

      g_error ("“%s” is not in:\n%s", line, all);
    }
}

/* What a person is shown has every host, every way of every secret and every request. */
static void
test_consent (void)
{
  g_autoptr (MwCatalog) catalog = load_built_in ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSystem) system = parse (catalog, "mine.json", MINE (""), &error);
  g_autoptr (MwSystemConsent) consent = NULL;

  g_assert_no_error (error);
  consent = mw_system_consent_new (system);
  g_assert_cmpuint (g_strv_length (consent->hosts), ==, 1);
  assert_line (consent->hosts, "The address that you type in “Address”");

  g_assert_cmpuint (g_strv_length (consent->secrets), ==, 5);
  assert_line (consent->secrets, "Password: with POST /{database}/, in the body");
  assert_line (consent->secrets, "API key: with every request, in the header Authorization");
  assert_line (consent->secrets, "API key: with POST /json/2/res.users.apikeys/generate, in the body");
  assert_line (consent->secrets, "API key: with POST /json/2/res.users.apikeys/revoke, in the body");
  assert_line (consent->secrets,
               "What signing in gives (token): with every request, in the header Authorization");

  g_assert_cmpuint (g_strv_length (consent->requests), ==, 16);
  assert_line (consent->requests, "GET /databases");
  assert_line (
    consent->requests,
    "POST /{database}/ {\"id\":1,\"method\":\"common.db.login\",\"params\":[\"{user}\",{\"password\":\"{"
    "password}\"}]}");
  assert_line (consent->requests, "GET /me");
  assert_line (consent->requests, "GET /api/{model}?page={page}&per_page={limit}&fields={fields_csv}");
  assert_line (consent->requests, "GET /links");
  assert_line (consent->requests,
               "purchase.order: with {\"model\":\"purchase.order\",\"domain\":[[\"state\",\"!=\",\"x\"]]}");
}

static void
test_consent_hosts (void)
{
  g_autoptr (MwCatalog) catalog = load_built_in ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSystem) system = parse (
    catalog, "mine.json",
    MINE (
      ", \"address\": {\"field\": null, \"fixed\": \"https://api.example.com/v1\"}, \"form\": [{\"id\": "
      "\"database\", \"kind\": \"text\", \"label\": \"D\"}, {\"id\": \"user\", \"kind\": \"text\", "
      "\"label\": "
      "\"U\"}, {\"id\": \"password\", \"kind\": \"password\", \"label\": \"P\"}, {\"id\": \"key\", \"kind\": "
      "\"secret\", \"label\": \"K\", \"help\": \"See https://help.example.com\"}]"),
    &error);
  g_autoptr (MwSystemConsent) consent = NULL;

  g_assert_no_error (error);
  consent = mw_system_consent_new (system);
  g_assert_cmpuint (g_strv_length (consent->hosts), ==, 1);
  assert_line (consent->hosts, "https://api.example.com");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/user-files/hostile", test_hostile);
  g_test_add_func ("/user-files/bombs", test_bombs);
  g_test_add_func ("/user-files/folder", test_folder);
  g_test_add_func ("/user-files/too-many", test_too_many);
  g_test_add_func ("/user-files/consent", test_consent);
  g_test_add_func ("/user-files/consent-hosts", test_consent_hosts);
  return g_test_run ();
}
