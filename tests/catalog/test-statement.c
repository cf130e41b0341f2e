/* test-statement.c: what may fill the places of a statement, and that what is sent still only reads
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-statement.h"
#include "mw-system.h"

static void
set_of_file (MwVariables *variables, const char *name, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  mw_variables_set_file_node (variables, name, node);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *text;
    const char *fault; /* a part of it, or NULL */
  } cases[] = {
    { "SELECT a FROM t", NULL },
    { "  select\na from t where b = 'DELETE; -- it''s'", NULL },
    { "SELECT \"update\", deleted, created_at, updater, inserted FROM t", NULL },
    { "SELECT a FROM t WHERE b = '/*' AND c = '*/'", NULL },
    { "SELECT a FROM t WHERE id > {after} AND b = '{since}'", NULL },
    { "SELECT 5-4, a-b FROM t", NULL },
    { "SELECT", "must begin with SELECT" },
    { "", "must begin with SELECT" },
    { "EXPLAIN SELECT a FROM t", "must begin with SELECT" },
    { "(SELECT a FROM t)", "must begin with SELECT" },
    { "SELECT a FROM t;", "more than one" },
    { "SELECT a FROM t;DELETE FROM t", "more than one" },
    { "SELECT a FROM t --x\nWHERE b", "comment" },
    { "SELECT a/**/FROM t", "comment" },
    { "SELECT a FROM t WHERE DeLeTe", "“DELETE”" },
    { "SELECT a FROM t UNION SELECT * FROM (INSERT INTO u VALUES (1))", "“INSERT”" },
    { "SELECT {call p()} FROM t", "“CALL”" },
    { "SELECT a FROM t WHERE b = 'c", "not closed" },
    { "SELECT a FROM t WHERE b = \"c' ; DROP TABLE t --\"", NULL },
    { "SELECT a FROM t WHERE b = \"c'\" ; DROP TABLE t --'", "not closed" },
    { "SELECT a FROM t WHERE b = '\\' AND c = '; DROP TABLE t --'", "backslash" },
    { "SELECT a FROM t WHERE b = 'c\x01'", "control character" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fault = mw_statement_dup_fault (cases[i].text);

      g_test_message ("%s", cases[i].text);
      if (cases[i].fault == NULL)
        g_assert_cmpstr (fault, ==, NULL);
      else
        g_assert_nonnull (fault != NULL ? strstr (fault, cases[i].fault) : NULL);
    }
}

#define TEXT "SELECT {fields} FROM t WHERE a > {after} AND b = '{name}' AND c = \"{quoted}\""

/* Values that come from elsewhere: from a user, or from the system itself. */
static void
test_values (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *filled; /* what it becomes, or NULL: it is refused */
  } cases[] = {
    { "after", "17", " > 17 " },
    { "after", "-1.5", " > -1.5 " },
    { "after", "PO_4711.a-b", " > PO_4711.a-b " },
    { "after", "1 OR 1=1", NULL },
    { "after", "1)", NULL },
    { "after", "0; DELETE FROM t", NULL },
    { "after", "1--", NULL },
    { "after", "'x'", NULL },
    { "after", "(SELECT 1)", NULL },
    { "after", "", NULL },
    { "fields", "id,tranid,custbody_x", "SELECT id,tranid,custbody_x FROM" },
    { "fields", "id,,x", NULL },
    { "fields", "id, x", NULL },
    { "fields", "id,x)FROM u", NULL },
    { "fields", "*", NULL },
    { "after", "[\"BEDFORD\",\"NASHUA\"]", " > [\"BEDFORD\",\"NASHUA\"] " },
    { "after", "[1,-2]", " > [1,-2] " },
    { "after", "[]", NULL },
    { "after", "[1", NULL },
    { "after", "[\"a\",]", NULL },
    { "after", "[\"a b\"]", NULL },
    { "after", "[\"a\",\"b]", NULL },
    { "after", "[\"a\" OR \"b\"]", NULL },
    { "after", "[\"a\"] OR [\"b\"]", NULL },
    { "quoted", "[\"a\"]", NULL },
    { "name", "O'Brien", " = 'O''Brien' " },
    { "name", "x' OR 'a' = 'a", " = 'x'' OR ''a'' = ''a' " },
    { "name", "'; DROP TABLE t; --", " = '''; DROP TABLE t; --' " },
    { "name", "a\\", NULL },
    { "name", "", " = '' " },
    { "quoted", "column_1", "\"column_1\"" },
    { "quoted", "a\" OR \"b", NULL },
    { "quoted", "a b", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwVariables) variables = mw_variables_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *filled = NULL;

      mw_variables_set_text (variables, "fields", "id");
      mw_variables_set_int (variables, "after", 0);
      mw_variables_set_text (variables, "name", "n");
      mw_variables_set_text (variables, "quoted", "q");
      mw_variables_set_text (variables, cases[i].name, cases[i].value);
      g_test_message ("%s: %s", cases[i].name, cases[i].value);
      filled = mw_statement_fill (TEXT, variables, &error);
      if (cases[i].filled == NULL)
        {
          g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
          g_assert_nonnull (strstr (error->message, cases[i].name));
          g_assert_null (*cases[i].value != '\0' ? strstr (error->message, cases[i].value) : NULL);
          continue;
        }
      g_assert_no_error (error);
      g_assert_nonnull (strstr (filled, cases[i].filled));
    }
}

/* What the file itself wrote is a part of the language, and quotes in it count. */
static void
test_of_file (void)
{
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  g_autoptr (MwVariables) outer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *filled = NULL;
  g_autofree char *overlaid = NULL;
  g_autofree char *missing = NULL;

  set_of_file (variables, "table", "transaction WHERE type = 'PurchOrd' AND x = '");
  mw_variables_set_text (variables, "name", "it's");
  filled = mw_statement_fill ("SELECT id FROM {table}{name}'", variables, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (filled, ==, "SELECT id FROM transaction WHERE type = 'PurchOrd' AND x = 'it''s'");
  /* It stays so when it is laid over other values, and not when something else takes its name. */
  outer = mw_variables_new (NULL);
  mw_variables_overlay (outer, variables);
  overlaid = mw_statement_fill ("SELECT id FROM {table}'", outer, &error);
  g_assert_no_error (error);
  g_assert_nonnull (overlaid);
  mw_variables_set_text (outer, "table", "a b");
  g_assert_null (mw_statement_fill ("SELECT id FROM {table}", outer, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_clear_error (&error);
  missing = mw_statement_fill ("SELECT id FROM {tables}", variables, &error);
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_null (missing);
}

static MwRenderedRequest *
render (const char *body, const char *query, MwVariables *variables, MwSecrets *secrets, GError **error)
{
  g_autoptr (JsonNode) node = body != NULL ? json_from_string (body, NULL) : NULL;
  MwRequestHeader parameter = { .name = "q", .value = query };
  MwRequestTemplate request = {
    .kind = body != NULL ? MW_REQUEST_SEARCH : MW_REQUEST_READ,
    .method = body != NULL ? "POST" : "GET",
    .path = "suiteql",
    .query = &parameter,
    .n_query = query != NULL ? 1 : 0,
    .body = node,
    .statement = "q",
  };

  return mw_request_template_render (&request, "https://erp.example.com", variables, secrets, error);
}

static void
test_render (void)
{
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwRenderedRequest) body = NULL;
  g_autoptr (MwRenderedRequest) query = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;
  gsize length;

  mw_variables_set_text (variables, "name", "O'Brien & {after}");
  mw_variables_set_int (variables, "n", 5);
  mw_secrets_set (secrets, "token", "s3cret-word");
  body = render ("{\"x\": \"{n}\", \"q\": \"SELECT a FROM t WHERE b = '{name}'\"}", NULL, variables, secrets,
                 &error);
  g_assert_no_error (error);
  text = g_bytes_get_data (body->body, &length);
  g_assert_cmpmem (text, length, "{\"x\":5,\"q\":\"SELECT a FROM t WHERE b = 'O''Brien & {after}'\"}",
                   strlen ("{\"x\":5,\"q\":\"SELECT a FROM t WHERE b = 'O''Brien & {after}'\"}"));
  query = render (NULL, "SELECT a FROM t WHERE b = '{name}'", variables, secrets, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (query->uri, ==,
                   "https://erp.example.com/suiteql?q=SELECT%20a%20FROM%20t%20WHERE%20b%20%3D%20"
                   "%27O%27%27Brien%20%26%20%7Bafter%7D%27");
  /* A secret never becomes a part of it, and neither does what a value would make of it. */
  g_assert_null (
    render ("{\"q\": \"SELECT a FROM t WHERE b = '{token}'\"}", NULL, variables, secrets, &error));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "s3cret-word"));
  g_clear_error (&error);
  mw_variables_set_text (variables, "word", "DELETE");
  g_assert_null (render ("{\"q\": \"SELECT a FROM t {word}\"}", NULL, variables, secrets, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_clear_error (&error);
  mw_variables_set_int (variables, "minus", -1);
  g_assert_null (render ("{\"q\": \"SELECT a -{minus} FROM t\"}", NULL, variables, secrets, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
}

static void
test_derived (void)
{
  static const char *const underscore[] = { "_", "-", NULL };
  static const struct
  {
    MwRequestDerived derived;
    const char *value;
  } cases[] = {
    { { .text = "{account}" }, "1234567_SB1" },
    { { .text = "{account}", .letters = MW_LETTERS_LOWER }, "1234567_sb1" },
    { { .text = "x{account}", .letters = MW_LETTERS_UPPER }, "X1234567_SB1" },
    { { .text = "{account}", .replace = (char **) underscore, .letters = MW_LETTERS_LOWER }, "1234567-sb1" },
    { { .text = "{account}", .replace = (char **) underscore, .base64 = TRUE }, "MTIzNDU2Ny1TQjE=" },
    { { .text = "{nothing}", .letters = MW_LETTERS_LOWER }, NULL },
  };
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);

  mw_variables_set_text (variables, "account", "1234567_SB1");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = mw_request_derived_fill (&cases[i].derived, variables, NULL);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/statement/faults", test_faults);
  g_test_add_func ("/catalog/statement/values", test_values);
  g_test_add_func ("/catalog/statement/of-file", test_of_file);
  g_test_add_func ("/catalog/statement/render", test_render);
  g_test_add_func ("/catalog/statement/derived", test_derived);
  return g_test_run ();
}
