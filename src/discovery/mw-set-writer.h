/* mw-set-writer.h: a list that was found, as a set of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-survey.h"

G_BEGIN_DECLS

/* More of a list's request than is known of the list: while it is looked at, or tried. */
typedef struct
{
  JsonNode *query;      /* or NULL */
  JsonNode *more_query; /* or NULL */
  JsonNode *paging;     /* or NULL: the list's own */
  guint size;           /* of pages, 0: as the paging has it */
  const char *order;    /* what fills {order}, or NULL */
} MwSetTrial;

/* An expression of the fields that make a record what it is, or of all of it when nobody knows. */
JsonNode *mw_set_writer_dup_key (MwSurveyList *list);
/* The set; @trial may be NULL. The JSON belongs to the caller. */
JsonNode *mw_set_writer_compose (MwSurvey *survey, MwSurveyList *list, const MwSetTrial *trial);

G_END_DECLS
