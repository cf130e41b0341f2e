/* mw-edmx-private.h: the description of an OData service while it is read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-edmx.h"

G_BEGIN_DECLS

struct _MwEdmx
{
  char *version;
  GPtrArray *sets;     /* (element-type MwEdmxSet) */
  GPtrArray *types;    /* (element-type MwEdmxType) */
  GHashTable *by_name; /* name with its namespace → MwEdmxType */
  GHashTable *aliases; /* alias of a namespace → namespace */
  GHashTable *ends;    /* "association/role" → MwEdmxEnd */
};

/* One side of an association of V2 and V3. */
typedef struct
{
  char *type;
  gboolean is_list;
} MwEdmxEnd;

/* The document while it is read. */
typedef struct
{
  MwEdmx *edmx;
  guint depth;
  guint n_elements;
  char *namespace; /* of the schema that is open */
  char *association;
  MwEdmxType *type;         /* entity type that is open */
  MwEdmxProperty *property; /* in it */
  GPtrArray *set_types;     /* name of the type of each set */
  GPtrArray *relations;     /* of each navigation of V2 and V3: see MwEdmxRelation */
  GPtrArray *labels;        /* of annotations apart: see MwEdmxLabel */
  char *target;             /* of the annotations that are open */
} MwEdmxReader;

typedef struct
{
  MwEdmxNavigation *navigation;
  char *end; /* "association/role" */
} MwEdmxRelation;

typedef struct
{
  char *target; /* "NS.Type/Property" */
  char *text;
} MwEdmxLabel;

/* Sets MW_SOURCE_ERROR_SHAPE "$metadata REASON"; FALSE always. */
gboolean mw_edmx_fail (GError **error, const char *reason);
MwEdmxType *mw_edmx_type_new (void);
void mw_edmx_property_free (gpointer property);
void mw_edmx_navigation_free (gpointer navigation);
void mw_edmx_type_free (gpointer type);
void mw_edmx_set_free (gpointer set);
/* Reads all of the document into the reader. */
gboolean mw_edmx_reader_read (MwEdmxReader *self, const char *text, gsize length, GError **error);

G_END_DECLS
