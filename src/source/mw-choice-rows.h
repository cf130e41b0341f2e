/* mw-choice-rows.h: reads what a user can choose from after signing in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chosen.h"
#include "mw-exchange.h"
#include "mw-read-scope.h"

G_BEGIN_DECLS

/* On a fiber: all rows as values of @choice; @chosen has what was chosen before it. NULL with why they cannot
 * be read. */
MwChosen *mw_choice_rows_read (const MwConversation *conversation,
                               MwSystem *system,
                               const MwVariant *variant,
                               const MwChoice *choice,
                               MwChosen *chosen,
                               MwPrepared *prepared,
                               GError **error);

/* The same of any set: @choice says what is taken of its records; @scope is of the read that needs them. */
MwChosen *mw_choice_rows_read_set (const MwConversation *conversation,
                                   MwSystem *system,
                                   const MwVariant *variant,
                                   const MwChoice *choice,
                                   const MwSetSource *rows,
                                   MwReadScope *scope,
                                   GError **error);

G_END_DECLS
