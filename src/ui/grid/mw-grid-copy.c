/* mw-grid-copy.c: a block of cells as text for the clipboard
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-copy.h"

#include <string.h>

#define ROWS_PER_LOOK 256

static void
clear (gpointer data)
{
  MwGridCopy *self = data;

  mw_generation_unref (self->generation);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_free (self->text);
}

/**
 * mw_grid_copy_new:
 * @generation: the table
 * @with_headers: whether the first line has the titles
 *
 * Returns: (transfer full): a copy of nothing yet: rows and columns are to be added
 */
MwGridCopy *
mw_grid_copy_new (MwGeneration *generation, gboolean with_headers)
{
  MwGridCopy *self = g_atomic_rc_box_new0 (MwGridCopy);

  self->generation = mw_generation_ref (generation);
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  self->with_headers = with_headers;
  return self;
}

MwGridCopy *
mw_grid_copy_ref (MwGridCopy *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_grid_copy_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
append (GString *text, const char *value)
{
  if (*value != '"' && strpbrk (value, "\t\r\n") == NULL)
    {
      g_string_append (text, value);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
append_headers (MwGridCopy *self, GString *text)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\t');
      append (text, mw_column_get_title (g_ptr_array_index (self->columns, i)));
    }
  g_string_append_c (text, '\n');
}

static void
append_row (MwGridCopy *self, GString *text, guint32 row)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      MwColumn *column = g_ptr_array_index (self->columns, i);
      gsize length = 0;
      const char *value = mw_generation_get_cell (self->generation, row, mw_column_get_index (column),
                                                  &length);
      g_autofree char *copied = mw_column_dup_copied (column, value, length);

      if (i > 0)
        g_string_append_c (text, '\t');
      append (text, copied);
    }
}

gboolean
mw_grid_copy_run (gpointer data, GCancellable *cancellable, GError **error)
{
  MwGridCopy *self = data;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->with_headers)
    append_headers (self, text);
  for (guint i = 0; i < self->rows->len && text->len <= MW_GRID_COPY_MAX_BYTES; i++)
    {
      if (i % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (i > 0)
        g_string_append_c (text, '\n');
      append_row (self, text, g_array_index (self->rows, guint32, i));
    }
  if (text->len <= MW_GRID_COPY_MAX_BYTES)
    self->text = g_string_free_and_steal (g_steal_pointer (&text));
  return TRUE;
}
