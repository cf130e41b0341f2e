/* test-dataset.c: what a reader delivers comes out of the dataset exactly, from any thread
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-dataset.h"
#include "mw-redact.h"
#include "mw-test-table.h"

#define CANARY "mw-canary-7f3d"

typedef struct
{
  MwModel *model;
  MwEntity *orders;
  MwDataset *dataset;
  guint n_changed;
} Fixture;

static void
changed_cb (MwDataset *dataset, Fixture *fixture)
{
  fixture->n_changed++;
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = mw_data_dup_path ("model");
  g_autoptr (GError) error = NULL;

  fixture->model = mw_model_load (path, &error);
  g_assert_no_error (error);
  fixture->orders = mw_model_find (fixture->model, "purchase_order");
  g_assert_nonnull (fixture->orders);
  fixture->dataset = mw_dataset_new (fixture->model);
  g_signal_connect (fixture->dataset, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->dataset);
  mw_test_settle ();
  g_clear_object (&fixture->model);
}

/* A page whose records are @texts, with anything in between. */
static void
send_page (Fixture *fixture,
           guint set,
           const char *const *texts,
           guint n_texts,
           const char *const *columns,
           gint64 time)
{
  g_autoptr (GString) body = g_string_new ("{\"data\": [ ");
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MwChunk) rows = mw_test_chunk (texts, n_texts, 1, 0);
  MwRawPage page = { .n_records = n_texts, .rows = rows, .columns = columns, .fetched_at = time };

  for (guint i = 0; i < n_texts; i++)
    {
      MwJsonRange range = { .offset = body->len, .length = strlen (texts[i]) };

      g_array_append_val (ranges, range);
      g_string_append_printf (body, "%s ,\r\n", texts[i]);
    }
  g_string_append (body, "]}");
  bytes = g_bytes_new (body->str, body->len);
  page.bytes = bytes;
  page.records = (const MwJsonRange *) (gpointer) ranges->data;
  mw_sink_raw_page (MW_SINK (fixture->dataset), set, &page);
}

static gpointer
read_all (gpointer data)
{
  Fixture *fixture = data;
  MwSink *sink = MW_SINK (fixture->dataset);
  const char *const columns[] = { "id", NULL };
  const char *const more_columns[] = { "id", "note", NULL };
  const char *const first[] = { "{\"id\": 1}", "{\"id\":2 }" };
  const char *const second[] = { "{\"id\": 3, \"note\": \"\xc3\xa9\"}" };
  g_autoptr (MwChunk) rows = NULL;
  MwNotice not_offered = { .kind = MW_NOTICE_FIELD_NOT_OFFERED, .subject = "x_plant" };

  mw_sink_begin (sink, fixture->orders, 3);
  g_assert_cmpuint (mw_sink_begin_set (sink, "orders", "Orders", 3), ==, 0);
  g_assert_cmpuint (mw_sink_begin_set (sink, "vendors", "Vendors", -1), ==, 1);
  g_assert_cmpuint (mw_sink_begin_set (sink, "orders", "Orders", 3), ==, 0);
  send_page (fixture, 0, first, 2, columns, 1000);
  send_page (fixture, 0, NULL, 0, columns, 1500);
  send_page (fixture, 0, second, 1, more_columns, 2000);
  rows = mw_test_chunk (first, 2, 1, 0);
  mw_sink_rows (sink, fixture->orders, rows);
  mw_sink_begin (sink, fixture->orders, 4212);
  mw_sink_notice (sink, fixture->orders, &not_offered);
  return NULL;
}

static void
test_reads (Fixture *fixture, gconstpointer data)
{
  MwTable *table = mw_dataset_get_table (fixture->dataset, fixture->orders);
  GListModel *sets = mw_dataset_get_raw_sets (fixture->dataset);
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (MwGeneration) raw_generation = NULL;
  g_autoptr (MwRawSet) set = NULL;
  g_autoptr (MwRawSet) same = NULL;
  g_autoptr (MwRawSet) listed = NULL;
  const char *const expected[] = { "{\"id\": 1}", "{\"id\":2 }", "{\"id\": 3, \"note\": \"\xc3\xa9\"}" };
  const gint64 times[] = { 1000, 1000, 2000 };

  g_thread_join (g_thread_new ("reader", read_all, fixture));
  /* Nothing moves on the main context before its next turn; then everything at once. */
  g_assert_cmpuint (g_list_model_get_n_items (sets), ==, 0);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  mw_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (sets), ==, 2);
  g_assert_cmpuint (fixture->n_changed, ==, 1);

  g_assert_true (mw_dataset_get_table (fixture->dataset, fixture->orders) == table);
  generation = mw_table_dup_generation (table);
  g_assert_cmpuint (mw_generation_get_n_rows (generation), ==, 2);
  g_assert_cmpuint (mw_generation_get_n_columns (generation), ==, mw_entity_get_n_fields (fixture->orders));
  g_assert_true (mw_generation_get_column (generation, 1)->field == mw_entity_get_field (fixture->orders, 1));
  g_assert_cmpint (mw_table_get_expected (table), ==, 4212);

  set = mw_dataset_find_raw_set (fixture->dataset, "orders");
  same = mw_dataset_dup_raw_set (fixture->dataset, 0);
  listed = g_list_model_get_item (sets, 0);
  g_assert_true (set == same);
  g_assert_true (set == listed);
  g_assert_null (mw_dataset_find_raw_set (fixture->dataset, "nothing"));
  g_assert_null (mw_dataset_dup_raw_set (fixture->dataset, 2));
  g_assert_cmpuint (mw_raw_set_get_n_records (set), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      gint64 fetched_at = 0;
      g_autoptr (GBytes) record = mw_raw_set_dup_record (set, i, &fetched_at);

      g_assert_cmpmem (g_bytes_get_data (record, NULL), g_bytes_get_size (record), expected[i],
                       strlen (expected[i]));
      g_assert_cmpint (fetched_at, ==, times[i]);
    }
  g_assert_null (mw_raw_set_dup_record (set, 3, NULL));
  raw_generation = mw_table_dup_generation (mw_raw_set_get_table (set));
  g_assert_cmpuint (mw_generation_get_n_rows (raw_generation), ==, 3);
  g_assert_cmpuint (mw_generation_get_n_columns (raw_generation), ==, 2);
  g_assert_cmpstr (mw_generation_get_column (raw_generation, 1)->id, ==, "note");
  g_assert_null (mw_generation_get_cell (raw_generation, 0, 1, NULL));
}

static void
test_notices (Fixture *fixture, gconstpointer data)
{
  MwSink *sink = MW_SINK (fixture->dataset);
  const MwField *field = mw_entity_get_field (fixture->orders, 2);
  const char *const empty_fields[] = { field->id, NULL };
  const MwNotice notices[] = {
    { .kind = MW_NOTICE_FIELD_NOT_OFFERED, .subject = "x_plant" },
    { .kind = MW_NOTICE_FIELD_NOT_OFFERED, .subject = "x_plant" },
    { .kind = MW_NOTICE_FIELD_NOT_OFFERED, .subject = "their_name", .fields = empty_fields },
    { .kind = MW_NOTICE_DUPLICATES_REMOVED, .count = 2 },
    { .kind = MW_NOTICE_DUPLICATES_REMOVED, .count = 1 },
    { .kind = MW_NOTICE_DUPLICATE_KEYS, .count = 1 },
    { .kind = MW_NOTICE_COUNT_DIFFERS, .count = 12 },
    { .kind = MW_NOTICE_SET_NOT_READABLE,
      .subject = "vendors",
      .message = "no access\xe2\x80\xae for " CANARY "\nsecond line" },
    { .kind = MW_NOTICE_SET_NOT_READABLE, .subject = "vendors", .message = "again" },
  };
  g_auto (GStrv) none = mw_dataset_dup_notices (fixture->dataset, fixture->orders);
  g_auto (GStrv) sentences = NULL;
  g_auto (GStrv) fields = NULL;
  g_autoptr (MwFieldGap) gap = NULL;
  g_autofree char *all = NULL;
  g_autofree char *fields_sentence = NULL;

  mw_redact_add_secret (CANARY);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    mw_sink_notice (sink, fixture->orders, &notices[i]);
  mw_test_settle ();
  g_assert_cmpuint (fixture->n_changed, ==, 1);

  fields = mw_dataset_dup_fields_not_offered (fixture->dataset, fixture->orders);
  g_assert_cmpuint (g_strv_length (fields), ==, 2);
  g_assert_cmpstr (fields[0], ==, "x_plant");
  g_assert_cmpstr (fields[1], ==, field->id);

  gap = mw_dataset_dup_field_gap (fixture->dataset, fixture->orders, field->id);
  g_assert_nonnull (gap);
  g_assert_cmpstr (gap->subject, ==, "their_name");
  g_assert_false (gap->is_whole_set);
  g_assert_null (mw_dataset_dup_field_gap (fixture->dataset, fixture->orders, "x_plant"));

  sentences = mw_dataset_dup_notices (fixture->dataset, fixture->orders);
  g_assert_cmpuint (g_strv_length (sentences), ==, 5);
  all = g_strjoinv ("\n", sentences);
  g_test_message ("%s", all);
  g_assert_true (g_str_has_prefix (sentences[0], "“vendors” could not be read"));
  g_assert_nonnull (strstr (sentences[0], "no access"));
  g_assert_null (strstr (all, CANARY));
  g_assert_null (strstr (all, "\xe2\x80\xae"));
  g_assert_cmpstr (sentences[1], ==, "The system announced 12 records and sent 0.");
  fields_sentence = g_strdup_printf ("2 fields are not given by this system: x_plant, %s", field->title);
  g_assert_cmpstr (sentences[2], ==, fields_sentence);
  g_assert_cmpstr (sentences[3], ==, "3 records came twice and are shown once.");
  g_assert_cmpstr (sentences[4], ==, "1 key stood twice in one record; the first one counts.");
}

/* How many rows were left where the system could not leave them out. */
static void
test_filtered_notice (Fixture *fixture, gconstpointer data)
{
  const MwNotice notice = { .kind = MW_NOTICE_FILTERED_HERE, .count = 812, .of = 4212 };
  g_auto (GStrv) sentences = NULL;

  mw_sink_notice (MW_SINK (fixture->dataset), fixture->orders, &notice);
  sentences = mw_dataset_dup_notices (fixture->dataset, fixture->orders);
  g_assert_cmpuint (g_strv_length (sentences), ==, 1);
  g_assert_cmpstr (sentences[0], ==, "Filtered here, as the system cannot: 812 of 4212 records fit.");
}

/* What names no entity is said of each; records are counted where they were announced. */
static void
test_notices_without_entity (Fixture *fixture, gconstpointer data)
{
  MwSink *sink = MW_SINK (fixture->dataset);
  const char *const texts[] = { "{}", "{}" };
  const MwNotice notice = { .kind = MW_NOTICE_COUNT_DIFFERS, .set = "orders", .count = 5 };
  g_auto (GStrv) sentences = NULL;

  send_page (fixture, mw_sink_begin_set (sink, "orders", NULL, 5), texts, 2, NULL, 0);
  mw_sink_notice (sink, NULL, &notice);
  sentences = mw_dataset_dup_notices (fixture->dataset, fixture->orders);
  g_assert_cmpuint (g_strv_length (sentences), ==, 1);
  g_assert_cmpstr (sentences[0], ==, "The system announced 5 records and sent 2.");
}

/* A hostile system refuses a thousand fields. */
static void
test_many_fields (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) fields = NULL;
  g_auto (GStrv) sentences = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *subject = g_strdup_printf ("x_%u", i);
      MwNotice notice = { .kind = MW_NOTICE_FIELD_NOT_OFFERED, .subject = subject };

      mw_sink_notice (MW_SINK (fixture->dataset), fixture->orders, &notice);
    }
  fields = mw_dataset_dup_fields_not_offered (fixture->dataset, fixture->orders);
  sentences = mw_dataset_dup_notices (fixture->dataset, fixture->orders);
  g_assert_cmpuint (g_strv_length (fields), ==, 1000);
  g_assert_cmpuint (g_strv_length (sentences), ==, 1);
  g_assert_cmpuint (strlen (sentences[0]), <, 300);
  g_assert_true (g_str_has_prefix (sentences[0], "1000 fields"));
}

/* A generation may be exported when the window with its dataset is closed already. */
static void
test_outlives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwTable) table = g_object_ref (mw_dataset_get_table (fixture->dataset, fixture->orders));
  g_autoptr (MwDataset) dataset = g_steal_pointer (&fixture->dataset);
  g_autoptr (MwGeneration) generation = NULL;

  g_signal_handlers_disconnect_by_data (dataset, fixture);
  g_clear_object (&dataset);
  fixture->dataset = mw_dataset_new (NULL);
  g_clear_object (&fixture->model);
  generation = mw_table_dup_generation (table);
  g_assert_cmpstr (((const MwField *) mw_generation_get_column (generation, 0)->field)->id, ==,
                   mw_generation_get_column (generation, 0)->id);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/dataset/reads", test_reads);
  ADD ("/dataset/notices", test_notices);
  ADD ("/dataset/filtered-notice", test_filtered_notice);
  ADD ("/dataset/notices-without-entity", test_notices_without_entity);
  ADD ("/dataset/many-fields", test_many_fields);
  ADD ("/dataset/outlives", test_outlives);
  return g_test_run ();
}
