/* mw-sign-in.h: the calls of a sign-in of kind login
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session-private.h"

G_BEGIN_DECLS

/* Both on a fiber; NULL with a #MwAuthError or #MwTransportError. */
MwGrant *
mw_sign_in_log_in (MwSession *self, MwFiber *fiber, MwSecrets *form, gboolean keep_password, GError **error);
MwGrant *mw_sign_in_refresh (MwSession *self, GError **error);

G_END_DECLS
