/* test-updates.c: after a read only what was changed is asked for, and everything is right nevertheless
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-order-desk.h"

static void
test_merge (void)
{
  Desk desk;
  g_autoptr (MwRawSet) set = NULL;
  g_autoptr (GBytes) record = NULL;
  g_autoptr (MwGeneration) rows = NULL;

  open_desk (&desk, PLAIN (""));
  refresh (&desk);
  assert_filters (&desk, "\n");
  assert_cells (&desk, desk.order, "number", "1,2,3");
  assert_cells (&desk, desk.order, "vendor", "Bolt,Nut,Bolt");
  assert_cells (&desk, desk.line, "order_number", "1,1,2");
  assert_watermark (&desk, "10 12:00:00");
  g_assert_cmpuint (get_mark (&desk).n_updates, ==, 0);

  /* A line of the first one is gone, a new order came, the others are not sent again. */
  put (&desk, "1", "13:00:00", "\"vendor\": \"8\", \"memo\": \"A\", \"lines\": [{\"no\": \"2\"}]");
  put (&desk, "4", "13:30:00", "\"vendor\": \"7\", \"memo\": \"d\", \"lines\": [{\"no\": \"9\"}]");
  refresh (&desk);
  assert_filters (&desk, SINCE ("11:59:00") "\n");
  g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==, 3);
  assert_cells (&desk, desk.order, "number", "1,2,3,4");
  assert_cells (&desk, desk.order, "currency", "A,b,c,d");
  assert_cells (&desk, desk.order, "vendor", "Nut,Nut,Bolt,Bolt");
  assert_cells (&desk, desk.line, "order_number", "1,2,4");
  assert_cells (&desk, desk.line, "number", "2,1,9");
  assert_changes (&desk, 1, 1, 0, FALSE);
  assert_watermark (&desk, "10 13:30:00");
  g_assert_cmpuint (get_mark (&desk).n_updates, ==, 1);

  /* Each row leads to the record it was made of now. */
  set = mw_dataset_find_raw_set (desk.dataset, "orders");
  g_assert_cmpuint (mw_raw_set_get_n_records (set), ==, 4);
  rows = mw_table_dup_generation (mw_dataset_get_table (desk.dataset, desk.order));
  record = mw_raw_set_dup_record (set, mw_generation_get_origin (rows, 0)->record, NULL);
  g_assert_nonnull (
    g_strstr_len (g_bytes_get_data (record, NULL), (gssize) g_bytes_get_size (record), "\"A\""));
  close_desk (&desk);
}

/* The overlap brings the newest ones again, and ties: they are the same and count for nothing. */
static void
test_identical (void)
{
  Desk desk;

  open_desk (&desk, PLAIN (""));
  put (&desk, "4", "12:00:00", "\"memo\": \"d\"");
  put (&desk, "5", "11:59:30", "\"memo\": \"e\"");
  refresh (&desk);
  for (guint i = 1; i < 4; i++)
    {
      refresh (&desk);
      g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==, 3);
      assert_changes (&desk, 0, 0, 0, FALSE);
      assert_cells (&desk, desk.order, "currency", "a,b,c,d,e");
      assert_watermark (&desk, "10 12:00:00");
      g_assert_cmpuint (get_mark (&desk).n_updates, ==, i);
    }
  /* One that was written in that very second, after we had read it. */
  put (&desk, "4", "12:00:00", "\"memo\": \"D\"");
  refresh (&desk);
  assert_changes (&desk, 1, 0, 0, FALSE);
  assert_cells (&desk, desk.order, "currency", "a,b,c,D,e");
  close_desk (&desk);
}

/* What a clock on the wall shows in October it shows twice: an hour more is looked back. */
static void
test_local (void)
{
  Desk desk;

  open_desk (&desk, LOCAL);
  for (guint i = 1; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *members = g_strdup_printf ("\"stamp\": \"2026-01-10T1%u:30:00\"", i);

      mw_record_server_put (desk.orders, id, members);
    }
  refresh (&desk);
  assert_watermark (&desk, "10 12:30:00");
  refresh (&desk);
  assert_filters (&desk, "stamp ge '2026-01-10T12:29:00'\n");
  close_desk (&desk);
}

static void
test_empty (void)
{
  Desk desk;

  open_desk (&desk, PLAIN (""));
  mw_record_server_remove (desk.orders, "1");
  mw_record_server_remove (desk.orders, "2");
  mw_record_server_remove (desk.orders, "3");
  mw_record_server_set_date (desk.orders, "Sat, 10 Jan 2026 09:00:00 GMT");
  refresh (&desk);
  assert_cells (&desk, desk.order, "number", "");
  put (&desk, "5", "09:30:00", "\"memo\": \"e\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "number", "5");
  assert_changes (&desk, 0, 1, 0, FALSE);
  g_assert_cmpuint (get_mark (&desk).n_updates, ==, 1);
  close_desk (&desk);
}

/* A server whose clock is behind its own records (or a record that comes from the future): nothing that it
 * writes meanwhile may be missed. */
static void
test_clocks (void)
{
  Desk desk;
  gint64 now;

  open_desk (&desk, PLAIN (""));
  mw_record_server_set_date (desk.orders, "Sat, 10 Jan 2026 11:30:00 GMT");
  refresh (&desk);
  now = get_mark (&desk).watermark;
  g_assert_cmpint (now, <=, G_GINT64_CONSTANT (1768044600) * G_USEC_PER_SEC);
  g_assert_cmpint (now, >, G_GINT64_CONSTANT (1768044540) * G_USEC_PER_SEC);
  put (&desk, "1", "11:31:00", "\"memo\": \"A\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "currency", "A,b,c");

  mw_record_server_set_date (desk.orders, BEFORE);
  mw_record_server_put (desk.orders, "9", "\"stamp\": \"2099-01-01T00:00:00Z\", \"memo\": \"z\"");
  desk.from_scratch = TRUE;
  refresh (&desk);
  desk.from_scratch = FALSE;
  put (&desk, "2", "13:00:00", "\"memo\": \"B\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "currency", "A,B,c,z");
  assert_changes (&desk, 1, 0, 0, FALSE);

  /* Without its clock ours is taken, for what it is worth. */
  mw_record_server_set_date (desk.orders, NULL);
  mw_record_server_remove (desk.orders, "9");
  desk.from_scratch = TRUE;
  refresh (&desk);
  assert_watermark (&desk, "10 13:00:00");
  mw_record_server_set_date (desk.orders, "yesterday");
  refresh (&desk);
  assert_watermark (&desk, "10 13:00:00");
  close_desk (&desk);
}

/* A record that does not say when it was changed could change unseen. */
static void
test_unstamped (gconstpointer data)
{
  const char *members = data;
  Desk desk;

  open_desk (&desk, PLAIN (""));
  mw_record_server_put (desk.orders, "9", members);
  refresh (&desk);
  g_assert_cmpint (get_mark (&desk).watermark, ==, MW_SINCE_NONE);
  mw_record_server_remove (desk.orders, "2");
  refresh (&desk);
  assert_filters (&desk, "\n");
  assert_cells (&desk, desk.order, "number", "1,3,9");
  assert_changes (&desk, 0, 0, 1, FALSE);

  /* … nor one that comes later. */
  mw_record_server_remove (desk.orders, "9");
  refresh (&desk);
  refresh (&desk);
  assert_filters (&desk, SINCE ("11:59:00") "\n");
  mw_record_server_put (desk.orders, "3", "\"stamp\": \"2026-01-10T14:00:00\xc2\xbd\"");
  refresh (&desk);
  g_assert_cmpint (get_mark (&desk).watermark, ==, MW_SINCE_NONE);
  close_desk (&desk);
}

/* Nobody tells what was deleted: that shows when everything is compared, which is dated. */
static void
test_deleted (void)
{
  Desk desk;
  gint64 compared_at;

  open_desk (&desk, PLAIN (""));
  refresh (&desk);
  compared_at = get_mark (&desk).compared_at;
  mw_record_server_remove (desk.orders, "2");
  refresh (&desk);
  assert_cells (&desk, desk.order, "number", "1,2,3");
  g_assert_cmpint (get_mark (&desk).compared_at, ==, compared_at);
  desk.from_scratch = TRUE;
  refresh (&desk);
  assert_cells (&desk, desk.order, "number", "1,3");
  assert_changes (&desk, 0, 0, 1, FALSE);
  g_assert_cmpint (get_mark (&desk).compared_at, >, compared_at);
  g_assert_cmpuint (get_mark (&desk).n_updates, ==, 0);
  close_desk (&desk);
}

/* Where the system says how many there are, that tells at once. */
static void
test_counted (void)
{
  Desk desk;

  open_desk (&desk, COUNTED);
  refresh (&desk);
  put (&desk, "4", "13:00:00", "\"memo\": \"d\"");
  refresh (&desk);
  assert_filters (&desk, SINCE ("11:59:00") "\n");
  assert_cells (&desk, desk.order, "number", "1,2,3,4");

  mw_record_server_remove (desk.orders, "2");
  put (&desk, "4", "14:00:00", "\"memo\": \"D\"");
  refresh (&desk);
  assert_filters (&desk, SINCE ("12:59:00") "\n\n");
  assert_cells (&desk, desk.order, "currency", "a,c,D");
  assert_changes (&desk, 1, 0, 1, FALSE);
  assert_watermark (&desk, "10 14:00:00");
  g_assert_cmpuint (get_mark (&desk).n_updates, ==, 0);
  refresh (&desk);
  assert_filters (&desk, SINCE ("13:59:00") "\n");
  close_desk (&desk);
}

static void
test_lookup_changed (void)
{
  Desk desk;

  open_desk (&desk, PLAIN (""));
  refresh (&desk);
  mw_record_server_put (desk.vendors, "7", "\"name\": \"Bolts\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "vendor", "Bolts,Nut,Bolts");
  assert_changes (&desk, 0, 0, 0, TRUE);
  close_desk (&desk);
}

static void
test_looks_at_self (void)
{
  Desk desk;

  open_desk (&desk, LOOKS_AT_SELF);
  put (&desk, "7", "09:00:00", "\"name\": \"seven\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "vendor", "seven,-,seven,-");
  put (&desk, "7", "13:00:00", "\"name\": \"Seven\"");
  refresh (&desk);
  assert_filters (&desk, SINCE ("11:59:00") "\n");
  assert_cells (&desk, desk.order, "vendor", "Seven,-,Seven,-");
  close_desk (&desk);
}

static void
test_details (void)
{
  Desk desk;

  open_desk (&desk, DETAILED);
  refresh (&desk);
  g_assert_cmpuint (mw_record_server_take_n_single (desk.orders), ==, 3);
  put (&desk, "2", "13:00:00", "\"vendor\": \"7\", \"memo\": \"B\"");
  refresh (&desk);
  /* The changed one, and the newest because of the overlap. */
  g_assert_cmpuint (mw_record_server_take_n_single (desk.orders), ==, 2);
  assert_cells (&desk, desk.order, "currency", "a,B,c");
  assert_changes (&desk, 1, 0, 0, FALSE);
  close_desk (&desk);
}

static void
test_due (gconstpointer data)
{
  gboolean incomplete = GPOINTER_TO_INT (data);
  guint n_updates = incomplete ? 5 : 20;
  Desk desk;

  open_desk (&desk, incomplete ? PLAIN (", \"incomplete\": true") : PLAIN (""));
  refresh (&desk);
  mw_record_server_remove (desk.orders, "1");
  for (guint i = 0; i < n_updates; i++)
    {
      refresh (&desk);
      assert_filters (&desk, SINCE ("11:59:00") "\n");
    }
  assert_cells (&desk, desk.order, "number", "1,2,3");
  refresh (&desk);
  assert_filters (&desk, "\n");
  assert_cells (&desk, desk.order, "number", "2,3");
  close_desk (&desk);
}

/* What is held, with another mark. */
#define TEST_TYPE_HELD (test_held_get_type ())
G_DECLARE_FINAL_TYPE (TestHeld, test_held, TEST, HELD, GObject)

struct _TestHeld
{
  GObject parent_instance;
  MwHeld *held;
  gint64 later; /* added to the moment of the comparison */
  const char *fields;
};

static gboolean
get_held_mark (MwHeld *held, const char *set_id, guint turn, MwSetMark *mark)
{
  TestHeld *self = TEST_HELD (held);

  if (!mw_held_get_mark (self->held, set_id, turn, mark))
    return FALSE;
  mark->compared_at += self->later;
  if (self->fields != NULL)
    mark->fields = self->fields;
  return TRUE;
}

static gboolean
get_held_page (MwHeld *held, const char *set_id, guint turn, guint page, MwRawPage *raw_page)
{
  return mw_held_get_page (TEST_HELD (held)->held, set_id, turn, page, raw_page);
}

static void
held_init (MwHeldInterface *iface)
{
  iface->get_mark = get_held_mark;
  iface->get_page = get_held_page;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestHeld,
                               test_held,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_HELD, held_init))

static void
test_held_class_init (TestHeldClass *klass)
{
}

static void
test_held_init (TestHeld *self)
{
}

typedef struct
{
  const char *name;
  gint64 later;
  const char *fields;
  gboolean incomplete;
  gboolean is_update;
} StaleCase;

static const StaleCase stale_cases[] = {
  { "fresh", -G_TIME_SPAN_HOUR, NULL, FALSE, TRUE },
  { "old", -25 * G_TIME_SPAN_HOUR, NULL, FALSE, FALSE },
  { "incomplete", -11 * G_TIME_SPAN_MINUTE, NULL, TRUE, FALSE },
  { "incomplete-fresh", -9 * G_TIME_SPAN_MINUTE, NULL, TRUE, TRUE },
  { "clock-put-back", G_TIME_SPAN_HOUR, NULL, FALSE, FALSE },
  { "fields", 0, "id,stamp", FALSE, FALSE },
};

static void
test_stale (gconstpointer data)
{
  const StaleCase *stale = data;
  g_autoptr (TestHeld) held = g_object_new (TEST_TYPE_HELD, NULL);
  g_autoptr (MwDataset) dataset = NULL;
  g_autofree char *filters = NULL;
  Desk desk;

  open_desk (&desk, stale->incomplete ? PLAIN (", \"incomplete\": true") : PLAIN (""));
  refresh (&desk);
  dataset = g_object_ref (desk.dataset);
  held->held = MW_HELD (dataset);
  held->later = stale->later;
  held->fields = stale->fields;
  put (&desk, "3", "13:00:00", "\"memo\": \"C\"");
  read_from (&desk, MW_HELD (held));
  g_assert_no_error (desk.read.error);
  assert_cells (&desk, desk.order, "currency", "a,b,C");
  filters = mw_record_server_take_filters (desk.orders);
  g_assert_cmpint (g_str_has_suffix (filters, SINCE ("11:59:00") "\n"), ==, stale->is_update);
  g_assert_cmpuint (get_mark (&desk).n_updates, ==, stale->is_update);
  close_desk (&desk);
}

/* What was read before stays as it is. */
static void
test_failed (void)
{
  g_autoptr (MwDataset) kept = NULL;
  Desk desk;

  open_desk (&desk, PLAIN (""));
  refresh (&desk);
  kept = g_object_ref (desk.dataset);
  mw_fixture_server_clear (desk.read.server);
  read_from (&desk, MW_HELD (kept));
  g_assert_nonnull (desk.read.error);
  g_set_object (&desk.dataset, kept);
  assert_cells (&desk, desk.order, "currency", "a,b,c");
  assert_cells (&desk, desk.line, "order_number", "1,1,2");
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/updates/merge", test_merge);
  g_test_add_func ("/source/updates/identical", test_identical);
  g_test_add_func ("/source/updates/local", test_local);
  g_test_add_func ("/source/updates/empty", test_empty);
  g_test_add_func ("/source/updates/clocks", test_clocks);
  g_test_add_data_func ("/source/updates/unstamped/missing", "\"memo\": \"z\"", test_unstamped);
  g_test_add_data_func ("/source/updates/unstamped/null", "\"memo\": \"z\", \"stamp\": null", test_unstamped);
  g_test_add_data_func ("/source/updates/unstamped/no-date", "\"stamp\": \"yesterday\"", test_unstamped);
  g_test_add_func ("/source/updates/deleted", test_deleted);
  g_test_add_func ("/source/updates/counted", test_counted);
  g_test_add_func ("/source/updates/lookup-changed", test_lookup_changed);
  g_test_add_func ("/source/updates/looks-at-self", test_looks_at_self);
  g_test_add_func ("/source/updates/details", test_details);
  g_test_add_data_func ("/source/updates/due/complete", GINT_TO_POINTER (FALSE), test_due);
  g_test_add_data_func ("/source/updates/due/incomplete", GINT_TO_POINTER (TRUE), test_due);
  for (guint i = 0; i < G_N_ELEMENTS (stale_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/source/updates/stale/", stale_cases[i].name, NULL);

      g_test_add_data_func (path, &stale_cases[i], test_stale);
    }
  g_test_add_func ("/source/updates/failed", test_failed);
  return g_test_run ();
}
