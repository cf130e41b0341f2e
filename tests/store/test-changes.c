/* test-changes.c: what a later read is different in, and what a read leaves for the next one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-changes.h"
#include "mw-test-table.h"

static const char *const lookups[] = { "vendors", "orders", NULL };

/* Records as "key=rest", or "=rest" without a key; all of them in one page of @set. */
static void
send_records (MwDataset *dataset, const char *set, const char *const *records)
{
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (1);
  g_autoptr (MwChunk) keys = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint number = mw_sink_begin_set (MW_SINK (dataset), set, set, -1);
  MwRawPage page = { .fetched_at = 1000 };

  for (guint i = 0; records[i] != NULL; i++)
    {
      MwJsonRange range = { .offset = body->len, .length = strlen (records[i]) };
      gsize length = strcspn (records[i], "=");

      g_array_append_val (ranges, range);
      g_string_append_printf (body, "%s,", records[i]);
      mw_chunk_builder_begin_row (builder, NULL);
      mw_chunk_builder_set_cell (builder, 0, length > 0 ? records[i] : NULL, (gssize) length);
    }
  keys = mw_chunk_builder_finish (builder);
  bytes = g_bytes_new (body->str, body->len);
  page.bytes = bytes;
  page.records = (const MwJsonRange *) (gpointer) ranges->data;
  page.n_records = ranges->len;
  page.keys = keys;
  mw_sink_raw_page (MW_SINK (dataset), number, &page);
}

static MwDataset *
read_of (const char *set, const char *records)
{
  MwDataset *dataset = mw_dataset_new (NULL);
  g_auto (GStrv) list = g_strsplit (records, " ", -1);

  send_records (dataset, set, (const char *const *) list);
  return dataset;
}

static void
test_counts (void)
{
  static const struct
  {
    const char *before, *after;
    guint n_changed, n_new, n_gone;
  } cases[] = {
    { "1=a 2=b 3=c", "1=a 2=b 3=c", 0, 0, 0 },
    { "1=a 2=b 3=c", "3=c 1=a 2=b", 0, 0, 0 },
    { "1=a 2=b 3=c", "1=a 2=B 3=c", 1, 0, 0 },
    { "1=a 2=b 3=c", "1=a 3=c", 0, 0, 1 },
    { "1=a 2=b 3=c", "1=a 2=b 3=c 4=d 5=e", 0, 2, 0 },
    { "1=a 2=b 3=c", "4=d 2=B 1=A", 2, 1, 1 },
    { "", "1=a", 0, 1, 0 },
    { "1=a", "", 0, 0, 1 },
    { "", "", 0, 0, 0 },
    /* A key that begins like another one is another. */
    { "1=a 10=a", "1=a 100=a", 0, 1, 1 },
    /* Without a key a record is all it says: a changed one cannot be told from one that went and one that
     * came.
     */
    { "=a =b", "=b =a", 0, 0, 0 },
    { "=a =b", "=a =B", 0, 1, 1 },
    /* … and is none with that text as its key. */
    { "=a", "a=", 0, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwDataset) before = read_of ("orders", cases[i].before);
      g_autoptr (MwDataset) after = read_of ("orders", cases[i].after);
      g_autoptr (GError) error = NULL;
      MwChanges changes;

      g_assert_true (mw_changes_find (before, after, "orders", lookups, &changes, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (changes.n_changed, ==, cases[i].n_changed);
      g_assert_cmpuint (changes.n_new, ==, cases[i].n_new);
      g_assert_cmpuint (changes.n_gone, ==, cases[i].n_gone);
      g_assert_false (changes.others_differ);
      g_assert_cmpint (mw_changes_is_none (&changes), ==,
                       cases[i].n_changed + cases[i].n_new + cases[i].n_gone == 0);
    }
}

static void
test_others (void)
{
  const char *const vendors[] = { "7=Bolt", "8=Nut", NULL };
  const char *const renamed[] = { "7=Bolt", "8=Nuts", NULL };
  g_autoptr (MwDataset) before = read_of ("orders", "1=a");
  g_autoptr (MwDataset) same = read_of ("orders", "1=a");
  g_autoptr (MwDataset) after = read_of ("orders", "1=a");
  g_autoptr (MwDataset) without = read_of ("orders", "1=a");
  MwChanges changes;

  send_records (before, "vendors", vendors);
  send_records (same, "vendors", vendors);
  send_records (after, "vendors", renamed);
  g_assert_true (mw_changes_find (before, same, "orders", lookups, &changes, NULL, NULL));
  g_assert_true (mw_changes_is_none (&changes));
  g_assert_true (mw_changes_find (before, after, "orders", lookups, &changes, NULL, NULL));
  g_assert_cmpuint (changes.n_changed, ==, 0);
  g_assert_true (changes.others_differ);
  g_assert_false (mw_changes_is_none (&changes));
  /* A set that could not be read any more, or can be now. */
  g_assert_true (mw_changes_find (before, without, "orders", lookups, &changes, NULL, NULL));
  g_assert_true (changes.others_differ);
  g_assert_true (mw_changes_find (without, before, "orders", lookups, &changes, NULL, NULL));
  g_assert_true (changes.others_differ);
}

static void
test_texts (void)
{
  static const struct
  {
    MwChanges changes;
    const char *text;
  } cases[] = {
    { { 3, 2, 1, TRUE }, "3 changed, 2 new, 1 no longer there" },
    { { 0, 2, 0, FALSE }, "2 new" },
    { { 0, 0, 0, TRUE }, "what they refer to changed" },
    { { 0, 0, 0, FALSE }, "nothing changed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mw_changes_dup_text (&cases[i].changes);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* The same records with other notices and a later mark. */
static void
test_take_over (void)
{
  const char *const other[] = { "2=b", NULL };
  g_autoptr (MwDataset) before = read_of ("orders", "1=a");
  g_autoptr (MwDataset) after = read_of ("orders", "1=a");
  g_autoptr (MwDataset) more = read_of ("orders", "1=a");
  MwSetMark mark = { 5000, "id", 4000, 3, 0, NULL };

  mw_sink_mark (MW_SINK (before), 0, &mark);
  g_assert_cmpint (mw_dataset_get_compared_at (before, "orders"), ==, 4000);
  g_assert_cmpint (mw_dataset_get_compared_at (before, "vendors"), ==, 0);
  mw_sink_mark (MW_SINK (after), 0, &(const MwSetMark) { 9000, "id", 8000, 0, 0 });
  g_assert_true (mw_dataset_take_over (before, after));
  g_assert_cmpint (mw_dataset_get_compared_at (before, "orders"), ==, 8000);
  g_assert_true (mw_held_get_mark (MW_HELD (before), "orders", 0, &mark));
  g_assert_cmpint (mark.watermark, ==, 9000);
  g_assert_cmpuint (mark.n_updates, ==, 0);
  g_assert_cmpstr (mark.fields, ==, "id");

  /* A second turn, or other fields: it is another read. */
  mw_sink_mark (MW_SINK (more), 0, &(const MwSetMark) { 9000, "id,name", 9000, 0, 0 });
  g_assert_false (mw_dataset_take_over (before, more));
  send_records (after, "orders", other);
  mw_sink_mark (MW_SINK (after), 0, &(const MwSetMark) { 9000, "id", 7000, 0, 0 });
  g_assert_false (mw_dataset_take_over (before, after));
  g_assert_cmpint (mw_dataset_get_compared_at (before, "orders"), ==, 8000);
  g_assert_cmpint (mw_dataset_get_compared_at (after, "orders"), ==, 7000);
}

static void
test_cancelled (void)
{
  g_autoptr (MwDataset) before = read_of ("orders", "1=a");
  g_autoptr (MwDataset) after = read_of ("orders", "1=a");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  MwChanges changes;

  g_cancellable_cancel (cancellable);
  g_assert_false (mw_changes_find (before, after, "orders", lookups, &changes, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_held_record (MwRawPage *page, guint record, const char *key, const char *bytes)
{
  const char *text = g_bytes_get_data (page->bytes, NULL);
  g_autofree char *sent = g_strndup (text + page->records[record].offset, page->records[record].length);

  g_assert_cmpstr (sent, ==, bytes);
  g_assert_cmpstr (mw_chunk_get_cell (page->keys, record, 0, NULL), ==, key);
}

/* Two companies, one after the other: each has pages and a mark of its own. */
static void
test_held (void)
{
  const char *const pages[][3] = { { "1=a", "2=b", NULL }, { "3=c", NULL }, { "1=x", NULL } };
  g_autoptr (MwDataset) dataset = mw_dataset_new (NULL);
  MwHeld *held = MW_HELD (dataset);
  MwSetMark mark = { 5000, "id,name", 4000, 3, 2 };
  MwRawPage page;
  gsize length;
  g_autoptr (MwRawSet) set = NULL;

  g_assert_true (mw_sink_keeps_keys (MW_SINK (dataset)));
  send_records (dataset, "orders", pages[0]);
  send_records (dataset, "orders", pages[1]);
  g_assert_false (mw_held_get_mark (held, "orders", 0, &mark));
  /* A turn that has not ended is as far as it came. */
  g_assert_true (mw_held_get_page (held, "orders", 0, 1, &page));
  assert_held_record (&page, 0, "3", "3=c");
  g_assert_false (mw_held_get_page (held, "orders", 0, 2, &page));
  g_assert_false (mw_held_get_page (held, "orders", 1, 0, &page));
  mw_sink_mark (MW_SINK (dataset), 0, &mark);
  send_records (dataset, "orders", pages[2]);
  mw_sink_mark (MW_SINK (dataset), 0, &(const MwSetMark) { .watermark = G_MININT64 });

  g_assert_true (mw_held_get_mark (held, "orders", 0, &mark));
  g_assert_cmpint (mark.watermark, ==, 5000);
  g_assert_cmpstr (mark.fields, ==, "id,name");
  g_assert_cmpint (mark.compared_at, ==, 4000);
  g_assert_cmpuint (mark.n_updates, ==, 3);
  g_assert_cmpint (mark.n_unsent, ==, 2);
  g_assert_true (mw_held_get_mark (held, "orders", 1, &mark));
  g_assert_cmpint (mark.watermark, ==, G_MININT64);
  g_assert_null (mark.fields);
  g_assert_false (mw_held_get_mark (held, "orders", 2, &mark));
  g_assert_false (mw_held_get_mark (held, "vendors", 0, &mark));

  g_assert_true (mw_held_get_page (held, "orders", 0, 0, &page));
  g_assert_cmpuint (page.n_records, ==, 2);
  g_assert_cmpint (page.fetched_at, ==, 1000);
  assert_held_record (&page, 1, "2", "2=b");
  g_assert_true (mw_held_get_page (held, "orders", 0, 1, &page));
  assert_held_record (&page, 0, "3", "3=c");
  g_assert_false (mw_held_get_page (held, "orders", 0, 2, &page));
  g_assert_true (mw_held_get_page (held, "orders", 1, 0, &page));
  g_assert_cmpuint (page.n_records, ==, 1);
  assert_held_record (&page, 0, "1", "1=x");
  g_assert_false (mw_held_get_page (held, "orders", 1, 1, &page));
  g_assert_false (mw_held_get_page (held, "orders", 2, 0, &page));
  g_assert_false (mw_held_get_page (held, "orders", 3, 0, &page));
  g_assert_false (mw_held_get_page (held, "vendors", 0, 0, &page));

  set = mw_dataset_find_raw_set (dataset, "orders");
  g_assert_cmpstr (mw_raw_set_peek_key (set, 2, &length), ==, "3");
  g_assert_cmpuint (length, ==, 1);
  g_assert_null (mw_raw_set_peek_key (set, 4, &length));
  g_assert_null (mw_raw_set_peek_record (set, 4, &length));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/changes/counts", test_counts);
  g_test_add_func ("/store/changes/others", test_others);
  g_test_add_func ("/store/changes/texts", test_texts);
  g_test_add_func ("/store/changes/take-over", test_take_over);
  g_test_add_func ("/store/changes/cancelled", test_cancelled);
  g_test_add_func ("/store/changes/held", test_held);
  return g_test_run ();
}
