/* mw-field-plan.h: which fields of a set are asked for, and what stays empty when the server does not give
 * one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

typedef struct _MwFieldPlan MwFieldPlan;

/* Derives the fields of @set from the map, the set's key and the lookups into it. All arguments outlive the
 * plan. */
MwFieldPlan *
mw_field_plan_new (const MwVariant *variant, const MwEntitySource *source, const MwSetSource *set);
void mw_field_plan_free (MwFieldPlan *self);
/* Asks for what @expression, of a record of the set, needs too. */
void mw_field_plan_add (MwFieldPlan *self, const MwExpression *expression);
/* Sets {fields}, {fields_csv} and {columns}. */
void mw_field_plan_fill (MwFieldPlan *self, MwVariables *variables);
/* The same, of the key and @field alone. */
void mw_field_plan_fill_alone (MwFieldPlan *self, const char *field, MwVariables *variables);
/* What records have because they were asked for it, with commas; nothing where whole records come anyway. */
char *mw_field_plan_dup_asked (MwFieldPlan *self);
/* Whether @request says which fields a record should have. */
gboolean mw_field_plan_is_named (const MwRequestTemplate *request);
/* Stops asking for what the server calls @named. FALSE when nothing of that name was asked for. */
gboolean mw_field_plan_drop (MwFieldPlan *self, const char *named);
/* @offered: an object with a member for each field there is: drops the others, adds the custom ones. */
void mw_field_plan_offer (MwFieldPlan *self, yyjson_val *offered);
/* Names of the fields that were dropped, in order. */
const char *const *mw_field_plan_get_dropped (MwFieldPlan *self);
/* Ids of the normalized fields that use @field (NULL: anything of this set) and stay empty without it; free
 * it. */
char **mw_field_plan_dup_empty_fields (MwFieldPlan *self, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwFieldPlan, mw_field_plan_free)

G_END_DECLS
