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
const char *mw_inspector_field_get_id (MwInspectorField *self);
const char *mw_inspector_field_get_title (MwInspectorField *self);
guint mw_inspector_field_get_index (MwInspectorField *self);   /* of the column in the table */
guint mw_inspector_field_get_group (MwInspectorField *self);   /* G_MAXUINT: none of the model's */
gboolean mw_inspector_field_is_empty (MwInspectorField *self); /* no value and no problem */
gboolean mw_inspector_field_has_problem (MwInspectorField *self);
GBytes *mw_inspector_field_dup_long (MwInspectorField *self); /* all of it, when not all is shown */
/* For people, safe for Pango. */
char *mw_inspector_field_dup_value (MwInspectorField *self);   /* with its unit or currency */
char *mw_inspector_field_dup_sent (MwInspectorField *self);    /* NULL: as it is shown */
char *mw_inspector_field_dup_problem (MwInspectorField *self); /* NULL: none */

G_END_DECLS
