/* test-grid-million.c: a million rows cost the window what ten thousand do
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is counted: widgets, row objects that live at once and that were made at all, from the first frame
 * over pages that come, sorts, searches and moves of the cursor. Who asks a model for every item is seen at
 * once. */

#include "mw-grid-fixture.h"

#define PAGE 1000

/* The first ones are those of the fixture. */
#define N_FEW  12
#define N_MANY 400

typedef struct
{
  guint n_widgets;
  guint n_asked;      /* how often the view was asked for an item */
  guint n_most_alive; /* row objects at once */
} Cost;

static gpointer (*real_get_item) (GListModel *model, guint position);
static guint n_asked;
static guint n_alive;
static guint n_most_alive;

static void
on_row_gone (gpointer data, GObject *row)
{
  n_alive--;
}

static gpointer
count_get_item (GListModel *model, guint position)
{
  gpointer row = real_get_item (model, position);

  n_asked++;
  if (row != NULL)
    {
      g_object_weak_ref (row, on_row_gone, NULL);
      n_alive++;
      n_most_alive = MAX (n_most_alive, n_alive);
    }
  return row;
}

/* Shared by all pages: a million rows of their own would only take time. */
static MwChunk *
make_page (guint n_columns)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (n_columns);

  for (guint i = 0; i < PAGE; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i * 7919 % PAGE);

      mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, i, -1 });
      mw_chunk_builder_set_cell (builder, 0, id, -1);
      mw_chunk_builder_set_cell (builder, 2, i % 2 == 0 ? "Pump" : "Valve", -1);
      mw_chunk_builder_set_cell (builder, n_columns - 1, "last", -1);
    }
  return mw_chunk_builder_finish (builder);
}

static void
append_pages (MwTable *table, MwChunk *page, guint n_pages)
{
  for (guint i = 0; i < n_pages; i++)
    mw_table_append (table, page);
}

static guint
get_n_items (MwGridFixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (self->grid)));
}

static void
look_around (MwGridFixture *self)
{
  mw_grid_fixture_draw (self);
  mw_grid_fixture_act (self, "grid.move", "bottom");
  mw_grid_fixture_draw (self);
  mw_grid_fixture_act (self, "grid.move", "page-up");
  mw_grid_fixture_act (self, "grid.move", "top");
  mw_grid_fixture_act (self, "grid.select-all", NULL);
  mw_grid_fixture_draw (self);
}

static void
use (MwGridFixture *self, MwTable *table, MwChunk *page, guint n_rows)
{
  MwView *view = mw_grid_get_view (self->grid);

  look_around (self);
  append_pages (table, page, 3);
  mw_ui_wait (get_n_items (self) == n_rows + 3 * PAGE);
  g_assert_true (mw_ui_await (mw_view_set_sort (view, 0, TRUE)));
  look_around (self);
  append_pages (table, page, 2);
  mw_ui_wait (get_n_items (self) == n_rows + 5 * PAGE);
  g_assert_true (mw_ui_await (mw_view_set_search (view, "pump")));
  g_assert_cmpuint (get_n_items (self), ==, (n_rows + 5 * PAGE) / 2);
  look_around (self);
  g_assert_true (mw_ui_await (mw_view_set_search (view, NULL)));
  g_assert_true (mw_ui_await (mw_view_set_sort (view, -1, FALSE)));
  look_around (self);
}

static void
measure (guint n_rows, guint n_columns, Cost *cost)
{
  MwGridFixture self = { 0 };
  MwTable *table = mw_grid_fixture_make_table (0, FALSE);
  g_autoptr (MwChunk) page = make_page (n_columns);
  guint n_most;

  for (guint i = MW_GRID_FIXTURE_N_COLUMNS; i < n_columns; i++)
    {
      g_autofree char *id = g_strdup_printf ("column %03u", i);

      mw_table_add_column (table, id, NULL, NULL);
    }
  append_pages (table, page, n_rows / PAGE);
  n_asked = n_most_alive = n_alive = 0;
  mw_grid_fixture_start (&self, table, TRUE);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (MwColumn) each = g_list_model_get_item (mw_grid_get_columns (self.grid), i);

      mw_column_set_visible (each, TRUE);
      mw_column_set_width (each, 100);
    }
  use (&self, table, page, n_rows);
  n_most = n_most_alive;
  *cost = (Cost) {
    .n_widgets = mw_ui_count_widgets (GTK_WIDGET (self.grid)),
    .n_asked = n_asked,
    .n_most_alive = n_most,
  };
  mw_grid_fixture_stop (&self);
  g_assert_cmpuint (n_alive, ==, 0);
}

static void
test_counts (void)
{
  Cost small, long_one, wide;

  measure (10 * PAGE, N_FEW, &small);
  measure (1000 * PAGE, N_FEW, &long_one);
  measure (10 * PAGE, N_MANY, &wide);
  g_test_message ("%u widgets, %u rows made, %u of them at once", small.n_widgets, small.n_asked,
                  small.n_most_alive);
  g_assert_cmpuint (small.n_widgets, <, 20);
  g_assert_cmpuint (long_one.n_widgets, ==, small.n_widgets);
  g_assert_cmpuint (wide.n_widgets, ==, small.n_widgets);
  /* One for each move of the cursor and each time rows change, and one or two live. */
  g_assert_cmpuint (small.n_asked, >, 0);
  g_assert_cmpuint (small.n_asked, <, 60);
  g_assert_cmpuint (long_one.n_asked, <, 60);
  g_assert_cmpuint (wide.n_asked, <, 60);
  g_assert_cmpuint (MAX (MAX (small.n_most_alive, long_one.n_most_alive), wide.n_most_alive), <=, 3);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);
  g_autoptr (MwTable) table = NULL;
  g_autoptr (MwView) view = NULL;
  GListModelInterface *iface;

  if (code >= 0)
    return code;
  table = mw_table_new ("t", "T");
  view = mw_view_new (table);
  iface = g_type_interface_peek (G_OBJECT_GET_CLASS (view), G_TYPE_LIST_MODEL);
  real_get_item = iface->get_item;
  iface->get_item = count_get_item;
  g_test_add_func ("/grid-million/counts", test_counts);
  return mw_ui_test_run ();
}
