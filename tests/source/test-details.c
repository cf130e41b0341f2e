/* test-details.c: records that are asked for one by one, and sets that are read for the records of another
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-read.h"

#define LIST                                                                                                 \
  "\"list\": {\"kind\": \"read\", \"path\": \"rows\", \"query\": {\"page\": \"{page}\"}, \"records\": "      \
  "\"items\"}, \"paging\": {\"style\": \"page\", \"size\": 2, \"order_fixed\": \"x\"}"
#define ROWS(detail) "\"rows\": {\"title\": \"acme.row\", \"key\": \"id\", " LIST ", \"detail\": " detail "}"
#define ONE(records) ROWS ("{\"request\": {\"kind\": \"read\", \"path\": \"rows/{record}\"" records "}}")
#define BATCH                                                                                                \
  ROWS ("{\"request\": {\"kind\": \"read\", \"path\": \"whole\", \"query\": {\"ids\": \"{records_csv}\"}, "  \
        "\"records\": \"value\"}, \"batch\": 2}")

static void
add_status_answer (Fixture *fixture, const char *what, guint status, const char *body)
{
  MwFixtureAnswer answer = { .status = status, .body = body };

  mw_fixture_server_add (fixture->server, what, &answer);
}

/* After each page its records; what is kept are theirs, byte for byte, in the order of the list. */
static void
test_one_by_one (void)
{
  Fixture fixture;
  g_autofree char *record = NULL;
  g_autofree char *columns = NULL;

  set_up_small (&fixture, "", ONE (", \"records\": \"order\""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":7},{\"id\":\"a/b\"}]}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":3,\"name\":\"listed\"}]}");
  add (&fixture, "GET /rows/7", "{\"order\":{\"id\":7, \"name\":\"seven\",\"total\":1.50}}");
  add (&fixture, "GET /rows/a%2Fb", "{\"order\":{\"id\":\"a/b\",\"name\":\"slash\"}}");
  add (&fixture, "GET /rows/3", "{\"order\":{\"id\":3,\"name\":\"three\"}}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "7,a/b,3");
  assert_column (&fixture, "name", "seven,slash,three");
  assert_targets (&fixture, "rows?page=1\nrows/7\nrows/a%2Fb\nrows?page=2\nrows/3\n");
  record = mw_test_sink_dup_raw (fixture.sink, "rows", 0);
  g_assert_cmpstr (record, ==, "{\"id\":7, \"name\":\"seven\",\"total\":1.50}");
  columns = mw_test_sink_dup_raw_columns (fixture.sink, "rows");
  g_assert_cmpstr (columns, ==, "id,name,total");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "");
  tear_down (&fixture);
}

/* The whole answer, or a list of one, is the record. */
static void
test_shapes (void)
{
  static const char *const answers[] = { "{\"id\":7,\"name\":\"seven\"}", "[{\"id\":7,\"name\":\"seven\"}]" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fixture fixture;

      set_up_small (&fixture, "", ONE (""));
      add (&fixture, "GET /rows", "{\"items\":[{\"id\":7}]}");
      add (&fixture, "GET /rows/7", answers[i]);
      read_entity (&fixture, "row_whole");
      g_assert_no_error (fixture.error);
      assert_column (&fixture, "name", "seven");
      tear_down (&fixture);
    }
}

/* One that is gone keeps what the list says of it; one without a key is not asked for. */
static void
test_missing (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", ONE (""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":7,\"name\":\"listed\"},{\"name\":\"keyless\"}]}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":8,\"name\":\"none\"}]}");
  add_status_answer (&fixture, "GET /base/rows/7", 404, "{\"error\":\"gone\"}");
  add (&fixture, "GET /rows/8", "[]");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "name", "listed,keyless,none");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "missing acme.row 2\n");
  tear_down (&fixture);
}

/* What is no answer about a record ends the read; pages before it stay. */
static void
test_failures (void)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { 500, "{}", MW_SOURCE_ERROR_SERVER },
    { 403, "{}", MW_SOURCE_ERROR_FORBIDDEN },
    { 401, "{}", MW_SOURCE_ERROR_SIGNED_OUT },
    { 200, "{\"order\":[{\"id\":8},{\"id\":9}]}", MW_SOURCE_ERROR_SHAPE },
    { 200, "{\"order\":7}", MW_SOURCE_ERROR_SHAPE },
    { 200, "{\"orders\":{}}", MW_SOURCE_ERROR_SHAPE },
    { 200, "{\"order\":{\"id\":8}", MW_SOURCE_ERROR_NOT_JSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;

      set_up_small (&fixture, "", ONE (", \"records\": \"order\""));
      add (&fixture, "GET /rows", "{\"items\":[{\"id\":1},{\"id\":2}]}");
      add (&fixture, "GET /rows", "{\"items\":[{\"id\":8}]}");
      add (&fixture, "GET /rows/1", "{\"order\":{\"id\":1}}");
      add (&fixture, "GET /rows/2", "{\"order\":{\"id\":2}}");
      add_status_answer (&fixture, "GET /base/rows/8", cases[i].status, cases[i].body);
      read_entity (&fixture, "row_whole");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, cases[i].code);
      assert_column (&fixture, "number", "1,2");
      tear_down (&fixture);
    }
}

/* A record that came before is not asked for again. */
static void
test_duplicates (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", ONE (""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":1},{\"id\":2}]}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":2}]}");
  add (&fixture, "GET /rows/1", "{\"id\":1}");
  add (&fixture, "GET /rows/2", "{\"id\":2}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2");
  assert_targets (&fixture, "rows?page=1\nrows/1\nrows/2\nrows?page=2\n");
  tear_down (&fixture);
}

static void
test_batch (void)
{
  Fixture fixture;

  set_up_small (
    &fixture, "",
    "\"rows\": {\"title\": \"acme.row\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": "
    "\"rows\", \"records\": \"items\"}, \"detail\": {\"request\": {\"kind\": \"read\", \"path\": "
    "\"whole\", \"query\": {\"ids\": \"{records_csv}\"}, \"records\": \"value\"}, \"batch\": 2}}");
  add (&fixture, "GET /rows",
       "{\"items\":[{\"id\":1},{\"id\":2,\"name\":\"listed\"},{\"id\":3},{\"id\":4},{\"id\":5}]}");
  /* In another order, with one that nobody asked for, one twice, and one missing. */
  add (&fixture, "GET /whole",
       "{\"value\":[{\"id\":9,\"name\":\"x\"},{\"id\":1,\"name\":\"one\"},{\"id\":1,\"name\":\"again\"}]}");
  add (&fixture, "GET /whole", "{\"value\":[{\"id\":4,\"name\":\"four\"},{\"id\":3,\"name\":\"three\"}]}");
  add (&fixture, "GET /whole", "{\"value\":[{\"id\":5,\"name\":\"five\"}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3,4,5");
  assert_column (&fixture, "name", "one,listed,three,four,five");
  assert_targets (&fixture, "rows\nwhole?ids=1%2C2\nwhole?ids=3%2C4\nwhole?ids=5\n");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "missing acme.row 1\n");
  tear_down (&fixture);

  /* Where even the address is not there, nothing is. */
  set_up_small (&fixture, "", BATCH);
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":1}]}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED);
  tear_down (&fixture);
}

/* The keys in a body: numbers as numbers, what is too large for one as it was sent. */
static void
test_keys_in_body (void)
{
  Fixture fixture;
  g_autoptr (MwFixtureRequest) request = NULL;
  gsize length;
  const char *body;

  set_up_small (
    &fixture, "",
    "\"rows\": {\"title\": \"acme.row\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": "
    "\"rows\", \"records\": \"items\"}, \"detail\": {\"request\": {\"kind\": \"search\", \"path\": "
    "\"read\", \"body\": {\"ids\": \"{records}\"}, \"records\": \"\"}, \"batch\": 10}}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":1},{\"id\":\"2\"},{\"id\":123456789012345678901}]}");
  add (&fixture, "POST /read", "[{\"id\":1},{\"id\":\"2\"},{\"id\":123456789012345678901}]");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,123456789012345678901");
  request = mw_fixture_server_dup_last (fixture.server, "/base/read");
  body = g_bytes_get_data (request->body, &length);
  g_assert_cmpmem (body, length, "{\"ids\":[1,\"2\",\"123456789012345678901\"]}",
                   strlen ("{\"ids\":[1,\"2\",\"123456789012345678901\"]}"));
  tear_down (&fixture);
}

#define PARTS                                                                                                \
  "\"parts\": {\"title\": \"parts\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": \"parts\", "  \
  "\"records\": \"items\"}}, "
#define STOCK(path, of)                                                                                      \
  PARTS "\"rows\": {\"title\": \"stock\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": \"" path \
        "\", \"query\": {\"page\": \"{page}\", \"of\": \"{parents_csv}\"}, \"records\": \"items\"}, "        \
        "\"paging\": {\"style\": \"page\", \"size\": 2, \"order_fixed\": \"x\"}, \"of\": {\"set\": "         \
        "\"parts\", \"key\": \"no\"" of "}}"

/* Once for each record of the other set, page by page. */
static void
test_of (void)
{
  Fixture fixture;

  set_up_small (&fixture, "",
                PARTS "\"rows\": {\"title\": \"stock\", \"key\": \"id\", \"list\": {\"kind\": \"read\", "
                      "\"path\": \"parts/{parent}/stock\", \"query\": {\"page\": \"{page}\"}, \"records\": "
                      "\"items\"}, \"paging\": {\"style\": \"page\", \"size\": 2, \"order_fixed\": \"x\"}, "
                      "\"of\": {\"set\": \"parts\", \"key\": \"no\"}}");
  add (&fixture, "GET /parts",
       "{\"items\":[{\"id\":1,\"no\":\"A\"},{\"id\":2,\"no\":\"B\"},{\"id\":3},{\"id\":4,\"no\":\"D\"}]}");
  add (&fixture, "GET /parts/A/stock", "{\"items\":[{\"id\":10},{\"id\":11}]}");
  add (&fixture, "GET /parts/A/stock", "{\"items\":[{\"id\":12}]}");
  add (&fixture, "GET /parts/B/stock", "{\"items\":[]}");
  add (&fixture, "GET /parts/D/stock", "{\"items\":[{\"id\":12},{\"id\":13}]}");
  add (&fixture, "GET /parts/D/stock", "{\"items\":[]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "10,11,12,13");
  assert_targets (&fixture, "parts\nparts/A/stock?page=1\nparts/A/stock?page=2\nparts/B/stock?page=1\n"
                            "parts/D/stock?page=1\nparts/D/stock?page=2\n");
  g_assert_cmpuint (mw_test_sink_get_n_raw (fixture.sink, "parts"), ==, 4);
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "duplicates stock 1\n");
  tear_down (&fixture);
}

/* Rows that do not say what they are of: the request, the key and the map know. */
static void
test_of_values (void)
{
  Fixture fixture;

  set_up_small_with (
    &fixture, "",
    PARTS
    "\"rows\": {\"title\": \"stock\", \"key\": {\"join\": [{\"const\": \"{parent}\"}, \"bin\"], \"with\": "
    "\"#\"}, \"list\": {\"kind\": \"read\", \"path\": \"stock\", \"query\": {\"part\": \"{parent}\", "
    "\"org\": "
    "\"{part_org}\"}, \"records\": \"items\"}, \"of\": {\"set\": \"parts\", \"key\": \"no\", \"values\": "
    "{\"part_org\": \"org\", \"part_name\": {\"first\": [\"name\", \"no\"]}}}}",
    "\"lookups\": [\"parts\"], \"map\": {\"number\": {\"join\": [{\"const\": \"{parent}\"}, \"bin\"], "
    "\"with\": \"/\"}, "
    "\"name\": {\"const\": \"{part_name}\"}, \"parent\": {\"lookup\": \"parts\", \"key\": {\"const\": "
    "\"{part_name}\"}, \"get\": \"uom\"}}");
  add (&fixture, "GET /parts",
       "{\"items\":[{\"id\":\"Bolt\",\"no\":\"A\",\"org\":\"N\",\"name\":\"Bolt\",\"uom\":\"EA\"},{\"id\":2,"
       "\"no\":\"B\"}]}");
  add (&fixture, "GET /stock", "{\"items\":[{\"bin\":1},{\"bin\":2}]}");
  add (&fixture, "GET /stock", "{\"items\":[{\"bin\":1},{\"bin\":1}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "parts\nstock?part=A&org=N\nstock?part=B\n");
  assert_column (&fixture, "number", "A/1,A/2,B/1");
  assert_column (&fixture, "name", "Bolt,Bolt,B");
  assert_column (&fixture, "parent", "EA,EA,-");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "duplicates stock 1\n");
  tear_down (&fixture);
}

static void
test_of_batch (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", STOCK ("stock", ", \"batch\": 2"));
  add (&fixture, "GET /parts", "{\"items\":[{\"no\":\"A\"},{\"no\":\"B\"},{\"no\":\"C\"}]}");
  add (&fixture, "GET /stock", "{\"items\":[{\"id\":10}]}");
  add (&fixture, "GET /stock", "{\"items\":[{\"id\":11}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "10,11");
  assert_targets (&fixture, "parts\nstock?page=1&of=A%2CB\nstock?page=1&of=C\n");
  tear_down (&fixture);
}

static void
test_of_nothing (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", STOCK ("stock", ", \"batch\": 2"));
  add (&fixture, "GET /parts", "{\"items\":[]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "parts\n");
  tear_down (&fixture);

  /* A set that is read for what cannot be read cannot be read. */
  set_up_small (&fixture, "", STOCK ("stock", ", \"batch\": 2"));
  add_status_answer (&fixture, "GET /base/parts", 403, "{}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  tear_down (&fixture);
}

/* The other set is looked into too: read once, and what cannot be read of it is missed by both. */
static void
test_of_lookup (void)
{
  static const char entity[] = "\"lookups\": [\"parts\"], \"map\": {\"number\": \"id\", \"name\": "
                               "{\"lookup\": \"parts\", \"key\": \"part\", \"get\": \"name\"}}";
  Fixture fixture;

  set_up_small_with (&fixture, "", STOCK ("stock", ", \"batch\": 2"), entity);
  add (&fixture, "GET /parts", "{\"items\":[{\"id\":1,\"no\":\"A\",\"name\":\"Bolt\"}]}");
  add (&fixture, "GET /stock", "{\"items\":[{\"id\":10,\"part\":1}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "name", "Bolt");
  assert_targets (&fixture, "parts\nstock?page=1&of=A\n");
  tear_down (&fixture);

  set_up_small_with (&fixture, "", STOCK ("stock", ", \"batch\": 2"), entity);
  add_status_answer (&fixture, "GET /base/parts", 403, "{}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  assert_targets (&fixture, "parts\n");
  tear_down (&fixture);
}

static DexFuture *
question_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, "row_whole");

  fixture->found = dex_await_int64 (mw_source_probe (fixture->source, entity), &fixture->error) != 0;
  if (fixture->error == NULL)
    fixture->count = dex_await_int64 (mw_source_count (fixture->source, entity), &fixture->error);
  return dex_future_new_true ();
}

static void
test_of_questions (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", STOCK ("stock", ", \"batch\": 2"));
  add (&fixture, "GET /parts", "{\"items\":[{\"no\":\"A\"}]}");
  mw_test_run_fiber (question_fiber, &fixture);
  g_assert_no_error (fixture.error);
  g_assert_true (fixture.found);
  g_assert_cmpint (fixture.count, ==, -1);
  assert_targets (&fixture, "parts\n");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/details/one-by-one", test_one_by_one);
  g_test_add_func ("/details/shapes", test_shapes);
  g_test_add_func ("/details/missing", test_missing);
  g_test_add_func ("/details/failures", test_failures);
  g_test_add_func ("/details/duplicates", test_duplicates);
  g_test_add_func ("/details/batch", test_batch);
  g_test_add_func ("/details/keys-in-body", test_keys_in_body);
  g_test_add_func ("/details/of", test_of);
  g_test_add_func ("/details/of-values", test_of_values);
  g_test_add_func ("/details/of-batch", test_of_batch);
  g_test_add_func ("/details/of-nothing", test_of_nothing);
  g_test_add_func ("/details/of-lookup", test_of_lookup);
  g_test_add_func ("/details/of-questions", test_of_questions);
  return g_test_run ();
}
