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

static MwSlice
check_boolean (MwSlice text, const char **problem)
{
  if (is_one_of (text.text, yes))
    return MW_SLICE ("true");
  if (is_one_of (text.text, no))
    return MW_SLICE ("false");
  *problem = _ ("This is neither yes nor no; it stands here as it was sent");
  return text;
}

static MwSlice
check_enum (const MwField *field, MwSlice text, const char **problem)
{
  for (guint i = 0; i < field->n_values; i++)
    if (mw_slice_equal (text, field->values[i].id))
      return text;
  /* What an enum expression gives by itself. */
  if (mw_slice_equal (text, "unknown") || mw_slice_equal (text, "other"))
    return text;
  *problem = _ ("This value is not in the list of this field");
  return text;
}

/* Expressions of dates come here already normalized: reading such a text again changes nothing. */
static MwSlice
check_date (MwSlice text, MwDateMeaning meaning, MwScratch *scratch, const char **problem)
{
  char date[MW_DATE_SIZE];
  gsize length = mw_date_write (text.text, meaning, NULL, date);

  if (length > 0)
    return mw_scratch_copy (scratch, date, length);
  *problem = _ ("This is not a date that we can read; it stands here as it was sent");
  return text;
}

/**
 * mw_field_check:
 * @field: the column
 * @text: its value, or null
 * @problem: (inout): set when the text does not fit, else left alone
 *
 * Fits a value to its field's type. Numbers keep the digits that were sent.
 *
 * Returns: the text for the cell; it lives in @text or in @scratch
 */
MwSlice
mw_field_check (const MwField *field, MwSlice text, MwScratch *scratch, const char **problem)
{
  if (text.text == NULL)
    return text;
  if (mw_field_is_number (field))
    {
      if (!mw_decimal_is_valid (text.text))
        *problem = _ ("This is not a number; it stands here as it was sent");
      return text;
    }
  switch (field->type)
    {
    case MW_FIELD_TYPE_DATE:
      return check_date (text, MW_DATE_DAY, scratch, problem);
    case MW_FIELD_TYPE_DATETIME:
      return check_date (text, MW_DATE_INSTANT, scratch, problem);
    case MW_FIELD_TYPE_BOOLEAN:
      return check_boolean (text, problem);
    case MW_FIELD_TYPE_ENUM:
      return check_enum (field, text, problem);
    default:
      return text;
    }
}
