/* mw-records-export.h: an export of what a page of records shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-records-page.h"

G_BEGIN_DECLS

/* Of the tab that is visible, called @title; asks where to when @file is NULL. */
void mw_records_export (MwRecordsPage *page, const char *title, GFile *file);

/* Of other rows than those of a page, which have all come; @widget: in the main window. */
void mw_records_export_grid (GtkWidget *widget,
                             MwConnection *connection,
                             MwReading *reading,
                             MwGrid *grid,
                             const char *title,
                             GFile *file);

G_END_DECLS
