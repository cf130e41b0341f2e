/* mw-prepare.h: asks, before a set is read, what its requests are filled with
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-exchange.h"
#include "mw-read-scope.h"

G_BEGIN_DECLS

/* On a fiber: asks the prepares of @variant that @set needs and that were not asked yet in this session;
 * their variables are then in what mw_read_scope_new_variables() gives. */
gboolean mw_prepare_set (const MwConversation *conversation,
                         MwSystem *system,
                         const MwVariant *variant,
                         const MwSetSource *set,
                         MwReadScope *scope,
                         GError **error);

G_END_DECLS
