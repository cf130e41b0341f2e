/* mw-lookups.h: sets that others look into, as tables of just the values that are asked for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

typedef struct _MwLookups MwLookups;
typedef struct _MwEvaluation MwEvaluation;

MwLookups *mw_lookups_new (const MwEntitySource *source, guint n_fields);
void mw_lookups_free (MwLookups *self);
/* Whether any expression looks into @set. */
gboolean mw_lookups_uses (MwLookups *self, const char *set);
/* Forgets what was read of @set. */
void mw_lookups_clear (MwLookups *self, const char *set);
/* Remembers what the lookups into @set get from the record of @evaluation. The first of two equal keys
 * counts. */
void mw_lookups_add (MwLookups *self, const char *set, const char *key, MwEvaluation *evaluation);
const char *mw_lookups_get (MwLookups *self, const MwExpression *lookup, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwLookups, mw_lookups_free)

G_END_DECLS
