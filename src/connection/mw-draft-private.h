/* mw-draft-private.h: what the files of MwDraft share
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-draft.h"
#include "mw-link.h"

G_BEGIN_DECLS

/* Whether the chosen sign-in, or the address, uses the field. */
gboolean mw_draft_is_needed (MwDraft *self, const MwFormField *field);
/* As it was typed, a secret too; NULL when nothing was. */
const char *mw_draft_get_typed (MwDraft *self, const char *field);
/* The value as it is used; NULL when nothing was typed. Of a secret, wipe it. */
char *mw_draft_dup_clean (MwDraft *self, const MwFormField *field);

/* What stands around a secret that was pasted with more than itself. */
typedef enum
{
  MW_DRAFT_EXTRA_NONE,
  MW_DRAFT_EXTRA_WORD,
  MW_DRAFT_EXTRA_BLANKS,
} MwDraftExtra;

MwDraftExtra mw_draft_get_extras (MwDraft *self, const MwFormField *field);
/* Keeps how a sign-in with it ended, when that was the answer to what was typed. */
void mw_draft_note_refusal (MwDraft *self, MwLink *link, const GError *error);

G_END_DECLS
