/* mw-proposal-reason.h: why something is proposed, and how sure that is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-confidence.h"
#include "mw-proposal.h"

G_BEGIN_DECLS

/* Of the list. */
MwConfidence mw_proposal_get_confidence (const MwProposal *self);
char *mw_proposal_dup_reason (const MwProposal *self); /* a sentence, translated */
/* Of the field that is proposed for the entity's field at @position. */
MwConfidence mw_proposal_get_field_confidence (const MwProposal *self, guint position);
char *mw_proposal_dup_field_reason (const MwProposal *self, guint position); /* NULL: nothing is proposed */

G_END_DECLS
