/* mw-narrow-bar.h: what of a system is loaded: a button for each choice, and one for the scope
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

/**
 * MwNarrowBar::narrowed:
 *
 * The scope is another one, and what was read before is forgotten.
 */
#define MW_TYPE_NARROW_BAR (mw_narrow_bar_get_type ())
G_DECLARE_FINAL_TYPE (MwNarrowBar, mw_narrow_bar, MW, NARROW_BAR, AdwBin)

/* Once. Its buttons for choices activate "win.choose". */
void mw_narrow_bar_set_entity (MwNarrowBar *self, MwConnection *connection, MwEntity *entity);

G_END_DECLS
