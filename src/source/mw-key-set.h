/* mw-key-set.h: the identities of a million records in little memory
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MwKeySet MwKeySet;

MwKeySet *mw_key_set_new (void);
void mw_key_set_free (MwKeySet *self);
/* FALSE when it is in already. */
gboolean mw_key_set_add (MwKeySet *self, const char *key, gsize length);
gsize mw_key_set_get_size (const MwKeySet *self); /* bytes of memory */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwKeySet, mw_key_set_free)

G_END_DECLS
