/* mw-tracer.h: which values of a record an expression looked at
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-expression.h"

G_BEGIN_DECLS

typedef struct
{
  const MwExpression *lookup;
  char *key;
} MwTracedLookup;

/**
 * MwTracer:
 * @values: of yyjson_val: what was looked at, borrowed
 * @lookups: of #MwTracedLookup: what was looked up
 * @places: of texts: which {places} of constants were filled
 * @keeps_all: also what gave nothing: it may give something when more was loaded
 *
 * Of one value that is worked out.
 */
typedef struct
{
  GPtrArray *values;
  GPtrArray *lookups;
  GPtrArray *places;
  gboolean keeps_all;
} MwTracer;

typedef struct
{
  guint n_values;
  guint n_lookups;
  guint n_places;
} MwTracerMark;

void mw_tracer_init (MwTracer *self);
void mw_tracer_clear (MwTracer *self);
void mw_tracer_reset (MwTracer *self);
GPtrArray *mw_tracer_take_lookups (MwTracer *self);
GPtrArray *mw_tracer_take_places (MwTracer *self);
void mw_tracer_add_value (MwTracer *self, yyjson_val *value); /* NULL: nothing was there */
void mw_tracer_add_lookup (MwTracer *self, const MwExpression *lookup, const char *key);
void mw_tracer_add_place (MwTracer *self, const char *name);
/* What an alternative looked at that gave nothing does not count. @self may be NULL. */
MwTracerMark mw_tracer_mark (MwTracer *self);
void mw_tracer_rewind (MwTracer *self, MwTracerMark mark);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwTracer, mw_tracer_clear)

G_END_DECLS
