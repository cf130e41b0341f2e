/* test-narrowing.c: companies that are chosen after signing in, and scopes of entities, over a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-branch.h"
#include "mw-ladder.h"
#include "mw-scope-default.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"
#include "mw-workshop.h"

/* What the user is asked, and answers. */
typedef struct
{
  const char *answers[3]; /* values; "all"; none: closes the window */
  guint n_asked;
  guint n_rows;
} Asked;

static DexFuture *
answer (const MwChoice *choice, MwChosen *rows, gpointer data)
{
  Asked *asked = data;
  g_autoptr (MwChosen) chosen = mw_chosen_new ();

  asked->n_asked++;
  asked->n_rows = mw_chosen_get_n_values (rows, choice->id);
  if (asked->answers[0] == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
  for (guint i = 0; asked->answers[i] != NULL; i++)
    if (g_str_equal (asked->answers[i], MW_CHOOSING_ALL))
      mw_chosen_set_all (chosen, choice->id);
    else
      mw_chosen_add (chosen, choice->id, mw_chosen_find_value (rows, choice->id, asked->answers[i]));
  return dex_future_new_take_boxed (MW_TYPE_CHOSEN, g_steal_pointer (&chosen));
}

static MwConnection *
connect_branch (MwEngine *engine, MwDraft *draft, Asked *asked, MwLadder **ladder, GError **error)
{
  g_autoptr (MwLadder) own = mw_ladder_new (engine, draft);
  MwConnection *connection;

  mw_ladder_set_choose (own, asked != NULL ? answer : NULL, asked);
  connection = dex_await_object (mw_ladder_run (own), error);
  if (ladder != NULL)
    *ladder = g_steal_pointer (&own);
  return connection;
}

static void
disconnect (MwEngine *engine, MwConnection *connection)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
}

static char *
dup_step (MwLadder *ladder, const char *title)
{
  GListModel *steps = mw_ladder_get_steps (ladder);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);

      if (g_str_equal (mw_ladder_step_get_title (step), title))
        return g_strdup_printf ("%d %s", mw_ladder_step_get_state (step), mw_ladder_step_get_detail (step));
    }
  g_error ("no step “%s”", title);
}

static MwEntity *
get_orders (MwEngine *engine)
{
  return mw_model_find (mw_engine_get_model (engine), "purchase_order");
}

/* The numbers, currencies or organizations of the orders, with commas. */
static char *
dup_column (MwReading *reading, const char *field)
{
  MwTable *table = mw_dataset_get_table (mw_reading_get_dataset (reading), mw_reading_get_entity (reading));
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (table);
  int column = mw_generation_find_column (generation, field);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < mw_generation_get_n_rows (generation); i++)
    {
      const char *cell = mw_generation_get_cell (generation, i, (guint) column, NULL);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", cell != NULL ? cell : "-");
    }
  return g_string_free_and_steal (text);
}

static void
assert_orders (MwEngine *engine, MwConnection *connection, const char *field, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *column = NULL;
  MwReading *reading = mw_connection_read (connection, get_orders (engine));

  dex_await (mw_reading_wait (reading), &error);
  g_assert_no_error (error);
  column = dup_column (reading, field);
  g_assert_cmpstr (column, ==, expected);
}

static const MwChoice *
get_company (MwConnection *connection)
{
  g_autoptr (GPtrArray) choices = mw_connection_dup_choices (connection);

  return choices->pdata[0];
}

static MwConnection *
get_first_connection (MwEngine *engine)
{
  g_autoptr (MwConnection) connection = g_list_model_get_item (mw_engine_get_connections (engine), 0);

  g_assert_nonnull (connection);
  return connection; /* the engine's */
}

static DexFuture *
choose_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *step = NULL;
  g_autofree char *site = NULL;
  g_autofree char *title = NULL;
  Asked asked = { .answers = { "US" } };
  MwConnection *again;

  connection = connect_branch (engine, draft, &asked, &ladder, &error);
  g_assert_no_error (error);
  /* There are no sites (404): that choice need not be made, and nobody is asked. */
  g_assert_cmpuint (asked.n_asked, ==, 1);
  g_assert_cmpuint (asked.n_rows, ==, 2);
  step = dup_step (ladder, "Company");
  g_assert_cmpstr (step, ==, "2 ACME USA");
  site = dup_step (ladder, "Site");
  g_assert_cmpstr (site, ==, "3 There is nothing to choose");
  assert_orders (engine, connection, "number", "US-2,US-4");
  assert_orders (engine, connection, "organization", "ACME USA,ACME USA");
  assert_orders (engine, connection, "currency", "USD,USD");
  title = mw_connection_dup_chosen_title (connection);
  g_assert_cmpstr (title, ==, "ACME USA");

  /* Another run of the program knows it, and nobody signs in to change it. */
  later = mw_workshop_load_engine ();
  again = get_first_connection (later);
  assert_orders (later, again, "number", "US-2,US-4");
  dex_await (
    mw_connection_choose (again, get_company (again), (const char *const[]) { "de01", "ACME usa", NULL }),
    &error);
  g_assert_no_error (error);
  assert_orders (later, again, "number", "DE-1,DE-3,DE-5,US-2,US-4");
  assert_orders (later, again, "currency", "EUR,EUR,EUR,USD,USD");
  dex_await (mw_connection_choose (again, get_company (again), (const char *const[]) { "FR", NULL }), &error);
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NO_SUCH_CHOICE);
  g_assert_nonnull (strstr (error->message, "ACME Germany (DE01), ACME USA (US01)"));
  /* What does not work changes nothing. */
  assert_orders (later, again, "number", "DE-1,DE-3,DE-5,US-2,US-4");
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
all_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  Asked asked = { .answers = { MW_CHOOSING_ALL } };

  connection = connect_branch (engine, draft, &asked, NULL, &error);
  g_assert_no_error (error);
  assert_orders (engine, connection, "number", "DE-1,US-2,DE-3,US-4,DE-5");
  title = mw_connection_dup_chosen_title (connection);
  g_assert_null (title);
  dex_await (mw_connection_check (connection, steps), &error);
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* One company chooses itself; what was named before is taken without asking. */
static DexFuture *
alone_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwDraft) named = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwConnection) one = NULL;
  g_autoptr (MwConnection) two = NULL;
  g_autoptr (GError) error = NULL;

  mw_draft_add_choice (named, "company", "ACME Germany");
  two = connect_branch (engine, named, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_orders (engine, two, "number", "DE-1,DE-3,DE-5");
  mw_branch_set_only (branch, "DE");
  one = connect_branch (engine, draft, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_orders (engine, one, "organization", "ACME Germany,ACME Germany,ACME Germany");
  disconnect (engine, one);
  disconnect (engine, two);
  return dex_future_new_true ();
}

/* Without an answer there is no connection; a choice that is gone is found by a check. */
static DexFuture *
missing_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwDraft) wrong = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;
  Asked asked = { .answers = { NULL } };

  g_assert_null (connect_branch (engine, draft, NULL, NULL, &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_CHOSEN);
  g_assert_cmpstr (error->message, ==, "Company");
  g_clear_error (&error);
  g_assert_null (connect_branch (engine, draft, &asked, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  mw_draft_add_choice (wrong, "company", "FR");
  g_assert_null (connect_branch (engine, wrong, NULL, NULL, &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NO_SUCH_CHOICE);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 0);

  asked.answers[0] = "US";
  connection = connect_branch (engine, draft, &asked, NULL, &error);
  g_assert_no_error (error);
  mw_branch_set_only (branch, "DE");
  dex_await (mw_connection_check (connection, steps), &error);
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_PERMISSION_MISSING);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (steps)); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (G_LIST_MODEL (steps), i);

      if (g_str_equal (mw_ladder_step_get_title (step), "Company"))
        detail = g_strdup (mw_ladder_step_get_detail (step));
    }
  g_assert_cmpstr (detail, ==, "“ACME USA (US01)” is not there any more; choose again");
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
scope_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (GError) error = NULL;
  Asked asked = { .answers = { "DE" } };
  const MwScope open = { MW_SCOPE_OPEN };
  const MwScope ordered = { MW_SCOPE_ORDERED, "2026-03-03" };
  const MwScope everything = { MW_SCOPE_EVERYTHING };
  MwEntity *vendors;
  g_auto (GStrv) notices = NULL;
  MwScope stored;

  connection = connect_branch (engine, draft, &asked, NULL, &error);
  g_assert_no_error (error);
  vendors = mw_model_find (mw_engine_get_model (engine), "vendor");
  g_assert_cmpint (mw_connection_get_offer (connection, get_orders (engine), MW_SCOPE_ORDERED), ==,
                   MW_SCOPE_OFFER_HERE);
  g_assert_cmpint (mw_connection_get_offer (connection, get_orders (engine), MW_SCOPE_OPEN), ==,
                   MW_SCOPE_OFFER_SYSTEM);
  g_assert_cmpint (mw_connection_get_offer (connection, vendors, MW_SCOPE_ORDERED), ==,
                   MW_SCOPE_OFFER_SENSELESS);
  assert_orders (engine, connection, "number", "DE-1,DE-3,DE-5");

  /* By the system. */
  dex_await (mw_connection_set_scope (connection, get_orders (engine), &open), &error);
  g_assert_no_error (error);
  assert_orders (engine, connection, "number", "DE-1,DE-3");
  later = mw_workshop_load_engine ();
  stored = mw_connection_get_scope (get_first_connection (later), get_orders (later));
  g_assert_cmpint (stored.kind, ==, MW_SCOPE_OPEN);
  assert_orders (later, get_first_connection (later), "number", "DE-1,DE-3");

  /* Here, and said so. */
  mw_connection_narrow (connection, get_orders (engine), &ordered);
  assert_orders (engine, connection, "number", "DE-3,DE-5");
  notices = mw_dataset_dup_notices (
    mw_reading_get_dataset (mw_connection_read (connection, get_orders (engine))), get_orders (engine));
  g_assert_cmpuint (g_strv_length (notices), ==, 1);
  g_assert_cmpstr (notices[0], ==, "Filtered here, as the system cannot: 2 of 3 records fit.");
  dex_await (mw_connection_set_scope (connection, get_orders (engine), &everything), &error);
  g_assert_no_error (error);
  assert_orders (engine, connection, "number", "DE-1,DE-3,DE-5");
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static void
assert_lines (MwConnection *connection, MwEntity *lines, guint n_rows)
{
  g_autoptr (GError) error = NULL;
  MwReading *reading = mw_connection_read (connection, lines);

  dex_await (mw_reading_wait (reading), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, n_rows);
}

/* Lines come with the orders, but not when only a part of them is wanted. */
static DexFuture *
beside_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  const MwScope open = { MW_SCOPE_OPEN };
  const MwScope later = { MW_SCOPE_CHANGED, "2027-01-01" };
  const MwScope everything = { MW_SCOPE_EVERYTHING };
  Asked asked = { .answers = { "DE" } };
  MwEntity *lines = mw_model_find (mw_engine_get_model (engine), "purchase_order_line");
  int n_sent;

  connection = connect_branch (engine, draft, &asked, NULL, &error);
  g_assert_no_error (error);
  assert_orders (engine, connection, "number", "DE-1,DE-3,DE-5");
  n_sent = mw_branch_get_n_sent (branch);
  assert_lines (connection, lines, 3);
  g_assert_cmpint (mw_branch_get_n_sent (branch), ==, n_sent);
  mw_connection_narrow (connection, lines, &later);
  assert_lines (connection, lines, 0);
  mw_connection_narrow (connection, get_orders (engine), &open);
  assert_orders (engine, connection, "number", "DE-1,DE-3");
  mw_connection_narrow (connection, lines, &everything);
  assert_lines (connection, lines, 3);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* Orders of the branch can be filtered by change in the system, by order date here only; vendors by nothing.
 */
static DexFuture *
default_fiber (gpointer data)
{
  static const struct
  {
    MwEstimate everything;
    MwScopeKind orders;
  } rows[] = {
    { { 5000, 500, TRUE, 120 }, MW_SCOPE_EVERYTHING }, { { 5001, 51, TRUE, 0 }, MW_SCOPE_CHANGED },
    { { 10, 501, FALSE, 0 }, MW_SCOPE_CHANGED },       { { 10, 1, TRUE, 121 }, MW_SCOPE_CHANGED },
    { { -1, 1, FALSE, 0 }, MW_SCOPE_EVERYTHING },
  };
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, engine);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  Asked asked = { .answers = { "DE" } };
  MwEntity *vendors = mw_model_find (mw_engine_get_model (engine), "vendor");

  connection = connect_branch (engine, draft, &asked, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MwScope orders = mw_scope_default (connection, get_orders (engine), &rows[i].everything);
      MwScope scope;
      g_autofree char *text = mw_scope_to_text (&orders);

      g_assert_cmpint (orders.kind, ==, rows[i].orders);
      g_assert_true (mw_scope_parse (text, &scope));
      orders = mw_scope_default (connection, vendors, &rows[i].everything);
      g_assert_cmpint (orders.kind, ==, MW_SCOPE_EVERYTHING);
    }
  disconnect (engine, connection);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    DexFiberFunc func;
  } tests[] = {
    { "choose", choose_fiber },   { "all", all_fiber },     { "alone", alone_fiber },
    { "missing", missing_fiber }, { "scope", scope_fiber }, { "beside", beside_fiber },
    { "default", default_fiber },
  };
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/connection/narrowing/", tests[i].name, NULL);

      g_test_add_data_func (path, (gconstpointer) tests[i].func, mw_test_run_fiber_data);
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
