/* mw-scope-default.h: how much of an entity is read when nobody has said so
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

/* @everything: what reading all of @entity costs. */
MwScope mw_scope_default (MwConnection *connection, MwEntity *entity, const MwEstimate *everything);

G_END_DECLS
