/* test-mapping.c: the tab that says what each column is made of
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-mapping-item.h"
#include "mw-mapping-page.h"

static MwMappingItem *
find_item (GListModel *shown, const char *title)
{
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (shown, i);

      if (g_str_equal (mw_mapping_item_get_title (item), title))
        return item;
    }
  return NULL;
}

static guint
count_unused (GListModel *shown)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (shown, i);

      n += mw_mapping_item_is_unused (item);
    }
  return n;
}

static void
test_mapping (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = mw_ui_open_demo (test);
  GtkWidget *mapping = mw_ui_child (page, "mapping");
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (mw_ui_child (mapping, "list")));
  GtkStack *stack = mw_ui_child (mapping, "stack");
  MwEntity *entity = mw_records_page_get_entity (page);
  MwMappingItem *number, *status;
  guint n_unused;

  /* Nobody looks at it: nothing is counted. */
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 0);
  adw_toggle_group_set_active_name (mw_ui_child (page, "tabs"), "mapping");
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "list") == 0);
  n_unused = count_unused (shown);
  g_assert_cmpuint (n_unused, >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (shown) - n_unused, ==, mw_entity_get_n_fields (entity));
  number = find_item (shown, "Number");
  g_assert_nonnull (number);
  g_assert_cmpstr (mw_mapping_item_get_fill (number), ==, "5200 of 5200");
  g_assert_cmpstr (mw_mapping_item_get_paths (number), !=, "");
  g_assert_nonnull (strstr (mw_mapping_item_get_samples (number), " · "));
  status = find_item (shown, "Status");
  g_assert_nonnull (status);
  g_assert_nonnull (strstr (mw_mapping_item_get_rule (status), "translated by the table of "));
  /* What a column is made of is not among what is not used. */
  g_assert_false (mw_mapping_item_is_unused (number));
  g_assert_null (find_item (shown, mw_mapping_item_get_paths (number)));
  mw_ui_shot (test, "85-mapping");

  gtk_editable_set_text (mw_ui_child (mapping, "search"), "no such field");
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "nothing") == 0);
  gtk_editable_set_text (mw_ui_child (mapping, "search"), "vendor");
  mw_ui_wait (find_item (shown, "Vendor") && !find_item (shown, "Number"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "list");
  mw_ui_shot (test, "86-mapping-search");

  adw_toggle_group_set_active_name (mw_ui_child (page, "tabs"), "normalized");
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (mw_ui_child (page, "stack")), "grid") == 0);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/mapping", test_mapping);
  return mw_ui_test_run ();
}
