/* mw-sample.h: what can be learnt from the first records of a list
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-survey.h"

G_BEGIN_DECLS

/* A list of objects in an answer. */
typedef struct
{
  char *path; /* "" for the answer itself */
  guint n_records;
} MwSampleList;

/* (element-type MwSampleList): every list of objects in @answer outside of another one's records, the longest
 * first. */
GPtrArray *mw_sample_find_lists (yyjson_val *answer);
/* A step of a path, quoted where it must be; @path may be "". */
char *mw_sample_join_path (const char *path, const char *key);
/* Adds the fields of @record to @list: names, types, values. */
void mw_sample_add_record (MwSurveyList *list, yyjson_val *record);
/* Paths of the lists of objects in @record, as they come; the caller frees. */
char **mw_sample_find_children (yyjson_val *record);

G_END_DECLS
