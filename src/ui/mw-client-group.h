/* mw-client-group.h: what must be registered with a system before one can sign in through it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-system.h"

G_BEGIN_DECLS

#define MW_TYPE_CLIENT_GROUP (mw_client_group_get_type ())
G_DECLARE_FINAL_TYPE (MwClientGroup, mw_client_group, MW, CLIENT_GROUP, AdwBin)

/* Hidden when there is nothing to say about @sign_in. */
void mw_client_group_set_sign_in (MwClientGroup *self, const MwSignIn *sign_in);

G_END_DECLS
