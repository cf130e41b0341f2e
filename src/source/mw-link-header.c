/* mw-link-header.c: the next page in a Link header (RFC 8288)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-header.h"

#include <string.h>

/* RFC 9110 5.6.2 */
#define TOKEN_CHARS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~"
#define BLANKS      " \t"

static void
skip_blanks (const char **cursor)
{
  *cursor += strspn (*cursor, BLANKS);
}

/* A quoted text (RFC 9110 5.6.4) or a bare one, which some servers write with more than a token has. */
static char *
read_value (const char **cursor)
{
  g_autoptr (GString) value = NULL;
  gsize length;

  if (**cursor != '"')
    {
      const char *start = *cursor;

      length = strcspn (start, ",;" BLANKS);
      *cursor += length;
      return g_strndup (start, length);
    }
  value = g_string_new (NULL);
  for ((*cursor)++; **cursor != '\0' && **cursor != '"'; (*cursor)++)
    {
      if (**cursor == '\\' && (*cursor)[1] != '\0')
        (*cursor)++;
      g_string_append_c (value, **cursor);
    }
  if (**cursor == '"')
    (*cursor)++;
  return g_string_free_and_steal (g_steal_pointer (&value));
}

static gboolean
has_relation (const char *relations, const char *wanted)
{
  g_auto (GStrv) words = g_strsplit_set (relations, BLANKS, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], wanted) == 0)
      return TRUE;
  return FALSE;
}

/* Reads ";name=value" as often as it stands there: whether it is the next page of the page itself. Only the
 * first rel counts (RFC 8288 3.3), and with an anchor the link is of another page (3.2). */
static gboolean
read_parameters (const char **cursor)
{
  gboolean is_next = FALSE, has_rel = FALSE, has_anchor = FALSE;

  for (skip_blanks (cursor); **cursor == ';'; skip_blanks (cursor))
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;
      gsize length;

      (*cursor)++;
      skip_blanks (cursor);
      length = strspn (*cursor, TOKEN_CHARS);
      name = g_ascii_strdown (*cursor, length);
      *cursor += length;
      skip_blanks (cursor);
      if (**cursor == '=')
        {
          (*cursor)++;
          skip_blanks (cursor);
          value = read_value (cursor);
        }
      has_anchor = has_anchor || strcmp (name, "anchor") == 0;
      if (strcmp (name, "rel") == 0 && !has_rel)
        {
          has_rel = TRUE;
          is_next = value != NULL && has_relation (value, "next");
        }
    }
  return is_next && !has_anchor;
}

/**
 * mw_link_header_dup_next:
 * @header: (nullable): the Link headers of an answer, joined with ","
 *
 * Reads RFC 8288 3: `<target>; rel="prev next"; title="a, b", <other>; rel=last`. What is malformed ends the
 * reading; links before it count.
 *
 * Returns: (transfer full) (nullable): where the next page is, as it was written
 */
char *
mw_link_header_dup_next (const char *header)
{
  const char *cursor = header != NULL ? header : "";

  while (TRUE)
    {
      g_autofree char *target = NULL;
      const char *end;

      cursor += strspn (cursor, BLANKS ",");
      end = *cursor == '<' ? strchr (cursor, '>') : NULL;
      if (end == NULL)
        return NULL;
      target = g_strstrip (g_strndup (cursor + 1, end - cursor - 1));
      cursor = end + 1;
      if (read_parameters (&cursor) && *target != '\0')
        return g_steal_pointer (&target);
      if (*cursor != ',')
        return NULL;
    }
}
