/* mw-cases.c: a folder of cases for one system file: cases.json and the pages that it names
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cases.h"

#include <gio/gio.h>

#include "mw-case-shape.h"
#include "mw-field-coverage.h"

#define FILE_NAME "cases.json"

/* What the main entity needs beside what every entity does. */
static const char *const kinds[] = { "empty", "last-page", "custom-fields", "error", "auth-expired" };

/* Adds a sentence. */
void
mw_case_differ (GPtrArray *differences, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (differences, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

JsonObject *
mw_case_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
mw_case_get_list (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * mw_case_dup_text:
 * @object: a case, or an object in it
 * @name: of a member
 *
 * Returns: (transfer full) (nullable): the member as text: numbers too, lists and objects as JSON
 */
char *
mw_case_dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_dup_string (node)
           : json_to_string (node, FALSE);
}

/* @text with the address where it says {address}. */
char *
mw_case_dup_filled (const char *text, const char *address)
{
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "{address}", address, 0);
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

static gboolean
is_page (const char *text)
{
  return text != NULL && (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"));
}

/* A page says where it is from: a vendor's published example ("page"), made after a vendor's documentation
 * ("made"), or what a real product answered ("recorded"). */
static void
load_page (MwCases *self, JsonObject *pages, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  JsonObject *page = mw_case_get_object (pages, name);
  g_autofree char *published = page != NULL ? mw_case_dup_text (page, "page") : NULL;
  g_autofree char *made = page != NULL ? mw_case_dup_text (page, "made") : NULL;
  g_autofree char *recorded = page != NULL ? mw_case_dup_text (page, "recorded") : NULL;
  g_autofree char *text = NULL;

  if (strchr (name, G_DIR_SEPARATOR) != NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
      !g_file_get_contents (path, &text, NULL, NULL))
    mw_case_differ (self->problems, "there is no page %s", name);
  else
    g_hash_table_insert (self->pages, g_strdup (name), g_steal_pointer (&text));
  if (!is_page (published) && !is_page (made) && recorded == NULL)
    mw_case_differ (self->problems,
                    "the page %s lacks its address: “page” (the vendor's published example), “made” (the "
                    "documentation it follows) or “recorded” (product and version)",
                    name);
}

static void
load_pages (MwCases *self)
{
  JsonObject *pages = mw_case_get_object (self->root, "pages");
  g_autoptr (GList) names = pages != NULL ? json_object_get_members (pages) : NULL;
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *file;

  while (folder != NULL && (file = g_dir_read_name (folder)) != NULL)
    if (!g_str_equal (file, FILE_NAME) && (pages == NULL || !json_object_has_member (pages, file)))
      mw_case_differ (self->problems, "the page %s is not listed under “pages”", file);
  for (GList *name = names; name != NULL; name = name->next)
    load_page (self, pages, name->data);
}

static void
load_file (MwCases *self)
{
  g_autofree char *path = g_build_filename (self->folder, FILE_NAME, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  JsonNode *root;
  JsonArray *cases;

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_file (parser, path, &error))
    {
      mw_case_differ (self->problems, "%s cannot be read: %s", path, error->message);
      return;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      mw_case_differ (self->problems, "%s is no object", path);
      return;
    }
  self->root = json_object_ref (json_node_get_object (root));
  load_pages (self);
  cases = mw_case_get_list (self->root, "cases");
  for (guint i = 0; cases != NULL && i < json_array_get_length (cases); i++)
    if (mw_case_shape_check (json_array_get_element (cases, i), i, self->problems))
      g_ptr_array_add (self->cases, json_array_get_object_element (cases, i));
  if (cases == NULL || json_array_get_length (cases) == 0)
    mw_case_differ (self->problems, "%s has no cases", path);
}

/**
 * mw_cases_load:
 * @folder: where cases.json and the pages are
 *
 * Blocks.
 *
 * Returns: (transfer full): the cases, and what is wrong with them
 */
MwCases *
mw_cases_load (const char *folder)
{
  MwCases *self = g_new0 (MwCases, 1);

  self->folder = g_strdup (folder);
  self->cases = g_ptr_array_new ();
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  load_file (self);
  return self;
}

void
mw_cases_free (MwCases *self)
{
  g_free (self->folder);
  g_clear_pointer (&self->root, json_object_unref);
  g_ptr_array_unref (self->cases);
  g_ptr_array_unref (self->problems);
  g_hash_table_unref (self->pages);
  g_free (self);
}

static gboolean
cover (MwCases *self, const char *kind, const char *entity)
{
  for (guint i = 0; i < self->cases->len; i++)
    {
      JsonObject *object = self->cases->pdata[i];
      JsonArray *covers = json_object_get_array_member (object, "covers");

      for (guint k = 0; k < json_array_get_length (covers); k++)
        if (g_str_equal (json_array_get_string_element (covers, k), kind) &&
            g_str_equal (json_object_get_string_member (object, "entity"), entity))
          return TRUE;
    }
  return FALSE;
}

/* Every kind of case is wanted, but what the system cannot show. */
static gboolean
is_wanted (const char *kind, MwModel *model, MwSystem *system, const char *main_entity)
{
  MwEntity *entity = mw_model_find (model, main_entity);
  const MwEntitySource *source = mw_field_coverage_find_source (system, entity);

  return !g_str_equal (kind, "custom-fields") ||
         source->map[mw_entity_find_field (entity, "custom_fields")] != NULL;
}

static gboolean
has_run (MwSystem *system)
{
  guint n_evidence;
  const MwEvidence *evidence = mw_system_get_evidence (system, &n_evidence);

  for (guint i = 0; i < n_evidence; i++)
    if (evidence[i].kind == MW_EVIDENCE_RAN)
      return TRUE;
  return FALSE;
}

static gboolean
have_published_page (MwCases *self)
{
  JsonObject *pages = mw_case_get_object (self->root, "pages");
  g_autoptr (GList) names = pages != NULL ? json_object_get_members (pages) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonObject *page = mw_case_get_object (pages, name->data);
      g_autofree char *published = page != NULL ? mw_case_dup_text (page, "page") : NULL;

      if (is_page (published))
        return TRUE;
    }
  return FALSE;
}

/* Why no page is the vendor's own published example, when the file says so. Free it. */
char *
mw_cases_dup_no_page_reason (MwCases *self)
{
  JsonObject *published = self->root != NULL ? mw_case_get_object (self->root, "published") : NULL;

  return published != NULL && json_object_has_member (published, "page") &&
             json_object_get_null_member (published, "page")
           ? mw_case_dup_text (published, "reason")
           : NULL;
}

static void
list_missing_kinds (MwCases *self, MwModel *model, MwSystem *system, GPtrArray *missing)
{
  const char *main_entity = NULL;

  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      MwEntity *entity = mw_model_get_entity (model, i);

      if (mw_field_coverage_find_source (system, entity) == NULL)
        continue;
      if (main_entity == NULL)
        main_entity = mw_entity_get_id (entity);
      if (!cover (self, "normal", mw_entity_get_id (entity)))
        mw_case_differ (missing, "no case “normal” for %s", mw_entity_get_id (entity));
    }
  for (guint i = 0; main_entity != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (is_wanted (kinds[i], model, system, main_entity) && !cover (self, kinds[i], main_entity))
      mw_case_differ (missing, "no case “%s” for %s", kinds[i], main_entity);
}

/**
 * mw_cases_list_missing:
 * @self: cases
 * @model: the model
 * @system: what they are of
 *
 * A system that ran for real is tested there; of the others the pages are all there is.
 *
 * Returns: (transfer container) (element-type utf8): what a built-in system's folder must have and this one
 * lacks
 */
GPtrArray *
mw_cases_list_missing (MwCases *self, MwModel *model, MwSystem *system)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *reason = mw_cases_dup_no_page_reason (self);
  gboolean ran = has_run (system);

  if (self->root == NULL)
    return missing;
  if (!ran)
    list_missing_kinds (self, model, system, missing);
  if (reason != NULL && have_published_page (self))
    mw_case_differ (missing,
                    "a page is the vendor's published example, and “published” says that there is none");
  if (!ran && reason == NULL && !have_published_page (self))
    mw_case_differ (missing, "no page is the vendor's published example (“page” with its address)");
  return missing;
}

/**
 * mw_cases_dup_answer:
 * @self: cases
 * @answer: (nullable): the name of a page, or JSON that stands in the case
 * @address: what {address} in it becomes
 * @error: there is no such page
 *
 * Returns: (transfer full): the text of the answer
 */
char *
mw_cases_dup_answer (MwCases *self, JsonNode *answer, const char *address, GError **error)
{
  const char *name = answer != NULL && JSON_NODE_HOLDS_VALUE (answer) ? json_node_get_string (answer) : NULL;
  g_autofree char *text = NULL;

  if (answer == NULL)
    return g_strdup ("");
  if (name != NULL && g_str_has_suffix (name, ".json"))
    text = g_strdup (g_hash_table_lookup (self->pages, name));
  else
    text = json_to_string (answer, FALSE);
  if (text == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no page %s", name);
  return text != NULL ? mw_case_dup_filled (text, address) : NULL;
}
