/* mw-case-choices.c: what a case says was chosen after signing in, and how much is read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-choices.h"

typedef struct
{
  MwSource *source;
  const MwChoice *choice;
  MwChosen *chosen;
  GPtrArray *differences;
  MwMainFiber *fiber;
} Choosing;

/* A value, or {"value", "label", "code", "currency", "zone"}. */
static void
add_value (Choosing *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *plain = object != NULL ? json_object_get_member (object, "value") : node;
  g_autoptr (MwChosenValue) value = g_new0 (MwChosenValue, 1);

  if (plain == NULL || !JSON_NODE_HOLDS_VALUE (plain))
    {
      mw_case_differ (self->differences, "choices: “%s” needs a value", self->choice->id);
      return;
    }
  value->is_number = json_node_get_value_type (plain) == G_TYPE_INT64;
  value->value = json_node_get_value_type (plain) == G_TYPE_STRING ? json_node_dup_string (plain)
                                                                   : json_to_string (plain, FALSE);
  if (object != NULL)
    {
      value->label = mw_case_dup_text (object, "label");
      value->code = mw_case_dup_text (object, "code");
      value->currency = mw_case_dup_text (object, "currency");
      value->zone = mw_case_dup_text (object, "zone");
    }
  if (value->label == NULL)
    value->label = g_strdup (value->value);
  mw_chosen_add (self->chosen, self->choice->id, value);
}

static void
compare_listed (Choosing *self, MwChosen *rows, JsonArray *listed)
{
  const char *id = self->choice->id;
  guint n_rows = mw_chosen_get_n_values (rows, id);

  if (n_rows != json_array_get_length (listed))
    mw_case_differ (self->differences, "choices: expected %u of “%s”, got %u", json_array_get_length (listed),
                    id, n_rows);
  for (guint i = 0; i < MIN (n_rows, json_array_get_length (listed)); i++)
    {
      const MwChosenValue *row = mw_chosen_get_value (rows, id, i);
      JsonObject *expected = json_array_get_object_element (listed, i);
      const struct
      {
        const char *name, *text;
      } parts[] = {
        { "value", row->value },       { "label", row->label }, { "code", row->code },
        { "currency", row->currency }, { "zone", row->zone },
      };

      for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
        {
          g_autofree char *text = mw_case_dup_text (expected, parts[k].name);

          if (g_strcmp0 (text, parts[k].text) != 0)
            mw_case_differ (self->differences, "choices: %s[%u].%s: expected %s, got %s", id, i,
                            parts[k].name, text != NULL ? text : "nothing",
                            parts[k].text != NULL ? parts[k].text : "nothing");
        }
    }
}

/* {"listed": [rows that the system must offer], "chosen": [values of these]} */
static gboolean
ask (Choosing *self, JsonObject *object, JsonArray *listed, GError **error)
{
  JsonArray *chosen = mw_case_get_list (object, "chosen");
  g_autoptr (MwChosen) rows = dex_await_boxed (
    mw_main_until (mw_source_list_choice (self->source, self->choice), self->fiber), error);

  if (rows == NULL)
    return FALSE;
  compare_listed (self, rows, listed);
  for (guint i = 0; chosen != NULL && i < json_array_get_length (chosen); i++)
    {
      const char *value = json_array_get_string_element (chosen, i);
      const MwChosenValue *row = mw_chosen_find_value (rows, self->choice->id, value);

      if (row == NULL)
        mw_case_differ (self->differences, "choices: “%s” of “%s” is not offered", value, self->choice->id);
      else
        mw_chosen_add (self->chosen, self->choice->id, row);
    }
  return TRUE;
}

static gboolean
choose (Choosing *self, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *listed = object != NULL ? mw_case_get_list (object, "listed") : NULL;
  JsonArray *all = object != NULL ? mw_case_get_list (object, "all") : NULL;
  JsonArray *values = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : all;

  if (listed != NULL)
    return ask (self, object, listed, error);
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    add_value (self, json_array_get_element (values, i));
  if (all != NULL)
    mw_chosen_set_all (self->chosen, self->choice->id);
  if (values == NULL)
    add_value (self, node);
  return TRUE;
}

static const MwChoice *
find_choice (GPtrArray *choices, const char *id)
{
  for (guint i = 0; i < choices->len; i++)
    if (g_str_equal (((const MwChoice *) choices->pdata[i])->id, id))
      return choices->pdata[i];
  return NULL;
}

static gboolean
choose_all (JsonObject *given, GPtrArray *choices, Choosing *self, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (given);

  /* In the order of the file: a later request may use what was chosen earlier. */
  for (guint i = 0; i < choices->len; i++)
    {
      JsonNode *node;

      self->choice = choices->pdata[i];
      node = json_object_get_member (given, self->choice->id);
      if (node == NULL)
        continue;
      if (!choose (self, node, error))
        return FALSE;
      mw_source_set_chosen (self->source, self->chosen);
    }
  for (GList *name = names; name != NULL; name = name->next)
    if (find_choice (choices, name->data) == NULL)
      mw_case_differ (self->differences, "choices: the file has no choice “%s”", (char *) name->data);
  return TRUE;
}

gboolean
mw_case_choose (JsonObject *object,
                MwSystem *system,
                const MwVariant *variant,
                MwSource *source,
                GPtrArray *differences,
                MwMainFiber *fiber,
                GError **error)
{
  JsonObject *given = mw_case_get_object (object, "choices");
  g_autofree char *text = mw_case_dup_text (object, "scope");
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (system, variant);
  g_autoptr (MwChosen) chosen = mw_chosen_new ();
  Choosing choosing = { source, NULL, chosen, differences, fiber };
  MwScope scope;

  if (text != NULL && !mw_scope_parse (text, &scope))
    mw_case_differ (differences, "“%s” is no scope", text);
  else if (text != NULL)
    mw_source_set_scope (source, &scope);
  return given == NULL || choose_all (given, choices, &choosing, error);
}
