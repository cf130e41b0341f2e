/* test-mapping.c: every kind of expression, every type of field, on records made for it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-scanner.h"
#include "mw-mapping.h"
#include "mw-test-bench.h"

typedef struct
{
  MwTestBench *bench;
  MwLookups *lookups;
  MwMapping *mapping;
  MwEntity *entity;
  MwChunk *rows;
} Fixture;

static void
set_up (Fixture *fixture, const char *entity)
{
  const MwEntitySource *source;

  fixture->bench = mw_test_bench_new ();
  fixture->entity = mw_test_bench_find_entity (fixture->bench, entity);
  source = mw_test_bench_find_source (fixture->bench, entity);
  fixture->lookups = mw_lookups_new (source, mw_entity_get_n_fields (fixture->entity));
  fixture->mapping = mw_mapping_new (fixture->bench->system, fixture->bench->variant, source,
                                     fixture->lookups, "https://erp.example.com/base/");
}

static void
tear_down (Fixture *fixture)
{
  g_clear_pointer (&fixture->rows, mw_chunk_unref);
  mw_mapping_free (fixture->mapping);
  mw_lookups_free (fixture->lookups);
  mw_test_bench_free (fixture->bench);
}

static void
assert_same_rows (const MwChunk *a, const MwChunk *b)
{
  guint n_columns = MAX (mw_chunk_get_n_columns (a), mw_chunk_get_n_columns (b));

  g_assert_cmpuint (mw_chunk_get_n_rows (a), ==, mw_chunk_get_n_rows (b));
  g_assert_cmpuint (mw_chunk_get_n_problems (a), ==, mw_chunk_get_n_problems (b));
  for (guint row = 0; row < mw_chunk_get_n_rows (a); row++)
    {
      g_assert_cmpint (mw_chunk_get_origin (a, row)->child, ==, mw_chunk_get_origin (b, row)->child);
      for (guint column = 0; column < n_columns; column++)
        {
          gsize length_a, length_b;
          const char *text_a = mw_chunk_get_cell (a, row, column, &length_a);
          const char *text_b = mw_chunk_get_cell (b, row, column, &length_b);

          g_assert_cmpint (text_a != NULL, ==, text_b != NULL);
          g_assert_cmpmem (text_a, length_a, text_b, length_b);
          g_assert_cmpstr (mw_chunk_get_problem (a, row, column), ==, mw_chunk_get_problem (b, row, column));
        }
    }
}

/* The same rows are made of a record whose values were found while it was read: when nothing was known of it,
 * and behind one that was alike. */
static void
map_found (Fixture *fixture, const char *text)
{
  g_autofree char *list = g_strdup_printf ("[%s,%s]", text, text);
  g_autoptr (MwJsonKeys) keys = mw_json_keys_new ();
  g_autoptr (MwJsonPath) root = mw_json_path_parse ("", NULL);
  g_autoptr (MwJsonScan) scan = NULL;

  mw_mapping_read_with (fixture->mapping, keys);
  scan = mw_json_scan (list, strlen (list), root, keys, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (mw_entity_get_n_fields (fixture->entity));
      g_autoptr (MwChunk) rows = NULL;
      g_autoptr (MwJson) parsed = NULL;
      yyjson_val *record = mw_json_scan_parse_record (scan, list, i, &parsed, NULL);
      MwJsonFound found;
      gboolean is_found = mw_json_scan_get_found (scan, i, &found);

      g_assert_cmpint (is_found, ==, mw_json_scan_get_n_duplicate_keys (scan) == 0);
      mw_mapping_add_record (fixture->mapping, record, is_found ? &found : NULL, 4, 7, builder);
      rows = mw_chunk_builder_finish (builder);
      assert_same_rows (fixture->rows, rows);
    }
}

static void
map (Fixture *fixture, const char *text)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (mw_entity_get_n_fields (fixture->entity));
  g_autoptr (GError) error = NULL;
  g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  mw_mapping_add_record (fixture->mapping, mw_json_get_root (json), NULL, 4, 7, builder);
  g_clear_pointer (&fixture->rows, mw_chunk_unref);
  fixture->rows = mw_chunk_builder_finish (builder);
  map_found (fixture, text);
}

static void
add_party (Fixture *fixture, const char *key, const char *text)
{
  g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), NULL);

  mw_mapping_add_lookup (fixture->mapping, "parties", key, mw_json_get_root (json));
}

static const char *
cell (Fixture *fixture, guint row, const char *field)
{
  return mw_chunk_get_cell (fixture->rows, row, mw_entity_find_field (fixture->entity, field), NULL);
}

static const char *
problem (Fixture *fixture, const char *field)
{
  return mw_chunk_get_problem (fixture->rows, 0, mw_entity_find_field (fixture->entity, field));
}

static void
test_everything (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, "thing");
  add_party (&fixture, "12", "{\"id\":12,\"town\":\"\",\"home.\":{\"city\":\"Łódź\"}}");
  add_party (&fixture, "13", "{\"id\":13,\"town\":\"Köln\"}");
  add_party (&fixture, "12", "{\"id\":12,\"town\":\"the first one counts\"}");
  map (&fixture,
       "{\"id\":5,\"name\":\"P5\",\"title\":\"<p>Hex &amp; bolt</p>\",\"state\":\"DONE\",\"archived\":true,"
       "\"party\":[12,\"Cobalt\"],\"total\":36656.020,\"qty\":10.50,\"received\":3,\"ordered\":\"2026-06-09 "
       "23:30:00\","
       "\"local\":\"2026-06-09 08:30:00\",\"created\":\"2026-06-09 08:30:00\","
       "\"typed_day\":{\"__class__\":\"date\",\"year\":2026,\"month\":1,\"day\":9},\"active\":false,"
       "\"big\":123456789012345678901234567890,\"memo\":\"a\\nb\","
       "\"lines\":[{\"name\":\"b\",\"number\":\"10\",\"amount\":0.1},{\"name\":\"a\",\"number\":\"9\","
       "\"amount\":0.2}],"
       "\"street\":\"\",\"city\":\"Toledo\",\"size\":\"L\",\"x_one\":false,\"x_two\":[1,2.50],\"u_three\":"
       "\"q\\\"\",\"y\":1,"
       "\"cur.\":{\"code\":\"EUR\"}}");
  g_assert_cmpuint (mw_chunk_get_n_rows (fixture.rows), ==, 1);
  g_assert_cmpuint (mw_chunk_get_origin (fixture.rows, 0)->set, ==, 4);
  g_assert_cmpuint (mw_chunk_get_origin (fixture.rows, 0)->record, ==, 7);
  g_assert_cmpint (mw_chunk_get_origin (fixture.rows, 0)->child, ==, -1);
  g_assert_cmpuint (mw_chunk_get_n_problems (fixture.rows), ==, 0);
  g_assert_cmpstr (cell (&fixture, 0, "number"), ==, "P5");
  g_assert_cmpstr (cell (&fixture, 0, "title"), ==, "Hex & bolt");
  g_assert_cmpstr (cell (&fixture, 0, "status"), ==, "closed");
  g_assert_cmpstr (cell (&fixture, 0, "status_raw"), ==, "DONE");
  g_assert_cmpstr (cell (&fixture, 0, "mode"), ==, NULL);
  g_assert_cmpstr (cell (&fixture, 0, "vendor"), ==, "Cobalt");
  g_assert_cmpstr (cell (&fixture, 0, "vendor_id"), ==, "12");
  g_assert_cmpstr (cell (&fixture, 0, "total"), ==, "36656.020");
  g_assert_cmpstr (cell (&fixture, 0, "quantity_open"), ==, "7.50");
  g_assert_cmpstr (cell (&fixture, 0, "ratio"), ==, "3.50");
  g_assert_cmpstr (cell (&fixture, 0, "order_date"), ==, "2026-06-09");
  g_assert_cmpstr (cell (&fixture, 0, "local_at"), ==, "2026-06-09T08:30:00");
  g_assert_cmpstr (cell (&fixture, 0, "created_at"), ==, "2026-06-09T08:30:00Z");
  g_assert_cmpstr (cell (&fixture, 0, "plain_date"), ==, "2026-01-09");
  g_assert_cmpstr (cell (&fixture, 0, "active"), ==, "false");
  g_assert_cmpstr (cell (&fixture, 0, "big"), ==, "123456789012345678901234567890");
  g_assert_cmpstr (cell (&fixture, 0, "memo"), ==, "a\nb");
  g_assert_cmpstr (
    cell (&fixture, 0, "lines_json"), ==,
    "[{\"name\":\"b\",\"number\":\"10\",\"amount\":0.1},{\"name\":\"a\",\"number\":\"9\",\"amount\":0.2}]");
  g_assert_cmpstr (cell (&fixture, 0, "lines_total"), ==, "0.3");
  g_assert_cmpstr (cell (&fixture, 0, "lines_done"), ==, "0.2");
  g_assert_cmpstr (cell (&fixture, 0, "first_line"), ==, "a");
  g_assert_cmpstr (cell (&fixture, 0, "last_line"), ==, "10");
  g_assert_cmpstr (cell (&fixture, 0, "line_count"), ==, "2");
  g_assert_cmpstr (cell (&fixture, 0, "address"), ==, "To: Toledo");
  g_assert_cmpstr (cell (&fixture, 0, "size"), ==, "Large");
  g_assert_cmpstr (cell (&fixture, 0, "vendor_city"), ==, "Łódź");
  g_assert_cmpstr (cell (&fixture, 0, "kind"), ==, "fine");
  g_assert_cmpstr (cell (&fixture, 0, "custom_fields"), ==,
                   "[{\"key\":\"x_two\",\"value\":[1,2.50]},{\"key\":\"u_three\",\"value\":\"q\\\"\"}]");
  g_assert_cmpstr (cell (&fixture, 0, "source_url"), ==, "https://erp.example.com/base/things/5");
  g_assert_cmpstr (cell (&fixture, 0, "currency"), ==, "EUR");
  g_assert_cmpstr (cell (&fixture, 0, "missing"), ==, NULL);
  tear_down (&fixture);
}

static void
test_nothing (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, "thing");
  map (&fixture, "{\"id\":false,\"name\":\"\",\"state\":false,\"total\":false,\"party\":false,\"lines\":[],"
                 "\"ordered\":\"0001-01-01\"}");
  g_assert_cmpuint (mw_chunk_get_n_problems (fixture.rows), ==, 0);
  for (guint i = 0; i < mw_entity_get_n_fields (fixture.entity); i++)
    {
      const char *id = mw_entity_get_field (fixture.entity, i)->id;
      const char *text = mw_chunk_get_cell (fixture.rows, 0, i, NULL);

      if (g_str_equal (id, "status"))
        g_assert_cmpstr (text, ==, "unknown");
      else if (g_str_equal (id, "line_count"))
        g_assert_cmpstr (text, ==, "0");
      else if (g_str_equal (id, "lines_json"))
        g_assert_cmpstr (text, ==, "[]");
      else if (g_str_equal (id, "kind"))
        g_assert_cmpstr (text, ==, "fine");
      else
        g_assert_cmpstr (text, ==, NULL);
    }
  tear_down (&fixture);
}

static void
test_problems (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, "thing");
  map (&fixture, "{\"id\":1,\"state\":\"strange\",\"total\":\"12 "
                 "EUR\",\"qty\":\"many\",\"received\":1,\"ordered\":\"soon\","
                 "\"typed_day\":\"31.12.2026\",\"active\":\"perhaps\",\"big\":[1],\"lines\":[{\"amount\":1},{"
                 "\"amount\":\"x\"}]}");
  g_assert_cmpstr (cell (&fixture, 0, "status"), ==, "other");
  g_assert_cmpstr (cell (&fixture, 0, "status_raw"), ==, "strange");
  g_assert_cmpstr (cell (&fixture, 0, "total"), ==, "12 EUR");
  g_assert_cmpstr (problem (&fixture, "total"), !=, NULL);
  g_assert_cmpstr (cell (&fixture, 0, "quantity_open"), ==, NULL);
  g_assert_cmpstr (problem (&fixture, "quantity_open"), !=, NULL);
  g_assert_cmpstr (cell (&fixture, 0, "order_date"), ==, "soon");
  g_assert_cmpstr (problem (&fixture, "order_date"), !=, NULL);
  g_assert_cmpstr (cell (&fixture, 0, "plain_date"), ==, "31.12.2026");
  g_assert_cmpstr (problem (&fixture, "plain_date"), !=, NULL);
  g_assert_cmpstr (cell (&fixture, 0, "active"), ==, "perhaps");
  g_assert_cmpstr (problem (&fixture, "active"), !=, NULL);
  g_assert_cmpstr (cell (&fixture, 0, "big"), ==, "[1]");
  g_assert_cmpstr (problem (&fixture, "big"), !=, NULL);
  g_assert_cmpstr (cell (&fixture, 0, "lines_total"), ==, NULL);
  g_assert_cmpstr (problem (&fixture, "lines_total"), !=, NULL);
  /* One bad value spoils nothing else. */
  g_assert_cmpstr (cell (&fixture, 0, "source_url"), ==, "https://erp.example.com/base/things/1");
  g_assert_cmpstr (problem (&fixture, "source_url"), ==, NULL);
  tear_down (&fixture);
}

static void
test_conditions (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, "thing");
  map (&fixture, "{\"id\":1,\"state\":\"open\",\"archived\":false}");
  g_assert_cmpstr (cell (&fixture, 0, "mode"), ==, "open");
  map (&fixture, "{\"id\":1,\"state\":\"open\",\"archived\":true,\"qty\":100.0}");
  g_assert_cmpstr (cell (&fixture, 0, "mode"), ==, "closed");
  map (&fixture, "{\"id\":1,\"state\":\"open\",\"archived\":true,\"qty\":99.99999999999999999999}");
  g_assert_cmpstr (cell (&fixture, 0, "mode"), ==, NULL);
  map (&fixture, "{\"id\":1,\"qty\":1,\"received\":2}");
  g_assert_cmpstr (cell (&fixture, 0, "kind"), ==, "over");
  g_assert_cmpstr (cell (&fixture, 0, "quantity_open"), ==, "0");
  g_assert_cmpstr (cell (&fixture, 0, "progress"), ==, NULL);
  map (&fixture, "{\"id\":1,\"flags\":\"CNF  CLSD PRC\"}");
  g_assert_cmpstr (cell (&fixture, 0, "progress"), ==, "finished");
  map (&fixture, "{\"id\":1,\"flags\":\"TECO\"}");
  g_assert_cmpstr (cell (&fixture, 0, "progress"), ==, "finished");
  map (&fixture, "{\"id\":1,\"flags\":\"TECOX PTECO teco  \"}");
  g_assert_cmpstr (cell (&fixture, 0, "progress"), ==, NULL);
  tear_down (&fixture);
}

static void
test_typed_values (void)
{
  static const struct
  {
    const char *value, *text;
  } values[] = {
    { "{\"__class__\":\"Decimal\",\"decimal\":\"472.980\"}", "472.980" },
    { "{\"__class__\":\"date\",\"year\":2026,\"month\":11,\"day\":2}", "2026-11-02" },
    { "{\"__class__\":\"datetime\",\"year\":2026,\"month\":11,\"day\":22,\"hour\":6,\"minute\":45,\"second\":"
      "31,"
      "\"microsecond\":648830}",
      "2026-11-22T06:45:31.648830" },
    { "{\"__class__\":\"datetime\",\"year\":2026,\"month\":11,\"day\":22,\"hour\":6,\"minute\":45,\"second\":"
      "31,"
      "\"microsecond\":0}",
      "2026-11-22T06:45:31" },
    { "{\"__class__\":\"time\",\"hour\":6,\"minute\":5,\"second\":4}", "06:05:04" },
    { "{\"__class__\":\"timedelta\",\"seconds\":86400.5}", "86400.5" },
    { "{\"__class__\":\"bytes\",\"base64\":\"AAE=\"}", "AAE=" },
    /* What does not fit stays as it was sent. */
    { "{\"__class__\":\"date\",\"year\":99999999999999999999,\"month\":1,\"day\":1}",
      "{\"__class__\":\"date\",\"year\":99999999999999999999,\"month\":1,\"day\":1}" },
    { "{\"__class__\":\"date\",\"year\":\"%s%n\",\"month\":1,\"day\":1}",
      "{\"__class__\":\"date\",\"year\":\"%s%n\",\"month\":1,\"day\":1}" },
    { "{\"__class__\":\"elephant\",\"legs\":4}", "{\"__class__\":\"elephant\",\"legs\":4}" },
    { "{\"__class__\":7}", "{\"__class__\":7}" },
    { "{}", "{}" },
  };
  Fixture fixture = { NULL };

  set_up (&fixture, "thing");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *record = g_strdup_printf ("{\"id\":1,\"memo\":%s}", values[i].value);

      map (&fixture, record);
      g_assert_cmpstr (cell (&fixture, 0, "memo"), ==, values[i].text);
    }
  tear_down (&fixture);
}

static void
test_children (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, "line");
  map (&fixture, "{\"id\":1,\"name\":\"P1\",\"lines\":[{\"number\":10,\"amount\":1e3,\"name\":\"bolt\"},"
                 "{\"number\":20,\"display\":\"section\"},{\"number\":30,\"amount\":null},17]}");
  g_assert_cmpuint (mw_chunk_get_n_rows (fixture.rows), ==, 3);
  g_assert_cmpstr (cell (&fixture, 0, "number"), ==, "10");
  g_assert_cmpstr (cell (&fixture, 0, "order_number"), ==, "P1");
  g_assert_cmpstr (cell (&fixture, 0, "quantity"), ==, "1e3");
  g_assert_cmpstr (cell (&fixture, 1, "number"), ==, "30");
  g_assert_cmpint (mw_chunk_get_origin (fixture.rows, 1)->child, ==, 2);
  g_assert_cmpstr (cell (&fixture, 2, "order_number"), ==, "P1");
  map (&fixture, "{\"id\":1,\"name\":\"P1\",\"lines\":\"none\"}");
  g_assert_cmpuint (mw_chunk_get_n_rows (fixture.rows), ==, 0);
  map (&fixture, "[]");
  g_assert_cmpuint (mw_chunk_get_n_rows (fixture.rows), ==, 0);
  tear_down (&fixture);
}

/* Tryton puts the fields of a list's elements beside the list of their numbers. */
static void
test_nested_lists (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, "thing");
  map (&fixture, "{\"id\":1,\"lines\":[7,8,9],\"lines.\":[{\"id\":7,\"number\":\"9\",\"amount\":1.5},"
                 "{\"id\":8,\"number\":\"10\",\"amount\":2},{\"id\":9,\"number\":\"11\",\"amount\":4}]}");
  g_assert_cmpstr (cell (&fixture, 0, "lines_total"), ==, "7.5");
  g_assert_cmpstr (cell (&fixture, 0, "lines_done"), ==, "5.5");
  g_assert_cmpstr (cell (&fixture, 0, "line_count"), ==, "3");
  map (&fixture, "{\"id\":1,\"lines.\":[{\"id\":7,\"number\":\"9\",\"amount\":1.5}]}");
  g_assert_cmpstr (cell (&fixture, 0, "lines_done"), ==, "1.5");
  map (&fixture, "{\"id\":1,\"lines\":[{\"amount\":1},{\"number\":9},{\"number\":11,\"amount\":2}]}");
  g_assert_cmpstr (cell (&fixture, 0, "lines_done"), ==, "2");
  map (&fixture, "{\"id\":1,\"lines\":7}");
  g_assert_cmpstr (cell (&fixture, 0, "lines_done"), ==, NULL);
  tear_down (&fixture);
}

static void
test_strange_records (void)
{
  static const char *const records[] = { "[]",
                                         "7",
                                         "\"x\"",
                                         "null",
                                         "true",
                                         "{\"id\":{\"id\":{\"id\":1}}}",
                                         "{\"lines\":{\"amount\":1},\"party\":{\"0\":1},\"x_\":{}}" };
  Fixture fixture = { NULL };

  set_up (&fixture, "thing");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      map (&fixture, records[i]);
      g_assert_cmpuint (mw_chunk_get_n_rows (fixture.rows), ==, 1);
    }
  g_assert_cmpstr (cell (&fixture, 0, "custom_fields"), ==, "[{\"key\":\"x_\",\"value\":{}}]");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/everything", test_everything);
  g_test_add_func ("/mapping/nothing", test_nothing);
  g_test_add_func ("/mapping/problems", test_problems);
  g_test_add_func ("/mapping/conditions", test_conditions);
  g_test_add_func ("/mapping/typed-values", test_typed_values);
  g_test_add_func ("/mapping/children", test_children);
  g_test_add_func ("/mapping/nested-lists", test_nested_lists);
  g_test_add_func ("/mapping/strange-records", test_strange_records);
  return g_test_run ();
}
