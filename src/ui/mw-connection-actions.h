/* mw-connection-actions.h: what can be done with one connection: check it, sign in again, choose a company,
 * disconnect
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-advice.h"
#include "mw-connection.h"

G_BEGIN_DECLS

/* Actions of the main window's class, by the id of a connection. */
void mw_connection_actions_install (GtkWidgetClass *widget_class);
/* The one that does what @advice says; NULL: there is none, it is tried again. */
const char *mw_connection_actions_find (const MwAdvice *advice);
/* Does what @advice says, from a widget in the main window; FALSE: it is to be tried again. */
gboolean mw_connection_actions_act (GtkWidget *widget, const MwAdvice *advice, MwConnection *connection);

G_END_DECLS
