/* test-parent-record.c: where a value came from that is not in its own record, but in the one for which its
 * list was asked for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-fields-view.h"
#include "mw-inspector-field.h"
#include "mw-inspector.h"
#include "mw-json-view.h"
#include "mw-ladder.h"
#include "mw-origin-view.h"
#include "mw-record-server.h"
#include "mw-record-view.h"

typedef struct
{
  MwFixtureServer *server;
  MwRecordServer *items;
  MwRecordServer *stock;
  MwUiTest *test;
  MwConnection *connection;
} Pier;

static void
set_up (Pier *self)
{
  MwSystem *system;
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autofree char *url = NULL;

  self->server = mw_fixture_server_new ();
  self->items = mw_record_server_new (self->server, "/items");
  self->stock = mw_record_server_new (self->server, "/stock");
  mw_record_server_put (self->items, "1", "\"code\": \"B-100\", \"name\": \"Bolt M8\"");
  mw_record_server_put (self->items, "2", "\"code\": \"N-200\", \"name\": \"Nut M8\"");
  mw_record_server_put (self->stock, "1", "\"item\": \"B-100\", \"bin\": \"A1\", \"amount\": 40");
  mw_record_server_put (self->stock, "2", "\"item\": \"N-200\", \"bin\": \"A2\", \"amount\": 7");
  self->test = mw_ui_test_start ();
  system = mw_catalog_find (mw_engine_get_catalog (self->test->engine), "pier");
  draft = mw_draft_new (system);
  url = mw_fixture_server_dup_uri (self->server, NULL);
  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "key"));
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "key", "0123456789abcdef");
  ladder = mw_ladder_new (self->test->engine, draft);
  g_assert_true (mw_ui_await (mw_ladder_run (ladder)));
  self->connection = g_list_model_get_item (mw_engine_get_connections (self->test->engine), 0);
}

static void
tear_down (Pier *self)
{
  g_assert_true (mw_ui_await (mw_engine_disconnect (self->test->engine, self->connection)));
  g_clear_object (&self->connection);
  mw_ui_test_stop (self->test);
  mw_record_server_free (self->items);
  mw_record_server_free (self->stock);
  mw_fixture_server_free (self->server);
}

static MwJsonView *
get_json (GtkWidget *inspector)
{
  return mw_ui_child (mw_ui_child (inspector, "record"), "json");
}

static void
select_field (GtkWidget *inspector, const char *title)
{
  GListModel *fields = G_LIST_MODEL (
    gtk_list_view_get_model (mw_ui_child (mw_ui_child (inspector, "fields"), "list")));

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (MwInspectorField) field = g_list_model_get_item (fields, i);

      if (g_str_equal (mw_inspector_field_get_title (field), title))
        gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (fields), i);
    }
}

static const char *
get_words (GtkWidget *view, const char *name)
{
  GtkWidget *origin = mw_ui_child (view, name);

  return gtk_widget_get_visible (origin) ? mw_origin_view_get_text (MW_ORIGIN_VIEW (origin)) : NULL;
}

/* The address that leads into another record. */
static GtkButton *
find_address (GtkWidget *inspector)
{
  GtkWidget *origin = mw_ui_child (mw_ui_child (inspector, "fields"), "origin");
  GtkWidget *child = gtk_widget_get_first_child (mw_ui_child (origin, "addresses"));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (child), "mw-record")) > 0)
      return GTK_BUTTON (child);
  return NULL;
}

static guint
count_lit (GtkWidget *inspector)
{
  MwJsonTree *tree = mw_json_view_get_tree (get_json (inspector));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tree)); i++)
    {
      g_autoptr (MwJsonRow) row = g_list_model_get_item (G_LIST_MODEL (tree), i);

      n += mw_json_tree_get_light (tree, row) == MW_JSON_LIT;
    }
  return n;
}

static void
test_parent_record (void)
{
  Pier pier = { NULL };
  MwRecordsPage *page;
  GtkWidget *inspector, *record;
  MwGrid *grid;
  GtkButton *address;

  set_up (&pier);
  mw_window_show_entity (pier.test->window, pier.connection,
                         mw_model_find (mw_engine_get_model (pier.test->engine), "stock_level"));
  mw_ui_show_content (pier.test);
  mw_ui_wait ((page = mw_window_get_records_page (pier.test->window)) != NULL);
  mw_ui_wait ((grid = mw_records_page_get_grid (page)) != NULL &&
              g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) == 2);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  inspector = mw_ui_child (page, "inspector");
  record = mw_ui_child (inspector, "record");
  mw_grid_select (grid, 1);
  mw_records_page_toggle_inspector (page);
  mw_ui_wait (mw_json_view_get_tree (get_json (inspector)) != NULL);

  /* Made of the item's name and of its own bin. */
  select_field (inspector, "Item");
  mw_ui_wait (get_words (mw_ui_child (inspector, "fields"), "origin") != NULL);
  g_test_message ("%s", get_words (mw_ui_child (inspector, "fields"), "origin"));
  g_assert_nonnull (
    strstr (get_words (mw_ui_child (inspector, "fields"), "origin"), "that it was asked for"));
  mw_ui_wait ((address = find_address (inspector)) != NULL);
  mw_ui_shot (pier.test, "98-origin-of-parent");
  g_signal_emit_by_name (address, "clicked");
  mw_ui_wait (gtk_drop_down_get_selected (mw_ui_child (record, "records")) > 0 &&
              mw_json_view_get_selected (get_json (inspector)) != NULL &&
              get_words (record, "raw_origin") != NULL);
  /* The item of that row, and not the first one. */
  g_assert_cmpstr (get_words (record, "raw_origin"), ==, "Used for: Item");
  g_assert_cmpuint (count_lit (inspector), >=, 1);
  mw_json_view_select (get_json (inspector), "/code");
  mw_ui_wait (g_strcmp0 (get_words (record, "raw_origin"), "Used for: Item code") == 0);
  mw_ui_shot (pier.test, "98-parent-record");
  tear_down (&pier);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/parent-record", test_parent_record);
  return mw_ui_test_run ();
}
