/* mw-service-reply.h: the bodies of the service's answers
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-service-query.h"

G_BEGIN_DECLS

/* {"data": […], "links": …, "meta": …}; @url: the collection's own address without a query. */
GString *mw_service_reply_page (const char *url, const MwServiceQuery *query, const MwRecordPage *page);
/* {"data": …} around a JSON text. */
GString *mw_service_reply_data (const char *json);
/* The list of raw tables, by name. */
GString *mw_service_reply_raw_tables (const char *const *tables);
/* {"error": …}; code and type follow from the status. */
GString *mw_service_reply_error (guint status, const char *message, const char *request_id);
/* The description of /api/integrations/current as the one element of /api/system/connections and …/platforms.
 */
GString *mw_service_reply_connections (const char *description);
GString *mw_service_reply_platforms (const char *description);

G_END_DECLS
