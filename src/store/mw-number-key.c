/* mw-number-key.c: the size of a decimal in 16 bytes, exact for numbers of up to 19 significant digits
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-number-key.h"

#include "mw-decimal.h"

/* 10^19 - 1 is the largest number of nines that fits in 64 bits. */
#define KEY_DIGITS 19
/* Twice this still fits in 32 bits, and no text is so long that its length makes up the difference. */
#define MAX_EXPONENT 1000000000

/* A squeezed number has its exponent and as many of the 64 bits of its digits as there is room for. */
#define EXPONENT_BITS 10
#define MAX_SQUEEZED  ((1 << (EXPONENT_BITS - 1)) - 1)
#define LOW_BITS      11
#define LOW_MASK      ((1u << LOW_BITS) - 1)
#define SQUEEZED_ZERO ((guint64) 1 << 63)

/* Reads what follows the "e"; saturates, and says so with @longer, when nobody can mean that number. */
static gboolean
read_exponent (const char *text, gint64 *exponent, gboolean *saturated)
{
  gboolean negative = *text == '-';
  gint64 value = 0;

  if (*text == '-' || *text == '+')
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (; g_ascii_isdigit (*text); text++)
    {
      value = value * 10 + (*text - '0');
      if (value > MAX_EXPONENT)
        {
          value = MAX_EXPONENT;
          *saturated = TRUE;
        }
    }
  *exponent = negative ? -value : value;
  return *text == '\0';
}

gboolean
mw_number_key_init (MwNumberKey *self, const char *text)
{
  gint64 exponent = 0; /* of the first significant digit, counted from the point */
  gint64 written = 0;
  guint n_digits = 0; /* significant ones in @digits */
  gboolean any = FALSE;
  gboolean point = FALSE;
  gboolean saturated = FALSE;

  *self = (MwNumberKey) { .sign = 1 };
  if (*text == '-')
    self->sign = -1;
  if (*text == '-' || *text == '+')
    text++;
  for (; g_ascii_isdigit (*text) || (*text == '.' && !point); text++)
    {
      if (*text == '.')
        {
          point = TRUE;
          continue;
        }
      any = TRUE;
      if (n_digits == 0 && *text == '0')
        exponent -= point;
      else
        {
          exponent += !point;
          if (n_digits < KEY_DIGITS)
            {
              self->digits = self->digits * 10 + (guint) (*text - '0');
              n_digits++;
            }
          else if (*text != '0')
            self->longer = TRUE;
        }
    }
  if (!any)
    return FALSE;
  if (*text == 'e' || *text == 'E')
    {
      if (!read_exponent (text + 1, &written, &saturated))
        return FALSE;
    }
  else if (*text != '\0')
    return FALSE;

  if (self->digits == 0)
    {
      *self = (MwNumberKey) { 0 };
      return TRUE;
    }
  if (saturated)
    {
      /* Beyond every number whose exponent was read; among each other only the texts decide. */
      self->digits = 0;
      self->exponent = (written < 0 ? -2 : 2) * MAX_EXPONENT;
      self->longer = TRUE;
      return TRUE;
    }
  for (; n_digits < KEY_DIGITS; n_digits++)
    self->digits *= 10;
  self->exponent = (gint32) (exponent + written);
  return TRUE;
}

gboolean
mw_number_key_squeeze (const MwNumberKey *self, guint64 *high, guint32 *low)
{
  gint32 exponent = CLAMP (self->exponent, -MAX_SQUEEZED, MAX_SQUEEZED);
  gboolean is_far = ABS (exponent) == MAX_SQUEEZED;
  guint64 digits = is_far ? 0 : self->digits;
  guint64 size = (guint64) (exponent + MAX_SQUEEZED + 1) << (64 - 1 - EXPONENT_BITS) | digits >> LOW_BITS;

  *high = SQUEEZED_ZERO;
  *low = 0;
  if (self->sign == 0)
    return TRUE;
  *high = self->sign > 0 ? SQUEEZED_ZERO + size : SQUEEZED_ZERO - size;
  *low = (guint32) digits & LOW_MASK;
  if (self->sign < 0)
    *low = LOW_MASK - *low;
  return !self->longer && !is_far;
}

int
mw_number_key_compare (const MwNumberKey *a, const char *a_text, const MwNumberKey *b, const char *b_text)
{
  if (a->sign != b->sign)
    return a->sign < b->sign ? -1 : 1;
  if (a->exponent != b->exponent)
    return (a->exponent < b->exponent ? -1 : 1) * a->sign;
  if (a->digits != b->digits)
    return (a->digits < b->digits ? -1 : 1) * a->sign;
  return a->longer || b->longer ? mw_decimal_compare (a_text, b_text) : 0;
}
