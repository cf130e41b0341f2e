/* mw-discovery-bench.c: a general system on a scripted server, discovered
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-discovery-bench.h"

#include <string.h>

#include "mw-test-fiber.h"
#include "mw-user-files.h"

MwDiscoveryBench *
mw_discovery_bench_new (const char *general)
{
  MwDiscoveryBench *self = g_new0 (MwDiscoveryBench, 1);
  g_autofree char *model = mw_data_dup_path ("model");
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autofree char *synonyms = mw_data_dup_path ("synonyms.json");
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  self->model = mw_model_load (model, &error);
  g_assert_no_error (error);
  self->catalog = mw_catalog_load (systems, self->model, &error);
  g_assert_no_error (error);
  self->synonyms = mw_synonyms_load (synonyms, self->model, &error);
  g_assert_no_error (error);
  self->general = mw_catalog_find (self->catalog, general);
  g_assert_nonnull (self->general);
  self->server = mw_fixture_server_new ();
  self->told = g_string_new (NULL);
  uri = mw_fixture_server_dup_uri (self->server, "/base");
  self->transport = mw_transport_new (uri, &error);
  g_assert_no_error (error);
  return self;
}

void
mw_discovery_bench_free (MwDiscoveryBench *self)
{
  g_clear_error (&self->error);
  g_clear_object (&self->survey);
  g_object_unref (self->transport);
  mw_fixture_server_free (self->server);
  mw_synonyms_unref (self->synonyms);
  g_string_free (self->told, TRUE);
  g_object_unref (self->catalog);
  g_object_unref (self->model);
  g_free (self);
}

static void
on_told (guint done, guint all, const char *list, gpointer data)
{
  MwDiscoveryBench *self = data;

  g_string_append_printf (self->told, "%u/%u %s; ", done, all, list);
}

typedef struct
{
  MwDiscoveryBench *bench;
  MwSurveyList *picked;
  const char *const *lists;
  const char *records;
} Run;

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;
  MwDiscoveryBench *self = run->bench;
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSession) session = NULL;
  const MwSignIn *sign_in = mw_system_find_sign_in (self->general, "bearer");
  MwDiscoveryPlace place;

  mw_variables_set_text (settings, "url", mw_transport_get_base_uri (self->transport));
  mw_secrets_set (secrets, "key", "k-0123456789");
  session = mw_session_restore (self->general, sign_in, self->transport, settings, secrets);
  place = (MwDiscoveryPlace) { self->general,   sign_in, self->catalog, self->model,
                               self->transport, session, on_told,       self };
  if (run->picked != NULL)
    {
      g_autoptr (MwSurvey) all = g_steal_pointer (&self->survey);
      g_autoptr (MwSurvey)
        found = dex_await_object (mw_discovery_look (&place, all, run->picked), &self->error);

      self->survey = found != NULL ? mw_survey_join (all, found) : g_steal_pointer (&all);
    }
  else
    self->survey = dex_await_object (mw_discovery_run (&place, run->lists, run->records), &self->error);
  return dex_future_new_true ();
}

void
mw_discovery_bench_run (MwDiscoveryBench *self, const char *const *lists, const char *records)
{
  Run run = { self, NULL, lists, records };

  g_clear_error (&self->error);
  g_clear_object (&self->survey);
  mw_test_run_fiber (run_fiber, &run);
}

void
mw_discovery_bench_look (MwDiscoveryBench *self, const char *list)
{
  Run run = { self, mw_discovery_bench_find (self, list), NULL, NULL };

  mw_test_run_fiber (run_fiber, &run);
}

const char *
mw_discovery_bench_get_told (MwDiscoveryBench *self)
{
  return self->told->str;
}

gboolean
mw_discovery_bench_run_one (MwDiscoveryBench *self, const char *json)
{
  static const char *const lists[] = { "orders", NULL };

  mw_fixture_server_clear (self->server);
  mw_fixture_server_add_json (self->server, "/base/orders", json);
  mw_discovery_bench_run (self, lists, NULL);
  return self->survey != NULL;
}

MwSurveyList *
mw_discovery_bench_find (MwDiscoveryBench *self, const char *list)
{
  MwSurveyList *found;

  g_assert_no_error (self->error);
  found = mw_survey_find_list (self->survey, list);
  if (found == NULL)
    g_error ("there is no list %s", list);
  return found;
}

MwSurveyList *
mw_discovery_bench_sample (MwDiscoveryBench *self, const char *title, const char *json)
{
  MwSurveyList *list = mw_survey_list_new (self->synonyms, title, NULL, title);
  yyjson_doc *document = yyjson_read (json, strlen (json), YYJSON_READ_NUMBER_AS_RAW);
  yyjson_arr_iter iter;
  yyjson_val *record;

  g_assert_nonnull (document);
  list->records = json_node_init_string (json_node_alloc (), "");
  yyjson_arr_iter_init (yyjson_doc_get_root (document), &iter);
  while ((record = yyjson_arr_iter_next (&iter)) != NULL)
    mw_sample_add_record (list, record);
  mw_key_guess (list);
  yyjson_doc_free (document);
  return list;
}

char *
mw_discovery_bench_dup_keys (MwSurveyList *list)
{
  return g_strjoinv (" ", list->keys);
}

const char *
mw_discovery_bench_get_path (const MwProposal *proposal, const char *field)
{
  int position = mw_entity_find_field (proposal->entity, field);

  g_assert_cmpint (position, >=, 0);
  return proposal->fields[position] != NULL ? proposal->fields[position]->path : "-";
}

JsonNode *
mw_discovery_bench_dup_file (MwDiscoveryBench *self, GPtrArray *proposals)
{
  g_autoptr (GPtrArray) likeliest = proposals == NULL ? mw_proposal_choose (self->survey) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (MwSystem) system = NULL;

  text = mw_system_writer_compose (self->survey, proposals != NULL ? proposals : likeliest, "mine", "Mine",
                                   "https://erp.example.com/api", NULL);
  system = mw_user_files_parse (self->catalog, "mine.json", text, strlen (text), self->model, &error);
  g_assert_no_error (error);
  return json_from_string (text, NULL);
}

char *
mw_discovery_bench_dup_member (JsonNode *file, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = file;

  for (guint i = 0; node != NULL && names[i] != NULL; i++)
    node = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), names[i])
                                         : NULL;
  return node != NULL ? json_to_string (node, FALSE) : NULL;
}
