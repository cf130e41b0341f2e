/* mw-clock.h: times of day as sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-date.h"

G_BEGIN_DECLS

/* Writes @text (may be NULL) as "10:30:00", with the fraction that was sent, into MW_DATE_SIZE bytes, and
 * answers the length; 0 when it is no time of day. */
gsize mw_clock_write (const char *text, char *buffer);

G_END_DECLS
