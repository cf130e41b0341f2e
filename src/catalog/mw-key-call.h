/* mw-key-call.h: the calls with which the holder of a key changes it for a new one, or deletes it, as members
 * of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-file-reader.h"
#include "mw-system-private.h"

G_BEGIN_DECLS

extern const MwShape mw_new_key_shape;
extern const MwShape mw_delete_key_shape;

/* Of both: their requests are of their own kinds, and call what the engine knows. @places: what has a value
 * after signing in. */
gboolean mw_key_calls_check (MwFileReader *r, MwSystemFile *file, MwSignIn *sign_in, GHashTable *places);
/* What only they have: {this_key} and {ends_on}. */
gboolean mw_key_call_is_place (const char *name);

G_END_DECLS
