/* test-faults.c: one fault of each kind while somebody connects in the window: the sentence, the next step,
 * and everything that was typed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-ui-test.h"

#include "faults/mw-fault-cases.h"
#include "mw-connect-dialog.h"
#include "mw-form-page.h"
#include "mw-ladder-page.h"
#include "mw-transport-private.h"

/* Seconds of a request that is too slow. */
#define DEADLINE 3

typedef struct
{
  const char *name; /* in the list of faults */
  MwFaultPlace place;
} WindowCase;

static const WindowCase cases[] = {
  { "1-redirect-302-{there}/stolen", MW_FAULT_AT_PROBE },
  { "1-redirect-307-{there}/stolen", MW_FAULT_AT_LOGIN },
  { "3-cut-length", MW_FAULT_AT_LOGIN },
  { "4-silence", MW_FAULT_AT_LOGIN },
  { "5-bomb", MW_FAULT_AT_PROBE },
  { "6-lists", MW_FAULT_AT_PROBE },
  { "6-two-roots", MW_FAULT_AT_LOGIN },
  { "10-429-a-year", MW_FAULT_AT_LOGIN },
  { "10-503-for-ever", MW_FAULT_AT_PROBE },
  { "12-reset-before-head", MW_FAULT_AT_LOGIN },
  { "15-portal", MW_FAULT_AT_PROBE },
  { "15-server-error", MW_FAULT_AT_LOGIN },
};

static const MwFaultCase *
find_fault (const char *name)
{
  for (guint i = 0; i < mw_fault_n_cases; i++)
    if (g_str_equal (mw_fault_cases[i].name, name))
      return &mw_fault_cases[i];
  g_error ("no fault %s", name);
}

static DexFuture *
sleep_no_time (gint64 usec, gpointer data)
{
  return dex_future_new_true ();
}

static void
set_deadline (guint seconds)
{
  const MwTransportDefaults defaults = { .sleep = sleep_no_time,
                                         .deadline = seconds,
                                         .cap = 8 * 1024 * 1024 };

  mw_transport_set_defaults (&defaults);
}

/* A person sees sentence, explanation and one button; the details have no secret. */
static MwAdviceAction
assert_told (MwUiTest *test, MwConnectDialog *dialog, const MwFaultEnd *end, const char *url)
{
  MwLadderPage *ladder = mw_ui_child (dialog, "ladder_page");
  const MwAdvice *advice = mw_ladder_page_get_advice (ladder);
  g_autoptr (GError) error = g_error_new_literal (end->domain (), end->code, "");
  g_autoptr (MwAdvice)
    wanted = mw_advice_new (error, mw_catalog_find (mw_engine_get_catalog (test->engine), "conveyor"), url);

  g_assert_nonnull (advice);
  g_assert_cmpstr (advice->title, ==, wanted->title);
  g_assert_cmpint (advice->action, ==, end->action);
  g_assert_nonnull (mw_ui_find (ladder, GTK_TYPE_LABEL, advice->title));
  g_assert_nonnull (mw_ui_find (ladder, GTK_TYPE_LABEL, advice->body));
  g_assert_true (gtk_widget_get_mapped (mw_ui_child (ladder, "action")));
  g_assert_true (advice->details == NULL || strstr (advice->details, "canary") == NULL);
  return advice->action;
}

static void
assert_as_typed (MwConnectDialog *dialog, const char *url)
{
  MwFormPage *form = mw_ui_child (dialog, "form_page");

  g_assert_cmpstr (mw_form_page_get_text (form, "url"), ==, url);
  g_assert_cmpstr (mw_form_page_get_text (form, "user"), ==, "anna@example.com");
  g_assert_cmpstr (mw_form_page_get_text (form, "password"), ==, MW_FAULT_PASSWORD);
}

/* The fault is told, and when it is gone the next step that was named leads to the connection. */
static void
test_case (gconstpointer data)
{
  const WindowCase *self = data;
  const MwFaultCase *fault = find_fault (self->name);
  const MwFaultOutcome *outcome = self->place == MW_FAULT_AT_LOGIN ? &fault->login : &fault->probe;
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autofree char *url = mw_fixture_server_dup_uri (mw_fault_plant_get_server (plant), "/");
  g_autofree char *shot = g_strdup_printf ("80-fault-%s", self->name);
  MwUiTest *test = mw_ui_test_start ();
  GListModel *connections = mw_engine_get_connections (test->engine);
  g_autoptr (MwConnection) connection = NULL;
  MwConnectDialog *dialog;
  MwAdviceAction action;

  set_deadline (mw_fault_case_is_slow (fault) ? DEADLINE : 0);
  mw_fault_case_begin (fault, plant, self->place);
  dialog = mw_ui_connect (test, "conveyor", url, MW_FAULT_PASSWORD);
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  set_deadline (0);
  action = assert_told (test, dialog, outcome->end, url);
  assert_as_typed (dialog, url);
  g_assert_cmpuint (mw_fault_plant_count (plant, self->place), <=, outcome->n_sent);
  g_assert_cmpuint (g_list_model_get_n_items (connections), ==, 0);
  mw_ui_shot (test, g_strdelimit (shot, "/{}", '_'));

  mw_fault_plant_mend (plant);
  /* The other address is nobody's here: the person goes back. */
  if (action == MW_ADVICE_USE_ADDRESS)
    g_signal_emit_by_name (mw_ui_child (mw_ui_child (dialog, "ladder_page"), "form"), "clicked");
  else
    g_assert_true (mw_ladder_page_act (mw_ui_child (dialog, "ladder_page")));
  if (action == MW_ADVICE_CHECK_FIELD || action == MW_ADVICE_USE_ADDRESS)
    {
      mw_ui_wait (gtk_widget_get_mapped (mw_ui_child (dialog, "form_page")));
      assert_as_typed (dialog, url);
      mw_ui_click (dialog, "Connect");
    }
  mw_ui_wait (g_list_model_get_n_items (connections) == 1);
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_DONE);
  connection = g_list_model_get_item (connections, 0);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  mw_fault_plant_assert_kept_secrets (plant);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  g_assert_true (mw_ui_await (mw_engine_disconnect (test->engine, connection)));
  mw_ui_test_stop (test);
}

static void
lead_on (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  g_autofree char *uri = mw_fixture_server_dup_uri (data, request->target);

  answer->status = 301;
  answer->headers = mw_fixture_server_keep (server, g_strdup_printf ("Location: %s\r\n", uri));
}

/* The server is somewhere else: its address is offered before anything secret is sent, and one button takes
 * it. */
static void
test_use_address (void)
{
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  MwFixtureServer *server = mw_fault_plant_get_server (plant);
  g_autoptr (MwFixtureServer) front = mw_fixture_server_new ();
  g_autofree char *typed = mw_fixture_server_dup_uri (front, NULL);
  g_autofree char *right = mw_fixture_server_dup_uri (server, NULL);
  MwUiTest *test = mw_ui_test_start ();
  GListModel *connections = mw_engine_get_connections (test->engine);
  g_autoptr (MwConnection) connection = NULL;
  MwConnectDialog *dialog;
  const MwAdvice *advice;

  mw_fixture_server_add_handler (front, NULL, lead_on, server);
  dialog = mw_ui_connect (test, "conveyor", typed, MW_FAULT_PASSWORD);
  mw_ui_wait (mw_connect_dialog_get_state (dialog) == MW_CONNECT_ERROR);
  advice = mw_ladder_page_get_advice (mw_ui_child (dialog, "ladder_page"));
  g_assert_cmpstr (advice->address, ==, right);
  g_assert_nonnull (strstr (advice->body, right));
  g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
  mw_ui_shot (test, "81-another-address");

  mw_ui_click (mw_ui_child (dialog, "ladder_page"), "Use This Address");
  mw_ui_wait (g_list_model_get_n_items (connections) == 1);
  g_assert_cmpstr (mw_form_page_get_text (mw_ui_child (dialog, "form_page"), "url"), ==, right);
  g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
  connection = g_list_model_get_item (connections, 0);
  mw_fault_plant_assert_kept_secrets (plant);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  g_assert_true (mw_ui_await (mw_engine_disconnect (test->engine, connection)));
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (cases[i].name), "/{}", '_');
      g_autofree char *path = g_strdup_printf ("/ui/faults/%s/%s", name,
                                               cases[i].place == MW_FAULT_AT_LOGIN ? "login" : "probe");

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/ui/faults/use-address", test_use_address);
  return mw_ui_test_run ();
}
