/* mw-json-unescape.c: characters of a string that do not stand for themselves alone
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-unescape.h"

#include <string.h>

#include "mw-json-characters.h"
#include "mw-json-plain.h"

static char *
write_utf8 (char *out, guint c)
{
  if (c < 0x80)
    *out++ = (char) c;
  else
    out += g_unichar_to_utf8 (c, out);
  return out;
}

/* What stands behind "\u"; the half of a pair needs the other one behind it. */
static const char *
decode_unit (const char *p, const char *end, char **out)
{
  int unit = mw_json_hex_unit (p, end);
  int second;

  if (unit < 0)
    return NULL;
  p += 4;
  if (unit >= 0xD800 && unit <= 0xDFFF)
    {
      second = unit <= 0xDBFF && end - p >= 6 && p[0] == '\\' && p[1] == 'u' ? mw_json_hex_unit (p + 2, end)
                                                                             : -1;
      if (second < 0xDC00 || second > 0xDFFF)
        return NULL;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
      p += 6;
    }
  *out = write_utf8 (*out, (guint) unit);
  return p;
}

/* @p stands behind a backslash. */
static const char *
decode_escape (const char *p, const char *end, char **out)
{
  static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *name;

  if (p == end || *p == '\0')
    return NULL;
  if (*p == 'u')
    return decode_unit (p + 1, end, out);
  name = strchr (names, *p);
  if (name == NULL)
    return NULL;
  *(*out)++ = meanings[name - names];
  return p + 1;
}

/**
 * mw_json_unescape:
 * @p: inside of a string
 * @end: of the text
 * @out: (inout): where the next byte goes
 * @escaped: (out): set to %TRUE when there was an escape, else left alone
 *
 * Goes on in a string where many bytes cannot be looked at together: to its end, or to plain characters with
 * enough behind them (%MW_JSON_PLAIN_SIZE).
 *
 * Returns: (nullable): where it stands; %NULL when the string is not right
 */
const char *
mw_json_unescape (const char *p, const char *end, char **out, gboolean *escaped)
{
  while (p < end && *p != '"')
    {
      guchar c = (guchar) *p;
      gsize length = 1;

      if (c == '\\')
        {
          *escaped = TRUE;
          p = decode_escape (p + 1, end, out);
          if (p == NULL)
            return NULL;
          continue;
        }
      if (c < 0x20 || (c >= 0x80 && (length = mw_json_utf8_length (p, end)) == 0))
        return NULL;
      if (c < 0x80 && end - p >= MW_JSON_PLAIN_SIZE)
        return p;
      for (gsize i = 0; i < length; i++)
        *(*out)++ = *p++;
    }
  return p < end ? p : NULL;
}
