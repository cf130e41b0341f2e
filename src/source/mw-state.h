/* mw-state.h: what a system says about itself, which people should know before they look at its records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-exchange.h"
#include "mw-system.h"

G_BEGIN_DECLS

gboolean mw_state_ask (const MwConversation *conversation,
                       const MwVariant *variant,
                       MwVariables *variables,
                       const char **text,
                       GError **error);

G_END_DECLS
