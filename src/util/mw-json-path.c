/* mw-json-path.c: paths into JSON, such as lineItems[0].name
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-path.h"

#include <string.h>

/* Each one is a level of recursion in mw_json_path_foreach(). */
#define MAX_WILDCARDS 8

struct _MwJsonPath
{
  char *text;
  GArray *steps; /* MwJsonStep */
};

static void
clear_step (gpointer data)
{
  MwJsonStep *step = data;

  g_free (step->key);
}

static gboolean
fail (GError **error, const char *text, const char *position, const char *message)
{
  g_set_error (error, MW_JSON_ERROR, MW_JSON_ERROR_SYNTAX, "The path “%s”: %s at byte %d", text, message,
               (int) (position - text));
  return FALSE;
}

static void
add_key (MwJsonPath *self, char *key)
{
  MwJsonStep step = { .kind = MW_JSON_STEP_KEY, .key = key, .key_length = strlen (key) };

  g_array_append_val (self->steps, step);
}

static gboolean
parse_plain_key (MwJsonPath *self, const char **position, GError **error)
{
  gsize length = strcspn (*position, ".[]\"");

  if (length == 0)
    return fail (error, self->text, *position, "a key is missing");
  add_key (self, g_strndup (*position, length));
  *position += length;
  return TRUE;
}

/* Inside the quotes \" and \\ stand for the quote and the backslash; @position stands behind the first quote.
 */
static gboolean
parse_quoted_key (MwJsonPath *self, const char **position, GError **error)
{
  g_autoptr (GString) key = g_string_new (NULL);
  const char *p = *position;

  for (; *p != '"'; p++)
    {
      if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
        p++;
      if (*p == '\0')
        return fail (error, self->text, p, "a quote is missing");
      g_string_append_c (key, *p);
    }
  if (p[1] != ']')
    return fail (error, self->text, p + 1, "“]” is missing");
  add_key (self, g_strndup (key->str, key->len));
  *position = p + 2;
  return TRUE;
}

/* @position stands behind "[". */
static gboolean
parse_brackets (MwJsonPath *self, const char **position, GError **error)
{
  MwJsonStep step = { .kind = MW_JSON_STEP_INDEX };
  const char *p = *position;

  if (*p == '"')
    {
      *position = p + 1;
      return parse_quoted_key (self, position, error);
    }
  if (*p == ']')
    step.kind = MW_JSON_STEP_EACH;
  else
    {
      if (!g_ascii_isdigit (*p))
        return fail (error, self->text, p, "a number, a quoted key or “]” is missing");
      for (; g_ascii_isdigit (*p); p++)
        {
          if (step.index > G_MAXUINT / 10 - 1)
            return fail (error, self->text, p, "the number is too large");
          step.index = step.index * 10 + (guint) (*p - '0');
        }
      if (*p != ']')
        return fail (error, self->text, p, "“]” is missing");
    }
  g_array_append_val (self->steps, step);
  *position = p + 1;
  return TRUE;
}

/* What is known of the steps only when all are there. */
static guint
complete_steps (MwJsonPath *self)
{
  gboolean leads_on = FALSE;
  guint wildcards = 0;

  for (guint i = self->steps->len; i-- > 0;)
    {
      MwJsonStep *step = &g_array_index (self->steps, MwJsonStep, i);

      step->leads_to_key = leads_on;
      leads_on = leads_on || step->kind != MW_JSON_STEP_INDEX;
      wildcards += step->kind == MW_JSON_STEP_EACH;
    }
  return wildcards;
}

static gboolean
parse_steps (MwJsonPath *self, GError **error)
{
  const char *p = self->text;

  while (*p != '\0')
    {
      gboolean ok;

      if (*p == '[')
        {
          p++;
          ok = parse_brackets (self, &p, error);
        }
      else if (p == self->text)
        ok = parse_plain_key (self, &p, error);
      else if (*p == '.')
        {
          p++;
          ok = parse_plain_key (self, &p, error);
        }
      else
        ok = fail (error, self->text, p, "“.” or “[” is missing");
      if (!ok)
        return FALSE;
    }

  if (complete_steps (self) > MAX_WILDCARDS)
    return fail (error, self->text, p, "too many “[]”");
  return TRUE;
}

/**
 * mw_json_path_parse:
 * @text: for example "lineItems[0].name", "[\"@odata.nextLink\"]" or "" for the root
 * @error: of the domain %MW_JSON_ERROR, naming path and place
 *
 * Returns: (transfer full) (nullable): the path
 */
MwJsonPath *
mw_json_path_parse (const char *text, GError **error)
{
  g_autoptr (MwJsonPath) self = g_new0 (MwJsonPath, 1);

  self->text = g_strdup (text);
  self->steps = g_array_new (FALSE, FALSE, sizeof (MwJsonStep));
  g_array_set_clear_func (self->steps, clear_step);
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, MW_JSON_ERROR, MW_JSON_ERROR_TEXT, "A path is not valid UTF-8");
      return NULL;
    }
  return parse_steps (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * mw_json_path_free:
 */
void
mw_json_path_free (MwJsonPath *self)
{
  g_array_unref (self->steps);
  g_free (self->text);
  g_free (self);
}

/**
 * mw_json_path_get_text:
 *
 * Returns: the path as it was written
 */
const char *
mw_json_path_get_text (const MwJsonPath *self)
{
  return self->text;
}

/**
 * mw_json_path_get_n_steps:
 *
 * Returns: keys and brackets together; 0 for the root
 */
guint
mw_json_path_get_n_steps (const MwJsonPath *self)
{
  return self->steps->len;
}

/**
 * mw_json_path_get_key:
 * @step: counted from 0
 *
 * Returns: (nullable): the key, or %NULL when the step is a number, "[]" or behind the end
 */
const char *
mw_json_path_get_key (const MwJsonPath *self, guint step)
{
  return step < self->steps->len ? mw_json_path_get_step (self, step)->key : NULL;
}

/**
 * mw_json_path_is_each:
 *
 * Returns: whether that step is "[]"
 */
gboolean
mw_json_path_is_each (const MwJsonPath *self, guint step)
{
  return step < self->steps->len && mw_json_path_get_step (self, step)->kind == MW_JSON_STEP_EACH;
}

/**
 * mw_json_path_starts_with:
 * @n_steps: how many steps of @other are looked at
 *
 * Returns: whether @self begins with the first @n_steps steps of @other
 */
gboolean
mw_json_path_starts_with (const MwJsonPath *self, const MwJsonPath *other, guint n_steps)
{
  if (n_steps > self->steps->len || n_steps > other->steps->len)
    return FALSE;
  for (guint i = 0; i < n_steps; i++)
    {
      const MwJsonStep *a = mw_json_path_get_step (self, i), *b = mw_json_path_get_step (other, i);

      if (a->kind != b->kind || a->index != b->index || g_strcmp0 (a->key, b->key) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * mw_json_path_dup_part:
 * @first: the step it begins with
 * @n_steps: how many steps
 *
 * Returns: (transfer full): a part of @self that is followed as if it were still part of it
 */
MwJsonPath *
mw_json_path_dup_part (const MwJsonPath *self, guint first, guint n_steps)
{
  MwJsonPath *part = g_new0 (MwJsonPath, 1);

  part->text = g_strdup (self->text);
  part->steps = g_array_new (FALSE, FALSE, sizeof (MwJsonStep));
  g_array_set_clear_func (part->steps, clear_step);
  for (guint i = first; i < MIN (first + n_steps, self->steps->len); i++)
    {
      MwJsonStep step = *mw_json_path_get_step (self, i);

      step.key = g_strdup (step.key);
      g_array_append_val (part->steps, step);
    }
  return part;
}

const MwJsonStep *
mw_json_path_get_step (const MwJsonPath *self, guint step)
{
  return &g_array_index (self->steps, MwJsonStep, step);
}

/* The member of an object whose key is @key with the suffix behind it. */
static yyjson_val *
find_nested (yyjson_val *object, const MwJsonStep *step, const char *suffix)
{
  gsize length = step->key_length + strlen (suffix);
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_obj_iter_init (object, &iter))
    return NULL;
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    if (unsafe_yyjson_get_len (key) == length &&
        memcmp (unsafe_yyjson_get_str (key), step->key, step->key_length) == 0 &&
        strcmp (unsafe_yyjson_get_str (key) + step->key_length, suffix) == 0)
      return yyjson_obj_iter_get_val (key);
  return NULL;
}

/* yyjson_obj_getn() with a look at the first byte: keys of one length are many, equal ones are not. */
static yyjson_val *
find_key (yyjson_val *object, const char *wanted, gsize length)
{
  yyjson_val *key;

  if (!yyjson_is_obj (object))
    return NULL;
  key = unsafe_yyjson_get_first (object);
  for (gsize n = unsafe_yyjson_get_len (object); n > 0; n--, key = unsafe_yyjson_get_next (key + 1))
    if (unsafe_yyjson_get_len (key) == length && *unsafe_yyjson_get_str (key) == *wanted &&
        memcmp (unsafe_yyjson_get_str (key), wanted, length) == 0)
      return key + 1;
  return NULL;
}

static yyjson_val *
find_member (yyjson_val *object, const MwJsonStep *step, const MwJsonDialect *dialect)
{
  yyjson_val *found = NULL;

  if (dialect != NULL && dialect->nested_suffix != NULL && step->leads_to_key)
    found = find_nested (object, step, dialect->nested_suffix);
  return found != NULL ? found : find_key (object, step->key, step->key_length);
}

static gboolean
wraps (const MwJsonDialect *dialect)
{
  return dialect != NULL && (dialect->odata || dialect->value_objects);
}

/* One step from @value; the first of equal keys. */
static yyjson_val *
follow (const MwJsonStep *step, yyjson_val *value, const MwJsonDialect *dialect)
{
  yyjson_val *found;

  if (step->kind != MW_JSON_STEP_KEY)
    return step->kind == MW_JSON_STEP_INDEX ? yyjson_arr_get (mw_json_unwrap (value, dialect), step->index)
                                            : NULL;
  found = find_member (value, step, dialect);
  if (found != NULL || !wraps (dialect))
    return found;
  return find_member (mw_json_unwrap (value, dialect), step, dialect);
}

/* Whether all members of @object are @key or one of @companions. */
static gboolean
has_only (yyjson_val *object, const char *key, const char *const *companions)
{
  yyjson_obj_iter iter;
  yyjson_val *name;

  yyjson_obj_iter_init (object, &iter);
  while ((name = yyjson_obj_iter_next (&iter)) != NULL)
    if (!yyjson_equals_str (name, key) && !g_strv_contains (companions, yyjson_get_str (name)))
      return FALSE;
  return TRUE;
}

/**
 * mw_json_is_of_protocol:
 * @key: of a member of a record
 *
 * Returns: whether it is the "__metadata" of OData 2
 */
gboolean
mw_json_is_of_protocol (yyjson_val *key, const MwJsonDialect *dialect)
{
  return dialect->odata && yyjson_equals_str (key, "__metadata");
}

/**
 * mw_json_unwrap:
 * @value: (nullable): a value
 * @dialect: (nullable): how the server wraps values
 *
 * Gives what a wrapper stands for. OData 2: {"results": […]} is a list, {"__deferred": …} was not sent (OData
 * JSON format 2.0, 4 and 5: services wrap lists so that nobody runs them as a script).
 *
 * Returns: (nullable): the value; %NULL for one that was not sent
 */
yyjson_val *
mw_json_unwrap (yyjson_val *value, const MwJsonDialect *dialect)
{
  static const char *const list_companions[] = { "__count", "__next", "__metadata", NULL };
  static const char *const value_companions[] = { "display_value", "link", "error", NULL };
  yyjson_val *inner;

  if (!wraps (dialect) || !yyjson_is_obj (value))
    return value;
  if (dialect->odata)
    {
      if (yyjson_obj_get (value, "__deferred") != NULL)
        return NULL;
      inner = yyjson_obj_get (value, "results");
      if (yyjson_is_arr (inner) && has_only (value, "results", list_companions))
        return inner;
    }
  if (dialect->value_objects)
    {
      inner = yyjson_obj_get (value, "value");
      if (inner != NULL && !yyjson_is_ctn (inner) && has_only (value, "value", value_companions))
        return inner;
    }
  return value;
}

/**
 * mw_json_path_get:
 * @root: (nullable): where the path starts
 * @dialect: (nullable): how the server nests and wraps values
 *
 * Returns: (nullable): the value at the path; %NULL when it is not there, and for a path with "[]"
 */
yyjson_val *
mw_json_path_get (const MwJsonPath *self, yyjson_val *root, const MwJsonDialect *dialect)
{
  const MwJsonStep *steps = (gconstpointer) self->steps->data;
  yyjson_val *value = root;

  for (guint i = 0; i < self->steps->len && value != NULL; i++)
    value = follow (&steps[i], value, dialect);
  return wraps (dialect) ? mw_json_unwrap (value, dialect) : value;
}

static void
visit (const MwJsonPath *self,
       guint position,
       yyjson_val *value,
       const MwJsonDialect *dialect,
       MwJsonPathFunc func,
       gpointer data)
{
  for (guint i = position; i < self->steps->len && value != NULL; i++)
    {
      const MwJsonStep *step = mw_json_path_get_step (self, i);
      yyjson_arr_iter iter;

      if (step->kind != MW_JSON_STEP_EACH)
        {
          value = follow (step, value, dialect);
          continue;
        }
      if (!yyjson_arr_iter_init (mw_json_unwrap (value, dialect), &iter))
        return;
      while ((value = yyjson_arr_iter_next (&iter)) != NULL)
        visit (self, i + 1, value, dialect, func, data);
      return;
    }
  value = mw_json_unwrap (value, dialect);
  if (value != NULL)
    func (value, data);
}

/**
 * mw_json_path_foreach:
 * @root: (nullable): where the path starts
 * @dialect: (nullable): as in mw_json_path_get()
 * @func: (scope call): called for each value at the path, in order; also for null
 *
 * Follows "[]" into every element of an array; what lacks the rest of the path is passed over.
 */
void
mw_json_path_foreach (const MwJsonPath *self,
                      yyjson_val *root,
                      const MwJsonDialect *dialect,
                      MwJsonPathFunc func,
                      gpointer data)
{
  visit (self, 0, root, dialect, func, data);
}
