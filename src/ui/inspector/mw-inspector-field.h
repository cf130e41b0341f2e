/* mw-inspector-field.h: one value of the inspected row
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-column.h"
#include "mw-view.h"

G_BEGIN_DECLS

#define MW_TYPE_INSPECTOR_FIELD (mw_inspector_field_get_type ())
G_DECLARE_FINAL_TYPE (MwInspectorField, mw_inspector_field, MW, INSPECTOR_FIELD, GObject)

MwInspectorField *mw_inspector_field_new (MwRow *row, MwColumn *column);
const char *mw_inspector_field_get_title (MwInspectorField *self);
guint mw_inspector_field_get_index (MwInspectorField *self); /* of its column in the table */
char *mw_inspector_field_dup_value (MwInspectorField *self);
gboolean mw_inspector_field_is_empty (MwInspectorField *self); /* null, and no problem either */
GtkListItemFactory *mw_inspector_field_new_factory (void);

G_END_DECLS
