/* mw-secret-service.h: the four things this program does with libsecret, blocking
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All set a #MwKeyringError, or %G_IO_ERROR_CANCELLED. */
gboolean
mw_secret_service_store (const char *id, const char *text, GCancellable *cancellable, GError **error);
/* @text: NULL when nothing is stored; free with mw_secret_service_wipe(). */
gboolean mw_secret_service_lookup (const char *id, char **text, GCancellable *cancellable, GError **error);
gboolean mw_secret_service_clear (const char *id, GCancellable *cancellable, GError **error);
/* Overwrites and frees. */
void mw_secret_service_wipe (char *text);

G_END_DECLS
