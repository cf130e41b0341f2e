/* mw-connection-transfer.h: connections taken to another computer: a file of them, without what is secret
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"

G_BEGIN_DECLS

/* Writes all connections to @path, without passwords, keys, tokens and trusted certificates: TRUE. @replace:
 * over another file; else %G_IO_ERROR_EXISTS. */
DexFuture *mw_connection_transfer_export (MwEngine *engine,
                                          const char *path,
                                          gboolean replace) G_GNUC_WARN_UNUSED_RESULT;
/* Adds those of @path that are not there yet; each must be signed in again. Resolves to a G_TYPE_STRV: a
 * translated sentence for each. Nothing is sent anywhere. */
DexFuture *mw_connection_transfer_import (MwEngine *engine, const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
