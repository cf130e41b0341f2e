/* mw-large-record.h: an order of very many lines, as a system would send it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many lines are 20 MB. */
#define MW_LARGE_RECORD_LINES 400000

GBytes *mw_large_record_new (guint n_lines);

G_END_DECLS
