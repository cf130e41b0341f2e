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
  MwJsonStep step = { MW_JSON_STEP_KEY, key, strlen (key), 0 };

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
  MwJsonStep step = { MW_JSON_STEP_INDEX, NULL, 0, 0 };
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

static gboolean
parse_steps (MwJsonPath *self, GError **error)
{
  const char *p = self->text;
  guint wildcards = 0;

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

  for (guint i = 0; i < self->steps->len; i++)
    wildcards += mw_json_path_get_step (self, i)->kind == MW_JSON_STEP_EACH;
  if (wildcards > MAX_WILDCARDS)
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

const MwJsonStep *
mw_json_path_get_step (const MwJsonPath *self, guint step)
{
  return &g_array_index (self->steps, MwJsonStep, step);
}

/* Whether a key follows the step at @position, elements of lists between them or not. */
static gboolean
leads_to_key (const MwJsonPath *self, guint position)
{
  for (guint i = position + 1; i < self->steps->len; i++)
    if (mw_json_path_get_key (self, i) != NULL)
      return TRUE;
  return FALSE;
}

/* One step from @value; the first of equal keys. With @nested_suffix a key that another key follows is first
 * looked for with the suffix behind it: "party" of "party.name" in {"party": 7, "party.": {"name": "Acme"}},
 * "lines" of "lines[].name" in {"lines": [7], "lines.": [{"name": "Bolt"}]}.
 */
static yyjson_val *
follow (const MwJsonPath *self, guint position, yyjson_val *value, const char *nested_suffix)
{
  const MwJsonStep *step = mw_json_path_get_step (self, position);

  if (step->kind == MW_JSON_STEP_INDEX)
    return yyjson_arr_get (value, step->index);
  if (step->kind == MW_JSON_STEP_EACH)
    return NULL;
  if (nested_suffix != NULL && leads_to_key (self, position))
    {
      g_autofree char *nested = g_strconcat (step->key, nested_suffix, NULL);
      yyjson_val *found = yyjson_obj_get (value, nested);

      if (found != NULL)
        return found;
    }
  return yyjson_obj_getn (value, step->key, step->key_length);
}

/**
 * mw_json_path_get:
 * @root: (nullable): where the path starts
 * @nested_suffix: (nullable): what a server puts behind a key to hold the fields of what the key refers to
 *
 * Returns: (nullable): the value at the path; %NULL when it is not there, and for a path with "[]"
 */
yyjson_val *
mw_json_path_get (const MwJsonPath *self, yyjson_val *root, const char *nested_suffix)
{
  yyjson_val *value = root;

  for (guint i = 0; i < self->steps->len && value != NULL; i++)
    value = follow (self, i, value, nested_suffix);
  return value;
}

static void
visit (const MwJsonPath *self,
       guint position,
       yyjson_val *value,
       const char *nested_suffix,
       MwJsonPathFunc func,
       gpointer data)
{
  for (guint i = position; i < self->steps->len && value != NULL; i++)
    {
      yyjson_arr_iter iter;

      if (mw_json_path_get_step (self, i)->kind != MW_JSON_STEP_EACH)
        {
          value = follow (self, i, value, nested_suffix);
          continue;
        }
      if (!yyjson_arr_iter_init (value, &iter))
        return;
      while ((value = yyjson_arr_iter_next (&iter)) != NULL)
        visit (self, i + 1, value, nested_suffix, func, data);
      return;
    }
  if (value != NULL)
    func (value, data);
}

/**
 * mw_json_path_foreach:
 * @root: (nullable): where the path starts
 * @nested_suffix: (nullable): as in mw_json_path_get()
 * @func: (scope call): called for each value at the path, in order; also for null
 *
 * Follows "[]" into every element of an array; what lacks the rest of the path is passed over.
 */
void
mw_json_path_foreach (const MwJsonPath *self,
                      yyjson_val *root,
                      const char *nested_suffix,
                      MwJsonPathFunc func,
                      gpointer data)
{
  visit (self, 0, root, nested_suffix, func, data);
}
