/* mw-grid-cells.c: the texts of the cells that are seen, laid out once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-cells.h"

#include <string.h>

#include "mw-reference-shown.h"

/* About what a large screen shows of a narrow-columned table; more is thrown away with the next frame. */
#define MAX_KEPT 6000
#define NO_ROW   G_MAXUINT         /* the header */
#define RANKS    (G_MAXUINT32 / 2) /* no table has that many columns */
/* Longer texts are cut before anything measures them. */
#define MAX_CHARS 256

struct _MwGridCells
{
  GtkWidget *widget; /* not owned: it owns this */
  GHashTable *cells; /* of Kept, by its key */
  PangoAttrList *numbers;
  PangoAttrList *headers;
  PangoAttrList *ranks;
  int narrow; /* pixels of a narrow letter; 0: not known yet */
};

typedef struct
{
  guint64 key;
  guint row;
  MwGridCell cell;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->cell.layout);
  g_free (kept);
}

/* Row and column are small numbers: as they are they would share few buckets. */
static guint
hash_key (gconstpointer key)
{
  return (guint) ((*(const guint64 *) key * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> 32);
}

/**
 * mw_grid_cells_new:
 * @widget: whose font and direction the texts have; it must live longer
 *
 * Returns: (transfer full): no texts yet
 */
MwGridCells *
mw_grid_cells_new (GtkWidget *widget)
{
  MwGridCells *self = g_new0 (MwGridCells, 1);

  self->widget = widget;
  self->cells = g_hash_table_new_full (hash_key, g_int64_equal, NULL, kept_free);
  self->numbers = pango_attr_list_new ();
  pango_attr_list_insert (self->numbers, pango_attr_font_features_new ("tnum=1"));
  self->headers = pango_attr_list_new ();
  pango_attr_list_insert (self->headers, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  self->ranks = pango_attr_list_new ();
  pango_attr_list_insert (self->ranks, pango_attr_scale_new (PANGO_SCALE_SMALL));
  return self;
}

/**
 * mw_grid_cells_free:
 * @self: (transfer full): the texts
 */
void
mw_grid_cells_free (MwGridCells *self)
{
  g_hash_table_unref (self->cells);
  pango_attr_list_unref (self->numbers);
  pango_attr_list_unref (self->headers);
  pango_attr_list_unref (self->ranks);
  g_free (self);
}

/**
 * mw_grid_cells_clear:
 * @self: the texts
 *
 * Forgets all: rows stand elsewhere, a column has another width, the font changed.
 */
void
mw_grid_cells_clear (MwGridCells *self)
{
  g_hash_table_remove_all (self->cells);
  self->narrow = 0;
}

static PangoLayout *
lay_out (MwGridCells *self, const char *text, PangoAttrList *attributes)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->widget, text);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* As many characters as may be seen in @width, when all of them are narrow, and one that is cut. */
static guint
get_room (MwGridCells *self, int width)
{
  if (self->narrow == 0)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->widget, "iiii");

      pango_layout_get_pixel_size (layout, &self->narrow, NULL);
      self->narrow = MAX (self->narrow / 4, 1);
    }
  return (guint) MIN (MAX (width, 0) / self->narrow + 2, MAX_CHARS);
}

static const char *
get_text (MwView *rows, guint row, MwColumn *column, gsize *length, const char **problem)
{
  MwGeneration *generation = mw_view_get_generation (rows);
  guint number = mw_view_get_number (rows, row);

  *problem = mw_generation_get_problem (generation, number, mw_column_get_index (column));
  *length = 0;
  return mw_generation_get_cell (generation, number, mw_column_get_index (column), length);
}

static char *
dup_text (MwView *rows, guint row, MwColumn *column, guint max_chars, gboolean *is_problem)
{
  const char *problem;
  gsize length;
  const char *text = get_text (rows, row, column, &length, &problem);
  g_autofree char *shown = mw_column_dup_shown (column, text, length, max_chars);

  *is_problem = problem != NULL;
  if (!*shown && problem)
    return g_strdup ("⚠");
  if (!text)
    {
      char *id = mw_reference_dup_shown (column, mw_view_get_generation (rows),
                                         mw_view_get_number (rows, row), max_chars);

      return id ? id : g_steal_pointer (&shown);
    }
  if (*shown && mw_column_is_chip (column))
    return mw_column_dup_chip (column, shown, mw_view_get_generation (rows), mw_view_get_number (rows, row));
  return g_steal_pointer (&shown);
}

static PangoLayout *
lay_out_cell (MwGridCells *self,
              MwView *rows,
              guint row,
              MwColumn *column,
              guint max_chars,
              gboolean *is_problem)
{
  g_autofree char *text = dup_text (rows, row, column, max_chars, is_problem);

  return lay_out (self, text,
                  mw_column_is_number (column) || mw_column_is_date (column) ? self->numbers : NULL);
}

/* Ellipses cost several times the plain layout, so only what does not fit gets them. */
static void
fit (MwGridCell *cell, int width)
{
  pango_layout_get_pixel_size (cell->layout, &cell->width, &cell->height);
  width = MAX (width, 0);
  if (cell->width <= width)
    return;
  pango_layout_set_width (cell->layout, width * PANGO_SCALE);
  pango_layout_set_ellipsize (cell->layout, PANGO_ELLIPSIZE_END);
  cell->width = width;
  cell->is_cut = TRUE;
}

static const MwGridCell *
find (MwGridCells *self, guint row, guint column)
{
  guint64 key = (guint64) row << 32 | column;
  Kept *kept = g_hash_table_lookup (self->cells, &key);

  return kept ? &kept->cell : NULL;
}

/* Takes @layout. */
static const MwGridCell *
keep (MwGridCells *self, guint row, guint column, PangoLayout *layout, gboolean is_problem, int width)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->key = (guint64) row << 32 | column;
  kept->row = row;
  kept->cell.layout = layout;
  kept->cell.is_problem = is_problem;
  fit (&kept->cell, width);
  g_hash_table_insert (self->cells, &kept->key, kept);
  return &kept->cell;
}

/**
 * mw_grid_cells_get:
 * @self: the texts
 * @rows: what is shown
 * @row: a position in @rows
 * @column: a column
 * @width: room for the text
 *
 * Returns: (transfer none): the text laid out, until the next clear or trim
 */
const MwGridCell *
mw_grid_cells_get (MwGridCells *self, MwView *rows, guint row, MwColumn *column, int width)
{
  guint index = mw_column_get_index (column);
  const MwGridCell *cell = find (self, row, index);
  gboolean is_problem;
  PangoLayout *layout;

  if (cell)
    return cell;
  layout = lay_out_cell (self, rows, row, column, get_room (self, width), &is_problem);
  return keep (self, row, index, layout, is_problem, width);
}

/**
 * mw_grid_cells_get_header:
 * @self: the texts
 * @column: a column
 * @width: room for the text
 *
 * Returns: (transfer none): the title laid out, until the next clear or trim
 */
const MwGridCell *
mw_grid_cells_get_header (MwGridCells *self, MwColumn *column, int width)
{
  guint index = mw_column_get_index (column);
  const MwGridCell *cell = find (self, NO_ROW, index);

  if (cell)
    return cell;
  return keep (self, NO_ROW, index, lay_out (self, mw_column_get_title (column), self->headers), FALSE,
               width);
}

/**
 * mw_grid_cells_get_rank:
 * @self: the texts
 * @rank: 1 for the first
 *
 * Returns: (transfer none): the number laid out, until the next clear or trim
 */
const MwGridCell *
mw_grid_cells_get_rank (MwGridCells *self, guint rank)
{
  const MwGridCell *cell = find (self, NO_ROW, RANKS + rank);
  g_autofree char *text = NULL;

  if (cell)
    return cell;
  text = g_strdup_printf ("%u", rank);
  return keep (self, NO_ROW, RANKS + rank, lay_out (self, text, self->ranks), FALSE, G_MAXINT);
}

/**
 * mw_grid_cells_is_cut:
 * @self: the texts
 * @row: a position in what is shown
 * @column: a column
 *
 * Returns: whether the cell is drawn, and does not show all of its text
 */
gboolean
mw_grid_cells_is_cut (MwGridCells *self, guint row, MwColumn *column)
{
  const MwGridCell *cell = find (self, row, mw_column_get_index (column));

  return cell && cell->is_cut;
}

/**
 * mw_grid_cells_dup_text:
 * @rows: what is shown
 * @row: a position in @rows
 * @column: a column
 *
 * Returns: (transfer full): what the cell shows, when there is room for all of it
 */
char *
mw_grid_cells_dup_text (MwView *rows, guint row, MwColumn *column)
{
  gboolean is_problem;

  return dup_text (rows, row, column, MAX_CHARS, &is_problem);
}

/**
 * mw_grid_cells_trim:
 * @self: the texts
 * @first_row: the first row that is seen
 * @n_rows: how many are
 *
 * Forgets cells of other rows when many are kept.
 */
void
mw_grid_cells_trim (MwGridCells *self, guint first_row, guint n_rows)
{
  GHashTableIter iter;
  gpointer value;

  if (g_hash_table_size (self->cells) < MAX_KEPT)
    return;
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Kept *kept = value;

      if (kept->row != NO_ROW && (kept->row < first_row || kept->row - first_row >= n_rows))
        g_hash_table_iter_remove (&iter);
    }
  /* Scrolled sideways through hundreds of columns. */
  if (g_hash_table_size (self->cells) >= MAX_KEPT)
    mw_grid_cells_clear (self);
}

/**
 * mw_grid_cells_get_n_kept:
 * @self: the texts
 *
 * Returns: how many are kept: bounded, however many rows and columns there are
 */
guint
mw_grid_cells_get_n_kept (MwGridCells *self)
{
  return g_hash_table_size (self->cells);
}

static int
measure (PangoLayout *layout)
{
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  g_object_unref (layout);
  return width;
}

/**
 * mw_grid_cells_measure:
 * @self: the texts
 * @rows: what is shown
 * @row: a position in @rows
 * @column: a column
 *
 * Returns: the pixels that the text takes when it is not cut
 */
int
mw_grid_cells_measure (MwGridCells *self, MwView *rows, guint row, MwColumn *column)
{
  gboolean is_problem;

  return measure (lay_out_cell (self, rows, row, column, MAX_CHARS, &is_problem));
}

/**
 * mw_grid_cells_measure_header:
 * @self: the texts
 * @column: a column
 *
 * Returns: the pixels that the title takes
 */
int
mw_grid_cells_measure_header (MwGridCells *self, MwColumn *column)
{
  return measure (lay_out (self, mw_column_get_title (column), self->headers));
}
