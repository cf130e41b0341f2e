/* mw-question.h: small questions about a set: how many records, and whether one can be read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session.h"

#include "mw-exchange.h"
#include "mw-read-scope.h"

G_BEGIN_DECLS

/* Both on a fiber. @known: 0: there is no record; -1: there are some; else how many, as the same answer says.
 */
gboolean mw_question_probe (const MwConversation *conversation,
                            MwSystem *system,
                            const MwVariant *variant,
                            const MwSetSource *set,
                            MwReadScope *scope,
                            gint64 *known,
                            GError **error);
/* @count: what the system says it has, -1 when it does not say. */
gboolean mw_question_count (const MwConversation *conversation,
                            MwSystem *system,
                            const MwVariant *variant,
                            const MwSetSource *set,
                            MwReadScope *scope,
                            gint64 *count,
                            GError **error);

G_END_DECLS
