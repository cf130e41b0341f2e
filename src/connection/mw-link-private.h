/* mw-link-private.h: what using a session needs of its link
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-link.h"

G_BEGIN_DECLS

void mw_link_forget_if_ended (MwLink *self, MwSession *session, const GError *error);
gboolean mw_link_is_kept (MwLink *self);
void mw_link_set_variant (MwLink *self, const MwVariant *variant);

G_END_DECLS
