/* mw-network-watch.c: whether this computer has a network, and when it is back: after a loss, or after sleep
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-network-watch.h"

#include <gio/gio.h>
#include <time.h>

#include "mw-delivery.h"

/* How often the clocks are looked at, in seconds, and by how much they must differ, in microseconds. */
#define LOOK  20
#define SLEPT (5 * G_USEC_PER_SEC)
/* How long nothing must change, in milliseconds: a VPN that comes up is many changes in a row. */
#define CALM 1500

struct _MwNetworkWatch
{
  GObject parent_instance;

  GNetworkMonitor *monitor;
  gint64 slept; /* how long the computer has slept since it was started */
  gboolean was_available;
  gboolean played;
  guint settling; /* until it is calm, or 0 */
};

G_DEFINE_FINAL_TYPE (MwNetworkWatch, mw_network_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_BACK,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What transports ask on their own threads. */
static GMutex mutex;
static gboolean is_lost;
static gboolean covers_loopback;
static GPtrArray *waiting; /* of MwDelivery; NULL: nobody waits */

static void
mw_network_watch_finalize (GObject *object)
{
  g_clear_handle_id (&MW_NETWORK_WATCH (object)->settling, g_source_remove);
  g_clear_object (&MW_NETWORK_WATCH (object)->monitor);
  G_OBJECT_CLASS (mw_network_watch_parent_class)->finalize (object);
}

static void
mw_network_watch_class_init (MwNetworkWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_network_watch_finalize;
  signals[SIGNAL_BACK] = g_signal_new ("back", MW_TYPE_NETWORK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  /**
   * MwNetworkWatch::changed:
   *
   * The computer is in another network than before, or in one more: a VPN was connected.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MW_TYPE_NETWORK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
mw_network_watch_init (MwNetworkWatch *self)
{
}

/* A computer that never had a way out (a plant's own network) is not one that has lost it. */
static void
take (MwNetworkWatch *self, gboolean available)
{
  g_autoptr (GPtrArray) ready = NULL;
  gboolean was_lost;

  g_mutex_lock (&mutex);
  was_lost = is_lost;
  is_lost = self->was_available && !available;
  covers_loopback = self->played;
  if (!is_lost)
    ready = g_steal_pointer (&waiting);
  g_mutex_unlock (&mutex);
  self->was_available |= available;
  for (guint i = 0; ready != NULL && i < ready->len; i++)
    mw_delivery_resolve_true (ready->pdata[i]);
  if (was_lost && available)
    g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static gboolean
settle (gpointer data)
{
  MwNetworkWatch *self = data;

  self->settling = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
on_changed (MwNetworkWatch *self, gboolean available, GNetworkMonitor *monitor)
{
  if (self->played)
    return;
  take (self, available);
  g_clear_handle_id (&self->settling, g_source_remove);
  self->settling = g_timeout_add (CALM, settle, self);
}

/**
 * mw_network_watch_look:
 * @self: the watch
 * @with_sleep: a clock that counts sleep (CLOCK_BOOTTIME), in microseconds
 * @without_sleep: one that does not (CLOCK_MONOTONIC)
 *
 * What the first is ahead of the second grows while the computer sleeps; no permission is needed to see that.
 */
void
mw_network_watch_look (MwNetworkWatch *self, gint64 with_sleep, gint64 without_sleep)
{
  gint64 slept = with_sleep - without_sleep;
  gboolean has_slept = slept - self->slept > SLEPT;

  self->slept = slept;
  if (has_slept)
    g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static gint64
get_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
look (gpointer data)
{
  mw_network_watch_look (data, get_clock (CLOCK_BOOTTIME), get_clock (CLOCK_MONOTONIC));
  return G_SOURCE_CONTINUE;
}

/**
 * mw_network_watch_get_default:
 *
 * Returns: (transfer none): the one of this process
 */
MwNetworkWatch *
mw_network_watch_get_default (void)
{
  static MwNetworkWatch *self;

  if (self != NULL)
    return self;
  self = g_object_new (MW_TYPE_NETWORK_WATCH, NULL);
  self->slept = get_clock (CLOCK_BOOTTIME) - get_clock (CLOCK_MONOTONIC);
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  take (self, g_network_monitor_get_network_available (self->monitor));
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_timeout_add_seconds (LOOK, look, self);
  return self;
}

/**
 * mw_network_watch_is_lost:
 * @is_loopback: whether it is for this computer itself, which needs no network
 *
 * Returns: whether there was a network, and is none now
 */
gboolean
mw_network_watch_is_lost (gboolean is_loopback)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  return is_lost && (covers_loopback || !is_loopback);
}

/**
 * mw_network_watch_wait:
 *
 * Returns: (transfer full): resolves to %TRUE when the network is not lost (any more)
 */
DexFuture *
mw_network_watch_wait (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  DexFuture *future;

  if (!is_lost)
    return dex_future_new_true ();
  if (waiting == NULL)
    waiting = g_ptr_array_new ();
  g_ptr_array_add (waiting, mw_delivery_new (&future));
  return future;
}

void
mw_network_watch_play (MwNetworkWatch *self, gboolean available)
{
  self->played = TRUE;
  take (self, available);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
