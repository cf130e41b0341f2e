/* mw-read-server.c: reads entities of a real server for the scripts beside it and tells all it got
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-source.h"
#include "mw-test-bench.h"
#include "mw-test-fiber.h"

/* One JSON object on standard input: {"system", "sign_in", "url", "settings": {}, "secrets": {}, "entities":
 * []}. One on standard output: {"version", "error", "checked", "entities": {id: {"rows", "problems", …}}}. */
typedef struct
{
  JsonObject *order;
  MwModel *model;
  MwSystem *system;
  MwTransport *transport;
  MwSession *session;
  MwSource *source;
  JsonBuilder *out;
} Run;

static const char *
get_layer (const GError *error)
{
  return error->domain == MW_SOURCE_ERROR      ? "source"
         : error->domain == MW_AUTH_ERROR      ? "auth"
         : error->domain == MW_TRANSPORT_ERROR ? "transport"
                                               : g_quark_to_string (error->domain);
}

static void
add_error (JsonBuilder *out, const GError *error)
{
  json_builder_set_member_name (out, "error");
  if (error == NULL)
    {
      json_builder_add_null_value (out);
      return;
    }
  json_builder_begin_object (out);
  json_builder_set_member_name (out, "layer");
  json_builder_add_string_value (out, get_layer (error));
  json_builder_set_member_name (out, "code");
  json_builder_add_int_value (out, error->code);
  json_builder_set_member_name (out, "message");
  json_builder_add_string_value (out, error->message);
  json_builder_end_object (out);
}

static void
add_rows (JsonBuilder *out, MwEntity *entity, MwTestSink *sink)
{
  gint64 n_problems = 0;

  json_builder_set_member_name (out, "rows");
  json_builder_begin_array (out);
  for (guint row = 0; row < mw_test_sink_get_n_rows (sink); row++)
    {
      json_builder_begin_object (out);
      for (guint i = 0; i < mw_entity_get_n_fields (entity); i++)
        {
          const char *id = mw_entity_get_field (entity, i)->id;
          const char *text = mw_test_sink_get_cell (sink, row, id);

          n_problems += mw_test_sink_get_problem (sink, row, id) != NULL;
          if (text == NULL)
            continue;
          json_builder_set_member_name (out, id);
          json_builder_add_string_value (out, text);
        }
      json_builder_end_object (out);
    }
  json_builder_end_array (out);
  json_builder_set_member_name (out, "problems");
  json_builder_add_int_value (out, n_problems);
}

static void
add_raw (Run *run, JsonBuilder *out, MwEntity *entity, MwTestSink *sink)
{
  const MwVariant *variant = mw_system_find_variant (run->system,
                                                     json_object_get_string_member (run->order, "sign_in"));
  const MwEntitySource *source = mw_system_find_entity (run->system, variant, entity);

  json_builder_set_member_name (out, "raw");
  json_builder_begin_array (out);
  for (guint i = 0; i < mw_test_sink_get_n_raw (sink, source->set); i++)
    {
      g_autofree char *record = mw_test_sink_dup_raw (sink, source->set, i);

      json_builder_add_string_value (out, record);
    }
  json_builder_end_array (out);
}

static void
read_entity (Run *run, const char *id)
{
  g_autoptr (MwTestSink) sink = mw_test_sink_new ();
  MwEntity *entity = mw_model_find (run->model, id);
  GError *error = NULL;
  gint64 count = -1;
  gboolean any;

  json_builder_set_member_name (run->out, id);
  json_builder_begin_object (run->out);
  any = dex_await_int64 (mw_source_probe (run->source, entity), &error) != 0;
  if (error == NULL)
    count = dex_await_int64 (mw_source_count (run->source, entity), &error);
  if (error == NULL)
    dex_await (mw_source_read (run->source, entity, MW_SINK (sink)), &error);
  add_error (run->out, error);
  json_builder_set_member_name (run->out, "any");
  json_builder_add_boolean_value (run->out, any);
  json_builder_set_member_name (run->out, "count");
  json_builder_add_int_value (run->out, count);
  json_builder_set_member_name (run->out, "expected");
  json_builder_add_int_value (run->out, mw_test_sink_get_expected (sink));
  json_builder_set_member_name (run->out, "pages");
  json_builder_add_int_value (run->out, mw_test_sink_get_n_pages (sink));
  json_builder_set_member_name (run->out, "notices");
  json_builder_add_string_value (run->out, mw_test_sink_get_notices (sink));
  if (error == NULL)
    {
      add_rows (run->out, entity, sink);
      add_raw (run, run->out, entity, sink);
    }
  json_builder_end_object (run->out);
  g_clear_error (&error);
}

static MwVariables *
dup_settings (JsonObject *order)
{
  MwVariables *settings = mw_variables_new (NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  mw_variables_set_text (settings, "url", json_object_get_string_member (order, "url"));
  json_object_iter_init (&iter, json_object_get_object_member (order, "settings"));
  while (json_object_iter_next (&iter, &name, &value))
    mw_variables_set_text (settings, name, json_node_get_string (value));
  return settings;
}

static MwSecrets *
dup_secrets (JsonObject *order)
{
  MwSecrets *secrets = mw_secrets_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_object_get_object_member (order, "secrets"));
  while (json_object_iter_next (&iter, &name, &value))
    mw_secrets_set (secrets, name, json_node_get_string (value));
  return secrets;
}

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;
  const char *sign_in = json_object_get_string_member (run->order, "sign_in");
  g_autoptr (MwVariables) settings = dup_settings (run->order);
  g_autoptr (MwSecrets) secrets = dup_secrets (run->order);
  g_autoptr (GError) error = NULL;
  JsonArray *entities = json_object_get_array_member (run->order, "entities");

  run->session = dex_await_object (mw_session_sign_in (run->system,
                                                       mw_system_find_sign_in (run->system, sign_in),
                                                       run->transport, settings, secrets, FALSE, NULL),
                                   &error);
  add_error (run->out, error);
  if (run->session == NULL)
    return dex_future_new_true ();
  json_builder_set_member_name (run->out, "checked");
  json_builder_add_boolean_value (run->out, dex_await (mw_session_check (run->session), NULL));
  run->source = mw_source_new (run->system, mw_system_find_variant (run->system, sign_in), run->transport,
                               run->session);
  json_builder_set_member_name (run->out, "entities");
  json_builder_begin_object (run->out);
  for (guint i = 0; i < json_array_get_length (entities); i++)
    read_entity (run, json_array_get_string_element (entities, i));
  json_builder_end_object (run->out);
  dex_await (mw_session_sign_out (run->session), NULL);
  json_builder_set_member_name (run->out, "checked_after_sign_out");
  json_builder_add_boolean_value (run->out, dex_await (mw_session_check (run->session), NULL));
  return dex_future_new_true ();
}

static void
read_order (JsonParser *parser)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_io_channel_read_to_end (input, &text, &length, &error);
  g_assert_no_error (error);
  json_parser_load_from_data (parser, text, length, &error);
  g_assert_no_error (error);
}

int
main (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (MwModel) model = NULL;
  g_autoptr (MwCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *models = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autofree char *text = NULL;
  Run run = { .out = out };

  read_order (parser);
  run.order = json_node_get_object (json_parser_get_root (parser));
  model = mw_model_load (models, &error);
  g_assert_no_error (error);
  catalog = mw_catalog_load (systems, model, &error);
  g_assert_no_error (error);
  run.model = model;
  run.system = mw_catalog_find (catalog, json_object_get_string_member (run.order, "system"));
  g_assert_nonnull (run.system);
  run.transport = mw_transport_new (json_object_get_string_member (run.order, "url"), &error);
  g_assert_no_error (error);
  json_builder_begin_object (out);
  mw_test_run_fiber (run_fiber, &run);
  json_builder_end_object (out);
  root = json_builder_get_root (out);
  text = json_to_string (root, FALSE);
  /* Not g_print(), which writes in the charset of the locale. */
  fputs (text, stdout);
  g_clear_object (&run.source);
  g_clear_object (&run.session);
  g_clear_object (&run.transport);
  return 0;
}
