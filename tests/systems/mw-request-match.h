/* mw-request-match.h: whether a request is the one that an exchange of a case expects
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-case.h"
#include "mw-fixture-server.h"

G_BEGIN_DECLS

/* Adds to @why, one a line, what differs between @request and what @exchange says; nothing when it fits.
 * @prefix: path of the address, which the path of the request stands below. */
void mw_request_match (JsonObject *exchange,
                       const MwFixtureRequest *request,
                       const char *prefix,
                       const char *address,
                       GString *why);
/* "POST web/x?y=z {"body": …}": for people. */
char *mw_request_describe (const MwFixtureRequest *request, const char *prefix);
/* Whether @actual has all that @expected has: members of objects, lists of the same length. What differs
 * is added to @why with its path. */
void mw_json_match (JsonNode *expected, JsonNode *actual, const char *path, GString *why);

G_END_DECLS
