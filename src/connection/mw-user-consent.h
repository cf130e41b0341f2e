/* mw-user-consent.h: which system files of the user's the user has allowed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Id of a system → SHA-256 of the file that was allowed. A file that cannot be read allows nothing. Blocks.
 */
GHashTable *mw_user_consent_load (void);
/* MW_CONNECTION_ERROR_WRITE when it cannot be kept. Blocks. */
gboolean mw_user_consent_give (const char *id, const char *sha256, GError **error);

G_END_DECLS
