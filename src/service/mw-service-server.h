/* mw-service-server.h: the HTTP side of the service, on the thread that owns it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-record-source.h"
#include "mw-service-tokens.h"

G_BEGIN_DECLS

/* Atomically reference-counted: answers that are still being computed hold it. */
typedef struct _MwServiceServer MwServiceServer;

/* @tokens is borrowed until mw_service_server_stop(). */
MwServiceServer *mw_service_server_new (MwRecordSource *source, MwServiceTokens *tokens);
MwServiceServer *mw_service_server_ref (MwServiceServer *self);
void mw_service_server_unref (MwServiceServer *self);
/* Any thread. */
void mw_service_server_set_limit (MwServiceServer *self, guint per_minute);
/* On the thread whose default main context serves from then on. The base URL, or NULL. */
char *mw_service_server_listen (MwServiceServer *self, GError **error);
/* On the same thread: drops what is open. */
void mw_service_server_stop (MwServiceServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwServiceServer, mw_service_server_unref)

G_END_DECLS
