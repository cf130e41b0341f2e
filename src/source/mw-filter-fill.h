/* mw-filter-fill.h: what a system is asked to leave out of a list
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-scope.h"
#include "mw-system.h"

G_BEGIN_DECLS

/* Parts of a set's filters that the user's scope asks for. */
typedef enum
{
  MW_FILTER_PART_CHANGED = 1 << 0,
  MW_FILTER_PART_ORDERED = 1 << 1,
  MW_FILTER_PART_OPEN = 1 << 2,
  MW_FILTER_PART_CHOSEN = 1 << 3, /* what was chosen, where a filter is for that: always but when told */
} MwFilterParts;

/* Which of them this set's system knows. */
MwFilterParts mw_filter_get_parts (const MwSetSource *set);
/* The one that @scope needs; 0 for everything. */
MwFilterParts mw_scope_get_part (const MwScope *scope);
/* Whether what was chosen applies to the lists of @set, @from having the values. */
gboolean mw_filter_has_chosen (const MwSetSource *set, MwVariables *from);
/* Sets {filter} and its relatives in @into: base and @parts. Their places are filled with
 * @from. The moments that {since} stands for are microseconds since 1970, or MW_SINCE_NONE. */
gboolean mw_filter_fill (const MwSetSource *set,
                         MwFilterParts parts,
                         gint64 changed_since,
                         gint64 ordered_since,
                         MwVariables *from,
                         MwVariables *into,
                         GError **error);

G_END_DECLS
