/* mw-text.h: text from elsewhere made safe to show and to compare
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At most @max_characters of the first line, with control and bidi characters as visible marks and valid
 * UTF-8 always: what a cell may hand to Pango. */
char *mw_text_for_cell (const char *text, gsize length, guint max_characters);
/* The same for many lines (inspector, dialogs). */
char *mw_text_for_block (const char *text, gsize length, guint max_characters);
/* Whether @n_characters are not all of it. */
gboolean mw_text_is_longer (const char *text, gsize length, guint n_characters);
/* What copying out of mails and web pages leaves around a text, seen or not. */
gboolean mw_text_is_blank (gunichar character);
/* @text without blanks and characters of @also (ASCII, or NULL) at its ends; always valid UTF-8. */
char *mw_text_strip (const char *text, const char *also);
char *mw_text_from_html (const char *html);
char *mw_text_fold (const char *text); /* for comparing: without case and accents */
/* Words and parts of words, ignoring case and accents. */
gboolean mw_text_matches (const char *haystack, const char *needle);

G_END_DECLS
