/* mw-core-dump.h: no memory of this process ends in a core dump
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on, for this process and those it starts. */
void mw_core_dump_forbid (void);

G_END_DECLS
