/* mw-shape-writer.c: rows of a table as records of a unified collection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-shape-writer.h"

#include "mw-json.h"
#include "mw-model.h"
#include "mw-record-json.h"

#define NO_COLUMN G_MAXUINT

typedef struct
{
  guint column;
  guint other;
} Columns;

struct _MwShapeWriter
{
  const MwShape *shape;
  MwGeneration *generation;
  Columns *columns; /* by member */
  GArray *rows;     /* of a list: the first row of each value (guint) */
  MwShapeWriter *children;
  GHashTable *rows_of; /* parent's key → rows of the children (GArray of guint); keys borrowed */
};

static guint
find_column (MwGeneration *generation, const char *field)
{
  if (field != NULL)
    for (guint i = 0; i < mw_generation_get_n_columns (generation); i++)
      if (g_str_equal (mw_generation_get_column (generation, i)->id, field))
        return i;

  return NO_COLUMN;
}

static const char *
get_cell (MwShapeWriter *self, guint row, guint member, guint *column)
{
  const Columns *columns = &self->columns[member];
  const char *text = NULL;

  *column = columns->column;
  if (*column != NO_COLUMN)
    text = mw_generation_get_cell (self->generation, row, *column, NULL);
  if (text == NULL && columns->other != NO_COLUMN)
    {
      *column = columns->other;
      text = mw_generation_get_cell (self->generation, row, *column, NULL);
    }

  return text;
}

static void
collect_values (MwShapeWriter *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint row = 0; row < mw_generation_get_n_rows (self->generation); row++)
    {
      guint column;
      const char *key = get_cell (self, row, 0, &column);

      if (key != NULL && g_hash_table_add (seen, (gpointer) key))
        g_array_append_val (self->rows, row);
    }
}

static void
collect_children (MwShapeWriter *self, MwGeneration *generation)
{
  guint column = find_column (generation, self->shape->parent_field);

  self->children = mw_shape_writer_new (self->shape->children, generation, NULL);
  self->rows_of = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  for (guint row = 0; column != NO_COLUMN && row < mw_generation_get_n_rows (generation); row++)
    {
      const char *parent = mw_generation_get_cell (generation, row, column, NULL);
      GArray *rows = parent ? g_hash_table_lookup (self->rows_of, parent) : NULL;

      if (parent == NULL)
        continue;
      if (rows == NULL)
        {
          rows = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->rows_of, (gpointer) parent, rows);
        }
      g_array_append_val (rows, row);
    }
}

/**
 * mw_shape_writer_new:
 * @shape: a collection
 * @generation: rows of its entity
 * @children_generation: (nullable): rows of its children's entity
 *
 * Goes over all rows of a list and of children: for a worker.
 *
 * Returns: (transfer full): what writes the records
 */
MwShapeWriter *
mw_shape_writer_new (const MwShape *shape, MwGeneration *generation, MwGeneration *children_generation)
{
  MwShapeWriter *self = g_new0 (MwShapeWriter, 1);
  guint n_members = 0;

  while (shape->members[n_members].name != NULL)
    n_members++;
  self->shape = shape;
  self->generation = mw_generation_ref (generation);
  self->columns = g_new (Columns, n_members);
  for (guint i = 0; i < n_members; i++)
    {
      self->columns[i].column = find_column (generation, shape->members[i].field);
      self->columns[i].other = find_column (generation, shape->members[i].other);
    }
  if (shape->is_list)
    collect_values (self);
  if (shape->children != NULL && children_generation != NULL)
    collect_children (self, children_generation);

  return self;
}

/**
 * mw_shape_writer_free:
 * @self: (transfer full): a writer
 */
void
mw_shape_writer_free (MwShapeWriter *self)
{
  g_clear_pointer (&self->rows_of, g_hash_table_unref);
  g_clear_pointer (&self->children, mw_shape_writer_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self->columns);
  mw_generation_unref (self->generation);
  g_free (self);
}

/**
 * mw_shape_writer_get_n_records:
 * @self: a writer
 *
 * Returns: how many records the collection has
 */
guint
mw_shape_writer_get_n_records (MwShapeWriter *self)
{
  return self->rows ? self->rows->len : mw_generation_get_n_rows (self->generation);
}

static gboolean
is_json (const char *text)
{
  g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), NULL);

  return json != NULL;
}

static void
write_value (MwShapeWriter *self, GString *json, guint row, guint member)
{
  guint column;
  const char *text = get_cell (self, row, member, &column);
  const MwField *field = column != NO_COLUMN ? mw_generation_get_column (self->generation, column)->field
                                             : NULL;
  MwFieldType type = field ? field->type : MW_FIELD_TYPE_TEXT;

  /* Numbers stay texts: exact for everybody. */
  if (text != NULL &&
      ((type == MW_FIELD_TYPE_JSON && is_json (text)) ||
       (type == MW_FIELD_TYPE_BOOLEAN && (g_str_equal (text, "true") || g_str_equal (text, "false")))))
    g_string_append (json, text);
  else
    mw_record_json_append_text (json, text);
}

/* Closes the nested object that was open and opens the one of the next member. */
static void
change_nesting (GString *json, const char *open, gsize open_length, const char *next, gsize next_length)
{
  if (open_length > 0)
    g_string_append (json, open[open_length - 1] == ']' ? "}]" : "}");
  if (next_length > 0)
    {
      gboolean is_list = next[next_length - 1] == ']';
      g_autofree char *name = g_strndup (next, next_length - (is_list ? 2 : 0));

      mw_record_json_append_key (json, name);
      g_string_append (json, is_list ? "[{" : "{");
    }
}

static void
write_members (MwShapeWriter *self, GString *json, guint row)
{
  const char *open = "";
  gsize open_length = 0;

  for (guint i = 0; self->shape->members[i].name != NULL; i++)
    {
      const char *name = self->shape->members[i].name;
      const char *dot = strchr (name, '.');
      gsize length = dot ? (gsize) (dot - name) : 0;

      if (length != open_length || strncmp (name, open, length) != 0)
        change_nesting (json, open, open_length, name, length);
      open = name;
      open_length = length;
      mw_record_json_append_key (json, dot ? dot + 1 : name);
      write_value (self, json, row, i);
    }
  change_nesting (json, open, open_length, "", 0);
}

static void
write_children (MwShapeWriter *self, GString *json, guint row)
{
  guint column;
  const char *key = get_cell (self, row, 0, &column);
  GArray *rows = key ? g_hash_table_lookup (self->rows_of, key) : NULL;

  g_string_append (json, ",\"lineItems\":[");
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      mw_shape_writer_write (self->children, json, g_array_index (rows, guint, i));
    }
  g_string_append_c (json, ']');
}

/**
 * mw_shape_writer_write:
 * @self: a writer
 * @json: where to append
 * @record: which one, from 0
 *
 * Appends one record, a JSON object.
 */
void
mw_shape_writer_write (MwShapeWriter *self, GString *json, guint record)
{
  guint row = self->rows ? g_array_index (self->rows, guint, record) : record;

  g_string_append_c (json, '{');
  write_members (self, json, row);
  if (self->children != NULL)
    write_children (self, json, row);
  g_string_append_c (json, '}');
}
