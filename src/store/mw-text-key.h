/* mw-text-key.h: keys of texts that compare as numbers, in the order of the user's language
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A key is some words, compared one by one; of two keys that agree as far as the shorter one goes, that is
 * the smaller. No word of a key is 0. */
typedef struct _MwTextKeys MwTextKeys;

MwTextKeys *mw_text_keys_new (void);
void mw_text_keys_free (MwTextKeys *self);
/* Adds the key of @text behind those that are there; answers where it begins. @collated: in the order of the
 * language, else in that of the bytes. */
gsize mw_text_keys_add (MwTextKeys *self, const char *text, gboolean collated, guint *n_words);
/* Forgets all keys from @begin on. */
void mw_text_keys_cut (MwTextKeys *self, gsize begin);
/* Until the next one is added. */
const guint64 *mw_text_keys_get (const MwTextKeys *self, gsize begin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTextKeys, mw_text_keys_free)

G_END_DECLS
