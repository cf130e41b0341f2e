/* mw-system-writer.c: what was found and chosen, as a system file of the user's
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-system-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-json-build.h"
#include "mw-map-writer.h"

#define FORMAT 1
/* Members of the general file that are not about the one system that was found. */
static const char *const not_taken[] = { "names", "needs", "dead_ends", "guide", NULL };

/* What kind of system it is that has such records. */
static const struct
{
  const char *entity;
  const char *category;
} categories[] = {
  { "purchase_order", "erp" }, { "purchase_order_line", "erp" },
  { "vendor", "erp" },         { "work_order", "cmms" },
  { "asset", "cmms" },         { "item", "wms" },
  { "stock_level", "wms" },    { "location", "wms" },
};

/* Letters and digits of @name, the others as "-". */
static char *
dup_slug (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && slug->len < 40; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (slug, g_ascii_tolower (*p));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0 || !g_ascii_isalpha (slug->str[0]))
    g_string_prepend (slug, "my-");
  return g_string_free_and_steal (slug);
}

/**
 * mw_system_writer_dup_id:
 * @catalog: what there is
 * @name: of the new system
 *
 * Returns: (transfer full): an id that is free
 */
char *
mw_system_writer_dup_id (MwCatalog *catalog, const char *name)
{
  g_autofree char *slug = dup_slug (name);
  char *id = g_strdup (slug);

  for (guint i = 2; mw_catalog_find (catalog, id) != NULL; i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", slug, i);
    }
  return id;
}

static gboolean
stands_in (JsonNode *node, const char *place)
{
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *braced = g_strdup_printf ("{%s}", place);

  return strstr (text, braced) != NULL;
}

/* Fields of the form that only the search for lists needed, or another sign-in, are asked for no more. */
static gboolean
is_kept (JsonObject *root, JsonNode *sign_ins, const char *id)
{
  JsonObject *address = json_object_get_object_member (root, "address");

  return stands_in (sign_ins, id) ||
         g_strcmp0 (json_object_get_string_member_with_default (address, "field", NULL), id) == 0;
}

static JsonNode *
compose_form (JsonObject *root, JsonNode *sign_ins, const char *address)
{
  JsonArray *from = json_object_get_array_member (root, "form");
  JsonArray *form = json_array_new ();

  for (guint i = 0; i < json_array_get_length (from); i++)
    {
      JsonNode *field = mw_json_copy (json_array_get_element (from, i));
      JsonObject *object = json_node_get_object (field);

      if (!is_kept (root, sign_ins, json_object_get_string_member (object, "id")))
        {
          json_node_unref (field);
          continue;
        }
      if (strcmp (json_object_get_string_member (object, "kind"), "url") == 0 &&
          g_strcmp0 (json_object_get_string_member_with_default (
                       json_object_get_object_member (root, "address"), "field", NULL),
                     json_object_get_string_member (object, "id")) == 0 &&
          address != NULL)
        json_object_set_string_member (object, "preset", address);
      json_array_add_element (form, field);
    }
  return mw_json_take_array (form);
}

static gboolean
is_other (const char *sign_in, const char *id)
{
  return sign_in != NULL && strcmp (sign_in, id) != 0;
}

static JsonNode *
compose_sign_ins (JsonObject *root, const char *kept)
{
  JsonNode *sign_ins = mw_json_copy (json_object_get_member (root, "sign_in"));
  JsonArray *list = json_node_get_array (sign_ins);

  for (guint i = json_array_get_length (list); i > 0; i--)
    if (is_other (kept, json_object_get_string_member (json_array_get_object_element (list, i - 1), "id")))
      json_array_remove_element (list, i - 1);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *sign_in = json_array_get_object_element (list, i);
      JsonArray *fields = json_object_has_member (sign_in, "fields")
                            ? json_object_get_array_member (sign_in, "fields")
                            : NULL;

      for (guint n = fields != NULL ? json_array_get_length (fields) : 0; n > 0; n--)
        if (!is_kept (root, sign_ins, json_array_get_string_element (fields, n - 1)))
          json_array_remove_element (fields, n - 1);
    }
  return sign_ins;
}

static gboolean
has_false_for_null (MwSurvey *survey)
{
  for (guint i = 0; i < mw_survey_get_n_lists (survey); i++)
    if (mw_survey_get_list (survey, i)->false_is_null)
      return TRUE;
  return FALSE;
}

static void
add_false (JsonObject *variant)
{
  if (!json_object_has_member (variant, "nulls"))
    json_object_set_array_member (variant, "nulls", json_array_new ());
  json_array_add_boolean_element (json_object_get_array_member (variant, "nulls"), FALSE);
}

/* The one that was found; its list request is written out in each set. */
static JsonNode *
compose_variants (MwSurvey *survey, JsonObject *root, const char *sign_in)
{
  JsonArray *from = json_object_get_array_member (root, "variants");
  JsonArray *variants = json_array_new ();

  for (guint i = 0; i < json_array_get_length (from); i++)
    {
      JsonNode *variant = mw_json_copy (json_array_get_element (from, i));
      JsonObject *object = json_node_get_object (variant);

      if (strcmp (json_object_get_string_member (object, "id"), mw_survey_get_variant (survey)->id) != 0)
        {
          json_node_unref (variant);
          continue;
        }
      json_object_remove_member (object, "requests");
      json_object_remove_member (object, "discovery");
      json_object_remove_member (object, "when");
      if (sign_in != NULL)
        {
          JsonArray *one = json_array_new ();

          json_array_add_string_element (one, sign_in);
          json_object_set_array_member (object, "sign_in", one);
        }
      if (has_false_for_null (survey))
        add_false (object);
      json_array_add_element (variants, variant);
    }
  return mw_json_take_array (variants);
}

static JsonNode *
compose_evidence (void)
{
  return json_from_string ("[{\"kind\": \"general\"}]", NULL);
}

static JsonObject *
compose_head (MwSurvey *survey, const char *id, const char *name, const char *address, const char *sign_in)
{
  JsonObject *root = json_node_get_object (mw_system_get_json (mw_survey_get_general (survey)));
  JsonNode *sign_ins = compose_sign_ins (root, sign_in);
  JsonObject *file = json_object_new ();

  json_object_set_int_member (file, "format", FORMAT);
  json_object_set_int_member (file, "revision", 1);
  json_object_set_string_member (file, "extends", mw_system_get_id (mw_survey_get_general (survey)));
  json_object_set_string_member (file, "id", id);
  json_object_set_string_member (file, "name", name);
  json_object_set_null_member (file, "general");
  for (guint i = 0; not_taken[i] != NULL; i++)
    if (json_object_has_member (root, not_taken[i]))
      json_object_set_null_member (file, not_taken[i]);
  json_object_set_member (file, "form", compose_form (root, sign_ins, address));
  json_object_set_member (file, "sign_in", sign_ins);
  json_object_set_member (file, "variants", compose_variants (survey, root, sign_in));
  json_object_set_member (file, "evidence", compose_evidence ());
  return file;
}

static JsonNode *
compose_categories (GPtrArray *proposals)
{
  JsonArray *list = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    for (guint n = 0; n < proposals->len; n++)
      if (strcmp (mw_entity_get_id (((MwProposal *) proposals->pdata[n])->entity), categories[i].entity) ==
            0 &&
          g_hash_table_add (seen, (gpointer) categories[i].category))
        json_array_add_string_element (list, categories[i].category);
  if (json_array_get_length (list) == 0)
    json_array_add_string_element (list, "erp");
  return mw_json_take_array (list);
}

static char *
dup_summary (GPtrArray *proposals)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < proposals->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "",
                            mw_entity_get_title (((MwProposal *) proposals->pdata[i])->entity));
  /* Translators: %s are kinds of records: "Made by you with Millwright: Purchase orders, Vendors" */
  return g_strdup_printf (_ ("Made by you with Millwright: %s"), titles->str);
}

/* Ids of sets are like those of systems; child lists share the set of their parent. */
static const char *
take_set (MwSurvey *survey, MwSurveyList *list, JsonObject *sets, GHashTable *ids)
{
  MwSurveyList *whole = list->parent != NULL ? list->parent : list;
  g_autofree char *slug = NULL;
  char *id = g_hash_table_lookup (ids, whole);

  if (id != NULL)
    return id;
  slug = dup_slug (whole->id);
  id = g_strdup (slug);
  for (guint i = 2; json_object_has_member (sets, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", slug, i);
    }
  json_object_set_member (sets, id, mw_set_writer_compose (survey, whole, NULL));
  g_hash_table_insert (ids, whole, id);
  return id;
}

static char *
to_text (JsonObject *file)
{
  g_autoptr (JsonNode) root = mw_json_take_object (file);

  return mw_json_dup_pretty (root);
}

/**
 * mw_system_writer_compose:
 * @survey: what was found
 * @proposals: (element-type MwProposal): which list is which entity
 * @id: of the new system
 * @name: of the new system
 * @address: (nullable): what the user typed
 * @sign_in: (nullable): id of the one way to sign in that stays; %NULL: all
 *
 * Returns: (transfer full): a file that extends the general one; it can be edited like any other
 */
char *
mw_system_writer_compose (MwSurvey *survey,
                          GPtrArray *proposals,
                          const char *id,
                          const char *name,
                          const char *address,
                          const char *sign_in)
{
  JsonObject *file = compose_head (survey, id, name, address, sign_in);
  JsonObject *sets = json_object_new ();
  JsonObject *maps = json_object_new ();
  JsonObject *entities = json_object_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autofree char *summary = dup_summary (proposals);

  json_object_set_string_member (file, "vendor", name);
  json_object_set_member (file, "category", compose_categories (proposals));
  json_object_set_string_member (file, "summary", summary);
  for (guint i = 0; i < proposals->len; i++)
    {
      const MwProposal *proposal = proposals->pdata[i];
      const char *set = take_set (survey, proposal->list, sets, ids);

      json_object_set_member (entities, mw_entity_get_id (proposal->entity),
                              mw_map_writer_compose (survey, proposal, set, maps));
    }
  json_object_set_object_member (file, "sets", sets);
  if (json_object_get_size (maps) > 0)
    json_object_set_object_member (file, "maps", maps);
  else
    json_object_unref (maps);
  json_object_set_object_member (file, "entities", entities);
  return to_text (file);
}

/**
 * mw_system_writer_compose_trial:
 * @survey: what was found so far
 * @list: one of its lists
 * @trial: how it is asked
 *
 * Returns: (transfer full): a file whose one set is @list: what is tried goes the way that real use goes
 */
char *
mw_system_writer_compose_trial (MwSurvey *survey, MwSurveyList *list, const MwSetTrial *trial)
{
  JsonObject *file = compose_head (survey, MW_SYSTEM_WRITER_TRIAL, "A trial of this program", NULL, NULL);
  JsonObject *sets = json_object_new ();

  json_object_set_member (sets, MW_SYSTEM_WRITER_TRIAL, mw_set_writer_compose (survey, list, trial));
  json_object_set_object_member (file, "sets", sets);
  json_object_set_member (file, "entities",
                          json_from_string ("{\"location\": {\"set\": \"" MW_SYSTEM_WRITER_TRIAL
                                            "\", \"map\": {\"code\": \"code\"}}}",
                                            NULL));
  return to_text (file);
}
