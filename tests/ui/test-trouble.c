/* test-trouble.c: a plant that is slow, breaks off, refuses, is empty or sends odd things: what the records
 * page then shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fields-view.h"
#include "mw-json-view.h"
#include "mw-ui-test.h"

#include "mw-advice-dialog.h"
#include "mw-column-row.h"
#include "mw-column.h"
#include "mw-connection-group.h"
#include "mw-fixture-server.h"
#include "mw-mapping-item.h"
#include "mw-sign-in-dialog.h"

#define N_ORDERS 1200
#define TABLES   "/api/raw/tables/"

typedef enum
{
  PLANT_NORMAL,
  PLANT_SLOW, /* no page comes but the first */
  PLANT_BUSY, /* the second page has to wait for a limit */
  PLANT_CUT,  /* the second page breaks off in the middle */
  PLANT_SIGNED_OUT,
  PLANT_FORBIDDEN,
  PLANT_NO_VENDORS, /* the login may not read them, but the orders */
  PLANT_MISSING,
  PLANT_EMPTY,
  PLANT_ODD,
} PlantMood;

typedef struct
{
  MwUiTest *ui;
  MwFixtureServer *server;
  MwConnection *connection;
  int mood; /* PlantMood, atomic, like the rest: the server has threads of its own */
  int first_total;
  int n_gone;
} Plant;

static guint
get_number (const char *target, const char *name)
{
  const char *place = strstr (target, name);

  return place ? (guint) g_ascii_strtoull (place + strlen (name), NULL, 10) : 0;
}

static char *
create_page (guint page, guint size, guint total, guint first_total)
{
  GString *json = g_string_new ("{\"data\":[");
  guint first = (page - 1) * size;

  for (guint i = first; i < MIN (first + size, total); i++)
    g_string_append_printf (
      json, "%s{\"BSTNR\":\"%" G_GUINT64_FORMAT "\",\"BUKRS\":\"1000\",\"STAT\":\"10\",\"NETWRT\":\"%u\"}",
      i > first ? "," : "", G_GUINT64_CONSTANT (4500000001) + i, i > 0 ? i : first_total);
  g_string_append_printf (json, "],\"meta\":{\"total\":%u,\"last_page\":%u,\"current_page\":%u}}", total,
                          MAX (1, (total + size - 1) / size), page);
  return g_string_free_and_steal (json);
}

/* Hostile text in keys and values, more keys than a grid shows, a value that no cell holds. */
static char *
create_odd_page (void)
{
  GString *json = g_string_new (
    "{\"data\":[{\"BSTNR\":\"\\u202Egnp.exe\\u0000\\u0007<b>&\",\"BUKRS\":\"line\\nline\"");
  g_autofree char *wide = g_strnfill (200000, 'W');

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (json, ",\"<i>K%u&\\u202E\":%u", i, i);
  g_string_append_printf (
    json, ",\"WIDE\":\"%s\",\"NEST\":{\"a\":[[[[{\"b\":1e400}]]]]},\"BSTDAT\":\"20231399\"}", wide);
  g_string_append (json, "],\"meta\":{\"total\":1,\"last_page\":1,\"current_page\":1}}");
  return g_string_free_and_steal (json);
}

static void
answer_table (MwFixtureServer *server,
              const MwFixtureRequest *request,
              MwFixtureAnswer *answer,
              Plant *plant,
              PlantMood mood)
{
  guint n_orders = N_ORDERS - (guint) g_atomic_int_get (&plant->n_gone);
  guint page = MAX (1, get_number (request->target, "&page=") + get_number (request->target, "?page="));
  guint size = MAX (1, get_number (request->target, "per_page="));
  gboolean is_orders = g_str_has_prefix (request->path, TABLES "BSTKPF/");

  if (mood == PLANT_SIGNED_OUT || mood == PLANT_FORBIDDEN || mood == PLANT_MISSING ||
      (mood == PLANT_NO_VENDORS && g_str_has_prefix (request->path, TABLES "LIFSTM/")))
    {
      answer->status = mood == PLANT_SIGNED_OUT ? 401 : mood == PLANT_MISSING ? 404 : 403;
      answer->body = "{\"error\":{\"message\":\"no\",\"request_id\":\"req-42\"}}";
      return;
    }
  if (mood == PLANT_ODD && is_orders)
    answer->body = mw_fixture_server_keep (server, create_odd_page ());
  else
    answer->body = mw_fixture_server_keep (
      server, create_page (page, size, is_orders && mood != PLANT_EMPTY ? n_orders : 0,
                           (guint) g_atomic_int_get (&plant->first_total)));
  if (is_orders && page > 1 && mood == PLANT_SLOW)
    answer->flags = MW_FIXTURE_SILENT;
  if (is_orders && page > 1 && mood == PLANT_BUSY)
    {
      answer->status = 429;
      answer->headers = "Retry-After: 50\r\n";
      answer->body = "{}";
    }
  if (is_orders && page > 1 && mood == PLANT_CUT)
    {
      answer->flags = MW_FIXTURE_CUT;
      answer->cut_at = 200;
    }
}

static void
handle (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  Plant *plant = data;
  PlantMood mood = (PlantMood) g_atomic_int_get (&plant->mood);

  if (g_str_has_prefix (request->path, TABLES))
    {
      answer_table (server, request, answer, plant, mood);
    }
  else if (g_str_equal (request->path, "/link/token") && mood == PLANT_SIGNED_OUT)
    {
      answer->status = 401;
      answer->body = "{}";
    }
  else if (g_str_equal (request->path, "/link/token"))
    {
      answer->body = "{\"access_token\":\"token-CANARY-1\",\"token_type\":\"bearer\"}";
    }
  else
    {
      answer->body = "{}";
    }
}

static DexFuture *
resolve (const char *builtin, gpointer data)
{
  Plant *plant = data;

  return dex_future_new_take_string (mw_fixture_server_dup_uri (plant->server, NULL));
}

/* A connected plant in a good mood, its purchase orders read. */
static MwRecordsPage *
plant_start (Plant *plant)
{
  MwRecordsPage *page;

  plant->server = mw_fixture_server_new ();
  mw_fixture_server_add_handler (plant->server, NULL, handle, plant);
  plant->ui = mw_ui_test_start ();
  mw_engine_set_builtin (plant->ui->engine, resolve, plant);
  mw_ui_click (plant->ui->window, "Try the Demo Plant");
  mw_ui_wait (g_list_model_get_n_items (mw_engine_get_connections (plant->ui->engine)) == 1);
  /* A step with a warning keeps the dialog open until it was read. */
  mw_ui_wait (!mw_ui_dialog (plant->ui) || mw_ui_find (mw_ui_dialog (plant->ui), GTK_TYPE_BUTTON, "Go On"));
  if (mw_ui_dialog (plant->ui))
    mw_ui_click (mw_ui_dialog (plant->ui), "Go On");
  mw_ui_wait ((page = mw_window_get_records_page (plant->ui->window)) != NULL);
  plant->connection = g_object_ref (mw_records_page_get_connection (page));
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_records_page_get_reading (page)), ==, N_ORDERS);
  return page;
}

static void
plant_stop (Plant *plant)
{
  g_atomic_int_set (&plant->mood, PLANT_NORMAL);
  if (mw_ui_dialog (plant->ui))
    adw_dialog_force_close (mw_ui_dialog (plant->ui));
  g_assert_true (mw_ui_await (mw_engine_disconnect (plant->ui->engine, plant->connection)));
  g_clear_object (&plant->connection);
  mw_ui_test_stop (plant->ui);
  mw_fixture_server_free (plant->server);
}

static MwReading *
refresh (Plant *plant, PlantMood mood)
{
  g_atomic_int_set (&plant->mood, mood);
  gtk_widget_activate_action (GTK_WIDGET (plant->ui->window), "win.refresh", NULL);
  return mw_records_page_get_reading (mw_window_get_records_page (plant->ui->window));
}

/* As if the program had been started again: what was read is only where it is kept. */
static MwReading *
start_again (Plant *plant, PlantMood mood)
{
  MwRecordsPage *page = mw_window_get_records_page (plant->ui->window);
  MwEntity *entity = mw_reading_get_entity (mw_records_page_get_reading (page));

  mw_connection_narrow (plant->connection, entity, &(const MwScope) { MW_SCOPE_OPEN, "" });
  mw_connection_narrow (plant->connection, entity, &(const MwScope) { MW_SCOPE_EVERYTHING, "" });
  return refresh (plant, mood);
}

/* As if nothing had been read before. */
static MwReading *
read_anew (Plant *plant, PlantMood mood)
{
  mw_connection_keep_nothing (plant->connection);
  return start_again (plant, mood);
}

static guint
get_n_shown (MwRecordsPage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (mw_records_page_get_grid (page))));
}

static gboolean
is_empty_page (MwRecordsPage *page, const char *title)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (mw_ui_child (page, "stack")), "empty") == 0 &&
         g_strcmp0 (adw_status_page_get_title (mw_ui_child (page, "empty")), title) == 0;
}

static void
test_cancel (void)
{
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);
  MwReading *reading = read_anew (&plant, PLANT_SLOW);
  guint n_rows;
  int minimum;

  gtk_widget_measure (GTK_WIDGET (plant.ui->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  mw_ui_wait (get_n_shown (page) > 0);
  g_assert_true (gtk_widget_get_mapped (mw_ui_child (page, "progress_box")));
  mw_ui_wait (gtk_progress_bar_get_fraction (mw_ui_child (page, "progress")) > 0.1);
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (mw_ui_child (page, "progress")), <, 0.9);
  g_assert_nonnull (strstr (gtk_label_get_text (mw_ui_child (page, "status")), " of "));
  mw_ui_shot (plant.ui, "60-loading");
  mw_ui_click (page, "Cancel");
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_CANCELLED);
  n_rows = mw_reading_get_n_rows (reading);
  g_assert_cmpuint (n_rows, >, 0);
  g_assert_cmpuint (n_rows, <, N_ORDERS);
  mw_ui_wait (get_n_shown (page) == n_rows);
  g_assert_true (adw_banner_get_revealed (mw_ui_child (page, "banner")));
  mw_ui_shot (plant.ui, "61-stopped");
  plant_stop (&plant);
}

static const char *
get_status (MwRecordsPage *page)
{
  return gtk_label_get_text (mw_ui_child (page, "status"));
}

/* What is kept is there at once, with how old it is, while the system is slow, and stays when it fails. */
static void
test_kept (void)
{
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);
  MwReading *reading = start_again (&plant, PLANT_SLOW);

  mw_ui_wait (mw_records_page_get_grid (page) != NULL && get_n_shown (page) == N_ORDERS);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_RUNNING);
  mw_ui_wait (strstr (get_status (page), "as of ") != NULL && strstr (get_status (page), "1200") != NULL);
  g_assert_true (gtk_widget_get_mapped (mw_ui_child (page, "progress_box")));
  mw_ui_shot (plant.ui, "72-kept");
  mw_ui_click (page, "Cancel");
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_CANCELLED);
  g_assert_cmpuint (get_n_shown (page), ==, N_ORDERS);
  g_assert_cmpstr (adw_banner_get_title (mw_ui_child (page, "banner")), ==,
                   "Stopped: these are the records as they were before");

  reading = start_again (&plant, PLANT_CUT);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_FAILED);
  mw_ui_wait (get_n_shown (page) == N_ORDERS);
  g_assert_true (
    g_str_has_prefix (adw_banner_get_title (mw_ui_child (page, "banner")), "Not brought up to date: "));
  g_assert_true (strstr (get_status (page), "as of ") != NULL);
  mw_ui_shot (plant.ui, "73-kept-not-updated");

  reading = start_again (&plant, PLANT_NORMAL);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_DONE);
  mw_ui_wait (get_n_shown (page) == N_ORDERS && strstr (get_status (page), "nothing changed") != NULL);
  plant_stop (&plant);
}

/* What was loaded stays; the banner leads to what to do, and that helps. */
static void
test_broken_off (void)
{
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);
  MwReading *reading = read_anew (&plant, PLANT_CUT);
  guint n_rows;

  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_FAILED);
  n_rows = mw_reading_get_n_rows (reading);
  g_assert_cmpuint (n_rows, >, 0);
  g_assert_cmpuint (n_rows, <, N_ORDERS);
  mw_ui_wait (get_n_shown (page) == n_rows);
  g_assert_true (adw_banner_get_revealed (mw_ui_child (page, "banner")));
  g_signal_emit_by_name (mw_ui_child (page, "banner"), "button-clicked");
  mw_ui_wait (MW_IS_ADVICE_DIALOG (mw_ui_dialog (plant.ui)));
  mw_ui_shot (plant.ui, "62-broken-off");
  g_atomic_int_set (&plant.mood, PLANT_NORMAL);
  mw_ui_click (mw_ui_dialog (plant.ui), "Try Again");
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  mw_ui_wait (get_n_shown (page) == N_ORDERS);
  g_assert_false (adw_banner_get_revealed (mw_ui_child (page, "banner")));
  plant_stop (&plant);
}

static gboolean
counts (GtkLabel *label)
{
  return strstr (gtk_label_get_text (label), "Waiting (limit): goes on in 0:") != NULL;
}

/* The wait counts down in the sidebar and beside the rows, which stay usable. */
static void
test_limit (void)
{
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);
  MwReading *reading = read_anew (&plant, PLANT_BUSY);
  GtkWidget *group = mw_ui_find (plant.ui->window, MW_TYPE_CONNECTION_GROUP, NULL);
  GtkLabel *status = mw_ui_child (page, "status");
  /* In a narrow window the sidebar is another page. */
  GtkLabel *health = group != NULL ? mw_ui_child (group, "health") : status;
  g_autofree char *first = NULL;

  mw_ui_wait (counts (health) && counts (status) && get_n_shown (page) > 0);
  g_assert_cmpint (mw_connection_get_health (plant.connection), ==, MW_HEALTH_WAITING);
  first = g_strdup (gtk_label_get_text (health));
  mw_ui_wait (counts (health) && g_strcmp0 (gtk_label_get_text (health), first) != 0);
  mw_grid_select (mw_records_page_get_grid (page), 0);
  mw_ui_settle ();
  mw_ui_shot (plant.ui, "62-limit");
  mw_ui_click (page, "Cancel");
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_CANCELLED);
  mw_ui_wait (!counts (health) && !counts (status));
  if (group != NULL)
    g_assert_cmpstr (gtk_label_get_text (health), ==, "Working");
  g_assert_cmpuint (get_n_shown (page), >, 0);
  plant_stop (&plant);
}

static void
test_signed_out (void)
{
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);
  MwReading *reading = read_anew (&plant, PLANT_SIGNED_OUT);

  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_FAILED);
  g_assert_cmpint (mw_connection_get_health (plant.connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
  mw_ui_shot (plant.ui, "63-signed-out");
  mw_ui_click (page, "Sign In Again…");
  mw_ui_wait (MW_IS_SIGN_IN_DIALOG (mw_ui_dialog (plant.ui)));
  mw_ui_click (mw_ui_dialog (plant.ui), "Sign In");
  mw_ui_wait (gtk_widget_get_visible (mw_ui_child (mw_ui_dialog (plant.ui), "advice_view")));
  mw_ui_shot (plant.ui, "64-sign-in-refused");
  g_atomic_int_set (&plant.mood, PLANT_NORMAL);
  mw_ui_click (mw_ui_dialog (plant.ui), "Sign In");
  mw_ui_wait (mw_ui_dialog (plant.ui) == NULL);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  g_assert_cmpint (mw_connection_get_health (plant.connection), ==, MW_HEALTH_WORKING);
  plant_stop (&plant);
}

static void
test_nothing_to_show (void)
{
  static const struct
  {
    PlantMood mood;
    const char *title;
    const char *shot;
  } cases[] = {
    { PLANT_EMPTY, "This List Is Empty in Demo plant", "65-empty" },
    { PLANT_FORBIDDEN, "Your login may not read “Purchase orders” in Demo plant", "66-forbidden" },
    { PLANT_MISSING, "This Demo plant does not have these records", "67-not-offered" },
  };
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      read_anew (&plant, cases[i].mood);
      mw_ui_wait (is_empty_page (page, cases[i].title));
      mw_ui_shot (plant.ui, cases[i].shot);
    }
  plant_stop (&plant);
}

/* The rule of a column in the Mapping tab. */
static char *
dup_rule (GtkWidget *mapping, const char *title)
{
  GListModel *items = G_LIST_MODEL (gtk_list_view_get_model (mw_ui_child (mapping, "list")));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (mw_mapping_item_get_title (item), title))
        return g_strdup (mw_mapping_item_get_rule (item));
    }
  return NULL;
}

static void
assert_rule (GtkWidget *mapping, const char *title, const char *expected)
{
  g_autofree char *rule = dup_rule (mapping, title);

  g_assert_cmpstr (rule, ==, expected);
}

/* What the login may not read is said to be so: of one list that others look into, of its columns; of the
 * list itself, of each. */
static void
test_not_permitted (void)
{
  static const char refused[] = "Not permitted: your login may not read “Vendors”. Ask your Demo plant "
                                "administrator for the right to read it";
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);
  GtkWidget *mapping = mw_ui_child (page, "mapping");
  GtkLabel *progress = mw_ui_child (mapping, "progress");
  MwReading *reading = read_anew (&plant, PLANT_NO_VENDORS);
  g_autofree char *words = NULL;

  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_DONE);
  adw_toggle_group_set_active_name (mw_ui_child (page, "tabs"), "mapping");
  mw_ui_wait ((words = dup_rule (mapping, "Vendor")) != NULL &&
              !gtk_widget_get_visible (mw_ui_child (mapping, "count_button")));
  g_assert_cmpstr (words, ==, refused);
  assert_rule (mapping, "Number", "as it was sent");
  gtk_editable_set_text (mw_ui_child (mapping, "search"), "vendor");
  mw_ui_wait (dup_rule (mapping, "Number") == NULL);
  mw_ui_shot (plant.ui, "68-mapping-list-not-permitted");
  gtk_editable_set_text (mw_ui_child (mapping, "search"), "");

  reading = read_anew (&plant, PLANT_FORBIDDEN);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_FAILED);
  mw_ui_wait (g_str_has_prefix (gtk_label_get_text (progress), "Not permitted: your login may not read "
                                                               "“Purchase orders”."));
  assert_rule (mapping, "Number", "Not permitted");
  assert_rule (mapping, "Vendor", "Not permitted");
  mw_ui_shot (plant.ui, "69-mapping-not-permitted");
  plant_stop (&plant);
}

/* Found, moved past what the search hides, pinned, and as usual again. */
static void
check_chooser (MwRecordsPage *page, MwGrid *grid)
{
  GtkWidget *popover = mw_ui_child (page, "columns");
  GListModel *columns = mw_grid_get_columns (grid);
  g_autoptr (MwColumn) first = g_list_model_get_item (columns, 0);
  g_autoptr (MwColumn) moved = NULL;
  MwColumnRow *row;

  gtk_menu_button_popup (mw_ui_child (page, "columns_button"));
  gtk_editable_set_text (mw_ui_child (popover, "search"), "K1");
  mw_ui_wait ((row = mw_ui_find (popover, MW_TYPE_COLUMN_ROW, NULL)) != NULL &&
              strstr (mw_column_get_title (mw_column_row_get_column (row)), "K1") != NULL);
  moved = g_object_ref (mw_column_row_get_column (row));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (row), "column.move", "i", -1));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (row), "column.move", "i", 1));
  mw_ui_wait ((row = mw_ui_find (popover, MW_TYPE_COLUMN_ROW, NULL)) != NULL &&
              mw_column_row_get_column (row) != moved);
  g_signal_emit_by_name (row, "drop", moved);
  mw_ui_wait ((row = mw_ui_find (popover, MW_TYPE_COLUMN_ROW, NULL)) != NULL &&
              mw_column_row_get_column (row) == moved);
  gtk_toggle_button_set_active (mw_ui_child (row, "pinned"), TRUE);
  g_assert_true (mw_column_get_pinned (moved));
  gtk_check_button_set_active (mw_ui_child (row, "shown"), !mw_column_get_visible (moved));
  g_assert_cmpstr (gtk_menu_button_get_label (mw_ui_child (page, "columns_button")), !=,
                   "C_olumns: 10 of 65");
  mw_grid_place_column (grid, moved, 0);
  mw_grid_place_column (grid, moved, 1000);
  g_assert_true (mw_grid_find_column (grid, mw_column_get_id (moved)) == moved);
  gtk_editable_set_text (mw_ui_child (popover, "search"), "");
  mw_ui_click (popover, "Usual Columns");
  g_assert_false (mw_column_get_pinned (moved));
  g_assert_cmpstr (gtk_menu_button_get_label (mw_ui_child (page, "columns_button")), ==,
                   "C_olumns: 10 of 65");
  g_clear_object (&moved);
  moved = g_list_model_get_item (columns, 0);
  g_assert_true (moved == first);
  gtk_menu_button_popdown (mw_ui_child (page, "columns_button"));
}

/* Under G_DEBUG=fatal-warnings: what the system sends never reaches Pango or GTK unchecked. */
static void
test_odd_values (void)
{
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);
  MwReading *reading = read_anew (&plant, PLANT_ODD);
  MwGrid *grid;
  GListModel *columns;
  GtkWidget *inspector = mw_ui_child (page, "inspector");

  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_DONE && get_n_shown (page) == 1);
  mw_ui_settle ();
  mw_grid_select (mw_records_page_get_grid (page), 0);
  gtk_widget_activate_action (mw_ui_grid (page), "grid.open", NULL);
  mw_ui_settle ();
  mw_ui_shot (plant.ui, "68-odd");
  /* The head counts what is wrong, and leads there. */
  g_assert_cmpstr (gtk_button_get_label (mw_ui_child (inspector, "problems")), ==, "1 problem");
  g_signal_emit_by_name (mw_ui_child (inspector, "problems"), "clicked");
  g_assert_cmpstr (
    mw_inspector_field_get_id (mw_fields_view_get_selected (mw_ui_child (inspector, "fields"))), ==,
    "order_date");

  mw_records_page_show_raw (page, TRUE);
  mw_ui_wait (mw_records_page_get_grid (page) && get_n_shown (page) == 1);
  grid = mw_records_page_get_grid (page);
  columns = mw_grid_get_columns (grid);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 65);
  g_assert_cmpuint (mw_grid_get_n_visible_columns (grid), ==, 10);
  mw_grid_select (grid, 0);
  adw_view_stack_set_visible_child_name (mw_ui_find (inspector, ADW_TYPE_VIEW_STACK, NULL), "raw");
  mw_ui_wait (mw_json_view_get_tree (mw_ui_child (mw_ui_child (inspector, "record"), "json")) != NULL);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (columns, i);

      g_assert_true (g_utf8_validate (mw_column_get_title (column), -1, NULL));
      g_assert_null (strstr (mw_column_get_title (column), "\xe2\x80\xae"));
      mw_column_set_visible (column, i >= 50 && i < 60);
    }
  mw_ui_settle ();
  g_assert_cmpuint (mw_grid_get_n_visible_columns (grid), ==, 10);
  mw_grid_reset_columns (grid);
  g_assert_cmpuint (mw_grid_get_n_visible_columns (grid), ==, 10);
  g_assert_cmpstr (gtk_menu_button_get_label (mw_ui_child (page, "columns_button")), ==,
                   "C_olumns: 10 of 65");
  check_chooser (page, grid);
  gtk_menu_button_popup (mw_ui_child (page, "columns_button"));
  mw_ui_shot_of (plant.ui, mw_ui_child (page, "columns"), "69-columns");
  gtk_menu_button_popdown (mw_ui_child (page, "columns_button"));
  mw_ui_shot (plant.ui, "69-odd-raw");
  plant_stop (&plant);
}

static double
get_scrolled (MwRecordsPage *page)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (mw_ui_grid (page))));
}

/* What is seen, chosen and selected is the same as in @before, which other rows have replaced. */
static void
check_place (MwRecordsPage *page, MwGrid *before, const char *selected, double scrolled)
{
  MwGrid *grid = mw_records_page_get_grid (page);

  g_assert_true (grid != before);
  mw_ui_wait (gtk_widget_get_width (mw_ui_grid (page)) > 0 && mw_grid_get_selected (grid) != NULL);
  g_assert_cmpstr (mw_row_get_cell (mw_grid_get_selected (grid), 0), ==, selected);
  g_assert_cmpfloat (get_scrolled (page), ==, scrolled);
  g_assert_cmpint (mw_column_get_width (mw_grid_find_column (grid, "vendor")), ==, 250);
  g_assert_true (mw_column_get_visible (mw_grid_find_column (grid, "memo")));
}

/* Rows that were read stay until newer ones are there; what was changed is said, and when all was compared.
 */
static void
test_refresh (void)
{
  Plant plant = { 0 };
  MwRecordsPage *page = plant_start (&plant);
  MwGrid *grid = mw_records_page_get_grid (page);
  MwReading *reading;
  GtkWidget *status = mw_ui_child (page, "status");
  g_autofree char *selected = NULL;
  g_autoptr (MwGrid) before = g_object_ref (grid);
  double scrolled;

  mw_ui_wait (get_n_shown (page) == N_ORDERS);
  mw_grid_select (grid, 300);
  mw_column_set_visible (mw_grid_find_column (grid, "memo"), TRUE);
  mw_column_set_width (mw_grid_find_column (grid, "vendor"), 250);
  selected = g_strdup (mw_row_get_cell (mw_grid_get_selected (grid), 0));
  mw_ui_wait (get_scrolled (page) > 1000);
  scrolled = get_scrolled (page);
  reading = refresh (&plant, PLANT_SIGNED_OUT);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_FAILED);
  g_assert_true (mw_records_page_get_grid (page) == grid);
  g_assert_cmpuint (get_n_shown (page), ==, N_ORDERS);
  g_assert_true (adw_banner_get_revealed (mw_ui_child (page, "banner")));
  g_assert_true (
    g_str_has_prefix (adw_banner_get_title (mw_ui_child (page, "banner")), "Not brought up to date: "));
  mw_ui_shot (plant.ui, "70-not-brought-up-to-date");

  reading = refresh (&plant, PLANT_SLOW);
  g_assert_cmpuint (get_n_shown (page), ==, N_ORDERS);
  mw_ui_click (page, "Cancel");
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_CANCELLED);
  g_assert_cmpuint (get_n_shown (page), ==, N_ORDERS);

  reading = refresh (&plant, PLANT_NORMAL);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_DONE);
  mw_ui_wait (strstr (get_status (page), "nothing changed") != NULL);
  g_assert_true (mw_records_page_get_grid (page) == grid);
  g_assert_false (adw_banner_get_revealed (mw_ui_child (page, "banner")));

  g_atomic_int_set (&plant.first_total, 77);
  reading = refresh (&plant, PLANT_NORMAL);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_DONE);
  mw_ui_wait (strstr (get_status (page), "1 changed") != NULL);
  mw_ui_wait (get_n_shown (page) == N_ORDERS);
  check_place (page, before, selected, scrolled);
  mw_records_page_show_raw (page, TRUE);
  mw_ui_wait (mw_records_page_get_grid (page) != NULL && get_n_shown (page) == N_ORDERS);
  mw_column_set_width (mw_grid_find_column (mw_records_page_get_grid (page), "STAT"), 321);

  g_atomic_int_set (&plant.n_gone, 3);
  gtk_widget_activate_action (GTK_WIDGET (plant.ui->window), "win.reconcile", NULL);
  reading = mw_records_page_get_reading (page);
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_DONE);
  mw_ui_wait (strstr (get_status (page), "3 no longer there") != NULL);
  mw_ui_wait (mw_records_page_get_grid (page) != NULL && get_n_shown (page) == N_ORDERS - 3);
  g_assert_cmpint (mw_column_get_width (mw_grid_find_column (mw_records_page_get_grid (page), "STAT")), ==,
                   321);
  mw_records_page_show_raw (page, FALSE);
  check_place (page, before, selected, scrolled);
  g_assert_true (g_str_has_prefix (gtk_widget_get_tooltip_text (status), "Last compared in full at "));
  mw_ui_shot (plant.ui, "71-compared");
  plant_stop (&plant);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/trouble/cancel", test_cancel);
  g_test_add_func ("/ui/trouble/kept", test_kept);
  g_test_add_func ("/ui/trouble/broken-off", test_broken_off);
  g_test_add_func ("/ui/trouble/limit", test_limit);
  g_test_add_func ("/ui/trouble/signed-out", test_signed_out);
  g_test_add_func ("/ui/trouble/nothing-to-show", test_nothing_to_show);
  g_test_add_func ("/ui/trouble/not-permitted", test_not_permitted);
  g_test_add_func ("/ui/trouble/odd-values", test_odd_values);
  g_test_add_func ("/ui/trouble/refresh", test_refresh);
  return mw_ui_test_run ();
}
