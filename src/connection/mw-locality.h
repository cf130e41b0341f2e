/* mw-locality.h: the language and the time zone that a connection speaks
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-request-template.h"

G_BEGIN_DECLS

/* The places that every request of every system file may use. */
#define MW_LOCALITY_LANGUAGE "language"
#define MW_LOCALITY_ZONE     "zone"

/* Sets them in @settings where they are missing. */
void mw_locality_fill (MwVariables *settings);

G_END_DECLS
