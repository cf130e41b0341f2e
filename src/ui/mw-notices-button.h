/* mw-notices-button.h: a button that shows sentences about what is missing or was removed; unseen without any
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MW_TYPE_NOTICES_BUTTON (mw_notices_button_get_type ())
G_DECLARE_FINAL_TYPE (MwNoticesButton, mw_notices_button, MW, NOTICES_BUTTON, AdwBin)

/* Sentences that are safe for Pango. */
void mw_notices_button_set (MwNoticesButton *self, const char *const *notices);

G_END_DECLS
