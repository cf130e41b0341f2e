/* mw-server-window.c: the real window, connected to a real server, for the scripts beside it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-server-window.h"

#include "mw-form-page.h"

static JsonNode *
read_order (void)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *order;

  g_io_channel_read_to_end (input, &text, NULL, &error);
  g_assert_no_error (error);
  order = json_from_string (text, &error);
  g_assert_no_error (error);
  return order;
}

static void
type (JsonObject *object, const char *name, JsonNode *value, gpointer form)
{
  mw_form_page_type (form, name, json_node_get_string (value));
}

MwConnection *
mw_server_window_connect (MwUiTest *test, JsonObject *order)
{
  MwConnectDialog *dialog = mw_connect_dialog_new (test->engine);
  MwFormPage *form = mw_ui_child (dialog, "form_page");
  MwConnection *connection;
  GtkWidget *go_on = NULL;

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (test->window));
  mw_connect_dialog_choose (dialog, mw_catalog_find (mw_engine_get_catalog (test->engine),
                                                     json_object_get_string_member (order, "system")));
  mw_form_page_choose_sign_in (form, json_object_get_string_member (order, "sign_in"));
  json_object_foreach_member (json_object_get_object_member (order, "values"), type, form);
  mw_ui_settle ();
  mw_ui_click (dialog, "Connect");
  do
    {
      mw_ui_wait (mw_ui_find (dialog, GTK_TYPE_BUTTON, "Load") != NULL ||
                  (go_on = mw_ui_find (dialog, GTK_TYPE_BUTTON, "Go On")) != NULL);
      if (go_on != NULL)
        g_signal_emit_by_name (g_steal_pointer (&go_on), "clicked");
      mw_ui_settle ();
    }
  while (mw_ui_find (dialog, GTK_TYPE_BUTTON, "Load") == NULL);
  connection = g_list_model_get_item (mw_engine_get_connections (test->engine), 0);
  mw_ui_load (test);
  return connection;
}

MwRecordsPage *
mw_server_window_show (MwUiTest *test, MwConnection *connection, MwEntity *entity)
{
  MwRecordsPage *page;
  MwReading *reading;

  mw_window_show_entity (test->window, connection, entity);
  mw_ui_show_content (test);
  mw_ui_wait ((page = mw_window_get_records_page (test->window)) != NULL &&
              mw_records_page_get_entity (page) == entity);
  mw_ui_wait ((reading = mw_records_page_get_reading (page)) != NULL &&
              mw_reading_get_state (reading) >= MW_READING_DONE);
  return page;
}

void
mw_server_window_write (JsonObject *order, JsonBuilder *out)
{
  g_autoptr (JsonNode) root = json_builder_get_root (out);
  g_autofree char *text = json_to_string (root, FALSE);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (json_object_get_string_member (order, "out"), text, -1, &error);
  g_assert_no_error (error);
}

int
mw_server_window_main (int argc, char **argv, const char *name, GTestFunc test, JsonObject **order)
{
  g_autoptr (JsonNode) node = NULL;
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  node = read_order ();
  *order = json_node_get_object (node);
  g_test_add_func (name, test);
  return mw_ui_test_run ();
}
