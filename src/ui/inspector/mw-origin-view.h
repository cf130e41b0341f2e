/* mw-origin-view.h: says where a value came from, or what was made of one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-trace.h"

G_BEGIN_DECLS

/**
 * MwOriginView::chosen:
 * @record: number of a record of the trace
 * @pointer: a place in it
 *
 * The user wants to see that.
 */
#define MW_TYPE_ORIGIN_VIEW (mw_origin_view_get_type ())
G_DECLARE_FINAL_TYPE (MwOriginView, mw_origin_view, MW, ORIGIN_VIEW, AdwBin)

void mw_origin_view_clear (MwOriginView *self);
/* Where the field @number of @entity came from. */
void mw_origin_view_show_field (MwOriginView *self, MwTrace *trace, MwEntity *entity, guint number);
/* Which fields were made of what stands there. */
void mw_origin_view_show_place (MwOriginView *self,
                                MwTrace *trace,
                                MwEntity *entity,
                                guint record,
                                const char *pointer);
/* That a column of the user's shows what stands there. */
void mw_origin_view_show_own (MwOriginView *self, const char *title, const char *pointer);
/* Why nothing is known of that. */
void mw_origin_view_show_problem (MwOriginView *self, const char *title, const char *problem);
const char *mw_origin_view_get_text (MwOriginView *self);

G_END_DECLS
