/* mw-wording.h: numbers, times and states as words that every page says the same way
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-connection.h"

G_BEGIN_DECLS

char *mw_wording_number (guint64 number);
char *mw_wording_count (guint n_rows, gint64 expected);
char *mw_wording_time (gint64 microseconds);
char *mw_wording_health (MwConnection *connection, gint64 now);
const char *mw_health_get_icon (MwHealth health);
void mw_health_show (MwHealth health, GtkImage *image);

G_END_DECLS
