/* test-grid-touch.c: the grid under a finger
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-finger.h"
#include "mw-grid-fixture.h"

#define NO_ROW  G_MAXUINT
#define STEP    8 /* pixels of a move */
#define FOREVER 60000

static MwFinger *finger;
static double last_x, last_y; /* of a drag */

static double
get_value (MwGridFixture *self, gboolean is_vertical)
{
  GtkScrollable *view = GTK_SCROLLABLE (self->view);

  return gtk_adjustment_get_value (is_vertical ? gtk_scrollable_get_vadjustment (view)
                                               : gtk_scrollable_get_hadjustment (view));
}

/* From the middle of a cell by so many pixels, each step so many milliseconds after the other; the finger
 * stays down. */
static void
drag (MwGridFixture *self, guint row, const char *id, int dx, int dy, guint pace)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GdkRectangle area = mw_grid_fixture_get_area (self, row, id);
  double x = area.x + area.width / 2.0, y = area.y + area.height / 2.0;
  int n_steps = MAX (ABS (dx), ABS (dy)) / STEP;

  mw_finger_down (finger, view, x, y, 500);
  for (int i = 1; i <= n_steps; i++)
    mw_finger_move (finger, view, x + dx * i / (double) n_steps, y + dy * i / (double) n_steps, pace);
  last_x = x + dx;
  last_y = y + dy;
}

/* At rest for a moment, so that nothing goes on by itself. */
static void
lift (MwGridFixture *self)
{
  mw_finger_up (finger, GTK_WIDGET (self->view), last_x, last_y, 1000);
}

static void
test_scroll (void)
{
  MwGridFixture self = { 0 };
  double value;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "title"), 2000);
  mw_grid_fixture_draw (&self);
  drag (&self, 10, "status", 0, -200, 20);
  mw_ui_wait (get_value (&self, TRUE) > 150);
  g_assert_cmpfloat (get_value (&self, TRUE), <, 201);
  lift (&self);
  /* It was no selection. */
  g_assert_cmpuint (mw_grid_view_get_cursor_row (self.view), ==, NO_ROW);
  value = get_value (&self, TRUE);
  drag (&self, 12, "status", 0, 100, 20);
  mw_ui_wait (get_value (&self, TRUE) < value - 50);
  lift (&self);
  g_assert_cmpfloat (get_value (&self, FALSE), ==, 0);
  drag (&self, 10, "status", -200, 0, 20);
  mw_ui_wait (get_value (&self, FALSE) > 150);
  lift (&self);
  g_assert_cmpuint (mw_grid_view_get_cursor_row (self.view), ==, NO_ROW);
  mw_grid_fixture_stop (&self);
}

/* Thrown, it goes on after the finger is gone, and comes to rest. */
static void
test_throw (void)
{
  MwGridFixture self = { 0 };
  double lifted, value = -1;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (10000, FALSE), FALSE);
  mw_grid_fixture_draw (&self);
  drag (&self, 12, "status", 0, -240, 8);
  lifted = get_value (&self, TRUE);
  mw_finger_up (finger, GTK_WIDGET (self.view), last_x, last_y, 1);
  mw_ui_wait (get_value (&self, TRUE) > lifted + 200);
  while (get_value (&self, TRUE) != value)
    {
      value = get_value (&self, TRUE);
      for (guint i = 0; i < 3; i++)
        mw_grid_fixture_draw (&self);
      mw_ui_settle ();
    }
  g_assert_cmpuint (mw_grid_view_get_cursor_row (self.view), ==, NO_ROW);
  mw_grid_fixture_stop (&self);
}

static void
tap (MwGridFixture *self, guint row, const char *id, guint after)
{
  GdkRectangle area = mw_grid_fixture_get_area (self, row, id);
  double x = area.x + area.width / 2.0, y = area.y + area.height / 2.0;

  mw_finger_down (finger, GTK_WIDGET (self->view), x, y, after);
  mw_finger_up (finger, GTK_WIDGET (self->view), x, y, 20);
}

static void
on_open (MwGrid *grid, guint *n_opened)
{
  (*n_opened)++;
}

static gboolean
is_menu_open (MwGridFixture *self)
{
  GtkWidget *menu = mw_ui_find (self->view, GTK_TYPE_POPOVER_MENU, NULL);

  return menu && gtk_widget_get_mapped (menu);
}

static void
test_tap (void)
{
  MwGridFixture self = { 0 };
  guint n_opened = 0, n_sorts = 0;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  g_signal_connect (self.grid, "open", G_CALLBACK (on_open), &n_opened);
  tap (&self, 6, "title", 1000);
  mw_ui_wait (mw_grid_view_get_cursor_row (self.view) == 6);
  mw_grid_fixture_assert_cursor (&self, 6, "title");
  g_assert_cmpuint (n_opened, ==, 0);
  tap (&self, 6, "title", 50);
  mw_ui_wait (n_opened == 1);
  tap (&self, 4, "status", 1000);
  mw_ui_wait (mw_grid_view_get_cursor_row (self.view) == 4);
  mw_grid_fixture_assert_cursor (&self, 4, "status");
  g_assert_cmpuint (n_opened, ==, 1);
  g_assert_cmpfloat (get_value (&self, TRUE), ==, 0);
  tap (&self, NO_ROW, "total", 1000);
  mw_ui_wait ((mw_grid_view_get_order (self.view, &n_sorts), n_sorts) == 1);
  mw_grid_fixture_stop (&self);
}

/* Held, it opens the menu of what is below it. */
static void
test_hold (void)
{
  MwGridFixture self = { 0 };
  GdkRectangle area;
  guint n_sorts;

  g_object_set (gtk_settings_get_default (), "gtk-long-press-time", 100, NULL);
  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  area = mw_grid_fixture_get_area (&self, 5, "status");
  last_x = area.x + 20;
  last_y = area.y + 10;
  mw_finger_down (finger, GTK_WIDGET (self.view), last_x, last_y, 1000);
  mw_ui_wait (is_menu_open (&self));
  mw_grid_fixture_assert_cursor (&self, 5, "status");
  gtk_popover_popdown (mw_ui_find (self.view, GTK_TYPE_POPOVER_MENU, NULL));
  mw_ui_wait (!is_menu_open (&self));
  lift (&self);
  area = mw_grid_fixture_get_area (&self, NO_ROW, "title");
  last_x = area.x + 20;
  last_y = area.y + 10;
  mw_finger_down (finger, GTK_WIDGET (self.view), last_x, last_y, 1000);
  mw_ui_wait (is_menu_open (&self));
  mw_grid_fixture_act (&self, "grid.pin-column", NULL);
  g_assert_true (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "title")));
  gtk_popover_popdown (mw_ui_find (self.view, GTK_TYPE_POPOVER_MENU, NULL));
  mw_ui_wait (!is_menu_open (&self));
  lift (&self);
  mw_grid_fixture_assert_cursor (&self, 5, "status");
  mw_ui_settle ();
  mw_grid_view_get_order (self.view, &n_sorts);
  g_assert_cmpuint (n_sorts, ==, 0);
  g_object_set (gtk_settings_get_default (), "gtk-long-press-time", FOREVER, NULL);
  mw_grid_fixture_stop (&self);
}

/* Titles do not scroll: they are dragged, and so are their edges. */
static void
test_titles (void)
{
  MwGridFixture self = { 0 };
  GdkRectangle area, other;
  GtkWidget *view;
  guint n_sorts;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  view = GTK_WIDGET (self.view);
  /* More than there is room for: it could scroll. */
  mw_column_set_width (mw_grid_fixture_get_column (&self, "title"), 2000);
  mw_grid_fixture_draw (&self);
  area = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id");
  mw_finger_down (finger, view, area.width - 1, 10, 1000);
  mw_finger_move (finger, view, area.width + 20, 10, 20);
  mw_finger_move (finger, view, area.width + 49, 10, 20);
  mw_finger_up (finger, view, area.width + 49, 10, 20);
  mw_ui_wait (mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").width == area.width + 50);
  other = mw_grid_fixture_get_area (&self, NO_ROW, "status");
  mw_finger_down (finger, view, 20, 10, 1000);
  mw_finger_move (finger, view, 60, 12, 20);
  mw_finger_move (finger, view, other.x + other.width - 10, 12, 20);
  mw_finger_up (finger, view, other.x + other.width - 10, 12, 20);
  mw_ui_wait (mw_grid_fixture_get_area (&self, NO_ROW, "status").x == 0);
  g_assert_cmpfloat (get_value (&self, FALSE), ==, 0);
  /* Neither was a tap. */
  mw_ui_settle ();
  mw_grid_view_get_order (self.view, &n_sorts);
  g_assert_cmpuint (n_sorts, ==, 0);
  tap (&self, NO_ROW, "status", 1000);
  mw_ui_wait ((mw_grid_view_get_order (self.view, &n_sorts), n_sorts) == 1);
  mw_grid_fixture_stop (&self);
}

int
main (int argc, char **argv)
{
  int code;

  finger = mw_finger_new ();
  if (!finger)
    {
      g_print ("1..0 # SKIP gtk4-broadwayd is not installed: it is the only display that has a finger\n");
      return 0;
    }
  code = mw_ui_test_init (&argc, &argv);
  if (code >= 0)
    return code;
  mw_finger_connect (finger, 1280, 900);
  /* Two taps at one place belong together, and nothing is held that is not meant to be, however slow the
   * machine is. */
  g_object_set (gtk_settings_get_default (), "gtk-double-click-time", FOREVER, "gtk-long-press-time", FOREVER,
                NULL);
  g_test_add_func ("/grid-touch/scroll", test_scroll);
  g_test_add_func ("/grid-touch/throw", test_throw);
  g_test_add_func ("/grid-touch/tap", test_tap);
  g_test_add_func ("/grid-touch/hold", test_hold);
  g_test_add_func ("/grid-touch/titles", test_titles);
  code = mw_ui_test_run ();
  mw_finger_free (finger);
  return code;
}
