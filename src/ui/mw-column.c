/* mw-column.c: one column that a grid can show, shown or not
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-column.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"
#include "mw-view.h"

#define MAX_CELL_CHARS    256
#define MAX_PROBLEM_CHARS 500
#define MAX_TITLE_CHARS   80

struct _MwColumn
{
  GObject parent_instance;

  char *id;
  char *title;
  const MwField *field;
  guint index;
  gboolean visible;
};

G_DEFINE_FINAL_TYPE (MwColumn, mw_column, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  PROP_VISIBLE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
mw_column_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MwColumn *self = MW_COLUMN (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_VISIBLE:
      g_value_set_boolean (value, self->visible);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mw_column_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VISIBLE)
    mw_column_set_visible (MW_COLUMN (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_column_finalize (GObject *object)
{
  MwColumn *self = MW_COLUMN (object);

  g_free (self->id);
  g_free (self->title);
  G_OBJECT_CLASS (mw_column_parent_class)->finalize (object);
}

static void
mw_column_class_init (MwColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mw_column_get_property;
  object_class->set_property = mw_column_set_property;
  object_class->finalize = mw_column_finalize;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_VISIBLE] = g_param_spec_boolean (
    "visible", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mw_column_init (MwColumn *self)
{
}

/**
 * mw_column_new:
 * @column: a column of a table; the keys of raw sets come from the system, so the title is made safe to show
 * @index: its place in the table
 *
 * Returns: (transfer full): a column that is not shown yet
 */
MwColumn *
mw_column_new (const MwTableColumn *column, guint index)
{
  MwColumn *self = g_object_new (MW_TYPE_COLUMN, NULL);
  const char *title = column->title ? column->title : column->id;

  self->id = g_strdup (column->id);
  self->title = mw_text_for_cell (title, strlen (title), MAX_TITLE_CHARS);
  self->field = column->field;
  self->index = index;
  return self;
}

/**
 * mw_column_get_id:
 * @self: the column
 *
 * Returns: id of the field, or the key as sent
 */
const char *
mw_column_get_id (MwColumn *self)
{
  return self->id;
}

/**
 * mw_column_get_title:
 * @self: the column
 *
 * Returns: what its header says
 */
const char *
mw_column_get_title (MwColumn *self)
{
  return self->title;
}

/**
 * mw_column_get_index:
 * @self: the column
 *
 * Returns: its place in the table
 */
guint
mw_column_get_index (MwColumn *self)
{
  return self->index;
}

/**
 * mw_column_get_field:
 * @self: the column
 *
 * Returns: (nullable): the field of the model, %NULL in a raw set
 */
const MwField *
mw_column_get_field (MwColumn *self)
{
  return self->field;
}

/**
 * mw_column_get_visible:
 * @self: the column
 *
 * Returns: whether the grid shows it
 */
gboolean
mw_column_get_visible (MwColumn *self)
{
  return self->visible;
}

/**
 * mw_column_set_visible:
 * @self: the column
 * @visible: whether the grid shows it
 */
void
mw_column_set_visible (MwColumn *self, gboolean visible)
{
  if (self->visible == !!visible)
    return;
  self->visible = !!visible;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VISIBLE]);
}

/**
 * mw_column_is_number:
 * @self: the column
 *
 * Returns: whether its values stand at the right edge. Raw sets have no types: never
 */
gboolean
mw_column_is_number (MwColumn *self)
{
  return mw_field_is_number (self->field);
}

/**
 * mw_column_get_n_chars:
 * @self: the column
 *
 * Returns: a width in characters that suits the type, before the user drags the header's edge
 */
guint
mw_column_get_n_chars (MwColumn *self)
{
  if (!self->field)
    return 14;
  switch (self->field->type)
    {
    case MW_FIELD_TYPE_TEXT:
    case MW_FIELD_TYPE_EMAIL:
    case MW_FIELD_TYPE_URL:
      return 22;
    case MW_FIELD_TYPE_LONG_TEXT:
    case MW_FIELD_TYPE_JSON:
      return 28;
    case MW_FIELD_TYPE_DATETIME:
      return 18;
    case MW_FIELD_TYPE_ENUM:
    case MW_FIELD_TYPE_PHONE:
      return 16;
    case MW_FIELD_TYPE_BOOLEAN:
    case MW_FIELD_TYPE_PERCENT:
      return 8;
    case MW_FIELD_TYPE_CODE:
    case MW_FIELD_TYPE_INTEGER:
    case MW_FIELD_TYPE_DECIMAL:
    case MW_FIELD_TYPE_MONEY:
    case MW_FIELD_TYPE_QUANTITY:
    case MW_FIELD_TYPE_DATE:
    case MW_FIELD_TYPE_DURATION:
    default:
      return 12;
    }
}

/**
 * mw_column_dup_shown:
 * @self: the column
 * @text: (nullable): a value as it is stored
 * @length: its length in bytes
 *
 * Numbers and dates are shown exactly as stored; our own codes (of enums and yes/no) by their translated
 * titles.
 *
 * Returns: (transfer full): one line that Pango can take, empty for null
 */
char *
mw_column_dup_shown (MwColumn *self, const char *text, gsize length)
{
  if (!text)
    return g_strdup ("");
  if (self->field && self->field->type == MW_FIELD_TYPE_ENUM)
    for (guint i = 0; i < self->field->n_values; i++)
      if (g_str_equal (self->field->values[i].id, text))
        return g_strdup (self->field->values[i].title);
  if (self->field && self->field->type == MW_FIELD_TYPE_BOOLEAN && g_str_equal (text, "true"))
    return g_strdup (_ ("Yes"));
  if (self->field && self->field->type == MW_FIELD_TYPE_BOOLEAN && g_str_equal (text, "false"))
    return g_strdup (_ ("No"));
  return mw_text_for_cell (text, length, MAX_CELL_CHARS);
}

static void
setup_cell (MwColumn *self, GtkListItem *item)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), mw_column_get_n_chars (self));
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), mw_column_get_n_chars (self));
  if (mw_column_is_number (self))
    {
      gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 1);
      gtk_widget_add_css_class (cell, "numeric");
    }
  gtk_list_item_set_child (item, cell);
}

/* A value that could not be made from what was sent is marked, and its tooltip says why. Not touched where
 * there is nothing to change: each tooltip that is set asks the display where the pointer is, and waits for
 * the answer. */
static void
show_problem (GtkWidget *cell, const char *problem)
{
  g_autofree char *safe = NULL;

  if (!problem && gtk_widget_get_tooltip_text (cell) == NULL)
    return;
  if (!problem)
    {
      gtk_widget_remove_css_class (cell, "mw-problem");
      gtk_widget_set_tooltip_text (cell, NULL);
      return;
    }
  safe = mw_text_for_block (problem, strlen (problem), MAX_PROBLEM_CHARS);
  gtk_widget_add_css_class (cell, "mw-problem");
  gtk_widget_set_tooltip_text (cell, safe);
}

static void
bind_cell (MwColumn *self, GtkListItem *item)
{
  MwRow *row = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);
  MwGeneration *generation = mw_row_get_generation (row);
  guint number = mw_row_get_number (row);
  const char *problem = mw_generation_get_problem (generation, number, self->index);
  gsize length = 0;
  const char *text = mw_generation_get_cell (generation, number, self->index, &length);
  g_autofree char *shown = mw_column_dup_shown (self, text, length);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), !*shown && problem ? "⚠" : shown);
  show_problem (cell, problem);
}

/**
 * mw_column_new_factory:
 * @self: the column
 *
 * Returns: (transfer full): makes the cells of this column for a list of #MwRow
 */
GtkListItemFactory *
mw_column_new_factory (MwColumn *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell), self, G_CONNECT_SWAPPED);
  return factory;
}
