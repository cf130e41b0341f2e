/* mw-records-status.h: what the records page says about its rows: whose they are, how many, how old, and what
 * is missing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-advice.h"
#include "mw-connection.h"
#include "mw-grid.h"

G_BEGIN_DECLS

/* "Acme · ACME DE · ordered since 1 January 2026 · anna · as of 10:42 · 4,212 of 4,212" */
char *mw_records_status_dup_line (MwConnection *connection, MwReading *reading, MwGrid *grid, gboolean raw);
/* What a load waits for, or NULL. */
char *mw_records_status_dup_wait (MwConnection *connection, MwReading *reading);
/* How far a reading is that is loading. */
void mw_records_status_show_progress (MwReading *reading, GtkProgressBar *progress);
/* When all records were compared last, or NULL. */
char *mw_records_status_dup_tooltip (MwReading *reading);
/* Sentences about what is missing or was removed. */
char **mw_records_status_dup_notices (MwReading *reading);
/* The advice for a reading that failed, or NULL. */
MwAdvice *mw_records_status_dup_advice (MwConnection *connection, MwReading *reading);
gboolean mw_records_status_is_loading (MwReading *reading);
/* Over the rows: that there are not all of them, or not the newest, and why. */
void mw_records_status_show_banner (MwReading *reading, const MwAdvice *advice, AdwBanner *banner);

/* Instead of rows. */
typedef struct
{
  const char *icon_name;
  char *title;
  char *description;    /* or NULL */
  char *action;         /* what its button says, or NULL */
  gboolean has_details; /* which the description speaks of */
} MwRecordsEmpty;

/* FALSE while rows may still come. */
gboolean mw_records_status_describe_empty (MwConnection *connection,
                                           MwReading *reading,
                                           const MwAdvice *advice,
                                           MwRecordsEmpty *words);
/* Nothing that is searched for, or that passes the filters. */
void mw_records_status_describe_no_match (MwGrid *grid, MwRecordsEmpty *words);
void mw_records_empty_show (const MwRecordsEmpty *self, AdwStatusPage *page, GtkButton *action);
void mw_records_empty_clear (MwRecordsEmpty *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwRecordsEmpty, mw_records_empty_clear)

G_END_DECLS
