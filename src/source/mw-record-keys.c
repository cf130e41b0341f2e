/* mw-record-keys.c: keys of records, as what the requests about them are filled with
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-record-keys.h"

typedef struct
{
  char *text;
  gboolean is_number;
  char **values; /* of more places; NULL in it: none */
  guint n_values;
} Key;

struct _MwRecordKeys
{
  GArray *keys; /* of Key */
};

static void
key_clear (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  for (guint i = 0; i < key->n_values; i++)
    g_free (key->values[i]);
  g_free (key->values);
}

MwRecordKeys *
mw_record_keys_new (void)
{
  MwRecordKeys *self = g_new0 (MwRecordKeys, 1);

  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  g_array_set_clear_func (self->keys, key_clear);
  return self;
}

void
mw_record_keys_free (MwRecordKeys *self)
{
  g_array_unref (self->keys);
  g_free (self);
}

guint
mw_record_keys_get_n (const MwRecordKeys *self)
{
  return self->keys->len;
}

const char *
mw_record_keys_get (const MwRecordKeys *self, guint number)
{
  return g_array_index (self->keys, Key, number).text;
}

/**
 * mw_record_keys_add:
 * @key: the text of the key
 * @expression: what gives it
 * @record: the record it was taken from
 * @dialect: (nullable): how the server wraps values
 */
void
mw_record_keys_add (MwRecordKeys *self,
                    const char *key,
                    const MwExpression *expression,
                    yyjson_val *record,
                    const MwJsonDialect *dialect)
{
  yyjson_val *value = expression->kind == MW_EXPRESSION_PATH
                        ? mw_json_path_get (expression->path, record, dialect)
                        : NULL;
  Key entry = { g_strdup (key), yyjson_is_num (value) || yyjson_is_raw (value), NULL, 0 };

  g_array_append_val (self->keys, entry);
}

/**
 * mw_record_keys_add_value:
 * @value: (nullable): what another place becomes for the key that was added last
 */
void
mw_record_keys_add_value (MwRecordKeys *self, const char *value)
{
  Key *key = &g_array_index (self->keys, Key, self->keys->len - 1);

  key->values = g_renew (char *, key->values, key->n_values + 1);
  key->values[key->n_values++] = g_strdup (value);
}

/**
 * mw_record_keys_fill_of:
 * @of: what the keys were taken for
 * @first: the key, or the first of a batch
 *
 * Sets {parent} and its relatives, and the other places of @of that have a value.
 */
void
mw_record_keys_fill_of (const MwRecordKeys *self, const MwSetOf *of, guint first, MwVariables *variables)
{
  const Key *key = &g_array_index (self->keys, Key, first);

  mw_record_keys_fill (self, "parent", first, MAX (of->batch, 1), variables);
  for (guint i = 0; i < key->n_values; i++)
    if (key->values[i] != NULL)
      mw_variables_set_text (variables, of->values[i].place, key->values[i]);
}

int
mw_record_keys_find (const MwRecordKeys *self, const char *key, guint first, guint n)
{
  for (guint i = first; i < MIN (first + n, self->keys->len); i++)
    if (g_str_equal (g_array_index (self->keys, Key, i).text, key))
      return (int) i;
  return -1;
}

/* A number that is too large for one of JSON-GLib is sent as a text: another number would be another record.
 */
static JsonNode *
new_node (const Key *key)
{
  gint64 number;

  if (key->is_number && g_ascii_string_to_signed (key->text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return json_node_init_int (json_node_alloc (), number);
  return json_node_init_string (json_node_alloc (), key->text);
}

void
mw_record_keys_fill (const MwRecordKeys *self, const char *name, guint first, guint n, MwVariables *variables)
{
  g_autoptr (JsonNode) one = new_node (&g_array_index (self->keys, Key, first));
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autofree char *list_name = g_strconcat (name, "s", NULL);
  g_autofree char *csv_name = g_strconcat (name, "s_csv", NULL);

  for (guint i = first; i < MIN (first + n, self->keys->len); i++)
    {
      const Key *key = &g_array_index (self->keys, Key, i);

      json_array_add_element (all, new_node (key));
      g_string_append_printf (csv, "%s%s", i > first ? "," : "", key->text);
    }
  json_node_set_array (list, all);
  mw_variables_set_node (variables, name, one);
  mw_variables_set_node (variables, list_name, list);
  mw_variables_set_text (variables, csv_name, csv->str);
}
