/* mw-decimal.c: exact decimals, kept as text
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-decimal.h"

#include <mpdecimal.h>
#include <string.h>

/* What is longer or further from one is text to us, no number to calculate with: 1e999999999 written out
 * would be a gigabyte. */
#define MAX_LENGTH   1000
#define MAX_EXPONENT 1000
/* Digits enough for any exact sum or product of two such numbers. */
#define EXACT_DIGITS   8000
#define DIVISION_SCALE 12

/* The parts of a number's text. */
typedef struct
{
  gboolean negative;
  const char *digits; /* from the first digit that is not 0, with the point inside; NULL for zero */
  const char *digits_end;
  gint64 magnitude; /* the power of ten of that digit */
  gint64 exponent;
} Parts;

/* Far outside of what text can say about, and safe to add to. */
#define HUGE_EXPONENT (G_MAXINT64 / 4)

static gboolean
parse_exponent (const char *p, gint64 *exponent)
{
  gboolean negative = *p == '-';
  gint64 value = 0;

  if (*p == '-' || *p == '+')
    p++;
  if (*p == '\0')
    return FALSE;
  for (; *p != '\0'; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      value = MIN (value * 10 + (*p - '0'), HUGE_EXPONENT / 20);
    }
  *exponent = negative ? -value : value;
  return TRUE;
}

static gboolean
parse (const char *text, Parts *parts)
{
  const char *p = text;
  const char *point = NULL;
  guint n_digits = 0;

  *parts = (Parts) { 0 };
  if (text == NULL)
    return FALSE;
  parts->negative = *p == '-';
  if (*p == '-' || *p == '+')
    p++;
  for (; g_ascii_isdigit (*p) || (*p == '.' && point == NULL); p++)
    {
      if (*p == '.')
        {
          point = p;
          continue;
        }
      n_digits++;
      if (*p != '0' && parts->digits == NULL)
        parts->digits = p;
    }
  parts->digits_end = p;
  if (n_digits == 0)
    return FALSE;
  if (*p == 'e' || *p == 'E')
    {
      if (!parse_exponent (p + 1, &parts->exponent))
        return FALSE;
    }
  else if (*p != '\0')
    return FALSE;

  if (point == NULL)
    point = parts->digits_end;
  if (parts->digits != NULL)
    parts->magnitude = parts->exponent +
                       (point > parts->digits ? point - parts->digits - 1 : point - parts->digits);
  return TRUE;
}

/**
 * mw_decimal_is_valid:
 * @text: (nullable): a text
 *
 * Returns: whether @text is a number: "-1204.50", "+1", ".5", "5.", "1e3"
 */
gboolean
mw_decimal_is_valid (const char *text)
{
  Parts parts;

  return parse (text, &parts);
}

static int
next_digit (const char **p, const char *end)
{
  if (*p < end && **p == '.')
    (*p)++;
  return *p < end ? *(*p)++ : '0';
}

/* Both are positive and not zero. */
static int
compare_magnitudes (const Parts *a, const Parts *b)
{
  const char *p = a->digits, *q = b->digits;

  if (a->magnitude != b->magnitude)
    return a->magnitude < b->magnitude ? -1 : 1;
  while (p < a->digits_end || q < b->digits_end)
    {
      int x = next_digit (&p, a->digits_end);
      int y = next_digit (&q, b->digits_end);

      if (x != y)
        return x < y ? -1 : 1;
    }
  return 0;
}

static int
sign_of (const Parts *parts)
{
  return parts->digits == NULL ? 0 : parts->negative ? -1 : 1;
}

/**
 * mw_decimal_compare:
 * @a: (nullable): a text
 * @b: (nullable): another one
 *
 * Compares exactly, numbers of any length, without allocating. What is no number comes after all numbers, in
 * the order of its bytes, and %NULL comes last: an order that sorting can rely on.
 *
 * Returns: less than, equal to or greater than 0
 */
int
mw_decimal_compare (const char *a, const char *b)
{
  Parts x, y;
  gboolean a_valid = parse (a, &x);
  gboolean b_valid = parse (b, &y);

  if (!a_valid || !b_valid)
    {
      if (a_valid != b_valid)
        return a_valid ? -1 : 1;
      if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
      return strcmp (a, b);
    }
  if (sign_of (&x) != sign_of (&y))
    return sign_of (&x) < sign_of (&y) ? -1 : 1;
  if (sign_of (&x) == 0)
    return 0;
  return x.negative ? compare_magnitudes (&y, &x) : compare_magnitudes (&x, &y);
}

static void
init_context (mpd_context_t *context, mpd_ssize_t digits)
{
  mpd_maxcontext (context);
  context->prec = digits;
  context->traps = 0;
  context->round = MPD_ROUND_HALF_EVEN;
}

static mpd_t *
read_number (const char *text)
{
  Parts parts;
  mpd_context_t context;
  mpd_t *number;
  uint32_t status = 0;

  if (!parse (text, &parts) || strlen (text) > MAX_LENGTH || ABS (parts.exponent) > MAX_EXPONENT)
    return NULL;
  init_context (&context, EXACT_DIGITS);
  number = mpd_qnew ();
  mpd_qset_string (number, text, &context, &status);
  if ((status & MPD_Errors) != 0 || mpd_isspecial (number))
    g_clear_pointer (&number, mpd_del);
  return number;
}

/* Plain digits; no "-0", and no zeros in front, as 0E+3 would give. */
static char *
write_number (const mpd_t *number)
{
  mpd_context_t context;
  uint32_t status = 0;
  char *plain, *copy;

  if (mpd_iszero (number) && number->exp >= 0)
    return g_strdup ("0");
  init_context (&context, EXACT_DIGITS);
  plain = mpd_qformat (number, "f", &context, &status);
  if (plain == NULL)
    return NULL;
  copy = g_strdup (mpd_iszero (number) && plain[0] == '-' ? plain + 1 : plain);
  mpd_free (plain);
  return copy;
}

/* A quotient that ends has at most as many digits as this: a divisor that keeps only factors 2 and 5 adds at
 * most log2(10) places for each of its digits. */
static mpd_ssize_t
quotient_digits (const mpd_t *a, const mpd_t *b)
{
  return a->digits + 4 * b->digits + DIVISION_SCALE;
}

static gboolean
divide (mpd_t *result, const mpd_t *a, const mpd_t *b, gboolean *exact)
{
  mpd_context_t context;
  uint32_t status = 0;
  mpd_t *unit;

  if (mpd_iszero (b))
    return FALSE;
  init_context (&context, quotient_digits (a, b));
  /* Cut, not rounded, so that the rounding below is the only one. */
  context.round = MPD_ROUND_DOWN;
  mpd_qdiv (result, a, b, &context, &status);
  *exact = (status & MPD_Inexact) == 0;
  if ((status & MPD_Errors) != 0 || *exact)
    return (status & MPD_Errors) == 0;

  status = 0;
  init_context (&context, EXACT_DIGITS);
  unit = mpd_qnew ();
  mpd_qset_i32 (unit, 1, &context, &status);
  unit->exp = -DIVISION_SCALE;
  mpd_qquantize (result, result, unit, &context, &status);
  mpd_del (unit);
  return (status & MPD_Errors) == 0;
}

static gboolean
calculate (MwDecimalOperation operation, mpd_t *result, const mpd_t *a, const mpd_t *b, gboolean *exact)
{
  mpd_context_t context;
  uint32_t status = 0;

  init_context (&context, EXACT_DIGITS);
  switch (operation)
    {
    case MW_DECIMAL_ADD:
      mpd_qadd (result, a, b, &context, &status);
      break;
    case MW_DECIMAL_SUBTRACT:
      mpd_qsub (result, a, b, &context, &status);
      break;
    case MW_DECIMAL_MULTIPLY:
      mpd_qmul (result, a, b, &context, &status);
      break;
    case MW_DECIMAL_DIVIDE:
      return divide (result, a, b, exact);
    case MW_DECIMAL_MIN:
    case MW_DECIMAL_MAX:
      {
        int order = mpd_qcmp (a, b, &status);
        gboolean first = operation == MW_DECIMAL_MIN ? order <= 0 : order >= 0;

        mpd_qcopy (result, first ? a : b, &status);
        break;
      }
    default:
      return FALSE;
    }
  return (status & (MPD_Errors | MPD_Inexact)) == 0;
}

/**
 * mw_decimal_calculate:
 * @a: (nullable): a number
 * @b: (nullable): another one
 * @exact: (out) (optional): %FALSE when a quotient was rounded
 *
 * The result keeps the places that exact arithmetic gives (General Decimal Arithmetic): 1.10 + 2.20 is 3.30,
 * and the smaller of 1.0 and 1 is the first of them.
 *
 * Returns: (transfer full) (nullable): the result as plain digits; %NULL when an operand is no number, is
 * longer than 1000 characters or has an exponent beyond ±1000, and for a division by zero
 */
char *
mw_decimal_calculate (MwDecimalOperation operation, const char *a, const char *b, gboolean *exact)
{
  mpd_t *x = read_number (a);
  mpd_t *y = read_number (b);
  mpd_t *result = mpd_qnew ();
  gboolean is_exact = TRUE;
  char *text = NULL;

  if (x != NULL && y != NULL && calculate (operation, result, x, y, &is_exact))
    text = write_number (result);
  if (exact != NULL)
    *exact = is_exact && text != NULL;
  g_clear_pointer (&x, mpd_del);
  g_clear_pointer (&y, mpd_del);
  mpd_del (result);
  return text;
}

/* Blanks of all kinds stand between digits and around them: U+00A0, U+202F and the thin ones. */
static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A);
}

/**
 * mw_decimal_from_written:
 * @text: valid UTF-8
 * @decimal: the decimal mark, "," or "."
 * @group: (nullable): what stands between groups of digits; a blank stands for blanks of all kinds
 *
 * Reads "1.234,50", "1 234,50", "-7" and "7-" (as SAP writes it). What else stands there, such as a currency,
 * makes it no number: a guess would be worse.
 *
 * Returns: (transfer full) (nullable): the digits that were written, with a point: "1234.50"
 */
char *
mw_decimal_from_written (const char *text, char decimal, const char *group)
{
  g_autoptr (GString) number = g_string_new (NULL);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gunichar between = group != NULL ? g_utf8_get_char (group) : 0;
  gsize length = strlen (stripped);
  gboolean in_fraction = FALSE;

  if (length > 1 && stripped[length - 1] == '-')
    {
      stripped[length - 1] = '\0';
      g_string_append_c (number, '-');
    }
  for (const char *p = stripped; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_ascii_isdigit (*p) || (p == stripped && *p == '-' && number->len == 0))
        g_string_append_c (number, *p);
      else if (*p == decimal && !in_fraction)
        {
          g_string_append_c (number, '.');
          in_fraction = TRUE;
        }
      else if (in_fraction || between == 0 || !(c == between || (is_blank (between) && is_blank (c))))
        return NULL;
    }
  return mw_decimal_is_valid (number->str) ? g_string_free_and_steal (g_steal_pointer (&number)) : NULL;
}
