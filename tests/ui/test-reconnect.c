/* test-reconnect.c: signing in again in the window, when it turns out to be another company or a login with
 * fewer rights
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "connection/mw-branch.h"
#include "connection/mw-workshop.h"
#include "mw-connection-group.h"
#include "mw-form-row.h"
#include "mw-ladder.h"
#include "mw-sign-in-dialog.h"

typedef struct
{
  MwUiTest *ui;
  MwConnection *connection;
  MwSignInDialog *dialog;
  gboolean done;
} Again;

static gboolean
signed_in (gboolean *flag)
{
  return *flag = TRUE;
}

static MwConnection *
connect_draft (MwUiTest *test, MwDraft *draft)
{
  g_autoptr (MwLadder) ladder = mw_ladder_new (test->engine, draft);
  GListModel *connections = mw_engine_get_connections (test->engine);
  guint before = g_list_model_get_n_items (connections);

  g_assert_true (mw_ui_await (mw_ladder_run (ladder)));
  g_assert_cmpuint (g_list_model_get_n_items (connections), ==, before + 1);
  return g_list_model_get_item (connections, before);
}

/* Types into the one field and signs in. */
static void
again_start (Again *self, MwUiTest *test, MwConnection *connection, const char *secret)
{
  MwFormRow *row;

  self->ui = test;
  self->connection = connection;
  self->dialog = mw_sign_in_dialog_new (test->engine, connection);
  g_signal_connect_swapped (self->dialog, "signed-in", G_CALLBACK (signed_in), &self->done);
  adw_dialog_present (ADW_DIALOG (self->dialog), GTK_WIDGET (test->window));
  mw_ui_wait ((row = mw_ui_find (self->dialog, MW_TYPE_FORM_ROW, NULL)) != NULL);
  mw_form_row_set_text (row, secret);
  mw_ui_click (self->dialog, "Sign In");
}

/* The question, answered. */
static void
again_answer (Again *self, const char *response, const char *shot)
{
  AdwDialog *question;

  mw_ui_wait (ADW_IS_ALERT_DIALOG (question = mw_ui_dialog (self->ui)));
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (question)));
  mw_ui_settle ();
  if (shot)
    mw_ui_shot (self->ui, shot);
  mw_ui_click (question, response);
}

static MwConnection *
connect_branch (MwUiTest *test, MwBranch *branch)
{
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, test->engine);

  mw_draft_add_choice (draft, "company", "DE");
  return connect_draft (test, draft);
}

static void
assert_company (MwConnection *connection, const char *name)
{
  g_autofree char *title = mw_connection_dup_chosen_title (connection);

  g_assert_nonnull (strstr (title, name));
}

/* How a connection does shows when the program has started, before anybody asks for its records: one
 * question. The first connection's records may be shown at once, and then it needs none. */
static void
test_start (void)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  MwUiTest *test = mw_ui_test_start ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, test->engine, "key");
  GListModel *connections;
  GtkWidget *group;
  guint n_checks;

  for (guint i = 0; i < 2; i++)
    g_object_unref (connect_draft (test, draft));
  mw_ui_test_stop (test);
  n_checks = mw_fixture_server_count (workshop->server, "/me");
  test = mw_ui_test_start ();
  connections = mw_engine_get_connections (test->engine);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);

      mw_ui_wait (mw_connection_get_health (connection) == MW_HEALTH_WORKING);
    }
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/me"), >=, n_checks + 1);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/me"), <=, n_checks + 2);
  /* In a narrow window the sidebar may be another page. */
  group = mw_ui_find (test->window, MW_TYPE_CONNECTION_GROUP, NULL);
  if (group)
    mw_ui_wait (g_str_equal (gtk_label_get_text (mw_ui_child (group, "health")), "Working"));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, 0);

      g_assert_true (mw_ui_await (mw_engine_disconnect (test->engine, connection)));
    }
  mw_ui_test_stop (test);
}

static void
test_other_company (void)
{
  static const struct
  {
    const char *response;
    const char *shot;
    const char *company; /* of the connection, then */
    guint n_new;
    gboolean done;
  } cases[] = {
    { "Keep the Old Sign-In", "98-other-company", "ACME Germany", 0, FALSE },
    { "Add as New Connection", NULL, "ACME Germany", 1, TRUE },
    { "Go On", NULL, "ACME USA", 0, TRUE },
  };
  g_autoptr (MwBranch) branch = mw_branch_new ();
  MwUiTest *test = mw_ui_test_start ();
  GListModel *connections = mw_engine_get_connections (test->engine);
  g_autoptr (MwConnection) connection = connect_branch (test, branch);

  mw_branch_set_only (branch, "US");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Again again = { 0 };
      guint before = g_list_model_get_n_items (connections);

      again_start (&again, test, connection, "fedcba9876543210");
      again_answer (&again, cases[i].response, cases[i].shot);
      if (cases[i].done)
        mw_ui_wait (again.done);
      else
        {
          mw_ui_wait (mw_ui_dialog (test) == ADW_DIALOG (again.dialog));
          mw_ui_settle ();
          g_assert_false (again.done);
          g_assert_nonnull (mw_ui_find (again.dialog, GTK_TYPE_BUTTON, "Sign In"));
          adw_dialog_force_close (ADW_DIALOG (again.dialog));
        }
      mw_ui_wait (mw_ui_dialog (test) == NULL);
      g_assert_cmpuint (g_list_model_get_n_items (connections), ==, before + cases[i].n_new);
      assert_company (connection, cases[i].company);
    }
  mw_ui_test_stop (test);
}

static void
test_fewer_rights (void)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  MwUiTest *test = mw_ui_test_start ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, test->engine, "password");
  g_autoptr (MwConnection) connection = connect_draft (test, draft);
  Again again = { 0 };

  g_atomic_int_set (&workshop->vendors_forbidden, TRUE);
  again_start (&again, test, connection, MW_WORKSHOP_PASSWORD);
  again_answer (&again, "Go On", "99-fewer-rights");
  mw_ui_wait (again.done);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_PERMISSION_MISSING);
  mw_ui_test_stop (test);
}

int
main (int argc, char *argv[])
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/reconnect/start", test_start);
  g_test_add_func ("/ui/reconnect/other-company", test_other_company);
  g_test_add_func ("/ui/reconnect/fewer-rights", test_fewer_rights);
  return mw_ui_test_run ();
}
