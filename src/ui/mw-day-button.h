/* mw-day-button.h: a calendar that writes a day into an entry
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MW_TYPE_DAY_BUTTON (mw_day_button_get_type ())
G_DECLARE_FINAL_TYPE (MwDayButton, mw_day_button, MW, DAY_BUTTON, GtkBox)

MwDayButton *mw_day_button_new (GtkEditable *entry);

G_END_DECLS
