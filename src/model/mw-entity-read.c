/* mw-entity-read.c: reads a file of data/model/, and names what is wrong in it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-entity-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  const char *name; /* of the file */
  MwEntity *entity;
  char *place; /* the key that is being read, such as fields[3].type */
} Reader;

/* One word more than MwFieldType has: a reference is two columns. */
#define TYPE_REFERENCE -1

static const struct
{
  const char *name;
  int type;
} field_types[] = {
  { "text", MW_FIELD_TYPE_TEXT },         { "long_text", MW_FIELD_TYPE_LONG_TEXT },
  { "code", MW_FIELD_TYPE_CODE },         { "integer", MW_FIELD_TYPE_INTEGER },
  { "decimal", MW_FIELD_TYPE_DECIMAL },   { "money", MW_FIELD_TYPE_MONEY },
  { "quantity", MW_FIELD_TYPE_QUANTITY }, { "percent", MW_FIELD_TYPE_PERCENT },
  { "date", MW_FIELD_TYPE_DATE },         { "datetime", MW_FIELD_TYPE_DATETIME },
  { "duration", MW_FIELD_TYPE_DURATION }, { "boolean", MW_FIELD_TYPE_BOOLEAN },
  { "enum", MW_FIELD_TYPE_ENUM },         { "email", MW_FIELD_TYPE_EMAIL },
  { "phone", MW_FIELD_TYPE_PHONE },       { "url", MW_FIELD_TYPE_URL },
  { "json", MW_FIELD_TYPE_JSON },         { "ref", TYPE_REFERENCE },
};

static gboolean
fail (const Reader *reader, GError **error, const char *key, const char *reason)
{
  g_set_error (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FORMAT, "%s: %s%s%s: %s", reader->name, reader->place,
               reader->place[0] != '\0' && key[0] != '\0' ? "." : "", key, reason);
  return FALSE;
}

static void
set_field_place (Reader *reader, guint field)
{
  g_free (reader->place);
  reader->place = g_strdup_printf ("fields[%u]", field);
}

static void
set_value_place (Reader *reader, guint field, guint value)
{
  g_free (reader->place);
  reader->place = g_strdup_printf ("fields[%u].values[%u]", field, value);
}

static gboolean
check_keys (const Reader *reader, JsonObject *object, const char *const *allowed, GError **error)
{
  JsonObjectIter iter;
  const char *key;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, NULL))
    if (!g_strv_contains (allowed, key))
      return fail (reader, error, key, "unknown key");
  return TRUE;
}

static const char *
read_string (const Reader *reader, JsonObject *object, const char *key, gboolean required, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL)
    {
      if (required)
        fail (reader, error, key, "missing");
      return NULL;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
      json_node_get_string (node)[0] == '\0')
    {
      fail (reader, error, key, "must be a text that is not empty");
      return NULL;
    }
  return g_string_chunk_insert_const (reader->entity->texts, json_node_get_string (node));
}

/* The text in the user's language. */
static const char *
read_title (const Reader *reader, JsonObject *object, const char *key, gboolean required, GError **error)
{
  const char *text = read_string (reader, object, key, required, error);

  if (text == NULL)
    return NULL;
  return g_string_chunk_insert_const (reader->entity->texts, g_dgettext (GETTEXT_PACKAGE, text));
}

static gboolean
is_id (const char *text)
{
  return g_ascii_islower (text[0]) && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (text);
}

static const char *
read_id (const Reader *reader, JsonObject *object, GError **error)
{
  const char *id = read_string (reader, object, "id", TRUE, error);

  if (id != NULL && !is_id (id))
    {
      fail (reader, error, "id", "must be of lower case letters, digits and “_”");
      return NULL;
    }
  return id;
}

static gboolean
read_integer (const Reader *reader, JsonObject *object, const char *key, gint64 *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fail (reader, error, key, "must be a whole number");
  *value = json_node_get_int (node);
  return TRUE;
}

static JsonArray *
read_objects (const Reader *reader, JsonObject *object, const char *key, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) == 0)
    {
      fail (reader, error, key, "must be a list that is not empty");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      {
        fail (reader, error, key, "must be a list of objects");
        return NULL;
      }
  return array;
}

static gboolean
read_boolean (const Reader *reader, JsonObject *object, const char *key, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fail (reader, error, key, "must be true or false");
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_values (Reader *reader, JsonObject *object, MwField *field, guint position, GError **error)
{
  static const char *const allowed[] = { "id", "title", "ended", NULL };
  JsonArray *array = read_objects (reader, object, "values", error);
  MwFieldValue *values;

  if (array == NULL)
    return FALSE;
  field->n_values = json_array_get_length (array);
  values = g_new0 (MwFieldValue, field->n_values);
  g_ptr_array_add (reader->entity->values, values);
  field->values = values;

  for (guint i = 0; i < field->n_values; i++)
    {
      JsonObject *value = json_array_get_object_element (array, i);

      set_value_place (reader, position, i);
      if (!check_keys (reader, value, allowed, error))
        return FALSE;
      values[i].id = read_id (reader, value, error);
      if (values[i].id == NULL)
        return FALSE;
      values[i].title = read_title (reader, value, "title", TRUE, error);
      if (values[i].title == NULL || !read_boolean (reader, value, "ended", &values[i].ended, error))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (g_str_equal (values[j].id, values[i].id))
          return fail (reader, error, "id", "stands twice");
    }
  set_field_place (reader, position);
  return TRUE;
}

static gboolean
add_field (const Reader *reader, const MwField *field, GError **error)
{
  MwEntity *entity = reader->entity;

  if (g_hash_table_contains (entity->positions, field->id))
    {
      g_autofree char *reason = g_strdup_printf ("“%s” stands twice", field->id);

      return fail (reader, error, "id", reason);
    }
  g_array_append_vals (entity->fields, field, 1);
  g_hash_table_insert (entity->positions, (gpointer) field->id, GINT_TO_POINTER ((int) entity->fields->len));
  return TRUE;
}

/* Adds the second column of @first: @suffix behind its id, @format around its title. */
static gboolean
add_pair (const Reader *reader,
          const MwField *first,
          const char *suffix,
          MwFieldType type,
          const char *title,
          const char *description,
          GError **error)
{
  GStringChunk *texts = reader->entity->texts;
  g_autofree char *id = g_strconcat (first->id, suffix, NULL);
  guint position = reader->entity->fields->len - 1;
  MwField second = {
    .id = g_string_chunk_insert_const (texts, id),
    .title = g_string_chunk_insert_const (texts, title),
    .description = g_string_chunk_insert_const (texts, description),
    .entity = first->entity,
    .type = type,
    .pair = (int) position,
  };

  if (!add_field (reader, &second, error))
    return FALSE;
  g_array_index (reader->entity->fields, MwField, position).pair = (int) position + 1;
  return TRUE;
}

static gboolean
find_type (const char *name, int *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (field_types); i++)
    if (g_str_equal (field_types[i].name, name))
      {
        *type = field_types[i].type;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_field (Reader *reader, JsonObject *object, guint position, GError **error)
{
  static const char *const allowed[] = { "id",     "type", "title",  "description", "default",
                                         "entity", "unit", "values", NULL };
  g_autoptr (GError) local_error = NULL;
  MwField field = { .pair = -1 };
  g_autofree char *pair_title = NULL;
  const char *type_name;
  int type;

  set_field_place (reader, position);
  if (!check_keys (reader, object, allowed, error))
    return FALSE;
  field.id = read_id (reader, object, error);
  if (field.id == NULL)
    return FALSE;
  field.title = read_title (reader, object, "title", TRUE, error);
  if (field.title == NULL)
    return FALSE;
  field.description = read_title (reader, object, "description", FALSE, &local_error);
  if (local_error == NULL)
    field.entity = read_string (reader, object, "entity", FALSE, &local_error);
  if (local_error == NULL)
    field.unit = read_string (reader, object, "unit", FALSE, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  type_name = read_string (reader, object, "type", TRUE, error);
  if (type_name == NULL)
    return FALSE;
  if (!find_type (type_name, &type))
    return fail (reader, error, "type", "unknown type");
  if (!read_boolean (reader, object, "default", &field.is_default, error))
    return FALSE;
  if (field.entity != NULL && type != TYPE_REFERENCE)
    return fail (reader, error, "entity", "only a field of type “ref” has one");
  if (field.unit != NULL && !mw_field_is_number (&(MwField) { .type = (MwFieldType) type }))
    return fail (reader, error, "unit", "only a field of numbers has one");
  if (json_object_has_member (object, "values") && type != MW_FIELD_TYPE_ENUM)
    return fail (reader, error, "values", "only a field of type “enum” has some");

  field.type = type == TYPE_REFERENCE ? MW_FIELD_TYPE_TEXT : (MwFieldType) type;
  if (type == MW_FIELD_TYPE_ENUM && !read_values (reader, object, &field, position, error))
    return FALSE;
  if (!add_field (reader, &field, error))
    return FALSE;

  if (type == MW_FIELD_TYPE_ENUM)
    {
      /* Translators: title of a column with the text that the system itself uses; %s: the title of our column
       */
      pair_title = g_strdup_printf (_ ("%s (as sent)"), field.title);
      return add_pair (reader, &field, "_raw", MW_FIELD_TYPE_TEXT, pair_title,
                       _ ("The text that the system itself uses"), error);
    }
  if (type == TYPE_REFERENCE)
    {
      /* Translators: title of a column with the key of a record; %s: the title of the column with its name */
      pair_title = g_strdup_printf (_ ("%s (ID)"), field.title);
      return add_pair (reader, &field, "_id", MW_FIELD_TYPE_CODE, pair_title,
                       _ ("The key of that record in the system"), error);
    }
  return TRUE;
}

static gboolean
set_group (Reader *reader, const char *id, guint group, GHashTable *placed, GError **error)
{
  int position = mw_entity_find_field (reader->entity, id);
  MwField *field = position >= 0 ? &g_array_index (reader->entity->fields, MwField, position) : NULL;

  if (field == NULL)
    return fail (reader, error, "fields", "names a field that is not there");
  if (!g_hash_table_add (placed, (gpointer) field->id))
    return fail (reader, error, "fields", "names a field that is in a group already");
  field->group = group;
  /* The second column of an enum or a reference. */
  if (field->pair == position + 1)
    g_array_index (reader->entity->fields, MwField, position + 1).group = group;
  return TRUE;
}

static gboolean
read_group (Reader *reader, JsonObject *object, guint group, GHashTable *placed, GError **error)
{
  static const char *const allowed[] = { "title", "fields", NULL };
  JsonNode *node = json_object_get_member (object, "fields");
  JsonArray *fields = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const char *title;

  g_free (reader->place);
  reader->place = g_strdup_printf ("groups[%u]", group);
  if (!check_keys (reader, object, allowed, error))
    return FALSE;
  title = read_title (reader, object, "title", TRUE, error);
  if (title == NULL)
    return FALSE;
  if (fields == NULL || json_array_get_length (fields) == 0)
    return fail (reader, error, "fields", "must be a list that is not empty");
  g_ptr_array_add (reader->entity->groups, (gpointer) title);
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonNode *id = json_array_get_element (fields, i);

      if (!JSON_NODE_HOLDS_VALUE (id) || json_node_get_value_type (id) != G_TYPE_STRING)
        return fail (reader, error, "fields", "must be a list of texts");
      if (!set_group (reader, json_node_get_string (id), group, placed, error))
        return FALSE;
    }
  return TRUE;
}

/* All fields are in groups, or none is: nobody may look for one in vain. */
static gboolean
read_groups (Reader *reader, JsonObject *object, GError **error)
{
  g_autoptr (GHashTable) placed = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *fields = reader->entity->fields;
  JsonArray *array;

  if (!json_object_has_member (object, "groups"))
    return TRUE;
  array = read_objects (reader, object, "groups", error);
  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_group (reader, json_array_get_object_element (array, i), i, placed, error))
      return FALSE;
  g_set_str (&reader->place, "");
  for (guint i = 0; i < fields->len; i++)
    {
      const MwField *field = &g_array_index (fields, MwField, i);
      g_autofree char *reason = NULL;

      if (g_hash_table_contains (placed, field->id) || (field->pair >= 0 && field->pair < (int) i))
        continue;
      reason = g_strdup_printf ("“%s” is in none", field->id);
      return fail (reader, error, "groups", reason);
    }
  return TRUE;
}

/* Where a field does not say which other one has its unit. */
static const char *
get_usual_unit (MwFieldType type)
{
  switch ((int) type)
    {
    case MW_FIELD_TYPE_MONEY:
      return "currency";
    case MW_FIELD_TYPE_QUANTITY:
      return "uom";
    default:
      return NULL;
    }
}

static gboolean
find_units (Reader *reader, GError **error)
{
  MwEntity *entity = reader->entity;

  for (guint i = 0; i < entity->fields->len; i++)
    {
      MwField *field = &g_array_index (entity->fields, MwField, i);
      const char *usual = get_usual_unit (field->type);

      set_field_place (reader, i);
      if (field->unit != NULL && mw_entity_find_field (entity, field->unit) < 0)
        return fail (reader, error, "unit", "names a field that is not there");
      if (field->unit == NULL && usual != NULL && mw_entity_find_field (entity, usual) >= 0)
        field->unit = g_string_chunk_insert_const (entity->texts, usual);
    }
  return TRUE;
}

static gboolean
read_entity (Reader *reader, JsonObject *object, GError **error)
{
  static const char *const allowed[] = { "format", "id",     "title",  "singular", "icon",
                                         "order",  "groups", "fields", NULL };
  MwEntity *entity = reader->entity;
  JsonArray *fields;
  gint64 format;

  if (!check_keys (reader, object, allowed, error) ||
      !read_integer (reader, object, "format", &format, error))
    return FALSE;
  if (format != 1)
    return fail (reader, error, "format", "must be 1");
  if ((entity->id = read_id (reader, object, error)) == NULL ||
      (entity->title = read_title (reader, object, "title", TRUE, error)) == NULL ||
      (entity->singular = read_title (reader, object, "singular", TRUE, error)) == NULL ||
      (entity->icon_name = read_string (reader, object, "icon", TRUE, error)) == NULL ||
      !read_integer (reader, object, "order", &entity->order, error) ||
      (fields = read_objects (reader, object, "fields", error)) == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (fields); i++)
    if (!read_field (reader, json_array_get_object_element (fields, i), i, error))
      return FALSE;
  return find_units (reader, error) && read_groups (reader, object, error);
}

MwEntity *
mw_entity_read (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (MwEntity) entity = g_object_new (MW_TYPE_ENTITY, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;
  Reader reader = { name, entity, g_strdup ("") };
  JsonNode *root;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gboolean ok;

  json_parser_set_strict (parser, TRUE);
  if (text == NULL || !json_parser_load_from_data (parser, text, (gssize) length, &local_error))
    {
      g_set_error (error, MW_MODEL_ERROR, MW_MODEL_ERROR_FILE, "%s: %s", name,
                   local_error != NULL ? local_error->message : "the file is empty");
      g_free (reader.place);
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    ok = read_entity (&reader, json_node_get_object (root), error);
  else
    ok = fail (&reader, error, "", "must be an object");
  g_free (reader.place);
  return ok ? g_steal_pointer (&entity) : NULL;
}
