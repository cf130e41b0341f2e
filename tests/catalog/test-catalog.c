/* test-catalog.c: every file of data/systems/, and files that extend others
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-catalog-test.h"

static gboolean
has_link (MwSystem *system, const MwVariant *variant, const char *id)
{
  MwEntity *entity = mw_model_find (mw_test_model (), id);
  const MwEntitySource *source = entity != NULL ? mw_system_find_entity (system, variant, entity) : NULL;

  return source != NULL && source->map[mw_entity_find_field (entity, "source_url")] != NULL;
}

/* Where an order has a page in its system, its lines lead there too. */
static gboolean
leads_from_lines (MwSystem *system, const MwVariant *variant, MwEntity *entity)
{
  const char *id = mw_entity_get_id (entity);
  g_autofree char *parent = g_str_has_suffix (id, "_line") ? g_strndup (id, strlen (id) - strlen ("_line"))
                                                           : NULL;

  return parent == NULL || !has_link (system, variant, parent) || has_link (system, variant, id);
}

static void
test_data (void)
{
  g_autofree char *path = mw_data_dup_path ("systems");
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_catalog_load (path, mw_test_model (), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mw_catalog_get_n_systems (catalog), >, 0);
  g_assert_null (mw_catalog_get_system (catalog, mw_catalog_get_n_systems (catalog)));
  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    {
      MwSystem *system = mw_catalog_get_system (catalog, i);
      const MwSignIn *sign_ins;
      guint n;

      g_assert_true (mw_catalog_find (catalog, mw_system_get_id (system)) == system);
      sign_ins = mw_system_get_sign_ins (system, &n);
      g_assert_cmpuint (n, >, 0);
      for (guint s = 0; s < n; s++)
        {
          const MwVariant *variant = mw_system_find_variant (system, sign_ins[s].id);
          g_autoptr (GPtrArray) entities = mw_system_dup_entities (system, variant);

          g_assert_true ((entities->len > 0) != mw_system_is_general (system));
          for (guint e = 0; e < entities->len; e++)
            {
              const MwEntitySource *source = mw_system_find_entity (system, variant, entities->pdata[e]);

              g_assert_nonnull (mw_system_find_set (system, variant, source->set));
              if (!leads_from_lines (system, variant, entities->pdata[e]))
                g_error ("%s: lines have no page", mw_system_get_id (system));
            }
        }
    }
}

static void
test_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mw-catalog-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_catalog_load (missing, mw_test_model (), &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (mw_catalog_load (folder, mw_test_model (), &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "there is no system file"));
  g_rmdir (folder);
}

static void
test_members (void)
{
  g_autofree char *good = mw_test_good ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load_one (good, &error);
  MwSystem *system;
  const MwVariant *rpc, *rest;
  const MwSignIn *session;
  const MwSetSource *orders, *links, *vendors;
  g_autofree char *model = NULL;
  const MwEntitySource *lines;
  const MwFormField *form;
  MwEntity *order, *line, *location, *asset;
  g_autofree char *category = NULL;
  g_auto (GStrv) names = NULL;
  guint n;

  g_assert_no_error (error);
  system = mw_catalog_get_system (catalog, 0);
  g_assert_cmpstr (mw_system_get_id (system), ==, "good");
  g_assert_cmpuint (mw_system_get_revision (system), ==, 3);
  g_assert_cmpstr (mw_system_get_name (system), ==, "Göod ERP");
  g_assert_null (mw_system_get_builtin (system));
  g_assert_null (mw_system_get_fixed_url (system));
  g_assert_null (mw_system_get_through (system));
  category = mw_categories_dup_title (mw_system_get_categories (system));
  g_assert_cmpstr (category, ==, "ERP, WMS");
  form = mw_system_get_form (system, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpint (form[4].kind, ==, MW_FORM_FIELD_SECRET);
  g_assert_true (form[4].optional);
  g_assert_cmpstr (form[1].preset, ==, "main");
  g_assert_true (mw_system_find_form_field (system, "password") == &form[3]);
  g_assert_null (mw_system_find_form_field (system, "nothing"));

  session = mw_system_find_sign_in (system, "session");
  g_assert_cmpint (session->kind, ==, MW_SIGN_IN_LOGIN);
  g_assert_cmpstr (session->request->method, ==, "POST");
  g_assert_cmpuint (session->n_extracts, ==, 2);
  g_assert_false (session->extracts[0].secret);
  g_assert_true (session->extracts[1].secret);
  g_assert_true (session->derived[0].secret);
  g_assert_true (session->derived[0].base64);
  g_assert_cmpuint (session->n_refused, ==, 1);
  g_assert_cmpuint (session->lifetime, ==, 86400);
  g_assert_null (mw_system_find_sign_in (system, "nothing"));

  rpc = mw_system_find_variant (system, "session");
  rest = mw_system_find_variant (system, "key");
  g_assert_cmpstr (rpc->id, ==, "rpc");
  g_assert_cmpstr (rest->id, ==, "rest");
  g_assert_null (mw_system_find_variant (system, "nothing"));
  g_assert_true (rpc->false_is_null);
  g_assert_cmpstr (rpc->null_texts[0], ==, "");
  g_assert_cmpuint (rpc->unknown_field->len, ==, 1);
  g_assert_cmpuint (rpc->requests_per_minute, ==, 60);
  g_assert_cmpstr (mw_json_path_get_text (rpc->probe_version), ==, "result");
  g_assert_cmpuint (rest->failed->len, ==, 0);
  g_assert_null (rest->null_texts[0]);
  g_assert_null (rest->message_paths[0]);

  orders = mw_system_find_set (system, rpc, "orders");
  g_assert_cmpint (orders->paging.style, ==, MW_PAGING_OFFSET);
  g_assert_cmpuint (orders->paging.size, ==, 200);
  g_assert_nonnull (orders->count);
  orders = mw_system_find_set (system, rest, "orders");
  g_assert_cmpint (orders->paging.style, ==, MW_PAGING_PAGE);
  g_assert_cmpuint (orders->paging.first, ==, 1);
  g_assert_null (orders->count);
  names = mw_variables_dup_names (orders->variables);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  vendors = mw_system_find_set (system, rest, "vendors");
  model = mw_variables_dup_text (vendors->variables, "model");
  g_assert_cmpstr (model, ==, "suppliers");
  g_assert_cmpuint (vendors->paging.size, ==, 20);
  g_assert_cmpuint (mw_system_find_set (system, rpc, "vendors")->paging.size, ==, 200);
  links = mw_system_find_set (system, rest, "links");
  g_assert_cmpint (links->paging.style, ==, MW_PAGING_NEXT_LINK);
  g_assert_cmpstr (links->list->path, ==, "/links");
  g_assert_null (mw_system_find_set (system, rpc, "links"));
  g_assert_null (mw_system_find_set (system, rest, "places"));

  order = mw_model_find (mw_test_model (), "purchase_order");
  line = mw_model_find (mw_test_model (), "purchase_order_line");
  location = mw_model_find (mw_test_model (), "location");
  asset = mw_model_find (mw_test_model (), "asset");
  g_assert_nonnull (mw_system_find_entity (system, rpc, location));
  g_assert_null (mw_system_find_entity (system, rest, location));
  g_assert_null (mw_system_find_entity (system, rpc, asset));
  lines = mw_system_find_entity (system, rest, line);
  g_assert_cmpstr (mw_json_path_get_text (lines->each), ==, "lines");
  g_assert_cmpint (lines->where->kind, ==, MW_CONDITION_NOT);
  g_assert_null (lines->lookups[0]);
  g_assert_null (lines->map[mw_entity_find_field (line, "description")]);
  g_assert_cmpint (lines->map[mw_entity_find_field (line, "uom")]->kind, ==, MW_EXPRESSION_MAP);
  g_assert_cmpstr (mw_system_find_entity (system, rpc, order)->lookups[0], ==, "vendors");
}

static void
test_facts (void)
{
  g_autofree char *good = mw_test_good ();
  g_autoptr (MwCatalog) catalog = mw_test_load_one (good, NULL);
  MwSystem *system = mw_catalog_get_system (catalog, 0);
  MwEntity *order = mw_model_find (mw_test_model (), "purchase_order");
  MwEntity *job = mw_model_find (mw_test_model (), "work_order");
  const MwEntitySource *orders = mw_system_find_entity (system, mw_system_find_variant (system, "key"),
                                                        order);
  guint n_needs, n_dead_ends;
  const MwNeed *needs = mw_system_get_needs (system, &n_needs);
  const MwDeadEnd *dead_ends = mw_system_get_dead_ends (system, &n_dead_ends);

  g_assert_cmpuint (n_needs, ==, 1);
  g_assert_cmpuint (needs[0].minutes, ==, 15);
  g_assert_cmpstr (needs[0].sign_ins[0], ==, "key");
  g_assert_cmpuint (n_dead_ends, ==, 1);
  g_assert_cmpstr (dead_ends[0].edition, ==, "Free");
  g_assert_cmpstr (dead_ends[0].page, ==, "https://vendor.example/plans");
  g_assert_cmpstr (mw_system_find_absent (system, job)->reason, ==, "It keeps no work orders");
  g_assert_null (mw_system_find_absent (system, order));
  g_assert_cmpstr (orders->absent[mw_entity_find_field (order, "ship_to")], ==, "Orders have no address");
  g_assert_null (orders->absent[mw_entity_find_field (order, "bill_to")]);
}

static void
test_maps (void)
{
  g_autofree char *good = mw_test_good ();
  g_autoptr (MwCatalog) catalog = mw_test_load_one (good, NULL);
  MwSystem *system = mw_catalog_get_system (catalog, 0);

  g_assert_cmpstr (mw_system_map_value (system, "po_status", "draft"), ==, "draft");
  g_assert_cmpstr (mw_system_map_value (system, "po_status", "PURCHASE"), ==, "open");
  g_assert_cmpstr (mw_system_map_value (system, "po_status", "cancel"), ==, "cancelled");
  g_assert_null (mw_system_map_value (system, "po_status", "cancelled"));
  g_assert_null (mw_system_map_value (system, "po_status", ""));
  g_assert_null (mw_system_map_value (system, "nothing", "draft"));
}

static void
test_tier (void)
{
  g_autofree char *good = mw_test_good ();
  g_autoptr (MwCatalog) catalog = mw_test_load_one (good, NULL);
  MwSystem *system = mw_catalog_get_system (catalog, 0);
  const MwVariant *rpc = mw_system_find_variant (system, "session");
  const MwVariant *rest = mw_system_find_variant (system, "key");
  MwEntity *order = mw_model_find (mw_test_model (), "purchase_order");
  MwEntity *location = mw_model_find (mw_test_model (), "location");
  g_autofree char *ran = mw_system_dup_tier (system, rpc, order);
  g_autofree char *other_sign_in = mw_system_dup_tier (system, rest, order);
  g_autofree char *other_entity = mw_system_dup_tier (system, rpc, location);
  g_autofree char *whole = mw_system_dup_tier (system, NULL, NULL);

  /* The newest of the two that ran. */
  g_assert_cmpstr (ran, ==, "Tried on a real Good 2.0");
  g_assert_cmpstr (other_sign_in, ==, "Built from the vendor's documentation, not yet tried");
  g_assert_cmpstr (other_entity, ==, "Built from the vendor's documentation, not yet tried");
  g_assert_cmpstr (whole, ==, "Tried on a real Good 2.0");
}

/* What others read of it is more than a protocol, and less than what the vendor says. */
static void
test_tier_of_clients (void)
{
  g_autofree char *good = mw_test_good ();
  g_autofree char *clients = mw_test_replace (good, "{\"kind\": \"source\"", "{\"kind\": \"client\"");
  g_autofree char *both = mw_test_replace (
    good, "{\"kind\": \"general\"}",
    "{\"kind\": \"client\", \"page\": \"https://clients.example/x\", \"date\": \"2026-05-01\"}");
  g_autofree char *columns = mw_test_replace (
    good, "{\"kind\": \"general\"}",
    "{\"kind\": \"client\", \"page\": \"https://clients.example/x\", \"date\": \"2026-05-01\", "
    "\"entity\": \"purchase_order\"}");
  const char *const files[] = { clients, both, columns };
  /* Last: the vendor's pages are about all, and the columns of orders come from a client. */
  static const char *const tiers[] = { "Built after other programs that read it, not yet tried",
                                       "Built from the vendor's documentation, not yet tried",
                                       "Built after other programs that read it, not yet tried" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (MwCatalog) catalog = mw_test_load_one (files[i], NULL);
      MwSystem *system = mw_catalog_get_system (catalog, 0);
      g_autofree char *tier = mw_system_dup_tier (system, mw_system_find_variant (system, "key"),
                                                  mw_model_find (mw_test_model (), "purchase_order"));

      g_assert_cmpstr (tier, ==, tiers[i]);
    }
}

#define CHILD(rest)                                                                                          \
  "{\"format\": 1, \"revision\": 1, \"id\": \"child\", \"name\": \"Child\", \"extends\": \"good\"" rest "}"

static MwCatalog *
load_child (const char *child, GError **error)
{
  g_autofree char *good = mw_test_good ();
  const char *const files[] = { "good.json", good, "child.json", child, NULL };

  return mw_test_load (files, error);
}

static void
test_extends (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = load_child (
    CHILD (", \"address\": {\"field\": null, \"fixed\": \"https://api.example.com/base\"}"
           ", \"names\": [\"Only this\"]"
           ", \"maps\": {\"units\": {\"kg\": null, \"g\": \"gram\"}}"
           ", \"guide\": null"
           ", \"form\": [{\"id\": \"database\", \"kind\": \"text\", \"label\": \"Tenant\"}, {\"id\": "
           "\"user\", \"kind\": \"text\", "
           "\"label\": \"User\"}, {\"id\": \"password\", \"kind\": \"password\", \"label\": \"Password\"}, "
           "{\"id\": \"key\", "
           "\"kind\": \"secret\", \"label\": \"Key\"}]"
           ", \"sets\": {\"links\": {\"list\": {\"path\": \"https://api.example.com/base/linked\"}}}"),
    &error);
  MwSystem *child, *good;
  guint n;

  g_assert_no_error (error);
  child = mw_catalog_find (catalog, "child");
  good = mw_catalog_find (catalog, "good");
  g_assert_cmpstr (mw_system_get_name (child), ==, "Child");
  g_assert_cmpstr (mw_system_get_vendor (child), ==, "Acme Software");
  g_assert_cmpstr (mw_system_get_fixed_url (child), ==, "https://api.example.com/base");
  g_assert_cmpuint (g_strv_length ((char **) mw_system_get_names (child)), ==, 1);
  g_assert_cmpstr (mw_system_get_form (child, &n)[0].label, ==, "Tenant");
  mw_system_get_guide (child, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (mw_system_map_value (child, "units", "kg"));
  g_assert_cmpstr (mw_system_map_value (child, "units", "g"), ==, "gram");
  g_assert_cmpstr (mw_system_map_value (child, "units", "ea"), ==, "each");
  g_assert_cmpstr (mw_system_map_value (child, "po_status", "draft"), ==, "draft");
  /* The literal address may be repeated: what counts is what follows it. */
  g_assert_cmpstr (mw_system_find_set (child, mw_system_find_variant (child, "key"), "links")->list->path, ==,
                   "/linked");

  /* What is extended stays as it is. */
  g_assert_cmpstr (mw_system_map_value (good, "units", "kg"), ==, "kilogram");
  g_assert_null (mw_system_map_value (good, "units", "g"));
  mw_system_get_guide (good, &n);
  g_assert_cmpuint (n, ==, 2);
}

/* What one needs and does depends on how one signs in. */
static void
test_guide (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = load_child (CHILD (""), &error);
  MwSystem *good = catalog ? mw_catalog_find (catalog, "good") : NULL;
  const MwSignIn *key, *session;
  const MwGuideStep *steps;
  const MwNeed *needs;
  guint n;

  g_assert_no_error (error);
  key = mw_system_find_sign_in (good, "key");
  session = mw_system_find_sign_in (good, "session");
  steps = mw_system_get_guide (good, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (mw_system_has_step (good, &steps[0], key));
  g_assert_false (mw_system_has_step (good, &steps[0], session));
  g_assert_true (mw_system_has_step (good, &steps[1], key));
  g_assert_false (mw_system_has_step (good, &steps[1], session));
  g_assert_false (mw_system_has_step (good, &steps[1], NULL));
  needs = mw_system_get_needs (good, &n);
  g_assert_true (mw_need_is_for (&needs[0], key));
  g_assert_false (mw_need_is_for (&needs[0], session));
}

static void
assert_child_fails (const char *child, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = load_child (child, &error);

  g_assert_null (catalog);
  g_assert_error (error, MW_CATALOG_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_extends_badly (void)
{
  g_autofree char *good = mw_test_good ();
  g_autofree char *circular = mw_test_replace (good, "\"id\": \"good\"",
                                               "\"id\": \"good\", \"extends\": \"child\"");
  const char *const circle[] = { "good.json", circular, "child.json", CHILD (""), NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_test_load (circle, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "extends: goes round in a circle"));

  assert_child_fails (
    "{\"format\": 1, \"revision\": 1, \"id\": \"child\", \"name\": \"C\", \"extends\": \"child\"}",
    MW_CATALOG_ERROR_FORMAT, "child.json: extends: goes round in a circle");
  assert_child_fails (
    "{\"format\": 1, \"revision\": 1, \"id\": \"child\", \"name\": \"C\", \"extends\": \"parent\"}",
    MW_CATALOG_ERROR_FORMAT, "child.json: extends: there is no system “parent”");
  assert_child_fails ("{\"format\": 1, \"revision\": 1, \"id\": \"child\", \"extends\": \"good\"}",
                      MW_CATALOG_ERROR_FORMAT,
                      "child.json: name: is missing: it is not taken from the extended file");
  assert_child_fails ("{\"format\": 2, \"extends\": {\"many\": [\"good\"]}}", MW_CATALOG_ERROR_NEWER,
                      "child.json: format: 2 is newer than this program, which reads 1");
  assert_child_fails (CHILD (", \"sets\": {\"link\": null}"), MW_CATALOG_ERROR_FORMAT,
                      "child.json: sets.link: null removes, but the extended file has nothing here");
  assert_child_fails (CHILD (", \"vendor\": null"), MW_CATALOG_ERROR_FORMAT,
                      "child.json: vendor: is missing");
  assert_child_fails (CHILD (", \"sets\": {\"orders\": null}"), MW_CATALOG_ERROR_FORMAT,
                      "child.json: entities.purchase_order.set: there is no set “orders”");
  assert_child_fails (
    CHILD (", \"entities\": {\"location\": {\"map\": {\"name\": {\"lookup\": \"orders\", \"key\": \"a\", "
           "\"get\": \"b\"}}}}"),
    MW_CATALOG_ERROR_FORMAT,
    "child.json: entities.location.map.name: looks into the set “orders”, which is not in “lookups”");
}

/* A mistake is reported for the file that makes it, not for one that extends it. */
static void
test_extends_blame (void)
{
  g_autofree char *good = mw_test_good ();
  g_autofree char *bad = mw_test_replace (good, "\"revision\": 3", "\"revision\": 0");
  const char *const files[] = { "good.json", bad, "child.json", CHILD (""), NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_test_load (files, &error));
  g_assert_cmpstr (error->message, ==, "good.json: revision: begins with 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/data", test_data);
  g_test_add_func ("/catalog/folder", test_folder);
  g_test_add_func ("/catalog/members", test_members);
  g_test_add_func ("/catalog/facts", test_facts);
  g_test_add_func ("/catalog/maps", test_maps);
  g_test_add_func ("/catalog/guide", test_guide);
  g_test_add_func ("/catalog/tier", test_tier);
  g_test_add_func ("/catalog/tier-of-clients", test_tier_of_clients);
  g_test_add_func ("/catalog/extends/good", test_extends);
  g_test_add_func ("/catalog/extends/badly", test_extends_badly);
  g_test_add_func ("/catalog/extends/blame", test_extends_blame);
  return g_test_run ();
}
