/* mw-mapping-window.c: connects the real window to a real server and tells what its Mapping tab says, for the
 * scripts beside it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>

#include "mw-mapping-item.h"
#include "mw-reading-explain.h"
#include "mw-server-window.h"

/* One JSON object on standard input: {"system", "sign_in", "values": {form field: text}, "entities": [],
 * "shots": prefix of its pictures, "traced": number of rows that are explained, "out": path of a file}. That
 * gets {entity: {"error", "said": above the items, "fields": [ids], "items": [as the tab shows them], "rows":
 * [{"set", "record", "child", "cells"}], "sets": {id: [[key, record]]}, "traces": []}}. */
typedef struct
{
  JsonObject *order;
  MwUiTest *test;
  MwConnection *connection;
  JsonBuilder *out;
} Run;

static Run run;

static void
add_text (const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (run.out, name);
  json_builder_add_string_value (run.out, text);
}

static void
add_number (const char *name, gint64 number)
{
  json_builder_set_member_name (run.out, name);
  json_builder_add_int_value (run.out, number);
}

static void
add_items (GListModel *items)
{
  json_builder_set_member_name (run.out, "items");
  json_builder_begin_array (run.out);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (items, i);

      json_builder_begin_object (run.out);
      add_text ("title", mw_mapping_item_get_title (item));
      add_text ("paths", mw_mapping_item_get_paths (item));
      add_text ("rule", mw_mapping_item_get_rule (item));
      add_text ("fill", mw_mapping_item_get_fill (item));
      add_text ("samples", mw_mapping_item_get_samples (item));
      add_text ("path", mw_mapping_item_get_custom_path (item));
      add_number ("unused", mw_mapping_item_is_unused (item));
      json_builder_end_object (run.out);
    }
  json_builder_end_array (run.out);
}

static void
add_cells (MwGeneration *rows, guint row)
{
  json_builder_set_member_name (run.out, "cells");
  json_builder_begin_object (run.out);
  for (guint i = 0; i < mw_generation_get_n_columns (rows); i++)
    add_text (mw_generation_get_column (rows, i)->id, mw_generation_get_cell (rows, row, i, NULL));
  json_builder_end_object (run.out);
}

static void
add_rows (MwGeneration *rows, MwDataset *dataset)
{
  json_builder_set_member_name (run.out, "rows");
  json_builder_begin_array (run.out);
  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    {
      const MwRowOrigin *origin = mw_generation_get_origin (rows, row);
      g_autoptr (MwRawSet) set = mw_dataset_dup_raw_set (dataset, origin->set);

      json_builder_begin_object (run.out);
      add_text ("set", mw_raw_set_get_id (set));
      add_number ("record", origin->record);
      add_number ("child", origin->child);
      add_cells (rows, row);
      json_builder_end_object (run.out);
    }
  json_builder_end_array (run.out);
}

static void
add_sets (MwDataset *dataset)
{
  GListModel *sets = mw_dataset_get_raw_sets (dataset);

  json_builder_set_member_name (run.out, "sets");
  json_builder_begin_object (run.out);
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (MwRawSet) set = g_list_model_get_item (sets, i);

      json_builder_set_member_name (run.out, mw_raw_set_get_id (set));
      json_builder_begin_array (run.out);
      for (guint n = 0; n < mw_raw_set_get_n_records (set); n++)
        {
          gsize key_length, length;
          const char *key = mw_raw_set_peek_key (set, n, &key_length);
          const char *record = mw_raw_set_peek_record (set, n, &length);
          g_autofree char *key_text = g_strndup (key != NULL ? key : "", key != NULL ? key_length : 0);
          g_autofree char *text = g_strndup (record, length);

          json_builder_begin_array (run.out);
          json_builder_add_string_value (run.out, key_text);
          json_builder_add_string_value (run.out, text);
          json_builder_end_array (run.out);
        }
      json_builder_end_array (run.out);
    }
  json_builder_end_object (run.out);
}

static void
add_addresses (MwTrace *trace, const MwTraceField *field)
{
  json_builder_set_member_name (run.out, "addresses");
  json_builder_begin_array (run.out);
  for (guint i = 0; i < field->addresses->len; i++)
    {
      const MwTraceAddress *address = field->addresses->pdata[i];
      const MwTraceRecord *record = trace->records->pdata[address->record];

      json_builder_begin_object (run.out);
      add_text ("set", record->set);
      add_text ("key", record->key);
      add_text ("pointer", address->pointer);
      json_builder_end_object (run.out);
    }
  json_builder_end_array (run.out);
}

static void
add_trace (MwReading *reading, MwGeneration *rows, guint row)
{
  DexFuture *future = mw_reading_explain (reading, mw_reading_get_dataset (reading),
                                          mw_generation_get_origin (rows, row));
  g_autoptr (GError) error = NULL;
  const GValue *value;
  MwTrace *trace;

  mw_ui_wait (!dex_future_is_pending (future));
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  trace = g_value_get_boxed (value);
  json_builder_begin_object (run.out);
  add_number ("row", row);
  json_builder_set_member_name (run.out, "fields");
  json_builder_begin_array (run.out);
  for (guint i = 0; i < trace->n_fields; i++)
    {
      json_builder_begin_object (run.out);
      add_text ("value", trace->fields[i].value);
      add_text ("words", trace->fields[i].words);
      add_addresses (trace, &trace->fields[i]);
      json_builder_end_object (run.out);
    }
  json_builder_end_array (run.out);
  json_builder_end_object (run.out);
  dex_unref (future);
}

/* Some of all parts of the table. */
static void
add_traces (MwReading *reading, MwGeneration *rows)
{
  guint n_rows = mw_generation_get_n_rows (rows);
  guint n = MIN ((guint) json_object_get_int_member (run.order, "traced"), n_rows);

  json_builder_set_member_name (run.out, "traces");
  json_builder_begin_array (run.out);
  for (guint i = 0; i < n; i++)
    add_trace (reading, rows, (guint) ((guint64) i * n_rows / n));
  json_builder_end_array (run.out);
}

static void
add_fields (MwEntity *entity)
{
  json_builder_set_member_name (run.out, "fields");
  json_builder_begin_array (run.out);
  for (guint i = 0; i < mw_entity_get_n_fields (entity); i++)
    json_builder_add_string_value (run.out, mw_entity_get_field (entity, i)->id);
  json_builder_end_array (run.out);
}

static void
look_at_mapping (MwRecordsPage *page, MwEntity *entity)
{
  GtkWidget *mapping = mw_ui_child (page, "mapping");
  GtkWidget *button = mw_ui_child (mapping, "count_button");
  GtkListView *list = mw_ui_child (mapping, "list");
  g_autofree char *shot = g_strconcat (json_object_get_string_member (run.order, "shots"), "-",
                                       mw_entity_get_id (entity), NULL);

  adw_toggle_group_set_active_name (mw_ui_child (page, "tabs"), "mapping");
  mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) > 0);
  mw_ui_wait (!gtk_widget_get_visible (button));
  add_text ("said", gtk_label_get_text (mw_ui_child (mapping, "progress")));
  add_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
  mw_ui_shot (run.test, shot);
}

static void
look_at_entity (JsonArray *entities, guint i, JsonNode *node, gpointer data)
{
  MwEntity *entity = mw_model_find (mw_engine_get_model (run.test->engine), json_node_get_string (node));
  MwRecordsPage *page = mw_server_window_show (run.test, run.connection, entity);
  MwReading *reading = mw_records_page_get_reading (page);

  json_builder_set_member_name (run.out, mw_entity_get_id (entity));
  json_builder_begin_object (run.out);
  look_at_mapping (page, entity);
  add_fields (entity);
  if (mw_reading_get_error (reading) != NULL)
    add_text ("error", mw_reading_get_error (reading)->message);
  else
    {
      MwDataset *dataset = mw_reading_get_dataset (reading);
      g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (dataset, entity));

      add_rows (rows, dataset);
      add_sets (dataset);
      add_traces (reading, rows);
    }
  json_builder_end_object (run.out);
}

static void
test_window (void)
{
  run.test = mw_ui_test_start ();
  run.out = json_builder_new ();
  run.connection = mw_server_window_connect (run.test, run.order);
  json_builder_begin_object (run.out);
  json_array_foreach_element (json_object_get_array_member (run.order, "entities"), look_at_entity, NULL);
  json_builder_end_object (run.out);
  mw_server_window_write (run.order, run.out);
  mw_ui_await (mw_engine_disconnect (run.test->engine, run.connection));
  g_clear_object (&run.connection);
  g_clear_object (&run.out);
  mw_ui_test_stop (run.test);
}

int
main (int argc, char **argv)
{
  return mw_server_window_main (argc, argv, "/servers/mapping-window", test_window, &run.order);
}
