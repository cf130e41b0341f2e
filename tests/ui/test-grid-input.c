/* test-grid-input.c: the grid under a real pointer and keyboard, as the display sends them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdarg.h>

#include "mw-grid-fixture.h"

#define NO_ROW G_MAXUINT

static void xdotool (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Without a window manager the window stands in the corner of the display. */
static void
xdotool (const char *format, ...)
{
  g_autofree char *arguments = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  va_list list;
  int status;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);
  line = g_strconcat ("xdotool ", arguments, NULL);
  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static int
middle_x (GdkRectangle area)
{
  return area.x + area.width / 2;
}

static int
middle_y (GdkRectangle area)
{
  return area.y + area.height / 2;
}

static gboolean
is_at (MwGridFixture *self, guint row, const char *id)
{
  MwColumn *column = mw_grid_view_get_cursor_column (self->view);

  return mw_grid_view_get_cursor_row (self->view) == row && column &&
         g_str_equal (mw_column_get_id (column), id);
}

static gboolean
is_sorted_by (MwGridFixture *self, const char *first, gboolean descending, const char *second)
{
  guint n_sorts;
  const MwGridSort *sorts = mw_grid_view_get_order (self->view, &n_sorts);

  return n_sorts == (guint) ((first != NULL) + (second != NULL)) &&
         (!first ||
          (g_str_equal (mw_column_get_id (sorts[0].column), first) && sorts[0].descending == descending)) &&
         (!second || g_str_equal (mw_column_get_id (sorts[1].column), second));
}

static gboolean
has_copied (MwGridFixture *self, const char *expected)
{
  g_autofree char *text = mw_grid_fixture_read_clipboard (self);

  return g_str_equal (text, expected);
}

static gboolean
menu_is_open (MwGridFixture *self)
{
  GtkWidget *menu = mw_ui_find (self->view, GTK_TYPE_POPOVER_MENU, NULL);

  return menu && gtk_widget_get_mapped (menu);
}

static void
on_open (MwGrid *grid, guint *n_opened)
{
  (*n_opened)++;
}

static void
test_cells (void)
{
  MwGridFixture self = { 0 };
  GdkRectangle from, to;
  guint n_opened = 0;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  g_signal_connect (self.grid, "open", G_CALLBACK (on_open), &n_opened);
  from = mw_grid_fixture_get_area (&self, 3, "status");
  xdotool ("mousemove %d %d click 1", middle_x (from), middle_y (from));
  mw_ui_wait (is_at (&self, 3, "status"));
  xdotool ("key Down Right");
  mw_ui_wait (is_at (&self, 4, "title"));
  xdotool ("key Return");
  mw_ui_wait (n_opened == 1);
  xdotool ("key ctrl+End");
  mw_ui_wait (is_at (&self, 999, "total"));
  xdotool ("key ctrl+Home");
  mw_ui_wait (is_at (&self, 0, "remote_id"));

  from = mw_grid_fixture_get_area (&self, 1, "remote_id");
  to = mw_grid_fixture_get_area (&self, 3, "status");
  xdotool ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d mouseup 1", middle_x (from),
           middle_y (from), middle_x (from) + 40, middle_y (from) + 20, middle_x (to), middle_y (to));
  mw_ui_wait (is_at (&self, 3, "status"));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self.view)), "before");
  xdotool ("key ctrl+c");
  mw_ui_wait (has_copied (&self, "id-1\tClosed\nid-2\tOpen\nid-3\tClosed"));
  from = mw_grid_fixture_get_area (&self, 2, "status");
  xdotool ("mousemove %d %d keydown shift click 1 keyup shift", middle_x (from), middle_y (from));
  mw_ui_wait (is_at (&self, 2, "status"));
  xdotool ("key ctrl+shift+c");
  mw_ui_wait (has_copied (&self, "Record ID\tStatus\nid-1\tClosed\nid-2\tOpen"));
  xdotool ("key Down shift+space ctrl+c");
  mw_ui_wait (has_copied (&self, "id-3\tClosed\tPump 3, as long as a title of a record may well be\t3.50"));

  /* What the header offers, without a pointer. */
  xdotool ("key Right shift+F10");
  mw_ui_wait (menu_is_open (&self));
  xdotool ("key l");
  mw_ui_settle ();
  xdotool ("key d");
  mw_ui_wait (is_sorted_by (&self, "status", TRUE, NULL));
  mw_grid_fixture_stop (&self);
}

static void
test_titles (void)
{
  MwGridFixture self = { 0 };
  GdkRectangle area, other;
  int width;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  area = mw_grid_fixture_get_area (&self, NO_ROW, "status");
  xdotool ("mousemove %d %d click 1", middle_x (area), middle_y (area));
  mw_ui_wait (is_sorted_by (&self, "status", FALSE, NULL));
  other = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id");
  xdotool ("mousemove %d %d keydown shift click 1 keyup shift", middle_x (other), middle_y (other));
  mw_ui_wait (is_sorted_by (&self, "status", FALSE, "remote_id"));

  width = other.width;
  xdotool ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d mouseup 1", width - 1, 10, width + 20,
           10, width + 49, 10);
  mw_ui_wait (mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").width == width + 50);
  mw_ui_settle ();
  g_assert_true (is_sorted_by (&self, "status", FALSE, "remote_id"));

  other = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id");
  area = mw_grid_fixture_get_area (&self, NO_ROW, "status");
  xdotool ("mousemove %d %d mousedown 1 mousemove %d %d mousemove %d %d mouseup 1", middle_x (other), 10,
           middle_x (other) + 40, 12, area.x + area.width - 10, 12);
  mw_ui_wait (mw_grid_fixture_get_area (&self, NO_ROW, "status").x == 0);
  g_assert_true (is_sorted_by (&self, "status", FALSE, "remote_id"));

  area = mw_grid_fixture_get_area (&self, NO_ROW, "status");
  xdotool ("mousemove %d %d click 3", middle_x (area), middle_y (area));
  mw_ui_wait (menu_is_open (&self));
  mw_grid_fixture_stop (&self);
}

int
main (int argc, char **argv)
{
  g_autofree char *tool = g_find_program_in_path ("xdotool");
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  if (!tool)
    {
      g_print ("1..0 # SKIP xdotool is not installed\n");
      return 0;
    }
  /* Two clicks at one place are two, however slow the machine is. */
  g_object_set (gtk_settings_get_default (), "gtk-double-click-time", 1, NULL);
  g_test_add_func ("/grid-input/cells", test_cells);
  g_test_add_func ("/grid-input/titles", test_titles);
  return mw_ui_test_run ();
}
