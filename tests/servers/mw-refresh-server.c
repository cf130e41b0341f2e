/* mw-refresh-server.c: reads an entity of a real server again and again, for the scripts beside it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <string.h>

#include "mw-catalog.h"
#include "mw-changes.h"
#include "mw-source.h"
#include "mw-test-fiber.h"

/* The first line of standard input is one JSON object: {"system", "sign_in", "url", "settings": {},
 * "secrets":
 * {}, "entity"}; each further line is "refresh" (from the read before) or "reconcile" (everything anew). Each
 * read, the first one without being asked, is one line of JSON: {"error", "rows": {remote_id: {field: text}},
 * "changed", "new", "gone", "others_differ", "n_updates", "compared_at", "requests"}. */
typedef struct
{
  JsonObject *order;
  MwModel *model;
  MwSystem *system;
  const MwVariant *variant;
  MwEntity *entity;
  MwTransport *transport;
  MwSession *session;
  MwSource *source;
  MwDataset *dataset; /* of the last read */
  guint n_requests;
} Run;

static char *
read_line (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  int c;

  while ((c = getchar ()) != EOF && c != '\n')
    g_string_append_c (line, (char) c);
  return c == EOF && line->len == 0 ? NULL : g_string_free_and_steal (g_steal_pointer (&line));
}

static void
add_number (JsonBuilder *out, const char *name, gint64 number)
{
  json_builder_set_member_name (out, name);
  json_builder_add_int_value (out, number);
}

static void
add_rows (Run *run, JsonBuilder *out)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (run->dataset, run->entity));
  int key = mw_generation_find_column (rows, "remote_id");

  json_builder_set_member_name (out, "rows");
  json_builder_begin_object (out);
  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    {
      json_builder_set_member_name (out, mw_generation_get_cell (rows, row, (guint) key, NULL));
      json_builder_begin_object (out);
      for (guint i = 0; i < mw_generation_get_n_columns (rows); i++)
        if (mw_generation_get_cell (rows, row, i, NULL) != NULL)
          {
            json_builder_set_member_name (out, mw_generation_get_column (rows, i)->id);
            json_builder_add_string_value (out, mw_generation_get_cell (rows, row, i, NULL));
          }
      json_builder_end_object (out);
    }
  json_builder_end_object (out);
}

static void
add_changes (Run *run, JsonBuilder *out, MwDataset *before)
{
  const MwEntitySource *source = mw_system_find_entity (run->system, run->variant, run->entity);
  g_autoptr (GPtrArray) log = mw_transport_dup_log (run->transport);
  MwChanges changes = { 0 };
  MwSetMark mark = { 0 };

  if (before != NULL)
    mw_changes_find (before, run->dataset, source->set, (const char *const *) source->lookups, &changes, NULL,
                     NULL);
  mw_held_get_mark (MW_HELD (run->dataset), source->set, 0, &mark);
  add_number (out, "changed", changes.n_changed);
  add_number (out, "new", changes.n_new);
  add_number (out, "gone", changes.n_gone);
  add_number (out, "others_differ", changes.others_differ);
  add_number (out, "n_updates", mark.n_updates);
  add_number (out, "compared_at", mark.compared_at);
  add_number (out, "requests", log->len - run->n_requests);
  run->n_requests = log->len;
}

static void
say (JsonBuilder *out)
{
  g_autoptr (JsonNode) root = json_builder_get_root (out);
  g_autofree char *text = json_to_string (root, FALSE);

  puts (text);
  fflush (stdout);
}

static void
read_once (Run *run, gboolean whole)
{
  g_autoptr (MwDataset) before = g_steal_pointer (&run->dataset);
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autoptr (GError) error = NULL;

  run->dataset = mw_dataset_new (run->model);
  mw_source_set_held (run->source, whole || before == NULL ? NULL : MW_HELD (before));
  dex_await (mw_source_read (run->source, run->entity, MW_SINK (run->dataset)), &error);
  json_builder_begin_object (out);
  json_builder_set_member_name (out, "error");
  json_builder_add_string_value (out, error != NULL ? error->message : "");
  add_rows (run, out);
  add_changes (run, out, before);
  json_builder_end_object (out);
  say (out);
}

static void
set_setting (JsonObject *object, const char *name, JsonNode *value, gpointer settings)
{
  mw_variables_set_text (settings, name, json_node_get_string (value));
}

static void
set_secret (JsonObject *object, const char *name, JsonNode *value, gpointer secrets)
{
  mw_secrets_set (secrets, name, json_node_get_string (value));
}

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;
  const char *sign_in = json_object_get_string_member (run->order, "sign_in");
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  mw_variables_set_text (settings, "url", json_object_get_string_member (run->order, "url"));
  json_object_foreach_member (json_object_get_object_member (run->order, "settings"), set_setting, settings);
  json_object_foreach_member (json_object_get_object_member (run->order, "secrets"), set_secret, secrets);
  run->session = dex_await_object (mw_session_sign_in (run->system,
                                                       mw_system_find_sign_in (run->system, sign_in),
                                                       run->transport, settings, secrets, FALSE, NULL),
                                   &error);
  g_assert_no_error (error);
  run->variant = mw_system_find_variant (run->system, sign_in);
  run->source = mw_source_new (run->system, run->variant, run->transport, run->session);
  read_once (run, TRUE);
  for (;;)
    {
      g_autofree char *line = read_line ();

      if (line == NULL)
        break;
      read_once (run, strcmp (line, "reconcile") == 0);
    }
  dex_await (mw_session_sign_out (run->session), NULL);
  return dex_future_new_true ();
}

int
main (void)
{
  g_autofree char *order = read_line ();
  g_autoptr (JsonNode) parsed = json_from_string (order != NULL ? order : "", NULL);
  g_autoptr (MwCatalog) catalog = NULL;
  g_autoptr (MwModel) model = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *models = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  Run run = { NULL };

  g_assert_nonnull (parsed);
  run.order = json_node_get_object (parsed);
  model = mw_model_load (models, &error);
  g_assert_no_error (error);
  catalog = mw_catalog_load (systems, model, &error);
  g_assert_no_error (error);
  run.model = model;
  run.system = mw_catalog_find (catalog, json_object_get_string_member (run.order, "system"));
  run.entity = mw_model_find (model, json_object_get_string_member (run.order, "entity"));
  g_assert_true (run.system != NULL && run.entity != NULL);
  run.transport = mw_transport_new (json_object_get_string_member (run.order, "url"), &error);
  g_assert_no_error (error);
  mw_test_run_fiber (run_fiber, &run);
  g_clear_object (&run.source);
  g_clear_object (&run.session);
  g_clear_object (&run.dataset);
  g_clear_object (&run.transport);
  return 0;
}
