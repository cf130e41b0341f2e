/* mw-test-bench.c: the system of tests/source/data/ and a sink that remembers what it got
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-bench.h"

#include <glib/gstdio.h>

static MwTestBench *
load (const char *systems, const char *id)
{
  MwTestBench *self = g_new0 (MwTestBench, 1);
  g_autofree char *model = g_test_build_filename (G_TEST_DIST, "source", "data", "model", NULL);
  g_autoptr (GError) error = NULL;

  self->model = mw_model_load (model, &error);
  g_assert_no_error (error);
  self->catalog = mw_catalog_load (systems, self->model, &error);
  g_assert_no_error (error);
  self->system = g_object_ref (mw_catalog_find (self->catalog, id));
  self->variant = mw_system_find_variant (self->system, "key");
  g_assert_nonnull (self->variant);
  return self;
}

MwTestBench *
mw_test_bench_new (void)
{
  g_autofree char *systems = g_test_build_filename (G_TEST_DIST, "source", "data", "systems", NULL);

  return load (systems, "bench");
}

MwTestBench *
mw_test_bench_new_for (const char *json)
{
  g_autofree char *folder = g_dir_make_tmp ("mw-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "small.json", NULL);
  g_autoptr (GError) error = NULL;
  MwTestBench *self;

  g_file_set_contents (path, json, -1, &error);
  g_assert_no_error (error);
  self = load (folder, "small");
  g_unlink (path);
  g_rmdir (folder);
  return self;
}

void
mw_test_bench_free (MwTestBench *self)
{
  g_object_unref (self->system);
  g_object_unref (self->catalog);
  g_object_unref (self->model);
  g_free (self);
}

MwEntity *
mw_test_bench_find_entity (MwTestBench *self, const char *id)
{
  MwEntity *entity = mw_model_find (self->model, id);

  g_assert_nonnull (entity);
  return entity;
}

const MwEntitySource *
mw_test_bench_find_source (MwTestBench *self, const char *id)
{
  const MwEntitySource *source = mw_system_find_entity (self->system, self->variant,
                                                        mw_test_bench_find_entity (self, id));

  g_assert_nonnull (source);
  return source;
}

typedef struct
{
  char *id;
  char **columns;
  GPtrArray *chunks;  /* of MwChunk, of one row each page */
  GPtrArray *records; /* of char * */
} MwTestRawSet;

struct _MwTestSink
{
  GObject parent_instance;
  MwEntity *entity;
  gint64 expected;
  GPtrArray *chunks; /* of MwChunk */
  GPtrArray *sets;   /* of MwTestRawSet */
  GString *notices;
  guint n_pages;
};

static void
begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
  MwTestSink *self = MW_TEST_SINK (sink);

  g_set_object (&self->entity, entity);
  self->expected = expected;
}

static MwTestRawSet *
find_set (MwTestSink *self, const char *id, guint *number)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      MwTestRawSet *set = g_ptr_array_index (self->sets, i);

      if (number != NULL)
        *number = i;
      if (g_str_equal (set->id, id))
        return set;
    }
  return NULL;
}

static guint
begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  MwTestSink *self = MW_TEST_SINK (sink);
  MwTestRawSet *set;
  guint number;

  g_assert_cmpstr (title, !=, NULL);
  if (find_set (self, set_id, &number) != NULL)
    return number;
  set = g_new0 (MwTestRawSet, 1);
  set->id = g_strdup (set_id);
  set->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_chunk_unref);
  set->records = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->sets, set);
  return self->sets->len - 1;
}

static void
raw_page (MwSink *sink, guint number, const MwRawPage *page)
{
  MwTestSink *self = MW_TEST_SINK (sink);
  MwTestRawSet *set;
  const char *bytes = g_bytes_get_data (page->bytes, NULL);

  g_assert_cmpuint (number, <, self->sets->len);
  set = g_ptr_array_index (self->sets, number);
  g_assert_cmpuint (page->n_records, ==, mw_chunk_get_n_rows (page->rows));
  g_assert_cmpuint (page->n_records, >, 0);
  for (guint i = 0; i < page->n_records; i++)
    {
      g_assert_cmpuint (mw_chunk_get_origin (page->rows, i)->record, ==, set->records->len);
      g_assert_cmpuint (mw_chunk_get_origin (page->rows, i)->set, ==, number);
      g_ptr_array_add (set->records, g_strndup (bytes + page->records[i].offset, page->records[i].length));
    }
  g_strfreev (set->columns);
  set->columns = g_strdupv ((char **) page->columns);
  g_ptr_array_add (set->chunks, mw_chunk_ref (page->rows));
  self->n_pages++;
}

static void
rows (MwSink *sink, MwEntity *entity, MwChunk *chunk)
{
  MwTestSink *self = MW_TEST_SINK (sink);

  g_assert_true (entity == self->entity);
  g_ptr_array_add (self->chunks, mw_chunk_ref (chunk));
}

static void
notice (MwSink *sink, MwEntity *entity, const MwNotice *what)
{
  MwTestSink *self = MW_TEST_SINK (sink);
  g_autofree char *line = mw_notice_dup_line (what);

  g_string_append_printf (self->notices, "%s\n", line);
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

G_DEFINE_FINAL_TYPE_WITH_CODE (MwTestSink,
                               mw_test_sink,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, sink_init))

static void
raw_set_free (gpointer data)
{
  MwTestRawSet *set = data;

  g_free (set->id);
  g_strfreev (set->columns);
  g_ptr_array_unref (set->chunks);
  g_ptr_array_unref (set->records);
  g_free (set);
}

static void
mw_test_sink_finalize (GObject *object)
{
  MwTestSink *self = MW_TEST_SINK (object);

  g_clear_object (&self->entity);
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->sets);
  g_string_free (self->notices, TRUE);
  G_OBJECT_CLASS (mw_test_sink_parent_class)->finalize (object);
}

static void
mw_test_sink_class_init (MwTestSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_test_sink_finalize;
}

static void
mw_test_sink_init (MwTestSink *self)
{
  self->expected = -2;
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_chunk_unref);
  self->sets = g_ptr_array_new_with_free_func (raw_set_free);
  self->notices = g_string_new (NULL);
}

MwTestSink *
mw_test_sink_new (void)
{
  return g_object_new (MW_TYPE_TEST_SINK, NULL);
}

guint
mw_test_sink_get_n_rows (MwTestSink *self)
{
  guint n_rows = 0;

  for (guint i = 0; i < self->chunks->len; i++)
    n_rows += mw_chunk_get_n_rows (g_ptr_array_index (self->chunks, i));
  return n_rows;
}

/* The chunk that holds @row, and the row's number in it. */
static MwChunk *
find_row (GPtrArray *chunks, guint *row)
{
  for (guint i = 0; i < chunks->len; i++)
    {
      MwChunk *chunk = g_ptr_array_index (chunks, i);

      if (*row < mw_chunk_get_n_rows (chunk))
        return chunk;
      *row -= mw_chunk_get_n_rows (chunk);
    }
  g_assert_not_reached ();
}

static guint
find_field (MwTestSink *self, const char *field)
{
  int column = mw_entity_find_field (self->entity, field);

  g_assert_cmpint (column, >=, 0);
  return column;
}

const char *
mw_test_sink_get_cell (MwTestSink *self, guint row, const char *field)
{
  MwChunk *chunk = find_row (self->chunks, &row);

  return mw_chunk_get_cell (chunk, row, find_field (self, field), NULL);
}

const char *
mw_test_sink_get_problem (MwTestSink *self, guint row, const char *field)
{
  MwChunk *chunk = find_row (self->chunks, &row);

  return mw_chunk_get_problem (chunk, row, find_field (self, field));
}

const MwRowOrigin *
mw_test_sink_get_origin (MwTestSink *self, guint row)
{
  MwChunk *chunk = find_row (self->chunks, &row);

  return mw_chunk_get_origin (chunk, row);
}

char *
mw_test_sink_dup_column (MwTestSink *self, const char *field)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < mw_test_sink_get_n_rows (self); i++)
    {
      const char *cell = mw_test_sink_get_cell (self, i, field);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", cell != NULL ? cell : "-");
    }
  return g_string_free_and_steal (text);
}

char *
mw_test_sink_dup_raw_columns (MwTestSink *self, const char *set)
{
  MwTestRawSet *raw = find_set (self, set, NULL);

  return raw != NULL && raw->columns != NULL ? g_strjoinv (",", raw->columns) : NULL;
}

guint
mw_test_sink_get_n_raw (MwTestSink *self, const char *set)
{
  MwTestRawSet *raw = find_set (self, set, NULL);

  return raw != NULL ? raw->records->len : 0;
}

const char *
mw_test_sink_get_raw_cell (MwTestSink *self, const char *set, guint record, const char *column)
{
  MwTestRawSet *raw = find_set (self, set, NULL);
  MwChunk *chunk = find_row (raw->chunks, &record);

  for (guint i = 0; raw->columns[i] != NULL; i++)
    if (g_str_equal (raw->columns[i], column))
      return mw_chunk_get_cell (chunk, record, i, NULL);
  g_assert_not_reached ();
}

char *
mw_test_sink_dup_raw (MwTestSink *self, const char *set, guint record)
{
  MwTestRawSet *raw = find_set (self, set, NULL);

  g_assert_cmpuint (record, <, raw->records->len);
  return g_strdup (g_ptr_array_index (raw->records, record));
}

gint64
mw_test_sink_get_expected (MwTestSink *self)
{
  return self->expected;
}

guint
mw_test_sink_get_n_pages (MwTestSink *self)
{
  return self->n_pages;
}

const char *
mw_test_sink_get_notices (MwTestSink *self)
{
  return self->notices->str;
}
