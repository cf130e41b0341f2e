/* mw-retry.h: when an exchange is worth another try, and how long to wait before it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-transport.h"

G_BEGIN_DECLS

#define MW_RETRY_MAX_TRIES 4
#define MW_RETRY_MAX_WAIT  (60 * G_USEC_PER_SEC)

gboolean mw_retry_is_error_worth_it (const GError *error);
gboolean mw_retry_is_status_worth_it (guint status);
/* Microseconds that @value asks to wait; -1 when it says nothing usable. @now: microseconds since 1970. */
gint64 mw_retry_parse_after (const char *value, gint64 now);
/* The same for a header of another form. */
gint64 mw_retry_parse_wait (const char *value, MwRetryUnit unit, gint64 now);
/* (element-type MwRetryHeader): copies. */
GArray *mw_retry_headers_new (const MwRetryHeader *headers, guint n_headers);
/* What Retry-After, else the first of @headers that has a number, asks to wait; -1: nothing does. */
gint64 mw_retry_find_wait (GArray *headers, MwResponse *response, gint64 now);
/* Microseconds to wait after try number @n_tries (from 1), or -1 when that is longer than we wait. */
gint64 mw_retry_get_delay (guint n_tries, gint64 retry_after, double random);

G_END_DECLS
