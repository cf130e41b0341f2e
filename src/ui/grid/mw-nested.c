/* mw-nested.c: lists and objects in a cell, in a few words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-nested.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A short list of plain values says more than how many they are: [7, "Miller"]. */
#define MAX_PLAIN_LENGTH 48
/* Drawing a cell must not read all of a record of many megabytes. */
#define MAX_SCANNED (1 << 20)

typedef struct
{
  guint n_elements;
  guint n_objects; /* among them */
  guint n_lists;
  gboolean is_whole; /* it was read to its end */
} Contents;

static gsize
skip_string (const char *text, gsize at, gsize end)
{
  for (at++; at < end && text[at] != '"'; at++)
    at += text[at] == '\\';
  return at;
}

/* FALSE: it is no JSON, but a text that begins like it. */
static gboolean
count (const char *text, gsize length, Contents *contents)
{
  gsize end = MIN (length, MAX_SCANNED);
  guint depth = 0;
  gboolean is_empty = TRUE;

  for (gsize at = 0; at < end; at++)
    {
      char c = text[at];

      if (g_ascii_isspace (c))
        continue;
      if (depth == 1 && is_empty && c != ']' && c != '}')
        {
          is_empty = FALSE;
          contents->n_elements++;
        }
      if (c == '"')
        at = skip_string (text, at, end);
      else if (c == '[' || c == '{')
        {
          contents->n_objects += depth == 1 && c == '{';
          contents->n_lists += depth == 1 && c == '[';
          depth++;
        }
      else if ((c == ']' || c == '}') && --depth == 0)
        return contents->is_whole = at + 1 == length;
      else if (c == ',' && depth == 1)
        contents->n_elements++;
    }
  return end < length;
}

static char *
dup_words (const Contents *contents, gboolean is_list)
{
  guint n = contents->n_elements;

  if (!contents->is_whole)
    return g_strdup (_ ("Too long to be counted"));
  if (is_list && n > 0 && contents->n_objects == n)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line", "%u lines", n), n);
  if (is_list)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry", "%u entries", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field", "%u fields", n), n);
}

/**
 * mw_nested_dup_summary:
 * @text: a cell of a raw set; lists and objects stand there as JSON
 * @length: bytes of @text
 *
 * Returns: (transfer full) (nullable): "12 lines", "3 entries", "5 fields"; %NULL for a plain value, and for
 * a short list of plain values
 */
char *
mw_nested_dup_summary (const char *text, gsize length)
{
  Contents contents = { 0 };
  gboolean is_list = length > 0 && *text == '[';

  if (length == 0 || (*text != '[' && *text != '{') || !count (text, length, &contents))
    return NULL;
  if (is_list && contents.n_objects == 0 && contents.n_lists == 0 && length <= MAX_PLAIN_LENGTH)
    return NULL;
  return dup_words (&contents, is_list);
}
