/* mw-connection-records.h: what a connection has read, for the unified API
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"
#include "mw-record-source.h"

G_BEGIN_DECLS

#define MW_TYPE_CONNECTION_RECORDS (mw_connection_records_get_type ())
G_DECLARE_FINAL_TYPE (MwConnectionRecords, mw_connection_records, MW, CONNECTION_RECORDS, GObject)

/* Made on the main thread, and given up there. The first query of an entity reads it. */
MwConnectionRecords *mw_connection_records_new (MwConnection *connection);

G_END_DECLS
