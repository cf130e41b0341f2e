/* mw-snapshot-feed.c: a download that is the same whenever it is read, and how to compare two of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-snapshot-feed.h"

#include "mw-raw-columns.h"

#define BEGAN_AT 1700000000000000

struct _MwSnapshotFeed
{
  MwModel *model;
  MwEntity *entity;
  MwSink *sink;
  guint version;
  MwDataset *held;
  MwDataset *base;
  GBytes *changes;
  GPtrArray *changed; /* of GArray of MwJsonRange, by page: in changes */
  MwRawColumns *columns;
  guint set;
  guint n_records;
};

MwModel *
mw_snapshot_feed_load_model (void)
{
  g_autofree char *path = mw_data_dup_path ("model");
  g_autoptr (GError) error = NULL;
  MwModel *model = mw_model_load (path, &error);

  g_assert_no_error (error);
  return model;
}

MwEntity *
mw_snapshot_feed_get_orders (MwModel *model)
{
  MwEntity *entity = mw_model_find (model, "purchase_order");

  g_assert_nonnull (entity);
  return entity;
}

GBytes *
mw_snapshot_feed_new_key (guint8 first)
{
  guint8 key[MW_SNAPSHOT_KEY_BYTES] = { first, 2, 3, 0, 255, first };

  return g_bytes_new (key, sizeof key);
}

/* Which version has changed a page last: each one changes every fifth. */
static guint
get_page_version (guint version, guint page)
{
  while (version > 0 && version % 5 != page % 5)
    version--;
  return version;
}

static char *
make_record (MwSnapshotFeed *self, const char *set, guint number)
{
  return g_strdup_printf ("{\"number\": \"%s-%u\", \"amount\": %u.%02u, \"note\": \"" MW_FEED_CANARY
                          " \\u00e9 %u\", \"version\": %u%s}",
                          set, number, number * 7919u % 100000, number % 100, number,
                          get_page_version (self->version, number / MW_FEED_RECORDS),
                          number % 50 == 49 ? ", \"late\": true" : "");
}

static void
add_row (MwSnapshotFeed *self, MwChunkBuilder *rows, guint number)
{
  g_autofree char *text = g_strdup_printf ("PO-%u.%u", number,
                                           get_page_version (self->version, number / MW_FEED_RECORDS));
  MwRowOrigin origin = { self->set, number, -1 };

  mw_chunk_builder_begin_row (rows, &origin);
  mw_chunk_builder_set_cell (rows, 0, text, -1);
  mw_chunk_builder_set_cell (rows, 1, MW_FEED_CANARY, -1);
  if (number % 3 == 0)
    mw_chunk_builder_set_cell (rows, 5, "", -1);
  if (number % 7 == 0)
    mw_chunk_builder_add_problem (rows, 4, "not a date: 31.02.2026");
}

/* A page as a system answers it. */
static void
append_page (MwSnapshotFeed *self, const char *set, guint page, GString *text, GArray *ranges)
{
  g_string_append (text, "{\"value\": [");
  for (guint i = 0; i < MW_FEED_RECORDS; i++)
    {
      g_autofree char *record = make_record (self, set, page * MW_FEED_RECORDS + i);
      MwJsonRange range = { text->len, strlen (record) };

      g_string_append_printf (text, "%s,\r\n ", record);
      g_array_append_val (ranges, range);
    }
  g_string_append (text, "null]}");
}

static gboolean
is_changed (MwSnapshotFeed *self, guint page)
{
  return get_page_version (self->version, page) == self->version;
}

/* As a refresh has what was changed: in one text. */
static void
make_changes (MwSnapshotFeed *self, guint n_pages)
{
  g_autoptr (GString) text = g_string_new (NULL);

  self->changed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint page = 0; page < n_pages; page++)
    {
      GArray *ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));

      if (is_changed (self, page))
        append_page (self, "PO", page, text, ranges);
      g_ptr_array_add (self->changed, ranges);
    }
  self->changes = g_string_free_to_bytes (g_steal_pointer (&text));
}

/* Of what is there already the same bytes. */
static GBytes *
dup_bytes (MwSnapshotFeed *self, const char *set, const char *set_id, gboolean with_rows, GArray **ranges)
{
  g_autoptr (GString) body = g_string_new (NULL);
  guint number = self->n_records / MW_FEED_RECORDS;
  MwRawPage page;

  if (self->base != NULL && with_rows && is_changed (self, number))
    {
      *ranges = g_array_ref (self->changed->pdata[number]);
      return g_bytes_ref (self->changes);
    }
  *ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  if (self->base != NULL && with_rows)
    {
      g_assert_true (mw_held_get_page (MW_HELD (self->base), set_id, 0, number, &page));
      g_array_append_vals (*ranges, page.records, page.n_records);
      return g_bytes_ref (page.bytes);
    }
  append_page (self, set, number, body, *ranges);
  if (self->held == NULL || !mw_held_get_page (MW_HELD (self->held), set_id, 0, number, &page))
    return g_bytes_new (body->str, body->len);
  g_assert_cmpmem (g_bytes_get_data (page.bytes, NULL), g_bytes_get_size (page.bytes), body->str, body->len);
  return g_bytes_ref (page.bytes);
}

static void
give_page (MwSnapshotFeed *self, const char *set, gboolean with_rows)
{
  g_autoptr (GArray) ranges = NULL;
  g_autoptr (GBytes) bytes = dup_bytes (self, set, with_rows ? "orders" : "vendors", with_rows, &ranges);
  g_autoptr (MwChunkBuilder) keys = mw_chunk_builder_new (1);
  g_autoptr (MwChunkBuilder) rows = mw_chunk_builder_new (mw_entity_get_n_fields (self->entity));
  g_autoptr (MwChunk) raw_rows = NULL;
  g_autoptr (MwChunk) key_rows = NULL;
  g_autoptr (MwChunk) made = NULL;
  MwRawPage page = { .n_records = MW_FEED_RECORDS, .fetched_at = BEGAN_AT + self->n_records };

  for (guint i = 0; i < MW_FEED_RECORDS; i++)
    {
      guint number = self->n_records + i;
      const MwJsonRange *range = &g_array_index (ranges, MwJsonRange, i);
      g_autofree char *key = g_strdup_printf ("%s-%u", set, number);
      g_autoptr (MwJson) json = mw_json_parse ((const char *) g_bytes_get_data (bytes, NULL) + range->offset,
                                               range->length, NULL);

      g_assert_nonnull (json);
      mw_raw_columns_add (self->columns, mw_json_get_root (json));
      mw_chunk_builder_begin_row (keys, NULL);
      mw_chunk_builder_set_cell (keys, 0, key, -1);
      add_row (self, rows, number);
    }
  key_rows = mw_chunk_builder_finish (keys);
  raw_rows = mw_raw_columns_new_rows (self->columns, bytes, ranges, self->set, self->n_records);
  page.bytes = bytes;
  page.records = (const MwJsonRange *) (gpointer) ranges->data;
  page.keys = key_rows;
  page.rows = raw_rows;
  page.columns = mw_raw_columns_get_names (self->columns);
  mw_sink_raw_page (self->sink, self->set, &page);
  made = mw_chunk_builder_finish (rows);
  if (with_rows)
    mw_sink_rows (self->sink, self->entity, made);
  self->n_records += MW_FEED_RECORDS;
}

static void
begin_set (MwSnapshotFeed *self, const char *set, const char *title)
{
  const MwJsonDialect dialect = { NULL };

  g_clear_pointer (&self->columns, mw_raw_columns_unref);
  self->columns = mw_raw_columns_new (&dialect);
  self->set = mw_sink_begin_set (self->sink, set, title, -1);
  self->n_records = 0;
}

static void
end_set (MwSnapshotFeed *self, const char *fields)
{
  const MwSetMark mark = {
    .watermark = BEGAN_AT - 1,
    .fields = fields,
    .compared_at = BEGAN_AT,
    .n_updates = 2,
    .n_unsent = -3,
    .places = "{\"web\":\"https://erp.example.com\"}",
  };

  mw_sink_mark (self->sink, self->set, &mark);
}

static void
give_notices (MwSnapshotFeed *self)
{
  const char *const fields[] = { "vendor", NULL };
  const char *const looked_up[] = { "payment_terms", NULL };
  const MwNotice notices[] = {
    { .kind = MW_NOTICE_DUPLICATES_REMOVED, .set = "orders", .count = 3 },
    { .kind = MW_NOTICE_FIELD_NOT_OFFERED, .set = "orders", .subject = "x_plant", .fields = fields },
    { .kind = MW_NOTICE_SET_NOT_READABLE, .subject = "sites", .message = "Not yours" },
    { .kind = MW_NOTICE_SET_NOT_READABLE,
      .reason = MW_NOTICE_REASON_FORBIDDEN,
      .set = "terms",
      .subject = "payment.term",
      .fields = looked_up },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    mw_sink_notice (self->sink, i == 2 ? NULL : self->entity, &notices[i]);
}

void
mw_snapshot_feed_run_version (MwModel *model,
                              MwSink *sink,
                              guint version,
                              MwDataset *held,
                              MwDataset *base,
                              guint n_pages,
                              gboolean whole,
                              MwSnapshotFeedFunc after,
                              gpointer data)
{
  MwSnapshotFeed self = {
    .model = model,
    .entity = mw_snapshot_feed_get_orders (model),
    .sink = sink,
    .version = version,
    .held = held,
    .base = base,
  };

  if (base != NULL)
    make_changes (&self, n_pages);
  mw_sink_begin (sink, self.entity, -1);
  begin_set (&self, "vendors", "Vendors");
  give_page (&self, "V", FALSE);
  end_set (&self, "id,name");
  begin_set (&self, "orders", "Orders");
  for (guint i = 0; i < n_pages; i++)
    {
      give_page (&self, "PO", TRUE);
      if (after != NULL)
        after (i, data);
    }
  if (whole)
    {
      give_notices (&self);
      mw_sink_begin_set (sink, "orders", "Orders", self.n_records);
      end_set (&self, NULL);
      mw_sink_begin (sink, self.entity, self.n_records);
    }
  mw_raw_columns_unref (self.columns);
  g_clear_pointer (&self.changed, g_ptr_array_unref);
  g_clear_pointer (&self.changes, g_bytes_unref);
}

void
mw_snapshot_feed_run (MwModel *model,
                      MwSink *sink,
                      MwDataset *held,
                      guint n_pages,
                      gboolean whole,
                      MwSnapshotFeedFunc after,
                      gpointer data)
{
  mw_snapshot_feed_run_version (model, sink, 0, held, NULL, n_pages, whole, after, data);
}

MwDataset *
mw_snapshot_feed_new_version (MwModel *model, guint version, guint n_pages, gboolean whole)
{
  MwDataset *dataset = mw_dataset_new (model);

  mw_snapshot_feed_run_version (model, MW_SINK (dataset), version, NULL, NULL, n_pages, whole, NULL, NULL);
  return dataset;
}

MwDataset *
mw_snapshot_feed_new_dataset (MwModel *model, guint n_pages, gboolean whole)
{
  return mw_snapshot_feed_new_version (model, 0, n_pages, whole);
}

guint
mw_snapshot_feed_count_pages (MwDataset *dataset)
{
  g_autoptr (MwRawSet) orders = mw_dataset_find_raw_set (dataset, "orders");
  guint n_records = orders != NULL ? mw_raw_set_get_n_records (orders) : 0;

  g_assert_cmpuint (n_records % MW_FEED_RECORDS, ==, 0);
  return n_records / MW_FEED_RECORDS;
}

static void
assert_same_tables (MwTable *one, MwTable *other)
{
  g_autoptr (MwGeneration) a = mw_table_dup_generation (one);
  g_autoptr (MwGeneration) b = mw_table_dup_generation (other);

  g_assert_cmpint (mw_table_get_expected (one), ==, mw_table_get_expected (other));
  g_assert_cmpuint (mw_generation_get_n_rows (a), ==, mw_generation_get_n_rows (b));
  g_assert_cmpuint (mw_generation_get_n_columns (a), ==, mw_generation_get_n_columns (b));
  for (guint column = 0; column < mw_generation_get_n_columns (a); column++)
    g_assert_cmpstr (mw_generation_get_column (a, column)->id, ==, mw_generation_get_column (b, column)->id);
  for (guint row = 0; row < mw_generation_get_n_rows (a); row++)
    {
      g_assert_cmpmem (mw_generation_get_origin (a, row), sizeof (MwRowOrigin),
                       mw_generation_get_origin (b, row), sizeof (MwRowOrigin));
      for (guint column = 0; column < mw_generation_get_n_columns (a); column++)
        {
          g_assert_cmpstr (mw_generation_get_cell (a, row, column, NULL), ==,
                           mw_generation_get_cell (b, row, column, NULL));
          g_assert_cmpstr (mw_generation_get_problem (a, row, column), ==,
                           mw_generation_get_problem (b, row, column));
        }
    }
}

static void
assert_same_marks (MwRawSet *one, MwRawSet *other)
{
  MwSetMark a, b;
  guint turn = 0;

  for (; mw_raw_set_get_mark (one, turn, &a); turn++)
    {
      g_assert_true (mw_raw_set_get_mark (other, turn, &b));
      g_assert_cmpstr (a.fields, ==, b.fields);
      g_assert_cmpint (a.watermark, ==, b.watermark);
      g_assert_cmpint (a.compared_at, ==, b.compared_at);
      g_assert_cmpuint (a.n_updates, ==, b.n_updates);
      g_assert_cmpint (a.n_unsent, ==, b.n_unsent);
      g_assert_cmpstr (a.places, ==, b.places);
    }
  g_assert_false (mw_raw_set_get_mark (other, turn, &b));
}

static void
assert_same_sets (MwRawSet *one, MwRawSet *other)
{
  g_assert_cmpstr (mw_raw_set_get_id (one), ==, mw_raw_set_get_id (other));
  g_assert_cmpstr (mw_raw_set_get_title (one), ==, mw_raw_set_get_title (other));
  g_assert_cmpuint (mw_raw_set_get_n_records (one), ==, mw_raw_set_get_n_records (other));
  for (guint i = 0; i < mw_raw_set_get_n_records (one); i++)
    {
      gint64 at, other_at;
      g_autoptr (GBytes) bytes = mw_raw_set_dup_record (one, i, &at);
      g_autoptr (GBytes) other_bytes = mw_raw_set_dup_record (other, i, &other_at);
      gsize length, other_length;
      const char *key = mw_raw_set_peek_key (one, i, &length);
      const char *other_key = mw_raw_set_peek_key (other, i, &other_length);

      g_assert_true (g_bytes_equal (bytes, other_bytes));
      g_assert_cmpint (at, ==, other_at);
      g_assert_cmpmem (key, length, other_key, other_length);
    }
  assert_same_marks (one, other);
  assert_same_tables (mw_raw_set_get_table (one), mw_raw_set_get_table (other));
}

static void
assert_same_gaps (MwDataset *one, MwDataset *other, MwEntity *entity, const char *field)
{
  g_autoptr (MwFieldGap) gap = mw_dataset_dup_field_gap (one, entity, field);
  g_autoptr (MwFieldGap) other_gap = mw_dataset_dup_field_gap (other, entity, field);

  g_assert_true ((gap == NULL) == (other_gap == NULL));
  if (gap == NULL)
    return;
  g_assert_cmpstr (gap->set, ==, other_gap->set);
  g_assert_cmpstr (gap->subject, ==, other_gap->subject);
  g_assert_true (gap->is_whole_set == other_gap->is_whole_set);
  g_assert_cmpint (gap->reason, ==, other_gap->reason);
}

void
mw_snapshot_feed_assert_same (MwModel *model, MwDataset *one, MwDataset *other)
{
  MwEntity *orders = mw_snapshot_feed_get_orders (model);
  g_auto (GStrv) notices = mw_dataset_dup_notices (one, orders);
  g_auto (GStrv) other_notices = mw_dataset_dup_notices (other, orders);
  guint number = 0;

  g_assert_cmpstrv (notices, other_notices);
  for (guint i = 0; i < mw_entity_get_n_fields (orders); i++)
    assert_same_gaps (one, other, orders, mw_entity_get_field (orders, i)->id);
  assert_same_tables (mw_dataset_get_table (one, orders), mw_dataset_get_table (other, orders));
  while (TRUE)
    {
      g_autoptr (MwRawSet) set = mw_dataset_dup_raw_set (one, number);
      g_autoptr (MwRawSet) other_set = mw_dataset_dup_raw_set (other, number);

      g_assert_true ((set == NULL) == (other_set == NULL));
      if (set == NULL)
        break;
      assert_same_sets (set, other_set);
      number++;
    }
  g_assert_cmpuint (number, >, 0);
}

MwSnapshotWriter *
mw_snapshot_feed_new_writer (MwSnapshotFile *file, MwSnapshotPages *before, MwDataset *dataset)
{
  return mw_snapshot_writer_new (file, "purchase_order", "everything", "maker 1", before, MW_SINK (dataset));
}

MwDataset *
mw_snapshot_feed_restore (MwModel *model,
                          MwSnapshotFile *file,
                          gboolean whole,
                          MwSnapshotPages *pages,
                          GError **error)
{
  g_autoptr (MwDataset) dataset = mw_dataset_new (model);
  g_autoptr (MwSnapshotRead) read = NULL;
  g_autoptr (MwSnapshotReplay) replay = NULL;
  const MwJsonDialect dialect = { NULL };

  if (!mw_snapshot_reads_find (file, "purchase_order", "everything", whole, &read, error) || read == NULL)
    {
      mw_snapshot_file_close (file);
      return NULL;
    }
  replay = mw_snapshot_replay_new (file, read->number, model, &dialect, pages, MW_SINK (dataset));
  if (!mw_snapshot_replay_run_rows (replay, NULL, error) ||
      !mw_snapshot_replay_run_pages (replay, NULL, error))
    return NULL;
  return g_steal_pointer (&dataset);
}
