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
