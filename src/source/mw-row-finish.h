/* mw-row-finish.h: what is done with mapped rows before they are delivered
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chosen.h"
#include "mw-chunk.h"
#include "mw-filter-fill.h"

G_BEGIN_DECLS

/**
 * MwRowFinish:
 *
 * Fills the organization and an empty currency with what was chosen, and leaves out the rows that the scope
 * does not want where the system could not do that.
 */
typedef struct _MwRowFinish MwRowFinish;

/* Whether records of that kind say what @part asks for, in any system. */
gboolean mw_row_finish_has_fields (MwEntity *entity, MwFilterParts part);
/* Whether rows of @entity can be narrowed to @part by the fields that @source maps. */
gboolean mw_row_finish_can_filter (MwEntity *entity, const MwEntitySource *source, MwFilterParts part);
/* Whether @choice fills @field of the rows of @source where their record does not say it. */
gboolean mw_row_finish_is_filled (const MwChoice *choice, const MwEntitySource *source, const MwField *field);
/* Whose values those are: of a row that says its @organization, as @id or by name, or neither; @of_all: the
 * company that all rows are of, or NULL. */
const MwChosenValue *mw_row_finish_find_value (const MwChoice *choice,
                                               const MwChosen *chosen,
                                               const MwChosenValue *of_all,
                                               const char *id,
                                               const char *organization);
/* @organization: the choice that is the company, or NULL. */
MwRowFinish *mw_row_finish_new (MwEntity *entity, const MwChoice *organization, MwChosen *chosen);
void mw_row_finish_free (MwRowFinish *self);
/* From now on rows are of this value of the organization; NULL: of several. */
void mw_row_finish_set_organization (MwRowFinish *self, const MwChosenValue *value);
/* From now on only rows of @part are wanted; @since as in mw_filter_fill(). */
void mw_row_finish_set_filter (MwRowFinish *self, MwFilterParts part, gint64 since, const char *day);
/* Takes @rows and gives those that are left, changed where needed. */
MwChunk *mw_row_finish_run (MwRowFinish *self, MwChunk *rows);
/* How many rows came and how many of them were left; FALSE when none were looked at. */
gboolean mw_row_finish_get_counts (MwRowFinish *self, guint64 *n_fitting, guint64 *n_all);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRowFinish, mw_row_finish_free)

G_END_DECLS
