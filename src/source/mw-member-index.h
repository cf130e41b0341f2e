/* mw-member-index.h: the members of a record that are wanted, found in one walk through it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

G_BEGIN_DECLS

typedef struct _MwMemberIndex MwMemberIndex;

MwMemberIndex *mw_member_index_new (void);
void mw_member_index_free (MwMemberIndex *self);
/* The number of @key among those that are wanted, the same one whenever it is added again. */
guint mw_member_index_add (MwMemberIndex *self, const char *key);
/* Looks for them in @object, which may be any value. */
void mw_member_index_read (MwMemberIndex *self, yyjson_val *object);
/* What was found, the first of equal keys; or NULL. */
yyjson_val *mw_member_index_get (const MwMemberIndex *self, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwMemberIndex, mw_member_index_free)

G_END_DECLS
