/* mw-transport-private.h: for the tests of this layer: waiting without time passing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-transport.h"

G_BEGIN_DECLS

/* Resolves to TRUE when @usec have passed. */
typedef DexFuture *(*MwTransportSleep) (gint64 usec, gpointer data);

/* How waits between tries happen; before the first request only. */
void mw_transport_set_sleep (MwTransport *self, MwTransportSleep sleep, gpointer data);
/* Like mw_transport_set_limits(), with a window other than a minute. */
void mw_transport_set_window (MwTransport *self, guint concurrent, guint per_window, gint64 window);

G_END_DECLS
