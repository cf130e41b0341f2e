/* mw-json-view.h: a record as it was sent: opened and closed branch by branch, searched, copied from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-json-tree.h"

G_BEGIN_DECLS

/**
 * MwJsonView::selected:
 *
 * Another value is selected, or none.
 */
#define MW_TYPE_JSON_VIEW (mw_json_view_get_type ())
G_DECLARE_FINAL_TYPE (MwJsonView, mw_json_view, MW, JSON_VIEW, AdwBin)

/* NULL: none. */
void mw_json_view_set_record (MwJsonView *self, GBytes *record);
/* Where the selected value stands; NULL: none is. */
const char *mw_json_view_get_selected (MwJsonView *self);
/* Selects a value, when the record has been read, and goes there. */
void mw_json_view_select (MwJsonView *self, const char *pointer);
/* Lights what stands at these places (pointers), and opens the branches of the first ones; NULL: nothing. */
void mw_json_view_set_lit (MwJsonView *self, GHashTable *places);
/* FALSE: it was not read. */
gboolean mw_json_view_copy_all (MwJsonView *self);
MwJsonTree *mw_json_view_get_tree (MwJsonView *self); /* NULL: not read yet */

G_END_DECLS
