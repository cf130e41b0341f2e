/* test-fault-load.c: every fault in the middle of a load of several pages
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fault-test.h"

static char *home;

/* Nothing of the log that people may copy has a secret in it. */
static void
assert_log (MwConnection *connection)
{
  g_autoptr (GPtrArray) log = mw_connection_dup_log (connection);

  for (guint i = 0; i < log->len; i++)
    {
      const MwRequestLogEntry *entry = log->pdata[i];

      g_assert_null (strstr (entry->uri, "canary"));
      g_assert_true (entry->outcome == NULL || strstr (entry->outcome, "canary") == NULL);
    }
}

/* The rows that were there stay, a person is told what happened, and the next load is a whole one. */
static DexFuture *
case_fiber (gpointer data)
{
  const MwFaultCase *self = data;
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  gboolean goes_well = self->page.end->domain == NULL;

  g_atomic_int_set (&mw_fault_waited, 0);
  if (mw_fault_case_is_slow (self))
    mw_fault_set_deadline (connection, MW_FAULT_DEADLINE);
  mw_fault_case_begin (self, plant, MW_FAULT_AT_PAGE);
  reading = g_object_ref (mw_fault_read (engine, connection, "purchase_order", &error));
  mw_fault_end_assert (self->page.end, error, mw_connection_get_system (connection),
                       mw_connection_get_address (connection));
  g_clear_error (&error);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, goes_well ? MW_FAULT_ORDERS : MW_FAULT_KEPT);
  g_assert_cmpint (mw_reading_get_state (reading), ==, goes_well ? MW_READING_DONE : MW_READING_FAILED);
  g_assert_cmpint (mw_connection_get_health (connection), ==,
                   goes_well ? MW_HEALTH_WORKING : self->page.end->health);
  g_assert_cmpuint (mw_fault_plant_count (plant, MW_FAULT_AT_PAGE), >=, self->times > 0 ? 2 : 1);
  g_assert_cmpuint (mw_fault_plant_count (plant, MW_FAULT_AT_PAGE), <=, self->page.n_sent);
  g_assert_cmpint (g_atomic_int_get (&mw_fault_waited), >=, self->waited / 1000);
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), ==, 1);

  mw_fault_plant_mend (plant);
  mw_fault_set_deadline (connection, MW_FAULT_PATIENCE);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_fault_read (engine, connection, "purchase_order", &error)), ==,
                    MW_FAULT_ORDERS);
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, goes_well ? MW_FAULT_ORDERS : MW_FAULT_KEPT);
  mw_fault_plant_assert_kept_secrets (plant);
  assert_log (connection);
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

/* What leads from one page to the next is not what it should be. */
typedef struct
{
  const char *name;
  MwFaultPlace place;
  const char *body;
  GQuark (*domain) (void); /* NULL: it goes well */
  int code;
  MwAdviceAction action;
  guint n_rows;
} PageCase;

#define NEXT(where)  "{\"items\":[{\"id\":5,\"name\":\"A5\"}],\"next\":\"" where "\"}"
#define CURSOR(text) "{\"items\":[{\"id\":5,\"name\":\"A5\"}],\"cursor\":\"" text "\"}"

/* A link to another server is put back on the address of the connection, where it leads to nothing. */
static const PageCase page_cases[] = {
  { "2-link-other-server", MW_FAULT_AT_VENDORS, NEXT ("{there}/stolen?page=3"), mw_source_error_quark,
    MW_SOURCE_ERROR_NOT_OFFERED, MW_ADVICE_NONE, 5 },
  { "2-link-without-scheme", MW_FAULT_AT_VENDORS, NEXT ("//127.0.0.1:{other_port}/stolen"),
    mw_source_error_quark, MW_SOURCE_ERROR_NOT_OFFERED, MW_ADVICE_NONE, 5 },
  { "2-link-userinfo", MW_FAULT_AT_VENDORS, NEXT ("http://anna@127.0.0.1:{other_port}/stolen"),
    mw_source_error_quark, MW_SOURCE_ERROR_SHAPE, MW_ADVICE_NONE, 5 },
  { "2-link-file", MW_FAULT_AT_VENDORS, NEXT ("file:///etc/passwd"), mw_source_error_quark,
    MW_SOURCE_ERROR_SHAPE, MW_ADVICE_NONE, 5 },
  { "2-link-to-itself", MW_FAULT_AT_VENDORS, NEXT ("/vendors?page=2"), mw_source_error_quark,
    MW_SOURCE_ERROR_LOOP, MW_ADVICE_TRY_AGAIN, 5 },
  { "2-link-to-the-second", MW_FAULT_AT_VENDORS, NEXT ("/vendors?page=1"), mw_source_error_quark,
    MW_SOURCE_ERROR_LOOP, MW_ADVICE_TRY_AGAIN, 5 },
  { "2-link-whole", MW_FAULT_AT_VENDORS, NEXT ("{here}/vendors?page=3"), NULL, 0, 0, 7 },
  { "2-cursor-again", MW_FAULT_AT_ASSETS, CURSOR ("c2"), mw_source_error_quark, MW_SOURCE_ERROR_LOOP,
    MW_ADVICE_TRY_AGAIN, 5 },
  { "2-cursor-back", MW_FAULT_AT_ASSETS, CURSOR ("c1"), mw_source_error_quark, MW_SOURCE_ERROR_LOOP,
    MW_ADVICE_TRY_AGAIN, 5 },
  /* The list moved while it was read: records that came before are not counted twice, and no row is lost. */
  { "13-moved", MW_FAULT_AT_PAGE,
    "{\"total\":9,\"items\":[{\"id\":4,\"no\":\"PO-4\"},{\"id\":5,\"no\":\"PO-5\"}]}", NULL, 0, 0, 8 },
  { "13-fewer-than-announced", MW_FAULT_AT_PAGE, "{\"total\":4,\"items\":[]}", NULL, 0, 0, 4 },
};

static const char *
get_entity (MwFaultPlace place)
{
  return place == MW_FAULT_AT_VENDORS ? "vendor" : place == MW_FAULT_AT_ASSETS ? "asset" : "purchase_order";
}

static DexFuture *
page_fiber (gpointer data)
{
  const PageCase *self = data;
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);
  g_auto (GStrv) notices = NULL;
  g_autoptr (GError) error = NULL;
  MwReading *reading;

  mw_fault_plant_break (plant, self->place, &(MwFixtureAnswer) { .body = self->body }, 0);
  reading = mw_fault_read (engine, connection, get_entity (self->place), &error);
  if (self->domain != NULL)
    {
      g_autoptr (MwAdvice) advice = NULL;

      g_assert_error (error, self->domain (), self->code);
      advice = mw_advice_new (error, mw_connection_get_system (connection), NULL);
      g_assert_cmpint (advice->action, ==, self->action);
    }
  else
    g_assert_no_error (error);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, self->n_rows);
  /* That it is not what was announced is said with the rows. */
  notices = mw_dataset_dup_notices (mw_reading_get_dataset (reading), mw_reading_get_entity (reading));
  if (g_str_has_prefix (self->name, "13-"))
    g_assert_cmpuint (g_strv_length (notices), >, 0);
  g_assert_cmpuint (mw_fault_plant_count (plant, self->place), ==, 1);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

static void
run_page (gconstpointer data)
{
  mw_test_run_fiber (page_fiber, (gpointer) data);
}

static void
run_case (gconstpointer data)
{
  mw_test_run_fiber (case_fiber, (gpointer) data);
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
      g_autofree char *path = g_strconcat ("/faults/load/", mw_fault_cases[i].name, NULL);

      g_strdelimit (path + strlen ("/faults/load/"), "/:{}@", '_');
      g_test_add_data_func (path, &mw_fault_cases[i], run_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (page_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/load/", page_cases[i].name, NULL);

      g_test_add_data_func (path, &page_cases[i], run_page);
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
