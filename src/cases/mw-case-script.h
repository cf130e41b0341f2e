/* mw-case-script.h: plays the exchanges of a case and writes down every request that is not as the case says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cases.h"

G_BEGIN_DECLS

typedef struct _MwCaseScript MwCaseScript;

MwCaseScript *mw_case_script_new (MwCases *cases, JsonObject *object, const char *prefix, GError **error);
void mw_case_script_free (MwCaseScript *self);
/* "http://127.0.0.1:PORT/prefix": what {address} is. */
const char *mw_case_script_get_address (MwCaseScript *self);
/* Adds what was not as expected, and the exchanges that were never asked for. (element-type utf8) */
void mw_case_script_report (MwCaseScript *self, GPtrArray *differences);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCaseScript, mw_case_script_free)

G_END_DECLS
