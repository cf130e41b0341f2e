/* mw-chosen.c: what a user chose after signing in: companies, sites, environments
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-chosen.h"

/* A place that a choice may give beside its own. */
#define ZONE_PLACE "zone"

typedef struct
{
  char *choice;
  gboolean all;
  GPtrArray *values; /* of MwChosenValue */
} Chosen;

struct _MwChosen
{
  gatomicrefcount ref_count;
  GPtrArray *choices; /* of Chosen, in the order they were made */
};

G_DEFINE_BOXED_TYPE (MwChosen, mw_chosen, mw_chosen_ref, mw_chosen_unref)

MwChosenValue *
mw_chosen_value_copy (const MwChosenValue *self)
{
  MwChosenValue *copy = g_new (MwChosenValue, 1);

  *copy = (MwChosenValue) {
    .value = g_strdup (self->value),
    .is_number = self->is_number,
    .label = g_strdup (self->label != NULL ? self->label : self->value),
    .code = g_strdup (self->code),
    .currency = g_strdup (self->currency),
    .zone = g_strdup (self->zone),
  };
  return copy;
}

void
mw_chosen_value_free (MwChosenValue *self)
{
  g_free (self->value);
  g_free (self->label);
  g_free (self->code);
  g_free (self->currency);
  g_free (self->zone);
  g_free (self);
}

/**
 * mw_chosen_value_dup_title:
 *
 * Returns: (transfer full): its label, and its code where it has one of its own
 */
char *
mw_chosen_value_dup_title (const MwChosenValue *self)
{
  if (self->code == NULL || g_str_equal (self->code, self->label))
    return g_strdup (self->label);
  return g_strdup_printf ("%s (%s)", self->label, self->code);
}

static void
chosen_free (gpointer data)
{
  Chosen *chosen = data;

  g_free (chosen->choice);
  g_ptr_array_unref (chosen->values);
  g_free (chosen);
}

MwChosen *
mw_chosen_new (void)
{
  MwChosen *self = g_new0 (MwChosen, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->choices = g_ptr_array_new_with_free_func (chosen_free);
  return self;
}

MwChosen *
mw_chosen_ref (MwChosen *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_chosen_unref (MwChosen *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->choices);
  g_free (self);
}

static Chosen *
find (const MwChosen *self, const char *choice)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Chosen *chosen = self->choices->pdata[i];

      if (g_str_equal (chosen->choice, choice))
        return chosen;
    }
  return NULL;
}

static Chosen *
make (MwChosen *self, const char *choice)
{
  Chosen *chosen = find (self, choice);

  if (chosen != NULL)
    return chosen;
  chosen = g_new0 (Chosen, 1);
  chosen->choice = g_strdup (choice);
  chosen->values = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_chosen_value_free);
  g_ptr_array_add (self->choices, chosen);
  return chosen;
}

void
mw_chosen_add (MwChosen *self, const char *choice, const MwChosenValue *value)
{
  g_ptr_array_add (make (self, choice)->values, mw_chosen_value_copy (value));
}

void
mw_chosen_set_all (MwChosen *self, const char *choice)
{
  make (self, choice)->all = TRUE;
}

void
mw_chosen_set_none (MwChosen *self, const char *choice)
{
  Chosen *chosen = make (self, choice);

  chosen->all = FALSE;
  g_ptr_array_set_size (chosen->values, 0);
}

/**
 * mw_chosen_remove:
 *
 * Returns: whether @choice had been made
 */
gboolean
mw_chosen_remove (MwChosen *self, const char *choice)
{
  Chosen *chosen = find (self, choice);

  return chosen != NULL && g_ptr_array_remove (self->choices, chosen);
}

/**
 * mw_chosen_copy:
 *
 * Returns: (transfer full): the same, to be changed
 */
MwChosen *
mw_chosen_copy (const MwChosen *self)
{
  MwChosen *copy = mw_chosen_new ();

  for (guint i = 0; i < self->choices->len; i++)
    {
      const Chosen *chosen = self->choices->pdata[i];

      make (copy, chosen->choice)->all = chosen->all;
      for (guint n = 0; n < chosen->values->len; n++)
        mw_chosen_add (copy, chosen->choice, chosen->values->pdata[n]);
    }
  return copy;
}

/**
 * mw_chosen_equal:
 *
 * Returns: whether the same is read with both: labels do not count
 */
gboolean
mw_chosen_equal (const MwChosen *a, const MwChosen *b)
{
  if (a->choices->len != b->choices->len)
    return FALSE;
  for (guint i = 0; i < a->choices->len; i++)
    {
      const Chosen *one = a->choices->pdata[i];
      const Chosen *other = find (b, one->choice);

      if (other == NULL || one->all != other->all || one->values->len != other->values->len)
        return FALSE;
      for (guint n = 0; n < one->values->len; n++)
        if (!g_str_equal (((MwChosenValue *) one->values->pdata[n])->value,
                          ((MwChosenValue *) other->values->pdata[n])->value))
          return FALSE;
    }
  return TRUE;
}

/**
 * mw_chosen_is_made:
 *
 * Returns: whether @choice need not be asked for, with a value or without
 */
gboolean
mw_chosen_is_made (const MwChosen *self, const char *choice)
{
  return find (self, choice) != NULL;
}

gboolean
mw_chosen_is_all (const MwChosen *self, const char *choice)
{
  const Chosen *chosen = find (self, choice);

  return chosen != NULL && chosen->all;
}

guint
mw_chosen_get_n_values (const MwChosen *self, const char *choice)
{
  const Chosen *chosen = find (self, choice);

  return chosen != NULL ? chosen->values->len : 0;
}

/**
 * mw_chosen_get_value:
 *
 * Returns: (nullable): borrowed
 */
const MwChosenValue *
mw_chosen_get_value (const MwChosen *self, const char *choice, guint position)
{
  const Chosen *chosen = find (self, choice);

  return chosen != NULL && position < chosen->values->len ? chosen->values->pdata[position] : NULL;
}

/**
 * mw_chosen_find_value:
 *
 * Returns: (nullable): borrowed
 */
const MwChosenValue *
mw_chosen_find_value (const MwChosen *self, const char *choice, const char *value)
{
  for (guint i = 0; i < mw_chosen_get_n_values (self, choice); i++)
    {
      const MwChosenValue *candidate = mw_chosen_get_value (self, choice, i);

      if (g_str_equal (candidate->value, value))
        return candidate;
    }
  return NULL;
}

/**
 * mw_chosen_dup_choices:
 *
 * Returns: (transfer full): ids of the choices that were made
 */
char **
mw_chosen_dup_choices (const MwChosen *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->choices->len; i++)
    g_strv_builder_add (ids, ((Chosen *) self->choices->pdata[i])->choice);
  return g_strv_builder_end (ids);
}

static gboolean
is_repeated (const MwChoice *choice)
{
  return choice->several && !choice->per_list;
}

/**
 * mw_chosen_get_n_turns:
 * @choices: (element-type MwChoice): the system's
 *
 * Returns: how many values the repeated choice has; 1 where there is none
 */
guint
mw_chosen_get_n_turns (const MwChosen *self, GPtrArray *choices)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];

      if (is_repeated (choice) && !mw_chosen_is_all (self, choice->id))
        return MAX (mw_chosen_get_n_values (self, choice->id), 1);
    }
  return 1;
}

static JsonNode *
new_node (const MwChosenValue *value)
{
  gint64 number;

  if (value->is_number && g_ascii_string_to_signed (value->value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return json_node_init_int (json_node_alloc (), number);
  return json_node_init_string (json_node_alloc (), value->value);
}

static void
fill_list (const Chosen *chosen, MwVariables *variables)
{
  g_autoptr (JsonArray) list = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autofree char *csv_name = g_strconcat (chosen->choice, "_csv", NULL);

  for (guint i = 0; i < chosen->values->len; i++)
    {
      const MwChosenValue *value = chosen->values->pdata[i];

      json_array_add_element (list, new_node (value));
      g_string_append_printf (csv, "%s%s", i > 0 ? "," : "", value->value);
    }
  json_node_set_array (node, list);
  mw_variables_set_node (variables, chosen->choice, node);
  mw_variables_set_text (variables, csv_name, csv->str);
}

static void
fill_code (const MwChoice *choice, const MwChosenValue *value, MwVariables *variables)
{
  g_autofree char *name = g_strconcat (choice->id, "_code", NULL);

  if (choice->code != NULL && value->code != NULL)
    mw_variables_set_text (variables, name, value->code);
}

/**
 * mw_chosen_fill:
 * @choices: (element-type MwChoice): the system's
 * @turn: which value of the repeated choice
 *
 * Sets the places of what was chosen. What is “all”, or was not chosen, has no value.
 */
void
mw_chosen_fill (const MwChosen *self, GPtrArray *choices, guint turn, MwVariables *variables)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];
      const Chosen *chosen = find (self, choice->id);
      const MwChosenValue *value;

      if (chosen == NULL || chosen->all || chosen->values->len == 0)
        continue;
      value = chosen->values->pdata[is_repeated (choice) ? MIN (turn, chosen->values->len - 1) : 0];
      if (choice->per_list)
        fill_list (chosen, variables);
      else
        {
          g_autoptr (JsonNode) node = new_node (value);

          mw_variables_set_node (variables, choice->id, node);
          fill_code (choice, value, variables);
        }
      if (value->zone != NULL && (!choice->per_list || chosen->values->len == 1))
        mw_variables_set_text (variables, ZONE_PLACE, value->zone);
    }
}
