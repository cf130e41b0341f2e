/* mw-json-row.h: one value of a record as it was sent, while it is looked at
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-document.h"

G_BEGIN_DECLS

/**
 * MwJsonPlace:
 * @key: (nullable): of a member
 * @value: the value; of a range the container
 * @first: number among the children of what it stands in; of a range the first child that it holds
 * @n_children: of a container or range
 * @depth: how many containers and ranges it stands in
 * @is_range: some of the children of a container with many
 */
typedef struct
{
  yyjson_val *key;
  yyjson_val *value;
  guint first;
  guint n_children;
  guint depth;
  gboolean is_range;
} MwJsonPlace;

/**
 * MwJsonRow:
 * @is-open: (property): whether its children are shown
 */
#define MW_TYPE_JSON_ROW (mw_json_row_get_type ())
G_DECLARE_FINAL_TYPE (MwJsonRow, mw_json_row, MW, JSON_ROW, GObject)

/* Takes @pointer (RFC 6901). */
MwJsonRow *mw_json_row_new (MwJsonDocument *document, const MwJsonPlace *place, char *pointer);
const MwJsonPlace *mw_json_row_get_place (MwJsonRow *self);
const char *mw_json_row_get_pointer (MwJsonRow *self); /* of a range that of its container */
gboolean mw_json_row_get_is_open (MwJsonRow *self);
void mw_json_row_set_is_open (MwJsonRow *self, gboolean is_open);
/* For people, that Pango can take, and cut. */
char *mw_json_row_dup_key (MwJsonRow *self);
char *mw_json_row_dup_value (MwJsonRow *self);
GBytes *mw_json_row_dup_long (MwJsonRow *self); /* all of it, when it was cut */

G_END_DECLS
