/* mw-bounded-regex.c: regular expressions that come from files, with an end to how long they may search
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bounded-regex.h"

#include <string.h>

/* What a pattern of ours needs is below a thousand steps; one that tries every way through a long text needs
 * more than there is time. The pattern itself can only lower them (pcre2pattern(3), "Setting match resource
 * limits": of several settings the lowest counts). Memory in KiB. */
#define LIMITS "(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=2000)(*LIMIT_HEAP=2000)"

/**
 * mw_bounded_regex_new:
 * @pattern: a regular expression as PCRE2 has them
 * @whole: whether it must match all of a text
 *
 * Returns: (transfer full): %NULL with a #GRegexError
 */
GRegex *
mw_bounded_regex_new (const char *pattern, gboolean whole, GError **error)
{
  g_autoptr (GRegex) alone = NULL;
  g_autofree char *bounded = NULL;

  if (strlen (pattern) > MW_BOUNDED_REGEX_MAX_LENGTH)
    {
      g_set_error (error, G_REGEX_ERROR, G_REGEX_ERROR_COMPILE, "longer than %d bytes",
                   MW_BOUNDED_REGEX_MAX_LENGTH);
      return NULL;
    }
  /* By itself first: an open bracket must not be closed by ours. */
  alone = g_regex_new (pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, error);
  if (alone == NULL)
    return NULL;
  bounded = whole ? g_strconcat (LIMITS "^(?:", pattern, ")$", NULL) : g_strconcat (LIMITS, pattern, NULL);
  return g_regex_new (bounded, G_REGEX_DOLLAR_ENDONLY, G_REGEX_MATCH_DEFAULT, error);
}
