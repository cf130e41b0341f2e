/* test-expression.c: expressions and conditions are read, refused and visited
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-expression.h"
#include "mw-system.h"

static MwExpression *
parse (const char *json, GError **error)
{
  g_autoptr (GError) json_error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &json_error);

  g_assert_no_error (json_error);
  return mw_expression_parse (node, "map.total", error);
}

static MwExpression *
parse_well (const char *json)
{
  g_autoptr (GError) error = NULL;
  MwExpression *expression = parse (json, &error);

  g_assert_no_error (error);
  return expression;
}

static void
test_path (void)
{
  g_autoptr (MwExpression) plain = parse_well ("\"a.b[0].c\"");
  g_autoptr (MwExpression) quoted = parse_well ("\"[\\\"@odata.etag[]\\\"]\"");
  g_autoptr (MwExpression) whole = parse_well ("\"\"");

  g_assert_cmpint (plain->kind, ==, MW_EXPRESSION_PATH);
  g_assert_cmpstr (mw_json_path_get_text (plain->path), ==, "a.b[0].c");
  g_assert_cmpuint (mw_json_path_get_n_steps (plain->path), ==, 4);
  g_assert_cmpstr (mw_json_path_get_key (quoted->path, 0), ==, "@odata.etag[]");
  g_assert_cmpuint (mw_json_path_get_n_steps (whole->path), ==, 0);
}

static void
test_kinds (void)
{
  g_autoptr (MwExpression) constant = parse_well ("{\"const\": \"\"}");
  g_autoptr (MwExpression) first = parse_well ("{\"first\": [\"a\", {\"const\": \"b\"}]}");
  g_autoptr (MwExpression) enumeration = parse_well ("{\"enum\": \"m\", \"of\": \"a\"}");
  g_autoptr (MwExpression) map = parse_well ("{\"map\": \"m\", \"of\": \"a\"}");
  g_autoptr (MwExpression) html = parse_well ("{\"html\": \"a\"}");
  g_autoptr (MwExpression) json = parse_well ("{\"json\": \"a.b\"}");
  g_autoptr (MwExpression) sum = parse_well ("{\"sum\": \"lines[].amount\"}");
  g_autoptr (MwExpression) some = parse_well (
    "{\"sum\": \"lines[].amount\", \"where\": \"lines[].state\", \"is\": [\"done\", \"open\"]}");
  g_autoptr (MwExpression) url = parse_well ("{\"const\": \"{url}/web#id=\"}");
  g_autoptr (MwExpression) minimum = parse_well ("{\"min\": \"lines[].amount\"}");
  g_autoptr (MwExpression) maximum = parse_well ("{\"max\": \"lines[].amount\"}");
  g_autoptr (MwExpression) count = parse_well ("{\"count\": \"lines\"}");
  g_autoptr (MwExpression) join = parse_well ("{\"join\": [\"a\", \"b\"], \"with\": \", \"}");
  g_autoptr (MwExpression) lookup = parse_well ("{\"lookup\": \"s\", \"key\": \"a\", \"get\": \"b\"}");
  g_autoptr (MwExpression) parent = parse_well ("{\"parent\": \"a\"}");
  g_autoptr (MwExpression) custom = parse_well ("{\"custom\": [\"x_\", \"y_\"]}");

  g_assert_cmpint (constant->kind, ==, MW_EXPRESSION_CONST);
  g_assert_cmpstr (constant->text, ==, "");
  g_assert_cmpint (first->kind, ==, MW_EXPRESSION_FIRST);
  g_assert_cmpint (first->of[1]->kind, ==, MW_EXPRESSION_CONST);
  g_assert_null (first->of[2]);
  g_assert_cmpint (enumeration->kind, ==, MW_EXPRESSION_ENUM);
  g_assert_cmpstr (enumeration->text, ==, "m");
  g_assert_cmpint (map->kind, ==, MW_EXPRESSION_MAP);
  g_assert_null (map->of[1]);
  g_assert_cmpint (html->kind, ==, MW_EXPRESSION_HTML);
  g_assert_cmpint (json->kind, ==, MW_EXPRESSION_JSON);
  g_assert_cmpstr (mw_json_path_get_text (json->path), ==, "a.b");
  g_assert_cmpint (sum->kind, ==, MW_EXPRESSION_SUM);
  g_assert_cmpstr (mw_json_path_get_text (sum->path), ==, "lines[].amount");
  g_assert_cmpstr (mw_json_path_get_text (some->of[0]->path), ==, "lines[].state");
  g_assert_cmpstr (some->is[1], ==, "open");
  g_assert_cmpstr (url->text, ==, "{url}/web#id=");
  g_assert_cmpint (minimum->kind, ==, MW_EXPRESSION_MINIMUM);
  g_assert_cmpint (maximum->kind, ==, MW_EXPRESSION_MAXIMUM);
  g_assert_cmpint (count->kind, ==, MW_EXPRESSION_COUNT);
  g_assert_cmpint (join->kind, ==, MW_EXPRESSION_JOIN);
  g_assert_cmpstr (join->text, ==, ", ");
  g_assert_cmpint (lookup->kind, ==, MW_EXPRESSION_LOOKUP);
  g_assert_cmpstr (mw_json_path_get_text (lookup->of[0]->path), ==, "a");
  g_assert_cmpstr (mw_json_path_get_text (lookup->of[1]->path), ==, "b");
  g_assert_cmpint (parent->kind, ==, MW_EXPRESSION_PARENT);
  g_assert_cmpint (custom->kind, ==, MW_EXPRESSION_CUSTOM);
  g_assert_cmpstr (custom->prefixes[1], ==, "y_");
}

static void
test_date (void)
{
  g_autoptr (MwExpression) day = parse_well ("{\"day\": \"a\"}");
  g_autoptr (MwExpression) local = parse_well ("{\"local\": \"a\"}");
  g_autoptr (MwExpression)
    instant = parse_well ("{\"instant\": \"a\", \"zone\": \"America/Port-au-Prince\"}");

  g_assert_cmpint (day->kind, ==, MW_EXPRESSION_DATE);
  g_assert_cmpint (day->meaning, ==, MW_DATE_DAY);
  g_assert_cmpint (local->meaning, ==, MW_DATE_LOCAL);
  g_assert_cmpint (instant->meaning, ==, MW_DATE_INSTANT);
  g_assert_cmpstr (instant->zone, ==, "America/Port-au-Prince");
}

static void
test_calculate (void)
{
  static const char *const words[] = { "add", "subtract", "multiply", "divide", "min", "max" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *json = g_strdup_printf (
        "{\"calculate\": \"%s\", \"of\": [\"a\", \"b\"], \"at_least\": \"0.5\"}", words[i]);
      g_autoptr (MwExpression) expression = parse_well (json);

      g_assert_cmpint (expression->kind, ==, MW_EXPRESSION_CALCULATE);
      g_assert_cmpint (expression->operation, ==, MW_DECIMAL_ADD + i);
      g_assert_cmpstr (expression->at_least, ==, "0.5");
    }
}

static void
test_if (void)
{
  g_autoptr (MwExpression) both = parse_well ("{\"if\": {\"all\": [{\"of\": \"a\", \"is\": [\"x\", \"y\"]}, "
                                              "{\"any\": [{\"of\": \"b\", \"present\": false}, "
                                              "{\"not\": {\"of\": \"c\", \"at_least\": \"d\"}}, {\"of\": "
                                              "\"c\", \"less_than\": {\"const\": \"1\"}}]}]}, "
                                              "\"then\": \"e\", \"else\": \"f\"}");
  g_autoptr (MwExpression) one = parse_well ("{\"if\": {\"of\": \"a\", \"present\": true}, \"then\": \"e\"}");
  MwCondition *any;

  g_assert_cmpint (both->kind, ==, MW_EXPRESSION_IF);
  g_assert_cmpint (both->condition->kind, ==, MW_CONDITION_ALL);
  g_assert_cmpint (both->condition->parts[0]->kind, ==, MW_CONDITION_IS);
  g_assert_cmpstr (both->condition->parts[0]->is[1], ==, "y");
  any = both->condition->parts[1];
  g_assert_cmpint (any->kind, ==, MW_CONDITION_ANY);
  g_assert_cmpint (any->parts[0]->kind, ==, MW_CONDITION_PRESENT);
  g_assert_false (any->parts[0]->wanted);
  g_assert_cmpint (any->parts[1]->kind, ==, MW_CONDITION_NOT);
  g_assert_cmpint (any->parts[1]->parts[0]->kind, ==, MW_CONDITION_COMPARE);
  g_assert_true (any->parts[1]->parts[0]->wanted);
  g_assert_cmpint (any->parts[2]->kind, ==, MW_CONDITION_COMPARE);
  g_assert_false (any->parts[2]->wanted);
  g_assert_cmpint (any->parts[2]->other->kind, ==, MW_EXPRESSION_CONST);
  g_assert_null (any->parts[3]);
  g_assert_cmpstr (mw_json_path_get_text (both->of[1]->path), ==, "f");

  /* Without “else” there is an expression that is null all the same. */
  g_assert_true (one->condition->wanted);
  g_assert_cmpint (one->of[1]->kind, ==, MW_EXPRESSION_FIRST);
  g_assert_null (one->of[1]->of[0]);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *json;
    const char *message; /* its start */
  } bad[] = {
    { "7", "map.total: must be a path or an expression, not a number" },
    { "null", "map.total: must be a path or an expression, not null" },
    { "[]", "map.total: must be a path or an expression, not a list" },
    { "{}", "map.total: is no expression" },
    { "{\"of\": \"a\"}", "map.total: is no expression" },
    { "\"a[\"", "map.total: is no path: " },
    { "\"a..b\"", "map.total: is no path: " },
    { "\"a[].b\"", "map.total: [] stands only in sum, min and max" },
    { "{\"json\": \"a[].b\"}", "map.total.json: [] stands only in sum, min and max" },
    { "{\"count\": \"a[]\"}", "map.total.count: [] stands only in sum, min and max" },
    { "{\"sum\": \"a.b\"}", "map.total.sum: needs [] for every element" },
    { "{\"sum\": {\"const\": \"1\"}}", "map.total.sum: must be a text, not an object" },
    { "{\"const\": 1}", "map.total.const: must be a text, not a number" },
    { "{\"const\": \"a\", \"of\": \"b\"}", "map.total.of: unknown key" },
    { "{\"const\": \"a\", \"first\": [\"b\"]}", "map.total.first: unknown key" },
    { "{\"sum\": \"a[].b\", \"where\": \"a[].c\"}", "map.total: “where” and “is” go together" },
    { "{\"sum\": \"a[].b\", \"is\": [\"x\"]}", "map.total: “where” and “is” go together" },
    { "{\"sum\": \"a[].b\", \"where\": \"d[].c\", \"is\": [\"x\"]}",
      "map.total.where: must lie in the list “a[]”" },
    { "{\"sum\": \"a[].b\", \"where\": \"c\", \"is\": [\"x\"]}",
      "map.total.where: needs [] for every element" },
    { "{\"count\": \"a\", \"where\": \"b[].c\", \"is\": [\"x\"]}",
      "map.total.where: must lie in the list “a[]”" },
    { "{\"count\": \"a\", \"where\": \"a[].c\"}", "map.total: “where” and “is” go together" },
    { "{\"count\": \"a\", \"of\": \"c\"}", "map.total.of: unknown key" },
    { "{\"sum\": \"a[].b\", \"where\": {\"of\": \"b\", \"present\": true}, \"is\": [\"x\"]}",
      "map.total: “where” and “is” go together" },
    { "{\"sum\": \"a[].b\", \"where\": {}}", "map.total.where: is no condition" },
    { "{\"sum\": \"a[].b\", \"of\": \"c\"}", "map.total.of: is for the elements of a list" },
    { "{\"sum\": \"a[].b[]\", \"where\": \"a[].b[].c\", \"is\": []}", "map.total.is: must not be empty" },
    { "{\"join\": [\"a\"], \"with\": \"\", \"of\": \"b\"}", "map.total.of: is for the elements of a list" },
    { "{\"join\": \"a\", \"with\": \"\"}", "map.total.join: needs [] for every element" },
    { "{\"pick\": \"a[]\", \"any\": true, \"get\": \"b\"}",
      "map.total.pick: [] stands only in sum, min and max" },
    { "{\"pick\": \"a\", \"get\": \"b\"}", "map.total: needs “where” and “is”, or “any”" },
    { "{\"pick\": \"a\", \"where\": \"b\", \"any\": true, \"get\": \"b\"}",
      "map.total: “where” and “is” go together" },
    { "{\"pick\": \"a\", \"any\": true}", "map.total.get: is missing" },
    { "{\"pick\": \"a\", \"any\": \"yes\", \"get\": \"b\"}", "map.total.any: must be true or false" },
    { "{\"custom_of\": [\"a\"]}", "map.total.custom_of: must be a text, not a list" },
    { "{\"custom_pairs\": \"a\", \"name\": \"b\"}", "map.total.value: is missing" },
    { "{\"custom_pairs\": \"a\", \"name\": \"b[]\", \"value\": \"c\"}",
      "map.total.name: [] stands only in sum, min and max" },
    { "{\"trim\": \"a\", \"leading\": \"00\"}", "map.total.leading: must be one character" },
    { "{\"trim\": \"a\", \"leading\": \"\"}", "map.total.leading: must be one character" },
    { "{\"clock\": \"a\", \"zone\": \"UTC\"}", "map.total.zone: unknown key" },
    { "{\"number\": \"a\"}", "map.total.decimal: is missing" },
    { "{\"number\": \"a\", \"decimal\": \"x\"}", "map.total.decimal: must be “.” or “,”" },
    { "{\"number\": \"a\", \"decimal\": \",\", \"group\": \",\"}", "map.total.group: must be one character" },
    { "{\"number\": \"a\", \"decimal\": \",\", \"group\": \"12\"}",
      "map.total.group: must be one character" },
    { "{\"number\": \"a\", \"decimal\": \",\", \"group\": \"-\"}", "map.total.group: must be one character" },
    { "{\"first\": \"a\"}", "map.total.first: must be a list of expressions, not a text" },
    { "{\"first\": []}", "map.total.first: must not be empty" },
    { "{\"first\": [\"a\", {\"first\": [null]}]}",
      "map.total.first[1].first[0]: must be a path or an expression, not null" },
    { "{\"enum\": \"m\"}", "map.total.of: is missing" },
    { "{\"enum\": \"\", \"of\": \"a\"}", "map.total: the name must not be empty" },
    { "{\"map\": {\"a\": \"b\"}, \"of\": \"a\"}", "map.total.map: must be a text, not an object" },
    { "{\"day\": \"a\", \"zone\": \"UTC\"}", "map.total.zone: unknown key" },
    { "{\"instant\": \"a\", \"zone\": \"+02:00\"}", "map.total.zone: “+02:00” is no name of a time zone" },
    { "{\"calculate\": \"power\", \"of\": [\"a\", \"b\"]}",
      "map.total.calculate: “power” is none of: add, subtract" },
    { "{\"calculate\": \"add\", \"of\": [\"a\"]}", "map.total.of: must have two elements" },
    { "{\"calculate\": \"add\", \"of\": [\"a\", \"b\", \"c\"]}", "map.total.of: must have two elements" },
    { "{\"calculate\": \"add\", \"of\": [\"a\", \"b\"], \"at_least\": \"none\"}",
      "map.total.at_least: “none” is no number" },
    { "{\"calculate\": \"add\", \"of\": [\"a\", \"b\"], \"at_least\": 0}",
      "map.total.at_least: must be a text, not a number" },
    { "{\"join\": [\"a\"]}", "map.total.with: is missing" },
    { "{\"lookup\": \"s\", \"get\": \"a\"}", "map.total.key: is missing" },
    { "{\"lookup\": \"s\", \"key\": \"a\"}", "map.total.get: is missing" },
    { "{\"custom\": []}", "map.total.custom: must not be empty" },
    { "{\"custom\": [\"x_\", \"\"]}", "map.total.custom: an empty prefix would take every key" },
    { "{\"if\": {\"of\": \"a\", \"present\": true}}", "map.total.then: is missing" },
    { "{\"if\": \"a\", \"then\": \"b\"}", "map.total.if: must be a condition, not a text" },
    { "{\"if\": {}, \"then\": \"b\"}", "map.total.if: is no condition" },
    { "{\"if\": {\"of\": \"a\", \"is\": \"x\"}, \"then\": \"b\"}",
      "map.total.if.is: must be a list of texts, not a text" },
    { "{\"if\": {\"of\": \"a\", \"is\": []}, \"then\": \"b\"}", "map.total.if.is: must not be empty" },
    { "{\"if\": {\"present\": true}, \"then\": \"b\"}", "map.total.if.of: is missing" },
    { "{\"if\": {\"of\": \"a\", \"present\": \"yes\"}, \"then\": \"b\"}",
      "map.total.if.present: must be true or false" },
    { "{\"if\": {\"of\": \"a\", \"present\": true, \"is\": [\"x\"]}, \"then\": \"b\"}",
      "map.total.if.present: unknown key" },
    { "{\"if\": {\"all\": []}, \"then\": \"b\"}", "map.total.if.all: must not be empty" },
    { "{\"if\": {\"any\": [{\"all\": [7]}]}, \"then\": \"b\"}",
      "map.total.if.any[0].all[0]: must be a condition, not a number" },
    { "{\"if\": {\"not\": []}, \"then\": \"b\"}", "map.total.if.not: must be a condition, not a list" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwExpression) expression = parse (bad[i].json, &error);

      g_assert_null (expression);
      g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
      if (!g_str_has_prefix (error->message, bad[i].message))
        g_error ("%s: expected “%s”, got “%s”", bad[i].json, bad[i].message, error->message);
    }
}

/* Conditions count for the depth, too: neither of the two alone is too deep. */
static void
test_depth (void)
{
  for (guint depth = 16; depth <= 17; depth++)
    {
      g_autoptr (GString) json = g_string_new ("\"a\"");
      g_autoptr (GError) error = NULL;
      g_autoptr (MwExpression) expression = NULL;

      for (guint i = 0; i < depth - 1; i++)
        {
          g_string_prepend (json, "{\"if\": {\"of\": ");
          g_string_append (json, ", \"present\": true}, \"then\": \"b\"}");
        }
      if (depth == 16)
        {
          g_string_prepend (json, "{\"html\": ");
          g_string_append (json, "}");
        }
      else
        {
          g_string_prepend (json, "{\"if\": {\"of\": ");
          g_string_append (json, ", \"present\": true}, \"then\": \"b\"}");
        }
      expression = parse (json->str, &error);
      if (depth == 16)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
          g_assert_true (g_str_has_suffix (error->message, "nested deeper than 32"));
        }
    }
}

static void
note (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  GString *seen = data;
  gboolean in_parent = scope->depth < 0;
  const char *set = scope->set;

  if (expression->kind == MW_EXPRESSION_PATH)
    g_string_append_printf (seen, "%s%s%s%s ", in_parent ? "^" : "", set != NULL ? set : "",
                            set != NULL ? ":" : "", mw_json_path_get_text (expression->path));
  else if (expression->text != NULL)
    g_string_append_printf (seen, "<%s%s> ", in_parent ? "^" : "", expression->text);
}

static void
note_depth (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  if (expression->path != NULL && mw_json_path_get_n_steps (expression->path) > 0)
    g_string_append_printf (data, "%s%s%s:%d ", scope->set != NULL ? scope->set : "",
                            scope->set != NULL ? ":" : "", mw_json_path_get_text (expression->path),
                            scope->depth);
}

static void
test_visit (void)
{
  g_autoptr (MwExpression)
    expression = parse_well ("{\"first\": [\"a\", {\"parent\": {\"join\": [\"b\", {\"lookup\": \"s\", "
                             "\"key\": \"c\", \"get\": {\"first\": [\"d\", "
                             "{\"lookup\": \"t\", \"key\": \"e\", \"get\": \"f\"}]}}], \"with\": \"-\"}}, "
                             "{\"if\": {\"any\": [{\"of\": \"g\", "
                             "\"less_than\": \"h\"}, {\"not\": {\"of\": {\"parent\": \"i\"}, \"present\": "
                             "true}}]}, \"then\": {\"enum\": \"m\", "
                             "\"of\": \"j\"}}]}");
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (JsonNode)
    node = json_from_string ("{\"all\": [{\"of\": \"a\", \"is\": [\"x\"]}, {\"of\": \"b\", \"at_least\": "
                             "{\"lookup\": \"s\", \"key\": \"c\", \"get\": \"d\"}}]}",
                             NULL);
  g_autoptr (MwCondition) condition = mw_condition_parse (node, "where", NULL);
  g_autoptr (MwExpression) list = parse_well (
    "{\"sum\": \"a[].b[]\", \"where\": {\"of\": \"c\", \"present\": true}, \"of\": "
    "{\"first\": [\"d\", {\"pick\": \"\", \"any\": true, \"get\": {\"first\": [\"e\", {\"parent\": "
    "{\"parent\": {\"first\": [\"f\", {\"count\": \"g\"}]}}}]}}, {\"parent\": {\"lookup\": \"s\", "
    "\"key\": \"h\", \"get\": \"i\"}}]}}");

  mw_expression_visit (expression, note, seen);
  g_assert_cmpstr (seen->str, ==, "a <^-> ^b <^s> ^c s:d <t> s:e t:f g h ^i <m> j ");
  g_string_truncate (seen, 0);
  mw_condition_visit (condition, note, seen);
  g_assert_cmpstr (seen->str, ==, "a b <s> c s:d ");
  g_string_truncate (seen, 0);
  mw_expression_visit (list, note_depth, seen);
  g_assert_cmpstr (seen->str, ==, "a[].b[]:0 c:1 d:1 e:2 f:0 g:0 h:0 s:i:0 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expression/path", test_path);
  g_test_add_func ("/expression/kinds", test_kinds);
  g_test_add_func ("/expression/date", test_date);
  g_test_add_func ("/expression/calculate", test_calculate);
  g_test_add_func ("/expression/if", test_if);
  g_test_add_func ("/expression/bad", test_bad);
  g_test_add_func ("/expression/depth", test_depth);
  g_test_add_func ("/expression/visit", test_visit);
  return g_test_run ();
}
