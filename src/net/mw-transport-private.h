/* mw-transport-private.h: the inside of a transport, for what sends through it; and for tests, waiting
 * without time passing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-gate.h"
#include "mw-http-client.h"
#include "mw-request-log.h"
#include "mw-retry.h"
#include "mw-server-notes.h"
#include "mw-transport.h"

G_BEGIN_DECLS

/* Resolves to TRUE when @usec have passed. */
typedef DexFuture *(*MwTransportSleep) (gint64 usec, gpointer data);

struct _MwTransport
{
  GObject parent_instance;

  char *base_uri;
  GUri *base;
  MwGate *gate;
  MwRequestLog *log;
  MwServerNotes *notes;
  GMutex mutex;         /* of the members below */
  MwHttpClient *client; /* for the certificate that is trusted now */
  gboolean broken_pin;
  gboolean allow_plain;
  gboolean alone;
  guint deadline;
  guint probe;
  gsize cap;
  GArray *retry_headers; /* of MwRetryHeader; never changed, but replaced */
  MwTransportSleep sleep;
  gpointer sleep_data;
  gint64 waits_until; /* microseconds since 1970 */
  guint n_waiting;    /* requests that wait until then because the server asked for it */
  guint n_paused;     /* requests that wait for the network */
};

/* The client of now, for one request. */
MwHttpClient *mw_transport_ref_client (MwTransport *self);
/* Everything that can be refused before a byte leaves. */
gboolean mw_transport_may_send (MwTransport *self, GUri *uri, GError **error);

/* What every new transport begins with. */
typedef struct
{
  MwTransportSleep sleep; /* NULL: time passes */
  gpointer sleep_data;
  guint deadline; /* seconds of one request; 0: as usual */
  guint probe;    /* seconds of one probe; 0: as usual */
  gsize cap;      /* bytes of one body; 0: as usual */
} MwTransportDefaults;

/* For tests of what makes its transports itself; before the first one only. */
void mw_transport_set_defaults (const MwTransportDefaults *defaults);
/* How waits between tries happen; before the first request only. */
void mw_transport_set_sleep (MwTransport *self, MwTransportSleep sleep, gpointer data);
/* Like mw_transport_set_limits(), with a window other than a minute. */
void mw_transport_set_window (MwTransport *self, guint concurrent, guint per_window, gint64 window);

G_END_DECLS
