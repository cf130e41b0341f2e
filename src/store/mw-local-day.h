/* mw-local-day.h: the days of this computer's zone among moments that are stored in UTC
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "2026-01-31" and "2026-01-31T23:00:00" */
#define MW_DAY_LENGTH    10
#define MW_MOMENT_LENGTH 19

void mw_local_day_write_start (const char *day, guint days_later, char moment[32]);
gboolean mw_local_day_is_moment (const char *text, gsize length);
gboolean mw_local_day_is_within (const char *text, const char *from, const char *until);

G_END_DECLS
