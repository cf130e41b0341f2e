/* test-known.c: what would be proposed for systems that have a file written by hand, held against that file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The records are those of tests/systems/: what the vendors publish or what real products answered. Counted
 * are the fields that the file takes from a record of the same list: proposed right, wrong (another field of
 * it), or not at all. What only a person can know (sums over lines, lookups, fixed values) is left out. The
 * table goes to standard output with MW_TEST_TABLE=1.
 */

#include <string.h>

#include "mw-discovery-bench.h"

typedef struct
{
  guint right;
  guint wrong;
  guint missing;
  guint beside; /* proposed, where the file has nothing */
} Count;

typedef struct
{
  const char *system;
  guint right; /* at least: some less than there were, as pages and files change */
  guint wrong; /* at most */
} Expected;

static const Expected expected[] = {
  { "business-central", 68, 5 }, { "maintainx", 45, 2 },   { "makini", 65, 6 },
  { "maximo", 58, 4 },           { "netsuite", 60, 20 },   { "odoo", 30, 3 },
  { "sap-business-one", 95, 8 }, { "sap-s4hana", 110, 5 },
};

/* Members of expressions whose texts are no paths. */
static const char *const no_paths[] = { "const",   "with",   "zone", "enum", "map", "leading",
                                        "decimal", "group",  "is",   "word", "any", "name",
                                        "custom",  "lookup", "get",  NULL };

static MwDiscoveryBench *bench;

static JsonNode *
read_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

/* Paths of the record that @expression looks at. */
static void
collect_paths (JsonNode *expression, GStrvBuilder *paths)
{
  if (JSON_NODE_HOLDS_VALUE (expression) && json_node_get_value_type (expression) == G_TYPE_STRING)
    {
      if (strstr (json_node_get_string (expression), "[]") == NULL)
        g_strv_builder_add (paths, json_node_get_string (expression));
    }
  else if (JSON_NODE_HOLDS_ARRAY (expression))
    {
      JsonArray *list = json_node_get_array (expression);

      for (guint i = 0; i < json_array_get_length (list); i++)
        collect_paths (json_array_get_element (list, i), paths);
    }
  else if (JSON_NODE_HOLDS_OBJECT (expression))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      json_object_iter_init_ordered (&iter, json_node_get_object (expression));
      while (json_object_iter_next_ordered (&iter, &name, &value))
        if (!g_strv_contains (no_paths, name) && strcmp (name, "parent") != 0)
          collect_paths (value, paths);
    }
}

/* Odoo writes a reference as [id, name]: discovery sees no field in a list. */
static char **
dup_expected (MwSurveyList *list, JsonNode *expression)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  GStrvBuilder *known = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  collect_paths (expression, all);
  paths = g_strv_builder_end (all);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      MwSurveyField *field = mw_survey_list_find_field (list, paths[i]);

      if (field != NULL && field->n_seen > 0)
        g_strv_builder_add (known, paths[i]);
    }
  return g_strv_builder_unref_to_strv (known);
}

static guint
count_known (MwSurveyList *list, JsonObject *map)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  guint n = 0;

  json_object_iter_init_ordered (&iter, map);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_auto (GStrv) paths = dup_expected (list, value);

      n += paths[0] != NULL;
    }
  return n;
}

static yyjson_val *
find_path (yyjson_val *value, const char *path)
{
  g_autoptr (MwJsonPath) parsed = mw_json_path_parse (path, NULL);

  return parsed != NULL ? mw_json_path_get (parsed, value, NULL) : NULL;
}

static void
add_records (MwSurveyList *list, yyjson_val *records, const char *each)
{
  yyjson_arr_iter iter;
  yyjson_val *record;

  yyjson_arr_iter_init (records, &iter);
  while ((record = yyjson_arr_iter_next (&iter)) != NULL)
    if (each == NULL)
      mw_sample_add_record (list, record);
    else
      add_records (list, find_path (record, each), NULL);
}

/* The list in @answer that @map is written for, if it is there; of several pages the longest. */
static void
look_at_answer (MwSurveyList **best, const char *title, yyjson_val *answer, JsonObject *map, const char *each)
{
  g_autoptr (GPtrArray) lists = mw_sample_find_lists (answer);

  for (guint i = 0; i < lists->len; i++)
    {
      const MwSampleList *found = lists->pdata[i];
      g_autoptr (MwSurveyList) tried = mw_survey_list_new (bench->synonyms, title, NULL, title);
      yyjson_val *records = find_path (answer, found->path);

      add_records (tried, records, each);
      if (count_known (tried, map) >= 6 && count_known (tried, map) * 4 > json_object_get_size (map) &&
          (*best == NULL || tried->n_sampled > (*best)->n_sampled))
        {
          g_clear_pointer (best, mw_survey_list_unref);
          *best = g_steal_pointer (&tried);
        }
    }
}

static void
look_at_exchange (MwSurveyList **best,
                  const char *title,
                  JsonObject *exchange,
                  const char *folder,
                  JsonObject *map,
                  const char *each)
{
  JsonNode *answer = json_object_get_member (exchange, "answer");
  g_autofree char *text = NULL;
  yyjson_doc *document;

  if (answer == NULL)
    return;
  if (JSON_NODE_HOLDS_VALUE (answer))
    {
      g_autofree char *path = g_build_filename (folder, json_node_get_string (answer), NULL);

      if (!g_file_get_contents (path, &text, NULL, NULL))
        return;
    }
  else
    text = json_to_string (answer, FALSE);
  document = yyjson_read (text, strlen (text), YYJSON_READ_NUMBER_AS_RAW);
  if (document != NULL)
    look_at_answer (best, title, yyjson_doc_get_root (document), map, each);
  yyjson_doc_free (document);
}

static void
look_at_cases (MwSurveyList **best,
               const char *title,
               JsonArray *cases,
               const char *folder,
               const char *entity,
               JsonObject *source)
{
  JsonObject *map = json_object_get_object_member (source, "map");
  const char *each = json_object_get_string_member_with_default (source, "each", NULL);

  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *one = json_array_get_object_element (cases, i);
      JsonArray *exchanges = json_object_has_member (one, "exchanges")
                               ? json_object_get_array_member (one, "exchanges")
                               : NULL;

      if (strcmp (json_object_get_string_member_with_default (one, "entity", ""), entity) != 0)
        continue;
      for (guint n = 0; exchanges != NULL && n < json_array_get_length (exchanges); n++)
        look_at_exchange (best, title, json_array_get_object_element (exchanges, n), folder, map, each);
    }
}

/* What people read of a reference falls back to its key in the file that is written. */
static gboolean
is_fallback_expected (const MwProposal *proposal, guint position, char **paths)
{
  const MwField *field = mw_entity_get_field (proposal->entity, position);
  const MwSurveyField *key = field->pair >= 0 && field->entity != NULL ? proposal->fields[field->pair] : NULL;

  return key != NULL && !g_str_has_suffix (field->id, "_id") && proposal->fields[position]->n_seen == 0 &&
         g_strv_contains ((const char *const *) paths, key->path);
}

static const char *
judge (const MwProposal *proposal, JsonObject *map, guint position, Count *count, char **should)
{
  const char *id = mw_entity_get_field (proposal->entity, position)->id;
  JsonNode *expression = json_object_get_member (map, id);
  g_auto (GStrv) paths = expression != NULL ? dup_expected (proposal->list, expression) : NULL;
  const MwSurveyField *found = proposal->fields[position];

  if (expression == NULL && found != NULL)
    {
      count->beside++;
      return "beside";
    }
  if (paths == NULL || paths[0] == NULL)
    return NULL;
  /* The text of a status comes by itself. */
  if (found == NULL && g_str_has_suffix (id, "_raw"))
    found = proposal->fields[mw_entity_get_field (proposal->entity, position)->pair];
  *should = g_strjoinv (" ", paths);
  if (found != NULL && is_fallback_expected (proposal, position, paths))
    {
      count->right++;
      return "right";
    }
  if (found == NULL)
    {
      /* A key of several fields is put together when the file is written. */
      if (strcmp (id, "remote_id") == 0 && g_strv_length (proposal->list->keys) > 1)
        {
          count->right++;
          return "right";
        }
      count->missing++;
      return "missing";
    }
  if (g_strv_contains ((const char *const *) paths, found->path))
    {
      count->right++;
      return "right";
    }
  count->wrong++;
  return "wrong";
}

static void
compare (const char *system, const MwProposal *proposal, JsonObject *map, Count *count)
{
  for (guint i = 0; i < mw_entity_get_n_fields (proposal->entity); i++)
    {
      g_autofree char *should = NULL;
      const char *result = judge (proposal, map, i, count, &should);

      if (result != NULL && strcmp (result, "right") != 0 && g_getenv ("MW_TEST_TABLE") != NULL)
        g_print ("# %s %s %s.%s: %s%s%s\n", result, system, mw_entity_get_id (proposal->entity),
                 mw_entity_get_field (proposal->entity, i)->id,
                 proposal->fields[i] != NULL ? proposal->fields[i]->path : "-",
                 should != NULL ? ", not " : "", should != NULL ? should : "");
    }
}

static void
measure_entity (const char *system,
                JsonObject *file,
                JsonArray *cases,
                const char *folder,
                MwEntity *entity,
                Count *count)
{
  const char *id = mw_entity_get_id (entity);
  JsonObject *entities = json_object_get_object_member (file, "entities");
  JsonObject *source = json_object_has_member (entities, id) ? json_object_get_object_member (entities, id)
                                                             : NULL;
  JsonObject *map = source != NULL ? json_object_get_object_member (source, "map") : NULL;
  g_autoptr (MwSurvey) survey = NULL;
  g_autoptr (MwProposal) proposal = NULL;
  MwSurveyList *list = NULL;
  Count own = { 0 };
  const char *title;

  if (map == NULL)
    return;
  title = json_object_get_string_member (
    json_object_get_object_member (json_object_get_object_member (file, "sets"),
                                   json_object_get_string_member (source, "set")),
    "title");
  look_at_cases (&list, title, cases, folder, id, source);
  if (list == NULL)
    return;
  mw_key_guess (list);
  survey = mw_survey_new (bench->general, mw_system_get_variant (bench->general, 0), bench->model,
                          bench->synonyms);
  mw_survey_add_list (survey, list);
  proposal = mw_proposal_new (survey, entity, list);
  compare (system, proposal, map, &own);
  if (g_getenv ("MW_TEST_TABLE") != NULL)
    g_print ("# %-17s %-20s %-24s %3u records %3u right %3u wrong %3u missing %3u beside\n", system, id,
             title, list->n_sampled, own.right, own.wrong, own.missing, own.beside);
  count->right += own.right;
  count->wrong += own.wrong;
  count->missing += own.missing;
  count->beside += own.beside;
}

static void
test_system (gconstpointer data)
{
  const Expected *one = data;
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "systems", one->system, NULL);
  g_autofree char *cases_path = g_build_filename (folder, "cases.json", NULL);
  g_autofree char *systems = mw_data_dup_path ("systems");
  g_autofree char *path = g_strdup_printf ("%s/%s.json", systems, one->system);
  g_autoptr (JsonNode) file = read_json (path);
  g_autoptr (JsonNode) cases = read_json (cases_path);
  Count count = { 0 };

  for (guint i = 0; i < mw_model_get_n_entities (bench->model); i++)
    measure_entity (one->system, json_node_get_object (file),
                    json_object_get_array_member (json_node_get_object (cases), "cases"), folder,
                    mw_model_get_entity (bench->model, i), &count);
  g_test_message ("%s: %u right, %u wrong, %u missing, %u beside", one->system, count.right, count.wrong,
                  count.missing, count.beside);
  g_assert_cmpuint (count.right, >=, one->right);
  g_assert_cmpuint (count.wrong, <=, one->wrong);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bench = mw_discovery_bench_new ("rest");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *name = g_strconcat ("/discovery/known/", expected[i].system, NULL);

      g_test_add_data_func (name, &expected[i], test_system);
    }
  status = g_test_run ();
  mw_discovery_bench_free (bench);
  return status;
}
