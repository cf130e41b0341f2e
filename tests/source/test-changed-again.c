/* test-changed-again.c: a refresh by changes that was interrupted goes on, whatever was changed in the pause
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-order-desk.h"

#define N_ORDERS  9
#define N_CHANGED 7

static const MwFixtureAnswer refused = { .status = 400, .body = "{}" };

static void
put_order (Desk *desk, guint number, const char *clock, const char *memo)
{
  g_autofree char *id = g_strdup_printf ("%u", number);
  g_autofree char *members = g_strdup_printf (
    "\"vendor\": \"%u\", \"memo\": \"%s%u\", \"day\": \"2026-01-%02u\", \"company\": \"%s\"", 7 + number % 2,
    memo, number, 10 + number, number % 3 == 0 ? "US" : "DE");

  put (desk, id, clock, members);
}

/* All are read; then most of them are changed, two minutes apart. Those and the one that was changed last
 * before are the changes: four pages. */
static void
open_changed (Desk *desk, const char *json)
{
  open_desk (desk, json);
  for (guint i = 1; i <= N_ORDERS; i++)
    put_order (desk, i, i < N_ORDERS ? "08:00:00" : "09:00:00", "m");
}

static void
change (Desk *desk)
{
  for (guint i = 1; i <= N_CHANGED; i++)
    {
      g_autofree char *clock = g_strdup_printf ("13:%02u:00", 2 * i);

      put_order (desk, i, clock, "M");
    }
}

static char *
dup_sorted (Desk *desk, MwDataset *dataset)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_dataset_get_table (dataset, desk->order));
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    {
      GString *line = g_string_new (NULL);

      for (guint column = 0; column < mw_generation_get_n_columns (rows); column++)
        g_string_append_printf (line, "%s|", mw_generation_get_cell (rows, row, column, NULL));
      g_ptr_array_add (lines, g_string_free_and_steal (line));
    }
  g_ptr_array_sort_values (lines, (GCompareFunc) strcmp);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* As if everything were read now, and nothing is left for the next refresh. */
static void
assert_fresh (Desk *desk)
{
  g_autoptr (MwDataset) dataset = g_object_ref (desk->dataset);
  g_autofree char *text = dup_sorted (desk, dataset);
  g_autofree char *fresh = NULL;

  read_from (desk, NULL);
  g_assert_no_error (desk->read.error);
  fresh = dup_sorted (desk, desk->dataset);
  g_assert_cmpstr (text, ==, fresh);
  read_from (desk, MW_HELD (dataset));
  g_assert_no_error (desk->read.error);
  g_assert_cmpuint (get_mark (desk).n_updates, >=, 2);
  g_clear_pointer (&text, g_free);
  text = dup_sorted (desk, desk->dataset);
  g_assert_cmpstr (text, ==, fresh);
}

/* From @again, if there is one, until @offset of the changes. */
static MwDataset *
interrupt (Desk *desk, MwDataset *base, MwDataset *again, int offset)
{
  MwDataset *interrupted;

  mw_record_server_stop_at (desk->orders, offset, 0, &refused);
  mw_source_set_again (desk->read.source, again != NULL ? MW_HELD (again) : NULL);
  read_from (desk, MW_HELD (base));
  g_assert_error (desk->read.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SERVER);
  mw_source_set_again (desk->read.source, NULL);
  mw_record_server_stop_at (desk->orders, -1, 0, NULL);
  interrupted = g_steal_pointer (&desk->dataset);
  g_set_object (&desk->dataset, base);
  return interrupted;
}

static void
go_on (Desk *desk, MwDataset *base, MwDataset *again)
{
  mw_source_set_again (desk->read.source, MW_HELD (again));
  read_from (desk, MW_HELD (base));
  mw_source_set_again (desk->read.source, NULL);
  g_assert_no_error (desk->read.error);
}

/* How many records are sent when it goes on: the last page that was there once more, those behind it, and
 * what is newer than the pages before, as it may have been changed in the pause. */
static void
test_goes_on (void)
{
  static const guint n_sent[] = { 8, 8, 6 + 6, 4 + 4, 2 + 2 };
  static const char *const filters[] = { SINCE ("08:59:00") "\n", SINCE ("08:59:00") "\n",
                                         SINCE ("13:03:00") "\n", SINCE ("13:07:00") "\n",
                                         SINCE ("13:11:00") "\n" };
  Desk desk;

  for (guint i = 0; i < G_N_ELEMENTS (n_sent); i++)
    {
      g_autoptr (MwDataset) base = NULL;
      g_autoptr (MwDataset) again = NULL;

      open_changed (&desk, PLAIN (""));
      refresh (&desk);
      base = g_object_ref (desk.dataset);
      change (&desk);
      again = interrupt (&desk, base, NULL, 2 * (int) i);
      go_on (&desk, base, again);
      g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==, n_sent[i]);
      assert_filters (&desk, filters[i]);
      assert_watermark (&desk, "10 13:14:00");
      assert_fresh (&desk);
      close_desk (&desk);
    }
}

/* Again and again: each time it comes further. */
static void
test_often (void)
{
  Desk desk;
  g_autoptr (MwDataset) base = NULL;
  g_autoptr (MwDataset) again = NULL;

  open_changed (&desk, PLAIN (""));
  refresh (&desk);
  base = g_object_ref (desk.dataset);
  change (&desk);
  for (int offset = 2; offset <= 8; offset += 2)
    {
      g_autoptr (MwDataset) next = interrupt (&desk, base, again, offset);

      g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==, offset == 2 ? 2 : 4);
      g_set_object (&again, next);
    }
  go_on (&desk, base, again);
  g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==, 2 + 6);
  assert_fresh (&desk);
  close_desk (&desk);
}

/* What happens in the pause. */
static void
change_before (Desk *desk)
{
  put_order (desk, 1, "14:00:00", "X");
}

static void
change_at (Desk *desk)
{
  put_order (desk, 4, "14:00:00", "X");
}

/* What comes behind is newer than what was changed before, and hides nothing of it. */
static void
change_both (Desk *desk)
{
  put_order (desk, 1, "14:00:00", "X");
  put_order (desk, 7, "15:00:00", "X");
}

static void
change_behind (Desk *desk)
{
  put_order (desk, 6, "14:00:00", "X");
}

static void
change_other (Desk *desk)
{
  put_order (desk, N_ORDERS, "14:00:00", "X");
}

static void
add_one (Desk *desk)
{
  put_order (desk, 10, "14:00:00", "X");
}

/* As in a list that is in the order of changes. */
static void
move_to_end (Desk *desk)
{
  mw_record_server_remove (desk->orders, "1");
  put_order (desk, 1, "14:00:00", "X");
}

static void
move_all (Desk *desk)
{
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      mw_record_server_remove (desk->orders, id);
      put_order (desk, i, "14:00:00", "X");
    }
}

/* Behind the other ones of its page there is one that was not there. */
static void
move_last (Desk *desk)
{
  mw_record_server_remove (desk->orders, "4");
  put_order (desk, 4, "14:00:00", "X");
}

/* Another company's, and of another day. */
static void
leave (Desk *desk)
{
  put (desk, "1", "14:00:00", "\"memo\": \"X\", \"day\": \"2026-01-01\", \"company\": \"FR\"");
}

static void
leave_and_change (Desk *desk)
{
  leave (desk);
  put_order (desk, 7, "15:00:00", "X");
}

static void
leave_and_come_back (Desk *desk)
{
  leave (desk);
  put_order (desk, 1, "14:30:00", "Y");
}

typedef struct
{
  const char *name;
  void (*change) (Desk *desk);
  gboolean begins_anew;
} Pause;

static const Pause pauses[] = {
  { "changed-before", change_before, FALSE }, { "changed-at", change_at, FALSE },
  { "changed-both", change_both, FALSE },     { "changed-behind", change_behind, FALSE },
  { "changed-other", change_other, FALSE },   { "new", add_one, FALSE },
  { "moved-to-end", move_to_end, TRUE },      { "moved-all", move_all, TRUE },
  { "moved-last", move_last, TRUE },
};

static void
test_pause (gconstpointer data)
{
  const Pause *pause = data;
  Desk desk;

  for (int offset = 2; offset <= 8; offset += 2)
    {
      g_autoptr (MwDataset) base = NULL;
      g_autoptr (MwDataset) again = NULL;
      g_autofree char *filters = NULL;

      open_changed (&desk, PLAIN (""));
      refresh (&desk);
      base = g_object_ref (desk.dataset);
      change (&desk);
      again = interrupt (&desk, base, NULL, offset);
      pause->change (&desk);
      go_on (&desk, base, again);
      filters = mw_record_server_take_filters (desk.orders);
      if (offset == 4)
        g_assert_cmpint (strstr (filters, SINCE ("08:59:00")) != NULL, ==, pause->begins_anew);
      assert_fresh (&desk);
      close_desk (&desk);
    }
}

typedef struct
{
  const char *name;
  const char *json;
  const char *scope;
  const char *companies[2];
  void (*change) (Desk *desk);
} Kind;

static const Kind kinds[] = {
  { "counted", COUNTED, NULL, { NULL }, change_before },
  { "counted-new", COUNTED, NULL, { NULL }, add_one },
  { "details", DETAILED, NULL, { NULL }, change_before },
  { "looks-at-self", LOOKS_AT_SELF, NULL, { NULL }, change_behind },
  { "left-scope", PLAIN (""), "ordered:2026-01-05", { NULL }, leave },
  { "left-scope-and-more", PLAIN (""), "ordered:2026-01-05", { NULL }, leave_and_change },
  { "left-scope-and-came-back", PLAIN (""), "ordered:2026-01-05", { NULL }, leave_and_come_back },
  { "left-company", CHOSEN, NULL, { "DE" }, leave },
  { "by-company", BY_COMPANY, NULL, { "DE", "US" }, change_before },
};

static void
narrow (Desk *desk, const Kind *kind)
{
  g_autoptr (MwChosen) chosen = mw_chosen_new ();
  MwScope scope;

  if (kind->scope != NULL)
    {
      g_assert_true (mw_scope_parse (kind->scope, &scope));
      mw_source_set_scope (desk->read.source, &scope);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kind->companies) && kind->companies[i] != NULL; i++)
    mw_chosen_add (
      chosen, "company",
      &(const MwChosenValue) { .value = (char *) kind->companies[i], .label = (char *) kind->companies[i] });
  if (kind->companies[0] != NULL)
    mw_source_set_chosen (desk->read.source, chosen);
}

/* Interrupted at every request for a list, be it for what was changed or for what may have left it. */
static void
test_kind (gconstpointer data)
{
  const Kind *kind = data;

  for (guint n_requests = 1;; n_requests++)
    {
      Desk desk;
      g_autoptr (MwDataset) base = NULL;
      g_autoptr (MwDataset) again = NULL;
      gboolean is_done;

      open_changed (&desk, kind->json);
      narrow (&desk, kind);
      refresh (&desk);
      base = g_object_ref (desk.dataset);
      change (&desk);
      mw_record_server_stop_after (desk.orders, n_requests, &refused);
      read_from (&desk, MW_HELD (base));
      is_done = desk.read.error == NULL;
      mw_record_server_stop_after (desk.orders, 0, NULL);
      again = g_object_ref (desk.dataset);
      g_set_object (&desk.dataset, base);
      kind->change (&desk);
      if (!is_done)
        {
          go_on (&desk, base, again);
          assert_fresh (&desk);
        }
      close_desk (&desk);
      if (is_done)
        {
          g_assert_cmpuint (n_requests, >, 3);
          return;
        }
    }
}

/* Of changes since another moment nothing is taken. */
static void
test_other_base (void)
{
  Desk desk;
  g_autoptr (MwDataset) base = NULL;
  g_autoptr (MwDataset) again = NULL;

  open_changed (&desk, PLAIN (""));
  refresh (&desk);
  base = g_object_ref (desk.dataset);
  change (&desk);
  again = interrupt (&desk, base, NULL, 6);
  refresh (&desk);
  g_set_object (&base, desk.dataset);
  put_order (&desk, 1, "15:00:00", "X");
  go_on (&desk, base, again);
  assert_filters (&desk, SINCE ("13:13:00") "\n");
  g_assert_cmpuint (mw_record_server_take_n_listed (desk.orders), ==, 2);
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/changed-again/goes-on", test_goes_on);
  g_test_add_func ("/source/changed-again/often", test_often);
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      g_autofree char *path = g_strconcat ("/source/changed-again/pause/", pauses[i].name, NULL);

      g_test_add_data_func (path, &pauses[i], test_pause);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/source/changed-again/kind/", kinds[i].name, NULL);

      g_test_add_data_func (path, &kinds[i], test_kind);
    }
  g_test_add_func ("/source/changed-again/other-base", test_other_base);
  return g_test_run ();
}
