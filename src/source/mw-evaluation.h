/* mw-evaluation.h: works out the expressions of a map on one record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-found-paths.h"
#include "mw-lookups.h"
#include "mw-scratch.h"
#include "mw-tracer.h"

G_BEGIN_DECLS

/* A record that holds another one: the row of a child list has its record, an element of a list what holds
 * the list. */
typedef struct _MwHolder MwHolder;

struct _MwHolder
{
  yyjson_val *record;
  const MwHolder *holder;   /* or NULL */
  const MwJsonFound *found; /* of the record, or NULL */
};

/**
 * MwEvaluation:
 * @address: base address of the connection without a slash at its end, or NULL
 * @lookups: tables of the sets that were read before, or NULL
 * @scratch: what texts live in that are not as they were sent
 * @places: (nullable): values for the {places} of constants, zones and languages
 * @record: what paths start at
 * @holder: what paths inside "parent" start at, or NULL
 * @paths: (nullable): those that are found while a record is read
 * @found: (nullable): what was found of @record
 * @tracer: (nullable): told what is looked at; then @found must be %NULL
 * @problem: (nullable): why the last value is not what it should be; static and translated
 *
 * A pure function of system file and record: the same call shows later where a value came from.
 */
struct _MwEvaluation
{
  MwSystem *system;
  const MwVariant *variant;
  const char *address;
  MwLookups *lookups;
  MwScratch *scratch;
  MwVariables *places;
  yyjson_val *record;
  const MwHolder *holder;
  const MwFoundPaths *paths;
  const MwJsonFound *found;
  MwTracer *tracer;
  const char *problem;
};

/* @keep_false: false is a value (of a yes-or-no field), not the system's way to write null. The text lives in
 * the record, the system file, a lookup or the scratch memory. */
MwSlice mw_evaluation_get_text (MwEvaluation *self, const MwExpression *expression, gboolean keep_false);
/* The value at a path of the map, from where paths start. */
yyjson_val *mw_evaluation_get_value (const MwEvaluation *self, const MwJsonPath *path);
gboolean mw_evaluation_test (MwEvaluation *self, const MwCondition *condition);
/* A text of the system file with its {places} filled; null when one has no value. */
MwSlice mw_evaluation_fill (MwEvaluation *self, const char *text);
/* The source's own text of an enum or map expression, and what its table makes of that. */
MwSlice mw_evaluation_get_source (MwEvaluation *self, const MwExpression *expression);
MwSlice mw_evaluation_translate (MwEvaluation *self, const MwExpression *expression, MwSlice source);

G_END_DECLS
