/* mw-keyring.h: the system keyring; the only file that includes libsecret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-secret-store.h"

G_BEGIN_DECLS

#define MW_TYPE_KEYRING (mw_keyring_get_type ())
G_DECLARE_FINAL_TYPE (MwKeyring, mw_keyring, MW, KEYRING, GObject)

MwSecretStore *mw_keyring_new (void);

G_END_DECLS
