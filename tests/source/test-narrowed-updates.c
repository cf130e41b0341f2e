/* test-narrowed-updates.c: what was changed is asked for where not everything is read: by scope, and by
 * company
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-order-desk.h"

static void
narrow (Desk *desk, const char *text)
{
  MwScope scope;

  g_assert_true (mw_scope_parse (text, &scope));
  mw_source_set_scope (desk->read.source, &scope);
}

/* Which ones are open the system decides: they are read anew. */
static void
test_open (void)
{
  Desk desk;

  open_desk (&desk, PLAIN (""));
  narrow (&desk, "open");
  put (&desk, "1", "10:00:00", "\"state\": \"open\", \"memo\": \"a\"");
  put (&desk, "2", "11:00:00", "\"state\": \"open\", \"memo\": \"b\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "number", "1,2");
  put (&desk, "2", "13:00:00", "\"state\": \"closed\", \"memo\": \"b\"");
  refresh (&desk);
  assert_filters (&desk, "state eq 'open'\n");
  assert_cells (&desk, desk.order, "number", "1");
  assert_changes (&desk, 0, 0, 1, FALSE);
  close_desk (&desk);
}

/* An order may get another date: then it is among the changed ones, and not among those of the scope. */
static void
test_ordered (void)
{
  Desk desk;

  open_desk (&desk, PLAIN (""));
  narrow (&desk, "ordered:2026-01-05");
  put (&desk, "1", "10:00:00", "\"day\": \"2026-01-05\"");
  put (&desk, "2", "11:00:00", "\"day\": \"2026-01-06\"");
  put (&desk, "3", "12:00:00", "\"day\": \"2026-01-04\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "number", "1,2");
  put (&desk, "1", "13:00:00", "\"day\": \"2026-01-01\"");
  put (&desk, "3", "13:00:00", "\"day\": \"2026-01-07\"");
  refresh (&desk);
  assert_filters (&desk, SINCE ("10:59:00") "\n" SINCE ("10:59:00") " and day ge '2026-01-05'\n");
  assert_cells (&desk, desk.order, "number", "2,3");
  assert_changes (&desk, 0, 1, 1, FALSE);
  close_desk (&desk);
}

static void
test_changed_scope (void)
{
  Desk desk;

  open_desk (&desk, PLAIN (""));
  narrow (&desk, "changed:2026-01-10");
  mw_record_server_put (desk.orders, "0", "\"stamp\": \"2026-01-09T10:00:00Z\"");
  refresh (&desk);
  assert_filters (&desk, SINCE ("00:00:00") "\n");
  assert_cells (&desk, desk.order, "number", "1,2,3");
  put (&desk, "0", "13:00:00", "\"memo\": \"z\"");
  refresh (&desk);
  assert_filters (&desk, SINCE ("11:59:00") "\n");
  assert_cells (&desk, desk.order, "number", "1,2,3,0");
  close_desk (&desk);
}

static void
choose (Desk *desk, const char *first, const char *second)
{
  g_autoptr (MwChosen) chosen = mw_chosen_new ();

  mw_chosen_add (chosen, "company",
                 &(const MwChosenValue) { .value = (char *) first, .label = (char *) first });
  if (second != NULL)
    mw_chosen_add (chosen, "company",
                   &(const MwChosenValue) { .value = (char *) second, .label = (char *) second });
  mw_source_set_chosen (desk->read.source, chosen);
}

static void
test_chosen (void)
{
  Desk desk;

  open_desk (&desk, CHOSEN);
  choose (&desk, "DE", NULL);
  put (&desk, "1", "10:00:00", "\"company\": \"DE\"");
  put (&desk, "2", "11:00:00", "\"company\": \"DE\"");
  put (&desk, "3", "12:00:00", "\"company\": \"US\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "number", "1,2");
  put (&desk, "2", "13:00:00", "\"company\": \"US\"");
  put (&desk, "3", "13:00:00", "\"company\": \"DE\"");
  refresh (&desk);
  assert_filters (&desk, SINCE ("10:59:00") "\n"
                                            "company eq 'DE' and " SINCE ("10:59:00") "\n");
  assert_cells (&desk, desk.order, "number", "1,3");
  close_desk (&desk);
}

/* Each company has a watermark of its own, and keys of its own. */
static void
test_by_company (void)
{
  Desk desk;

  open_desk (&desk, BY_COMPANY);
  choose (&desk, "DE", "US");
  put (&desk, "1", "10:00:00", "\"company\": \"DE\", \"memo\": \"a\"");
  put (&desk, "2", "11:00:00", "\"company\": \"DE\", \"memo\": \"b\"");
  put (&desk, "3", "12:00:00", "\"company\": \"US\", \"memo\": \"c\"");
  refresh (&desk);
  assert_cells (&desk, desk.order, "currency", "a,b,c");
  put (&desk, "1", "13:00:00", "\"company\": \"DE\", \"memo\": \"A\"");
  put (&desk, "4", "13:00:00", "\"company\": \"US\", \"memo\": \"d\"");
  refresh (&desk);
  assert_filters (&desk, SINCE ("10:59:00") "\n"
                                            "company eq 'DE' and " SINCE ("10:59:00") "\n" SINCE (
                                              "11:59:00") "\n"
                                                          "company eq 'US' and " SINCE ("11:59:00") "\n");
  assert_cells (&desk, desk.order, "currency", "A,b,c,d");
  assert_changes (&desk, 1, 1, 0, FALSE);
  close_desk (&desk);
}

/* A system that does not tell is read and compared. */
static void
test_untold (void)
{
  Desk desk;

  open_desk (&desk, UNTOLD);
  refresh (&desk);
  put (&desk, "2", "13:00:00", "\"memo\": \"B\"");
  mw_record_server_remove (desk.orders, "3");
  refresh (&desk);
  assert_filters (&desk, "\n");
  assert_cells (&desk, desk.order, "currency", "a,B");
  assert_changes (&desk, 1, 0, 1, FALSE);
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/updates/open", test_open);
  g_test_add_func ("/source/updates/ordered", test_ordered);
  g_test_add_func ("/source/updates/changed-scope", test_changed_scope);
  g_test_add_func ("/source/updates/chosen", test_chosen);
  g_test_add_func ("/source/updates/by-company", test_by_company);
  g_test_add_func ("/source/updates/untold", test_untold);
  return g_test_run ();
}
