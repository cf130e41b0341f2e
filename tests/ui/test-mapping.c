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

/* The fields that no column uses are the second section of what is shown. */
static GListStore *
find_unused (GtkWidget *mapping)
{
  GtkNoSelection *selection = GTK_NO_SELECTION (gtk_list_view_get_model (mw_ui_child (mapping, "list")));
  GtkFilterListModel *filtered = GTK_FILTER_LIST_MODEL (gtk_no_selection_get_model (selection));
  GtkFlattenListModel *all = GTK_FLATTEN_LIST_MODEL (gtk_filter_list_model_get_model (filtered));
  g_autoptr (GListStore) unused = g_list_model_get_item (gtk_flatten_list_model_get_model (all), 1);

  return unused;
}

static void
add_fields (GListStore *unused, guint n)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      MwFillCount count = { .n_filled = i, .samples = { (char *) "a", (char *) "b", NULL } };
      g_autofree char *title = g_strdup_printf ("deep.field_%u", i);
      MwMappingItem *item = mw_mapping_item_new (title, NULL, NULL, &count, 5200);

      mw_mapping_item_set_unused (item);
      mw_mapping_item_set_custom (item, "/deep", FALSE);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (unused, 0, g_list_model_get_n_items (G_LIST_MODEL (unused)), items->pdata, items->len);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer seen)
{
  *(gboolean *) seen = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_for_frame (GtkWidget *widget)
{
  gboolean seen = FALSE;

  gtk_widget_add_tick_callback (widget, on_frame, &seen, NULL);
  mw_ui_wait (seen);
}

/* A list of 2,000 fields has no more widgets than one of 300, wherever one looks. */
static void
check_many_fields (MwUiTest *test, GtkWidget *mapping)
{
  GtkWidget *list = mw_ui_child (mapping, "list");
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  GListStore *unused = find_unused (mapping);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  guint n_few, n_many, n_end;
  guint n_columns = g_list_model_get_n_items (shown) - g_list_model_get_n_items (G_LIST_MODEL (unused));
  add_fields (unused, 300);
  mw_ui_settle ();
  n_few = mw_ui_count_widgets (list);
  add_fields (unused, 2000);
  mw_ui_settle ();
  n_many = mw_ui_count_widgets (list);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, n_columns + 2000);
  /* Who scrolls stays there, as soon as the list knows how high its rows are. */
  for (guint n_there = 0; n_there < 12;)
    {
      n_there = gtk_adjustment_get_value (adjustment) > 1000 ? n_there + 1 : 0;
      if (n_there == 0)
        gtk_list_view_scroll_to (GTK_LIST_VIEW (list), n_columns + 1500, GTK_LIST_SCROLL_NONE, NULL);
      wait_for_frame (list);
    }
  n_end = mw_ui_count_widgets (list);
  g_test_message ("%u widgets for 300 fields, %u for 2000, %u at their end", n_few, n_many, n_end);
  g_assert_cmpuint (n_many, <=, n_few + n_few / 4);
  g_assert_cmpuint (n_end, <=, n_few * 2);
  mw_ui_shot (test, "87-mapping-2000-fields");

  gtk_editable_set_text (mw_ui_child (mapping, "search"), "field_1999");
  mw_ui_wait (g_list_model_get_n_items (shown) == 1);
  gtk_editable_set_text (mw_ui_child (mapping, "search"), "");
  mw_ui_wait (g_list_model_get_n_items (shown) == n_columns + 2000);
}

/* Who does not want to wait for the count sees what columns are made of, and can have it counted later. */
static void
check_cancel (GtkWidget *mapping, GListModel *shown)
{
  GtkButton *button = mw_ui_child (mapping, "count_button");
  GtkLabel *progress = mw_ui_child (mapping, "progress");
  MwMappingItem *number;

  mw_ui_wait (gtk_widget_get_visible (GTK_WIDGET (button)));
  g_assert_cmpstr (gtk_button_get_label (button), ==, "Cancel");
  g_assert_true (g_str_has_prefix (gtk_label_get_text (progress), "Counting: "));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (gtk_label_get_text (progress), ==, "Not counted");
  mw_ui_settle ();
  number = find_item (shown, "Number");
  g_assert_nonnull (number);
  g_assert_cmpstr (mw_mapping_item_get_fill (number), ==, "");
  g_assert_cmpuint (count_unused (shown), ==, 0);
  g_assert_cmpstr (gtk_button_get_label (button), ==, "Count");
  g_signal_emit_by_name (button, "clicked");
}

/* A field of each line of an order, as people write it, and how many orders have it. */
static void
check_nested (GListModel *shown)
{
  guint n_nested = 0;

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (shown, i);
      const char *path = mw_mapping_item_get_custom_path (item);

      if (!mw_mapping_item_is_unused (item))
        continue;
      g_test_message ("not used: %s (%s), %s: %s", mw_mapping_item_get_title (item), path,
                      mw_mapping_item_get_fill (item), mw_mapping_item_get_samples (item));
      g_assert_nonnull (path);
      n_nested += strchr (path + 1, '/') != NULL;
    }
  g_test_message ("%u stand in others", n_nested);
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
  check_cancel (mapping, shown);
  /* What columns are made of is there at once, and how often they have something a moment later. */
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "list") == 0);
  mw_ui_wait (!gtk_widget_get_visible (mw_ui_child (mapping, "count_button")));
  g_assert_cmpstr (gtk_label_get_text (mw_ui_child (mapping, "progress")), ==, "Counted in all 5200 records");
  n_unused = count_unused (shown);
  g_assert_cmpuint (n_unused, >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (shown) - n_unused, ==, mw_entity_get_n_fields (entity));
  check_nested (shown);
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
  /* From the heading on, and it stays so while it is drawn. */
  mw_ui_wait (gtk_adjustment_get_upper (gtk_scrollable_get_vadjustment (mw_ui_child (mapping, "list"))) >
              1000);
  mw_ui_wait (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (mw_ui_child (mapping, "list"))) <= 0);
  mw_ui_shot (test, "85-mapping");
  g_assert_cmpfloat (
    gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (mw_ui_child (mapping, "list"))), <=, 0);

  gtk_editable_set_text (mw_ui_child (mapping, "search"), "no such field");
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "nothing") == 0);
  gtk_editable_set_text (mw_ui_child (mapping, "search"), "vendor");
  mw_ui_wait (find_item (shown, "Vendor") && !find_item (shown, "Number"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "list");
  mw_ui_shot (test, "86-mapping-search");
  gtk_editable_set_text (mw_ui_child (mapping, "search"), "");
  mw_ui_wait (find_item (shown, "Number"));
  check_many_fields (test, mapping);

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
