/* mw-variant-limits.h: what a system file says about haste, told to the transport
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"
#include "mw-transport.h"

G_BEGIN_DECLS

/* The headers in which the system asks to wait. */
void mw_variant_limits_set_headers (const MwVariant *variant, MwTransport *transport);
/* These, and how many requests it takes. */
void mw_variant_limits_set (const MwVariant *variant, MwTransport *transport);

G_END_DECLS
