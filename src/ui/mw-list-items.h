/* mw-list-items.h: the lists of a survey as what a row can pick from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-survey.h"

G_BEGIN_DECLS

/* Several rows share the items of it. */
typedef struct _MwListItems MwListItems;

MwListItems *mw_list_items_new (MwSurvey *survey);
void mw_list_items_free (MwListItems *self);
/* “Not here”, the lists of @ranked (element-type MwProposal), then all others. Of MwPickItem. */
GListModel *mw_list_items_dup_model (MwListItems *self, GPtrArray *ranked);
/* "260 records", or what else is known; NULL when nothing is. */
char *mw_list_items_dup_count (MwSurveyList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwListItems, mw_list_items_free)

G_END_DECLS
