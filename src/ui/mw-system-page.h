/* mw-system-page.h: the first page of the connect dialog: the systems there is a file for, searchable
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-engine.h"

G_BEGIN_DECLS

/**
 * MwSystemPage::chosen:
 * @system: a #MwSystem
 */
#define MW_TYPE_SYSTEM_PAGE (mw_system_page_get_type ())
G_DECLARE_FINAL_TYPE (MwSystemPage, mw_system_page, MW, SYSTEM_PAGE, AdwNavigationPage)

void mw_system_page_set_engine (MwSystemPage *self, MwEngine *engine);

G_END_DECLS
