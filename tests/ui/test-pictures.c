/* test-pictures.c: the pictures of data/screenshots, of the demo plant; build-aux/screenshots keeps them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-inspector-field.h"
#include "mw-records-page.h"

#define WIDTH         1200
#define HEIGHT        780
#define NARROW_WIDTH  400
#define NARROW_HEIGHT 760

typedef struct
{
  MwUiTest *test;
  const char *variant;
  gboolean is_narrow;
} Studio;

/* What is still drawn or on its way comes to rest: a view that was just made is measured in its first frames.
 */
static void
rest (void)
{
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;

  while (g_get_monotonic_time () < until)
    mw_ui_step (G_MAXINT64, "", "");
}

static GskRenderNode *
draw (GdkPaintable *paintable)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  return gtk_snapshot_free_to_node (snapshot);
}

/* Without the frame that a window has where nothing composites: what a person sees in it. */
static void
take (Studio *studio, const char *name)
{
  GtkWidget *window = GTK_WIDGET (studio->test->window);
  GtkWidget *inside = gtk_window_get_child (GTK_WINDOW (window));
  const int width = gtk_widget_get_width (inside), height = gtk_widget_get_height (inside);
  const char *directory = g_getenv ("MW_PICTURE_DIR");
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, studio->variant);
  g_autofree char *path = directory ? g_build_filename (directory, file, NULL) : NULL;
  graphene_rect_t bounds;

  rest ();
  mw_ui_wait ((node = draw (paintable)) != NULL);
  graphene_rect_init (&bounds, (float) (gdk_paintable_get_intrinsic_width (paintable) - width) / 2,
                      (float) (gdk_paintable_get_intrinsic_height (paintable) - height) / 2, (float) width,
                      (float) height);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &bounds);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, studio->is_narrow ? NARROW_WIDTH : WIDTH);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, studio->is_narrow ? NARROW_HEIGHT : HEIGHT);
  if (path)
    g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* The size of a window counts its frame. */
static void
set_size (Studio *studio)
{
  GtkWindow *window = GTK_WINDOW (studio->test->window);
  GtkWidget *inside = gtk_window_get_child (window);
  const int width = studio->is_narrow ? NARROW_WIDTH : WIDTH;
  const int height = studio->is_narrow ? NARROW_HEIGHT : HEIGHT;

  gtk_window_set_default_size (window, width, height);
  rest ();
  gtk_window_set_default_size (window, 2 * width - gtk_widget_get_width (inside),
                               2 * height - gtk_widget_get_height (inside));
  mw_ui_wait (gtk_widget_get_width (inside) == width && gtk_widget_get_height (inside) == height);
}

/* The rows that one sees first are the newest, as somebody who works with them has it. */
static MwRecordsPage *
open_records (Studio *studio)
{
  MwRecordsPage *page = mw_ui_open_demo (studio->test);
  MwGrid *grid = mw_records_page_get_grid (page);

  mw_grid_view_sort (mw_grid_get_grid_view (grid), mw_grid_find_column (grid, "order_date"), TRUE, FALSE);
  mw_ui_wait (!mw_grid_is_searching (grid));
  adw_navigation_split_view_set_show_content (mw_ui_child (studio->test->window, "split"), TRUE);
  return page;
}

/* A field that says where it came from. */
static void
select_field (MwRecordsPage *page, const char *title)
{
  gpointer view = mw_ui_child (mw_ui_child (page, "inspector"), "fields");
  GtkListView *list = mw_ui_child (view, "list");
  GListModel *fields;

  mw_ui_wait ((fields = G_LIST_MODEL (gtk_list_view_get_model (list))) != NULL);
  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (fields, i);

      if (!MW_IS_INSPECTOR_FIELD (item) ||
          !g_str_equal (mw_inspector_field_get_title (MW_INSPECTOR_FIELD (item)), title))
        continue;
      gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (fields), i);
      mw_ui_wait (gtk_widget_get_visible (mw_ui_child (view, "origin")));
      return;
    }
  g_error ("There is no field %s", title);
}

static void
test_pictures (gconstpointer variant)
{
  Studio studio = { .variant = variant, .is_narrow = g_str_equal (variant, "narrow") };
  MwRecordsPage *page;

  studio.test = mw_ui_test_start ();
  set_size (&studio);
  page = open_records (&studio);
  take (&studio, "records");
  mw_grid_select (mw_records_page_get_grid (page), 15);
  mw_records_page_toggle_inspector (page);
  select_field (page, "Status");
  take (&studio, "details");
  mw_records_page_toggle_inspector (page);
  gtk_widget_activate_action (GTK_WIDGET (studio.test->window), "win.add-system", NULL);
  mw_ui_wait (mw_ui_dialog (studio.test) != NULL);
  take (&studio, "systems");
  adw_dialog_force_close (mw_ui_dialog (studio.test));
  mw_ui_test_stop (studio.test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);
  const char *variant = argc > 1 ? argv[1] : "light";
  g_autofree char *path = NULL;

  if (code >= 0)
    return code;
  if (g_str_equal (variant, "dark"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  path = g_strconcat ("/ui/pictures/", variant, NULL);
  g_test_add_data_func (path, variant, test_pictures);
  return mw_ui_test_run ();
}
