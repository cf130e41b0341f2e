/* mw-difference.h: what a new sign-in to a connection shows otherwise than the one before: another company,
 * fewer rights
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-rungs.h"

G_BEGIN_DECLS

/* Main thread only. */
typedef struct _MwDifference MwDifference;

MwDifference *mw_difference_new (void);
void mw_difference_free (MwDifference *self);
/* Whether what was chosen before can be chosen by @trial, which is signed in; where it is another company,
 * @trial gets that one. @rungs: get told. On a fiber of the main thread. */
gboolean mw_difference_find_companies (MwDifference *self,
                                       MwLink *trial,
                                       MwRungs *rungs,
                                       MwMainFiber *fiber,
                                       GError **error);
/* Entities of @before (or NULL: not known) that are not in @now. */
void mw_difference_find_rights (MwDifference *self, MwModel *model, char **before, char **now);
gboolean mw_difference_is_any (const MwDifference *self);
gboolean mw_difference_is_other_company (const MwDifference *self);
gboolean mw_difference_has_lost_rights (const MwDifference *self);
const char *mw_difference_get_company (const MwDifference *self); /* that it is now, or NULL */
/* Translated; NULL where nothing differs. */
char *mw_difference_dup_title (const MwDifference *self);
char *mw_difference_dup_text (const MwDifference *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwDifference, mw_difference_free)

G_END_DECLS
