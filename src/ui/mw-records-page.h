/* mw-records-page.h: the records of one entity: normalized and raw, found, sorted, inspected, exported
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"
#include "mw-grid.h"

G_BEGIN_DECLS

#define MW_TYPE_RECORDS_PAGE (mw_records_page_get_type ())
G_DECLARE_FINAL_TYPE (MwRecordsPage, mw_records_page, MW, RECORDS_PAGE, AdwBin)

MwRecordsPage *mw_records_page_new (MwConnection *connection, MwEntity *entity);
MwConnection *mw_records_page_get_connection (MwRecordsPage *self);
MwEntity *mw_records_page_get_entity (MwRecordsPage *self);
MwReading *mw_records_page_get_reading (MwRecordsPage *self);
/* What the visible tab shows; NULL as long as there is no raw set. */
MwGrid *mw_records_page_get_grid (MwRecordsPage *self);
void mw_records_page_show_raw (MwRecordsPage *self, gboolean raw);
void mw_records_page_refresh (MwRecordsPage *self);
void mw_records_page_reconcile (MwRecordsPage *self);
void mw_records_page_search (MwRecordsPage *self);
/* Asks for a filter; @column: id of one, NULL to choose. */
void mw_records_page_filter (MwRecordsPage *self, const char *column);
void mw_records_page_toggle_inspector (MwRecordsPage *self);
/* @file: NULL to ask. */
void mw_records_page_export (MwRecordsPage *self, GFile *file);
/* Undoes the innermost thing that is open: the search, the details. FALSE when there is none. */
gboolean mw_records_page_escape (MwRecordsPage *self);

G_END_DECLS
