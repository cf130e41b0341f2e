/* mw-activity-text.h: what a connection did as plain text for whoever helps, without secrets
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

char *mw_activity_dup_text (MwConnection *connection);

G_END_DECLS
