/* mw-consent-view.h: hosts, secrets and requests of a system file, as lists to read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-system-consent.h"

G_BEGIN_DECLS

#define MW_TYPE_CONSENT_VIEW (mw_consent_view_get_type ())
G_DECLARE_FINAL_TYPE (MwConsentView, mw_consent_view, MW, CONSENT_VIEW, GtkBox)

void mw_consent_view_set (MwConsentView *self, const MwSystemConsent *consent);

G_END_DECLS
