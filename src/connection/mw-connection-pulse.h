/* mw-connection-pulse.h: what a load waits for, looked at while it runs; and a look after sleep or a network
 * loss
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

typedef struct _MwConnectionPulse MwConnectionPulse;

/* Of @connection, which has it; main thread. */
MwConnectionPulse *mw_connection_pulse_new (MwConnection *connection);
void mw_connection_pulse_free (MwConnectionPulse *self);
/* A reading has begun: looks once a second until none runs. */
void mw_connection_pulse_begin (MwConnectionPulse *self);
/* Asks once how it does, if that is not known anyway. TRUE, or how it ended. */
DexFuture *mw_connection_pulse_look (MwConnectionPulse *self) G_GNUC_WARN_UNUSED_RESULT;
gint64 mw_connection_pulse_get_resumes_at (MwConnectionPulse *self);

G_END_DECLS
