/* mw-field-standing.c: why a column has nothing: not offered, not permitted, or not known
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-field-standing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-missing-right.h"
#include "mw-rule-words.h"
#include "mw-text.h"
#include "mw-trace.h"

#define MAX_CHARS 120

/**
 * mw_field_standing_find:
 * @source: how the rows of an entity are made
 * @field: number of a field of it
 * @gap: (nullable): what the read said of it
 *
 * Returns: what is known of it
 */
MwFieldStanding
mw_field_standing_find (const MwEntitySource *source, guint field, const MwFieldGap *gap)
{
  gboolean is_sent;

  if (mw_trace_find_expression (source, field, &is_sent) == NULL)
    return source->absent[field] != NULL ? MW_FIELD_STANDING_NOT_OFFERED : MW_FIELD_STANDING_NOT_KNOWN;
  if (gap == NULL)
    return MW_FIELD_STANDING_GIVEN;
  switch (gap->reason)
    {
    case MW_NOTICE_REASON_FORBIDDEN:
      return MW_FIELD_STANDING_NOT_PERMITTED;
    case MW_NOTICE_REASON_NOT_OFFERED:
      return MW_FIELD_STANDING_NOT_OFFERED;
    case MW_NOTICE_REASON_UNKNOWN:
    default:
      return MW_FIELD_STANDING_NOT_KNOWN;
    }
}

static char *
dup_safe (const char *text)
{
  return mw_text_for_cell (text, strlen (text), MAX_CHARS);
}

/* As the windows call it, else as the system does. */
static char *
dup_list_name (MwSystem *system, const MwVariant *variant, const MwFieldGap *gap)
{
  const MwSetSource *set = gap->set != NULL ? mw_system_find_set (system, variant, gap->set) : NULL;
  const char *name = set != NULL ? mw_system_get_set_name (system, variant, set) : gap->subject;

  return dup_safe (name != NULL ? name : "");
}

static char *
dup_words_of_list (MwSystem *system, const MwVariant *variant, const MwFieldGap *gap)
{
  const char *name = mw_system_get_name (system);
  g_autofree char *list = dup_list_name (system, variant, gap);

  switch (gap->reason)
    {
    case MW_NOTICE_REASON_FORBIDDEN:
      return mw_missing_right_dup_of_list (system, variant, gap->set, list);
    case MW_NOTICE_REASON_NOT_OFFERED:
      /* Translators: the name of a system, and what one of its lists is called */
      return g_strdup_printf (_ ("Not offered: %s answered that it has no list “%s”"), name, list);
    case MW_NOTICE_REASON_UNKNOWN:
    default:
      /* Translators: what a list is called, and the name of a system */
      return g_strdup_printf (_ ("Not known: the list “%s” could not be read, and %s did not say whether it "
                                 "does not have it or your login may not read it"),
                              list, name);
    }
}

/**
 * mw_field_standing_dup_words:
 * @system: a system
 * @variant: of the connection
 * @source: how the rows of an entity are made
 * @field: number of a field of it
 * @gap: (nullable): what the read said of it
 *
 * Returns: (transfer full) (nullable): one sentence for people; who can grant what is not permitted, and what
 * it is called there, as far as the system's file says it. %NULL: it is given
 */
char *
mw_field_standing_dup_words (MwSystem *system,
                             const MwVariant *variant,
                             const MwEntitySource *source,
                             guint field,
                             const MwFieldGap *gap)
{
  const char *name = mw_system_get_name (system);
  gboolean is_sent;
  g_autofree char *subject = NULL;

  if (mw_field_standing_find (source, field, gap) == MW_FIELD_STANDING_GIVEN)
    return NULL;
  if (mw_trace_find_expression (source, field, &is_sent) == NULL)
    return mw_rule_words_dup_missing (&(MwRuleWords) { system, variant, source, NULL }, field);
  if (gap->is_whole_set)
    return dup_words_of_list (system, variant, gap);
  subject = dup_safe (gap->subject != NULL ? gap->subject : "");
  if (gap->reason == MW_NOTICE_REASON_FORBIDDEN)
    /* Translators: the name of a field, and that of a system, twice */
    return g_strdup_printf (_ ("Not permitted: your login may not read the field “%s” of %s. Ask your %s "
                               "administrator for the right to read it"),
                            subject, name, name);
  if (gap->reason == MW_NOTICE_REASON_NOT_OFFERED)
    /* Translators: the name of a system, and that of a field */
    return g_strdup_printf (_ ("Not offered: %s answered that it has no field “%s”"), name, subject);
  /* Systems leave fields out of their answers for both reasons, with the same words or with none. */
  /* Translators: the name of a system, and that of one of its fields */
  return g_strdup_printf (
    _ ("Not known: %s does not name a field “%s”. It may not have it, or not show it to "
       "your login"),
    name, subject);
}

/**
 * mw_field_standing_dup_never_sent:
 * @system: a system
 * @path: of a field, or several with commas
 *
 * Returns: (transfer full): that no record that came has it, and what that may mean
 */
char *
mw_field_standing_dup_never_sent (MwSystem *system, const char *path)
{
  g_autofree char *safe = dup_safe (path);

  /* Translators: the name of a field, and that of a system */
  return g_strdup_printf (
    _ ("Not known: “%s” is in none of the records. %s may have nothing there, or not show "
       "it to your login"),
    safe, mw_system_get_name (system));
}
