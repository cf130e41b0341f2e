/* mw-branch.h: a made-up system with several companies, whose orders change, on the scripted server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"
#include "mw-fixture-server.h"

/* Orders are records of the companies DE (EUR) and US (USD). Locked: tests change them while the server runs.
 */
typedef struct _MwBranch MwBranch;

MwBranch *mw_branch_new (void);
void mw_branch_free (MwBranch *self);
MwFixtureServer *mw_branch_get_server (MwBranch *self);
/* Makes order @id of @company, or changes it, at @minute (of one hour in 2026). @state: "open" or "closed".
 */
void mw_branch_put (MwBranch *self, int id, const char *company, const char *state, int minute);
void mw_branch_delete (MwBranch *self, int id);
/* Leaves one company only: "DE" or "US". */
void mw_branch_set_only (MwBranch *self, const char *company);
/* The second page of orders and the list of companies fail from now on (500), or not. */
void mw_branch_set_broken (MwBranch *self, gboolean broken);
/* Orders that were sent so far. */
int mw_branch_get_n_sent (MwBranch *self);
MwDraft *mw_branch_dup_draft (MwBranch *self, MwEngine *engine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwBranch, mw_branch_free)
