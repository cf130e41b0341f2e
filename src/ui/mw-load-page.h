/* mw-load-page.h: a page of the connect dialog: how much of each list is loaded, and what that costs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

/**
 * MwLoadPage::done:
 *
 * What is shown was stored.
 */
#define MW_TYPE_LOAD_PAGE (mw_load_page_get_type ())
G_DECLARE_FINAL_TYPE (MwLoadPage, mw_load_page, MW, LOAD_PAGE, AdwNavigationPage)

/* Counts what @connection has, one list after the other. */
void mw_load_page_set_connection (MwLoadPage *self, MwConnection *connection);
/* Takes what is shown, without a page that waits for it: the dialog is closed. Does nothing before
 * mw_load_page_set_connection() and after "done". */
void mw_load_page_take (MwLoadPage *self);

G_END_DECLS
