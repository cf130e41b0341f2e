/* test-rule-words.c: the words of every rule of every system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-installed-systems.h"
#include "mw-rule-words.h"
#include "mw-trace.h"

/* What somebody reads who has asked what a value is made of, and still does not know it afterwards. */
static const char *const generic[] = {
  "in another list",
  "translated by a table",
  "the same for every record",
  "what else the record says",
  "several fields",
  "of several entries",
  "“”",
  "%s",
  " ,",
  ", ,",
};

/* (element-type utf8 utf8): what may stand in the words: names of the system's fields and of its lists */
typedef struct
{
  MwSystem *system;
  const MwVariant *variant;
  GHashTable *names;
  GHashTable *ids; /* of ours: sets and tables */
} Allowed;

static void
add_words (GHashTable *words, const char *text)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[^A-Za-z0-9_]+", text, G_REGEX_DEFAULT, 0);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_hash_table_add (words, g_steal_pointer (&parts[i]));
    else
      g_free (parts[i]);
  g_clear_pointer ((gpointer *) &parts, g_free);
}

static void
collect (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  Allowed *allowed = data;
  const MwSetSource *set;

  if (expression->path != NULL)
    add_words (allowed->names, mw_json_path_get_text (expression->path));
  if (expression->kind == MW_EXPRESSION_ENUM || expression->kind == MW_EXPRESSION_MAP)
    g_hash_table_add (allowed->ids, g_strdup (expression->text));
  if (expression->kind != MW_EXPRESSION_LOOKUP)
    return;
  g_hash_table_add (allowed->ids, g_strdup (expression->text));
  set = mw_system_find_set (allowed->system, allowed->variant, expression->text);
  if (set != NULL)
    add_words (allowed->names, mw_system_get_set_name (allowed->system, allowed->variant, set));
}

static void
check_words (const MwRuleWords *about,
             const MwExpression *expression,
             const MwField *field,
             const char *words)
{
  g_autofree char *what = g_strdup_printf ("%s, %s.%s: %s", mw_system_get_id (about->system),
                                           mw_entity_get_id (about->source->entity), field->id, words);
  Allowed allowed = { about->system, about->variant, NULL, NULL };
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  g_test_message ("%s", what);
  if (*words == '\0' || strchr (words, '{') != NULL)
    g_test_fail_printf ("empty, or with a place: %s", what);
  for (guint i = 0; i < G_N_ELEMENTS (generic); i++)
    if (strstr (words, generic[i]) != NULL)
      g_test_fail_printf ("says too little: %s", what);
  allowed.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  allowed.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  mw_expression_visit (expression, collect, &allowed);
  add_words (used, words);
  g_hash_table_iter_init (&iter, allowed.ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    /* An id of one plain word is a word that people use. */
    if (strchr (id, '_') != NULL && g_hash_table_contains (used, id) &&
        !g_hash_table_contains (allowed.names, id))
      g_test_fail_printf ("names “%s”, which is ours: %s", (char *) id, what);
  g_hash_table_unref (allowed.names);
  g_hash_table_unref (allowed.ids);
}

static guint
check_entity (MwSystem *system, const MwVariant *variant, const MwEntitySource *source)
{
  const MwRuleWords words_of = { system, variant, source, NULL };
  const MwRuleWords *about = &words_of;
  guint n_rules = 0;

  for (guint i = 0; i < mw_entity_get_n_fields (about->source->entity); i++)
    {
      const MwField *field = mw_entity_get_field (about->source->entity, i);
      gboolean is_sent;
      const MwExpression *expression = mw_trace_find_expression (about->source, i, &is_sent);
      g_autofree char *words = NULL;

      if (expression == NULL)
        {
          words = mw_rule_words_dup_missing (about, i);
          g_assert_cmpstr (words, !=, "");
          continue;
        }
      expression = is_sent ? expression->of[0] : expression;
      words = mw_rule_words_dup (about, expression, field);
      check_words (about, expression, field, words);
      n_rules++;
    }
  return n_rules;
}

static void
test_all_systems (void)
{
  g_assert_cmpuint (installed_systems_look (check_entity), >, 1000);
}

typedef struct
{
  const char *system;
  const char *entity;
  const char *field;
  const char *words;
} Case;

static const Case cases[] = {
  { "demo", "purchase_order", "number", "as it was sent" },
  { "demo", "location", "status", "always Active" },
  { "demo", "purchase_order", "vendor", "“NAME1”, looked up in the list “Vendors” by “LIFNR”" },
  { "business-central", "purchase_order", "vendor", "“vendorName”, or else “vendorNumber”" },
};

static const MwEntitySource *
find_source (MwSystem *system, const char *entity)
{
  return mw_system_find_entity (system, mw_system_get_variant (system, 0), mw_model_find (model, entity));
}

static void
test_some (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MwSystem *system = mw_catalog_find (catalog, cases[i].system);
      const MwEntitySource *source = find_source (system, cases[i].entity);
      const MwRuleWords about = { system, mw_system_get_variant (system, 0), source, NULL };
      guint field = (guint) mw_entity_find_field (source->entity, cases[i].field);
      g_autofree char *words = mw_rule_words_dup (&about, source->map[field],
                                                  mw_entity_get_field (source->entity, field));

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* The company that was chosen at connecting, by its name and number. */
static void
test_chosen (void)
{
  MwSystem *system = mw_catalog_find (catalog, "odoo");
  const MwEntitySource *source = find_source (system, "vendor");
  g_autoptr (MwChosen) chosen = mw_chosen_new ();
  const MwChosenValue value = {
    (char *) "7", TRUE, (char *) "ACME DE", (char *) "1000", (char *) "EUR", NULL
  };
  const MwRuleWords about = { system, mw_system_get_variant (system, 0), source, chosen };
  const MwField *currency = mw_entity_get_field (source->entity,
                                                 (guint) mw_entity_find_field (source->entity, "currency"));
  const MwField *name = mw_entity_get_field (source->entity,
                                             (guint) mw_entity_find_field (source->entity, "name"));
  g_autofree char *before = mw_rule_words_dup_chosen (&about, currency);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "from your choice at connecting: Company");
  mw_chosen_add (chosen, "company", &value);
  after = mw_rule_words_dup_chosen (&about, currency);
  g_assert_cmpstr (after, ==, "from your choice at connecting: Company ACME DE (1000)");
  g_assert_null (mw_rule_words_dup_chosen (&about, name));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  installed_systems_load ();
  g_test_add_func ("/connection/rule-words/all-systems", test_all_systems);
  g_test_add_func ("/connection/rule-words/some", test_some);
  g_test_add_func ("/connection/rule-words/chosen", test_chosen);
  status = g_test_run ();
  installed_systems_unload ();
  return status;
}
