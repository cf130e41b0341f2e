/* mw-keyring-file.h: libsecret's own encrypted file, looked at before libsecret opens it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether libsecret uses its file here: in a Flatpak or Snap, or when SECRET_BACKEND says so. */
gboolean mw_keyring_file_is_used (void);
/* libsecret asserts on a file that is cut short: FALSE with MW_KEYRING_ERROR_DAMAGED is the answer then.
 * Blocks. */
gboolean mw_keyring_file_check (GError **error);

G_END_DECLS
