/* mw-json-copy.h: a value of a record as text, made on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-row.h"

G_BEGIN_DECLS

/* Resolves to a GBytes with a NUL behind them. @as_json: with quotes, and all that is in it. */
DexFuture *
mw_json_copy (MwJsonDocument *document, const MwJsonPlace *place, gboolean as_json) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
