/* mw-net-error.h: what GIO and libsoup report, as a MwTransportError
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-net-job.h"

G_BEGIN_DECLS

typedef enum
{
  MW_NET_PHASE_CONNECTING, /* there is no connection yet */
  MW_NET_PHASE_ASKING,     /* nothing of the answer came yet */
  MW_NET_PHASE_READING,    /* the answer has begun */
} MwNetPhase;

/* @refusal: why the TLS peer was not trusted (a MwTransportError), or NULL. A job that was given up stays
 * %G_IO_ERROR_CANCELLED.
 */
GError *mw_net_error_new (const MwNetJob *job,
                          MwNetPhase phase,
                          const char *host,
                          const GError *refusal,
                          const GError *cause);

G_END_DECLS
