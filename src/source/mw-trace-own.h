/* mw-trace-own.h: columns of the user's in a trace
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-trace.h"

G_BEGIN_DECLS

GPtrArray *mw_trace_own_new_list (void);
/* While the trace is made; takes @pointers. */
void mw_trace_own_add (MwTrace *trace, const char *title, GPtrArray *pointers);

G_END_DECLS
