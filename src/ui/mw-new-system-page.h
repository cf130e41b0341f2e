/* mw-new-system-page.h: a page of the connect dialog: the name of a system that the user has put together,
 * and what its file will do
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-exploration.h"

G_BEGIN_DECLS

/**
 * MwNewSystemPage::installed:
 * @ladder: the #MwLadder that connects it
 *
 * The file is written and allowed.
 */
#define MW_TYPE_NEW_SYSTEM_PAGE (mw_new_system_page_get_type ())
G_DECLARE_FINAL_TYPE (MwNewSystemPage, mw_new_system_page, MW, NEW_SYSTEM_PAGE, AdwNavigationPage)

/* @proposals (element-type MwProposal): which list is which. The name stays when the user has typed one. */
void mw_new_system_page_fill (MwNewSystemPage *self, MwExploration *exploration, GPtrArray *proposals);
/* Forgets everything: another system. */
void mw_new_system_page_clear (MwNewSystemPage *self);
/* What the button does. */
void mw_new_system_page_save (MwNewSystemPage *self);
/* For tests: types a name, and the sentence below it (or NULL). */
void mw_new_system_page_type (MwNewSystemPage *self, const char *name);
const char *mw_new_system_page_get_error (MwNewSystemPage *self);

G_END_DECLS
