/* mw-sidebar.h: all connections with their entities
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

/**
 * MwSidebar::chosen:
 * @connection: a #MwConnection
 * @entity: one of its #MwEntity
 */
#define MW_TYPE_SIDEBAR (mw_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (MwSidebar, mw_sidebar, MW, SIDEBAR, AdwBin)

void mw_sidebar_set_connections (MwSidebar *self, GListModel *connections);
/* Marks what is shown. */
void mw_sidebar_select (MwSidebar *self, MwConnection *connection, MwEntity *entity);

G_END_DECLS
