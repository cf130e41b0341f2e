/* mw-connection-shape.h: our entities as the unified collections have them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One member of a record. Members of a nested object stand together. */
typedef struct
{
  const char *name;  /* "key", "deliveryAddress.city", "supplyOptions[].vendorKey" */
  const char *field; /* of the entity */
  const char *other; /* the field when that one is null, or NULL */
} MwShapeMember;

typedef struct _MwShape MwShape;

/* A collection whose records are the rows of an entity, or (@is_list) the different values that its rows have
 * in the first member. */
struct _MwShape
{
  const char *name; /* "purchase-orders" */
  const char *families;
  const char *entity;
  const MwShapeMember *members; /* ends with an empty one; the first is the key */
  gboolean is_list;
  const MwShape *children;  /* rows of another entity inside each record, as "lineItems" … */
  const char *parent_field; /* … by this field of theirs */
};

extern const MwShape mw_shapes[];
extern const guint mw_n_shapes;

gboolean mw_shape_has_family (const MwShape *self, const char *family);

G_END_DECLS
