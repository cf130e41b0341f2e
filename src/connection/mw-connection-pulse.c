/* mw-connection-pulse.c: what a load waits for, looked at while it runs; and a look after sleep or a network
 * loss
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"

#include "mw-main-fiber.h"
#include "mw-network-watch.h"

/* A person sees seconds; a wait shorter than one is none. */
#define PERIOD   1000
#define SHORTEST G_USEC_PER_SEC
/* Not more often, however often the network comes and goes. */
#define BETWEEN_LOOKS (30 * G_USEC_PER_SEC)

struct _MwConnectionPulse
{
  MwConnection *connection; /* has this */
  guint source;
  gulong back;
  gulong changed;
  gint64 resumes_at;
  MwHealth shown; /* what this says about the health; UNKNOWN: nothing */
  gint64 looked_at;
  guint later; /* a look that came too soon */
};

/* Whether a reading is in a state from @first to @last. */
static gboolean
has_reading (MwConnectionPulse *self, MwReadingState first, MwReadingState last)
{
  GHashTableIter iter;
  gpointer reading;

  g_hash_table_iter_init (&iter, mw_connection_get_readings (self->connection));
  while (g_hash_table_iter_next (&iter, NULL, &reading))
    if (mw_reading_get_state (reading) >= first && mw_reading_get_state (reading) <= last)
      return TRUE;
  return FALSE;
}

static gboolean
is_reading (MwConnectionPulse *self)
{
  return has_reading (self, MW_READING_WAITING, MW_READING_RUNNING);
}

static void
show (MwConnectionPulse *self, MwHealth health, gint64 resumes_at)
{
  MwHealth before = self->shown;

  /* While it is waited for, the time that is left is another at each beat. */
  if (self->resumes_at != resumes_at || resumes_at > 0)
    {
      self->resumes_at = resumes_at;
      g_object_notify (G_OBJECT (self->connection), "resumes-at");
    }
  self->shown = health;
  /* The end of another load may have said something else meanwhile. */
  if (health != MW_HEALTH_UNKNOWN)
    mw_connection_set_health (self->connection, health);
  /* A load that failed has said itself how it is; one that was cancelled has not. */
  else if (before != MW_HEALTH_UNKNOWN && mw_connection_get_health (self->connection) == before &&
           !has_reading (self, MW_READING_FAILED, MW_READING_FAILED))
    mw_connection_set_health (self->connection, MW_HEALTH_WORKING);
}

static gboolean
beat (gpointer data)
{
  MwConnectionPulse *self = data;
  g_autoptr (MwTransport) transport = mw_link_dup_transport (mw_connection_get_link (self->connection));
  gint64 resumes_at = transport != NULL ? mw_transport_get_resumes_at (transport) : 0;
  gboolean is_long = resumes_at > 0 && (self->resumes_at > 0 || resumes_at - g_get_real_time () > SHORTEST);

  if (!is_reading (self))
    {
      self->source = 0;
      show (self, MW_HEALTH_UNKNOWN, 0);
      return G_SOURCE_REMOVE;
    }
  if (transport != NULL && mw_transport_is_paused (transport))
    show (self, MW_HEALTH_PAUSED, 0);
  else if (is_long)
    show (self, MW_HEALTH_WAITING, resumes_at);
  else
    show (self, MW_HEALTH_UNKNOWN, 0);
  return G_SOURCE_CONTINUE;
}

static DexFuture *
look_fiber (MwMainFiber *fiber, gpointer data)
{
  MwConnection *connection = data;
  g_autoptr (GError) error = NULL;

  dex_await (mw_main_until (mw_link_check (mw_connection_get_link (connection)), fiber), &error);
  /* That it answers says nothing about the records that it refuses. */
  if (error != NULL || mw_connection_get_health (connection) != MW_HEALTH_PERMISSION_MISSING)
    mw_connection_take_health (connection, error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/* What was refused stays refused until somebody signs in: that is no question; and who reads, or waits for a
 * limit, hears of the answers anyway. A session that takes a seat of the licence is not opened to be looked
 * at. */
static gboolean
is_worth_a_look (MwConnectionPulse *self)
{
  const MwSignIn *sign_in = mw_connection_get_sign_in (self->connection);

  switch (mw_connection_get_health (self->connection))
    {
    case MW_HEALTH_SIGN_IN_AGAIN:
    case MW_HEALTH_WAITING:
    case MW_HEALTH_PAUSED:
      return FALSE;
    case MW_HEALTH_UNKNOWN:
    case MW_HEALTH_WORKING:
    case MW_HEALTH_PERMISSION_MISSING:
    case MW_HEALTH_NOT_REACHABLE:
    default:
      return sign_in->check != NULL && !sign_in->one_session && !is_reading (self) &&
             mw_system_get_builtin (mw_connection_get_system (self->connection)) == NULL;
    }
}

static gboolean
look_later (gpointer data)
{
  MwConnectionPulse *self = data;

  self->later = 0;
  if (mw_connection_get_health (self->connection) == MW_HEALTH_NOT_REACHABLE)
    dex_future_disown (mw_connection_pulse_look (self));
  return G_SOURCE_REMOVE;
}

/* Who has just started the program, and then the VPN, is not left with what was found before. */
static void
postpone (MwConnectionPulse *self, gint64 by)
{
  if (self->later == 0 && mw_connection_get_health (self->connection) == MW_HEALTH_NOT_REACHABLE)
    self->later = g_timeout_add ((guint) (by / 1000) + 1, look_later, self);
}

/**
 * mw_connection_pulse_look:
 * @self: a pulse
 *
 * Asks whether the sign-in holds, if that is worth a question. Where nobody was found a moment ago it is
 * asked later.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with how it ended, of which the connection's health
 * has heard
 */
DexFuture *
mw_connection_pulse_look (MwConnectionPulse *self)
{
  gint64 now = g_get_monotonic_time ();

  if (mw_network_watch_is_lost (FALSE) || !is_worth_a_look (self))
    return dex_future_new_true ();
  if (self->looked_at > 0 && now - self->looked_at < BETWEEN_LOOKS)
    {
      postpone (self, self->looked_at + BETWEEN_LOOKS - now);
      return dex_future_new_true ();
    }
  self->looked_at = now;
  return mw_main_fiber_spawn (look_fiber, g_object_ref (self->connection), g_object_unref);
}

/* One question, where the last one found nobody. */
static void
on_back (MwConnectionPulse *self)
{
  if (mw_connection_get_health (self->connection) == MW_HEALTH_NOT_REACHABLE)
    dex_future_disown (mw_connection_pulse_look (self));
}

MwConnectionPulse *
mw_connection_pulse_new (MwConnection *connection)
{
  MwConnectionPulse *self = g_new0 (MwConnectionPulse, 1);

  self->connection = connection;
  return self;
}

void
mw_connection_pulse_free (MwConnectionPulse *self)
{
  if (self->back != 0)
    g_signal_handler_disconnect (mw_network_watch_get_default (), self->back);
  if (self->changed != 0)
    g_signal_handler_disconnect (mw_network_watch_get_default (), self->changed);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->later, g_source_remove);
  g_free (self);
}

void
mw_connection_pulse_begin (MwConnectionPulse *self)
{
  if (self->back == 0)
    self->back = g_signal_connect_swapped (mw_network_watch_get_default (), "back", G_CALLBACK (on_back),
                                           self);
  if (self->changed == 0)
    self->changed = g_signal_connect_swapped (mw_network_watch_get_default (), "changed",
                                              G_CALLBACK (on_back), self);
  if (self->source == 0)
    self->source = g_timeout_add (PERIOD, beat, self);
}

gint64
mw_connection_pulse_get_resumes_at (MwConnectionPulse *self)
{
  return self->resumes_at;
}
