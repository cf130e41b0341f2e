/* mw-scope-popover.h: chooses how much of an entity is read, and says before what that costs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

/**
 * MwScopePopover::applied:
 *
 * The user wants mw_scope_popover_get_scope(); nothing is stored yet, and the popover is closed.
 */
#define MW_TYPE_SCOPE_POPOVER (mw_scope_popover_get_type ())
G_DECLARE_FINAL_TYPE (MwScopePopover, mw_scope_popover, MW, SCOPE_POPOVER, GtkPopover)

MwScopePopover *mw_scope_popover_new (MwConnection *connection, MwEntity *entity);
/* What it shows when it is opened next. */
void mw_scope_popover_set_scope (MwScopePopover *self, const MwScope *scope);
/* FALSE while the day is no day. */
gboolean mw_scope_popover_get_scope (MwScopePopover *self, MwScope *scope);

G_END_DECLS
