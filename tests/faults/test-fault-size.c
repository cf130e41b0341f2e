/* test-fault-size.c: answers that would fill the memory, or whose parts are as large as a page may be
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "mw-fault-test.h"
#include "mw-source.h"

#define MEGABYTE ((gsize) 1024 * 1024)

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER TRUE
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER FALSE
#endif

static char *home;

/* The most memory since the last reset, in bytes (proc(5): VmHWM); 0: not told. */
static gsize
get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  return line != NULL ? (gsize) g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) * 1024 : 0;
}

/* Whether the system can. */
static gboolean
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");
  gboolean done = file != NULL && fputs ("5", file) >= 0;

  if (file != NULL)
    done = fclose (file) == 0 && done;
  return done && get_peak () > 0;
}

/* @n_megabytes of nothing, packed. */
static GBytes *
make_bomb (guint n_megabytes)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, converter);
  g_autofree char *spaces = g_strnfill (MEGABYTE, ' ');

  for (guint i = 0; i < n_megabytes; i++)
    g_assert_true (g_output_stream_write_all (stream, spaces, MEGABYTE, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* In the middle of a load: the memory that it takes has a bound, and the connection can be used further. */
static DexFuture *
memory_fiber (gpointer data)
{
  g_autoptr (GBytes) bomb = make_bomb (512);
  const MwFixtureAnswer answers[] = {
    { .body = g_bytes_get_data (bomb, NULL),
      .length = (gssize) g_bytes_get_size (bomb),
      .headers = "Content-Encoding: gzip\r\n" },
    { .body = "[0123456789]", .flags = MW_FIXTURE_ENDLESS },
  };
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_measured = !HAS_SANITIZER && reset_peak ();
      gsize before = get_peak ();
      MwReading *reading;

      mw_fault_plant_break (plant, MW_FAULT_AT_PAGE, &answers[i], 0);
      reading = mw_fault_read (engine, connection, "purchase_order", &error);
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_SIZE);
      g_assert_cmpuint (mw_reading_get_n_rows (reading), >=, MW_FAULT_KEPT);
      g_assert_cmpuint (mw_fault_plant_count (plant, MW_FAULT_AT_PAGE), ==, 1);
      if (is_measured)
        g_assert_cmpuint (get_peak () - before, <, 3 * MW_FAULT_CAP);
      g_clear_error (&error);
      mw_fault_plant_mend (plant);
      reading = mw_fault_read (engine, connection, "purchase_order", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_ORDERS);
    }
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

typedef struct
{
  const char *name;
  const char *begin;
  const char *each;
  guint n_times;
  const char *end;
  gboolean goes_well;
} LargePart;

/* Whole pages, each with one part that is out of all proportion. */
static const LargePart parts[] = {
  { "6-a-million-members", "{\"total\":9,\"items\":[{\"id\":5,\"no\":\"PO-5\"", ",\"k\":0", 1000000,
    "},{\"id\":6,\"no\":\"PO-6\"}]}", TRUE },
  { "6-fifty-megabytes-of-text", "{\"total\":9,\"items\":[{\"id\":5,\"no\":\"PO-5\",\"x\":\"", "0123456789",
    5000000, "\"},{\"id\":6,\"no\":\"PO-6\"}]}", TRUE },
  { "6-number-of-fifty-megabytes", "{\"total\":9,\"items\":[{\"id\":5,\"no\":\"", "0123456789", 5000000,
    "\"},{\"id\":6,\"no\":\"PO-6\"}]}", TRUE },
  { "6-lists-inside", "{\"total\":9,\"items\":[{\"id\":5,\"no\":\"PO-5\",\"x\":", "[", 900000,
    "},{\"id\":6,\"no\":\"PO-6\"}]}", FALSE },
};

/* The page is read or refused as a whole; rows that were there stay, nothing breaks, and the next load is
 * good. */
static DexFuture *
part_fiber (gpointer data)
{
  const LargePart *self = data;
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);
  g_autoptr (GString) body = g_string_new (self->begin);
  g_autoptr (GError) error = NULL;
  guint n_rows;

  for (guint i = 0; i < self->n_times; i++)
    g_string_append (body, self->each);
  g_string_append (body, self->end);
  mw_fault_plant_break (plant, MW_FAULT_AT_PAGE,
                        &(MwFixtureAnswer) { .body = body->str, .length = (gssize) body->len }, 0);
  n_rows = mw_reading_get_n_rows (mw_fault_read (engine, connection, "purchase_order", &error));
  if (self->goes_well)
    g_assert_no_error (error);
  else
    g_assert_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_JSON);
  g_assert_cmpuint (n_rows, ==, self->goes_well ? MW_FAULT_ORDERS : MW_FAULT_KEPT);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_clear_error (&error);
  mw_fault_plant_mend (plant);
  n_rows = mw_reading_get_n_rows (mw_fault_read (engine, connection, "purchase_order", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, MW_FAULT_ORDERS);
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
memory_with_cap (gpointer data)
{
  mw_fault_set_defaults (MW_FAULT_PATIENCE);
  return memory_fiber (data);
}

static void
run_part (gconstpointer data)
{
  mw_transport_set_defaults (&(MwTransportDefaults) { .sleep = mw_fault_sleep });
  mw_test_run_fiber (part_fiber, (gpointer) data);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  g_test_add_data_func ("/faults/size/5-memory", (gconstpointer) memory_with_cap, mw_test_run_fiber_data);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/size/", parts[i].name, NULL);

      g_test_add_data_func (path, &parts[i], run_part);
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
