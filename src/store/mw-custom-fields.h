/* mw-custom-fields.h: the columns that a user made of fields of the records, of one connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-custom-path.h"

G_BEGIN_DECLS

/* In a table the column has this and the text of its path as its id, and no MwField. */
#define MW_CUSTOM_FIELD_PREFIX "custom:"
/* Of one entity: each record is looked through for each of them. */
#define MW_CUSTOM_FIELDS_MAX 100

typedef struct
{
  char *id;   /* "custom:/note" */
  char *text; /* of its path */
  char *title;
  MwCustomPath *path;
} MwCustomField;

/**
 * MwCustomFields:
 *
 * Those of all entities, in the order they were added. Atomically reference-counted; never changes, as rows
 * are made with it on other threads.
 */
typedef struct _MwCustomFields MwCustomFields;

MwCustomFields *mw_custom_fields_new (void);
MwCustomFields *mw_custom_fields_ref (MwCustomFields *self);
void mw_custom_fields_unref (MwCustomFields *self);
/* The same and one more, behind the others of @entity; @title NULL: as its path says. NULL with a sentence
 * for people when it cannot be. */
MwCustomFields *mw_custom_fields_with (MwCustomFields *self,
                                       const char *entity,
                                       const char *path,
                                       const char *title,
                                       GError **error);
guint mw_custom_fields_get_n (MwCustomFields *self, const char *entity);
const MwCustomField *mw_custom_fields_get (MwCustomFields *self, const char *entity, guint position);
const MwCustomField *mw_custom_fields_find (MwCustomFields *self, const char *entity, const char *path);
/* Whether both have the same columns for @entity. */
gboolean mw_custom_fields_equal (MwCustomFields *self, MwCustomFields *other, const char *entity);
/* The same whatever they are called. */
gboolean mw_custom_fields_have_same_paths (MwCustomFields *self, MwCustomFields *other, const char *entity);
/* The path of the column with that id; NULL: it is none of the user's. */
const char *mw_custom_field_get_path (const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCustomFields, mw_custom_fields_unref)

G_END_DECLS
