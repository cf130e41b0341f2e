/* mw-json-reader.h: reads one value in one go: checks it, unescapes it, and lays it out as yyjson does
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-pool-private.h"

G_BEGIN_DECLS

/* Reads the value at @offset of the pool's text behind its values and strings. */
gboolean mw_json_reader_run (MwJsonPool *pool, gsize offset, guint max_depth, MwJsonRead *read);

G_END_DECLS
