/* test-expressions.c: expressions one by one, each with what it should refuse
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-evaluation.h"
#include "mw-record-pivot.h"
#include "mw-test-bench.h"

typedef struct
{
  const char *expression;
  const char *record;
  const char *text;     /* NULL: null */
  gboolean has_problem; /* and the text that was sent, or nothing */
} Case;

static void
check (const Case *cases, gsize n_cases, const MwJsonDialect *dialect)
{
  MwTestBench *bench = mw_test_bench_new ();
  MwVariant variant = *bench->variant;
  g_autoptr (MwScratch) scratch = mw_scratch_new ();
  g_autoptr (MwVariables) places = mw_variables_new (NULL);

  mw_variables_set_text (places, "language", "de");
  mw_variables_set_text (places, "zone", "Europe/Berlin");
  mw_variables_set_text (places, "company", "Ä & B");
  variant.dialect = *dialect;
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (cases[i].expression, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MwExpression) expression = mw_expression_parse (node, "map", &error);
      g_autoptr (MwJson) record = mw_json_parse (cases[i].record, strlen (cases[i].record), NULL);
      MwEvaluation evaluation = {
        .system = bench->system,
        .variant = &variant,
        .address = "https://erp.example.com",
        .scratch = scratch,
        .places = places,
        .record = mw_json_get_root (record),
      };
      MwSlice text;

      g_test_message ("%s of %s", cases[i].expression, cases[i].record);
      g_assert_no_error (error);
      text = mw_evaluation_get_text (&evaluation, expression, FALSE);
      g_assert_cmpstr (text.text, ==, cases[i].text);
      if (text.text != NULL)
        g_assert_cmpuint (text.length, ==, strlen (text.text));
      g_assert_cmpint (evaluation.problem != NULL, ==, cases[i].has_problem);
      g_assert_true (evaluation.record == mw_json_get_root (record));
      g_assert_null (evaluation.holder);
      mw_scratch_reset (scratch);
    }
  mw_test_bench_free (bench);
}

#define CHECK(cases) check (cases, G_N_ELEMENTS (cases), &(const MwJsonDialect) { NULL })

static void
test_pick (void)
{
#define TITLE(rest)                                                                                          \
  "{\"pick\": \"titles\", \"where\": \"lang\", \"is\": [\"{language}\", \"EN\"], " rest "\"get\": \"text\"}"
  static const Case cases[] = {
    { TITLE (""),
      "{\"titles\": [{\"lang\": \"EN\", \"text\": \"Bolt\"}, {\"lang\": \"de\", \"text\": \"Bolzen\"}]}",
      "Bolzen" },
    { TITLE (""),
      "{\"titles\": [{\"lang\": \"FR\", \"text\": \"Boulon\"}, {\"lang\": \"EN\", \"text\": \"Bolt\"}]}",
      "Bolt" },
    { TITLE (""), "{\"titles\": [{\"lang\": \"FR\", \"text\": \"Boulon\"}]}", NULL },
    { TITLE (""), "{\"titles\": [{\"lang\": \"DEU\"}, {\"lang\": \"DE\", \"text\": \"Bolzen\"}]}", "Bolzen" },
    { TITLE ("\"any\": true, "),
      "{\"titles\": [{\"lang\": \"FR\", \"text\": \"Boulon\"}, {\"lang\": \"IT\"}]}", "Boulon" },
    { TITLE ("\"any\": true, "), "{\"titles\": []}", NULL },
    { TITLE ("\"any\": true, "), "{\"titles\": {\"lang\": \"de\"}}", NULL },
    { TITLE ("\"any\": true, "), "{\"titles\": [7, {\"lang\": \"de\", \"text\": \"Bolzen\"}]}", "Bolzen" },
    { TITLE ("\"any\": true, "), "[]", NULL },
    /* Not in the language of the connection when that has none. */
    { "{\"pick\": \"t\", \"where\": \"l\", \"is\": [\"{nothing}\", \"1\"], \"get\": \"x\"}",
      "{\"t\": [{\"l\": \"\", \"x\": \"a\"}, {\"l\": 1, \"x\": \"b\"}]}", "b" },
    /* The record around the list is the parent of its elements. */
    { "{\"pick\": \"t\", \"any\": true, \"get\": {\"join\": [\"x\", {\"parent\": \"id\"}], \"with\": \"/\"}}",
      "{\"id\": 5, \"t\": [{\"x\": \"a\"}]}", "a/5" },
  };

  CHECK (cases);
}

static void
test_folds (void)
{
#define ORDER                                                                                                \
  "{\"id\": 1, \"items\": ["                                                                                 \
  "{\"deleted\": \"\", \"qty\": 2, \"price\": \"10.50\", \"per\": 1, \"lines\": [{\"day\": \"2026-03-01\", " \
  "\"q\": 1}, {\"day\": \"2026-02-01\", \"q\": 2}]}, "                                                       \
  "{\"deleted\": \"L\", \"qty\": 100, \"price\": \"1\", \"per\": 1, \"lines\": [{\"day\": \"2026-01-01\", "  \
  "\"q\": 4}]}, "                                                                                            \
  "{\"deleted\": \"\", \"qty\": 3, \"price\": \"1.00\", \"per\": 2}]}"
#define PRICED                                                                                               \
  "{\"calculate\": \"divide\", \"of\": [{\"calculate\": \"multiply\", \"of\": [\"qty\", \"price\"]}, "       \
  "\"per\"]}"
  static const Case cases[] = {
    { "{\"min\": \"items[].lines[].day\"}", ORDER, "2026-01-01" },
    { "{\"max\": \"items[].lines[].day\"}", ORDER, "2026-03-01" },
    { "{\"sum\": \"items[].lines[].q\"}", ORDER, "7" },
    { "{\"sum\": \"items[]\", \"of\": " PRICED "}", ORDER, "122.50" },
    { "{\"sum\": \"items[]\", \"of\": " PRICED
      ", \"where\": {\"not\": {\"of\": \"deleted\", \"is\": [\"L\"]}}}",
      ORDER, "22.50" },
    { "{\"sum\": \"items[]\", \"of\": " PRICED ", \"where\": \"items[].deleted\", \"is\": [\"L\"]}", ORDER,
      "100" },
    { "{\"min\": \"items[].lines[].day\", \"where\": {\"of\": \"q\", \"at_least\": {\"const\": \"2\"}}}",
      ORDER, "2026-01-01" },
    { "{\"min\": \"items[].lines[].day\", \"where\": \"items[].deleted\", \"is\": [\"L\"]}", ORDER,
      "2026-01-01" },
    { "{\"max\": \"items[].lines[].q\", \"where\": \"items[].lines[].day\", \"is\": [\"2026-02-01\"]}", ORDER,
      "2" },
    { "{\"max\": \"items[]\", \"of\": {\"sum\": \"lines[].q\"}}", ORDER, "4" },
    { "{\"max\": \"items[].lines[]\", \"of\": {\"calculate\": \"multiply\", \"of\": [\"q\", {\"parent\": "
      "\"id\"}]}}",
      ORDER, "4" },
    { "{\"count\": \"items\"}", ORDER, "3" },
    { "{\"count\": \"items\", \"where\": {\"of\": \"qty\", \"less_than\": {\"const\": \"50\"}}}", ORDER,
      "2" },
    { "{\"count\": \"items\", \"where\": \"items[].deleted\", \"is\": [\"L\"]}", ORDER, "1" },
    { "{\"count\": \"items\", \"where\": {\"of\": \"deleted\", \"is\": [\"X\"]}}", ORDER, "0" },
    { "{\"count\": \"things\", \"where\": {\"of\": \"deleted\", \"is\": [\"X\"]}}", ORDER, NULL },
    { "{\"sum\": \"items[]\", \"of\": \"deleted\"}", ORDER, NULL, TRUE },
    { "{\"sum\": \"items[]\", \"of\": {\"calculate\": \"divide\", \"of\": [\"qty\", \"zero\"]}}",
      "{\"items\": [{\"qty\": 1, \"zero\": 0}]}", NULL, TRUE },
    { "{\"sum\": \"items[].x\"}", "{\"items\": 7}", NULL },
    { "{\"sum\": \"items[].x[].y\"}", "{\"items\": [{\"x\": {\"y\": 1}}, 5, null, []]}", NULL },
    /* Dates are compared as what they are, however they are written. */
    { "{\"day\": {\"min\": \"d[]\"}}", "{\"d\": [\"/Date(1767225600000)/\", \"/Date(946684800000)/\"]}",
      "2000-01-01" },
    { "{\"min\": \"d[]\"}", "{\"d\": [\"2026-01-02T01:00:00+02:00\", \"2026-01-01T23:30:00Z\"]}",
      "2026-01-02T01:00:00+02:00" },
    { "{\"max\": \"d[]\"}", "{\"d\": [\"9\", \"10\", \"8.5\"]}", "10" },
    { "{\"max\": \"d[]\"}", "{\"d\": [\"b\", \"a10\", \"a9\"]}", "b" },
    { "{\"max\": \"d[]\", \"of\": \"\"}", "{\"d\": [3, 20, 1]}", "20" },
  };

  CHECK (cases);
}

static void
test_join (void)
{
  static const Case cases[] = {
    { "{\"join\": \"who[].name\", \"with\": \", \"}", "{\"who\": [{\"name\": \"A\"}, {}, {\"name\": \"B\"}]}",
      "A, B" },
    { "{\"join\": \"who[]\", \"of\": {\"first\": [\"nick\", \"name\"]}, \"with\": \"; \"}",
      "{\"who\": [{\"name\": \"A\"}, {\"nick\": \"b\", \"name\": \"B\"}]}", "A; b" },
    { "{\"join\": \"who[]\", \"of\": \"name\", \"with\": \",\", \"where\": {\"of\": \"on\", \"is\": "
      "[\"true\"]}}",
      "{\"who\": [{\"name\": \"A\", \"on\": false}, {\"name\": \"B\", \"on\": true}]}", "B" },
    { "{\"join\": \"who[].name\", \"with\": \", \"}", "{\"who\": []}", NULL },
    { "{\"join\": \"who[]\", \"with\": \"\"}", "{\"who\": [\"a\", 1.50, true]}", "a1.50true" },
    { "{\"join\": \"who[]\", \"with\": \"\"}", "{\"who\": \"a\"}", NULL },
  };

  CHECK (cases);
}

static void
test_encoded (void)
{
  static const Case cases[] = {
    { "{\"encoded\": \"no\"}", "{\"no\": \"PO 7/1&x='ä'#%\"}", "PO%207%2F1%26x%3D%27%C3%A4%27%23%25" },
    { "{\"encoded\": \"no\"}", "{\"no\": 12.50}", "12.50" },
    { "{\"encoded\": \"no\"}", "{\"no\": null}", NULL },
    { "{\"encoded\": {\"const\": \"a b\"}}", "{}", "a%20b" },
  };

  CHECK (cases);
}

static void
test_custom (void)
{
#define PAIRS "{\"custom_pairs\": \"values\", \"name\": \"field.label\", \"value\": \"value\"}"
  static const Case cases[] = {
    { "{\"custom_of\": \"extra\"}", "{\"extra\": {\"a\": 1.50, \"b\": null, \"c\": \"x\\\"y\", \"d\": [1]}}",
      "[{\"key\":\"a\",\"value\":1.50},{\"key\":\"c\",\"value\":\"x\\\"y\"},{\"key\":\"d\",\"value\":[1]}]" },
    { "{\"custom_of\": \"extra\"}", "{\"extra\": {}}", NULL },
    { "{\"custom_of\": \"extra\"}", "{\"extra\": [1]}", NULL },
    { "{\"custom_of\": \"extra\"}", "{}", NULL },
    { PAIRS,
      "{\"values\": [{\"field\": {\"label\": \"Colour\"}, \"value\": \"red\"}, {\"field\": {}, \"value\": "
      "1}, "
      "{\"field\": {\"label\": \"Empty\"}, \"value\": null}, {\"field\": {\"label\": 7}, \"value\": true}, "
      "3]}",
      "[{\"key\":\"Colour\",\"value\":\"red\"},{\"key\":\"7\",\"value\":true}]" },
    { PAIRS, "{\"values\": {\"field\": {\"label\": \"Colour\"}, \"value\": \"red\"}}", NULL },
    { "{\"custom\": [\"x_\"]}", "{\"x_a\": 1, \"y\": 2}", "[{\"key\":\"x_a\",\"value\":1}]" },
    /* What the system calls null is no value here either. */
    { "{\"custom\": [\"x_\"]}", "{\"x_a\": \"\", \"x_b\": \"b\", \"x_c\": \"0001-01-01\"}",
      "[{\"key\":\"x_b\",\"value\":\"b\"}]" },
    { "{\"custom\": [\"x_\"]}", "{\"x_a\": \"\"}", NULL },
  };

  CHECK (cases);
}

static void
test_trim (void)
{
  static const Case cases[] = {
    { "{\"trim\": \"a\"}", "{\"a\": \"  x y \\n\"}", "x y" },
    { "{\"trim\": \"a\"}", "{\"a\": \"   \"}", NULL },
    { "{\"trim\": \"a\", \"leading\": \"0\"}", "{\"a\": \"0000010042\"}", "10042" },
    { "{\"trim\": \"a\", \"leading\": \"0\"}", "{\"a\": \" 00A0 \"}", "A0" },
    { "{\"trim\": \"a\", \"leading\": \"0\"}", "{\"a\": \"0000000000\"}", NULL },
    { "{\"trim\": \"a\", \"leading\": \"0\"}", "{\"a\": 42}", "42" },
    { "{\"trim\": \"a\"}", "{}", NULL },
  };

  CHECK (cases);
}

static void
test_number (void)
{
#define GERMAN  "{\"number\": \"a\", \"decimal\": \",\", \"group\": \".\"}"
#define FRENCH  "{\"number\": \"a\", \"decimal\": \",\", \"group\": \" \"}"
#define ENGLISH "{\"number\": \"a\", \"decimal\": \".\", \"group\": \",\"}"
  static const Case cases[] = {
    { GERMAN, "{\"a\": \"1.234.567,50\"}", "1234567.50" },
    { GERMAN, "{\"a\": \"-0,5\"}", "-0.5" },
    { GERMAN, "{\"a\": \" 12,00- \"}", "-12.00" },
    { GERMAN, "{\"a\": \"1.234\"}", "1234" },
    { FRENCH, "{\"a\": \"1\u202f234\u00a0567,5\"}", "1234567.5" },
    { ENGLISH, "{\"a\": \"1,234.50\"}", "1234.50" },
    { "{\"number\": \"a\", \"decimal\": \".\"}", "{\"a\": \"0.10\"}", "0.10" },
    { GERMAN, "{}", NULL },
    /* Not guessed */
    { GERMAN, "{\"a\": \"1.234,50 EUR\"}", "1.234,50 EUR", TRUE },
    { GERMAN, "{\"a\": \"1,2,3\"}", "1,2,3", TRUE },
    { GERMAN, "{\"a\": \"1,234.50\"}", "1,234.50", TRUE },
    { GERMAN, "{\"a\": \"--1\"}", "--1", TRUE },
    { GERMAN, "{\"a\": \"-1-\"}", "-1-", TRUE },
    { GERMAN, "{\"a\": \"-\"}", "-", TRUE },
    { GERMAN, "{\"a\": \"many\"}", "many", TRUE },
    { "{\"number\": \"a\", \"decimal\": \".\"}", "{\"a\": \"1,234.50\"}", "1,234.50", TRUE },
  };

  CHECK (cases);
}

static void
test_dates (void)
{
#define STAMP                                                                                                \
  "{\"instant\": {\"join\": [\"day\", {\"clock\": \"time\"}], \"with\": \"T\"}, \"zone\": \"{zone}\"}"
  static const Case cases[] = {
    { STAMP, "{\"day\": \"2026-07-01\", \"time\": \"103000\"}", "2026-07-01T08:30:00Z" },
    { STAMP, "{\"day\": \"2026-01-01\", \"time\": \"PT10H30M00S\"}", "2026-01-01T09:30:00Z" },
    { STAMP, "{\"day\": \"2026-01-01\", \"time\": 930}", "2026-01-01T08:30:00Z" },
    { STAMP, "{\"day\": \"2026-01-01\"}", "2026-01-01" },
    { "{\"instant\": \"a\", \"zone\": \"{nothing}\"}", "{\"a\": \"2026-01-01 10:00:00\"}",
      "2026-01-01T10:00:00" },
    { "{\"clock\": \"a\"}", "{\"a\": \"10:30\"}", "10:30:00" },
    { "{\"clock\": \"a\"}", "{}", NULL },
    { "{\"clock\": \"a\"}", "{\"a\": \"half past nine\"}", "half past nine", TRUE },
    { "{\"clock\": \"a\"}", "{\"a\": 2460}", "2460", TRUE },
    { STAMP, "{\"day\": \"2026-01-01\", \"time\": \"25:00\"}", "2026-01-01T25:00", TRUE },
  };

  CHECK (cases);
}

static void
test_places (void)
{
  static const Case cases[] = {
    { "{\"const\": \"{url}/{company}?x=1\"}", "{}", "https://erp.example.com/%C3%84%20%26%20B?x=1" },
    { "{\"const\": \"https://{language}.example.com\"}", "{}", "https://de.example.com" },
    { "{\"const\": \"in {company}\"}", "{}", "in Ä & B" },
    { "{\"const\": \"{nothing} here\"}", "{}", NULL },
    { "{\"const\": \"{ no place }\"}", "{}", "{ no place }" },
  };

  CHECK (cases);
}

static void
test_default (void)
{
  static const Case cases[] = {
    { "{\"enum\": \"states\", \"of\": \"a\"}", "{\"a\": \"WHATEVER\"}", "open" },
    { "{\"enum\": \"states\", \"of\": \"a\"}", "{\"a\": \"done\"}", "closed" },
    { "{\"enum\": \"states\", \"of\": \"a\"}", "{\"a\": null}", "unknown" },
    { "{\"map\": \"states\", \"of\": \"a\"}", "{\"a\": \"WHATEVER\"}", "open" },
    { "{\"map\": \"states\", \"of\": \"a\"}", "{}", NULL },
    { "{\"enum\": \"state\", \"of\": \"a\"}", "{\"a\": \"WHATEVER\"}", "other" },
  };

  CHECK (cases);
}

static void
test_odata (void)
{
#define V2                                                                                                   \
  "{\"__metadata\": {\"uri\": \"x\"}, \"to_Supplier\": {\"__deferred\": {\"uri\": \"y\"}}, "                 \
  "\"to_Item\": {\"results\": [{\"n\": 10, \"to_Line\": {\"results\": [{\"q\": 1}, {\"q\": 2}], "            \
  "\"__count\": \"2\"}}, "                                                                                   \
  "{\"n\": 20, \"to_Line\": {\"__deferred\": {}}}, {\"n\": 30, \"to_Line\": {\"results\": []}}]}, "          \
  "\"results\": {\"results\": 7}}"
  static const MwJsonDialect dialect = { .odata = TRUE };
  static const Case cases[] = {
    { "{\"sum\": \"to_Item[].to_Line[].q\"}", V2, "3" },
    { "{\"sum\": \"to_Item.results[].to_Line.results[].q\"}", V2, "3" },
    { "{\"count\": \"to_Item\"}", V2, "3" },
    { "{\"count\": \"to_Item\", \"where\": {\"of\": {\"count\": \"to_Line\"}, \"is\": [\"2\"]}}", V2, "1" },
    { "\"to_Item[1].n\"", V2, "20" },
    { "{\"pick\": \"to_Item\", \"where\": \"n\", \"is\": [\"30\"], \"get\": {\"json\": \"to_Line\"}}", V2,
      "[]" },
    { "\"to_Supplier\"", V2, NULL },
    { "\"to_Supplier.name\"", V2, NULL },
    { "{\"json\": \"to_Supplier\"}", V2, NULL },
    /* A member that is called so by chance is what it is. */
    { "\"results.results\"", V2, "7" },
    { "{\"count\": \"a\"}", "{\"a\": {\"results\": [1], \"other\": 2}}", NULL },
    { "\"a.results[0]\"", "{\"a\": {\"results\": [1], \"other\": 2}}", "1" },
  };

  check (cases, G_N_ELEMENTS (cases), &dialect);
}

static void
test_value_objects (void)
{
  static const MwJsonDialect dialect = { .value_objects = TRUE };
  static const Case cases[] = {
    { "\"a\"", "{\"a\": {\"value\": \"x\"}}", "x" },
    { "\"a\"", "{\"a\": {\"value\": \"1\", \"display_value\": \"One\", \"link\": \"y\"}}", "1" },
    { "\"a.display_value\"", "{\"a\": {\"value\": \"1\", \"display_value\": \"One\"}}", "One" },
    { "\"a.value\"", "{\"a\": {\"value\": 1.50}}", "1.50" },
    { "\"a\"", "{\"a\": {\"value\": null}}", NULL },
    { "\"a\"", "{\"a\": {}}", "{}" },
    { "\"a\"", "{\"a\": {\"value\": 1, \"unit\": \"kg\"}}", "{\"value\":1,\"unit\":\"kg\"}" },
    { "{\"sum\": \"lines[].amount\"}",
      "{\"lines\": [{\"amount\": {\"value\": 1.5}}, {\"amount\": {\"value\": 2}}]}", "3.5" },
    { "{\"custom_of\": \"c\"}", "{\"c\": {\"a\": {\"value\": 1}, \"b\": {\"value\": null}}}",
      "[{\"key\":\"a\",\"value\":1}]" },
  };

  check (cases, G_N_ELEMENTS (cases), &dialect);
}

/* The pairs of a list become members, behind those that the record has itself. */
static void
test_pivot (void)
{
  static const struct
  {
    const char *record, *pivoted;
  } cases[] = {
    { "{\"id\":1,\"f\":[{\"n\":\"a\",\"v\":{\"x\":\"A\"}},{\"n\":\"b\",\"v\":{\"x\":[1,{\"y\":2.50}]}}]}",
      "{\"id\":1,\"f\":[{\"n\":\"a\",\"v\":{\"x\":\"A\"}},{\"n\":\"b\",\"v\":{\"x\":[1,{\"y\":2.50}]}}],"
      "\"a\":\"A\",\"b\":[1,{\"y\":2.50}]}" },
    { "{\"f\":[{\"n\":\"\",\"v\":{\"x\":1}},{\"n\":7,\"v\":{\"x\":1}},{\"n\":\"a\"},{\"n\":\"b\",\"v\":{"
      "\"x\":null}},3,null]}",
      "{\"f\":[{\"n\":\"\",\"v\":{\"x\":1}},{\"n\":7,\"v\":{\"x\":1}},{\"n\":\"a\"},{\"n\":\"b\",\"v\":{"
      "\"x\":null}},3,null],"
      "\"b\":null}" },
    { "{\"f\":[]}", "{\"f\":[]}" },
    { "{\"f\":{}}", "{\"f\":{}}" },
    { "{}", "{}" },
    { "[1]", "[1]" },
    { "\"x\"", "\"x\"" },
  };
  MwPivot pivot = {
    .list = mw_json_path_parse ("f", NULL),
    .name = mw_json_path_parse ("n", NULL),
    .value = mw_json_path_parse ("v.x", NULL),
  };
  g_autoptr (MwScratch) scratch = mw_scratch_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwJson) json = mw_json_parse (cases[i].record, strlen (cases[i].record), NULL);
      yyjson_val *record = mw_record_pivot (mw_json_get_root (json), &pivot, NULL, scratch);
      g_autofree char *text = yyjson_val_write (record, YYJSON_WRITE_NOFLAG, NULL);

      g_assert_cmpstr (text, ==, cases[i].pivoted);
    }
  mw_json_path_free (pivot.list);
  mw_json_path_free (pivot.name);
  mw_json_path_free (pivot.value);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expressions/pick", test_pick);
  g_test_add_func ("/expressions/folds", test_folds);
  g_test_add_func ("/expressions/join", test_join);
  g_test_add_func ("/expressions/encoded", test_encoded);
  g_test_add_func ("/expressions/custom", test_custom);
  g_test_add_func ("/expressions/trim", test_trim);
  g_test_add_func ("/expressions/number", test_number);
  g_test_add_func ("/expressions/dates", test_dates);
  g_test_add_func ("/expressions/places", test_places);
  g_test_add_func ("/expressions/default", test_default);
  g_test_add_func ("/expressions/odata", test_odata);
  g_test_add_func ("/expressions/value-objects", test_value_objects);
  g_test_add_func ("/expressions/pivot", test_pivot);
  return g_test_run ();
}
