/* mw-choosing.c: finds out which company, site … a connection is for, once somebody has signed in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-choosing.h"

#include <glib/gi18n-lib.h>

/* What one choice becomes. */
typedef struct
{
  MwLink *link;
  const MwChoice *choice;
  MwChosen *chosen; /* what is chosen so far, to be added to */
} Choosing;

static void
copy_values (MwChosen *from, MwChosen *to, const char *choice)
{
  for (guint i = 0; i < mw_chosen_get_n_values (from, choice); i++)
    mw_chosen_add (to, choice, mw_chosen_get_value (from, choice, i));
}

/* All of them: the values tell whose currency is whose. */
static void
take_all (Choosing *self, MwChosen *rows)
{
  copy_values (rows, self->chosen, self->choice->id);
  mw_chosen_set_all (self->chosen, self->choice->id);
}

static gboolean
is_named (const MwChosenValue *value, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  g_autofree char *label = g_utf8_casefold (value->label, -1);

  return g_str_equal (value->value, name) || g_str_equal (label, wanted) ||
         (value->code != NULL && g_ascii_strcasecmp (value->code, name) == 0);
}

static const MwChosenValue *
find_named (MwChosen *rows, const char *choice, const char *name)
{
  const MwChosenValue *value = mw_chosen_find_value (rows, choice, name);

  for (guint i = 0; value == NULL && i < mw_chosen_get_n_values (rows, choice); i++)
    {
      const MwChosenValue *candidate = mw_chosen_get_value (rows, choice, i);

      if (is_named (candidate, name))
        value = candidate;
    }
  return value;
}

static gboolean
fail_named (Choosing *self, MwChosen *rows, const char *name, GError **error)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < mw_chosen_get_n_values (rows, self->choice->id); i++)
    {
      g_autofree char *title = mw_chosen_value_dup_title (mw_chosen_get_value (rows, self->choice->id, i));

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NO_SUCH_CHOICE, _ ("%s “%s”; there are: %s"),
               self->choice->title, name, titles->str);
  return FALSE;
}

static gboolean
take_named (Choosing *self, MwChosen *rows, const char *const *wanted, GError **error)
{
  if (self->choice->all && g_str_equal (wanted[0], MW_CHOOSING_ALL) && wanted[1] == NULL)
    {
      take_all (self, rows);
      return TRUE;
    }
  if (wanted[1] != NULL && !self->choice->several)
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NO_SUCH_CHOICE,
                   _ ("%s: only one can be chosen"), self->choice->title);
      return FALSE;
    }
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      const MwChosenValue *value = find_named (rows, self->choice->id, wanted[i]);

      if (value == NULL)
        return fail_named (self, rows, wanted[i], error);
      if (mw_chosen_find_value (self->chosen, self->choice->id, value->value) == NULL)
        mw_chosen_add (self->chosen, self->choice->id, value);
    }
  return TRUE;
}

static gboolean
take_answer (Choosing *self, MwChosen *rows, MwChosen *answer, GError **error)
{
  if (mw_chosen_is_all (answer, self->choice->id))
    {
      take_all (self, rows);
      return TRUE;
    }
  copy_values (answer, self->chosen, self->choice->id);
  if (mw_chosen_get_n_values (answer, self->choice->id) > 0)
    return TRUE;
  g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_CHOSEN, "%s", self->choice->title);
  return FALSE;
}

static gboolean
ask_user (Choosing *self, MwChosen *rows, MwChooseFunc ask, gpointer data, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwChosen) answer = NULL;

  if (ask == NULL)
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_CHOSEN, "%s", self->choice->title);
      return FALSE;
    }
  answer = dex_await_boxed (mw_main_until (ask (self->choice, rows, data), fiber), error);
  return answer != NULL && take_answer (self, rows, answer, error);
}

/* What was typed into the form needs no list. */
static gboolean
take_typed (Choosing *self)
{
  const MwConnectionFile *file = mw_link_get_file (self->link);
  g_autofree char *typed = self->choice->form_field != NULL
                             ? mw_variables_dup_text (file->settings, self->choice->form_field)
                             : NULL;
  const MwChosenValue value = { .value = typed };

  if (typed == NULL || *typed == '\0')
    return FALSE;
  mw_chosen_add (self->chosen, self->choice->id, &value);
  return TRUE;
}

/**
 * mw_choosing_is_hidden:
 * @choice: a choice
 * @error: why its rows cannot be read
 *
 * Returns: whether this login or this system has no such choice, and needs none
 */
gboolean
mw_choosing_is_hidden (const MwChoice *choice, const GError *error)
{
  return choice->optional && (g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN) ||
                              g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED));
}

static gboolean
make (Choosing *self,
      const char *const *wanted,
      MwChooseFunc ask,
      gpointer data,
      MwMainFiber *fiber,
      GError **error)
{
  const MwChoice *choice = self->choice;
  g_autoptr (GError) reason = NULL;
  g_autoptr (MwChosen) rows = NULL;
  guint n_rows;

  if (wanted == NULL && take_typed (self))
    return TRUE;
  rows = dex_await_boxed (mw_main_until (mw_link_list_choice (self->link, choice), fiber), &reason);
  if (rows == NULL && !(wanted == NULL && mw_choosing_is_hidden (choice, reason)))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  n_rows = rows != NULL ? mw_chosen_get_n_values (rows, choice->id) : 0;
  if (wanted != NULL && n_rows > 0)
    return take_named (self, rows, wanted, error);
  if (n_rows == 0 && choice->optional && wanted == NULL)
    {
      mw_chosen_set_none (self->chosen, choice->id);
      return TRUE;
    }
  if (n_rows == 0)
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOTHING_TO_CHOOSE, "%s", choice->title);
      return FALSE;
    }
  if (n_rows > 1)
    return ask_user (self, rows, ask, data, fiber, error);
  copy_values (rows, self->chosen, choice->id);
  return TRUE;
}

/**
 * mw_choosing_make:
 * @link: signed in
 * @choice: one that its variant offers; the choices before it were made
 * @wanted: (nullable): what is chosen, by value, label or code; “all” where that can be chosen
 * @ask: (nullable): asks the user when there are several rows
 * @data: for @ask
 * @fiber: of the fiber
 * @error: a #MwConnectionError, or why the rows cannot be read
 *
 * Makes a choice and gives it to @link. Nothing is stored yet.
 *
 * Returns: whether it was made
 */
gboolean
mw_choosing_make (MwLink *link,
                  const MwChoice *choice,
                  const char *const *wanted,
                  MwChooseFunc ask,
                  gpointer data,
                  MwMainFiber *fiber,
                  GError **error)
{
  g_autoptr (MwChosen) chosen = mw_chosen_copy (mw_link_get_chosen (link));
  Choosing self = { link, choice, chosen };

  mw_chosen_remove (chosen, choice->id);
  if (!make (&self, wanted != NULL && wanted[0] != NULL ? wanted : NULL, ask, data, fiber, error))
    return FALSE;
  mw_link_set_chosen (link, chosen);
  return TRUE;
}

/**
 * mw_choosing_ask:
 * @link: signed in
 * @choice: one that its variant offers
 * @ask: asks the user
 * @data: for @ask
 * @fiber: of the fiber
 * @error: a #MwConnectionError, or why the rows cannot be read
 *
 * Makes a choice anew and gives it to @link. Nothing is stored yet.
 *
 * Returns: whether it was made
 */
gboolean
mw_choosing_ask (MwLink *link,
                 const MwChoice *choice,
                 MwChooseFunc ask,
                 gpointer data,
                 MwMainFiber *fiber,
                 GError **error)
{
  g_autoptr (MwChosen) chosen = mw_chosen_copy (mw_link_get_chosen (link));
  Choosing self = { link, choice, chosen };
  g_autoptr (MwChosen) rows = NULL;

  rows = dex_await_boxed (mw_main_until (mw_link_list_choice (link, choice), fiber), error);
  if (rows == NULL)
    return FALSE;
  if (mw_chosen_get_n_values (rows, choice->id) == 0)
    {
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOTHING_TO_CHOOSE, "%s", choice->title);
      return FALSE;
    }
  mw_chosen_remove (chosen, choice->id);
  if (!ask_user (&self, rows, ask, data, fiber, error))
    return FALSE;
  mw_link_set_chosen (link, chosen);
  return TRUE;
}

/**
 * mw_choosing_check:
 * @link: signed in
 * @choice: one that its variant offers
 * @missing: (out): the title of a chosen value that is not there any more; else %NULL
 * @fiber: of the fiber
 * @error: why the rows cannot be read
 *
 * Returns: %FALSE with @error, or with @missing
 */
gboolean
mw_choosing_check (MwLink *link, const MwChoice *choice, char **missing, MwMainFiber *fiber, GError **error)
{
  MwChosen *chosen = mw_link_get_chosen (link);
  g_autoptr (MwChosen) rows = NULL;

  *missing = NULL;
  if (mw_chosen_get_n_values (chosen, choice->id) == 0 || mw_chosen_is_all (chosen, choice->id))
    return TRUE;
  rows = dex_await_boxed (mw_main_until (mw_link_list_choice (link, choice), fiber), error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < mw_chosen_get_n_values (chosen, choice->id); i++)
    {
      const MwChosenValue *value = mw_chosen_get_value (chosen, choice->id, i);

      if (mw_chosen_find_value (rows, choice->id, value->value) == NULL)
        {
          *missing = mw_chosen_value_dup_title (value);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * mw_choosing_dup_title:
 * @chosen: what was chosen
 * @choice: id of a choice
 *
 * Returns: (transfer full) (nullable): what was chosen, for people
 */
char *
mw_choosing_dup_title (const MwChosen *chosen, const char *choice)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  if (mw_chosen_is_all (chosen, choice))
    /* Translators: all companies, all sites … */
    return g_strdup (_ ("All"));
  for (guint i = 0; i < mw_chosen_get_n_values (chosen, choice); i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "",
                            mw_chosen_get_value (chosen, choice, i)->label);
  return titles->len > 0 ? g_string_free_and_steal (g_steal_pointer (&titles)) : NULL;
}
