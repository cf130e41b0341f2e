/* mw-load-row.h: one list that can be loaded: how much of it, and what that costs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

/**
 * MwLoadRow::changed:
 *
 * The user wants another scope, which is not counted yet.
 */
#define MW_TYPE_LOAD_ROW (mw_load_row_get_type ())
G_DECLARE_FINAL_TYPE (MwLoadRow, mw_load_row, MW, LOAD_ROW, AdwActionRow)

MwLoadRow *mw_load_row_new (MwConnection *connection, MwEntity *entity);
MwEntity *mw_load_row_get_entity (MwLoadRow *self);
MwScope mw_load_row_get_scope (MwLoadRow *self);
/* Whether its scope was not counted yet. */
gboolean mw_load_row_is_open (MwLoadRow *self);
/* Counts, and takes the default for what is large as long as the user has chosen nothing. Resolves to TRUE
 * when it was counted, also when this list alone cannot be read; rejects with what stops all of them. */
DexFuture *mw_load_row_count (MwLoadRow *self) G_GNUC_WARN_UNUSED_RESULT;
/* It is not counted any more, until the user wants another scope. */
void mw_load_row_give_up (MwLoadRow *self);

G_END_DECLS
