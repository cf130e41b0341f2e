/* mw-window.h: the main window: connections at the side, records beside them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-application.h"
#include "mw-records-page.h"

G_BEGIN_DECLS

#define MW_TYPE_WINDOW (mw_window_get_type ())
G_DECLARE_FINAL_TYPE (MwWindow, mw_window, MW, WINDOW, AdwApplicationWindow)

MwWindow *mw_window_new (MwApplication *application);
/* The engine has read data files and connections. @like: (nullable): another window, whose records this one
 * shows too. */
void mw_window_set_loaded (MwWindow *self, MwWindow *like);
/* What of it could not be read; once, in one window. */
void mw_window_tell_problems (MwWindow *self);
void mw_window_show_error (MwWindow *self, const GError *error);
void mw_window_show_entity (MwWindow *self, MwConnection *connection, MwEntity *entity);
/* All about it. */
void mw_window_show_connection (MwWindow *self, MwConnection *connection);
/* What is shown, or NULL. */
MwRecordsPage *mw_window_get_records_page (MwWindow *self);
MwEngine *mw_window_get_engine (MwWindow *self);
/* What was done, said for a moment. */
void mw_window_add_toast (MwWindow *self, const char *text);
void mw_window_take_toast (MwWindow *self, AdwToast *toast); /* takes it */

G_END_DECLS
