/* test-custom-columns.c: columns of the user's have what was sent, whenever they are added
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-dataset.h"
#include "mw-test-table.h"

#define N_FIELDS 2000

static const char record_text[] =
  "{\"note\": \"gr\\u00fcn\", \"größe/maß\": 1.50, \"a~b\": \"tilde\", \"~[]\": \"odd\", \"\": \"no name\","
  " \"big\": 123456789012345678901234567890.00, \"yes\": true, \"none\": null, \"empty\": \"\","
  " \"twice\": 1, \"twice\": 2, \"head\": {\"note\": \"deep\", \"7\": \"seven\"},"
  " \"lines\": [{\"item\": \"Bolt\", \"n\": 1e2}, {\"item\": \"Nut\"}, {\"n\": 3}], \"tags\": [[\"x\"], "
  "[\"y\"]]}";

/* @child: of the row. */
static const struct
{
  const char *path;
  int child;
  const char *text;
  const char *title;
  const char *shown;
} paths[] = {
  { "/note", -1, "grün", "note", "note" },
  { "/größe~1maß", -1, "1.50", "größe/maß", "größe/maß" },
  { "/a~0b", -1, "tilde", "a~b", "a~b" },
  { "/~0[]", -1, "odd", "~[]", "~[]" },
  { "/", -1, "no name", "", "" },
  { "/big", -1, "123456789012345678901234567890.00", "big", "big" },
  { "/yes", -1, "true", "yes", "yes" },
  { "/none", -1, NULL, "none", "none" },
  { "/empty", -1, "", "empty", "empty" },
  { "/twice", -1, "1", "twice", "twice" },
  { "/nothing", -1, NULL, "nothing", "nothing" },
  { "/note/deeper", -1, NULL, "deeper", "note.deeper" },
  { "/head/note", -1, "deep", "note", "head.note" },
  { "/head/7", -1, "seven", "7", "head[7]" },
  { "/head", -1, "{\"note\":\"deep\",\"7\":\"seven\"}", "head", "head" },
  { "/lines/1/item", -1, "Nut", "item", "lines[1].item" },
  { "/lines/01/item", -1, NULL, "item", "lines.01.item" },
  { "/lines/9/item", -1, NULL, "item", "lines[9].item" },
  { "/lines/-1", -1, NULL, "-1", "lines.-1" },
  { "/lines/~[]/item", -1, "[\"Bolt\",\"Nut\"]", "item", "lines[].item" },
  { "/lines/~[]/n", -1, "[1e2,3]", "n", "lines[].n" },
  { "/lines/~[]/nothing", -1, NULL, "nothing", "lines[].nothing" },
  { "/tags/~[]/~[]", -1, "[\"x\",\"y\"]", "tags", "tags[][]" },
  { "/note/~[]", -1, NULL, "note", "note[]" },
  { "/lines/~[.]/item", 1, "Nut", "item", "lines[].item" },
  { "/lines/~[.]/item", -1, NULL, "item", "lines[].item" },
  { "/lines/~[.]/item", 7, NULL, "item", "lines[].item" },
  { "/note", 1, "grün", "note", "note" },
};

static void
test_paths (void)
{
  g_autoptr (MwJson) record = mw_json_parse (record_text, strlen (record_text), NULL);

  g_assert_nonnull (record);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwCustomPath) path = mw_custom_path_parse (paths[i].path, &error);
      g_autofree char *text = NULL;
      g_autofree char *title = NULL;
      g_autofree char *shown = NULL;

      g_assert_no_error (error);
      text = mw_custom_path_dup_text (path, mw_json_get_root (record), paths[i].child);
      title = mw_custom_path_dup_title (path);
      shown = mw_custom_path_dup_shown (path);
      g_test_message ("%s", paths[i].path);
      g_assert_cmpstr (text, ==, paths[i].text);
      g_assert_cmpstr (title, ==, paths[i].title);
      g_assert_cmpstr (shown, ==, paths[i].shown);
    }
}

static char *
dup_places (const char *text, int child)
{
  g_autoptr (MwJson) record = mw_json_parse (record_text, strlen (record_text), NULL);
  g_autoptr (MwCustomPath) path = mw_custom_path_parse (text, NULL);
  g_autoptr (GPtrArray) places = mw_custom_path_dup_pointers (path, mw_json_get_root (record), child);

  g_ptr_array_add (places, NULL);
  return g_strjoinv (" ", (char **) places->pdata);
}

static void
test_places (void)
{
  static const struct
  {
    const char *path;
    int child;
    const char *places;
  } found[] = {
    { "/größe~1maß", -1, "/größe~1maß" },
    { "/nothing", -1, "" },
    { "/lines/~[]/item", -1, "/lines/0/item /lines/1/item" },
    { "/lines/~[.]/item", 1, "/lines/1/item" },
    { "/lines/~[.]/item", 2, "" },
    { "/tags/~[]/~[]", -1, "/tags/0/0 /tags/1/0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autofree char *places = dup_places (found[i].path, found[i].child);

      g_assert_cmpstr (places, ==, found[i].places);
    }
}

static void
test_no_paths (void)
{
  static const char *const texts[] = { "", "note", "note/", "/a~", "/a~2", "/~x", "/~[", "/~[1]", "/\xff" };
  g_autofree char *longest = g_strnfill (1001, '/');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mw_custom_path_parse (texts[i], &error));
      g_assert_error (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_PATH);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_assert_null (mw_custom_path_parse (longest, NULL));
}

/* Takes @fields. */
static MwCustomFields *
with (MwCustomFields *fields, const char *entity, const char *path, const char *title)
{
  g_autoptr (GError) error = NULL;
  MwCustomFields *more = mw_custom_fields_with (fields, entity, path, title, &error);

  g_assert_no_error (error);
  mw_custom_fields_unref (fields);
  return more;
}

static void
test_fields (void)
{
  g_autoptr (MwCustomFields) none = mw_custom_fields_new ();
  g_autoptr (MwCustomFields) fields = with (mw_custom_fields_new (), "order", "/note", NULL);
  g_autoptr (GError) error = NULL;

  fields = with (g_steal_pointer (&fields), "vendor", "/note", "Remark");
  g_assert_cmpstr (mw_custom_fields_get (fields, "order", 0)->title, ==, "note");
  g_assert_cmpstr (mw_custom_fields_get (fields, "order", 0)->id, ==, "custom:/note");
  g_assert_cmpstr (mw_custom_field_get_path ("custom:/note"), ==, "/note");
  g_assert_null (mw_custom_field_get_path ("notes"));
  g_assert_cmpstr (mw_custom_fields_get (fields, "vendor", 0)->title, ==, "Remark");
  g_assert_null (mw_custom_fields_get (fields, "order", 1));
  fields = with (g_steal_pointer (&fields), "item", "/", "");
  g_assert_cmpstr (mw_custom_fields_get (fields, "item", 0)->title, ==, "/");
  g_assert_null (mw_custom_fields_with (fields, "order", "/note", "Other", &error));
  g_assert_error (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_EXISTS);
  g_assert_false (mw_custom_fields_equal (fields, none, "order"));
  g_assert_true (mw_custom_fields_equal (fields, none, "asset"));
  for (guint i = 1; i < MW_CUSTOM_FIELDS_MAX; i++)
    {
      g_autofree char *path = g_strdup_printf ("/f%u", i);

      fields = with (g_steal_pointer (&fields), "order", path, NULL);
    }
  g_clear_error (&error);
  g_assert_null (mw_custom_fields_with (fields, "order", "/more", NULL, &error));
  g_assert_error (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_TOO_MANY);
  g_assert_cmpuint (mw_custom_fields_get_n (fields, "order"), ==, MW_CUSTOM_FIELDS_MAX);
}

typedef struct
{
  MwModel *model;
  MwEntity *orders;
  MwEntity *lines;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = mw_data_dup_path ("model");
  g_autoptr (GError) error = NULL;

  fixture->model = mw_model_load (path, &error);
  g_assert_no_error (error);
  fixture->orders = mw_model_find (fixture->model, "purchase_order");
  fixture->lines = mw_model_find (fixture->model, "purchase_order_line");
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  mw_test_settle ();
  g_clear_object (&fixture->model);
}

/* Two orders; what the first one's second line says has a slash in its key. */
static const char *const records[] = {
  "{\"id\": \"1\", \"note\": \"a\", \"lines\": [{\"x/y\": \"1a\"}, {\"x/y\": \"1b\"}]}",
  "{\"id\": \"2\", \"lines\": [{}, {\"x/y\": \"2b\"}], \"note\": {\"de\": \"ä\"}}",
};

static void
send_page (MwDataset *dataset, const char *const *texts, guint n_texts)
{
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  g_autoptr (GBytes) bytes = NULL;
  MwRawPage page = { .n_records = n_texts };

  for (guint i = 0; i < n_texts; i++)
    {
      MwJsonRange range = { .offset = body->len, .length = strlen (texts[i]) };

      g_array_append_val (ranges, range);
      g_string_append_printf (body, "%s, ", texts[i]);
    }
  bytes = g_bytes_new (body->str, body->len);
  page.bytes = bytes;
  page.records = (const MwJsonRange *) (gpointer) ranges->data;
  mw_sink_raw_page (MW_SINK (dataset), 0, &page);
}

static void
send_rows (MwDataset *dataset, MwEntity *entity, guint n_records, guint n_children)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (mw_entity_get_n_fields (entity));
  g_autoptr (MwChunk) rows = NULL;

  for (guint record = 0; record < n_records; record++)
    for (guint child = 0; child < MAX (n_children, 1); child++)
      {
        MwRowOrigin origin = { .record = record, .child = n_children > 0 ? (int) child : -1 };

        mw_chunk_builder_begin_row (builder, &origin);
        mw_chunk_builder_set_cell (builder, 0, record == 0 ? "first" : "other", -1);
        mw_chunk_builder_set_cell (builder, 1, "a\0b", 3);
        mw_chunk_builder_add_problem (builder, 2, "not a date");
      }
  rows = mw_chunk_builder_finish (builder);
  mw_sink_rows (MW_SINK (dataset), entity, rows);
}

static void
assert_column (MwDataset *dataset, MwEntity *entity, const char *id, const char *expected)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (dataset, entity));
  int column = mw_generation_find_column (rows, id);
  g_autoptr (GString) cells = g_string_new (NULL);

  g_assert_cmpint (column, >=, 0);
  g_assert_null (mw_generation_get_column (rows, (guint) column)->field);
  for (guint i = 0; i < mw_generation_get_n_rows (rows); i++)
    {
      const char *cell = mw_generation_get_cell (rows, i, (guint) column, NULL);
      gsize length;

      g_string_append_printf (cells, "%s%s", i > 0 ? "," : "", cell != NULL ? cell : "-");
      /* The columns of the model are as they were. */
      g_assert_nonnull (mw_generation_get_cell (rows, i, 0, NULL));
      g_assert_nonnull (mw_generation_get_cell (rows, i, 1, &length));
      g_assert_cmpuint (length, ==, 3);
      g_assert_cmpstr (mw_generation_get_problem (rows, i, 2), ==, "not a date");
    }
  g_assert_cmpstr (cells->str, ==, expected);
}

static MwDataset *
fill_by (DexFuture *filling)
{
  g_autoptr (DexFuture) future = filling;
  g_autoptr (GError) error = NULL;
  const GValue *value;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  return g_value_dup_object (value);
}

static MwDataset *
fill (MwDataset *dataset, MwCustomFields *fields)
{
  return fill_by (mw_dataset_fill (dataset, fields));
}

/* Known before: filled as rows come. */
static void
test_as_they_come (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) dataset = mw_dataset_new (fixture->model);
  g_autoptr (MwCustomFields) fields = with (mw_custom_fields_new (), "purchase_order", "/note", NULL);

  fields = with (g_steal_pointer (&fields), "purchase_order_line", "/lines/~[.]/x~1y", "Ü");
  fields = with (g_steal_pointer (&fields), "purchase_order_line", "/id", NULL);
  mw_dataset_set_custom_fields (dataset, fields);
  mw_sink_begin_set (MW_SINK (dataset), "orders", "Orders", -1);
  send_page (dataset, records, 2);
  send_rows (dataset, fixture->orders, 2, 0);
  send_rows (dataset, fixture->lines, 2, 2);
  assert_column (dataset, fixture->orders, "custom:/note", "a,{\"de\":\"ä\"}");
  assert_column (dataset, fixture->lines, "custom:/lines/~[.]/x~1y", "1a,1b,-,2b");
  assert_column (dataset, fixture->lines, "custom:/id", "1,1,2,2");
  g_assert_true (mw_dataset_is_filled (dataset, fields));
}

static void
assert_same_cells (MwDataset *a, MwDataset *b, MwEntity *entity, const char *id, const char *title)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (a, entity));
  g_autoptr (MwGeneration) others = mw_table_dup_generation (mw_dataset_get_table (b, entity));
  guint column = (guint) mw_generation_find_column (rows, id);

  g_assert_cmpstr (mw_generation_get_column (others, column)->title, ==, title);
  for (guint i = 0; i < mw_generation_get_n_rows (rows); i++)
    g_assert_true (mw_generation_get_cell (rows, i, column, NULL) ==
                   mw_generation_get_cell (others, i, column, NULL));
}

/* Added and removed afterwards: of the same records, which are not copied. */
static void
test_afterwards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) before = mw_dataset_new (fixture->model);
  g_autoptr (MwCustomFields) none = mw_custom_fields_new ();
  g_autoptr (MwCustomFields) one = with (mw_custom_fields_new (), "purchase_order", "/note", NULL);
  g_autoptr (MwCustomFields) two = with (mw_custom_fields_ref (one), "purchase_order", "/no/such", NULL);
  g_autoptr (MwDataset) after = NULL;
  g_autoptr (MwCustomFields) other = with (mw_custom_fields_new (), "purchase_order", "/note", "Other");
  g_autoptr (MwDataset) renamed = NULL;
  g_autoptr (MwDataset) later = NULL;
  g_autoptr (MwDataset) end = NULL;
  MwTable *lines;
  const MwNotice notice = { .kind = MW_NOTICE_LINK_PUT_BACK };
  g_auto (GStrv) notices = NULL;

  mw_sink_begin_set (MW_SINK (before), "orders", "Orders", -1);
  mw_sink_begin (MW_SINK (before), fixture->orders, 2);
  send_page (before, records, 2);
  send_rows (before, fixture->orders, 2, 0);
  send_rows (before, fixture->lines, 2, 2);
  mw_sink_notice (MW_SINK (before), fixture->orders, &notice);
  lines = mw_dataset_get_table (before, fixture->lines);
  g_assert_true (mw_dataset_is_filled (before, none));
  g_assert_false (mw_dataset_is_filled (before, one));

  after = fill (before, one);
  assert_column (after, fixture->orders, "custom:/note", "a,{\"de\":\"ä\"}");
  g_assert_true (mw_dataset_is_filled (after, one));
  g_assert_true (mw_dataset_has_records_of (after, before));
  g_assert_false (mw_dataset_has_records_of (after, NULL));
  /* Where nothing is to be done nothing is done. */
  g_assert_true (mw_dataset_get_table (after, fixture->lines) == lines);
  g_assert_cmpint (mw_table_get_expected (mw_dataset_get_table (after, fixture->orders)), ==, 2);
  notices = mw_dataset_dup_notices (after, fixture->orders);
  g_assert_cmpuint (g_strv_length (notices), ==, 1);

  /* What is only called otherwise is not made again. */
  renamed = fill (after, other);
  assert_column (renamed, fixture->orders, "custom:/note", "a,{\"de\":\"ä\"}");
  assert_same_cells (after, renamed, fixture->orders, "custom:/note", "Other");

  later = fill (after, two);
  assert_column (later, fixture->orders, "custom:/note", "a,{\"de\":\"ä\"}");
  assert_column (later, fixture->orders, "custom:/no/such", "-,-");
  end = fill (later, none);
  g_assert_true (mw_dataset_is_filled (end, none));
  {
    g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (end, fixture->orders));
    g_autoptr (MwGeneration) first = mw_table_dup_generation (mw_dataset_get_table (before, fixture->orders));

    g_assert_cmpuint (mw_generation_get_n_columns (rows), ==, mw_generation_get_n_columns (first));
    g_assert_cmpuint (mw_generation_get_n_rows (rows), ==, 2);
    g_assert_null (mw_generation_get_cell (rows, 0, mw_generation_get_n_columns (rows), NULL));
  }
}

/* What is kept comes the other way round. */
static void
test_rows_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) dataset = mw_dataset_new (fixture->model);
  g_autoptr (MwCustomFields) fields = with (mw_custom_fields_new (), "purchase_order", "/note", NULL);
  g_autoptr (MwDataset) filled = NULL;

  mw_dataset_set_custom_fields (dataset, fields);
  mw_sink_begin_set (MW_SINK (dataset), "orders", "Orders", -1);
  send_rows (dataset, fixture->orders, 2, 0);
  assert_column (dataset, fixture->orders, "custom:/note", "-,-");
  g_assert_false (mw_dataset_is_filled (dataset, fields));
  send_page (dataset, records, 2);
  filled = fill (dataset, fields);
  assert_column (filled, fixture->orders, "custom:/note", "a,{\"de\":\"ä\"}");
  g_assert_true (mw_dataset_is_filled (filled, fields));
}

#define N_WRITTEN 4000

typedef struct
{
  MwDataset *dataset;
  MwEntity *orders;
  MwEntity *lines;
} Writer;

/* Pages of one to seven records; orders and a line of each. */
static gpointer
write_thread (gpointer data)
{
  const Writer *writer = data;
  const MwNotice notice = { .kind = MW_NOTICE_LINK_PUT_BACK };
  MwEntity *const entities[] = { writer->orders, writer->lines };
  guint n = 0;

  for (guint page = 0; n < N_WRITTEN; page++)
    {
      guint n_records = MIN (1 + page % 7, N_WRITTEN - n);
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < n_records; i++)
        g_ptr_array_add (texts, g_strdup_printf ("{\"f0\": \"%u\", \"f1\": \"x%u\"}", n + i, n + i));
      send_page (writer->dataset, (const char *const *) texts->pdata, n_records);
      for (guint entity = 0; entity < G_N_ELEMENTS (entities); entity++)
        {
          g_autoptr (MwChunkBuilder)
            builder = mw_chunk_builder_new (mw_entity_get_n_fields (entities[entity]));
          g_autoptr (MwChunk) rows = NULL;

          for (guint i = 0; i < n_records; i++)
            {
              const MwRowOrigin origin = { .record = n + i, .child = -1 };
              g_autofree char *number = g_strdup_printf ("%u", n + i);

              mw_chunk_builder_begin_row (builder, &origin);
              mw_chunk_builder_set_cell (builder, 0, number, -1);
            }
          rows = mw_chunk_builder_finish (builder);
          mw_sink_rows (MW_SINK (writer->dataset), entities[entity], rows);
        }
      mw_sink_notice (MW_SINK (writer->dataset), writer->orders, &notice);
      n += n_records;
    }
  return NULL;
}

static void
assert_written (MwDataset *dataset, MwEntity *entity, guint n_custom)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (dataset, entity));
  guint n_own = mw_entity_get_n_fields (entity);

  g_assert_cmpuint (mw_generation_get_n_columns (rows), ==, n_own + n_custom);
  g_assert_cmpuint (mw_generation_get_n_rows (rows), ==, N_WRITTEN);
  for (guint row = 0; row < N_WRITTEN; row++)
    {
      g_autofree char *number = g_strdup_printf ("%u", row);

      g_assert_cmpstr (mw_generation_get_cell (rows, row, 0, NULL), ==, number);
      for (guint i = 0; i < n_custom; i++)
        {
          g_autofree char *expected = g_strdup_printf ("%s%u", i == 1 ? "x" : "", row);

          g_assert_cmpstr (mw_generation_get_cell (rows, row, n_own + i, NULL), ==, i < 2 ? expected : NULL);
        }
    }
}

static void
go_on (MwDataset **dataset, MwCustomFields *fields)
{
  MwDataset *more = fill_by (mw_dataset_continue (*dataset, fields));

  g_object_unref (*dataset);
  *dataset = more;
}

/* Columns come and go while rows do: none is lost, or there twice, and each is filled. */
static void
test_while_written (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) first = mw_dataset_new (fixture->model);
  Writer writer = { first, fixture->orders, fixture->lines };
  g_autoptr (MwDataset) dataset = g_object_ref (first);
  g_autoptr (MwDataset) latest = NULL;
  g_autoptr (MwCustomFields) fields = mw_custom_fields_new ();
  g_autoptr (MwCustomFields) none = mw_custom_fields_new ();
  g_auto (GStrv) notices = NULL;
  GThread *thread;

  mw_sink_begin_set (MW_SINK (first), "orders", "Orders", -1);
  thread = g_thread_new ("writer", write_thread, &writer);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/f%u", i);

      go_on (&dataset, none);
      fields = with (g_steal_pointer (&fields), "purchase_order", path, NULL);
      go_on (&dataset, fields);
    }
  g_thread_join (thread);
  latest = mw_dataset_dup_latest (first);
  g_assert_true (latest == dataset);
  g_assert_true (mw_dataset_is_filled (dataset, fields));
  assert_written (dataset, fixture->orders, 3);
  assert_written (dataset, fixture->lines, 0);
  notices = mw_dataset_dup_notices (first, fixture->orders);
  g_assert_cmpuint (g_strv_length (notices), ==, 1);
}

/* Records of 2,000 fields, and many of them. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) dataset = mw_dataset_new (fixture->model);
  g_autoptr (MwCustomFields) fields = mw_custom_fields_new ();
  g_autoptr (MwDataset) filled = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MwGeneration) rows = NULL;
  guint n_own = mw_entity_get_n_fields (fixture->orders);

  for (guint record = 0; record < 700; record++)
    {
      GString *text = g_string_new ("{");

      for (guint i = 0; i < N_FIELDS; i++)
        g_string_append_printf (text, "%s\"f%u\":\"%u.%u\"", i > 0 ? "," : "", i, record, i);
      g_string_append_c (text, '}');
      g_ptr_array_add (texts, g_string_free_and_steal (text));
    }
  for (guint i = 0; i < MW_CUSTOM_FIELDS_MAX; i++)
    {
      g_autofree char *path = g_strdup_printf ("/f%u", N_FIELDS - 1 - i);

      fields = with (g_steal_pointer (&fields), "purchase_order", path, NULL);
    }
  mw_sink_begin_set (MW_SINK (dataset), "orders", "Orders", -1);
  send_page (dataset, (const char *const *) texts->pdata, texts->len);
  send_rows (dataset, fixture->orders, texts->len, 0);
  filled = fill (dataset, fields);
  rows = mw_table_dup_generation (mw_dataset_get_table (filled, fixture->orders));
  g_assert_cmpuint (mw_generation_get_n_rows (rows), ==, texts->len);
  for (guint row = 0; row < texts->len; row += 99)
    for (guint i = 0; i < MW_CUSTOM_FIELDS_MAX; i += 33)
      {
        g_autofree char *expected = g_strdup_printf ("%u.%u", row, N_FIELDS - 1 - i);

        g_assert_cmpstr (mw_generation_get_cell (rows, row, n_own + i, NULL), ==, expected);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/custom-columns/paths", test_paths);
  g_test_add_func ("/custom-columns/places", test_places);
  g_test_add_func ("/custom-columns/no-paths", test_no_paths);
  g_test_add_func ("/custom-columns/fields", test_fields);
#define ADD(name, func)                                                                                      \
  g_test_add ("/custom-columns/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("as-they-come", test_as_they_come);
  ADD ("afterwards", test_afterwards);
  ADD ("rows-first", test_rows_first);
  ADD ("while-written", test_while_written);
  ADD ("large", test_large);
  return g_test_run ();
}
