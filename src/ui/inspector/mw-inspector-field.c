/* mw-inspector-field.c: one value of the inspected row
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-inspector-field.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"

#define MAX_VALUE_CHARS 1500
#define MAX_UNIT_CHARS  20

struct _MwInspectorField
{
  GObject parent_instance;

  MwRow *row;
  MwColumn *column;
};

G_DEFINE_FINAL_TYPE (MwInspectorField, mw_inspector_field, G_TYPE_OBJECT)

static void
mw_inspector_field_finalize (GObject *object)
{
  MwInspectorField *self = MW_INSPECTOR_FIELD (object);

  g_object_unref (self->row);
  g_object_unref (self->column);
  G_OBJECT_CLASS (mw_inspector_field_parent_class)->finalize (object);
}

static void
mw_inspector_field_class_init (MwInspectorFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_inspector_field_finalize;
}

static void
mw_inspector_field_init (MwInspectorField *self)
{
}

/**
 * mw_inspector_field_new:
 * @row: the inspected row
 * @column: one of its columns
 *
 * Returns: (transfer full): the value of @column in @row
 */
MwInspectorField *
mw_inspector_field_new (MwRow *row, MwColumn *column)
{
  MwInspectorField *self = g_object_new (MW_TYPE_INSPECTOR_FIELD, NULL);

  self->row = g_object_ref (row);
  self->column = g_object_ref (column);
  return self;
}

static const char *
get_problem (MwInspectorField *self)
{
  return mw_generation_get_problem (mw_row_get_generation (self->row), mw_row_get_number (self->row),
                                    mw_column_get_index (self->column));
}

/**
 * mw_inspector_field_get_title:
 * @self: the field
 *
 * Returns: title of its column
 */
const char *
mw_inspector_field_get_title (MwInspectorField *self)
{
  return mw_column_get_title (self->column);
}

/**
 * mw_inspector_field_get_index:
 * @self: the field
 *
 * Returns: number of its column in the table; of a normalized row also that of the field in its entity
 */
guint
mw_inspector_field_get_index (MwInspectorField *self)
{
  return mw_column_get_index (self->column);
}

/**
 * mw_inspector_field_is_empty:
 * @self: the field
 *
 * Returns: whether there is neither a value nor a problem
 */
gboolean
mw_inspector_field_is_empty (MwInspectorField *self)
{
  return !mw_row_get_cell (self->row, mw_column_get_index (self->column)) && !get_problem (self);
}

/**
 * mw_inspector_field_has_problem:
 * @self: the field
 *
 * Returns: whether its value is not what it should be
 */
gboolean
mw_inspector_field_has_problem (MwInspectorField *self)
{
  return get_problem (self) != NULL;
}

/**
 * mw_inspector_field_dup_problem:
 * @self: the field
 *
 * Returns: (transfer full) (nullable): why its value is not what it should be, safe for Pango
 */
char *
mw_inspector_field_dup_problem (MwInspectorField *self)
{
  const char *problem = get_problem (self);

  return problem ? mw_text_for_block (problem, strlen (problem), MAX_VALUE_CHARS) : NULL;
}

/**
 * mw_inspector_field_get_group:
 * @self: the field
 *
 * Returns: number of its group in its entity; %G_MAXUINT of a column of the user's own, and in a raw set
 */
guint
mw_inspector_field_get_group (MwInspectorField *self)
{
  const MwField *field = mw_column_get_field (self->column);

  return field ? field->group : G_MAXUINT;
}

/**
 * mw_inspector_field_get_id:
 * @self: the field
 *
 * Returns: id of its column
 */
const char *
mw_inspector_field_get_id (MwInspectorField *self)
{
  return mw_column_get_id (self->column);
}

static const char *
get_cell (MwInspectorField *self, gsize *length)
{
  return mw_generation_get_cell (mw_row_get_generation (self->row), mw_row_get_number (self->row),
                                 mw_column_get_index (self->column), length);
}

/* What stands behind the value, not what it is: NULL for one that says it itself. */
static char *
dup_unit (MwInspectorField *self)
{
  const MwField *field = mw_column_get_field (self->column);
  MwGeneration *generation = mw_row_get_generation (self->row);
  int unit = field && field->unit ? mw_generation_find_column (generation, field->unit) : -1;
  gsize length = 0;
  const char *text;

  if (field && field->type == MW_FIELD_TYPE_PERCENT)
    return g_strdup ("%");
  if (field && field->type == MW_FIELD_TYPE_DURATION)
    /* Translators: minutes, behind a number */
    return g_strdup (_ ("min"));
  if (unit < 0)
    return NULL;
  text = mw_generation_get_cell (generation, mw_row_get_number (self->row), (guint) unit, &length);
  return text ? mw_text_for_cell (text, length, MAX_UNIT_CHARS) : NULL;
}

static char *
dup_plain_value (MwInspectorField *self, const char *text, gsize length)
{
  const MwField *field = mw_column_get_field (self->column);

  if (field && (field->type == MW_FIELD_TYPE_ENUM || field->type == MW_FIELD_TYPE_BOOLEAN ||
                mw_column_is_date (self->column)))
    return mw_column_dup_shown (self->column, text, length, MAX_VALUE_CHARS);
  return mw_text_for_block (text, length, MAX_VALUE_CHARS);
}

/**
 * mw_inspector_field_dup_value:
 * @self: the field
 *
 * Returns: (transfer full): the value for people, with its unit or currency, in many lines where it has them,
 * safe for Pango
 */
char *
mw_inspector_field_dup_value (MwInspectorField *self)
{
  gsize length = 0;
  const char *text = get_cell (self, &length);
  g_autofree char *value = text ? dup_plain_value (self, text, length) : g_strdup ("—");
  g_autofree char *unit = text ? dup_unit (self) : NULL;

  /* Translators: a value and its unit or currency */
  return unit ? g_strdup_printf (_ ("%s %s"), value, unit) : g_steal_pointer (&value);
}

/**
 * mw_inspector_field_dup_long:
 * @self: the field
 *
 * Returns: (transfer full) (nullable): the value as it is, when that is longer than what is shown
 */
GBytes *
mw_inspector_field_dup_long (MwInspectorField *self)
{
  gsize length = 0;
  const char *text = get_cell (self, &length);

  if (!text || !mw_text_is_longer (text, length, MAX_VALUE_CHARS))
    return NULL;
  return g_bytes_new_with_free_func (text, length, (GDestroyNotify) mw_generation_unref,
                                     mw_generation_ref (mw_row_get_generation (self->row)));
}

/**
 * mw_inspector_field_dup_sent:
 * @self: the field
 *
 * Returns: (transfer full) (nullable): of a date that is shown as the user's locale writes it, how it stands
 * in the table
 */
char *
mw_inspector_field_dup_sent (MwInspectorField *self)
{
  gsize length = 0;
  const char *text = mw_column_is_date (self->column) ? get_cell (self, &length) : NULL;
  g_autofree char *shown = text ? dup_plain_value (self, text, length) : NULL;

  return text && !g_str_equal (shown, text) ? mw_text_for_block (text, length, MAX_VALUE_CHARS) : NULL;
}
