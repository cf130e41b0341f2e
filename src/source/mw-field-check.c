/* mw-field-check.c: whether a text is what its field's type says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-field-check.h"

#include <glib/gi18n-lib.h>

#include "mw-date.h"
#include "mw-decimal.h"

static const char *const yes[] = { "true", "1", "t", "y", "yes", NULL };
static const char *const no[] = { "false", "0", "f", "n", "no", NULL };

static gboolean
is_one_of (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static char *
check_boolean (char *text, const char **problem)
{
  const char *word = is_one_of (text, yes) ? "true" : is_one_of (text, no) ? "false" : NULL;

  if (word == NULL)
    *problem = _ ("This is neither yes nor no; it stands here as it was sent");
  else
    g_set_str (&text, word);
  return text;
}

static char *
check_enum (const MwField *field, char *text, const char **problem)
{
  for (guint i = 0; i < field->n_values; i++)
    if (g_str_equal (field->values[i].id, text))
      return text;
  /* What an enum expression gives by itself. */
  if (g_str_equal (text, "unknown") || g_str_equal (text, "other"))
    return text;
  *problem = _ ("This value is not in the list of this field");
  return text;
}

/* Expressions of dates come here already normalized: reading such a text again changes nothing. */
static char *
check_date (char *text, MwDateMeaning meaning, const char **problem)
{
  char *date = mw_date_normalize (text, meaning, NULL);

  if (date == NULL)
    {
      *problem = _ ("This is not a date that we can read; it stands here as it was sent");
      return text;
    }
  g_free (text);
  return date;
}

/**
 * mw_field_check:
 * @field: the column
 * @text: (nullable) (transfer full): its value
 * @problem: (inout): set when the text does not fit, else left alone
 *
 * Fits a value to its field's type. Numbers keep the digits that were sent.
 *
 * Returns: (nullable) (transfer full): the text for the cell
 */
char *
mw_field_check (const MwField *field, char *text, const char **problem)
{
  if (text == NULL)
    return NULL;
  if (mw_field_is_number (field))
    {
      if (!mw_decimal_is_valid (text))
        *problem = _ ("This is not a number; it stands here as it was sent");
      return text;
    }
  switch (field->type)
    {
    case MW_FIELD_TYPE_DATE:
      return check_date (text, MW_DATE_DAY, problem);
    case MW_FIELD_TYPE_DATETIME:
      return check_date (text, MW_DATE_INSTANT, problem);
    case MW_FIELD_TYPE_BOOLEAN:
      return check_boolean (text, problem);
    case MW_FIELD_TYPE_ENUM:
      return check_enum (field, text, problem);
    default:
      return text;
    }
}
