/* mw-value.c: what a system means by a JSON value: its nulls, its typed objects
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-value.h"

/* A part of a date as @digits characters; NULL when it is no such number. */
static char *
dup_part (yyjson_val *object, const char *name, guint digits)
{
  const char *text = mw_json_peek_text (yyjson_obj_get (object, name), NULL);
  gsize length;

  if (text == NULL)
    return g_strnfill (digits, '0');
  length = strlen (text);
  if (length > digits || strspn (text, "0123456789") != length || length == 0)
    return NULL;
  return g_strdup_printf ("%0*d", (int) digits, atoi (text));
}

static char *
dup_day (yyjson_val *object)
{
  g_autofree char *year = dup_part (object, "year", 4);
  g_autofree char *month = dup_part (object, "month", 2);
  g_autofree char *day = dup_part (object, "day", 2);

  if (year == NULL || month == NULL || day == NULL)
    return NULL;
  return g_strdup_printf ("%s-%s-%s", year, month, day);
}

static char *
dup_clock (yyjson_val *object)
{
  g_autofree char *hour = dup_part (object, "hour", 2);
  g_autofree char *minute = dup_part (object, "minute", 2);
  g_autofree char *second = dup_part (object, "second", 2);
  g_autofree char *fraction = dup_part (object, "microsecond", 6);
  gboolean whole;

  if (hour == NULL || minute == NULL || second == NULL || fraction == NULL)
    return NULL;
  whole = g_str_equal (fraction, "000000");
  return g_strdup_printf ("%s:%s:%s%s%s", hour, minute, second, whole ? "" : ".", whole ? "" : fraction);
}

/* {"__class__": "Decimal", "decimal": "1.50"} and its relatives (Tryton's trytond/protocols/jsonrpc.py); NULL
 * for any other object. */
static char *
dup_typed (yyjson_val *object)
{
  const char *class = mw_json_peek_text (yyjson_obj_get (object, "__class__"), NULL);

  if (class == NULL)
    return NULL;
  if (g_str_equal (class, "Decimal"))
    return g_strdup (mw_json_peek_text (yyjson_obj_get (object, "decimal"), NULL));
  if (g_str_equal (class, "date"))
    return dup_day (object);
  if (g_str_equal (class, "time"))
    return dup_clock (object);
  if (g_str_equal (class, "datetime"))
    {
      g_autofree char *day = dup_day (object);
      g_autofree char *clock = dup_clock (object);

      return day != NULL && clock != NULL ? g_strdup_printf ("%sT%s", day, clock) : NULL;
    }
  if (g_str_equal (class, "timedelta"))
    return g_strdup (mw_json_peek_text (yyjson_obj_get (object, "seconds"), NULL));
  if (g_str_equal (class, "bytes"))
    return g_strdup (mw_json_peek_text (yyjson_obj_get (object, "base64"), NULL));
  return NULL;
}

static MwSlice
get_container_text (yyjson_val *value, const MwVariant *variant, MwScratch *scratch)
{
  char *text = variant->typed_values && yyjson_is_obj (value) ? dup_typed (value) : NULL;

  return mw_scratch_adopt (scratch, text != NULL ? text : mw_json_dup_text (value));
}

/**
 * mw_value_get_text:
 * @value: (nullable): a value of an answer
 * @keep_false: whether false is a value where the variant otherwise takes it for null
 * @scratch: for texts that are not the value's own
 *
 * Gives a string unescaped, a number as sent, a typed object as its value, and any other list or object as
 * JSON.
 *
 * Returns: the text; null for what this variant calls null
 */
MwSlice
mw_value_get_text (yyjson_val *value, const MwVariant *variant, gboolean keep_false, MwScratch *scratch)
{
  MwSlice slice;

  switch (yyjson_get_type (value))
    {
    case YYJSON_TYPE_STR:
      slice = (MwSlice) { unsafe_yyjson_get_str (value), unsafe_yyjson_get_len (value) };
      return mw_value_is_null_text (slice, variant) ? MW_SLICE_NULL : slice;
    case YYJSON_TYPE_RAW:
      return (MwSlice) { unsafe_yyjson_get_raw (value), unsafe_yyjson_get_len (value) };
    case YYJSON_TYPE_BOOL:
      if (unsafe_yyjson_get_bool (value))
        return MW_SLICE ("true");
      return variant->false_is_null && !keep_false ? MW_SLICE_NULL : MW_SLICE ("false");
    case YYJSON_TYPE_ARR:
    case YYJSON_TYPE_OBJ:
      return get_container_text (value, variant, scratch);
    default:
      return MW_SLICE_NULL;
    }
}

/**
 * mw_value_dup_json:
 * @value: (nullable): a value of an answer
 *
 * Returns: (nullable) (transfer full): its JSON text; %NULL for what this variant calls null
 */
char *
mw_value_dup_json (yyjson_val *value, const MwVariant *variant)
{
  if (value == NULL || yyjson_is_null (value) || (yyjson_is_false (value) && variant->false_is_null))
    return NULL;
  if (yyjson_is_str (value) &&
      mw_value_is_null_text ((MwSlice) { unsafe_yyjson_get_str (value), unsafe_yyjson_get_len (value) },
                             variant))
    return NULL;
  /* From malloc(), as g_free() takes it. */
  return yyjson_val_write (value, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);
}
