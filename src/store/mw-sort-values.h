/* mw-sort-values.h: the values of some rows in one column, in their order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-model.h"

G_BEGIN_DECLS

/* Whatever the direction: values, then what is none of the column's type, then nothing. */
typedef enum
{
  MW_SORT_ZONE_VALUES,
  MW_SORT_ZONE_OTHERS,
  MW_SORT_ZONE_NULLS,
} MwSortZone;

/* For one thread at a time. */
typedef struct _MwSortValues MwSortValues;

/* Of the rows with these @texts, which live as long; a text counts up to a NUL. NULL: cancelled. */
MwSortValues *mw_sort_values_new (const MwField *field,
                                  const char *const *texts,
                                  guint n_texts,
                                  GCancellable *cancellable,
                                  GError **error);
void mw_sort_values_free (MwSortValues *self);
/* How many different ones there are. */
guint mw_sort_values_get_n (const MwSortValues *self, MwSortZone zone);
/* Compares the @nth of them with a text of the same zone. */
int mw_sort_values_compare (MwSortValues *self, MwSortZone zone, guint nth, const char *text);
/* Gives each row the rank of its value: @ranks_of_values and @ranks_of_others by number. */
void mw_sort_values_fill (const MwSortValues *self,
                          const guint32 *ranks_of_values,
                          const guint32 *ranks_of_others,
                          guint32 rank_of_null,
                          guint32 *ranks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSortValues, mw_sort_values_free)

G_END_DECLS
