/* mw-network-watch.h: whether this computer has a network, and when it is back: after a loss, or after sleep
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * MwNetworkWatch:
 *
 * Signals, on the main thread: `back`: the network is there again, or the computer was asleep; `changed`: it
 * is in another one, once for all that changes together.
 */
#define MW_TYPE_NETWORK_WATCH (mw_network_watch_get_type ())
G_DECLARE_FINAL_TYPE (MwNetworkWatch, mw_network_watch, MW, NETWORK_WATCH, GObject)

/* The one of this process; begins to watch when it is asked for first, on the main thread. */
MwNetworkWatch *mw_network_watch_get_default (void);
/* Whether there was a network since it watches, and is none now. Any thread; FALSE while nobody watches. */
gboolean mw_network_watch_is_lost (gboolean is_loopback);
/* Resolves to TRUE when it is not lost any more. Any thread. */
DexFuture *mw_network_watch_wait (void) G_GNUC_WARN_UNUSED_RESULT;
/* For tests, on the main thread: what the desktop would say, from now on also about this computer itself; and
 * a look at the clocks, in microseconds. */
void mw_network_watch_play (MwNetworkWatch *self, gboolean available);
void mw_network_watch_look (MwNetworkWatch *self, gint64 with_sleep, gint64 without_sleep);

G_END_DECLS
