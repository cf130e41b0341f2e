/* mw-ladder-page.h: the last page of the connect dialog: the check ladder running live, and what to do when
 * it stops
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-advice.h"
#include "mw-exploration.h"
#include "mw-ladder.h"

G_BEGIN_DECLS

/**
 * MwLadderPage::to-form:
 * @field: (nullable): id of the field that the advice names
 * @message: (nullable): the sentence about it
 *
 * The user wants to change what is filled in.
 */
/**
 * MwLadderPage::again:
 *
 * The user answered (trusts the certificate, allows plain http, keeps for this session, tries again): the
 * draft holds the answer.
 */
/**
 * MwLadderPage::finish:
 *
 * The user has read the warnings of a connection that works.
 */
/**
 * MwLadderPage::cancel:
 *
 * The user stops what runs.
 */
#define MW_TYPE_LADDER_PAGE (mw_ladder_page_get_type ())
G_DECLARE_FINAL_TYPE (MwLadderPage, mw_ladder_page, MW, LADDER_PAGE, AdwNavigationPage)

void mw_ladder_page_show_running (MwLadderPage *self, MwLadder *ladder, MwDraft *draft);
/* The same of an exploration, which ends in lists. */
void mw_ladder_page_show_exploring (MwLadderPage *self, MwExploration *exploration, MwDraft *draft);
void mw_ladder_page_show_error (MwLadderPage *self, const GError *error);
/* Whether there is something to read before the dialog closes: a step with a warning. */
gboolean mw_ladder_page_show_done (MwLadderPage *self);
MwDraft *mw_ladder_page_get_draft (MwLadderPage *self); /* what it runs with */
const MwAdvice *mw_ladder_page_get_advice (MwLadderPage *self);
/* What the main button does; FALSE when there is none. */
gboolean mw_ladder_page_act (MwLadderPage *self);

G_END_DECLS
