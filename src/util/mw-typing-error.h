/* mw-typing-error.h: how many typing errors lie between what was typed and a word
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What more letters than this are compared with is never similar: a bound, as the texts come from files. */
#define MW_TYPING_ERROR_MAX_LENGTH 40

/* Letters left out, put in, exchanged or swapped with their neighbour that make @word out of @typed, both
 * folded (mw_text_fold()); G_MAXUINT when that takes more than @limit. @beginning: of @word's beginning that
 * is nearest, as one searches before the word is whole. */
guint mw_typing_error_count (const char *typed, const char *word, gboolean beginning, guint limit);

G_END_DECLS
