/* mw-trace.h: where the values of one row came from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-chosen.h"

G_BEGIN_DECLS

/**
 * MwTraceAddress:
 * @record: number in the trace's records
 * @pointer: where in it (RFC 6901): "/lines/3/price"
 */
typedef struct
{
  guint record;
  char *pointer;
} MwTraceAddress;

/**
 * MwTraceField:
 * @is_mapped: whether the system file says how the field is made, or what was chosen at connecting fills it
 * @value: (nullable): what the map makes of the record
 * @problem: (nullable): why that is not what it should be
 * @addresses: (element-type MwTraceAddress): what it was made of; empty: of nothing that was sent
 * @words: the rule, for people, or why there is none; safe for Pango
 */
typedef struct
{
  gboolean is_mapped;
  char *value;
  char *problem;
  GPtrArray *addresses;
  char *words;
} MwTraceField;

/**
 * MwTraceRecord:
 * @set: id of its list
 * @key: (nullable): its identity; %NULL of the record that the row was made from
 */
typedef struct
{
  char *set;
  char *key;
  GBytes *bytes;
} MwTraceRecord;

/**
 * MwTraceOwn:
 * @pointers: (element-type utf8): where in the row's own record it stands
 *
 * A column of the user's, which shows what was sent.
 */
typedef struct
{
  char *title;
  GPtrArray *pointers;
} MwTraceOwn;

/**
 * MwTrace:
 * @records: (element-type MwTraceRecord): the row's own first, then those that were looked up
 * @fields: one for each field of the entity
 * @own: (element-type MwTraceOwn): what the user made columns of himself
 * @is_partial: the list was asked for once for each record of another one, which is not there: what is known
 * of that record alone has no value here
 *
 * Immutable, atomically reference-counted.
 */
typedef struct
{
  GPtrArray *records;
  MwTraceField *fields;
  guint n_fields;
  GPtrArray *own;
  gboolean is_partial;
} MwTrace;

#define MW_TYPE_TRACE (mw_trace_get_type ())
GType mw_trace_get_type (void);

/**
 * MwTraceParent:
 * @bytes: (nullable): the record of another list for which a list was asked for; %NULL: none, or not known
 * @key: (nullable): its identity there
 */
typedef struct
{
  GBytes *bytes;
  char *key;
} MwTraceParent;

/* The record of @set with that identity, or NULL; and for which record of another set it was read. */
typedef GBytes *(*MwTraceFind) (const char *set, const char *key, MwTraceParent *parent, gpointer data);

/**
 * MwTraceTask:
 * @address: (nullable): base address of the connection
 * @places: (nullable): values for the {places} of the map
 * @child: which element of the record's list the row is, -1: the row is the record
 * @parent: for which record of another list that of the row was asked for
 * @find: gives the records that are looked up
 * @chosen: (nullable): what the user chose at connecting
 * @organization: (nullable): the company of it that the row is of, if the row does not say another one
 */
typedef struct
{
  MwSystem *system;
  const MwVariant *variant;
  const MwEntitySource *source;
  const char *address;
  MwVariables *places;
  GBytes *record;
  int child;
  MwTraceParent parent;
  MwTraceFind find;
  gpointer data;
  const MwChosen *chosen;
  const MwChosenValue *organization;
} MwTraceTask;

void mw_trace_parent_clear (MwTraceParent *self);
/* Blocks. NULL with an error when the record is not there as the map wants it. */
MwTrace *mw_trace_new (const MwTraceTask *task, GError **error);
MwTrace *mw_trace_ref (MwTrace *self);
void mw_trace_unref (MwTrace *self);
/* Whether a value at @pointer of record @record is what @field was made of, or a part of that. */
gboolean mw_trace_uses (MwTrace *self, guint field, guint record, const char *pointer);
/* Whether it was made of something in that. */
gboolean mw_trace_uses_part (MwTrace *self, guint field, guint record, const char *pointer);

GHashTable *mw_trace_dup_places (MwTrace *self, guint field, guint record);
/* What makes a field of @source. */
const MwExpression *mw_trace_find_expression (const MwEntitySource *source, guint field, gboolean *is_sent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTrace, mw_trace_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwTraceParent, mw_trace_parent_clear)

G_END_DECLS
