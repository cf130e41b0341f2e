/* mw-ladder-test.h: connecting to the workshop and reading its orders
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "mw-connection-file.h"
#include "mw-ladder.h"
#include "mw-reconnect.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"
#include "mw-workshop.h"

/* Of the tests, as long as they run. */
static char *home;

static inline MwConnection *
connect_workshop (MwEngine *engine, MwDraft *draft, MwLadder **ladder, GError **error)
{
  g_autoptr (MwLadder) own = mw_ladder_new (engine, draft);
  MwConnection *connection = dex_await_object (mw_ladder_run (own), error);

  if (ladder != NULL)
    *ladder = g_steal_pointer (&own);
  return connection;
}

static inline MwConnection *
connect_well (MwEngine *engine, MwWorkshop *workshop)
{
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (GError) error = NULL;
  MwConnection *connection = connect_workshop (engine, draft, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (connection);
  return connection;
}

/* Whether it is done; else a person has to decide. */
static inline gboolean
sign_in_again (MwReconnect *reconnect, const char *field, const char *secret, GError **error)
{
  g_autoptr (MwSecrets) input = mw_secrets_new ();

  mw_secrets_set (input, field, secret);
  return dex_await_boolean (mw_reconnect_run (reconnect, input), error);
}

static inline void
disconnect (MwEngine *engine, MwConnection *connection)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
}

static inline MwStepState
get_state (MwLadder *ladder, const char *title, char **detail)
{
  GListModel *steps = mw_ladder_get_steps (ladder);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);

      if (strstr (mw_ladder_step_get_title (step), title) == NULL)
        continue;
      if (detail != NULL)
        *detail = g_strdup (mw_ladder_step_get_detail (step));
      return mw_ladder_step_get_state (step);
    }
  g_error ("no step “%s”", title);
}

static inline MwEntity *
find_entity (MwEngine *engine, const char *id)
{
  MwEntity *entity = mw_model_find (mw_engine_get_model (engine), id);

  g_assert_nonnull (entity);
  return entity;
}

static inline MwReading *
read_orders (MwEngine *engine, MwConnection *connection, GError **error)
{
  MwReading *reading = mw_connection_refresh (connection, find_entity (engine, "purchase_order"));

  dex_await (mw_reading_wait (reading), error);
  return reading;
}

/* Of connections. */
static inline guint
count_files (void)
{
  g_autofree char *folder = mw_connection_file_dup_directory ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

typedef struct
{
  const char *name;
  DexFiberFunc func;
} LadderTest;

/* Runs them in a home of their own. */
static inline int
run_ladder_tests (int argc, char **argv, const char *group, const LadderTest *tests, guint n_tests)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  for (guint i = 0; i < n_tests; i++)
    {
      g_autofree char *path = g_strconcat (group, tests[i].name, NULL);

      g_test_add_data_func (path, (gconstpointer) tests[i].func, mw_test_run_fiber_data);
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
