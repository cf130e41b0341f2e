/* test-plant.c: the demo plant: always the same, exact, large enough, and with the oddities of real systems
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-date.h"
#include "mw-decimal.h"
#include "mw-demo-plant.h"
#include "mw-json.h"
#include "mw-test-fiber.h"

#define PER_PAGE 500

static MwRecordPage *
read_page (MwRecordSource *source, gboolean raw, const char *name, const MwRecordQuery *query)
{
  g_autoptr (GError) error = NULL;
  DexFuture *future = raw ? mw_record_source_query_raw (source, name, query)
                          : mw_record_source_query (source, name, query);
  MwRecordPage *page = dex_await_boxed (future, &error);

  g_assert_no_error (error);
  g_assert_nonnull (page);

  return page;
}

typedef void (*RecordFunc) (yyjson_val *record, gpointer data);

/* Every record once, in the plant's order; how many there are. */
static guint64
foreach_record (gboolean raw, const char *name, RecordFunc func, gpointer data)
{
  g_autoptr (MwDemoPlant) plant = mw_demo_plant_new ();
  MwRecordQuery query = { .page = 1, .per_page = PER_PAGE };
  guint64 n_seen = 0;

  for (;; query.page++)
    {
      g_autoptr (MwRecordPage) page = read_page (MW_RECORD_SOURCE (plant), raw, name, &query);

      for (guint i = 0; i < page->records->len; i++)
        {
          const char *text = g_ptr_array_index (page->records, i);
          g_autoptr (GError) error = NULL;
          g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), &error);

          g_assert_no_error (error);
          g_assert_true (yyjson_is_obj (mw_json_get_root (json)));
          if (func != NULL)
            func (mw_json_get_root (json), data);
        }
      n_seen += page->records->len;
      if (page->records->len < PER_PAGE)
        {
          g_assert_cmpuint (n_seen, ==, page->total);
          return n_seen;
        }
    }
}

static const char *
text_of (yyjson_val *record, const char *key)
{
  return mw_json_peek_text (yyjson_obj_get (record, key), NULL);
}

static void
collect_key (yyjson_val *record, gpointer data)
{
  g_assert_true (g_hash_table_add (data, g_strdup (text_of (record, "key"))));
}

static DexFuture *
check_counts (gpointer data)
{
  static const struct
  {
    const char *collection;
    guint minimum;
  } collections[] = {
    { "erp/purchase-orders", 5000 },
    { "erp/purchase-orders.line-items", 15000 },
    { "eam/work-orders", 2000 },
    { "erp/materials", 3000 },
    { "wms/stocks", 3000 },
    { "eam/inventories", 3000 },
    { "erp/vendors", 300 },
    { "erp/companies", 300 },
    { "eam/assets", 800 },
    { "eam/locations", 60 },
    { "eam/sites", 3 },
    { "eam/storerooms", 9 },
    { "erp/currencies", 6 },
    { "eam/uom", 8 },
    { "eam/users", 10 },
    { "erp/statuses/purchase-orders", 7 },
    { "eam/statuses/work-orders", 10 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (collections); i++)
    {
      g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint64 n_records = foreach_record (FALSE, collections[i].collection, collect_key, keys);

      g_assert_cmpuint (n_records, >=, collections[i].minimum);
      g_assert_cmpuint (g_hash_table_size (keys), ==, n_records);
    }

  return dex_future_new_for_boolean (TRUE);
}

static void
test_counts (void)
{
  mw_test_run_fiber (check_counts, NULL);
}

static void
hash_record (yyjson_val *record, gpointer data)
{
  g_autofree char *text = mw_json_dup_text (record);

  g_checksum_update (data, (const guchar *) text, (gssize) strlen (text));
}

static char *
hash_all (void)
{
  static const char *const collections[] = { "eam/purchase-orders", "eam/work-orders", "eam/materials",
                                             "eam/stocks",          "eam/vendors",     "eam/assets",
                                             "eam/locations" };
  static const char *const tables[] = { "BSTKPF", "BSTPOS", "AUFTRG", "MATSTM",
                                        "MATBST", "LIFSTM", "ANLSTM", "STANDO" };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize i = 0; i < G_N_ELEMENTS (collections); i++)
    foreach_record (FALSE, collections[i], hash_record, checksum);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    foreach_record (TRUE, tables[i], hash_record, checksum);

  return g_strdup (g_checksum_get_string (checksum));
}

static DexFuture *
check_same (gpointer data)
{
  g_autofree char *first = hash_all ();
  g_autofree char *second = hash_all ();

  g_assert_cmpstr (first, ==, second);
  g_test_message ("all records: %s", first);
  /* What a change of the plant changes here: screenshots and tests of others refer to its records. */
  g_assert_cmpstr (first, ==, "585d50369414a768c191adb0c2ec44759d2b397b240f5e367fdaaf925c4dd748");

  return dex_future_new_for_boolean (TRUE);
}

static void
test_same (void)
{
  mw_test_run_fiber (check_same, NULL);
}

static void
add (char **sum, const char *text)
{
  g_autofree char *old = g_steal_pointer (sum);

  *sum = mw_decimal_calculate (MW_DECIMAL_ADD, old, text, NULL);
  g_assert_nonnull (*sum);
}

static void
compare_totals (yyjson_val *order, gpointer data)
{
  yyjson_val *lines = yyjson_obj_get (order, "lineItems");
  g_autofree char *net = g_strdup ("0");
  g_autofree char *gross = g_strdup ("0");
  yyjson_val *line;
  size_t i, n;

  g_assert_cmpuint (yyjson_arr_size (lines), >=, 1);
  g_assert_cmpuint (yyjson_arr_size (lines), <=, 20);
  yyjson_arr_foreach (lines, i, n, line)
  {
    add (&net, text_of (line, "lineTotalValue"));
    add (&gross, text_of (line, "lineTotalValue"));
    add (&gross, text_of (line, "lineTaxValue"));
    g_assert_cmpstr (text_of (line, "currencyKey"), ==, text_of (order, "currencyKey"));
  }
  g_assert_cmpint (mw_decimal_compare (net, text_of (order, "totalNetValue")), ==, 0);
  g_assert_cmpint (mw_decimal_compare (gross, text_of (order, "totalGrossValue")), ==, 0);
  *(guint *) data += (guint) yyjson_arr_size (lines);
}

/* The same in the tables of the old ERP: order → the sum of its lines. */
static void
sum_raw_line (yyjson_val *line, gpointer data)
{
  const char *order = text_of (line, "BSTNR");
  char *sum = g_strdup (g_hash_table_lookup (data, order));

  if (sum == NULL)
    sum = g_strdup ("0");
  add (&sum, text_of (line, "NETWRT"));
  g_hash_table_insert (data, g_strdup (order), sum);
}

static void
compare_raw_total (yyjson_val *order, gpointer data)
{
  const char *sum = g_hash_table_lookup (data, text_of (order, "BSTNR"));

  g_assert_nonnull (sum);
  g_assert_cmpint (mw_decimal_compare (sum, text_of (order, "NETWRT")), ==, 0);
  g_assert_cmpuint (strlen (text_of (order, "NETWRT")), ==, 15);
  g_assert_cmpuint (strlen (text_of (order, "BSTDAT")), ==, 8);
}

static DexFuture *
check_totals (gpointer data)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint n_lines = 0;

  foreach_record (FALSE, "erp/purchase-orders", compare_totals, &n_lines);
  g_assert_cmpuint (foreach_record (FALSE, "erp/purchase-orders.line-items", NULL, NULL), ==, n_lines);
  g_assert_cmpuint (foreach_record (TRUE, "BSTPOS", sum_raw_line, sums), ==, n_lines);
  foreach_record (TRUE, "BSTKPF", compare_raw_total, sums);

  return dex_future_new_for_boolean (TRUE);
}

static void
test_totals (void)
{
  mw_test_run_fiber (check_totals, NULL);
}

typedef struct
{
  GHashTable *vendors;
  GHashTable *countries;
  GHashTable *names;
  guint without_vendor;
  guint deleted_vendor;
  guint cancelled_received;
  guint huge_quantity;
  guint long_notes;
  guint bad_dates;
  guint unknown_statuses;
  guint right_to_left;
  guint formulas;
  guint huge_numbers;
} Odd;

static void
look_at_vendor (yyjson_val *vendor, gpointer data)
{
  Odd *odd = data;
  const char *name = text_of (vendor, "NAME1");
  guint64 small;

  g_hash_table_add (odd->vendors, g_strdup (text_of (vendor, "LIFNR")));
  g_hash_table_add (odd->countries, g_strdup (text_of (vendor, "LAND")));
  g_assert_true (g_hash_table_add (odd->names, g_strdup (name)));
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_ARABIC)
      {
        odd->right_to_left++;
        break;
      }
  odd->formulas += g_str_has_prefix (name, "=HYPERLINK(");
  odd->huge_numbers += !g_ascii_string_to_unsigned (text_of (vendor, "LIFNR"), 10, 0, G_MAXUINT64, &small,
                                                    NULL);
}

static void
look_at_order (yyjson_val *order, gpointer data)
{
  Odd *odd = data;
  const char *vendor = text_of (order, "LIFNR");
  g_autofree char *date = mw_date_normalize (text_of (order, "LFTDAT"), MW_DATE_DAY, NULL);

  odd->without_vendor += *vendor == '\0';
  odd->deleted_vendor += *vendor != '\0' && !g_hash_table_contains (odd->vendors, vendor);
  odd->cancelled_received += g_str_equal (text_of (order, "STAT"), "90") &&
                             !g_str_equal (text_of (order, "WEST"), "0");
  odd->long_notes += strstr (text_of (order, "NOTIZ"), "\n\n") != NULL;
  odd->unknown_statuses += g_str_equal (text_of (order, "STAT"), "77");
  odd->bad_dates += date == NULL;
}

static void
look_at_line (yyjson_val *line, gpointer data)
{
  Odd *odd = data;

  odd->huge_quantity += g_str_equal (text_of (line, "MENGE"), "123456789012345678901234567890000");
}

static void
look_at_unified_line (yyjson_val *line, gpointer data)
{
  Odd *odd = data;

  odd->huge_quantity += g_str_equal (text_of (line, "quantity"), "123456789012345678901234567890");
}

static DexFuture *
check_odd (gpointer data)
{
  g_autoptr (GHashTable) vendors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Odd odd = { .vendors = vendors, .countries = countries, .names = names };

  foreach_record (TRUE, "LIFSTM", look_at_vendor, &odd);
  foreach_record (TRUE, "BSTKPF", look_at_order, &odd);
  foreach_record (TRUE, "BSTPOS", look_at_line, &odd);
  foreach_record (FALSE, "wms/purchase-orders.line-items", look_at_unified_line, &odd);
  g_assert_cmpuint (g_hash_table_size (countries), >=, 8);
  g_assert_cmpuint (odd.without_vendor, ==, 1);
  g_assert_cmpuint (odd.deleted_vendor, ==, 1);
  g_assert_cmpuint (odd.cancelled_received, ==, 1);
  g_assert_cmpuint (odd.huge_quantity, ==, 2);
  g_assert_cmpuint (odd.long_notes, ==, 1);
  g_assert_cmpuint (odd.bad_dates, ==, 1);
  g_assert_cmpuint (odd.unknown_statuses, ==, 1);
  g_assert_cmpuint (odd.right_to_left, >=, 2);
  g_assert_cmpuint (odd.formulas, ==, 1);
  g_assert_cmpuint (odd.huge_numbers, ==, 1);

  return dex_future_new_for_boolean (TRUE);
}

static void
test_odd (void)
{
  mw_test_run_fiber (check_odd, NULL);
}

typedef struct
{
  const char *child;
  const char *parent;
  GHashTable *known;
  guint n_dangling;
} References;

static void
collect_known (yyjson_val *record, gpointer data)
{
  References *references = data;

  g_hash_table_add (references->known, g_strdup (text_of (record, references->parent)));
}

static void
check_reference (yyjson_val *record, gpointer data)
{
  References *references = data;
  const char *key = text_of (record, references->child);

  if (key != NULL && *key != '\0' && !g_hash_table_contains (references->known, key))
    references->n_dangling++;
}

static DexFuture *
check_references (gpointer data)
{
  static const struct
  {
    const char *table, *column, *other, *key;
    guint n_dangling;
  } cases[] = {
    { "BSTKPF", "LIFNR", "LIFSTM", "LIFNR", 1 },  { "BSTKPF", "LGORT", "STANDO", "STONR", 0 },
    { "BSTKPF", "BEARB", "BENUTZ", "BENID", 0 },  { "BSTPOS", "BSTNR", "BSTKPF", "BSTNR", 0 },
    { "BSTPOS", "MATNR", "MATSTM", "MATNR", 0 },  { "BSTPOS", "ANLNR", "ANLSTM", "ANLNR", 0 },
    { "BSTPOS", "AUFNR", "AUFTRG", "AUFNR", 0 },  { "MATBST", "MATNR", "MATSTM", "MATNR", 0 },
    { "MATBST", "LGORT", "STANDO", "STONR", 0 },  { "AUFTRG", "ANLNR", "ANLSTM", "ANLNR", 0 },
    { "AUFTRG", "UEBAUF", "AUFTRG", "AUFNR", 0 }, { "ANLSTM", "UEBANL", "ANLSTM", "ANLNR", 0 },
    { "ANLSTM", "STONR", "STANDO", "STONR", 0 },  { "STANDO", "UEBSTO", "STANDO", "STONR", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      References references = { cases[i].column, cases[i].key, known };

      foreach_record (TRUE, cases[i].other, collect_known, &references);
      foreach_record (TRUE, cases[i].table, check_reference, &references);
      g_assert_cmpuint (references.n_dangling, ==, cases[i].n_dangling);
    }

  return dex_future_new_for_boolean (TRUE);
}

static void
test_references (void)
{
  mw_test_run_fiber (check_references, NULL);
}

static DexFuture *
check_unknown (gpointer data)
{
  g_autoptr (MwDemoPlant) plant = mw_demo_plant_new ();
  MwRecordQuery query = { .page = 1, .per_page = 1 };
  static const char *const names[] = { "erp/nothing", "nothing", "", "/", "eam/currencies" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
        dex_await_boxed (mw_record_source_query (MW_RECORD_SOURCE (plant), names[i], &query), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
        dex_await_boxed (mw_record_source_query_raw (MW_RECORD_SOURCE (plant), names[i], &query), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }

  return dex_future_new_for_boolean (TRUE);
}

static void
test_unknown (void)
{
  mw_test_run_fiber (check_unknown, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/plant/counts", test_counts);
  g_test_add_func ("/demo/plant/same", test_same);
  g_test_add_func ("/demo/plant/totals", test_totals);
  g_test_add_func ("/demo/plant/odd", test_odd);
  g_test_add_func ("/demo/plant/references", test_references);
  g_test_add_func ("/demo/plant/unknown", test_unknown);

  return g_test_run ();
}
