/* mw-json-lines.h: the JSON of one record as lines for a virtual list, indented on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

/* Resolves to a GListModel of GtkStringObject. Dropping the future stops the work. */
DexFuture *mw_json_lines_new (GBytes *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
