/* mw-trace-chosen.h: what was chosen at connecting in a trace
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-trace.h"

G_BEGIN_DECLS

/* Fills what the record does not say, as when it was read (MwRowFinish). @fields: of the entity. */
void mw_trace_chosen_fill (const MwTraceTask *task, MwTraceField *fields);

G_END_DECLS
