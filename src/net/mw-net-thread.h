/* mw-net-thread.h: the one thread on which every SoupSession, socket and timer of this layer lives
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

GMainContext *mw_net_thread_get_context (void);
void mw_net_thread_run (GSourceFunc func, gpointer data);
void mw_net_thread_unref (gpointer object);
/* Resolves to TRUE after @usec microseconds. */
DexFuture *mw_net_thread_sleep (gint64 usec) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
