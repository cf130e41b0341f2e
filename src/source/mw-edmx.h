/* mw-edmx.h: what an OData service says about itself in $metadata
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MW_EDMX_MAX_SIZE  (32 * 1024 * 1024)
#define MW_EDMX_MAX_DEPTH 64
/* Of sets, of types, and of the members of one type. */
#define MW_EDMX_MAX_COUNT 20000

typedef struct
{
  char *name;
  char *type;  /* "Edm.Decimal", or the name of a complex type or an enumeration */
  char *label; /* what people call it, or NULL */
  gboolean is_nullable;
  gboolean is_list; /* a collection of values */
} MwEdmxProperty;

typedef struct
{
  char *name;
  char *type; /* of what it leads to */
  gboolean is_list;
} MwEdmxNavigation;

typedef struct
{
  char *name; /* with its namespace: "API_EQUIPMENT.EquipmentType" */
  char *label;
  char *base;             /* or NULL */
  GPtrArray *keys;        /* (element-type utf8) */
  GPtrArray *properties;  /* (element-type MwEdmxProperty) */
  GPtrArray *navigations; /* (element-type MwEdmxNavigation) */
} MwEdmxType;

typedef struct
{
  char *name; /* "A_PurchaseOrder": the last segment of its path */
  char *label;
  MwEdmxType *type; /* with what its base types have; owned by the MwEdmx */
} MwEdmxSet;

typedef struct _MwEdmx MwEdmx;

/* MW_SOURCE_ERROR_SHAPE when it is no EDMX, or beyond a bound. For the work pool. */
MwEdmx *mw_edmx_parse (const char *text, gsize length, GError **error);
void mw_edmx_free (MwEdmx *self);
const char *mw_edmx_get_version (MwEdmx *self); /* "1.0": OData V2 and V3; "4.0" */
guint mw_edmx_get_n_sets (MwEdmx *self);
const MwEdmxSet *mw_edmx_get_set (MwEdmx *self, guint position);    /* in the order of the document */
const MwEdmxSet *mw_edmx_find_set (MwEdmx *self, const char *name); /* or NULL */
/* The first set of that type, or NULL. */
const MwEdmxSet *mw_edmx_find_set_of_type (MwEdmx *self, const char *type);
const MwEdmxType *mw_edmx_find_type (MwEdmx *self, const char *name); /* an entity type, or NULL */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwEdmx, mw_edmx_free)

G_END_DECLS
