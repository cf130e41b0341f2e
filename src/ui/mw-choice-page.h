/* mw-choice-page.h: a page of the connect dialog: which company, site … a connection is for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "mw-chosen.h"

G_BEGIN_DECLS

#define MW_TYPE_CHOICE_PAGE (mw_choice_page_get_type ())
G_DECLARE_FINAL_TYPE (MwChoicePage, mw_choice_page, MW, CHOICE_PAGE, AdwNavigationPage)

MwChoicePage *mw_choice_page_new (const MwChoice *choice, MwChosen *rows);
/* Shows what was chosen before, as far as it can still be chosen; nothing of it: all is left as it is. */
void mw_choice_page_select (MwChoicePage *self, MwChosen *chosen);
/* Resolves to a MwChosen; rejects with G_IO_ERROR_CANCELLED when the user leaves the page. */
DexFuture *mw_choice_page_wait (MwChoicePage *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
