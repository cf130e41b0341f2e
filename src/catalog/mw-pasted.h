/* mw-pasted.h: an address of some page, as people copy it out of their browser, and whose it is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"

G_BEGIN_DECLS

/* @text as a whole address with its host in small letters; NULL when it is none, or has a user in it. */
char *mw_pasted_dup_address (const char *text);
/* The system that alone has such addresses, or NULL. */
MwSystem *mw_catalog_find_pasted (MwCatalog *catalog, const char *text);

G_END_DECLS
