/* mw-used-paths.h: which fields of its records a map is made of
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

/* "status, changeDate, Vendors: name": the paths of an expression as they stand in the system file. */
char *mw_used_paths_dup_text (MwSystem *system, const MwVariant *variant, const MwExpression *expression);
/**
 * MwUse:
 * @MW_USE_NONE: no column is made of it
 * @MW_USE_TOGETHER: it is one of those that one column has all of: fields of the system's own
 * @MW_USE_ALONE: a column is made of it, or depends on it
 */
typedef enum
{
  MW_USE_NONE,
  MW_USE_TOGETHER,
  MW_USE_ALONE,
} MwUse;

/* Which places of the records of its set an entity's columns are made of. */
typedef struct _MwUsedPlaces MwUsedPlaces;

MwUsedPlaces *mw_used_places_new (const MwEntitySource *source, const MwSetSource *set);
/* Of one expression of its map. */
MwUsedPlaces *mw_used_places_new_of (const MwEntitySource *source, const MwExpression *expression);
void mw_used_places_free (MwUsedPlaces *self);
/* @place: a JSON pointer as maps see the records, with "~[]" for all elements of a list: "/lines/~[]/note".
 */
MwUse mw_used_places_find (const MwUsedPlaces *self, const char *place);
/* Of a place that has nothing in it: whether that is looked for there, or counted. */
gboolean mw_used_places_hold (const MwUsedPlaces *self, const char *place, gboolean may_hold);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwUsedPlaces, mw_used_places_free)

G_END_DECLS
