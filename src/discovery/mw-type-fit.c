/* mw-type-fit.c: whether the values of a list's field could be those of one of ours
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-type-fit.h"

#include <string.h>

static gboolean
all_samples (const MwSurveyField *field, gboolean (*is_one) (const char *text))
{
  for (guint i = 0; i < field->samples->len; i++)
    if (!is_one (field->samples->pdata[i]))
      return FALSE;
  return field->samples->len > 0;
}

/* Seconds or milliseconds since 1970, in this century. */
static gboolean
is_unix_time (const char *text)
{
  gsize length = strspn (text, "0123456789");

  return text[length] == '\0' && (length == 10 || length == 13);
}

static gboolean
is_compact_day (const char *text)
{
  return strlen (text) == 8 && strspn (text, "0123456789") == 8 && (*text == '1' || *text == '2') &&
         strncmp (text + 4, "00", 2) > 0 && strncmp (text + 4, "13", 2) < 0;
}

static gboolean
could_be_date (const MwSurveyField *from)
{
  switch (from->type)
    {
    case MW_SURVEY_DAY:
    case MW_SURVEY_LOCAL:
    case MW_SURVEY_MOMENT:
    case MW_SURVEY_UNKNOWN:
      return TRUE;
    case MW_SURVEY_NUMBER:
    case MW_SURVEY_TEXT:
      return all_samples (from, is_unix_time) || all_samples (from, is_compact_day);
    case MW_SURVEY_BOOLEAN:
    default:
      return FALSE;
    }
}

/**
 * mw_type_fit_measure:
 * @field: one of ours
 * @from: one of a list
 *
 * Returns: how much is lost by a type that does not quite fit; -1: it does not fit at all
 */
int
mw_type_fit_measure (const MwField *field, const MwSurveyField *from)
{
  gboolean is_date = from->type == MW_SURVEY_DAY || from->type == MW_SURVEY_LOCAL ||
                     from->type == MW_SURVEY_MOMENT;

  if (mw_field_is_number (field))
    return from->type == MW_SURVEY_NUMBER || from->type == MW_SURVEY_UNKNOWN      ? 0
           : from->type == MW_SURVEY_TEXT && from->n_seen > 0 && from->is_numeric ? 2
                                                                                  : -1;
  switch (field->type)
    {
    case MW_FIELD_TYPE_DATE:
    case MW_FIELD_TYPE_DATETIME:
      return could_be_date (from) ? 0 : -1;
    case MW_FIELD_TYPE_BOOLEAN:
      return from->type == MW_SURVEY_BOOLEAN || from->type == MW_SURVEY_UNKNOWN ? 0 : -1;
    case MW_FIELD_TYPE_JSON:
      return -1;
    case MW_FIELD_TYPE_ENUM:
      return is_date ? -1 : 0;
    case MW_FIELD_TYPE_TEXT:
    case MW_FIELD_TYPE_LONG_TEXT:
      /* People read it: a number is more likely the key of what is meant. */
      return is_date || from->type == MW_SURVEY_BOOLEAN ? -1 : from->n_seen > 0 && from->is_numeric ? 12 : 0;
    default:
      return is_date || from->type == MW_SURVEY_BOOLEAN ? -1 : 0;
    }
}
