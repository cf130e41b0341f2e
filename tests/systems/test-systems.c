/* test-systems.c: every file of data/systems/ on the pages of its folder here, and what each one covers
 *
 * MW_TEST_SYSTEM=id runs one system only.
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>

#include <string.h>

#include "mw-case-run.h"
#include "mw-coverage.h"
#include "mw-test-fiber.h"

typedef struct
{
  MwModel *model;
  MwCatalog *catalog;
  GPtrArray *entries; /* (element-type Entry) */
} Bench;

/* A system with its cases. */
typedef struct
{
  Bench *bench;
  MwSystem *system;
  MwCases *cases; /* NULL: it is built in */
} Entry;

typedef struct
{
  Entry *entry;
  JsonObject *object;
} OneCase;

/* On standard error too: of a test that fails, meson shows that. */
static void
fail_with (const char *about, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    g_printerr ("%s: %s\n", about, (char *) g_ptr_array_index (texts, i));
  if (texts->len > 0)
    g_test_fail_printf ("%s: %s%s", about, (char *) g_ptr_array_index (texts, 0), texts->len > 1 ? " …" : "");
}

static DexFuture *
play (gpointer data)
{
  return mw_case_run_play (data);
}

static void
compare_value (MwCaseRun *run,
               MwGeneration *rows,
               guint row,
               guint column,
               const MwTraceField *traced,
               GPtrArray *wrong)
{
  const char *id = mw_generation_get_column (rows, column)->id;
  const char *cell = mw_generation_get_cell (rows, row, column, NULL);
  const char *problem = mw_generation_get_problem (rows, row, column);

  if (!traced->is_mapped && cell != NULL)
    g_ptr_array_add (wrong, g_strdup_printf ("row %u, %s: “%s” comes from nowhere", row, id, cell));
  if (!traced->is_mapped)
    return;
  if (g_strcmp0 (cell, traced->value) != 0)
    g_ptr_array_add (wrong,
                     g_strdup_printf ("row %u, %s: “%s” is explained as “%s”", row, id, cell, traced->value));
  if (g_strcmp0 (problem, traced->problem) != 0)
    g_ptr_array_add (wrong, g_strdup_printf ("row %u, %s: other problems", row, id));
  if (traced->value != NULL && strstr (traced->words, "that it was asked for") != NULL &&
      traced->addresses->len == 0)
    g_ptr_array_add (wrong, g_strdup_printf ("row %u, %s: of no record", row, id));
  if (traced->words == NULL || *traced->words == '\0')
    g_ptr_array_add (wrong, g_strdup_printf ("row %u, %s: no rule", row, id));
}

/* Each address leads to something in a record. */
static void
check_addresses (MwTrace *trace, const MwTraceField *field, GPtrArray *wrong)
{
  for (guint i = 0; i < field->addresses->len; i++)
    {
      const MwTraceAddress *address = field->addresses->pdata[i];
      const MwTraceRecord *record = trace->records->pdata[address->record];
      gsize length;
      const char *text = g_bytes_get_data (record->bytes, &length);
      g_autoptr (MwJson) json = mw_json_parse (text, length, NULL);

      if (yyjson_ptr_get (mw_json_get_root (json), address->pointer) == NULL)
        g_ptr_array_add (wrong, g_strdup_printf ("nothing at “%s” of %s", address->pointer, record->set));
    }
}

/* Of every row of a case each value comes out once more, and where from. */
static void
check_traces (MwCaseRun *run, const char *about)
{
  g_autoptr (MwGeneration) rows = mw_case_run_dup_rows (run);
  g_autoptr (GPtrArray) wrong = g_ptr_array_new_with_free_func (g_free);
  guint n_rows = rows != NULL ? mw_generation_get_n_rows (rows) : 0;

  for (guint row = 0; row < n_rows; row++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwTrace) trace = mw_case_run_trace (run, rows, row, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (trace->n_fields, ==, mw_generation_get_n_columns (rows));
      g_assert_false (trace->is_partial);
      for (guint i = 0; i < trace->n_fields; i++)
        {
          compare_value (run, rows, row, i, &trace->fields[i], wrong);
          check_addresses (trace, &trace->fields[i], wrong);
        }
    }
  fail_with (about, wrong);
}

static char *
dup_cells (MwGeneration *rows)
{
  GString *cells = g_string_new (NULL);

  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    for (guint i = 0; i < mw_generation_get_n_columns (rows); i++)
      {
        const char *cell = mw_generation_get_cell (rows, row, i, NULL);

        if (cell != NULL)
          g_string_append_printf (cells, "%u %s: %s\n", row, mw_generation_get_column (rows, i)->id, cell);
      }
  return g_string_free_and_steal (cells);
}

typedef struct
{
  MwCaseRun *run;
  MwDataset *into;
  GError *error;
} Again;

static DexFuture *
map_again (gpointer data)
{
  Again *again = data;

  dex_await (mw_case_run_map (again->run, again->into), &again->error);
  return dex_future_new_true ();
}

/* What came becomes the same rows again when nobody can be asked, as it does when the system file changes. */
static void
check_offline (MwCaseRun *run, MwModel *model, const char *about)
{
  g_autoptr (MwGeneration) rows = mw_case_run_dup_rows (run);
  g_autoptr (MwDataset) into = mw_dataset_new (model);
  Again again = { run, into, NULL };
  g_autoptr (MwGeneration) made = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (rows == NULL || mw_generation_get_n_rows (rows) == 0)
    return;
  mw_test_run_fiber (map_again, &again);
  if (again.error != NULL)
    {
      g_test_fail_printf ("%s, without asking: %s", about, again.error->message);
      g_error_free (again.error);
      return;
    }
  made = mw_table_dup_generation (mw_dataset_get_table (into, mw_case_run_get_entity (run)));
  before = dup_cells (rows);
  after = dup_cells (made);
  if (!g_str_equal (before, after))
    g_test_fail_printf ("%s, without asking: %s\ninstead of %s", about, after, before);
}

static void
test_case (gconstpointer data)
{
  const OneCase *one = data;
  Entry *entry = one->entry;
  g_autofree char *name = mw_case_dup_text (one->object, "name");
  g_autofree char *about = g_strdup_printf ("%s, “%s”", mw_system_get_id (entry->system), name);
  g_autoptr (MwCaseRun) run = mw_case_run_new (entry->bench->model, entry->system, entry->cases, one->object);

  mw_test_run_fiber (play, run);
  fail_with (about, mw_case_run_get_differences (run));
  check_traces (run, about);
  check_offline (run, entry->bench->model, about);
}

static void
test_file (gconstpointer data)
{
  const Entry *entry = data;
  g_autofree char *about = g_strdup_printf ("tests/systems/%s", mw_system_get_id (entry->system));

  fail_with (about, entry->cases->problems);
}

static void
test_coverage (gconstpointer data)
{
  const Entry *entry = data;
  g_autoptr (MwCoverage) coverage = mw_coverage_new (entry->bench->model, entry->system, entry->cases);

  fail_with (mw_system_get_id (entry->system), coverage->problems);
}

/* Last, so that it stands at the end of the log. */
static void
test_table (gconstpointer data)
{
  const Bench *bench = data;
  const Entry *first = g_ptr_array_index (bench->entries, 0);
  g_autofree char *heading = mw_coverage_dup_heading (bench->model, first->system);

  g_test_message ("%s", heading);
  for (guint i = 0; i < bench->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (bench->entries, i);
      g_autoptr (MwCoverage) coverage = mw_coverage_new (bench->model, entry->system, entry->cases);

      g_test_message ("%s", coverage->line->str);
    }
}

static void
add_test (Entry *entry, const char *name, gconstpointer data, GTestDataFunc func)
{
  g_autofree char *safe = g_strdelimit (g_strdup (name), "/", '-');
  g_autofree char *path = g_strdup_printf ("/%s/%s", mw_system_get_id (entry->system), safe);

  g_test_add_data_func (path, data, func);
}

static void
add_system (Bench *bench, MwSystem *system)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "systems", mw_system_get_id (system), NULL);

  entry->bench = bench;
  entry->system = system;
  g_ptr_array_add (bench->entries, entry);
  if (mw_system_get_builtin (system) == NULL)
    {
      entry->cases = mw_cases_load (folder);
      add_test (entry, "file", entry, test_file);
    }
  for (guint i = 0; entry->cases != NULL && i < entry->cases->cases->len; i++)
    {
      OneCase *one = g_new (OneCase, 1);
      g_autofree char *name = mw_case_dup_text (g_ptr_array_index (entry->cases->cases, i), "name");

      *one = (OneCase) { entry, g_ptr_array_index (entry->cases->cases, i) };
      g_test_add_data_func_full (
        g_strdup_printf ("/%s/%s", mw_system_get_id (system), g_strdelimit (name, "/", '-')), one, test_case,
        g_free);
    }
  add_test (entry, "coverage", entry, test_coverage);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->cases, mw_cases_free);
  g_free (entry);
}

int
main (int argc, char **argv)
{
  Bench bench = { NULL };
  g_autofree char *models = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  const char *only = g_getenv ("MW_TEST_SYSTEM");
  g_autoptr (GError) error = NULL;
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  bench.model = mw_model_load (models, &error);
  g_assert_no_error (error);
  bench.catalog = mw_catalog_load (systems, bench.model, &error);
  if (bench.catalog == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  bench.entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < mw_catalog_get_n_systems (bench.catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (bench.catalog, i);

      /* What it reads is found when it is connected: tests/discovery and tests/servers/test-odata.py. */
      if (mw_system_is_general (system))
        continue;
      if (only == NULL || *only == '\0' || g_str_equal (only, mw_system_get_id (system)))
        add_system (&bench, system);
    }
  g_assert_cmpuint (bench.entries->len, >, 0);
  g_test_add_data_func ("/all/table", &bench, test_table);
  status = g_test_run ();
  g_ptr_array_unref (bench.entries);
  g_object_unref (bench.catalog);
  g_object_unref (bench.model);
  return status;
}
