/* mw-odata-fixture.h: a small OData service in the versions 4 and 2, and the same lists as plain REST
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-fixture-server.h"

G_BEGIN_DECLS

#define MW_ODATA_USER      "clerk-7"
#define MW_ODATA_PASSWORD  "pass-CANARY-word"
#define MW_ODATA_KEY       "key-CANARY-0123456789"
#define MW_ODATA_N_ORDERS  3
#define MW_ODATA_N_VENDORS 4

/* "/v4" and "/v2": the service roots, with the user and password above, else 401. "/api/orders",
 * "/api/vendors", "/other/items" (no field of which is a key), "/api/empty": lists in JSON, with the key
 * above as X-Api-Key. "/page": a web page. */
MwFixtureServer *mw_odata_fixture_new (void);
/* The same on a server that was cleared. */
void mw_odata_fixture_serve (MwFixtureServer *server);

G_END_DECLS
