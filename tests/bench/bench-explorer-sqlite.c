/* bench-explorer-sqlite.c: what bench-explorer measures, done by SQLite in a process of its own
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-explorer-sqlite ORDERS FOLDER: prints a line for each figure, "name seconds", of processor time.
 *
 * SQLite gets what is best for it: numbers as numbers (so not exact), statements that are prepared once, a
 * collation that normalises only what is not ASCII, and for searching a function that looks into ASCII
 * without folding it. What it finds is checked: both programs must print the same sums. */

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "mw-bench-filters.h"
#include "mw-bench-orders.h"
#include "mw-bench-sqlite.h"
#include "mw-text.h"

static MwBenchSqlite sqlite;

static void
run (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite.exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite.prepare (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("not prepared: %s", sql);
  return statement;
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* As g_utf8_collate() orders, which normalises first. */
static int
collate (void *data, int n_a, const void *a, int n_b, const void *b)
{
  char a_text[512], b_text[512];
  int order;

  if (n_a < (int) sizeof a_text && n_b < (int) sizeof b_text && is_ascii (a, (gsize) n_a) &&
      is_ascii (b, (gsize) n_b))
    {
      memcpy (a_text, a, (gsize) n_a);
      memcpy (b_text, b, (gsize) n_b);
      a_text[n_a] = b_text[n_b] = '\0';
      return strcoll (a_text, b_text);
    }
  else
    {
      g_autofree char *a_copy = g_strndup (a, (gsize) n_a);
      g_autofree char *b_copy = g_strndup (b, (gsize) n_b);

      order = g_utf8_collate (a_copy, b_copy);
    }
  return order;
}

/* @word is folded. */
static gboolean
ascii_holds (const char *text, gsize length, const char *word, gsize word_length)
{
  for (gsize i = 0; i + word_length <= length; i++)
    {
      gsize j = 0;

      while (j < word_length && g_ascii_tolower (text[i + j]) == word[j])
        j++;
      if (j == word_length)
        return TRUE;
    }
  return FALSE;
}

static void
holds (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *text = (const char *) sqlite.value_text (values[0]);
  const char *word = (const char *) sqlite.value_text (values[1]);
  gsize length = text != NULL ? (gsize) sqlite.value_bytes (values[0]) : 0;
  gboolean found = FALSE;

  if (text != NULL && is_ascii (text, length))
    found = ascii_holds (text, length, word, (gsize) sqlite.value_bytes (values[1]));
  else if (text != NULL)
    {
      g_autofree char *folded = mw_text_fold (text);

      found = strstr (folded, word) != NULL;
    }
  sqlite.result_int (context, found);
}

static sqlite3 *
open_db (const char *path)
{
  sqlite3 *db;

  if (sqlite.open (path, &db) != SQLITE_OK)
    g_error ("%s: not opened", path);
  sqlite.create_collation (db, "language", SQLITE_UTF8, NULL, collate);
  sqlite.create_function (db, "holds", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, holds, NULL, NULL);
  return db;
}

static gboolean
is_number (const MwField *field)
{
  return mw_field_is_number (field);
}

/* The dates are texts that sort as the calendar does. */
static void
make_line_table (sqlite3 *db, MwEntity *entity)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE line (number INTEGER PRIMARY KEY");

  for (guint i = 0; i < MW_BENCH_COLUMNS; i++)
    {
      const MwField *field = mw_entity_get_field (entity, i);

      g_string_append_printf (sql, ", %s %s", field->id, is_number (field) ? "NUMERIC" : "TEXT");
    }
  g_string_append (sql, ")");
  run (db, sql->str);
}

static sqlite3_stmt *
prepare_line (sqlite3 *db)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO line VALUES (NULL");

  for (guint i = 0; i < MW_BENCH_COLUMNS; i++)
    g_string_append (sql, ", ?");
  g_string_append (sql, ")");
  return prepare (db, sql->str);
}

static void
insert_lines (sqlite3_stmt *line, guint moment, const GArray *cells, guint n_rows)
{
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint column = 0; column < MW_BENCH_COLUMNS; column++)
        {
          const MwBenchCell *cell = &g_array_index (cells, MwBenchCell, row * MW_BENCH_COLUMNS + column);
          guint length = cell->length;

          /* A moment sorts as its text but for the Z behind the fraction. */
          if (column == moment && length > 0 && cell->text[length - 1] == 'Z')
            length--;
          if (cell->text != NULL)
            sqlite.bind_text (line, (int) column + 1, cell->text, (int) length, NULL);
          else
            sqlite.bind_null (line, (int) column + 1);
        }
      if (sqlite.step (line) != SQLITE_DONE)
        g_error ("not inserted");
      sqlite.reset (line);
    }
}

static sqlite3 *
insert_into_memory (MwBenchOrders *orders)
{
  sqlite3 *db = open_db (":memory:");
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (MwBenchCell));
  guint moment = (guint) mw_entity_find_field (orders->entity, MW_BENCH_MOMENT);
  sqlite3_stmt *line;
  double spent = 0;

  make_line_table (db, orders->entity);
  line = prepare_line (db);
  for (guint i = 0; i < orders->pages->len; i++)
    {
      guint n_rows = mw_bench_page_fill_cells (orders->pages->pdata[i], cells);
      double start = mw_bench_get_cpu ();

      run (db, "BEGIN");
      insert_lines (line, moment, cells, n_rows);
      run (db, "COMMIT");
      spent += mw_bench_get_cpu () - start;
    }
  sqlite.finalize (line);
  g_print ("insert %.4f\n", spent);
  return db;
}

static void
write_durably (MwBenchOrders *orders, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "plain.sqlite", NULL);
  sqlite3 *db = open_db (path);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (MwBenchCell));
  guint moment = (guint) mw_entity_find_field (orders->entity, MW_BENCH_MOMENT);
  sqlite3_stmt *line, *order;
  double spent = 0;
  gint64 took = 0;
  GStatBuf info = { 0 };

  run (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  run (db, "CREATE TABLE purchase_order (number INTEGER PRIMARY KEY, json TEXT NOT NULL)");
  make_line_table (db, orders->entity);
  line = prepare_line (db);
  order = prepare (db, "INSERT INTO purchase_order VALUES (NULL, ?)");
  for (guint i = 0; i < orders->pages->len; i++)
    {
      const MwBenchPage *page = orders->pages->pdata[i];
      guint n_rows = mw_bench_page_fill_cells (page, cells);
      const char *text = g_bytes_get_data (page->bytes, NULL);
      double start = mw_bench_get_cpu ();
      gint64 began = g_get_monotonic_time ();

      run (db, "BEGIN");
      for (guint k = 0; k < page->n_records; k++)
        {
          sqlite.bind_text (order, 1, text + page->records[k].offset, (int) page->records[k].length, NULL);
          if (sqlite.step (order) != SQLITE_DONE)
            g_error ("not inserted");
          sqlite.reset (order);
        }
      insert_lines (line, moment, cells, n_rows);
      run (db, "COMMIT");
      spent += mw_bench_get_cpu () - start;
      took += g_get_monotonic_time () - began;
    }
  sqlite.finalize (line);
  sqlite.finalize (order);
  spent -= mw_bench_get_cpu ();
  took -= g_get_monotonic_time ();
  sqlite.close (db);
  spent += mw_bench_get_cpu ();
  took += g_get_monotonic_time ();
  g_stat (path, &info);
  g_print ("durable %.4f\ndurable-wall %.4f\nfile %.0f\n", spent, (double) took / 1e6, (double) info.st_size);
  g_unlink (path);
}

/* Fetches the numbers of the rows that @sql answers. */
static void
time_query (sqlite3 *db, const char *name, const char *sql, const char *word, guint n_lines)
{
  g_autofree guint32 *rows = g_new (guint32, n_lines + 1);
  double start = mw_bench_get_cpu ();
  sqlite3_stmt *statement = prepare (db, sql);
  guint n = 0;
  guint sum = 0;

  if (word != NULL)
    sqlite.bind_text (statement, 1, word, -1, NULL);
  while (sqlite.step (statement) == SQLITE_ROW)
    rows[n++] = (guint32) (sqlite.column_int64 (statement, 0) - 1);
  sqlite.finalize (statement);
  g_print ("%s %.4f\n", name, mw_bench_get_cpu () - start);
  for (guint i = 0; i < n; i++)
    sum = mw_bench_check (sum, rows[i]);
  g_print ("%s-check %u\n", name, sum);
}

static void
search (sqlite3 *db, MwEntity *entity, guint n_lines)
{
  const char *const words[] = MW_BENCH_WORDS;
  g_autoptr (GString) sql = g_string_new ("SELECT number FROM line WHERE 0");

  for (guint i = 0; i < MW_BENCH_COLUMNS; i++)
    {
      const MwField *field = mw_entity_get_field (entity, i);

      if (!is_number (field) && field->type != MW_FIELD_TYPE_DATE && field->type != MW_FIELD_TYPE_DATETIME)
        g_string_append_printf (sql, " OR holds (%s, ?1)", field->id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = mw_text_fold (words[i]);
      g_autofree char *name = g_strdup_printf ("search-%u", i);

      time_query (db, name, sql->str, word, n_lines);
    }
}

static void
filter (sqlite3 *db, guint n_lines)
{
  for (guint i = 0; i < G_N_ELEMENTS (mw_bench_filters); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT number FROM line WHERE %s", mw_bench_filters[i].where);

      time_query (db, mw_bench_filters[i].name, sql, NULL, n_lines);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (MwBenchOrders) orders = NULL;
  guint n_orders = argc == 3 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 0;
  guint n_lines = n_orders * MW_BENCH_ORDER_LINES;
  double resident;
  sqlite3 *db;

  if (n_orders == 0 || !mw_bench_sqlite_load (&sqlite))
    return EXIT_FAILURE;
  mw_bench_set_language ();
  orders = mw_bench_orders_new (n_orders);
  resident = mw_bench_get_resident ();
  db = insert_into_memory (orders);
  g_print ("memory %.0f\n", mw_bench_get_resident () - resident);
  time_query (db, "sort-number", "SELECT number FROM line ORDER BY " MW_BENCH_NUMBER " NULLS LAST, number",
              NULL, n_lines);
  time_query (db, "sort-date", "SELECT number FROM line ORDER BY " MW_BENCH_MOMENT " NULLS LAST, number",
              NULL, n_lines);
  time_query (db, "sort-text",
              "SELECT number FROM line ORDER BY " MW_BENCH_TEXT " COLLATE language NULLS LAST, number", NULL,
              n_lines);
  search (db, orders->entity, n_lines);
  filter (db, n_lines);
  sqlite.close (db);
  write_durably (orders, argv[2]);
  return EXIT_SUCCESS;
}
