/* mw-request-log.h: the last 500 requests of a connection, without anything secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-transport.h"

G_BEGIN_DECLS

#define MW_REQUEST_LOG_SIZE 500

typedef struct _MwRequestLog MwRequestLog;

MwRequestLog *mw_request_log_new (void);
MwRequestLog *mw_request_log_ref (MwRequestLog *self); /* transports to one system share it */
void mw_request_log_unref (MwRequestLog *self);
/* @response or @error is NULL. Thread-safe. */
void mw_request_log_add (MwRequestLog *self,
                         const MwPurpose *purpose,
                         const char *method,
                         const char *uri,
                         gint64 started_at,
                         gint64 duration,
                         MwResponse *response,
                         const GError *error);
GPtrArray *mw_request_log_dup (MwRequestLog *self);

G_END_DECLS
