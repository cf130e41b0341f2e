/* mw-sheet-print.c: the page for an administrator on paper
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-sheet-print.h"

/* Points (1/72 inch), as the operation's unit says. */
#define MARGIN 36.0

static const struct
{
  const char *font;
  const char *before; /* the line */
  double indent;
  double space; /* above it */
} looks[] = {
  [MW_SHEET_TITLE] = { "Sans Bold 16", "", 0, 0 }, [MW_SHEET_HEADING] = { "Sans Bold 12", "", 0, 12 },
  [MW_SHEET_TEXT] = { "Sans 10", "", 0, 4 },       [MW_SHEET_POINT] = { "Sans 10", "• ", 0, 4 },
  [MW_SHEET_MORE] = { "Sans 9", "", 10, 1 },
};

/* A line of text where it is drawn. */
typedef struct
{
  PangoLayout *layout;
  int line; /* of the layout */
  int page;
  double x;
  double baseline;
} Placed;

typedef struct
{
  GPtrArray *sheet;
  GArray *placed; /* of Placed */
} Job;

static void
clear_placed (gpointer data)
{
  g_object_unref (((Placed *) data)->layout);
}

static void
free_job (gpointer data, GClosure *closure)
{
  Job *job = data;

  g_ptr_array_unref (job->sheet);
  g_array_unref (job->placed);
  g_free (job);
}

static PangoLayout *
create_layout (GtkPrintContext *context, const MwSheetLine *line, double width)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_from_string (looks[line->kind].font);
  g_autofree char *text = g_strconcat (looks[line->kind].before, line->text, NULL);

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) ((width - looks[line->kind].indent) * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* A text that is longer than the rest of a page goes on on the next one. Answers where the next text may
 * begin.
 */
static double
place (Job *job, PangoLayout *layout, MwSheetLineKind kind, double y, double height, int *page)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int line = 0;

  do
    {
      PangoRectangle extents;
      double top, bottom;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      top = y;
      bottom = top + (double) extents.height / PANGO_SCALE;
      if (bottom > height - MARGIN)
        {
          ++*page;
          top = MARGIN;
          bottom = top + (double) extents.height / PANGO_SCALE;
        }
      g_array_append_vals (
        job->placed,
        &(const Placed) {
          .layout = g_object_ref (layout),
          .line = line++,
          .page = *page,
          .x = MARGIN + looks[kind].indent,
          .baseline = top + (double) (pango_layout_iter_get_baseline (iter) - extents.y) / PANGO_SCALE,
        },
        1);
      y = bottom;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return y;
}

static void
begin (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  double width = gtk_print_context_get_width (context) - 2 * MARGIN;
  double height = gtk_print_context_get_height (context);
  double y = MARGIN;
  int page = 0;

  g_array_set_size (job->placed, 0);
  for (guint i = 0; i < job->sheet->len; i++)
    {
      const MwSheetLine *line = job->sheet->pdata[i];
      g_autoptr (PangoLayout) layout = create_layout (context, line, width);

      y = place (job, layout, line->kind, y + looks[line->kind].space, height, &page);
    }
  gtk_print_operation_set_n_pages (operation, page + 1);
}

static void
draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  for (guint i = 0; i < job->placed->len; i++)
    {
      const Placed *placed = &g_array_index (job->placed, Placed, i);

      if (placed->page != page)
        continue;
      cairo_move_to (cr, placed->x, placed->baseline);
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (placed->layout, placed->line));
    }
}

/**
 * mw_sheet_print_new:
 * @sheet: (element-type MwSheetLine): of mw_admin_sheet_new()
 *
 * Returns: (transfer full): an operation that puts @sheet on as many pages as it takes
 */
GtkPrintOperation *
mw_sheet_print_new (GPtrArray *sheet)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  const MwSheetLine *title = sheet->len > 0 ? sheet->pdata[0] : NULL;
  Job *job = g_new0 (Job, 1);

  job->sheet = g_ptr_array_ref (sheet);
  job->placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_array_set_clear_func (job->placed, clear_placed);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  if (title != NULL)
    gtk_print_operation_set_job_name (operation, title->text);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (begin), job, free_job, G_CONNECT_DEFAULT);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw), job);
  return operation;
}
