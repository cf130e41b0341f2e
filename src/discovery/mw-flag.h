/* mw-flag.h: a status that is written as yes or no
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-survey.h"

G_BEGIN_DECLS

/* What a field of two values (“Blocked”: true or false) says about one of ours with fixed values. */
typedef struct
{
  const char *when_true;
  const char *when_false; /* NULL: nothing */
} MwFlag;

/* FALSE when @from is no flag, or nobody knows what it says. */
gboolean mw_flag_find (MwSynonyms *synonyms,
                       const char *entity,
                       const char *field,
                       const MwSurveyField *from,
                       MwFlag *flag);
/* The expression; the caller owns it. */
JsonNode *mw_flag_compose (const MwFlag *flag, const MwSurveyField *from);

G_END_DECLS
