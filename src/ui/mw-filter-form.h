/* mw-filter-form.h: asks what a filter on one column is to let through
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-column.h"
#include "mw-generation.h"
#include "mw-row-filter.h"

G_BEGIN_DECLS

#define MW_TYPE_FILTER_FORM (mw_filter_form_get_type ())
G_DECLARE_FINAL_TYPE (MwFilterForm, mw_filter_form, MW, FILTER_FORM, GtkBox)

/* @filter: what it shows at first; NULL: what suits the type of the column. */
MwFilterForm *mw_filter_form_new (MwColumn *column, MwGeneration *rows, const MwRowFilter *filter);
/* NULL when what was typed is no such filter: the form then says why. */
MwRowFilter *mw_filter_form_dup_filter (MwFilterForm *self);

G_END_DECLS
