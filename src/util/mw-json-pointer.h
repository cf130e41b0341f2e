/* mw-json-pointer.h: where a value stands in a document (RFC 6901)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What no pointer has as a step: each element of a list. */
#define MW_JSON_POINTER_EACH "~[]"

/* Appends a step: the key of a member, not escaped. */
void mw_json_pointer_append (GString *pointer, const char *key, gsize length);
/* The other way; NULL: it is no step of a pointer. */
char *mw_json_pointer_dup_key (const char *token);
/* As people and system files write it: "lines[3].price". */
char *mw_json_pointer_dup_path (const char *pointer);
/* Whether it is the place @outer, or inside of that. */
gboolean mw_json_pointer_is_within (const char *pointer, const char *outer);

/* Whether it is one of the places @outers (a set of pointers), or inside of one. */
gboolean mw_json_pointer_is_within_any (const char *pointer, GHashTable *outers);

G_END_DECLS
