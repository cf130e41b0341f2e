/* mw-difference.c: what a new sign-in to a connection shows otherwise than the one before: another company,
 * fewer rights
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-difference.h"

#include <glib/gi18n-lib.h>

#include "mw-choosing.h"

/* Of a long list the first are enough to see that it is another. */
#define MAX_NAMES 3

struct _MwDifference
{
  gboolean is_other;
  char *company;   /* now, or NULL: nobody can tell */
  char *before;    /* then */
  GPtrArray *lost; /* titles of companies and entities that could be read before */
};

/**
 * mw_difference_new:
 *
 * Returns: (transfer full): nothing differs
 */
MwDifference *
mw_difference_new (void)
{
  MwDifference *self = g_new0 (MwDifference, 1);

  self->lost = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * mw_difference_free:
 * @self: (transfer full): a difference
 */
void
mw_difference_free (MwDifference *self)
{
  g_free (self->company);
  g_free (self->before);
  g_ptr_array_unref (self->lost);
  g_free (self);
}

static char *
dup_names (MwChosen *rows, const char *choice)
{
  guint n_rows = mw_chosen_get_n_values (rows, choice);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_rows, MAX_NAMES); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", mw_chosen_get_value (rows, choice, i)->label);
  if (n_rows > MAX_NAMES)
    g_string_append (names, ", …");
  return g_string_free_and_steal (names);
}

/* What was chosen before and can be chosen no more. */
static GPtrArray *
find_missing (MwChosen *before, MwChosen *rows, const char *choice)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < mw_chosen_get_n_values (before, choice); i++)
    {
      const MwChosenValue *value = mw_chosen_get_value (before, choice, i);

      if (rows == NULL || mw_chosen_find_value (rows, choice, value->value) == NULL)
        g_ptr_array_add (missing, mw_chosen_value_dup_title (value));
    }
  return missing;
}

static void
set_other (MwDifference *self, MwChosen *before, MwChosen *rows, const char *choice)
{
  self->is_other = TRUE;
  self->before = dup_names (before, choice);
  if (rows != NULL && mw_chosen_get_n_values (rows, choice) > 0)
    self->company = dup_names (rows, choice);
}

/* The list is not for this login: whose records they are cannot be seen any more. */
static gboolean
is_closed (const GError *error)
{
  return g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN) ||
         g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED);
}

/* What was typed into the form is asked for as before, and needs no list. */
static gboolean
is_typed (MwLink *link, const MwChoice *choice)
{
  g_autofree char *typed = choice->form_field != NULL
                             ? mw_variables_dup_text (mw_link_get_file (link)->settings, choice->form_field)
                             : NULL;

  return typed != NULL && *typed != '\0';
}

static gboolean
compare_choice (MwDifference *self,
                MwLink *trial,
                const MwChoice *choice,
                MwLadderStep *step,
                MwMainFiber *fiber,
                GError **error)
{
  MwChosen *before = mw_link_get_chosen (trial);
  g_autoptr (MwChosen) rows = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) reason = NULL;

  if (mw_chosen_get_n_values (before, choice->id) == 0 || is_typed (trial, choice))
    {
      mw_ladder_step_set (step, MW_STEP_SKIPPED, NULL);
      return TRUE;
    }
  mw_ladder_step_set (step, MW_STEP_RUNNING, NULL);
  rows = dex_await_boxed (mw_main_until (mw_link_list_choice (trial, choice), fiber), &reason);
  if (rows == NULL && !is_closed (reason))
    {
      mw_ladder_step_set (step, MW_STEP_FAILED, _ ("What can be chosen could not be read"));
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  missing = find_missing (before, rows, choice->id);
  if (missing->len == mw_chosen_get_n_values (before, choice->id))
    set_other (self, before, rows, choice->id);
  else
    g_ptr_array_extend_and_steal (self->lost, g_steal_pointer (&missing));
  if (self->is_other || self->lost->len > 0)
    mw_ladder_step_set (step, MW_STEP_WARNING, self->company);
  else
    {
      g_autofree char *title = mw_choosing_dup_title (before, choice->id);

      mw_ladder_step_set (step, MW_STEP_DONE, title);
    }
  return TRUE;
}

/* What was chosen of the company before fits no more. Where there are several, a person chooses later. */
static gboolean
choose_anew (MwLink *trial, GPtrArray *choices, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwChosen) nothing = mw_chosen_new ();

  mw_link_set_chosen (trial, nothing);
  for (guint i = 0; i < choices->len; i++)
    {
      g_autoptr (GError) reason = NULL;

      if (mw_choosing_make (trial, choices->pdata[i], NULL, NULL, NULL, fiber, &reason))
        continue;
      if (reason->domain == MW_CONNECTION_ERROR || is_closed (reason))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return TRUE;
}

/**
 * mw_difference_find_companies:
 * @self: a difference
 * @trial: a link with the new session, and with what was chosen before
 * @rungs: their steps of choosing are told
 * @fiber: of the fiber
 * @error: why it cannot be said now
 *
 * Looks whether the new login sees what was chosen. When it sees nothing of it, it is another company: then
 * @trial gets that one where there is one only.
 *
 * Returns: whether it is known
 */
gboolean
mw_difference_find_companies (MwDifference *self,
                              MwLink *trial,
                              MwRungs *rungs,
                              MwMainFiber *fiber,
                              GError **error)
{
  g_autoptr (GPtrArray)
    choices = mw_system_dup_choices (mw_link_get_system (trial), mw_link_get_variant (trial));

  for (guint i = 0; i < choices->len && !self->is_other; i++)
    if (!compare_choice (self, trial, choices->pdata[i], mw_rungs_get_choosing (rungs, i), fiber, error))
      return FALSE;
  return !self->is_other || choose_anew (trial, choices, fiber, error);
}

/**
 * mw_difference_find_rights:
 * @self: a difference
 * @model: the model
 * @before: (nullable): ids of entities that could be read before; %NULL: not known
 * @now: (nullable): ids of those that can be read now; %NULL: not known
 */
void
mw_difference_find_rights (MwDifference *self, MwModel *model, char **before, char **now)
{
  for (guint i = 0; before != NULL && now != NULL && before[i] != NULL; i++)
    {
      MwEntity *entity = mw_model_find (model, before[i]);

      if (entity != NULL && !g_strv_contains ((const char *const *) now, before[i]))
        g_ptr_array_add (self->lost, g_strdup (mw_entity_get_title (entity)));
    }
}

/**
 * mw_difference_is_any:
 * @self: a difference
 *
 * Returns: whether a person has to hear of it
 */
gboolean
mw_difference_is_any (const MwDifference *self)
{
  return self->is_other || self->lost->len > 0;
}

/**
 * mw_difference_is_other_company:
 * @self: a difference
 *
 * Returns: whether the records may be another company's
 */
gboolean
mw_difference_is_other_company (const MwDifference *self)
{
  return self->is_other;
}

/**
 * mw_difference_has_lost_rights:
 * @self: a difference
 *
 * Returns: whether something could be read before, and cannot now
 */
gboolean
mw_difference_has_lost_rights (const MwDifference *self)
{
  return self->lost->len > 0;
}

/**
 * mw_difference_get_company:
 * @self: a difference
 *
 * Returns: (nullable): the name of the company, where it is another and says so
 */
const char *
mw_difference_get_company (const MwDifference *self)
{
  return self->company;
}

/**
 * mw_difference_dup_title:
 * @self: a difference
 *
 * Returns: (transfer full) (nullable): in a few words
 */
char *
mw_difference_dup_title (const MwDifference *self)
{
  if (self->is_other)
    return g_strdup (self->company != NULL ? _ ("Another Company") : _ ("Perhaps Another Company"));
  return self->lost->len > 0 ? g_strdup (_ ("Fewer Rights")) : NULL;
}

static char *
dup_lost (const MwDifference *self)
{
  GString *names;

  if (self->lost->len == 0)
    return NULL;
  names = g_string_new (NULL);
  for (guint i = 0; i < self->lost->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (const char *) self->lost->pdata[i]);
  return g_string_free_and_steal (names);
}

/**
 * mw_difference_dup_text:
 * @self: a difference
 *
 * Returns: (transfer full) (nullable): what it means
 */
char *
mw_difference_dup_text (const MwDifference *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *lost = dup_lost (self);

  if (self->is_other && self->company != NULL)
    /* Translators: names of companies */
    g_string_append_printf (text, _ ("This is %s, before it was %s. The tables would mix two companies."),
                            self->company, self->before);
  else if (self->is_other)
    /* Translators: name of a company */
    g_string_append_printf (
      text, _ ("It cannot be seen whether this is still %s. The tables might mix two companies."),
      self->before);
  if (text->len > 0 && lost != NULL)
    g_string_append_c (text, ' ');
  if (lost != NULL)
    /* Translators: names of companies, or of kinds of records: “Work orders, Vendors” */
    g_string_append_printf (text, _ ("%s could be read before; this login may not."), lost);
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}
