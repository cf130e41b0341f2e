/* mw-ladder.h: the steps from an address to a working connection, run live with the code that real use runs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-advice.h"
#include "mw-choosing.h"
#include "mw-engine.h"

G_BEGIN_DECLS

typedef enum
{
  MW_STEP_WAITING,
  MW_STEP_RUNNING,
  MW_STEP_DONE,
  MW_STEP_SKIPPED, /* not needed here: TLS on plain http … */
  MW_STEP_WARNING, /* it goes on: an entity that this login may not read */
  MW_STEP_FAILED,
} MwStepState;

/**
 * MwLadderStep:
 * @state: (property): #MwStepState, notified on the main context
 * @title: (property): "The name resolves"
 * @detail: (property): what was found, or what went wrong; or NULL
 *
 * A step that ended with a warning may have an advice: what it means, and who can help.
 */
#define MW_TYPE_LADDER_STEP (mw_ladder_step_get_type ())
G_DECLARE_FINAL_TYPE (MwLadderStep, mw_ladder_step, MW, LADDER_STEP, GObject)

MwLadderStep *mw_ladder_step_new (const char *title);
MwStepState mw_ladder_step_get_state (MwLadderStep *self);
const char *mw_ladder_step_get_title (MwLadderStep *self);
const char *mw_ladder_step_get_detail (MwLadderStep *self);
const MwAdvice *mw_ladder_step_get_advice (MwLadderStep *self); /* or NULL */
void mw_ladder_step_take_advice (MwLadderStep *self, MwAdvice *advice);
void mw_ladder_step_set (MwLadderStep *self, MwStepState state, const char *detail); /* any thread */

/**
 * MwLadder:
 *
 * name resolves · port answers · TLS trusted · right product · sign-in accepted · company chosen · each
 * entity readable · token stored.
 */
#define MW_TYPE_LADDER (mw_ladder_get_type ())
G_DECLARE_FINAL_TYPE (MwLadder, mw_ladder, MW, LADDER, GObject)

MwLadder *mw_ladder_new (MwEngine *engine, MwDraft *draft);
MwDraft *mw_ladder_get_draft (MwLadder *self);
GListModel *mw_ladder_get_steps (MwLadder *self); /* of MwLadderStep */
/* Who is asked which company, site … it is for. Without it a run ends with MW_CONNECTION_ERROR_NOT_CHOSEN. */
void mw_ladder_set_choose (MwLadder *self, MwChooseFunc ask, gpointer data);
/* What the person must do while the sign-in runs: open a page, type a code. */
MwAuthPrompt *mw_ladder_get_prompt (MwLadder *self);
/* Resolves to the new MwConnection, already in the engine's list, or rejects with the first failure that
 * stops it. Dropping the future cancels. */
DexFuture *mw_ladder_run (MwLadder *self) G_GNUC_WARN_UNUSED_RESULT;
/* After MW_TRANSPORT_ERROR_TLS or _CERTIFICATE_CHANGED: the certificate that was not trusted, or NULL. */
MwCertificate *mw_ladder_dup_certificate (MwLadder *self);

G_END_DECLS
