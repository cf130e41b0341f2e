/* mw-rule-names.c: what people know a list, a choice or a place of a rule by
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-rule-names.h"

#include <glib/gi18n-lib.h>

#include "mw-places.h"

char *
mw_rule_name_dup_quoted (const char *text)
{
  /* Translators: a field of a system, or a text as it is sent */
  return g_strdup_printf (_ ("“%s”"), text);
}

char *
mw_rule_name_dup_list (const MwRuleWords *about, const char *id)
{
  const MwSetSource *set = mw_system_find_set (about->system, about->variant, id);

  return mw_rule_name_dup_quoted (set != NULL ? mw_system_get_set_name (about->system, about->variant, set)
                                              : "");
}

void
mw_rule_name_add (GPtrArray *parts, char *part)
{
  if (g_ptr_array_find_with_equal_func (parts, part, g_str_equal, NULL))
    g_free (part);
  else
    g_ptr_array_add (parts, part);
}

static const MwChoice *
find_choice (GPtrArray *choices, const char *name)
{
  static const char *const ends[] = { "", "_code", "_csv" };

  for (guint i = 0; i < choices->len; i++)
    for (guint n = 0; n < G_N_ELEMENTS (ends); n++)
      {
        const MwChoice *choice = choices->pdata[i];
        g_autofree char *id = g_strconcat (choice->id, ends[n], NULL);

        if (g_str_equal (id, name))
          return choice;
      }
  return NULL;
}

/**
 * mw_rule_name_dup_chosen:
 * @about: what the words are about
 * @choice: something that was chosen
 *
 * Returns: (transfer full): where a value comes from, with what was chosen where it is one
 */
char *
mw_rule_name_dup_chosen (const MwRuleWords *about, const MwChoice *choice)
{
  guint n_values = about->chosen != NULL ? mw_chosen_get_n_values (about->chosen, choice->id) : 0;
  g_autofree char *title = NULL;

  if (n_values != 1 || mw_chosen_is_all (about->chosen, choice->id))
    /* Translators: %s is what could be chosen, such as “Company” */
    return g_strdup_printf (_ ("from your choice at connecting: %s"), choice->title);
  title = mw_chosen_value_dup_title (mw_chosen_get_value (about->chosen, choice->id, 0));
  /* Translators: what could be chosen, such as “Company”, and what was */
  return g_strdup_printf (_ ("from your choice at connecting: %s %s"), choice->title, title);
}

/* What the list of the rows is asked for once for each record of another one. */
static gboolean
is_of_parent (const MwRuleWords *about, const char *name, const char **parent)
{
  const MwSetSource *set = mw_system_find_set (about->system, about->variant, about->source->set);
  gboolean found = FALSE;

  if (set == NULL || set->of == NULL)
    return FALSE;
  *parent = set->of->set;
  found = g_str_equal (name, "parent");
  for (guint i = 0; i < set->of->n_values && !found; i++)
    found = g_str_equal (name, set->of->values[i].place);
  return found;
}

/* What stands for a place in a constant: where its value comes from. */
static char *
dup_of_name (const MwRuleWords *about, const char *name)
{
  MwSystem *system = about->system;
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (system, about->variant);
  const MwChoice *choice = find_choice (choices, name);
  const MwFormField *typed = mw_system_find_form_field (system, name);
  const char *parent;

  if (choice != NULL)
    return mw_rule_name_dup_chosen (about, choice);
  if (is_of_parent (about, name, &parent))
    {
      g_autofree char *list = mw_rule_name_dup_list (about, parent);

      /* Translators: %s is what a list is called */
      return g_strdup_printf (_ ("from the record in the list %s that it was asked for"), list);
    }
  if (g_str_equal (name, "url"))
    return g_strdup (_ ("the address of this connection"));
  if (g_str_equal (name, "language"))
    return g_strdup (_ ("your language"));
  if (g_str_equal (name, "zone"))
    return g_strdup (_ ("the time zone of this connection"));
  if (typed != NULL)
    /* Translators: %s is what a field of the form is called in which people type when they connect */
    return g_strdup_printf (_ ("from what was typed at connecting: %s"), typed->label);
  /* Translators: %s is the name of a system */
  return g_strdup_printf (_ ("what %s said when the connection was opened"), mw_system_get_name (system));
}

/**
 * mw_rule_name_add_places:
 * @about: what the words are about
 * @text: of a constant
 * @parts: (element-type utf8): words, each once
 *
 * Adds for each place in it where its value comes from.
 */
void
mw_rule_name_add_places (const MwRuleWords *about, const char *text, GPtrArray *parts)
{
  const char *cursor = text;
  MwPlace found;

  while (mw_place_next (&cursor, &found))
    if (*found.name != '\0')
      mw_rule_name_add (parts, dup_of_name (about, found.name));
}
