/* mw-read-scope.h: how the sets of one entity are narrowed: choices, filters, and one turn for each company
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-prepared.h"
#include "mw-row-finish.h"
#include "mw-session.h"
#include "mw-sink.h"

G_BEGIN_DECLS

/* Before it stands which turn a key is of. */
#define MW_READ_SCOPE_TURN_END '\x1f'

/**
 * MwReadScope:
 *
 * The part of reading an entity that depends on what the user chose. Begun once for each value of a choice
 * that the sets are read for one by one.
 */
typedef struct _MwReadScope MwReadScope;

/* @source, @primary: the entity and its set; they outlive it. @session: what is known in clear after signing
 * in may stand in filters. */
MwReadScope *mw_read_scope_new (MwSystem *system,
                                const MwVariant *variant,
                                const MwEntitySource *source,
                                const MwSetSource *primary,
                                const MwScope *scope,
                                MwChosen *chosen,
                                MwSession *session);
/* For another set, in the same turn: with the same choices, and nothing left out. */
MwReadScope *
mw_read_scope_new_beside (MwReadScope *self, const MwEntitySource *source, const MwSetSource *primary);
void mw_read_scope_free (MwReadScope *self);
/* Without a session: settings, and what else is known in clear. */
void mw_read_scope_set_known (MwReadScope *self, MwVariables *known);
/* Without a session: what one said when the records came. */
void mw_read_scope_set_kept (MwReadScope *self, MwVariables *kept);
MwVariables *mw_read_scope_dup_said (MwReadScope *self);
/* What is asked once in a session; before anything is read. Without it everything is asked in this read. */
void mw_read_scope_set_prepared (MwReadScope *self, MwPrepared *prepared);
MwPrepared *mw_read_scope_get_prepared (MwReadScope *self);
/* Adds to what the requests of this turn are filled with. */
void mw_read_scope_add_prepared (MwReadScope *self, MwVariables *variables);
/* Everything that is known in clear in this turn. */
MwVariables *mw_read_scope_dup_places (MwReadScope *self);
/* The company that all rows of this turn are of, or NULL. */
const MwChosenValue *mw_read_scope_find_organization (MwReadScope *self);
/* What was chosen for this turn, and what was prepared. */
MwVariables *mw_read_scope_dup_known (MwReadScope *self);
guint mw_read_scope_get_n_turns (MwReadScope *self);
void mw_read_scope_begin_turn (MwReadScope *self, guint turn);
guint mw_read_scope_get_turn (MwReadScope *self);
/* What a time without an offset means in this turn, or NULL. */
char *mw_read_scope_dup_zone (MwReadScope *self);
/* Whether the system can be asked for the records of @set that were changed since a moment, and what is asked
 * for besides can be told of each of them. */
gboolean mw_read_scope_offers_changes (MwReadScope *self, const MwSetSource *set);
/* Whether a record that was changed may have left the list by that. */
gboolean mw_read_scope_can_leave (MwReadScope *self, const MwSetSource *set);
/* From now on requests of @set (NULL: of none) ask for what was changed since (microseconds since 1970) only:
 * of its list, or, with @anywhere, also of what the list leaves out. */
void
mw_read_scope_narrow_to_changes (MwReadScope *self, const MwSetSource *set, gint64 since, gboolean anywhere);
/* Whether @set has other records in another turn. */
gboolean mw_read_scope_is_repeated (MwReadScope *self, const MwSetSource *set);
/* What the requests of @set are filled with, to be added to. */
MwVariables *mw_read_scope_new_variables (MwReadScope *self, const MwSetSource *set, GError **error);
/* In which order the records of @set are wanted, after its paging has said its own. */
void mw_read_scope_fill_order (MwReadScope *self, const MwSetSource *set, MwVariables *variables);
/* Records of different turns may have the same key: one that only this turn has. */
char *mw_read_scope_dup_key (MwReadScope *self, const char *key);
/* Whether rows are left out here. */
gboolean mw_read_scope_filters_here (MwReadScope *self);
/* Takes rows as mapped and gives those to deliver. */
MwChunk *mw_read_scope_finish_rows (MwReadScope *self, MwChunk *rows);
/* Says how many of the rows were left. */
void mw_read_scope_notice (MwReadScope *self, MwSink *sink);
/* Who leaves out what is not wanted; from HERE on somebody does. */
typedef enum
{
  MW_SCOPE_OFFER_SENSELESS, /* such records have no such thing: vendors are not ordered */
  MW_SCOPE_OFFER_NONE,      /* the system does not say it of its records */
  MW_SCOPE_OFFER_HERE,      /* everything is read, and the rest is left out here */
  MW_SCOPE_OFFER_SYSTEM,    /* only what is wanted is read */
} MwScopeOffer;

MwScopeOffer
mw_scope_find_offer (MwSystem *system, const MwVariant *variant, MwEntity *entity, MwScopeKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwReadScope, mw_read_scope_free)

G_END_DECLS
