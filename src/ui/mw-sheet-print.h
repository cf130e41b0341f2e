/* mw-sheet-print.h: the page for an administrator on paper
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-admin-sheet.h"

G_BEGIN_DECLS

/* Prints @sheet (of MwSheetLine); run it with the action that is wanted. */
GtkPrintOperation *mw_sheet_print_new (GPtrArray *sheet);

G_END_DECLS
