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

static const char *const words[] = {
  [MW_EXPRESSION_PATH] = N_ ("as it was sent"),
  [MW_EXPRESSION_CONST] = N_ ("the same for every record of this system"),
  [MW_EXPRESSION_FIRST] = N_ ("the first of several fields that has a value"),
  [MW_EXPRESSION_ENUM] = N_ ("translated by a table"),
  [MW_EXPRESSION_MAP] = N_ ("translated by a table"),
  [MW_EXPRESSION_DATE] = N_ ("a date, written in one way for all systems"),
  [MW_EXPRESSION_HTML] = N_ ("without its formatting"),
  [MW_EXPRESSION_JSON] = N_ ("all of it, as it was sent"),
  [MW_EXPRESSION_SUM] = N_ ("added up"),
  [MW_EXPRESSION_MINIMUM] = N_ ("the smallest or earliest"),
  [MW_EXPRESSION_MAXIMUM] = N_ ("the largest or latest"),
  [MW_EXPRESSION_COUNT] = N_ ("counted"),
  [MW_EXPRESSION_CALCULATE] = N_ ("calculated"),
  [MW_EXPRESSION_JOIN] = N_ ("put together"),
  [MW_EXPRESSION_IF] = N_ ("which value it is depends on what else the record says"),
  [MW_EXPRESSION_LOOKUP] = N_ ("looked up in another list"),
  [MW_EXPRESSION_PARENT] = N_ ("of the record that the line belongs to"),
  [MW_EXPRESSION_CUSTOM] = N_ ("all fields of its own that the system has"),
  [MW_EXPRESSION_CUSTOM_OF] = N_ ("all fields of its own that the system has"),
  [MW_EXPRESSION_CUSTOM_PAIRS] = N_ ("all fields of its own that the system has"),
  [MW_EXPRESSION_PICK] = N_ ("of one of several entries"),
  [MW_EXPRESSION_JOIN_LIST] = N_ ("put together"),
  [MW_EXPRESSION_TRIM] = N_ ("without blanks and leading characters"),
  [MW_EXPRESSION_CLOCK] = N_ ("a time of day, written in one way for all systems"),
  [MW_EXPRESSION_ENCODED] = N_ ("as a part of an address"),
  [MW_EXPRESSION_NUMBER] = N_ ("a number, written in one way for all systems"),
};

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

/* Operands that say nothing more than that they are there end it. */
static const MwExpression *
get_inner (const MwExpression *expression)
{
  switch (expression->kind)
    {
    case MW_EXPRESSION_ENUM:
    case MW_EXPRESSION_MAP:
    case MW_EXPRESSION_DATE:
    case MW_EXPRESSION_HTML:
    case MW_EXPRESSION_PARENT:
    case MW_EXPRESSION_TRIM:
    case MW_EXPRESSION_CLOCK:
    case MW_EXPRESSION_ENCODED:
    case MW_EXPRESSION_NUMBER:
      return expression->of[0]->kind != MW_EXPRESSION_PATH ? expression->of[0] : NULL;
    case MW_EXPRESSION_PATH:
    case MW_EXPRESSION_CONST:
    case MW_EXPRESSION_FIRST:
    case MW_EXPRESSION_JSON:
    case MW_EXPRESSION_SUM:
    case MW_EXPRESSION_MINIMUM:
    case MW_EXPRESSION_MAXIMUM:
    case MW_EXPRESSION_COUNT:
    case MW_EXPRESSION_CALCULATE:
    case MW_EXPRESSION_JOIN:
    case MW_EXPRESSION_IF:
    case MW_EXPRESSION_LOOKUP:
    case MW_EXPRESSION_CUSTOM:
    case MW_EXPRESSION_CUSTOM_OF:
    case MW_EXPRESSION_CUSTOM_PAIRS:
    case MW_EXPRESSION_PICK:
    case MW_EXPRESSION_JOIN_LIST:
    default:
      return NULL;
    }
}

char *
mw_trace_words_dup (MwSystem *system,
                    const MwExpression *expression,
                    const MwField *field,
                    const char *sent,
                    const char *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const MwExpression *part = expression; part != NULL; part = get_inner (part))
    {
      gboolean is_table = part == expression &&
                          (part->kind == MW_EXPRESSION_ENUM || part->kind == MW_EXPRESSION_MAP);
      g_autofree char *translated = is_table ? dup_translated (system, part, field, sent, value) : NULL;

      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "",
                              translated != NULL ? translated
                                                 : g_dgettext (GETTEXT_PACKAGE, words[part->kind]));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
mw_trace_words_dup_rule (MwSystem *system, const MwExpression *expression)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const MwExpression *part = expression; part != NULL; part = get_inner (part))
    {
      const char *rule = g_dgettext (GETTEXT_PACKAGE, words[part->kind]);
      g_autofree char *table = NULL;

      if (part->kind == MW_EXPRESSION_ENUM || part->kind == MW_EXPRESSION_MAP)
        /* Translators: %s is the name of a system */
        table = g_strdup_printf (_ ("translated by the table of %s"), mw_system_get_name (system));
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", table != NULL ? table : rule);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
