/* mw-case.c: the cases of one system: tests/systems/<id>/cases.json
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case.h"

/* A misspelt member would be a check that never happens. */
static const char *const case_members[] = {
  "name",    "note",     "covers",  "sign_in", "variant",       "entity",    "address_path", "settings",
  "secrets", "session",  "choices", "scope",   "sign_in_first", "any_order", "exchanges",    "rows",
  "n_rows",  "problems", "notices", "error",   "error_text",    NULL,
};
static const char *const exchange_members[] = {
  "note",   "method", "path",        "query",          "body",  "headers",
  "status", "answer", "answer_text", "answer_headers", "times", NULL,
};

static void G_GNUC_PRINTF (2, 3) add_problem (GPtrArray *problems, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, arguments));
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

static void
check_members (JsonObject *object, const char *const *known, const char *where, GPtrArray *problems)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains (known, name->data))
      add_problem (problems, "%s has a member that means nothing: “%s”", where, (char *) name->data);
}

static void
check_case (MwCases *self, JsonObject *object, guint number, GPtrArray *problems)
{
  g_autofree char *name = mw_case_dup_text (object, "name");
  g_autofree char *where = g_strdup_printf ("case %u (%s)", number + 1,
                                            name != NULL ? name : "without a name");
  JsonArray *exchanges = mw_case_get_list (object, "exchanges");

  check_members (object, case_members, where, problems);
  if (name == NULL || mw_case_get_list (object, "covers") == NULL || exchanges == NULL ||
      !json_object_has_member (object, "entity") || !json_object_has_member (object, "sign_in"))
    {
      add_problem (problems, "%s needs name, covers, sign_in, entity and exchanges", where);
      return;
    }
  if (!json_object_has_member (object, "error") && mw_case_get_list (object, "rows") == NULL)
    add_problem (problems, "%s expects neither rows nor an error", where);
  for (guint i = 0; i < json_array_get_length (exchanges); i++)
    {
      g_autofree char *at = g_strdup_printf ("%s: exchanges[%u]", where, i);
      JsonNode *node = json_array_get_element (exchanges, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        check_members (json_node_get_object (node), exchange_members, at, problems);
      else
        add_problem (problems, "%s is no object", at);
    }
  g_ptr_array_add (self->cases, object);
}

static gboolean
is_page (const char *text)
{
  return text != NULL && (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"));
}

/* Every page of the folder says where it is from: a vendor's published example ("page"), made after a
 * vendor's documentation ("made"), or what a real product answered ("recorded"). */
static void
check_pages (MwCases *self, JsonObject *pages, GPtrArray *problems)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GList) names = pages != NULL ? json_object_get_members (pages) : NULL;
  const char *file;

  while ((file = g_dir_read_name (folder)) != NULL)
    if (!g_str_equal (file, "cases.json") && (pages == NULL || !json_object_has_member (pages, file)))
      add_problem (problems, "the page %s is not listed under “pages”", file);
  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autofree char *path = g_build_filename (self->folder, name->data, NULL);
      JsonObject *page = mw_case_get_object (pages, name->data);
      g_autofree char *published = page != NULL ? mw_case_dup_text (page, "page") : NULL;
      g_autofree char *made = page != NULL ? mw_case_dup_text (page, "made") : NULL;
      g_autofree char *recorded = page != NULL ? mw_case_dup_text (page, "recorded") : NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        add_problem (problems, "there is no page %s", (char *) name->data);
      if (!is_page (published) && !is_page (made) && recorded == NULL)
        add_problem (problems,
                     "the page %s lacks its address: “page” (the vendor's published example), “made” (the "
                     "documentation it follows) or “recorded” (product and version)",
                     (char *) name->data);
    }
}

MwCases *
mw_cases_load (const char *system, GPtrArray *problems)
{
  MwCases *self = g_new0 (MwCases, 1);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  JsonNode *root;
  JsonArray *cases;

  self->system = g_strdup (system);
  self->folder = g_test_build_filename (G_TEST_DIST, "systems", system, NULL);
  self->cases = g_ptr_array_new ();
  path = g_build_filename (self->folder, "cases.json", NULL);
  if (!g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    return self;
  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_file (parser, path, &error))
    {
      add_problem (problems, "tests/systems/%s/cases.json cannot be read: %s", system, error->message);
      return self;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      add_problem (problems, "tests/systems/%s/cases.json is no object", system);
      return self;
    }
  self->root = json_object_ref (json_node_get_object (root));
  check_pages (self, mw_case_get_object (self->root, "pages"), problems);
  cases = mw_case_get_list (self->root, "cases");
  for (guint i = 0; cases != NULL && i < json_array_get_length (cases); i++)
    check_case (self, json_array_get_object_element (cases, i), i, problems);
  if (self->cases->len == 0)
    add_problem (problems, "tests/systems/%s/cases.json has no cases", system);
  return self;
}

void
mw_cases_free (MwCases *self)
{
  g_free (self->system);
  g_free (self->folder);
  g_clear_pointer (&self->root, json_object_unref);
  g_ptr_array_unref (self->cases);
  g_free (self);
}

gboolean
mw_cases_cover (MwCases *self, const char *kind, const char *entity)
{
  for (guint i = 0; i < self->cases->len; i++)
    {
      JsonObject *object = g_ptr_array_index (self->cases, i);
      JsonArray *covers = mw_case_get_list (object, "covers");
      g_autofree char *about = mw_case_dup_text (object, "entity");

      for (guint k = 0; k < json_array_get_length (covers); k++)
        if (g_strcmp0 (json_array_get_string_element (covers, k), kind) == 0 &&
            (entity == NULL || g_strcmp0 (about, entity) == 0))
          return TRUE;
    }
  return FALSE;
}

gboolean
mw_cases_have_published_page (MwCases *self)
{
  JsonObject *pages = self->root != NULL ? mw_case_get_object (self->root, "pages") : NULL;
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

char *
mw_cases_dup_no_page_reason (MwCases *self)
{
  JsonObject *published = self->root != NULL ? mw_case_get_object (self->root, "published") : NULL;

  return published != NULL && json_object_has_member (published, "page") &&
             json_object_get_null_member (published, "page")
           ? mw_case_dup_text (published, "reason")
           : NULL;
}

char *
mw_cases_dup_answer (MwCases *self, JsonNode *answer, const char *address, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) filled = NULL;

  if (answer == NULL)
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (answer) && json_node_get_value_type (answer) == G_TYPE_STRING &&
      g_str_has_suffix (json_node_get_string (answer), ".json"))
    {
      g_autofree char *path = g_build_filename (self->folder, json_node_get_string (answer), NULL);

      if (!g_file_get_contents (path, &text, NULL, error))
        return NULL;
    }
  else
    text = json_to_string (answer, FALSE);
  filled = g_string_new (text);
  g_string_replace (filled, "{address}", address, 0);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}
