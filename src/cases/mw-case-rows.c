/* mw-case-rows.c: the rows and problems that a case expects, beside those that came
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-rows.h"

/* Lists and objects are compared as JSON, whatever their blanks; everything else as text. */
static gboolean
is_same (JsonNode *expected, const char *address, const char *actual, char **shown)
{
  g_autofree char *text = NULL;
  g_autofree char *filled = NULL;

  if (JSON_NODE_HOLDS_NULL (expected))
    {
      *shown = g_strdup ("nothing");
      return actual == NULL;
    }
  if (JSON_NODE_HOLDS_VALUE (expected) && json_node_get_value_type (expected) == G_TYPE_STRING)
    text = json_node_dup_string (expected);
  else
    text = json_to_string (expected, FALSE);
  filled = mw_case_dup_filled (text, address);
  *shown = g_strdup_printf ("“%s”", filled);
  if (!JSON_NODE_HOLDS_VALUE (expected) && actual != NULL)
    {
      g_autoptr (JsonNode) node = json_from_string (actual, NULL);
      g_autofree char *again = node != NULL ? json_to_string (node, FALSE) : NULL;

      return g_strcmp0 (filled, again) == 0;
    }
  return g_strcmp0 (filled, actual) == 0;
}

static void
compare_row (JsonObject *expected, MwGeneration *rows, guint row, const char *address, GPtrArray *differences)
{
  JsonObjectIter iter;
  const char *field;
  JsonNode *want;

  json_object_iter_init_ordered (&iter, expected);
  while (json_object_iter_next_ordered (&iter, &field, &want))
    {
      g_autofree char *shown = NULL;
      int column = mw_generation_find_column (rows, field);
      const char *have, *problem;

      if (column < 0)
        {
          mw_case_differ (differences, "rows[%u]: there is no field “%s”", row, field);
          continue;
        }
      have = mw_generation_get_cell (rows, row, column, NULL);
      problem = mw_generation_get_problem (rows, row, column);
      if (is_same (want, address, have, &shown))
        continue;
      mw_case_differ (differences, "rows[%u].%s: expected %s, got %s%s%s%s%s", row, field, shown,
                      have != NULL ? "“" : "", have != NULL ? have : "nothing", have != NULL ? "”" : "",
                      problem != NULL ? "; problem: " : "", problem != NULL ? problem : "");
    }
}

/* "0.order_date": "part of the sentence". A problem that is not expected is a difference too. */
static void
compare_problems (JsonObject *problems, MwGeneration *rows, GPtrArray *differences)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) names = problems != NULL ? json_object_get_members (problems) : NULL;

  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    for (guint i = 0; i < mw_generation_get_n_columns (rows); i++)
      {
        const char *field = mw_generation_get_column (rows, i)->id;
        const char *have = mw_generation_get_problem (rows, row, i);
        g_autofree char *key = g_strdup_printf ("%u.%s", row, field);
        g_autofree char *want = problems != NULL ? mw_case_dup_text (problems, key) : NULL;

        if (have == NULL)
          continue;
        if (want == NULL)
          mw_case_differ (differences, "rows[%u].%s has a problem that is not expected: %s", row, field,
                          have);
        else if (strstr (have, want) == NULL)
          mw_case_differ (differences, "rows[%u].%s: expected the problem “%s”, got “%s”", row, field, want,
                          have);
        g_hash_table_add (seen, g_steal_pointer (&key));
      }
  for (GList *name = names; name != NULL; name = name->next)
    if (!g_hash_table_contains (seen, name->data))
      mw_case_differ (differences, "problems: %s has none", (char *) name->data);
}

void
mw_case_rows_compare (JsonObject *object, MwGeneration *rows, const char *address, GPtrArray *differences)
{
  JsonArray *wanted = mw_case_get_list (object, "rows");
  guint n_wanted = wanted != NULL ? json_array_get_length (wanted) : 0;
  guint n_expected = json_object_get_int_member_with_default (object, "n_rows", n_wanted);
  guint n_came = mw_generation_get_n_rows (rows);

  if (n_came != n_expected)
    mw_case_differ (differences, "rows: expected %u, got %u", n_expected, n_came);
  for (guint i = 0; i < MIN (n_wanted, n_came); i++)
    compare_row (json_array_get_object_element (wanted, i), rows, i, address, differences);
  compare_problems (mw_case_get_object (object, "problems"), rows, differences);
}
