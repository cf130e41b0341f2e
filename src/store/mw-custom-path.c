/* mw-custom-path.c: which value of a record a column of the user's shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-custom-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-json-pointer.h"

/* Whoever writes a longer one into the file of a connection has not clicked on a field. */
#define MAX_LENGTH 1000

G_DEFINE_QUARK (mw_custom_error_quark, mw_custom_error)

typedef enum
{
  STEP_KEY, /* of an object, or the number of an element of a list */
  STEP_EACH,
  STEP_OWN,
} StepKind;

typedef struct
{
  StepKind kind;
  char *key;
  gsize length;
} Step;

struct _MwCustomPath
{
  GArray *steps; /* of Step */
  gboolean has_each;
};

static void
step_clear (gpointer step)
{
  g_free (((Step *) step)->key);
}

static void
path_clear (gpointer path)
{
  g_clear_pointer (&((MwCustomPath *) path)->steps, g_array_unref);
}

MwCustomPath *
mw_custom_path_ref (MwCustomPath *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_custom_path_unref (MwCustomPath *self)
{
  g_atomic_rc_box_release_full (self, path_clear);
}

static gboolean
add_step (MwCustomPath *self, const char *token)
{
  Step step = { STEP_KEY, NULL, 0 };

  if (g_str_equal (token, MW_JSON_POINTER_EACH))
    step.kind = STEP_EACH;
  else if (g_str_equal (token, MW_CUSTOM_PATH_OWN))
    step.kind = STEP_OWN;
  else
    step.key = mw_json_pointer_dup_key (token);
  if (step.kind == STEP_KEY && step.key == NULL)
    return FALSE;
  step.length = step.key != NULL ? strlen (step.key) : 0;
  self->has_each |= step.kind == STEP_EACH;
  g_array_append_val (self->steps, step);
  return TRUE;
}

/**
 * mw_custom_path_parse:
 * @text: see #MwCustomPath
 * @error: that it is none, as a sentence
 *
 * Returns: (transfer full) (nullable): the path
 */
MwCustomPath *
mw_custom_path_parse (const char *text, GError **error)
{
  g_autoptr (MwCustomPath) self = g_atomic_rc_box_new0 (MwCustomPath);
  g_auto (GStrv) tokens = NULL;

  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  if (strlen (text) > MAX_LENGTH || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_PATH,
                           _ ("The path of a field is much too long, or no text."));
      return NULL;
    }
  tokens = g_strsplit (text, "/", -1);
  for (guint i = 1; tokens[0] != NULL && *tokens[0] == '\0' && tokens[i] != NULL; i++)
    if (!add_step (self, tokens[i]))
      g_array_set_size (self->steps, 0);
  if (self->steps->len == 0 || self->steps->len != g_strv_length (tokens) - 1)
    {
      g_set_error (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_PATH,
                   _ ("“%s” is no path of a field. One looks like /note, or /address/city."), text);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * mw_custom_path_dup_title:
 * @self: a path
 *
 * Returns: (transfer full): the last of its keys, as it was sent
 */
char *
mw_custom_path_dup_title (const MwCustomPath *self)
{
  for (guint i = self->steps->len; i > 0; i--)
    {
      const Step *step = &g_array_index (self->steps, Step, i - 1);

      if (step->length > 0)
        return g_strdup (step->key);
    }
  return mw_custom_path_dup_shown (self);
}

/* Whether it is the number of an element. */
static gboolean
get_number (const Step *step, guint64 *number)
{
  return step->length > 0 && (step->key[0] != '0' || step->length == 1) &&
         g_ascii_string_to_unsigned (step->key, 10, 0, G_MAXUINT32, number, NULL);
}

char *
mw_custom_path_dup_shown (const MwCustomPath *self)
{
  GString *shown = g_string_new (NULL);
  guint64 number;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = &g_array_index (self->steps, Step, i);

      if (step->kind != STEP_KEY)
        g_string_append (shown, "[]");
      else if (shown->len > 0 && get_number (step, &number))
        g_string_append_printf (shown, "[%s]", step->key);
      else
        g_string_append_printf (shown, "%s%s", shown->len > 0 ? "." : "", step->key);
    }
  return g_string_free_and_steal (shown);
}

/* What is found on the way. */
typedef struct
{
  const MwCustomPath *path;
  int child;
  yyjson_val *value; /* the one there is, … */
  GString *all;      /* … or all of them, as a list in JSON; or NULL */
  GPtrArray *places; /* gets where they stand; or NULL: nobody wants to know */
  GString *place;    /* of the value that is looked at */
} Walk;

static void
take (Walk *walk, yyjson_val *value)
{
  g_autofree char *json = NULL;

  if (walk->places != NULL)
    {
      g_ptr_array_add (walk->places, g_strdup (walk->place->str));
      return;
    }
  if (walk->all == NULL)
    {
      walk->value = value;
      return;
    }
  json = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL); /* from malloc(), as g_free() takes it */
  if (json != NULL)
    g_string_append_printf (walk->all, "%s%s", walk->all->len > 1 ? "," : "", json);
}

static yyjson_val *
follow (const Walk *walk, const Step *step, yyjson_val *value)
{
  guint64 number;

  if (step->kind == STEP_OWN)
    return walk->child >= 0 ? yyjson_arr_get (value, (gsize) walk->child) : NULL;
  if (yyjson_is_obj (value))
    return yyjson_obj_getn (value, step->key, step->length);
  return yyjson_is_arr (value) && get_number (step, &number) ? yyjson_arr_get (value, number) : NULL;
}

static void
note_element (const Walk *walk, gsize number)
{
  if (walk->place != NULL)
    g_string_append_printf (walk->place, "/%" G_GSIZE_FORMAT, number);
}

static void
note_step (const Walk *walk, const Step *step)
{
  if (step->kind == STEP_OWN)
    note_element (walk, (gsize) MAX (walk->child, 0));
  else if (walk->place != NULL)
    mw_json_pointer_append (walk->place, step->key, step->length);
}

/* A step takes one level: it ends with the path. */
static void
walk_from (Walk *walk, yyjson_val *value, guint at)
{
  gsize i, n_elements;
  yyjson_val *element;

  for (; value != NULL && at < walk->path->steps->len; at++)
    {
      const Step *step = &g_array_index (walk->path->steps, Step, at);

      if (step->kind == STEP_EACH)
        {
          gsize length = walk->place != NULL ? walk->place->len : 0;

          if (!yyjson_is_arr (value))
            return;
          yyjson_arr_foreach (value, i, n_elements, element)
          {
            note_element (walk, i);
            walk_from (walk, element, at + 1);
            if (walk->place != NULL)
              g_string_truncate (walk->place, length);
          }
          return;
        }
      value = follow (walk, step, value);
      note_step (walk, step);
    }
  if (value != NULL)
    take (walk, value);
}

/**
 * mw_custom_path_dup_text:
 * @self: a path
 * @record: as it was sent
 * @child: which element of a list in it the row was made of, or -1
 *
 * Returns: (transfer full) (nullable): the text that was sent there, unescaped; lists and objects, and what
 * several elements have, as JSON. %NULL: there is nothing
 */
char *
mw_custom_path_dup_text (const MwCustomPath *self, yyjson_val *record, int child)
{
  g_autoptr (GString) all = self->has_each ? g_string_new ("[") : NULL;
  Walk walk = { self, child, NULL, all, NULL, NULL };

  walk_from (&walk, record, 0);
  if (all == NULL)
    return mw_json_dup_text (walk.value);
  if (all->len == 1)
    return NULL;
  g_string_append_c (all, ']');
  return g_string_free_and_steal (g_steal_pointer (&all));
}

/**
 * mw_custom_path_dup_pointers:
 * @self: a path
 * @record: as it was sent
 * @child: which element of a list in it the row was made of, or -1
 *
 * Returns: (transfer full) (element-type utf8): the places of @record that the path leads to
 */
GPtrArray *
mw_custom_path_dup_pointers (const MwCustomPath *self, yyjson_val *record, int child)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) place = g_string_new (NULL);
  Walk walk = { self, child, NULL, NULL, places, place };

  walk_from (&walk, record, 0);
  return places;
}
