/* mw-row-compare.h: the rows and problems that a case expects, beside those that came
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-test-bench.h"

G_BEGIN_DECLS

/* Adds what differs between "rows", "n_rows" and "problems" of the case and what @sink got. */
void mw_rows_compare (JsonObject *object,
                      MwTestSink *sink,
                      MwEntity *entity,
                      const char *address,
                      GPtrArray *differences);

G_END_DECLS
