/* mw-connection-group.h: one connection in the sidebar: its name, health and marks, and a row for each of its
 * entities
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

/**
 * MwConnectionGroup::chosen:
 * @entity: a #MwEntity of the group's connection
 */
#define MW_TYPE_CONNECTION_GROUP (mw_connection_group_get_type ())
G_DECLARE_FINAL_TYPE (MwConnectionGroup, mw_connection_group, MW, CONNECTION_GROUP, GtkBox)

MwConnectionGroup *mw_connection_group_new (MwConnection *connection);
MwConnection *mw_connection_group_get_connection (MwConnectionGroup *self);
/* Marks the row of @entity (or none), or its head. */
void mw_connection_group_select (MwConnectionGroup *self, MwEntity *entity, gboolean is_page);

G_END_DECLS
