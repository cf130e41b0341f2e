/* mw-service.h: the unified API (Makini's shape) over HTTP on loopback
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-record-source.h"

G_BEGIN_DECLS

#define MW_TYPE_SERVICE (mw_service_get_type ())
G_DECLARE_FINAL_TYPE (MwService, mw_service, MW, SERVICE, GObject)

/* Listens on 127.0.0.1 with a port the system chooses, on a thread of its own, until the last reference goes.
 */
MwService *mw_service_new (MwRecordSource *source);
/* Resolves to the base URL (G_TYPE_STRING), "http://127.0.0.1:PORT". */
DexFuture *mw_service_start (MwService *self) G_GNUC_WARN_UNUSED_RESULT;
/* A client that may ask /link/token for tokens: id and secret. */
void mw_service_set_client (MwService *self, const char *client_id, const char *client_secret);
/* What its tokens may read: "eam", "erp/purchase-orders", "raw" …; NULL (as at the start): everything. */
void mw_service_set_scopes (MwService *self, const char *client_id, const char *const *scopes);
/* What tokens are signed with. Without it a random key: then tokens end with this process. */
void mw_service_set_signing_key (MwService *self, GBytes *key);
/* More than this many requests a minute answer 429 with Retry-After; 0: no limit. */
void mw_service_set_limit (MwService *self, guint per_minute);

G_END_DECLS
