/* test-grid-looks.c: what the grid draws: where numbers stand, how much of a text is laid out, and colours
 * that can be read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "mw-grid-fixture.h"
#include "mw-grid-view-private.h"

#define NO_ROW G_MAXUINT

/* As WCAG counts them. */
#define READABLE        4.5
#define READABLE_BETTER 7.0
#define SEEN            3.0

static const MwFieldValue statuses[] = { { "open", "Open", FALSE }, { "closed", "Closed", TRUE } };
static const MwFieldValue receipts[] = { { "none", "Nothing received", FALSE },
                                         { "partial", "Partly received", FALSE },
                                         { "full", "Fully received", FALSE } };
static const MwFieldValue bills[] = { { "none", "Not billed", FALSE },
                                      { "partial", "Partly billed", FALSE },
                                      { "full", "Fully billed", FALSE } };
static const MwField fields[] = {
  { .id = "status",
    .title = "Status",
    .type = MW_FIELD_TYPE_ENUM,
    .is_default = TRUE,
    .values = statuses,
    .n_values = G_N_ELEMENTS (statuses) },
  { .id = "title", .title = "Title", .type = MW_FIELD_TYPE_TEXT, .is_default = TRUE },
  { .id = "total", .title = "Total", .type = MW_FIELD_TYPE_MONEY, .is_default = TRUE },
  { .id = "receipt_status",
    .title = "Receipt",
    .type = MW_FIELD_TYPE_ENUM,
    .values = receipts,
    .n_values = G_N_ELEMENTS (receipts) },
  { .id = "billing_status",
    .title = "Billing",
    .type = MW_FIELD_TYPE_ENUM,
    .values = bills,
    .n_values = G_N_ELEMENTS (bills) },
};

/* The last of them could not be made. */
static const char *const rows[][G_N_ELEMENTS (fields)] = {
  { "open", "Pump", "1111.11", "partial", "full" },
  { "closed", "Valve", "8888.88", "full", "full" },
  { "closed", "Seal", "7.50", "none", "partial" },
  { "open", "Hose", "-12.00", "none", "none" },
  { "open", "Belt", NULL, NULL, NULL },
};

static void
start (MwGridFixture *self)
{
  MwTable *table = mw_table_new ("orders", "Orders");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (G_N_ELEMENTS (fields));
  g_autoptr (MwChunk) chunk = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    mw_table_add_column (table, fields[i].id, fields[i].title, &fields[i]);
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, row, -1 });
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        mw_chunk_builder_set_cell (builder, i, rows[row][i], -1);
    }
  mw_chunk_builder_add_problem (builder, 2, "not a number");
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  mw_grid_fixture_start (self, table, FALSE);
  mw_grid_fixture_draw (self);
}

typedef struct
{
  float x, y;       /* where the text begins, from the corner of the grid */
  gboolean is_text; /* else a filled rectangle: */
  graphene_rect_t bounds;
  GdkRGBA color; /* of a rectangle; what GTK 4.18 says of texts is none */
} Drawn;

static void
collect (GskRenderNode *node, float x, float y, GArray *drawn)
{
  Drawn each = { x, y, TRUE, GRAPHENE_RECT_INIT_ZERO, { 0 } };
  graphene_rect_t bounds;
  float dx, dy;

  gsk_render_node_get_bounds (node, &bounds);
  each.bounds = GRAPHENE_RECT_INIT (bounds.origin.x + x, bounds.origin.y + y, bounds.size.width,
                                    bounds.size.height);
  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        collect (gsk_container_node_get_child (node, i), x, y, drawn);
      break;
    case GSK_TRANSFORM_NODE:
      gsk_transform_to_translate (gsk_transform_node_get_transform (node), &dx, &dy);
      collect (gsk_transform_node_get_child (node), x + dx, y + dy, drawn);
      break;
    case GSK_CLIP_NODE:
      collect (gsk_clip_node_get_child (node), x, y, drawn);
      break;
    case GSK_ROUNDED_CLIP_NODE:
      collect (gsk_rounded_clip_node_get_child (node), x, y, drawn);
      break;
    case GSK_DEBUG_NODE:
      collect (gsk_debug_node_get_child (node), x, y, drawn);
      break;
    case GSK_TEXT_NODE:
      each.x += gsk_text_node_get_offset (node)->x;
      each.y += gsk_text_node_get_offset (node)->y;
      g_array_append_val (drawn, each);
      break;
    case GSK_COLOR_NODE:
      each.color = *gsk_color_node_get_color (node);
      each.is_text = FALSE;
      g_array_append_val (drawn, each);
      break;
    default:
      break;
    }
}

static GskRenderNode *
dup_node (MwGridFixture *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->view));
  GskRenderNode *node = NULL;

  while (!node)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      mw_ui_settle ();
      gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                              gdk_paintable_get_intrinsic_height (paintable));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  return node;
}

static GArray *
draw (MwGridFixture *self)
{
  g_autoptr (GskRenderNode) node = dup_node (self);
  GArray *drawn = g_array_new (FALSE, FALSE, sizeof (Drawn));

  collect (node, 0, 0, drawn);
  return drawn;
}

static gboolean
is_in (const Drawn *drawn, GdkRectangle area)
{
  return drawn->x >= area.x && drawn->x < area.x + area.width && drawn->y >= area.y &&
         drawn->y < area.y + area.height;
}

/* The text of a cell; the mark of what is cut would be another. */
static const Drawn *
find_text (GArray *drawn, GdkRectangle area)
{
  for (guint i = 0; i < drawn->len; i++)
    {
      const Drawn *each = &g_array_index (drawn, Drawn, i);

      if (each->is_text && is_in (each, area))
        return each;
    }
  g_assert_not_reached ();
}

static int
measure (MwGridFixture *self, guint row, const char *id)
{
  return mw_grid_cells_measure (self->view->cells, mw_grid_get_view (self->grid), row,
                                mw_grid_fixture_get_column (self, id));
}

static const char *
find_features (PangoLayout *layout)
{
  PangoAttrList *list = pango_layout_get_attributes (layout);
  GSList *attributes = list ? pango_attr_list_get_attributes (list) : NULL;
  const char *features = NULL;

  for (GSList *link = attributes; link; link = link->next)
    if (((PangoAttribute *) link->data)->klass->type == PANGO_ATTR_FONT_FEATURES)
      features = g_intern_string (((PangoAttrFontFeatures *) link->data)->features);
  g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);
  return features;
}

/* At the end of the line, digit below digit; also in lines that run from the right. */
static void
check_numbers (GtkTextDirection direction)
{
  MwGridFixture self = { 0 };
  g_autoptr (GArray) drawn = NULL;
  const MwGridCell *cell;
  gboolean is_mirrored = direction == GTK_TEXT_DIR_RTL;

  gtk_widget_set_default_direction (direction);
  start (&self);
  drawn = draw (&self);
  for (guint row = 0; row < 4; row++)
    {
      GdkRectangle area = mw_grid_fixture_get_area (&self, row, "total");
      GdkRectangle title = mw_grid_fixture_get_area (&self, row, "title");
      int padding = self.view->layout.padding;
      int width = measure (&self, row, "total");

      g_assert_cmpint ((int) find_text (drawn, area)->x, ==,
                       is_mirrored ? area.x + padding : area.x + area.width - padding - width);
      g_assert_cmpint ((int) find_text (drawn, title)->x, ==,
                       is_mirrored ? title.x + title.width - padding - measure (&self, row, "title")
                                   : title.x + padding);
    }
  g_assert_cmpint (measure (&self, 0, "total"), ==, measure (&self, 1, "total"));
  cell = mw_grid_cells_get (self.view->cells, mw_grid_get_view (self.grid), 0,
                            mw_grid_fixture_get_column (&self, "total"), 100);
  g_assert_cmpstr (find_features (cell->layout), ==, "tnum=1");
  cell = mw_grid_cells_get (self.view->cells, mw_grid_get_view (self.grid), 0,
                            mw_grid_fixture_get_column (&self, "title"), 100);
  g_assert_null (find_features (cell->layout));
  mw_grid_fixture_stop (&self);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_numbers (void)
{
  check_numbers (GTK_TEXT_DIR_LTR);
  check_numbers (GTK_TEXT_DIR_RTL);
}

/* Where it stands, and only what is news: of one that is closed, that nothing is missing is none. */
static void
test_chip (void)
{
  static const char *const chips[] = { "Open, partly received, fully billed", "Closed",
                                       "Closed, partly billed", "Open", "Open" };
  MwGridFixture self = { 0 };
  g_autoptr (GArray) drawn = NULL;
  GdkRectangle area;
  guint n_rounded = 0;

  start (&self);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "status"), 300);
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      g_autofree char *text = mw_grid_cells_dup_text (mw_grid_get_view (self.grid), row,
                                                      mw_grid_fixture_get_column (&self, "status"));

      g_assert_cmpstr (text, ==, chips[row]);
    }
  /* As plain as can be: one shape around one text. */
  drawn = draw (&self);
  area = mw_grid_fixture_get_area (&self, 0, "status");
  for (guint i = 0; i < drawn->len; i++)
    {
      const Drawn *each = &g_array_index (drawn, Drawn, i);

      n_rounded += !each->is_text && each->bounds.origin.x > area.x && each->bounds.origin.y > area.y &&
                   each->bounds.origin.y + each->bounds.size.height < area.y + area.height &&
                   each->bounds.origin.x + each->bounds.size.width < area.x + area.width;
    }
  g_assert_cmpuint (n_rounded, ==, 1);
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "grid-chips");
  mw_grid_fixture_stop (&self);
}

/* What Pango gets is what may be seen of it. */
static void
test_cut (void)
{
  MwGridFixture self = { 0 };
  MwTable *table = mw_grid_fixture_make_table (0, FALSE);
  g_autofree char *narrow = g_strnfill (1024 * 1024, 'i');
  g_autofree char *wide = g_strnfill (1024 * 1024, 'W');
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (4);
  g_autoptr (MwChunk) chunk = NULL;
  int widths[] = { 30, 120, 600 };

  for (guint row = 0; row < 2; row++)
    {
      mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, row, -1 });
      mw_chunk_builder_set_cell (builder, 2, row == 0 ? narrow : wide, -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  mw_grid_fixture_start (&self, table, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (guint row = 0; row < 2; row++)
      {
        const MwGridCell *cell;
        int length, width;

        mw_grid_cells_clear (self.view->cells);
        cell = mw_grid_cells_get (self.view->cells, mw_grid_get_view (self.grid), row,
                                  mw_grid_fixture_get_column (&self, "title"), widths[i]);
        length = (int) g_utf8_strlen (pango_layout_get_text (cell->layout), -1);
        g_assert_cmpint (length, >, 4);
        g_assert_cmpint (length, <=, MIN (widths[i] / 2 + 3, 257));
        g_assert_cmpint (cell->width, ==, widths[i]);
        g_assert_true (cell->is_cut);
        pango_layout_get_pixel_size (cell->layout, &width, NULL);
        g_assert_cmpint (width, <=, widths[i]);
        /* And all that can be seen is there. */
        if (row == 0)
          g_assert_cmpint (width, >, MIN (widths[i], 300) * 2 / 3);
      }
  mw_grid_fixture_stop (&self);
}

static double
get_light (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (GdkRGBA color)
{
  return 0.2126 * get_light (color.red) + 0.7152 * get_light (color.green) + 0.0722 * get_light (color.blue);
}

static GdkRGBA
lay_over (GdkRGBA top, GdkRGBA below)
{
  float alpha = top.alpha;

  return (GdkRGBA) { top.red * alpha + below.red * (1 - alpha), top.green * alpha + below.green * (1 - alpha),
                     top.blue * alpha + below.blue * (1 - alpha), 1 };
}

static double
get_contrast (GdkRGBA top, GdkRGBA below)
{
  double first = get_luminance (lay_over (top, below)), second = get_luminance (below);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/* What the window has where the grid draws nothing. */
static GdkRGBA
get_background (MwGridFixture *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->window));
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guchar *pixels = NULL;
  gsize stride, width, height;
  const guchar *pixel;

  while (!node)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      mw_ui_settle ();
      gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                              gdk_paintable_get_intrinsic_height (paintable));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node, NULL);
  width = (gsize) gdk_texture_get_width (texture);
  height = (gsize) gdk_texture_get_height (texture);
  stride = width * 4;
  pixels = g_malloc (stride * height);
  gdk_texture_download (texture, pixels, stride);
  /* Beside the corner, below the last row: B, G, R, A. */
  pixel = pixels + stride * (height - 40) + 4 * (width / 2);
  return (GdkRGBA) { pixel[2] / 255.0f, pixel[1] / 255.0f, pixel[0] / 255.0f, 1 };
}

/* Run once more for each look, which is chosen when the program starts. */
static void
check_colors (void)
{
  MwGridFixture self = { 0 };
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean is_contrast = strstr (g_getenv ("MW_SCREENSHOT_VARIANT"), "contrast") != NULL;
  gboolean is_dark = strstr (g_getenv ("MW_SCREENSHOT_VARIANT"), "dark") != NULL;
  double least = is_contrast ? READABLE_BETTER : READABLE;
  g_autoptr (GArray) drawn = NULL;
  guint n_lines = 0, n_bands = 0, n_selections = 0;
  GdkRGBA background, selected;
  MwGridColors colors;

  g_assert_cmpint (adw_style_manager_get_high_contrast (style), ==, is_contrast);
  g_assert_cmpint (adw_style_manager_get_dark (style), ==, is_dark);
  start (&self);
  background = get_background (&self);
  g_assert_true (get_luminance (background) < 0.1 ? is_dark : !is_dark);
  mw_grid_fixture_click_cell (&self, 1, "title", 1);
  mw_grid_fixture_act (&self, "grid.extend", "right");
  mw_grid_view_get_colors (self.view, &colors);
  selected = lay_over (colors.selection, lay_over (colors.band, background));
  g_assert_cmpfloat (get_contrast (colors.text, background), >=, least);
  g_assert_cmpfloat (get_contrast (colors.dim, background), >=, least);
  g_assert_cmpfloat (get_contrast (colors.problem, background), >=, READABLE);
  g_assert_cmpfloat (get_contrast (colors.text, lay_over (colors.band, background)), >=, least);
  g_assert_cmpfloat (get_contrast (colors.text, selected), >=, READABLE);
  g_assert_cmpfloat (get_contrast (colors.accent, background), >=, SEEN);
  g_assert_cmpfloat (get_contrast (colors.line, background), >=, is_contrast ? SEEN : 1.1);
  /* The marks of what is selected, and of the cursor's row, are seen beside each other. */
  g_assert_cmpfloat (get_contrast (selected, background), >=, is_contrast ? 1.5 : 1.2);

  drawn = draw (&self);
  for (guint i = 0; i < drawn->len; i++)
    {
      const Drawn *each = &g_array_index (drawn, Drawn, i);

      n_lines += !each->is_text && gdk_rgba_equal (&each->color, &colors.line);
      n_bands += !each->is_text && gdk_rgba_equal (&each->color, &colors.band) &&
                 each->bounds.size.width > 300;
      n_selections += !each->is_text && gdk_rgba_equal (&each->color, &colors.selection);
    }
  /* Below each row, behind each column and each title. */
  g_assert_cmpuint (n_lines, >=, G_N_ELEMENTS (rows) + 3 + 3);
  g_assert_cmpuint (n_bands, ==, 1);
  g_assert_cmpuint (n_selections, ==, 2);
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "grid-looks");
  mw_grid_fixture_stop (&self);
}

static void
test_colors (void)
{
  static const char *const looks[] = { "light-wide", "dark-wide", "light-wide-contrast",
                                       "dark-wide-contrast" };

  if (g_test_subprocess ())
    {
      check_colors ();
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_auto (GStrv)
        environment = g_environ_setenv (g_get_environ (), "MW_SCREENSHOT_VARIANT", looks[i], TRUE);

      g_test_message ("%s", looks[i]);
      g_test_trap_subprocess_with_envp (NULL, (const char *const *) environment, 0,
                                        G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
    }
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/grid-looks/numbers", test_numbers);
  g_test_add_func ("/grid-looks/chip", test_chip);
  g_test_add_func ("/grid-looks/cut", test_cut);
  g_test_add_func ("/grid-looks/colors", test_colors);
  return mw_ui_test_run ();
}
