/* mw-json-keys.h: the keys that records have, learned while they are read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

G_BEGIN_DECLS

/* Records of one set have the same keys, mostly in the same order: whoever has read one knows what the next
 * one looks like, and which key stands twice in its object. For one thread at a time; atomically
 * reference-counted, because the values that were read point to its texts. */
typedef struct _MwJsonKeys MwJsonKeys;

/**
 * MwJsonFound:
 * @values: what the numbers in @row are numbers of
 * @rows: all rows of the text
 * @row: numbers of the wanted values of one record, or of one element of a list in it; 0: it has none
 *
 * What was found of a record while it was read.
 */
typedef struct
{
  yyjson_val *values;
  const guint32 *rows;
  const guint32 *row;
} MwJsonFound;

MwJsonKeys *mw_json_keys_new (void);
MwJsonKeys *mw_json_keys_ref (MwJsonKeys *self);
void mw_json_keys_unref (MwJsonKeys *self);

/* From now on the value at the first @n_steps steps of @path, which must be keys, is found while a record is
 * read: where it stands in the row. @list: 0: in the record; else in each element of that list. 0: cannot be.
 */
guint mw_json_keys_want (MwJsonKeys *self, guint list, const MwJsonPath *path, guint n_steps);
/* From now on the elements of the list at @path, which must be keys, have rows; @wrapper: also when the list
 * stands in an object with that key, or NULL. Gives the number of the list; 0: cannot be. */
guint mw_json_keys_add_list (MwJsonKeys *self, const MwJsonPath *path, const char *wrapper);
/* The list itself, and how many elements it has; NULL when none was found. */
yyjson_val *mw_json_keys_find_list (const MwJsonKeys *self, guint list, const MwJsonFound *record, guint *n);
/* The row of one of its elements. */
MwJsonFound
mw_json_keys_find_element (const MwJsonKeys *self, guint list, const MwJsonFound *record, guint number);

static inline yyjson_val *
mw_json_found_get (const MwJsonFound *self, guint place)
{
  return self->row[place] > 0 ? self->values + self->row[place] : NULL;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonKeys, mw_json_keys_unref)

G_END_DECLS
