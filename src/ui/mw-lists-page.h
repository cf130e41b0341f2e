/* mw-lists-page.h: a page of the connect dialog: which list of a system is which of our kinds of records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-exploration.h"

G_BEGIN_DECLS

/**
 * MwListsPage::go-on:
 *
 * The user has chosen: at least one list, and each of them was looked at.
 */
/**
 * MwListsPage::moved:
 * @addresses: a boxed #MwListAddresses
 *
 * A list was added whose address does not begin as that of the connection does: all of them have to be asked
 * for anew.
 */
#define MW_TYPE_LISTS_PAGE (mw_lists_page_get_type ())
G_DECLARE_FINAL_TYPE (MwListsPage, mw_lists_page, MW, LISTS_PAGE, AdwNavigationPage)

/* Proposes the lists of an exploration that has run; what the user picked before is kept. TRUE. */
DexFuture *mw_lists_page_fill (MwListsPage *self, MwExploration *exploration) G_GNUC_WARN_UNUSED_RESULT;
/* Forgets everything: another system. */
void mw_lists_page_clear (MwListsPage *self);
/* (element-type MwProposal): one for each chosen list, in the model's order. */
GPtrArray *mw_lists_page_dup_proposals (MwListsPage *self);
/* As the user does it: picks the list called @list (NULL: not here), pastes an address. */
void mw_lists_page_pick (MwListsPage *self, const char *entity, const char *list);
void mw_lists_page_add (MwListsPage *self, const char *address);

G_END_DECLS
