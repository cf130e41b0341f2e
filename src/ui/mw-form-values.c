/* mw-form-values.c: what stands in the fields of the form's page
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-form-page-private.h"

/* NULL: it is not on the page. */
MwFormRow *
mw_form_page_find_row (MwFormPage *self, const char *field)
{
  for (guint i = 0; field && i < self->rows->len; i++)
    {
      MwFormRow *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (mw_form_row_get_field (row)->id, field))
        return row;
    }
  return NULL;
}

/**
 * mw_form_page_is_ready:
 * @self: the page
 *
 * Returns: whether every field is filled in and fits its pattern
 */
gboolean
mw_form_page_is_ready (MwFormPage *self)
{
  g_autofree char *message = NULL;

  return self->draft && !mw_draft_validate (self->draft, &message);
}

/**
 * mw_form_page_is_typed:
 * @self: the page
 *
 * Returns: whether a field of any system holds more than its file put there
 */
gboolean
mw_form_page_is_typed (MwFormPage *self)
{
  GHashTableIter iter;
  gpointer field, row;

  g_hash_table_iter_init (&iter, self->made);
  while (g_hash_table_iter_next (&iter, &field, &row))
    {
      const char *preset = ((const MwFormField *) field)->preset;

      if (!g_str_equal (mw_form_row_get_text (row), preset != NULL ? preset : ""))
        return TRUE;
    }
  return FALSE;
}

/**
 * mw_form_page_type:
 * @self: the page
 * @field: id of a field that is on the page
 * @text: what to put in it, as if typed
 */
void
mw_form_page_type (MwFormPage *self, const char *field, const char *text)
{
  MwFormRow *row = mw_form_page_find_row (self, field);

  g_return_if_fail (row != NULL);
  mw_form_row_set_text (row, text);
}

/**
 * mw_form_page_get_text:
 * @self: the page
 * @field: id of a field
 *
 * Returns: (nullable): what stands in the field now
 */
const char *
mw_form_page_get_text (MwFormPage *self, const char *field)
{
  MwFormRow *row = mw_form_page_find_row (self, field);

  return row ? mw_form_row_get_text (row) : NULL;
}

/**
 * mw_form_page_take_values:
 * @self: the page
 *
 * Shows what the draft holds, where it is another value than what was typed.
 */
void
mw_form_page_take_values (MwFormPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      MwFormRow *row = g_ptr_array_index (self->rows, i);
      const char *value = mw_draft_get_value (self->draft, mw_form_row_get_field (row)->id);

      if (value != NULL)
        mw_form_row_settle (row, value, mw_form_row_get_note (row));
    }
}

/**
 * mw_form_page_get_note:
 * @self: the page
 * @field: id of a field
 *
 * Returns: (nullable): what was changed of what was pasted there, in words
 */
const char *
mw_form_page_get_note (MwFormPage *self, const char *field)
{
  MwFormRow *row = mw_form_page_find_row (self, field);

  return row ? mw_form_row_get_note (row) : NULL;
}
