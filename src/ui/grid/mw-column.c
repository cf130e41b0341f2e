/* mw-column.c: one column that a grid can show, shown or not
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-column.h"

#include <glib/gi18n-lib.h>

#include "mw-date-shown.h"
#include "mw-nested.h"
#include "mw-text.h"

#define MAX_TITLE_CHARS 80
/* Longer titles are cut until the user makes room. */
#define MAX_TITLE_ROOM 20
/* A column is never dragged to nothing, nor wider than a screen. */
#define MIN_WIDTH 24
#define MAX_WIDTH 4000

struct _MwColumn
{
  GObject parent_instance;

  char *id;
  char *title;
  const MwField *field;
  guint index;
  int width;
  gboolean visible;
  gboolean pinned;
  gboolean is_chip;
  char *custom_path; /* or NULL */
  gboolean is_custom;
};

G_DEFINE_FINAL_TYPE (MwColumn, mw_column, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  PROP_VISIBLE,
  PROP_WIDTH,
  PROP_PINNED,
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
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mw_column_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MwColumn *self = MW_COLUMN (object);

  switch (id)
    {
    case PROP_VISIBLE:
      mw_column_set_visible (self, g_value_get_boolean (value));
      break;
    case PROP_WIDTH:
      mw_column_set_width (self, g_value_get_int (value));
      break;
    case PROP_PINNED:
      mw_column_set_pinned (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mw_column_finalize (GObject *object)
{
  MwColumn *self = MW_COLUMN (object);

  g_free (self->id);
  g_free (self->custom_path);
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
  props[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, MAX_WIDTH, 0,
                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_PINNED] = g_param_spec_boolean (
    "pinned", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
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
  self->is_chip = self->field && self->field->type == MW_FIELD_TYPE_ENUM && g_str_equal (self->id, "status");
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
 * mw_column_set_custom_path:
 * @self: the column
 * @path: (nullable): a field of the records
 * @is_custom: whether the column is the user's own, made of it; else he may make one of it
 */
void
mw_column_set_custom_path (MwColumn *self, const char *path, gboolean is_custom)
{
  g_set_str (&self->custom_path, path);
  self->is_custom = is_custom;
}

const char *
mw_column_get_custom_path (MwColumn *self)
{
  return self->custom_path;
}

gboolean
mw_column_is_custom (MwColumn *self)
{
  return self->is_custom;
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
 * mw_column_get_width:
 * @self: the column
 *
 * Returns: its width in pixels; 0 as long as nobody chose one
 */
int
mw_column_get_width (MwColumn *self)
{
  return self->width;
}

/**
 * mw_column_set_width:
 * @self: the column
 * @width: in pixels; 0 for what its type suggests
 */
void
mw_column_set_width (MwColumn *self, int width)
{
  if (width > 0)
    width = CLAMP (width, MIN_WIDTH, MAX_WIDTH);
  if (self->width == MAX (width, 0))
    return;
  self->width = MAX (width, 0);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WIDTH]);
}

/**
 * mw_column_get_pinned:
 * @self: the column
 *
 * Returns: whether it stays when the others are scrolled sideways
 */
gboolean
mw_column_get_pinned (MwColumn *self)
{
  return self->pinned;
}

/**
 * mw_column_set_pinned:
 * @self: the column
 * @pinned: whether it stays when the others are scrolled sideways
 */
void
mw_column_set_pinned (MwColumn *self, gboolean pinned)
{
  if (self->pinned == !!pinned)
    return;
  self->pinned = !!pinned;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PINNED]);
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
 * mw_column_is_date:
 * @self: the column
 *
 * Returns: whether its values are days or moments, shown as the user's locale writes them. Raw sets have no
 * types: never
 */
gboolean
mw_column_is_date (MwColumn *self)
{
  return self->field &&
         (self->field->type == MW_FIELD_TYPE_DATE || self->field->type == MW_FIELD_TYPE_DATETIME);
}

static guint
get_n_value_chars (MwColumn *self)
{
  if (self->is_chip)
    return 24;
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
 * mw_column_get_n_chars:
 * @self: the column
 *
 * Returns: a width in characters that suits the type and the title, before the user drags the header's edge
 */
guint
mw_column_get_n_chars (MwColumn *self)
{
  guint title = (guint) MIN (g_utf8_strlen (self->title, -1) + 2, MAX_TITLE_ROOM);

  return MAX (get_n_value_chars (self), title);
}

/**
 * mw_column_is_chip:
 * @self: the column
 *
 * Returns: whether it says where a record stands
 */
gboolean
mw_column_is_chip (MwColumn *self)
{
  return self->is_chip;
}

static const char *
find_title (const MwField *field, const char *text)
{
  const MwFieldValue *value = mw_field_find_value (field, text);

  if (value)
    return value->title;
  if (field && field->type == MW_FIELD_TYPE_BOOLEAN && g_str_equal (text, "true"))
    return _ ("Yes");
  if (field && field->type == MW_FIELD_TYPE_BOOLEAN && g_str_equal (text, "false"))
    return _ ("No");
  return NULL;
}

/**
 * mw_column_dup_shown:
 * @self: the column
 * @text: (nullable): a cell as stored
 * @length: bytes of @text
 * @max_chars: as many as there is room for
 *
 * Numbers are shown exactly as stored; dates as the user's locale writes them; our own codes (of enums and
 * yes/no) by their translated titles; lists and objects, of which only raw sets have any, in a few words.
 *
 * Returns: (transfer full): one line that Pango can take, empty for null
 */
char *
mw_column_dup_shown (MwColumn *self, const char *text, gsize length, guint max_chars)
{
  const char *title = text ? find_title (self->field, text) : NULL;
  g_autofree char *date = text && mw_column_is_date (self) ? mw_date_dup_shown (text) : NULL;
  g_autofree char *nested = text && !self->field ? mw_nested_dup_summary (text, length) : NULL;

  if (title)
    return g_strdup (title);
  if (nested)
    return g_steal_pointer (&nested);
  return date ? g_steal_pointer (&date) : mw_text_for_cell (text, length, max_chars);
}

/**
 * mw_column_dup_copied:
 * @self: the column
 * @text: (nullable): a cell as stored
 * @length: bytes of @text
 *
 * Returns: (transfer full): valid UTF-8, empty for null
 */
char *
mw_column_dup_copied (MwColumn *self, const char *text, gsize length)
{
  const char *title = text ? find_title (self->field, text) : NULL;

  return title ? g_strdup (title) : g_utf8_make_valid (text ? text : "", (gssize) (text ? length : 0));
}

/* What is no news beside the status: of a record that is done with, that nothing is missing. */
static gboolean
says_nothing (const char *id, gboolean ended)
{
  static const char *const words[] = { "none", "not_applicable", "other", "unknown", NULL };

  return g_strv_contains (words, id) || (ended && g_str_equal (id, "full"));
}

static void
append_axis (GString *words, const MwGeneration *generation, guint row, const char *id, gboolean ended)
{
  int index = mw_generation_find_column (generation, id);
  const char *text = index < 0 ? NULL : mw_generation_get_cell (generation, row, (guint) index, NULL);
  const char *title = text && !says_nothing (text, ended)
                        ? find_title (mw_generation_get_column (generation, (guint) index)->field, text)
                        : NULL;
  g_autofree char *first = NULL;

  if (!title)
    return;
  first = g_utf8_strdown (title, g_utf8_next_char (title) - title);
  g_string_append_printf (words, ", %s%s", first, g_utf8_next_char (title));
}

/**
 * mw_column_dup_chip:
 * @self: a column that is a chip
 * @status: what its cell shows
 * @generation: the table
 * @row: number of the row
 *
 * Returns: (transfer full): all that is known of where the record stands, in words
 */
char *
mw_column_dup_chip (MwColumn *self, const char *status, const MwGeneration *generation, guint row)
{
  const char *code = mw_generation_get_cell (generation, row, self->index, NULL);
  const MwFieldValue *value = code ? mw_field_find_value (self->field, code) : NULL;
  gboolean ended = value && value->ended;
  GString *words = g_string_new (status);

  append_axis (words, generation, row, "receipt_status", ended);
  append_axis (words, generation, row, "billing_status", ended);
  return g_string_free_and_steal (words);
}
