/* mw-describe-group.h: what a connection is called, whether it is a test system, and its colour
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

#define MW_TYPE_DESCRIBE_GROUP (mw_describe_group_get_type ())
G_DECLARE_FINAL_TYPE (MwDescribeGroup, mw_describe_group, MW, DESCRIBE_GROUP, AdwPreferencesGroup)

/* Shows how @connection is described. */
void mw_describe_group_set_connection (MwDescribeGroup *self, MwConnection *connection);
/* Describes it as it is shown; not stored yet. */
void mw_describe_group_apply (MwDescribeGroup *self);
/* A dot of that colour, hidden for none. */
void mw_describe_group_show_colour (GtkWidget *dot, MwColour colour);

G_END_DECLS
