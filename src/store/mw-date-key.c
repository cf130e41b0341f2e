/* mw-date-key.c: days and moments as numbers that order as the calendar does
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The texts order as the calendar does, once the Z that would stand behind a fraction's point, and zeros that
 * say nothing, are gone. The key is four bits of each character that can differ, in that order. */

#include "mw-date-key.h"

#include <string.h>

#define DAY_LENGTH 10

/* What stands where a digit should: 0 for the end, else less, the digit, or more. */
#define CODE_END  0
#define CODE_LESS 1
#define CODE_ZERO 2
#define CODE_MORE 12

static gsize
get_length (const char *text)
{
  gsize length = strlen (text);

  if (text[length - 1] == 'Z')
    length--;
  if (memchr (text, '.', length) != NULL)
    {
      while (text[length - 1] == '0')
        length--;
      if (text[length - 1] == '.')
        length--;
    }
  return length;
}

static gboolean
is_date (const char *text)
{
  return strnlen (text, DAY_LENGTH) == DAY_LENGTH && text[4] == '-' && text[7] == '-' &&
         g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[9]);
}

/* FALSE: what stands there is not as in @shape, and what follows does not count. */
static gboolean
add_code (guint64 *key, char shape, const char *text, gsize length, gsize at)
{
  guint code;

  if (at >= length)
    code = CODE_END;
  else if (shape == '0' && g_ascii_isdigit (text[at]))
    code = CODE_ZERO + (guint) (text[at] - '0');
  else if (shape != '0' && text[at] == shape)
    code = CODE_ZERO;
  else
    code = (guchar) text[at] < (guchar) shape ? CODE_LESS : CODE_MORE;
  *key = *key << 4 | code;
  return code >= CODE_ZERO && code < CODE_MORE;
}

gboolean
mw_date_key_init (const char *text, guint64 *key, gboolean *is_exact)
{
  /* The separators of a time can only be as here, or it is not exact; sixteen codes are 64 bits. */
  static const char shape[] = "0000-00-00T00:00:00";
  gsize length;
  guint n_codes = 0;
  gboolean goes_on = TRUE;

  if (!is_date (text))
    return FALSE;
  length = get_length (text);
  *key = 0;
  for (gsize at = 0; at < sizeof shape - 1 && goes_on; at++)
    {
      /* These two are known. */
      if (at == 4 || at == 7)
        continue;
      if (shape[at] == ':' && at < length && text[at] == ':')
        continue;
      goes_on = add_code (key, shape[at], text, length, at);
      n_codes++;
    }
  /* Whatever it ended at, all of it is in the key; but not what follows behind, or behind something else. */
  *is_exact = goes_on ? length == sizeof shape - 1 : (*key & 0xf) == CODE_END;
  *key <<= 4 * (16 - n_codes);
  if (goes_on && length > sizeof shape - 1)
    *key |= CODE_MORE;
  return TRUE;
}

int
mw_date_key_compare (const char *a, const char *b)
{
  gsize n_a = get_length (a), n_b = get_length (b);
  int order = memcmp (a, b, MIN (n_a, n_b));

  return order != 0 ? order : (n_a > n_b) - (n_a < n_b);
}
