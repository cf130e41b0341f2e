/* mw-fields-page.h: a page of the connect dialog: which field of a list is which of our columns
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-proposal.h"

G_BEGIN_DECLS

/**
 * MwFieldsPage::next:
 *
 * The user goes on to the next list.
 */
/**
 * MwFieldsPage::end:
 *
 * The user takes the rest of the lists as they are proposed.
 */
#define MW_TYPE_FIELDS_PAGE (mw_fields_page_get_type ())
G_DECLARE_FINAL_TYPE (MwFieldsPage, mw_fields_page, MW, FIELDS_PAGE, AdwNavigationPage)

/* What the user picks goes into @proposal. @position: of @n_pages. */
MwFieldsPage *mw_fields_page_new (MwProposal *proposal, guint position, guint n_pages);
guint mw_fields_page_get_position (MwFieldsPage *self);
/* As the user does it: the field at @path (NULL: not there) for our column @field. */
void mw_fields_page_pick (MwFieldsPage *self, const char *field, const char *path);
/* The row of our column @field, or NULL. */
GtkWidget *mw_fields_page_get_row (MwFieldsPage *self, const char *field);

G_END_DECLS
