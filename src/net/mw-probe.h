/* mw-probe.h: the first steps towards a server, each alone
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-tls-policy.h"

G_BEGIN_DECLS

typedef enum
{
  MW_PROBE_RESOLVE,
  MW_PROBE_CONNECT,
  MW_PROBE_TLS,
} MwProbeKind;

/* Resolves to TRUE. @direct: never through a proxy; @deadline is monotonic. */
DexFuture *mw_probe_run (MwProbeKind kind, GUri *uri, gboolean direct, MwTlsPolicy *policy, gint64 deadline)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
