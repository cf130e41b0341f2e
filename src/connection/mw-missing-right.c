/* mw-missing-right.c: what to ask an administrator for when a login may not read some records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-missing-right.h"

#include <glib/gi18n-lib.h>

/**
 * mw_missing_right_dup_sentence:
 * @system: a system
 * @variant: of the connection
 * @entity: what may not be read
 *
 * Returns: (transfer full): what to ask the administrator for: the right's name and where it is granted, as
 * far as the system's file says them
 */
char *
mw_missing_right_dup_sentence (MwSystem *system, const MwVariant *variant, MwEntity *entity)
{
  const MwEntitySource *source = mw_system_find_entity (system, variant, entity);

  if (source == NULL || source->right == NULL)
    return g_strdup (_ ("This login may not read them; ask your administrator for the right"));
  if (source->right_where == NULL)
    return g_strdup_printf (_ ("This login may not read them; ask your administrator for: %s"),
                            source->right);
  /* Translators: a right, and where the administrator clicks to grant it */
  return g_strdup_printf (_ ("This login may not read them; ask your administrator for: %s (%s)"),
                          source->right, source->right_where);
}

/* The entity that has the records of a list, and a right that its file names. */
static const MwEntitySource *
find_right (MwSystem *system, const MwVariant *variant, const char *set)
{
  g_autoptr (GPtrArray) entities = mw_system_dup_entities (system, variant);

  for (guint i = 0; set != NULL && i < entities->len; i++)
    {
      const MwEntitySource *source = mw_system_find_entity (system, variant, entities->pdata[i]);

      if (source != NULL && source->right != NULL && g_str_equal (source->set, set))
        return source;
    }
  return NULL;
}

/**
 * mw_missing_right_dup_of_list:
 * @system: a system
 * @variant: of the connection
 * @set: (nullable): id of the list that may not be read
 * @name: what it is called
 *
 * Returns: (transfer full): that a value is missing because of it, who can grant it, and what it is called
 * there, as far as the system's file says them
 */
char *
mw_missing_right_dup_of_list (MwSystem *system, const MwVariant *variant, const char *set, const char *name)
{
  const MwEntitySource *source = find_right (system, variant, set);
  const char *title = mw_system_get_name (system);

  if (source == NULL)
    /* Translators: what a list is called, and the name of a system */
    return g_strdup_printf (
      _ ("Not permitted: your login may not read “%s”. Ask your %s administrator for the "
         "right to read it"),
      name, title);
  if (source->right_where == NULL)
    /* Translators: what a list is called, the name of a system, and what it calls a right */
    return g_strdup_printf (
      _ ("Not permitted: your login may not read “%s”. Ask your %s administrator for: %s"), name, title,
      source->right);
  /* Translators: what a list is called, the name of a system, what it calls a right, and where it is granted
   */
  return g_strdup_printf (_ ("Not permitted: your login may not read “%s”. Ask your %s administrator for: %s "
                             "(%s)"),
                          name, title, source->right, source->right_where);
}

static char *
dup_body (const char *system, const MwEntitySource *source)
{
  if (source->right_where == NULL)
    /* Translators: the name of a system, and what it calls a right */
    return g_strdup_printf (
      _ ("The sign-in works, but a right is missing. Ask your %s administrator for: %s. "
         "Then try again."),
      system, source->right);
  /* Translators: the name of a system, what it calls a right, and where the administrator clicks to grant it
   */
  return g_strdup_printf (_ ("The sign-in works, but a right is missing. Ask your %s administrator for: %s "
                             "(%s). Then try again."),
                          system, source->right, source->right_where);
}

/**
 * mw_missing_right_name:
 * @advice: about a read that was forbidden
 * @system: a system
 * @variant: of the connection
 * @entity: what may not be read
 *
 * Names what may not be read, and the right, as far as the system's file says it.
 */
void
mw_missing_right_name (MwAdvice *advice, MwSystem *system, const MwVariant *variant, MwEntity *entity)
{
  const MwEntitySource *source = mw_system_find_entity (system, variant, entity);

  g_free (advice->title);
  /* Translators: “Your login may not read “Purchase orders” in Odoo” */
  advice->title = g_strdup_printf (_ ("Your login may not read “%s” in %s"), mw_entity_get_title (entity),
                                   mw_system_get_name (system));
  if (source == NULL || source->right == NULL)
    return;
  g_free (advice->body);
  advice->body = dup_body (mw_system_get_name (system), source);
}
