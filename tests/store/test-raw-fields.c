/* test-raw-fields.c: which fields records have, at any depth
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-json-pointer.h"
#include "mw-raw-fields.h"
#include "mw-test-table.h"

typedef struct
{
  MwRawSet *set;
  MwSetSource source;
  MwVariant variant;
  MwRawFieldsShape shape;
  MwJsonPath *each;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->set = mw_raw_set_new ("orders", "Orders");
  fixture->shape = (MwRawFieldsShape) { &fixture->source, &fixture->variant, NULL };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->set);
  g_clear_pointer (&fixture->each, mw_json_path_free);
}

static void
add_text (Fixture *fixture, const char *text)
{
  const MwJsonRange range = { 0, strlen (text) };
  const char *const columns[] = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  MwRawPage page = { .bytes = bytes, .records = &range, .n_records = 1, .columns = columns };

  mw_raw_set_add_page (fixture->set, &page);
}

static MwRawFields *
count (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  int n_done = -1;
  MwRawFields *fields = mw_raw_fields_new (fixture->set, &fixture->shape, &n_done, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (n_done, >=, 0);
  return fields;
}

/* "path=filled(sample,sample) …" */
static char *
dup_text (MwRawFields *fields, gboolean places)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fields->fields->len; i++)
    {
      const MwRawField *field = fields->fields->pdata[i];

      g_string_append_printf (text, "%s%s=%u", i > 0 ? " " : "", places ? field->place : field->path,
                              field->count.n_filled);
      for (guint k = 0; k < MW_FILL_SAMPLES && field->count.samples[k] != NULL; k++)
        g_string_append_printf (text, "%c%s", k == 0 ? '(' : ',', field->count.samples[k]);
      if (field->count.samples[0] != NULL)
        g_string_append_c (text, ')');
    }
  return g_string_free_and_steal (text);
}

static void
assert_fields (Fixture *fixture, gboolean places, const char *expected)
{
  g_autoptr (MwRawFields) fields = count (fixture);
  g_autofree char *text = dup_text (fields, places);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (fields->n_records, ==, mw_raw_set_get_n_records (fixture->set));
  g_assert_false (fields->is_cut);
}

/* A record counts once, however many of its lines have something. */
static void
test_any_depth (Fixture *fixture, gconstpointer data)
{
  add_text (fixture,
            "{\"id\":1,\"vendor\":{\"tax_number\":\"DE1\",\"bank\":{\"iban\":\"\"}},"
            "\"lines\":[{\"note\":\"a\"},{\"note\":\"b\"},{\"note\":\"a\"}],\"tags\":[\"x\",\"y\"]}");
  add_text (fixture, "{\"id\":2,\"vendor\":null,\"lines\":[],\"open\":false}");
  add_text (fixture,
            "{\"lines\":[{\"note\":\"c\",\"price\":1.50},{\"note\":\"d\"}],\"id\":3,\"a/b~\":{\"\":7}}");
  assert_fields (fixture, FALSE,
                 "/id=3(1,2,3) /vendor/tax_number=1(DE1) /vendor/bank/iban=0 /lines/~[]/note=2(a,b,c) "
                 "/lines/~[]/price=1(1.50) /tags/~[]=1(x,y) /open=1(false) /a~1b~0/=1(7)");
}

/* Of rows that are made of elements, elements are counted. */
static void
test_elements (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwRawFields) fields = NULL;

  fixture->each = mw_json_path_parse ("lines", NULL);
  fixture->shape.each = fixture->each;
  add_text (fixture, "{\"no\":\"A\",\"lines\":[{\"note\":\"a\"},{\"note\":\"b\"},{}]}");
  add_text (fixture, "{\"no\":\"B\",\"lines\":[{\"note\":\"b\",\"deep\":[{\"x\":1},{\"x\":2}]}]}");
  assert_fields (fixture, FALSE, "/no=2(A,B) /lines/~[.]/note=3(a,b) /lines/~[.]/deep/~[]/x=1(1,2)");
  assert_fields (fixture, TRUE, "/no=2(A,B) /lines/~[]/note=3(a,b) /lines/~[]/deep/~[]/x=1(1,2)");
  fields = count (fixture);
  g_assert_cmpuint (fields->n_elements, ==, 4);
  g_assert_false (((MwRawField *) fields->fields->pdata[0])->is_of_element);
  g_assert_true (((MwRawField *) fields->fields->pdata[1])->is_of_element);
}

/* What systems wrap around lists and values is in the path of what was sent, and not in the map's. */
static void
test_dialects (Fixture *fixture, gconstpointer data)
{
  fixture->variant.dialect.odata = TRUE;
  add_text (fixture, "{\"__metadata\":{\"uri\":\"x\"},\"No\":\"1\",\"to_Item\":{\"results\":[{\"Qty\":\"2\"}]"
                     "},\"to_Note\":{\"__deferred\":{\"uri\":"
                     "\"x\"}}}");
  assert_fields (fixture, FALSE, "/No=1(1) /to_Item/results/~[]/Qty=1(2) /to_Note=0");
  assert_fields (fixture, TRUE, "/No=1(1) /to_Item/~[]/Qty=1(2) /to_Note=0");
  fixture->variant.dialect = (MwJsonDialect) { .nested_suffix = "." };
  fixture->variant.typed_values = TRUE;
  g_clear_object (&fixture->set);
  fixture->set = mw_raw_set_new ("orders", "Orders");
  add_text (fixture,
            "{\"party\":7,\"party.\":{\"name\":\"Acme\"},\"total\":{\"__class__\":\"Decimal\",\"decimal\":"
            "\"1.5\"}}");
  assert_fields (fixture, TRUE,
                 "/party=1(7) /party/name=1(Acme) /total=1({\"__class__\":\"Decimal\",\"decimal\":\"1.5\"})");
}

static gboolean
may_hold (MwRawFields *fields, guint number)
{
  return ((MwRawField *) fields->fields->pdata[number])->may_hold;
}

/* Where false is null it is a value only of what is true elsewhere. Of two names for one thing only one can
 * have something in it. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwRawFields) fields = NULL;

  fixture->variant.false_is_null = TRUE;
  fixture->variant.dialect.nested_suffix = ".";
  add_text (fixture, "{\"done\":false,\"term\":false,\"party\":false,\"party.\":null,\"lines\":[]}");
  add_text (fixture, "{\"done\":true,\"term\":\"30\",\"party\":7,\"party.\":null,\"lines\":[]}");
  add_text (fixture, "{\"done\":false,\"gone\":false}");
  assert_fields (fixture, TRUE, "/done=3(true,false) /term=1(30) /party=1(7) /party=0 /lines=0 /gone=0");
  fields = count (fixture);
  g_assert_false (may_hold (fields, 2));
  g_assert_true (may_hold (fields, 3));
  g_assert_false (may_hold (fields, 4));
  fixture->variant.dialect.nested_suffix = NULL;
  mw_raw_fields_unref (g_steal_pointer (&fields));
  fields = count (fixture);
  g_assert_true (may_hold (fields, 2));
}

/* Pairs of name and value are fields that stand in no place of their own. */
static void
test_pairs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwJsonPath) list = mw_json_path_parse ("cells", NULL);
  g_autoptr (MwJsonPath) name = mw_json_path_parse ("n", NULL);
  g_autoptr (MwJsonPath) value = mw_json_path_parse ("v", NULL);
  const MwPivot pivot = { list, name, value };
  g_autoptr (MwRawFields) fields = NULL;

  fixture->source.pivot = &pivot;
  add_text (fixture, "{\"id\":1,\"cells\":[{\"n\":\"code\",\"v\":\"P1\"},{\"n\":\"id\",\"v\":\"2\"}]}");
  assert_fields (fixture, FALSE, "/id=1(1,2) /cells/~[]/n=1(code,id) /cells/~[]/v=1(P1,2) /code=1(P1)");
  fields = count (fixture);
  g_assert_false (((MwRawField *) fields->fields->pdata[0])->is_of_pairs);
  g_assert_true (((MwRawField *) fields->fields->pdata[3])->is_of_pairs);
}

/* What is no JSON has no fields, and what is endless has an end. */
static void
test_bounds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new ("{");
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (MwRawFields) fields = NULL;

  add_text (fixture, "{\"id\":");
  add_text (fixture, "[1,2]");
  for (guint i = 0; i < 900; i++)
    g_string_append (deep, "{\"d\":");
  g_string_append (deep, "1");
  for (guint i = 0; i < 900; i++)
    g_string_append (deep, "}");
  add_text (fixture, deep->str);
  for (guint i = 0; i < MW_RAW_FIELDS_MAX + 100; i++)
    g_string_append_printf (many, "%s\"k%u\":%u", i > 0 ? "," : "", i, i);
  g_string_append (many, "}");
  add_text (fixture, many->str);
  fields = count (fixture);
  g_assert_true (fields->is_cut);
  g_assert_cmpuint (fields->fields->len, <=, MW_RAW_FIELDS_MAX);
  g_assert_cmpuint (fields->n_records, ==, 4);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_text (fixture, "{\"id\":1}");
  g_cancellable_cancel (cancellable);
  g_assert_null (mw_raw_fields_new (fixture->set, &fixture->shape, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/raw-fields/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("any-depth", test_any_depth);
  ADD ("elements", test_elements);
  ADD ("dialects", test_dialects);
  ADD ("nothing", test_nothing);
  ADD ("pairs", test_pairs);
  ADD ("bounds", test_bounds);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
