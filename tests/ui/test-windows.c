/* test-windows.c: two windows on one connection and the command line, at once: what one asks for is there for
 * all
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <json-glib/json-glib.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "connection/mw-ledger.h"

static char *program;

typedef struct
{
  Ledger ledger;
  MwUiTest *test;
  MwWindow *second;
  MwEntity *orders;
} Desk;

static DexFuture *
connect_fiber (gpointer data)
{
  ledger_connect (data, NULL);
  return dex_future_new_true ();
}

static MwReading *
get_reading (MwWindow *window)
{
  MwRecordsPage *page = mw_window_get_records_page (window);

  return page != NULL ? mw_records_page_get_reading (page) : NULL;
}

static gboolean
is_done (MwWindow *window)
{
  return get_reading (window) != NULL && mw_reading_get_state (get_reading (window)) == MW_READING_DONE;
}

/* Of what both windows show: the very same, and as many rows stand in the grids. */
static void
assert_shown (Desk *desk, const char *notes, guint n_rows)
{
  MwWindow *windows[] = { desk->test->window, desk->second };

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      MwGrid *grid = mw_records_page_get_grid (mw_window_get_records_page (windows[i]));

      assert_cells (get_reading (windows[i]), "notes", notes);
      mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) == n_rows);
    }
  g_assert_true (get_reading (windows[0]) == get_reading (windows[1]));
}

static guint
count_asked (Desk *desk)
{
  return mw_fixture_server_count (desk->ledger.server, "/vendors");
}

/* Two windows with the orders, which were read once. */
static void
desk_open (Desk *desk)
{
  GApplication *application;
  guint n_before;

  desk->test = mw_ui_test_start ();
  application = G_APPLICATION (desk->test->application);
  ledger_start_server (&desk->ledger);
  desk->ledger.engine = desk->test->engine;
  g_assert_true (mw_ui_await (dex_scheduler_spawn (NULL, 0, connect_fiber, &desk->ledger, NULL)));
  desk->orders = find_entity (&desk->ledger, "purchase_order");
  mw_window_show_entity (desk->test->window, desk->ledger.connection, desk->orders);
  mw_ui_show_content (desk->test);
  mw_ui_wait (is_done (desk->test->window));
  n_before = mw_fixture_server_count (desk->ledger.server, NULL);
  g_free (mw_record_server_take_filters (desk->ledger.orders));
  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  for (GList *i = gtk_application_get_windows (GTK_APPLICATION (application)); i != NULL; i = i->next)
    if (MW_IS_WINDOW (i->data) && i->data != (gpointer) desk->test->window)
      desk->second = i->data;
  g_assert_nonnull (desk->second);
  /* The first list of the first connection is what it shows. */
  mw_ui_wait (is_done (desk->second));
  assert_shown (desk, "a,b,c", 3);
  g_assert_cmpuint (mw_fixture_server_count (desk->ledger.server, NULL), ==, n_before);
}

static void
close_window (MwWindow *window)
{
  MwWindow *gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &gone);
  gtk_window_destroy (GTK_WINDOW (window));
  mw_ui_wait (gone == NULL);
}

static void
desk_close (Desk *desk)
{
  g_assert_true (mw_ui_await (mw_engine_disconnect (desk->test->engine, desk->ledger.connection)));
  /* Nobody has it any more. */
  g_assert_null (mw_window_get_records_page (desk->test->window));
  if (desk->second != NULL)
    g_assert_null (mw_window_get_records_page (desk->second));
  if (desk->second != NULL)
    close_window (desk->second);
  g_object_unref (desk->ledger.connection);
  mw_ui_test_stop (desk->test);
  mw_fixture_server_free (desk->ledger.server);
  mw_record_server_free (desk->ledger.orders);
  mw_record_server_free (desk->ledger.vendors);
}

/* A change, and a refresh that waits for the gate behind its first request. */
static void
change_and_hold (Desk *desk)
{
  static const MwFixtureAnswer held = { .body = "{\"data\": [{\"id\": \"7\", \"name\": \"Bolt\"}]}",
                                        .flags = MW_FIXTURE_GATED };
  guint n_before = count_asked (desk);

  put (&desk->ledger, "2", "13:00:00", "\"memo\": \"B\", \"lines\": [{\"no\": \"1\"}, {\"no\": \"2\"}]");
  put (&desk->ledger, "4", "14:00:00", "\"memo\": \"d\"");
  mw_record_server_stop_at (desk->ledger.vendors, 0, 1, &held);
  gtk_widget_activate_action (GTK_WIDGET (desk->test->window), "win.refresh", NULL);
  mw_ui_wait (count_asked (desk) == n_before + 1);
  g_assert_false (is_done (desk->test->window));
}

/* The command line, in a process of its own. */
typedef struct
{
  char *out;
  char *messages; /* where it writes them */
  int status;     /* -1: it runs */
} Command;

static void
on_ended (GObject *object, GAsyncResult *result, gpointer data)
{
  GSubprocess *process = G_SUBPROCESS (object);
  Command *command = data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (process, result, &command->out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  command->status = g_subprocess_get_exit_status (process);
  g_object_unref (process);
}

static void
command_start (Command *command, Desk *desk, const char *option)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  int fd = g_file_open_tmp ("mw-messages-XXXXXX", &command->messages, &error);

  g_assert_no_error (error);
  close (fd);
  command->status = -1;
  g_subprocess_launcher_set_stderr_file_path (launcher, command->messages);
  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "millwright", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "records",
                                         mw_connection_get_id (desk->ledger.connection), "purchase_order",
                                         "-f", "json", option, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, on_ended, command);
}

static gboolean
command_says (Command *command, const char *words)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (command->messages, &contents, NULL, NULL));
  return strstr (contents, words) != NULL;
}

/* Lets go of it; what it has printed. */
static char *
command_end (Command *command, const char *notes)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  JsonArray *rows;

  mw_ui_wait (command->status >= 0);
  g_assert_cmpint (command->status, ==, 0);
  root = json_from_string (command->out, NULL);
  g_assert_nonnull (root);
  rows = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_string_append_printf (found, "%s%s", i > 0 ? "," : "",
                            json_object_get_string_member (json_array_get_object_element (rows, i), "notes"));
  g_assert_cmpstr (found->str, ==, notes);
  g_unlink (command->messages);
  g_free (command->messages);
  return g_steal_pointer (&command->out);
}

/* All four want it at the same time. */
static void
test_at_once (void)
{
  Desk desk = { 0 };
  Command reads = { 0 }, offline = { 0 }, later = { 0 };
  g_autoptr (MwReading) kept = NULL;
  g_autofree char *old = NULL, *read = NULL, *after = NULL;
  guint n_before, n_all;

  desk_open (&desk);
  n_before = count_asked (&desk);
  change_and_hold (&desk);
  gtk_widget_activate_action (GTK_WIDGET (desk.second), "win.refresh", NULL);
  command_start (&reads, &desk, NULL);
  command_start (&offline, &desk, "--offline");
  mw_ui_wait (command_says (&reads, "A turn to read purchase_order is waited for"));

  /* Meanwhile everybody has what there was. */
  mw_ui_wait (offline.status >= 0);
  g_assert_true (command_says (&offline, "As of 20"));
  old = command_end (&offline, "a,b,c");
  assert_shown (&desk, "a,b,c", 3);
  g_assert_false (is_done (desk.test->window));
  g_assert_false (is_done (desk.second));
  g_assert_cmpint (reads.status, ==, -1);
  mw_ui_shot (desk.test, "windows-first-loading");
  mw_ui_shot_on (GTK_NATIVE (desk.second), GTK_WIDGET (desk.second), "windows-second-loading");

  mw_fixture_server_open_gate (desk.ledger.server);
  mw_ui_wait (is_done (desk.test->window) && is_done (desk.second));
  assert_shown (&desk, "a,B,c,d", 4);
  assert_changes (get_reading (desk.test->window), "1 changed, 1 new");
  read = command_end (&reads, "a,B,c,d");

  /* One refresh in all. */
  g_assert_cmpuint (count_asked (&desk), ==, n_before + 1);
  assert_filters (&desk.ledger, "stamp ge '2026-01-10T11:59:00Z'\n");
  mw_ui_shot (desk.test, "windows-first");
  mw_ui_shot_on (GTK_NATIVE (desk.second), GTK_WIDGET (desk.second), "windows-second");

  /* The file has all of it. */
  n_all = mw_fixture_server_count (desk.ledger.server, NULL);
  command_start (&later, &desk, "--offline");
  mw_ui_wait (later.status >= 0);
  g_assert_true (command_says (&later, "As of 20"));
  after = command_end (&later, "a,B,c,d");
  g_assert_cmpstr (after, ==, read);
  kept = mw_connection_read_kept (desk.ledger.connection, desk.orders);
  g_assert_true (mw_ui_await (mw_reading_wait (kept)));
  assert_cells (kept, "notes", "a,B,c,d");
  g_assert_cmpuint (mw_fixture_server_count (desk.ledger.server, NULL), ==, n_all);
  desk_close (&desk);
}

static void
narrow_to_open (gpointer root)
{
  MwRecordsPage *page = mw_window_get_records_page (root);
  GtkMenuButton *button = mw_ui_find (mw_ui_child (page, "narrow_bar"), GTK_TYPE_MENU_BUTTON, NULL);
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  gtk_menu_button_popup (button);
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  gtk_check_button_set_active (mw_ui_find (popover, GTK_TYPE_CHECK_BUTTON, "Open Ones"), TRUE);
  mw_ui_wait (gtk_widget_is_sensitive (mw_ui_find (popover, GTK_TYPE_BUTTON, "Apply")));
  mw_ui_click (popover, "Apply");
}

/* The one that was used last. */
static MwWindow *
get_active (Desk *desk)
{
  return MW_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (desk->test->application)));
}

/* A window shows what another one has had read, stopped, narrowed. */
static void
test_follow (void)
{
  Desk desk = { 0 };
  MwEntity *lines;
  g_autoptr (MwReading) stopped = NULL;
  GtkWidget *first, *second;
  MwWindow *active, *third;

  desk_open (&desk);
  first = GTK_WIDGET (desk.test->window);
  second = GTK_WIDGET (desk.second);

  /* Stopped in one, asked for again in the other. */
  change_and_hold (&desk);
  mw_ui_click (second, "Stop loading and keep what is there");
  mw_ui_wait (mw_reading_get_state (get_reading (desk.test->window)) == MW_READING_CANCELLED);
  assert_shown (&desk, "a,b,c", 3);
  stopped = g_object_ref (get_reading (desk.test->window));
  mw_fixture_server_open_gate (desk.ledger.server);
  gtk_widget_activate_action (second, "win.refresh", NULL);
  g_assert_true (get_reading (desk.test->window) != stopped);
  mw_ui_wait (is_done (desk.test->window));
  assert_shown (&desk, "a,B,c,d", 4);

  /* What wants more takes the place of what runs, for both. */
  mw_record_server_remove (desk.ledger.orders, "1");
  g_free (mw_record_server_take_filters (desk.ledger.orders));
  gtk_widget_activate_action (first, "win.refresh", NULL);
  gtk_widget_activate_action (second, "win.reconcile", NULL);
  gtk_widget_activate_action (first, "win.refresh", NULL);
  mw_ui_wait (is_done (desk.test->window));
  assert_shown (&desk, "B,c,d", 3);
  assert_filters (&desk.ledger, "\n");

  /* Lines come with their orders. */
  lines = find_entity (&desk.ledger, "purchase_order_line");
  mw_window_show_entity (desk.second, desk.ledger.connection, lines);
  mw_ui_wait (is_done (desk.second));
  assert_cells (get_reading (desk.second), "purchase_order", "2,2");
  put (&desk.ledger, "3", "15:00:00", "\"memo\": \"c\", \"lines\": [{\"no\": \"9\"}]");
  gtk_widget_activate_action (first, "win.refresh", NULL);
  mw_ui_wait (is_done (desk.test->window));
  assert_cells (get_reading (desk.second), "purchase_order", "2,2,3");

  /* A third one begins with what is being looked at. */
  gtk_window_present (GTK_WINDOW (desk.second));
  active = get_active (&desk);
  g_action_group_activate_action (G_ACTION_GROUP (desk.test->application), "new-window", NULL);
  third = get_active (&desk);
  g_assert_true (third != active);
  g_assert_true (get_reading (third) == get_reading (active));
  close_window (third);
  mw_window_show_entity (desk.second, desk.ledger.connection, desk.orders);
  mw_ui_wait (is_done (desk.second));

  /* What is narrowed in one is so in the other, and it says so. */
  put (&desk.ledger, "2", "16:00:00", "\"memo\": \"B\", \"state\": \"open\"");
  g_assert_nonnull (mw_ui_find (second, GTK_TYPE_LABEL, "Everything"));
  narrow_to_open (first);
  mw_ui_wait (is_done (desk.test->window) && mw_reading_get_n_rows (get_reading (desk.test->window)) == 1);
  assert_shown (&desk, "B", 1);
  g_assert_null (mw_ui_find (second, GTK_TYPE_LABEL, "Everything"));

  /* The one that asked is closed: the other one has it. */
  put (&desk.ledger, "3", "17:00:00", "\"memo\": \"C\", \"state\": \"open\"");
  gtk_widget_activate_action (second, "win.refresh", NULL);
  close_window (desk.second);
  desk.second = NULL;
  mw_ui_wait (is_done (desk.test->window));
  assert_cells (get_reading (desk.test->window), "notes", "B,C");
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_assert_cmpint (argc, ==, 2);
  program = g_canonicalize_filename (argv[1], NULL);
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/windows/at-once", test_at_once);
  g_test_add_func ("/ui/windows/follow", test_follow);
  code = mw_ui_test_run ();
  g_free (program);
  return code;
}
