/* mw-pick-row.h: one of ours, and which of theirs it is: a drop-down with a search, and a note
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-pick-item.h"

G_BEGIN_DECLS

/**
 * MwPickMark:
 * @MW_PICK_MARK_NONE: nothing to say
 * @MW_PICK_MARK_UNSURE: somebody should look at it
 * @MW_PICK_MARK_WRONG: it cannot stay so
 * @MW_PICK_MARK_BUSY: it is being looked at
 */
typedef enum
{
  MW_PICK_MARK_NONE,
  MW_PICK_MARK_UNSURE,
  MW_PICK_MARK_WRONG,
  MW_PICK_MARK_BUSY,
} MwPickMark;

/**
 * MwPickRow::picked:
 *
 * The user has picked another one.
 */
#define MW_TYPE_PICK_ROW (mw_pick_row_get_type ())
G_DECLARE_FINAL_TYPE (MwPickRow, mw_pick_row, MW, PICK_ROW, AdwComboRow)

MwPickRow *mw_pick_row_new (const char *title);
/* Of MwPickItem; that of @id is picked. */
void mw_pick_row_set_items (MwPickRow *self, GListModel *items, const char *id);
const char *mw_pick_row_get_id (MwPickRow *self); /* or NULL */
/* As the user does it. */
void mw_pick_row_pick (MwPickRow *self, const char *id);
/* What stands below the title; NULL: nothing. */
void mw_pick_row_set_note (MwPickRow *self, MwPickMark mark, const char *note);
MwPickMark mw_pick_row_get_mark (MwPickRow *self);

G_END_DECLS
