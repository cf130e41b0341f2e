/* mw-row-compare.c: the rows and problems that a case expects, beside those that came
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-row-compare.h"

#include "mw-case.h"

static void G_GNUC_PRINTF (2, 3) differ (GPtrArray *differences, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (differences, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Lists and objects are compared as JSON, whatever their blanks; everything else as text. */
static gboolean
is_same (JsonNode *expected, const char *address, const char *actual, char **shown)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) filled = NULL;

  if (JSON_NODE_HOLDS_NULL (expected))
    {
      *shown = g_strdup ("nothing");
      return actual == NULL;
    }
  if (JSON_NODE_HOLDS_VALUE (expected) && json_node_get_value_type (expected) == G_TYPE_STRING)
    text = json_node_dup_string (expected);
  else
    text = json_to_string (expected, FALSE);
  filled = g_string_new (text);
  g_string_replace (filled, "{address}", address, 0);
  *shown = g_strdup_printf ("“%s”", filled->str);
  if (!JSON_NODE_HOLDS_VALUE (expected) && actual != NULL)
    {
      g_autoptr (JsonNode) node = json_from_string (actual, NULL);
      g_autofree char *again = node != NULL ? json_to_string (node, FALSE) : NULL;

      return g_strcmp0 (filled->str, again) == 0;
    }
  return g_strcmp0 (filled->str, actual) == 0;
}

static void
compare_row (JsonObject *expected,
             MwTestSink *sink,
             guint row,
             MwEntity *entity,
             const char *address,
             GPtrArray *differences)
{
  JsonObjectIter iter;
  const char *field;
  JsonNode *want;

  json_object_iter_init_ordered (&iter, expected);
  while (json_object_iter_next_ordered (&iter, &field, &want))
    {
      g_autofree char *shown = NULL;
      const char *have, *problem;

      if (mw_entity_find_field (entity, field) < 0)
        {
          differ (differences, "rows[%u]: %s has no field “%s”", row, mw_entity_get_id (entity), field);
          continue;
        }
      have = mw_test_sink_get_cell (sink, row, field);
      problem = mw_test_sink_get_problem (sink, row, field);
      if (is_same (want, address, have, &shown))
        continue;
      differ (differences, "rows[%u].%s: expected %s, got %s%s%s%s%s", row, field, shown,
              have != NULL ? "“" : "", have != NULL ? have : "nothing", have != NULL ? "”" : "",
              problem != NULL ? "; problem: " : "", problem != NULL ? problem : "");
    }
}

/* "0.order_date": "part of the sentence". A problem that is not expected is a difference too. */
static void
compare_problems (JsonObject *problems, MwTestSink *sink, MwEntity *entity, GPtrArray *differences)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) names = problems != NULL ? json_object_get_members (problems) : NULL;

  for (guint row = 0; row < mw_test_sink_get_n_rows (sink); row++)
    for (guint i = 0; i < mw_entity_get_n_fields (entity); i++)
      {
        const char *field = mw_entity_get_field (entity, i)->id;
        const char *have = mw_test_sink_get_problem (sink, row, field);
        g_autofree char *key = g_strdup_printf ("%u.%s", row, field);
        g_autofree char *want = problems != NULL ? mw_case_dup_text (problems, key) : NULL;

        if (have == NULL)
          continue;
        if (want == NULL)
          differ (differences, "rows[%u].%s has a problem that is not expected: %s", row, field, have);
        else if (strstr (have, want) == NULL)
          differ (differences, "rows[%u].%s: expected the problem “%s”, got “%s”", row, field, want, have);
        g_hash_table_add (seen, g_steal_pointer (&key));
      }
  for (GList *name = names; name != NULL; name = name->next)
    if (!g_hash_table_contains (seen, name->data))
      differ (differences, "problems: %s has none", (char *) name->data);
}

void
mw_rows_compare (JsonObject *object,
                 MwTestSink *sink,
                 MwEntity *entity,
                 const char *address,
                 GPtrArray *differences)
{
  JsonArray *rows = mw_case_get_list (object, "rows");
  guint n_rows = rows != NULL ? json_array_get_length (rows) : 0;
  guint n_expected = json_object_get_int_member_with_default (object, "n_rows", n_rows);
  guint n_came = mw_test_sink_get_n_rows (sink);

  if (n_came != n_expected)
    differ (differences, "rows: expected %u, got %u", n_expected, n_came);
  for (guint i = 0; i < MIN (n_rows, n_came); i++)
    compare_row (json_array_get_object_element (rows, i), sink, i, entity, address, differences);
  compare_problems (mw_case_get_object (object, "problems"), sink, entity, differences);
}
