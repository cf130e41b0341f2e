/* mw-transfer.h: Export Connections… and Import Connections… of the main menu
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-engine.h"

G_BEGIN_DECLS

/* The actions win.export-connections and win.import-connections, for the class of the main window. */
void mw_transfer_install (GtkWidgetClass *widget_class);
/* After the file was chosen; a dialog above @parent says what was done. */
void mw_transfer_export (GtkWidget *parent, MwEngine *engine, GFile *file);
void mw_transfer_import (GtkWidget *parent, MwEngine *engine, GFile *file);

G_END_DECLS
