/* mw-json-characters.h: what characters of JSON text are made of (RFC 8259 7, RFC 3629)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* The length of the UTF-8 character at @p (RFC 3629 4: no overlong forms, no surrogates, up to U+10FFFF), 0
 * when there is none. */
static inline gsize
mw_json_utf8_length (const char *p, const char *end)
{
  const guchar *c = (const guchar *) p;
  gsize left = (gsize) (end - p);
  guchar low = 0x80, high = 0xBF;
  gsize length;

  if (c[0] >= 0xC2 && c[0] <= 0xDF)
    length = 2;
  else if (c[0] >= 0xE0 && c[0] <= 0xEF)
    length = 3;
  else if (c[0] >= 0xF0 && c[0] <= 0xF4)
    length = 4;
  else
    return 0;
  if (left < length)
    return 0;

  if (c[0] == 0xE0)
    low = 0xA0;
  else if (c[0] == 0xED)
    high = 0x9F;
  else if (c[0] == 0xF0)
    low = 0x90;
  else if (c[0] == 0xF4)
    high = 0x8F;
  if (c[1] < low || c[1] > high)
    return 0;
  for (gsize i = 2; i < length; i++)
    if (c[i] < 0x80 || c[i] > 0xBF)
      return 0;
  return length;
}

/* The same for the characters of two and three bytes, most of those behind ASCII; 0: it is another one, or
 * none. Four bytes must be there. */
static inline gsize
mw_json_measure_character (const char *p)
{
  guint32 bytes;

  memcpy (&bytes, p, sizeof bytes);
  bytes = GUINT32_FROM_LE (bytes);
  /* Overlong ones start with 0xC0 and 0xC1. */
  if ((bytes & 0xC0E0) == 0x80C0 && (bytes & 0x1E) != 0)
    return 2;
  /* Neither overlong (0xE0 with 0x80 to 0x9F) nor a surrogate (0xED with 0xA0 to 0xBF). */
  if ((bytes & 0xC0C0F0) == 0x8080E0 && (bytes & 0x200F) != 0 && (bytes & 0x200F) != 0x200D)
    return 3;
  return 0;
}

/* The four digits of \uXXXX; -1 when they are not there. */
static inline int
mw_json_hex_unit (const char *p, const char *end)
{
  int unit = 0;

  if (end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

G_END_DECLS
