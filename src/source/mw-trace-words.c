/* mw-trace-words.c: the rule of a map in words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-trace-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-text.h"

#define MAX_CHARS 120

static const char *
get_title (const MwField *field, const char *id)
{
  const MwFieldValue *value = mw_field_find_value (field, id);

  return value != NULL ? value->title : id;
}

/* What the table made of it, by the name of who wrote the table down. */
static char *
dup_translated (MwSystem *system,
                const MwExpression *expression,
                const MwField *field,
                const char *sent,
                const char *value)
{
  const char *name = mw_system_get_name (system);
  g_autofree char *safe = sent != NULL ? mw_text_for_cell (sent, strlen (sent), MAX_CHARS) : NULL;
  gboolean is_known = sent != NULL && mw_system_map_value (system, expression->text, sent) != NULL;

  if (safe == NULL)
    return g_strdup (_ ("nothing was sent for it"));
  if (value == NULL)
    /* Translators: a text as it was sent, and the name of a system */
    return g_strdup_printf (_ ("“%s” is not in the table of %s"), safe, name);
  if (!is_known)
    /* Translators: a text as it was sent, the name of a system, and what it counts as, like "Other" */
    return g_strdup_printf (_ ("“%s” is not in the table of %s, and counts as %s"), safe, name,
                            get_title (field, value));
  /* Translators: a text as it was sent, what it means, like "Open", and the name of a system */
  return g_strdup_printf (_ ("“%s” means %s, by the table of %s"), safe, get_title (field, value), name);
}

char *
mw_trace_words_dup (const MwRuleWords *about,
                    const MwExpression *expression,
                    const MwField *field,
                    const char *sent,
                    const char *value)
{
  gboolean is_table = expression->kind == MW_EXPRESSION_ENUM || expression->kind == MW_EXPRESSION_MAP;
  g_autofree char *translated = NULL;
  g_autofree char *rest = NULL;

  if (!is_table)
    return mw_rule_words_dup (about, expression, field);
  translated = dup_translated (about->system, expression, field, sent, value);
  if (expression->of[0]->kind == MW_EXPRESSION_PATH)
    return g_steal_pointer (&translated);
  rest = mw_rule_words_dup (about, expression->of[0], NULL);
  return g_strdup_printf ("%s; %s", translated, rest);
}
