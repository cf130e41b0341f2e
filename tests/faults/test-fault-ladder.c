/* test-fault-ladder.c: every fault while somebody connects: before the sign-in, and at it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fault-test.h"

static char *home;

typedef struct
{
  const MwFaultCase *fault;
  MwFaultPlace place;
} Climb;

static MwLadderStep *
dup_step (MwLadder *ladder, const char *title)
{
  GListModel *steps = mw_ladder_get_steps (ladder);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);

      if (strstr (mw_ladder_step_get_title (step), title) != NULL)
        return g_steal_pointer (&step);
    }
  g_error ("no step “%s”", title);
}

/* The step where it happened says what a person is told; the one behind it was not begun. */
static void
assert_step (MwLadder *ladder, const Climb *climb, const GError *error)
{
  gboolean at_login = climb->place == MW_FAULT_AT_LOGIN;
  g_autoptr (MwLadderStep) step = dup_step (ladder, at_login ? "sign-in" : "It is");
  g_autoptr (MwLadderStep) next = dup_step (ladder, at_login ? "Purchase orders" : "sign-in");

  g_assert_cmpint (mw_ladder_step_get_state (step), ==, error != NULL ? MW_STEP_FAILED : MW_STEP_DONE);
  if (error != NULL)
    g_assert_cmpint (mw_ladder_step_get_state (next), ==, MW_STEP_WAITING);
}

/* Whoever connects is told what happened; a password is sent once at most, and only where it belongs. */
static DexFuture *
climb_fiber (gpointer data)
{
  const Climb *self = data;
  const MwFaultOutcome *outcome = self->place == MW_FAULT_AT_LOGIN ? &self->fault->login
                                                                   : &self->fault->probe;
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autofree char *address = mw_draft_dup_address (draft);
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  mw_fault_case_begin (self->fault, plant, self->place);
  mw_fault_set_defaults (mw_fault_case_is_slow (self->fault) ? MW_FAULT_DEADLINE : MW_FAULT_PATIENCE);
  connection = dex_await_object (mw_ladder_run (ladder), &error);
  mw_fault_set_defaults (MW_FAULT_PATIENCE);
  if (self->fault->times == 0 || outcome->end->domain != NULL)
    mw_fault_end_assert (outcome->end, error, mw_draft_get_system (draft), address);
  g_assert_true ((connection != NULL) == (error == NULL));
  assert_step (ladder, self, error);
  g_assert_cmpuint (mw_fault_plant_count (plant, self->place), >=, 1);
  g_assert_cmpuint (mw_fault_plant_count (plant, self->place), <=, outcome->n_sent);
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), ==,
                    self->place == MW_FAULT_AT_LOGIN || error == NULL ? 1 : 0);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, error == NULL ? 1 : 0);

  /* What was typed is still there: the same form connects when the fault is gone. */
  mw_fault_plant_mend (plant);
  if (connection == NULL)
    connection = mw_fault_connect (engine, draft);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

static void
run_climb (gconstpointer data)
{
  mw_test_run_fiber (climb_fiber, (gpointer) data);
}

static void
add_climb (const MwFaultCase *fault, MwFaultPlace place, const char *where)
{
  g_autofree char *name = g_strdelimit (g_strdup (fault->name), "/:{}@", '_');
  g_autofree char *path = g_strdup_printf ("/faults/ladder/%s/%s", where, name);
  Climb *climb = g_new (Climb, 1);

  *climb = (Climb) { fault, place };
  g_test_add_data_func_full (path, climb, (GTestDataFunc) run_climb, g_free);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  mw_fault_set_defaults (MW_FAULT_PATIENCE);
  for (guint i = 0; i < mw_fault_n_cases; i++)
    {
      if (mw_fault_cases[i].probe.end != NULL)
        add_climb (&mw_fault_cases[i], MW_FAULT_AT_PROBE, "probe");
      if (mw_fault_cases[i].login.end != NULL)
        add_climb (&mw_fault_cases[i], MW_FAULT_AT_LOGIN, "login");
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
