/* mw-origin.h: addresses of requests: which are of the same origin, and which are this computer
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An http or https URL with a host and without user info; else %MW_TRANSPORT_ERROR_ADDRESS. */
GUri *mw_origin_parse (const char *text, GError **error);
gboolean mw_origin_is_same (GUri *a, GUri *b);
gboolean mw_origin_is_loopback (GUri *uri);
gboolean mw_origin_is_plain (GUri *uri);
guint16 mw_origin_get_port (GUri *uri);
/* "https://host:8069", for messages. */
char *mw_origin_dup_text (GUri *uri);
/* Where @location leads from @from, or %MW_TRANSPORT_ERROR_REDIRECT when that is not inside the origin. */
GUri *mw_origin_follow (GUri *from, const char *location, GError **error);

G_END_DECLS
