/* mw-script.h: plays the exchanges of a case and writes down every request that is not as the case says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-case.h"
#include "mw-fixture-server.h"

G_BEGIN_DECLS

typedef struct _MwScript MwScript;

/* Answers on @server, below @prefix ("" or "/services/rest"). All are kept by the caller until the script is
 * freed, and the server is freed before it. */
MwScript *mw_script_new (MwCases *cases, JsonObject *object, MwFixtureServer *server, const char *prefix);
void mw_script_free (MwScript *self);
/* "http://127.0.0.1:PORT/prefix": what {address} is. */
const char *mw_script_get_address (MwScript *self);
/* Adds what was not as expected, and the exchanges that were never asked for. (element-type utf8) */
void mw_script_report (MwScript *self, GPtrArray *differences);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwScript, mw_script_free)

G_END_DECLS
