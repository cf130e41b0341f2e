/* test-states.c: every view of the records in every state that they can be in; its pictures are looked at in
 * all variants (MW_SCREENSHOT_VARIANT)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include "connection/mw-ledger.h"

static const MwFixtureAnswer gated = { .body = "{\"data\": []}", .flags = MW_FIXTURE_GATED };
static const MwFixtureAnswer broken = { .status = 500, .body = "{\"error\": \"broken\"}" };

typedef enum
{
  STATE_LOADING,  /* nothing has come yet */
  STATE_ARRIVING, /* the first page has, more is to come */
  STATE_EMPTY,
  STATE_NOTHING, /* what is searched for is nowhere */
  STATE_ERROR,   /* nothing came before it broke */
  STATE_STALE,   /* a refresh broke */
  N_STATES,
} State;

/* What the views show in place of rows; NULL: rows. */
static const struct
{
  const char *name;
  const char *stack; /* of Normalized and Raw */
  guint n_rows;      /* orders */
} states[N_STATES] = {
  [STATE_LOADING] = { "loading", "loading", 0 }, [STATE_ARRIVING] = { "arriving", "grid", 2 },
  [STATE_EMPTY] = { "empty", "empty", 0 },       [STATE_NOTHING] = { "nothing", "empty", 0 },
  [STATE_ERROR] = { "error", "empty", 0 },       [STATE_STALE] = { "stale", "grid", 3 },
};

typedef struct
{
  Ledger ledger;
  MwUiTest *test;
  State state;
} Desk;

static DexFuture *
connect_fiber (gpointer data)
{
  ledger_connect (data, NULL);
  return dex_future_new_true ();
}

static MwRecordsPage *
get_page (Desk *desk)
{
  return mw_window_get_records_page (desk->test->window);
}

static gboolean
has_ended (Desk *desk)
{
  MwReadingState state = mw_reading_get_state (mw_records_page_get_reading (get_page (desk)));

  return state != MW_READING_WAITING && state != MW_READING_RUNNING;
}

static guint
count_rows (Desk *desk)
{
  MwGrid *grid = mw_records_page_get_grid (get_page (desk));

  return grid ? g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) : 0;
}

static void
show (Desk *desk, const char *entity)
{
  mw_window_show_entity (desk->test->window, desk->ledger.connection, find_entity (&desk->ledger, entity));
  mw_ui_show_content (desk->test);
}

static void
refuse (Desk *desk)
{
  mw_record_server_stop_at (desk->ledger.orders, 0, 0, &broken);
  mw_record_server_stop_at (desk->ledger.vendors, 0, 0, &broken);
}

/* With the orders of a connection that nothing was read of. */
static void
desk_open (Desk *desk, State state)
{
  desk->state = state;
  desk->test = mw_ui_test_start ();
  ledger_start_server (&desk->ledger);
  desk->ledger.engine = desk->test->engine;
  if (state == STATE_EMPTY)
    for (guint id = 1; id <= 3; id++)
      {
        g_autofree char *text = g_strdup_printf ("%u", id);

        mw_record_server_remove (desk->ledger.orders, text);
      }
  g_assert_true (mw_ui_await (dex_scheduler_spawn (NULL, 0, connect_fiber, &desk->ledger, NULL)));
  if (state == STATE_LOADING)
    mw_record_server_stop_at (desk->ledger.vendors, 0, 0, &gated);
  if (state == STATE_ARRIVING)
    mw_record_server_stop_at (desk->ledger.orders, 2, 0, &gated);
  if (state == STATE_ERROR)
    refuse (desk);
  show (desk, "purchase_order");
  if (state == STATE_LOADING)
    return;
  if (state == STATE_ARRIVING)
    {
      mw_ui_wait (count_rows (desk) == 2);
      return;
    }
  mw_ui_wait (has_ended (desk));
  if (state != STATE_STALE)
    return;
  mw_ui_wait (count_rows (desk) == 3);
  refuse (desk);
  gtk_widget_activate_action (GTK_WIDGET (desk->test->window), "win.refresh", NULL);
  mw_ui_wait (has_ended (desk) && mw_reading_get_error (mw_records_page_get_reading (get_page (desk))));
}

static void
desk_close (Desk *desk)
{
  mw_record_server_stop_at (desk->ledger.orders, -1, 0, NULL);
  mw_record_server_stop_at (desk->ledger.vendors, -1, 0, NULL);
  mw_fixture_server_open_gate (desk->ledger.server);
  g_assert_true (mw_ui_await (mw_engine_disconnect (desk->test->engine, desk->ledger.connection)));
  g_object_unref (desk->ledger.connection);
  mw_ui_test_stop (desk->test);
  mw_fixture_server_free (desk->ledger.server);
  mw_record_server_free (desk->ledger.orders);
  mw_record_server_free (desk->ledger.vendors);
}

static void
shot (Desk *desk, const char *view)
{
  g_autofree char *name = g_strdup_printf ("e-%s-%s", states[desk->state].name, view);

  mw_ui_shot (desk->test, name);
}

static void
search (MwRecordsPage *page)
{
  mw_records_page_search (page);
  gtk_editable_set_text (mw_ui_child (page, "search"), "nowhere");
  mw_ui_wait (mw_ui_find (page, ADW_TYPE_STATUS_PAGE, "No Record Matches") != NULL);
}

static void
assert_stack (Desk *desk)
{
  GtkStack *stack = mw_ui_child (get_page (desk), "stack");

  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (stack), states[desk->state].stack) == 0);
}

static void
show_tab (Desk *desk, const char *name)
{
  adw_toggle_group_set_active_name (mw_ui_child (get_page (desk), "tabs"), name);
  mw_ui_settle ();
}

/* It has a search of its own, which the same key leads to, and shows no other. */
static void
search_mapping (Desk *desk)
{
  GtkWidget *entry = mw_ui_child (mw_ui_child (get_page (desk), "mapping"), "search");

  g_assert_false (gtk_widget_get_visible (mw_ui_child (get_page (desk), "search_bar")));
  gtk_widget_activate_action (GTK_WIDGET (desk->test->window), "win.search", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (desk->test->window)), entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "nowhere");
}

/* Beside the table, or instead of it in a narrow window. */
static void
check_inspector (Desk *desk)
{
  AdwViewStack *views = mw_ui_child (mw_ui_child (get_page (desk), "inspector"), "views");
  static const char *const names[] = { "fields", "lines", "raw" };

  show_tab (desk, "normalized");
  if (states[desk->state].n_rows > 0)
    mw_grid_select (mw_records_page_get_grid (get_page (desk)), 0);
  mw_records_page_toggle_inspector (get_page (desk));
  mw_ui_wait (adw_overlay_split_view_get_show_sidebar (mw_ui_child (get_page (desk), "split")));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *view = g_strdup_printf ("inspector-%s", names[i]);

      if (adw_view_stack_get_child_by_name (views, names[i]) && (i == 0 || states[desk->state].n_rows > 0))
        {
          adw_view_stack_set_visible_child_name (views, names[i]);
          shot (desk, view);
        }
    }
  mw_records_page_toggle_inspector (get_page (desk));
}

/* While pages come it has what has come. */
static void
add_column (Desk *desk)
{
  MwColumn *column = NULL;
  MwGrid *grid;

  gtk_widget_activate_action (mw_ui_grid (get_page (desk)), "win.add-column", "s", "/memo");
  mw_ui_wait ((grid = mw_records_page_get_grid (get_page (desk))) != NULL &&
              (column = mw_grid_find_column (grid, "custom:/memo")) != NULL && count_rows (desk) == 2);
  assert_cells (mw_records_page_get_reading (get_page (desk)), "custom:/memo", "a,b");
  g_assert_false (has_ended (desk));
  mw_grid_view_set_cursor (mw_grid_get_grid_view (grid), 1, column, FALSE);
  shot (desk, "own-column");
}

static void
test_state (gconstpointer data)
{
  Desk desk = { 0 };

  if (!g_str_has_prefix (g_getenv ("MILLWRIGHT_DATA_DIR"), g_get_user_data_dir ()))
    mw_ui_test_use_test_systems ();
  desk_open (&desk, (State) GPOINTER_TO_UINT (data));
  if (desk.state == STATE_NOTHING)
    search (get_page (&desk));
  assert_stack (&desk);
  shot (&desk, "normalized");
  if (desk.state == STATE_ARRIVING)
    add_column (&desk);
  show_tab (&desk, "raw");
  if (desk.state == STATE_NOTHING)
    mw_ui_wait (mw_ui_find (get_page (&desk), ADW_TYPE_STATUS_PAGE, "No Record Matches") != NULL);
  shot (&desk, "raw");
  show_tab (&desk, "mapping");
  if (desk.state == STATE_NOTHING)
    search_mapping (&desk);
  shot (&desk, "mapping");
  show_tab (&desk, "activity");
  shot (&desk, "activity");
  check_inspector (&desk);
  show (&desk, "purchase_order_line");
  if (desk.state == STATE_NOTHING)
    search (get_page (&desk));
  if (desk.state != STATE_LOADING && desk.state != STATE_ARRIVING)
    mw_ui_wait (has_ended (&desk));
  shot (&desk, "lines");
  desk_close (&desk);
}

/* What is said for a moment, and what a record says of itself, where there is much of it: the demo plant. */
static void
test_moments (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = mw_ui_open_demo (test);
  g_autoptr (MwConnection) connection = g_object_ref (mw_records_page_get_connection (page));
  MwEntity *lines = mw_model_find (mw_engine_get_model (test->engine), "purchase_order_line");
  MwGrid *grid;

  search (page);
  mw_window_show_entity (test->window, connection, lines);
  mw_ui_show_content (test);
  page = mw_window_get_records_page (test->window);
  grid = mw_records_page_get_grid (page);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) > 100);
  mw_grid_select (grid, 7);
  mw_records_page_toggle_inspector (page);
  mw_ui_wait (adw_overlay_split_view_get_show_sidebar (mw_ui_child (page, "split")));
  mw_ui_shot (test, "e-line-details");
  mw_records_page_toggle_inspector (page);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.open-parent", NULL);
  page = mw_window_get_records_page (test->window);
  g_assert_cmpstr (mw_entity_get_id (mw_records_page_get_entity (page)), ==, "purchase_order");
  mw_ui_wait (mw_ui_find (test->window, g_type_from_name ("AdwToastWidget"), NULL) != NULL);
  mw_ui_shot (test, "e-toast-order-hidden");
  g_assert_true (mw_ui_await (mw_engine_disconnect (test->engine, connection)));
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/states/moments", test_moments);
  for (guint i = 0; i < N_STATES; i++)
    {
      g_autofree char *path = g_strconcat ("/ui/states/", states[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_state);
    }
  return mw_ui_test_run ();
}
