/* mw-custom-columns.h: the columns of the user's in the file of a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-custom-fields.h"

G_BEGIN_DECLS

/**
 * MwCustomColumns:
 *
 * Member “custom_fields” of the file: {"purchase_order": [{"path": "/note", "title": "Note"}]}. An entry that
 * cannot be used is kept as it stands there, and said. Main thread only.
 */
typedef struct _MwCustomColumns MwCustomColumns;

MwCustomColumns *mw_custom_columns_new (void);
void mw_custom_columns_free (MwCustomColumns *self);
void mw_custom_columns_take (MwCustomColumns *self, const MwCustomColumns *other); /* what @other has */
/* Those that can be used. */
MwCustomFields *mw_custom_columns_get_fields (const MwCustomColumns *self);
/* A sentence for each entry of @entity that cannot; translated. */
char **mw_custom_columns_dup_problems (const MwCustomColumns *self, const char *entity);
/* @title NULL: as the path says. */
gboolean mw_custom_columns_add_field (MwCustomColumns *self,
                                      const char *entity,
                                      const char *path,
                                      const char *title,
                                      GError **error);
/* @title NULL or empty: as the path says. */
gboolean mw_custom_columns_rename_field (MwCustomColumns *self,
                                         const char *entity,
                                         const char *path,
                                         const char *title,
                                         GError **error);
gboolean
mw_custom_columns_remove_field (MwCustomColumns *self, const char *entity, const char *path, GError **error);
void mw_custom_columns_read (MwCustomColumns *self, JsonObject *object);
void mw_custom_columns_add (const MwCustomColumns *self, JsonBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCustomColumns, mw_custom_columns_free)

G_END_DECLS
