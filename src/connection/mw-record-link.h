/* mw-record-link.h: the page of a record in its own system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"
#include "mw-expression.h"

G_BEGIN_DECLS

gboolean mw_record_link_is_own (const char *url, const MwExpression *made_by, const char *address);
char *
mw_record_link_dup (MwConnection *connection, MwEntity *entity, const MwGeneration *generation, guint row);

G_END_DECLS
