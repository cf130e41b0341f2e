/* test-beside.c: entities whose rows are made of the records that are read for another one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-beside.h"
#include "mw-test-read.h"

/* Remembers the rows of every entity. */
#define TEST_TYPE_SINK (test_sink_get_type ())
G_DECLARE_FINAL_TYPE (TestSink, test_sink, TEST, SINK, GObject)

struct _TestSink
{
  GObject parent_instance;
  GString *said;
};

static void
begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
  g_string_append_printf (TEST_SINK (sink)->said, "%s %" G_GINT64_FORMAT "\n", mw_entity_get_id (entity),
                          expected);
}

static guint
begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  return 0;
}

static void
raw_page (MwSink *sink, guint set, const MwRawPage *page)
{
}

static void
rows (MwSink *sink, MwEntity *entity, MwChunk *chunk)
{
  GString *said = TEST_SINK (sink)->said;

  g_string_append (said, mw_entity_get_id (entity));
  for (guint i = 0; i < mw_chunk_get_n_rows (chunk); i++)
    {
      const MwRowOrigin *origin = mw_chunk_get_origin (chunk, i);

      g_string_append_printf (said, " %s@%u.%d", mw_chunk_get_cell (chunk, i, 0, NULL), origin->record,
                              origin->child);
    }
  g_string_append_c (said, '\n');
}

static void
notice (MwSink *sink, MwEntity *entity, const MwNotice *what)
{
}

static void
sink_init (MwSinkInterface *iface)
{
  iface->begin = begin;
  iface->begin_set = begin_set;
  iface->raw_page = raw_page;
  iface->rows = rows;
  iface->notice = notice;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSink,
                               test_sink,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, sink_init))

static void
test_sink_finalize (GObject *object)
{
  g_string_free (TEST_SINK (object)->said, TRUE);
  G_OBJECT_CLASS (test_sink_parent_class)->finalize (object);
}

static void
test_sink_class_init (TestSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_sink_finalize;
}

static void
test_sink_init (TestSink *self)
{
  self->said = g_string_new (NULL);
}

#define SYSTEM                                                                                               \
  "{\"format\": 1, \"revision\": 1, \"id\": \"small\", \"name\": \"Small\", \"vendor\": \"Nobody\", "        \
  "\"category\": "                                                                                           \
  "[\"erp\"], \"summary\": \"Two entities of one list\", \"address\": {\"field\": \"url\"}, \"form\": "      \
  "[{\"id\": "                                                                                               \
  "\"url\", \"kind\": \"url\", \"label\": \"Address\"}, {\"id\": \"key\", \"kind\": \"secret\", \"label\": " \
  "\"Key\"}], "                                                                                              \
  "\"sign_in\": [{\"id\": \"key\", \"title\": \"Key\", \"kind\": \"headers\", \"fields\": [\"key\"], "       \
  "\"headers\": "                                                                                            \
  "{\"Authorization\": \"Bearer {key}\"}}], \"variants\": [{\"id\": \"main\", \"sign_in\": [\"key\"], "      \
  "\"filter\": {\"kind\": \"text\", \"join\": \" and \"}}], \"sets\": {"                                     \
  "\"orders\": {\"title\": \"orders\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": "           \
  "\"orders\", \"query\": "                                                                                  \
  "{\"page\": \"{page}\", \"filter\": \"{filter}\"}, \"records\": \"data\"}, \"paging\": {\"style\": "       \
  "\"page\", \"size\": 2, "                                                                                  \
  "\"order_fixed\": \"https://erp.example.com\"}}, "                                                         \
  "\"asked\": {\"title\": \"asked\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": \"asked\", "  \
  "\"query\": "                                                                                              \
  "{\"fields\": \"{fields_csv}\"}, \"records\": \"data\"}}, "                                                \
  "\"others\": {\"title\": \"others\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": "           \
  "\"others\", "                                                                                             \
  "\"records\": \"data\"}}}, \"entities\": {"                                                                \
  "\"row_whole\": {\"set\": \"orders\", \"map\": {\"number\": \"id\"}}, "                                    \
  "\"line\": {\"set\": \"orders\", \"each\": \"lines\", \"map\": {\"number\": \"n\"}}, "                     \
  "\"row_link\": {\"set\": \"orders\", \"lookups\": [\"others\"], \"map\": {\"number\": {\"lookup\": "       \
  "\"others\", "                                                                                             \
  "\"key\": \"id\", \"get\": \"id\"}}}, "                                                                    \
  "\"row_page\": {\"set\": \"asked\", \"map\": {\"number\": \"id\"}}, "                                      \
  "\"row_last\": {\"set\": \"asked\", \"map\": {\"number\": \"id\"}}}, \"evidence\": [{\"kind\": "           \
  "\"general\"}]}"

static DexFuture *
read_both_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, fixture->entity);
  TestSink *sink = g_object_get_data (G_OBJECT (fixture->source), "sink");

  dex_await (mw_source_read (fixture->source, entity, MW_SINK (sink)), &fixture->error);
  return dex_future_new_true ();
}

static void
read_into (Fixture *fixture, TestSink *sink, const char *entity)
{
  fixture->entity = entity;
  g_object_set_data (G_OBJECT (fixture->source), "sink", sink);
  mw_test_run_fiber (read_both_fiber, fixture);
}

static gboolean
is_possible (Fixture *fixture, const char *entity, const char *other)
{
  return mw_beside_is_possible (fixture->bench->system, fixture->bench->variant,
                                mw_test_bench_find_entity (fixture->bench, entity),
                                mw_test_bench_find_entity (fixture->bench, other));
}

static void
test_possible (void)
{
  Fixture fixture;

  set_up_bench (&fixture, mw_test_bench_new_for (SYSTEM), "key", FALSE);
  g_assert_true (is_possible (&fixture, "row_whole", "line"));
  g_assert_true (is_possible (&fixture, "line", "row_whole"));
  g_assert_true (is_possible (&fixture, "row_link", "line"));
  g_assert_false (is_possible (&fixture, "row_whole", "row_whole"));
  /* It would look into a set that is not read. */
  g_assert_false (is_possible (&fixture, "row_whole", "row_link"));
  /* Records of another list, or with the fields of the one entity only. */
  g_assert_false (is_possible (&fixture, "row_whole", "row_page"));
  g_assert_false (is_possible (&fixture, "row_page", "row_last"));
  g_assert_false (is_possible (&fixture, "row_whole", "thing"));
  tear_down (&fixture);
}

static void
test_read (void)
{
  Fixture fixture;
  g_autoptr (TestSink) sink = g_object_new (TEST_TYPE_SINK, NULL);

  set_up_bench (&fixture, mw_test_bench_new_for (SYSTEM), "key", FALSE);
  mw_source_add_beside (fixture.source, mw_test_bench_find_entity (fixture.bench, "line"));
  mw_source_add_beside (fixture.source, mw_test_bench_find_entity (fixture.bench, "row_page"));
  add (&fixture, "GET /orders", "{\"data\":[{\"id\":1,\"lines\":[{\"n\":10},{\"n\":20}]},{\"id\":2}]}");
  add (&fixture, "GET /orders", "{\"data\":[{\"id\":3,\"lines\":[{\"n\":30}]}]}");
  read_into (&fixture, sink, "row_whole");
  g_assert_no_error (fixture.error);
  g_assert_cmpstr (sink->said->str, ==,
                   "row_whole -1\nline -1\n"
                   "row_whole 1@0.-1 2@1.-1\nline 10@0.0 20@0.1\n"
                   "row_whole 3@2.-1\nline 30@2.0\n"
                   "row_whole 3\nline 3\n");
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, 2);
  tear_down (&fixture);
}

/* Nothing of a page that cannot be read becomes a row of either. */
static void
test_failure (void)
{
  Fixture fixture;
  g_autoptr (TestSink) sink = g_object_new (TEST_TYPE_SINK, NULL);

  set_up_bench (&fixture, mw_test_bench_new_for (SYSTEM), "key", FALSE);
  mw_source_add_beside (fixture.source, mw_test_bench_find_entity (fixture.bench, "line"));
  add (&fixture, "GET /orders", "{\"data\":[{\"id\":1,\"lines\":[{\"n\":10}]},{\"id\":2}]}");
  add (&fixture, "GET /orders", "{\"data\":[{\"id\":3,\"lines\":[{\"n\":30}]},{]}");
  read_into (&fixture, sink, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_JSON);
  g_assert_cmpstr (sink->said->str, ==,
                   "row_whole -1\nline -1\n"
                   "row_whole 1@0.-1 2@1.-1\nline 10@0.0\n");
  tear_down (&fixture);
}

/* A part of the orders has a part of the lines: nobody could tell which. */
static void
test_narrowed (void)
{
  const MwScope open = { MW_SCOPE_OPEN };
  Fixture fixture;
  g_autoptr (TestSink) sink = g_object_new (TEST_TYPE_SINK, NULL);

  set_up_bench (&fixture, mw_test_bench_new_for (SYSTEM), "key", FALSE);
  mw_source_add_beside (fixture.source, mw_test_bench_find_entity (fixture.bench, "line"));
  mw_source_set_scope (fixture.source, &open);
  add (&fixture, "GET /orders", "{\"data\":[{\"id\":1,\"lines\":[{\"n\":10}]}]}");
  read_into (&fixture, sink, "row_whole");
  g_assert_no_error (fixture.error);
  g_assert_null (strstr (sink->said->str, "line"));
  g_assert_nonnull (strstr (sink->said->str, "row_whole 1@0.-1"));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/beside/possible", test_possible);
  g_test_add_func ("/beside/read", test_read);
  g_test_add_func ("/beside/failure", test_failure);
  g_test_add_func ("/beside/narrowed", test_narrowed);
  return g_test_run ();
}
