/* mw-csv-format.c: one cell of a CSV record (RFC 4180)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-csv-format.h"

#include <string.h>

typedef enum
{
  PLAIN = 0,
  QUOTED = 1,  /* must stand in quotes */
  CHECKED = 2, /* may be no UTF-8, or is NUL */
} Byte;

static const guint8 bytes[256] = {
  ['\0'] = CHECKED, ['\r'] = QUOTED, ['\n'] = QUOTED,
  ['"'] = QUOTED,   [','] = QUOTED,  [0x80 ... 0xff] = CHECKED,
};

static char *
make_valid (const char *text, gsize length)
{
  g_autoptr (GString) visible = g_string_new_len (text, (gssize) length);

  for (gsize i = 0; i < visible->len; i++)
    if (visible->str[i] == '\0')
      {
        /* U+2400, the picture of NUL: most readers end a cell, or the file, at the character itself. */
        g_string_erase (visible, (gssize) i, 1);
        g_string_insert (visible, (gssize) i, "␀");
      }
  return g_utf8_make_valid (visible->str, (gssize) visible->len);
}

void
mw_csv_append_cell (GString *record, const char *prefix, const char *text, gsize length)
{
  g_autofree char *valid = NULL;
  guint found = PLAIN;

  for (gsize i = 0; i < length; i++)
    found |= bytes[(guchar) text[i]];
  if ((found & CHECKED) != 0 && !g_utf8_validate_len (text, length, NULL))
    {
      text = valid = make_valid (text, length);
      length = strlen (valid);
    }
  if ((found & QUOTED) == 0)
    {
      g_string_append (record, prefix);
      g_string_append_len (record, text, (gssize) length);
      return;
    }
  g_string_append_c (record, '"');
  g_string_append (record, prefix);
  for (const char *end = text + length; text < end;)
    {
      const char *quote = memchr (text, '"', (gsize) (end - text));
      const char *stop = quote != NULL ? quote + 1 : end;

      g_string_append_len (record, text, stop - text);
      if (quote != NULL)
        g_string_append_c (record, '"');
      text = stop;
    }
  g_string_append_c (record, '"');
}

gboolean
mw_csv_is_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}
