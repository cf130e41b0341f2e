/* mw-token-outcome.h: what became of a token on the system's side, in words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

/**
 * MwTokenEnd:
 * @MW_TOKEN_END_DONE: the system has ended the session, taken the token back or deleted the key
 * @MW_TOKEN_END_ALREADY: it was not valid any more
 * @MW_TOKEN_END_NOTHING: nothing is stored here that could be taken back
 * @MW_TOKEN_END_NOT_OFFERED: the system has no way for that
 * @MW_TOKEN_END_KEPT: it is a key that a person has made, and nobody asked for its end
 * @MW_TOKEN_END_NOT_REACHED: the system could not be reached
 * @MW_TOKEN_END_NO_ANSWER: it did not answer in time; nobody knows whether it has done it
 * @MW_TOKEN_END_REFUSED: it did not do it
 *
 * Of the old one, where there is a new one.
 */
typedef enum
{
  MW_TOKEN_END_DONE,
  MW_TOKEN_END_ALREADY,
  MW_TOKEN_END_NOTHING,
  MW_TOKEN_END_NOT_OFFERED,
  MW_TOKEN_END_KEPT,
  MW_TOKEN_END_NOT_REACHED,
  MW_TOKEN_END_NO_ANSWER,
  MW_TOKEN_END_REFUSED,
} MwTokenEnd;

typedef enum
{
  MW_TOKEN_TASK_DISCONNECT, /* it is removed here whatever the system does */
  MW_TOKEN_TASK_REVOKE,     /* it is removed here when it is not valid any more */
  MW_TOKEN_TASK_ROTATE,     /* a new one takes its place */
} MwTokenTask;

/**
 * MwTokenOutcome:
 * @end: what became of it there
 * @changed: whether something changed here: removed, or a new one is in use
 * @sentence: all of that in words; translated, like the next
 * @todo: what somebody can do on the system's side, or %NULL
 * @page: where the vendor says so, or %NULL
 * @details: what the system answered, redacted, or %NULL
 */
typedef struct
{
  MwTokenEnd end;
  gboolean changed;
  char *sentence;
  char *todo;
  char *page;
  char *details;
} MwTokenOutcome;

#define MW_TYPE_TOKEN_OUTCOME (mw_token_outcome_get_type ())
GType mw_token_outcome_get_type (void);

/* What the sentences are about. */
typedef struct
{
  MwSystem *system;
  const MwSignIn *sign_in;
  MwTokenTask task;
  gboolean changed;
  gint64 valid_until; /* of what is not ended: microseconds since 1970; 0: nobody said */
} MwTokenFacts;

MwTokenEnd mw_token_end_find (const GError *error);
/* Whether it may still be valid on the system's side. */
gboolean mw_token_end_is_open (MwTokenEnd end);
/* Whether it should have been ended, and was not. */
gboolean mw_token_end_is_failure (MwTokenEnd end);
MwTokenOutcome *
mw_token_outcome_new (const MwTokenFacts *facts, MwTokenEnd end, const GError *error, gint64 now);
MwTokenOutcome *mw_token_outcome_copy (const MwTokenOutcome *self);
void mw_token_outcome_free (MwTokenOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTokenOutcome, mw_token_outcome_free)

G_END_DECLS
