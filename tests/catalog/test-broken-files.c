/* test-broken-files.c: files that are too large, too deep or nonsense are refused and never crash
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-catalog-test.h"
#include "mw-system-json.h"
#include "mw-system-private.h"

#define NUMBER "\"number\": \"name\""

static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new ("\"number\": {\"first\": [\"a\"");
  g_autoptr (GString) brackets = g_string_new (NULL);
  g_autoptr (GString) large = g_string_new (NULL);
  g_autofree char *good = mw_test_good ();
  g_autofree char *nested = NULL;
  g_autofree char *crowded = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 33; i++)
    g_string_append (deep, "{\"html\": ");
  g_string_append (deep, "\"a\"");
  for (guint i = 0; i < 33; i++)
    g_string_append (deep, "}");
  g_string_prepend (deep, "\"number\": ");
  nested = mw_test_replace (good, NUMBER, deep->str);
  g_assert_null (mw_test_load_one (nested, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_true (g_str_has_suffix (error->message, "nested deeper than 32"));
  g_clear_error (&error);

  for (guint i = 0; i < 5000; i++)
    g_string_append (many, ", \"a\"");
  g_string_append (many, "]}");
  crowded = mw_test_replace (good, NUMBER, many->str);
  g_assert_null (mw_test_load_one (crowded, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT);
  g_assert_true (g_str_has_suffix (error->message, "more than 5000 expressions"));
  g_clear_error (&error);

  for (guint i = 0; i < 100000; i++)
    g_string_append (brackets, "[");
  g_assert_null (mw_test_load_one (brackets->str, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE);
  g_clear_error (&error);

  g_string_append (large, good);
  while (large->len <= 2 * 1024 * 1024)
    g_string_append (large, "                                                                ");
  g_assert_null (mw_test_load_one (large->str, &error));
  g_assert_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, "good.json: larger than 2097152 bytes");
}

/* Whatever happens to the bytes of a file: an answer, never a crash, and an error whenever there is no
 * system. */
static void
test_random (void)
{
  g_autofree char *good = mw_test_good ();
  gsize length = strlen (good);
  static const char pieces[] = "{}[]\",:0a\\ \n.";
  guint loaded = 0;

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *text = g_memdup2 (good, length + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (MwSystem) system = NULL;

      for (int changes = g_test_rand_int_range (1, 4); changes > 0; changes--)
        {
          gsize at = g_test_rand_int_range (0, length);

          text[at] = g_test_rand_bit () ? pieces[g_test_rand_int_range (0, sizeof pieces - 1)]
                                        : (char) g_test_rand_int_range (0, 256);
        }
      root = mw_system_json_parse ("good.json", text, length, &error);
      if (root != NULL)
        system = mw_system_new ("good.json", root, mw_test_model (), &error);
      if (system == NULL)
        {
          g_assert_nonnull (error);
          g_assert_true (error->domain == MW_CATALOG_ERROR);
          g_assert_true (g_str_has_prefix (error->message, "good.json: "));
        }
      else
        loaded++;
    }
  /* Changes inside of titles leave a good file; if none ever did, the loop would test nothing but the JSON
   * parser. */
  g_assert_cmpuint (loaded, >, 0);
}

/* Valid JSON with values of any type anywhere: what the parser lets through must not reach a getter of
 * another type. */
static void
swap_values (JsonNode *node, guint *countdown)
{
  static const char *const values[] = { "null",    "true", "-1", "1.5e300", "\"\"",
                                        "\"{x}\"", "[]",   "{}", "[[{}]]" };

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l != NULL; l = l->next)
        if ((*countdown)-- == 0)
          json_object_set_member (
            object, l->data,
            json_from_string (values[g_test_rand_int_range (0, G_N_ELEMENTS (values))], NULL));
        else
          swap_values (json_object_get_member (object, l->data), countdown);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      swap_values (json_array_get_element (json_node_get_array (node), i), countdown);
}

static void
test_random_values (void)
{
  g_autofree char *good = mw_test_good ();
  guint loaded = 0, refused = 0;

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = mw_system_json_parse ("good.json", good, strlen (good), &error);
      g_autoptr (MwSystem) system = NULL;
      guint countdown = g_test_rand_int_range (1, 250);

      g_assert_no_error (error);
      swap_values (root, &countdown);
      system = mw_system_new ("good.json", root, mw_test_model (), &error);
      g_assert_true ((system == NULL) == (error != NULL));
      *(system != NULL ? &loaded : &refused) += 1;
    }
  g_assert_cmpuint (loaded, >, 0);
  g_assert_cmpuint (refused, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/broken-files/bounds", test_bounds);
  g_test_add_func ("/catalog/broken-files/random", test_random);
  g_test_add_func ("/catalog/broken-files/random-values", test_random_values);
  return g_test_run ();
}
