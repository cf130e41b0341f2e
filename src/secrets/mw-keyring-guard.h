/* mw-keyring-guard.h: looks at libsecret's keyring file before libsecret does
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether libsecret will use its encrypted file instead of the Secret Service. The first call blocks. */
gboolean mw_keyring_guard_uses_file (void);
gboolean mw_keyring_guard_seems_to_use_file (void);
/* TRUE when there is no such file, or it can be read without taking the process down; else
 * %MW_SECRET_STORE_ERROR_BROKEN,
 * or %MW_SECRET_STORE_ERROR_ACCESS. */
gboolean mw_keyring_guard_check (GError **error);
/* Makes libsecret read the file again. */
void mw_keyring_guard_touch (void);
/* After libsecret has written it. */
void mw_keyring_guard_remember (void);

G_END_DECLS
