/* mw-name-match.h: how well a name fits what we call a thing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-survey.h"

G_BEGIN_DECLS

#define MW_NAME_MATCH_EXACT 70 /* from here on the whole name is one of ours */

/* Why a field is taken. */
typedef enum
{
  MW_NAME_FIT_NONE,
  MW_NAME_FIT_WHOLE, /* all of it, or all but what its list is called */
  MW_NAME_FIT_LABEL, /* what the system calls it for people */
  MW_NAME_FIT_PART,
  MW_NAME_FIT_PAIR, /* it stands for what was not found: a key for what people read, or the other way round */
  MW_NAME_FIT_KEY,  /* it tells the records apart */
  MW_NAME_FIT_CHOSEN, /* by the user */
} MwNameFit;

/* 0: not at all. @words: of the list's name (mw_synonyms_dup_words()); @names: what we call the entity, best
 * first. */
int mw_name_match_list (const char *words, const char *const *names);
gboolean mw_name_match_is_beside (const char *words);
/* @words: of the field's name, @label: of what people read, or NULL; @context: of the list that it is in:
 * what begins so may leave it out. */
int mw_name_match_field (const char *words,
                         const char *label,
                         const char *context,
                         const char *const *names,
                         MwNameFit *fit);

G_END_DECLS
