/* mw-fields-view.h: the fields of one row, in groups, and where the value of one came from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-inspector-field.h"
#include "mw-trace.h"

G_BEGIN_DECLS

/**
 * MwFieldsView::selected:
 *
 * Another field is selected, or none.
 */
/**
 * MwFieldsView::chosen:
 * @record: number of a record of the trace
 * @pointer: a place in it
 *
 * The user wants to see that.
 */
#define MW_TYPE_FIELDS_VIEW (mw_fields_view_get_type ())
G_DECLARE_FINAL_TYPE (MwFieldsView, mw_fields_view, MW, FIELDS_VIEW, AdwBin)

/* @columns: of MwColumn. @entity: what the row is; NULL: as it was sent. Row NULL: none. */
void mw_fields_view_set_row (MwFieldsView *self, MwRow *row, GListModel *columns, MwEntity *entity);
/* What is known of where values came from. NULL with a problem: nothing, and why; both NULL: it may come. */
void mw_fields_view_set_trace (MwFieldsView *self, MwTrace *trace, MwEntity *entity, const char *problem);
MwInspectorField *mw_fields_view_get_selected (MwFieldsView *self); /* NULL: none */
guint mw_fields_view_get_n_problems (MwFieldsView *self);
/* Selects the next field with a problem, the first one after the last. */
void mw_fields_view_show_problem (MwFieldsView *self);

G_END_DECLS
