/* mw-cli-table.c: rows as aligned columns for a terminal
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-table.h"

#include "mw-text.h"

#define MAX_CHARACTERS 40

typedef struct
{
  guint width;
  gboolean align_right;
} Column;

struct _MwCliTable
{
  Column *columns;
  guint n_columns;
  GPtrArray *cells; /* of the header, then row by row */
};

/* What a terminal uses for it (Unicode UAX #11): wide letters take two cells, combining marks none. */
static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
    }
  return width;
}

static void
add_safe (MwCliTable *self, char *text)
{
  Column *column = &self->columns[self->cells->len % self->n_columns];

  column->width = MAX (column->width, get_width (text));
  g_ptr_array_add (self->cells, text);
}

/**
 * mw_cli_table_new:
 * @n_columns: at least 1
 *
 * Returns: (transfer full): an empty table
 */
MwCliTable *
mw_cli_table_new (guint n_columns)
{
  MwCliTable *self = g_new0 (MwCliTable, 1);

  self->n_columns = n_columns;
  self->columns = g_new0 (Column, n_columns);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (self->cells, g_strdup (""));
  return self;
}

/**
 * mw_cli_table_free:
 * @self: (transfer full): a table
 */
void
mw_cli_table_free (MwCliTable *self)
{
  g_free (self->columns);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/**
 * mw_cli_table_set_header:
 * @self: a table
 * @column: from 0
 * @title: what stands above it
 * @align_right: for numbers
 */
void
mw_cli_table_set_header (MwCliTable *self, guint column, const char *title, gboolean align_right)
{
  char *text = mw_text_for_cell (title, strlen (title), MAX_CHARACTERS);

  g_free (self->cells->pdata[column]);
  self->cells->pdata[column] = text;
  self->columns[column].width = MAX (self->columns[column].width, get_width (text));
  self->columns[column].align_right = align_right;
}

/**
 * mw_cli_table_add_cell:
 * @self: a table
 * @text: (nullable): the value; its first line, cut, with control characters as visible marks, is shown
 * @length: of @text in bytes
 */
void
mw_cli_table_add_cell (MwCliTable *self, const char *text, gsize length)
{
  add_safe (self, text != NULL ? mw_text_for_cell (text, length, MAX_CHARACTERS) : g_strdup (""));
}

static void
append_cell (GString *text, const Column *column, const char *cell, gboolean is_last)
{
  guint padding = column->width - get_width (cell);

  if (column->align_right)
    g_string_append_printf (text, "%*s", (int) padding, "");
  g_string_append (text, cell);
  if (!column->align_right && !is_last)
    g_string_append_printf (text, "%*s", (int) padding, "");
  g_string_append (text, is_last ? "\n" : "  ");
}

/**
 * mw_cli_table_dup_text:
 * @self: a table
 *
 * Returns: (transfer full): header and rows
 */
char *
mw_cli_table_dup_text (MwCliTable *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->cells->len; i++)
    append_cell (text, &self->columns[i % self->n_columns], self->cells->pdata[i],
                 (i + 1) % self->n_columns == 0 || i + 1 == self->cells->len);
  return g_string_free_and_steal (text);
}
