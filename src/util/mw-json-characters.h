/* mw-json-characters.h: what characters of JSON text are made of (RFC 8259 7, RFC 3629)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

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
