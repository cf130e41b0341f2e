/* mw-welcome-page.h: what a user reads first: the promises, and two ways to begin
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Its buttons activate win.try-demo and win.add-system. */
#define MW_TYPE_WELCOME_PAGE (mw_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (MwWelcomePage, mw_welcome_page, MW, WELCOME_PAGE, AdwBin)

G_END_DECLS
