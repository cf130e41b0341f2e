/* mw-file-reader.c: reads the members of JSON objects into structs by table, and says where something is
 * wrong
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-file-reader.h"

#include <string.h>

#include "mw-system.h"

typedef struct
{
  gpointer pointer;
  GDestroyNotify destroy;
} Kept;

static void
kept_clear (gpointer data)
{
  Kept *kept = data;

  kept->destroy (kept->pointer);
}

/**
 * mw_keep_new:
 *
 * A list of things to free together: what a file's structs point to.
 *
 * Returns: (transfer full): free with g_array_unref()
 */
MwKeep *
mw_keep_new (void)
{
  MwKeep *self = g_array_new (FALSE, FALSE, sizeof (Kept));

  g_array_set_clear_func (self, kept_clear);
  return self;
}

gpointer
mw_keep_add (MwKeep *self, gpointer pointer, GDestroyNotify destroy)
{
  Kept kept = { pointer, destroy };

  g_array_append_val (self, kept);
  return pointer;
}

/**
 * mw_file_reader_init:
 * @file: (nullable): name of the file, for messages
 * @where: (nullable): key path of what is read
 * @keep: takes what is allocated
 * @error: set by the first failure
 *
 * Starts to read. End with mw_file_reader_clear().
 */
void
mw_file_reader_init (MwFileReader *self, const char *file, const char *where, MwKeep *keep, GError **error)
{
  *self = (MwFileReader) { .file = file, .where = g_string_new (where), .keep = keep, .error = error };
}

void
mw_file_reader_clear (MwFileReader *self)
{
  g_string_free (g_steal_pointer (&self->where), TRUE);
}

/**
 * mw_file_reader_enter:
 * @key: of a member
 *
 * Notes that what follows is about this member.
 *
 * Returns: what mw_file_reader_leave() wants
 */
gsize
mw_file_reader_enter (MwFileReader *self, const char *key)
{
  gsize mark = self->where->len;

  if (*key == '\0' ||
      strspn (key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != strlen (key))
    g_string_append_printf (self->where, "[\"%s\"]", key);
  else
    g_string_append_printf (self->where, "%s%s", mark == 0 ? "" : ".", key);
  return mark;
}

gsize
mw_file_reader_enter_index (MwFileReader *self, guint index)
{
  gsize mark = self->where->len;

  g_string_append_printf (self->where, "[%u]", index);
  return mark;
}

void
mw_file_reader_leave (MwFileReader *self, gsize mark)
{
  g_string_truncate (self->where, mark);
}

G_GNUC_PRINTF (4, 0)
static gboolean
fail (MwFileReader *self, MwCatalogError code, const char *key, const char *format, va_list arguments)
{
  gsize mark = key != NULL ? mw_file_reader_enter (self, key) : self->where->len;
  g_autofree char *reason = g_strdup_vprintf (format, arguments);

  /* One message whatever is missing: no file when an expression is parsed alone, no key when the file is no
   * object. */
  g_set_error (self->error, MW_CATALOG_ERROR, code, "%s%s%s%s%s%s", self->file != NULL ? self->file : "",
               self->file != NULL ? ": " : "", self->where->str, self->where->len > 0 ? ": " : "", reason,
               self->note != NULL ? self->note : "");
  mw_file_reader_leave (self, mark);
  return FALSE;
}

/**
 * mw_file_reader_fail:
 * @key: (nullable): the member it is about, when it was not entered
 * @format: the reason
 *
 * Sets %MW_CATALOG_ERROR_FORMAT with file, key path and reason.
 *
 * Returns: %FALSE
 */
gboolean
mw_file_reader_fail (MwFileReader *self, const char *key, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  fail (self, MW_CATALOG_ERROR_FORMAT, key, format, arguments);
  va_end (arguments);
  return FALSE;
}

/**
 * mw_file_reader_unsafe:
 *
 * The same with %MW_CATALOG_ERROR_UNSAFE.
 *
 * Returns: %FALSE
 */
gboolean
mw_file_reader_unsafe (MwFileReader *self, const char *key, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  fail (self, MW_CATALOG_ERROR_UNSAFE, key, format, arguments);
  va_end (arguments);
  return FALSE;
}

static const char *
describe (JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return "an object";
    case JSON_NODE_ARRAY:
      return "a list";
    case JSON_NODE_NULL:
      return "null";
    case JSON_NODE_VALUE:
    default:
      switch (json_node_get_value_type (node))
        {
        case G_TYPE_STRING:
          return "a text";
        case G_TYPE_BOOLEAN:
          return "true or false";
        default:
          return "a number";
        }
    }
}

gboolean
mw_file_reader_wrong_type (MwFileReader *self, JsonNode *node, const char *wanted)
{
  return mw_file_reader_fail (self, NULL, "must be %s, not %s", wanted, describe (node));
}

static const MwMember *
find_member (const MwShape *shape, const char *name)
{
  for (const MwMember *member = shape->members; member->name != NULL; member++)
    if (strcmp (member->name, name) == 0)
      return member;
  return NULL;
}

/**
 * mw_file_reader_read:
 * @node: what must be an object of that shape
 * @target: a struct of @shape's size, zeroed
 *
 * Reads every member. An unknown member, a missing one and a wrong value are errors.
 *
 * Returns: %FALSE with the reader's error set
 */
gboolean
mw_file_reader_read (MwFileReader *self, JsonNode *node, const MwShape *shape, gpointer target)
{
  g_autoptr (GList) names = NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (self, node, "an object");
  object = json_node_get_object (node);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    if (find_member (shape, l->data) == NULL)
      return mw_file_reader_fail (self, l->data, "unknown key");
  for (const MwMember *member = shape->members; member->name != NULL; member++)
    {
      JsonNode *value = json_object_get_member (object, member->name);
      gsize mark;

      if (value == NULL && member->required)
        return mw_file_reader_fail (self, member->name, "is missing");
      if (value == NULL)
        continue;
      mark = mw_file_reader_enter (self, member->name);
      if (!member->read (self, value, target, member))
        return FALSE;
      mw_file_reader_leave (self, mark);
    }
  return shape->check == NULL || shape->check (self, node, target);
}
