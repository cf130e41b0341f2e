/* test-model.c: the loader of data/model/: pairs, order, and what it refuses
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "mw-model.h"

typedef struct
{
  char *directory;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("millwright-model-XXXXXX", NULL);
  g_assert_nonnull (fixture->directory);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A valid file around @fields. */
static char *
entity_text (const char *id, int order, const char *fields)
{
  return g_strdup_printf ("{\"format\": 1, \"id\": \"%s\", \"title\": \"Many\", \"singular\": \"One\","
                          "\"icon\": \"list-symbolic\", \"order\": %d, \"fields\": [%s]}",
                          id, order, fields);
}

static void
test_pairs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *orders = entity_text (
    "order", 2,
    "{\"id\": \"number\", \"type\": \"code\", \"title\": \"Number\", \"description\": \"Its number\", "
    "\"default\": true},"
    "{\"id\": \"status\", \"type\": \"enum\", \"title\": \"Status\", \"default\": true,"
    " \"values\": [{\"id\": \"closed\", \"title\": \"Closed\", \"ended\": true}, {\"id\": \"unknown\", "
    "\"title\": \"Unknown\"}]},"
    "{\"id\": \"vendor\", \"type\": \"ref\", \"title\": \"Vendor\", \"entity\": \"vendor\", \"default\": "
    "true},"
    "{\"id\": \"buyer\", \"type\": \"ref\", \"title\": \"Buyer\", \"default\": false}");
  g_autofree char *vendors = entity_text ("vendor", 1,
                                          "{\"id\": \"name\", \"type\": \"text\", \"title\": \"Name\"}");
  g_autoptr (MwModel) model = NULL;
  g_autoptr (GError) error = NULL;
  const MwField *field;
  MwEntity *order;

  write_file (fixture, "order.json", orders);
  write_file (fixture, "vendor.json", vendors);
  write_file (fixture, "README.md", "not read");
  model = mw_model_load (fixture->directory, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (mw_model_get_n_entities (model), ==, 2);
  g_assert_cmpstr (mw_entity_get_id (mw_model_get_entity (model, 0)), ==, "vendor");
  g_assert_null (mw_model_get_entity (model, 2));
  g_assert_null (mw_model_find (model, "asset"));
  order = mw_model_find (model, "order");
  g_assert_true (order == mw_model_get_entity (model, 1));
  g_assert_cmpstr (mw_entity_get_title (order), ==, "Many");
  g_assert_cmpstr (mw_entity_get_singular (order), ==, "One");
  g_assert_cmpstr (mw_entity_get_icon_name (order), ==, "list-symbolic");

  g_assert_cmpuint (mw_entity_get_n_fields (order), ==, 7);
  g_assert_null (mw_entity_get_field (order, 7));
  g_assert_cmpint (mw_entity_find_field (order, "nothing"), ==, -1);

  field = mw_entity_get_field (order, (guint) mw_entity_find_field (order, "number"));
  g_assert_cmpint (field->type, ==, MW_FIELD_TYPE_CODE);
  g_assert_cmpstr (field->description, ==, "Its number");
  g_assert_cmpint (field->pair, ==, -1);
  g_assert_true (field->is_default);

  g_assert_cmpint (mw_entity_find_field (order, "status"), ==, 1);
  field = mw_entity_get_field (order, 1);
  g_assert_cmpint (field->type, ==, MW_FIELD_TYPE_ENUM);
  g_assert_cmpuint (field->n_values, ==, 2);
  g_assert_cmpstr (field->values[1].id, ==, "unknown");
  g_assert_true (field->values[0].ended);
  g_assert_false (field->values[1].ended);
  g_assert_cmpint (field->pair, ==, 2);
  field = mw_entity_get_field (order, 2);
  g_assert_cmpstr (field->id, ==, "status_raw");
  g_assert_cmpstr (field->title, ==, "Status (as sent)");
  g_assert_cmpint (field->type, ==, MW_FIELD_TYPE_TEXT);
  g_assert_cmpint (field->pair, ==, 1);
  g_assert_cmpuint (field->n_values, ==, 0);
  g_assert_false (field->is_default);

  field = mw_entity_get_field (order, 3);
  g_assert_cmpstr (field->id, ==, "vendor");
  g_assert_cmpint (field->type, ==, MW_FIELD_TYPE_TEXT);
  g_assert_cmpstr (field->entity, ==, "vendor");
  g_assert_cmpint (field->pair, ==, 4);
  g_assert_true (field->is_default);
  field = mw_entity_get_field (order, 4);
  g_assert_cmpstr (field->id, ==, "vendor_id");
  g_assert_cmpstr (field->title, ==, "Vendor (ID)");
  g_assert_cmpint (field->type, ==, MW_FIELD_TYPE_CODE);
  g_assert_cmpstr (field->entity, ==, "vendor");
  g_assert_cmpint (field->pair, ==, 3);
  g_assert_false (field->is_default);
  g_assert_cmpint (mw_entity_find_field (order, "buyer_id"), ==, 6);
  g_assert_null (mw_entity_get_field (order, 6)->entity);
}

#define FIELD "{\"id\": \"a\", \"type\": \"text\", \"title\": \"A\"}"
#define HEAD                                                                                                 \
  "{\"format\": 1, \"id\": \"x\", \"title\": \"T\", \"singular\": \"S\", \"icon\": \"i\", \"order\": 1, "

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  /* A text of the message: the place and the reason. */
  static const struct
  {
    const char *text, *place, *reason;
    int code;
  } cases[] = {
    { "", "x.json", "", MW_MODEL_ERROR_FILE },
    { "{", "x.json", "", MW_MODEL_ERROR_FILE },
    { "{\"format\": 1,}", "x.json", "", MW_MODEL_ERROR_FILE },
    { "[]", "x.json", "object", MW_MODEL_ERROR_FORMAT },
    { "{}", "format", "whole number", MW_MODEL_ERROR_FORMAT },
    { "{\"format\": 2}", "format", "must be 1", MW_MODEL_ERROR_FORMAT },
    { "{\"format\": \"1\"}", "format", "whole number", MW_MODEL_ERROR_FORMAT },
    { "{\"format\": 1, \"id\": \"X\"}", "id", "lower case", MW_MODEL_ERROR_FORMAT },
    { "{\"format\": 1, \"id\": \"x\"}", "title", "missing", MW_MODEL_ERROR_FORMAT },
    { "{\"format\": 1, \"id\": \"x\", \"title\": \"\"}", "title", "not empty", MW_MODEL_ERROR_FORMAT },
    { "{\"format\": 1, \"id\": \"x\", \"title\": 5}", "title", "text", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"extra\": 1}", "extra", "unknown key", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": []}", "fields", "not empty", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": {}}", "fields", "list", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [1]}", "fields", "objects", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [" FIELD ", {}]}", "fields[1].id", "missing", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [" FIELD "," FIELD "]}", "fields[1].id", "stands twice", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a b\"}]}", "fields[0].id", "lower case", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\"}]}", "fields[0].title", "missing", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\"}]}", "fields[0].type", "missing",
      MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"float\"}]}", "fields[0].type",
      "unknown type", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"text\", \"width\": 1}]}",
      "fields[0].width", "unknown key", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"text\", \"default\": 1}]}",
      "fields[0].default", "true or false", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"text\", \"description\": []}]}",
      "fields[0].description", "text", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"text\", \"unit\": \"a\"}]}",
      "fields[0].unit", "numbers", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"money\", \"unit\": \"b\"}]}",
      "fields[0].unit", "not there", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [" FIELD "], \"groups\": []}", "groups", "not empty", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [" FIELD "], \"groups\": [{\"title\": \"G\"}]}", "groups[0].fields", "not empty",
      MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [" FIELD "], \"groups\": [{\"title\": \"G\", \"fields\": [\"zz\"]}]}",
      "groups[0].fields", "not there", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [" FIELD "], \"groups\": [{\"title\": \"G\", \"fields\": [1]}]}", "groups[0].fields",
      "texts", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [" FIELD ", {\"id\": \"zz\", \"title\": \"Z\", \"type\": \"text\"}], "
           "\"groups\": [{\"title\": \"G\", \"fields\": [\"zz\", \"zz\"]}]}",
      "groups[0].fields", "already", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [" FIELD ", {\"id\": \"zz\", \"title\": \"Z\", \"type\": \"text\"}], "
           "\"groups\": [{\"title\": \"G\", \"fields\": [\"zz\"]}]}",
      "groups", "is in none", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"text\", \"entity\": \"x\"}]}",
      "fields[0].entity", "ref", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"ref\", \"entity\": \"y\"}]}", "“a”",
      "“y”", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"enum\"}]}", "fields[0].values", "list",
      MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"enum\", \"values\": [{\"id\": \"b\", "
           "\"title\": \"B\", \"ended\": 1}]}]}",
      "fields[0].values[0].ended", "true or false", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"text\", \"values\": []}]}",
      "fields[0].values", "enum", MW_MODEL_ERROR_FORMAT },
    { HEAD
      "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"enum\", \"values\": [{\"id\": \"v\"}]}]}",
      "fields[0].values[0].title", "missing", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"enum\", \"values\": [{\"id\": \"v\", "
           "\"title\": \"V\"},"
           "{\"id\": \"v\", \"title\": \"W\"}]}]}",
      "fields[0].values[1].id", "stands twice", MW_MODEL_ERROR_FORMAT },
    { HEAD "\"fields\": [{\"id\": \"a\", \"title\": \"A\", \"type\": \"ref\"},"
           "{\"id\": \"a_id\", \"title\": \"B\", \"type\": \"text\"}]}",
      "fields[1].id", "“a_id” stands twice", MW_MODEL_ERROR_FORMAT },
    { "{\"format\": 1, \"id\": \"y\", \"title\": \"T\", \"singular\": \"S\", \"icon\": \"i\", \"order\": 1, "
      "\"fields\": "
      "[" FIELD "]}",
      "id", "“y”", MW_MODEL_ERROR_FORMAT },
  };

  g_autoptr (MwModel) model = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      write_file (fixture, "x.json", cases[i].text);
      g_assert_null (mw_model_load (fixture->directory, &error));
      g_assert_error (error, MW_MODEL_ERROR, cases[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "x.json"));
      g_assert_nonnull (strstr (error->message, cases[i].place));
      g_assert_nonnull (strstr (error->message, cases[i].reason));
    }
  write_file (fixture, "x.json", HEAD "\"fields\": [" FIELD "]}");
  model = mw_model_load (fixture->directory, NULL);
  g_assert_nonnull (model);
}

static void
test_no_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->directory, "missing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_model_load (fixture->directory, &error));
  g_assert_error (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (mw_model_load (missing, &error));
  g_assert_error (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FILE);
}

static void
test_data_path (void)
{
  g_autofree char *before = g_strdup (g_getenv ("MILLWRIGHT_DATA_DIR"));
  g_autofree char *set = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *unset = NULL;

  g_setenv ("MILLWRIGHT_DATA_DIR", "/somewhere/data", TRUE);
  set = mw_data_dup_path ("model");
  g_assert_cmpstr (set, ==, "/somewhere/data/model");
  g_setenv ("MILLWRIGHT_DATA_DIR", "", TRUE);
  empty = mw_data_dup_path ("systems");
  g_unsetenv ("MILLWRIGHT_DATA_DIR");
  unset = mw_data_dup_path ("systems");
  g_assert_cmpstr (empty, ==, unset);
  g_assert_true (g_str_has_suffix (unset, "/millwright/systems"));
  if (before != NULL)
    g_setenv ("MILLWRIGHT_DATA_DIR", before, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/pairs", Fixture, NULL, set_up, test_pairs, tear_down);
  g_test_add ("/model/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/model/no-files", Fixture, NULL, set_up, test_no_files, tear_down);
  g_test_add_func ("/model/data-path", test_data_path);
  return g_test_run ();
}
