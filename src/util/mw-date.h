/* mw-date.h: dates as sent: calendar days, local times and instants are three different things
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that any date takes, with the longest fraction that is read. */
#define MW_DATE_SIZE 128

/* What the sender means: a day on a calendar (no zone, never shifted), a clock time at the site (no zone
 * known), or an instant (an offset is known). */
typedef enum
{
  MW_DATE_DAY,
  MW_DATE_LOCAL,
  MW_DATE_INSTANT,
} MwDateMeaning;

/* Reads ISO 8601 with T or space, any fraction, with or without an offset; YYYYMMDD and YYYYMMDDHHMMSS;
 * 31-JAN-2026 14:05; /Date(ms+off)/; seconds and milliseconds since 1970 when @text is digits only and
 * @meaning is an instant. Gives "2026-11-22", "2026-11-22T13:05:00.5" or "2026-11-22T13:05:00Z", with the
 * fraction that was sent.
 * @zone ("UTC", an IANA name or NULL) is what a time without an offset means when @meaning is an instant.
 * NULL when it is no date: the caller keeps the text and reports the field. */
gsize mw_date_write (const char *text, MwDateMeaning meaning, const char *zone, char *buffer);
char *mw_date_normalize (const char *text, MwDateMeaning meaning, const char *zone);

G_END_DECLS
