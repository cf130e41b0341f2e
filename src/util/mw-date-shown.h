/* mw-date-shown.h: dates as the user's locale writes them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mw_date_dup_shown (const char *text);
/* The other way: what a person types for a day. */
char *mw_date_read_shown (const char *text);

G_END_DECLS
