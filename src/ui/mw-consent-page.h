/* mw-consent-page.h: what a system file of the user's would do, and the button that allows it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-engine.h"

G_BEGIN_DECLS

/**
 * MwConsentPage::allowed:
 *
 * The user has allowed the file, and that is kept.
 */
#define MW_TYPE_CONSENT_PAGE (mw_consent_page_get_type ())
G_DECLARE_FINAL_TYPE (MwConsentPage, mw_consent_page, MW, CONSENT_PAGE, AdwNavigationPage)

void mw_consent_page_set_system (MwConsentPage *self, MwEngine *engine, MwSystem *system);
/* The page in a dialog of its own, which closes by itself; answers the page. */
MwConsentPage *mw_consent_page_present (MwEngine *engine, MwSystem *system, GtkWidget *parent);

G_END_DECLS
