/* mw-trace-private.h: a trace while it is made
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-evaluation.h"
#include "mw-scratch.h"
#include "mw-trace.h"
#include "mw-tracer.h"

G_BEGIN_DECLS

#define MW_TRACE_NO_PARENT G_MAXUINT

/* A record while it is looked at. */
typedef struct
{
  const MwSetSource *set;
  MwJson *json;
  yyjson_val *root; /* as the map sees it */
  char *key;        /* of a looked-up one */
  GBytes *bytes;
  guint parent;        /* the number of the one for which its list was asked for, or MW_TRACE_NO_PARENT */
  gboolean is_added;   /* the tables of lookups have it */
  MwVariables *places; /* what that gives places, with all others; NULL: only the others */
} MwTraceLoaded;

typedef struct
{
  const MwTraceTask *task;
  MwLookups *lookups;
  MwScratch *scratch;
  MwTracer tracer;
  GPtrArray *loaded;    /* of MwTraceLoaded; the row's own first */
  GHashTable *missing;  /* "set\nkey" that nobody has */
  GHashTable *pointers; /* what was looked at → char *, NULL as long as nobody knows */
  guint n_new;          /* records that this round brought */
} MwTraceWork;

void mw_trace_loaded_free (gpointer data);
/* Adds a record; NULL when it is no JSON. @key: its identity, or NULL. */
MwTraceLoaded *mw_trace_work_load (MwTraceWork *work,
                                   const MwSetSource *set,
                                   const char *key,
                                   GBytes *bytes,
                                   GError **error);
/* What the map may say about the record for which the list of @loaded was asked for. */
void mw_trace_work_load_parent (MwTraceWork *work, MwTraceLoaded *loaded, const MwTraceParent *found);
/* What a lookup led to; loads it when it is asked for first. */
MwTraceLoaded *mw_trace_work_find (MwTraceWork *work, const MwTracedLookup *traced, guint *number);
/* Loads what was looked up, and gives it to the tables, which may look further. */
void mw_trace_work_load_lookups (MwTraceWork *work);
/* @record: of @loaded, or what its map sees of it. */
MwEvaluation mw_trace_work_begin_evaluation (MwTraceWork *work,
                                             const MwTraceLoaded *loaded,
                                             yyjson_val *record,
                                             const MwHolder *holder);

G_END_DECLS
