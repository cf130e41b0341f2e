/* mw-read-scope.c: how the sets of one entity are narrowed: choices, filters, and one turn for each company
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-read-scope.h"

#include "mw-request-check.h"
#include "mw-since.h"

struct _MwReadScope
{
  MwSystem *system;
  const MwEntitySource *source;
  const MwSetSource *primary;
  MwEntity *entity;
  MwScope scope;
  MwChosen *chosen;
  GPtrArray *choices;       /* of MwChoice */
  const MwChoice *repeated; /* the one that sets are read for value by value, or NULL */
  MwSession *session;
  MwVariables *known; /* without a session; or NULL */
  MwVariables *kept;  /* what a session said when the records came; or NULL */
  const MwVariant *variant;
  MwPrepared *prepared;
  MwVariables *answers; /* of what was prepared for this turn */
  MwVariables *turn;    /* what was chosen */
  guint n_turn;
  const MwSetSource *changing; /* what is asked for its changes, or NULL */
  gint64 changed_since;
  gboolean anywhere;
  MwRowFinish *finish;
};

static const MwChoice *
find_organization (GPtrArray *choices)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];

      if (choice->organization)
        return choice;
    }
  return NULL;
}

static const MwChoice *
find_repeated (GPtrArray *choices, MwChosen *chosen)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];

      if (choice->several && !choice->per_list && !mw_chosen_is_all (chosen, choice->id))
        return choice;
    }
  return NULL;
}

static MwVariables *
dup_known (MwReadScope *self)
{
  MwVariables *known;

  if (self->session != NULL)
    return mw_session_dup_variables (self->session);
  known = mw_variables_new (NULL);
  if (self->kept != NULL)
    mw_variables_overlay (known, self->kept);
  if (self->known != NULL)
    mw_variables_overlay (known, self->known);
  return known;
}

/**
 * mw_read_scope_dup_zone:
 *
 * Returns: (transfer full) (nullable): the zone that was chosen with a company, else the connection's
 */
char *
mw_read_scope_dup_zone (MwReadScope *self)
{
  g_autoptr (MwVariables) places = mw_read_scope_dup_places (self);

  return mw_variables_dup_text (places, "zone");
}

static gint64
get_since (MwReadScope *self, MwFilterParts part, const MwMoment *moment)
{
  /* What is filtered here says its moments in UTC, whatever the system writes. */
  static const MwMoment here = { .as = MW_SINCE_UTC, .zone = "{zone}" };
  g_autofree char *zone = mw_read_scope_dup_zone (self);

  if (mw_scope_get_part (&self->scope) != part || *self->scope.day == '\0')
    return MW_SINCE_NONE;
  return mw_since_of_day (self->scope.day, moment != NULL ? moment : &here, zone);
}

/* What the system of the primary set does not filter is filtered here. */
static void
choose_filter_here (MwReadScope *self)
{
  MwFilterParts part = mw_scope_get_part (&self->scope);

  if (part == 0 || (mw_filter_get_parts (self->primary) & part))
    return;
  if (mw_row_finish_can_filter (self->entity, self->source, part))
    mw_row_finish_set_filter (self->finish, part, get_since (self, part, NULL), self->scope.day);
}

/**
 * mw_read_scope_new:
 * @source: an entity, as the file makes it
 * @primary: its set, as the variant reads it
 * @scope: how much of it is wanted
 * @chosen: (nullable): what was chosen after signing in
 * @session: (nullable): signed in; without it nothing is known of the connection
 *
 * Returns: (transfer full): in its first turn
 */
MwReadScope *
mw_read_scope_new (MwSystem *system,
                   const MwVariant *variant,
                   const MwEntitySource *source,
                   const MwSetSource *primary,
                   const MwScope *scope,
                   MwChosen *chosen,
                   MwSession *session)
{
  MwReadScope *self = g_new0 (MwReadScope, 1);

  self->system = g_object_ref (system);
  self->variant = variant;
  self->prepared = mw_prepared_new ();
  self->entity = g_object_ref (source->entity);
  self->source = source;
  self->primary = primary;
  self->scope = *scope;
  self->chosen = chosen != NULL ? mw_chosen_ref (chosen) : mw_chosen_new ();
  self->choices = mw_system_dup_choices (system, variant);
  self->repeated = find_repeated (self->choices, self->chosen);
  g_set_object (&self->session, session);
  self->finish = mw_row_finish_new (source->entity, find_organization (self->choices), self->chosen);
  mw_read_scope_begin_turn (self, 0);
  choose_filter_here (self);
  return self;
}

MwReadScope *
mw_read_scope_new_beside (MwReadScope *self, const MwEntitySource *source, const MwSetSource *primary)
{
  const MwScope everything = { MW_SCOPE_EVERYTHING };
  MwReadScope *beside = mw_read_scope_new (self->system, self->variant, source, primary, &everything,
                                           self->chosen, self->session);

  mw_read_scope_set_prepared (beside, self->prepared);
  if (self->known != NULL)
    mw_read_scope_set_known (beside, self->known);
  mw_read_scope_set_kept (beside, self->kept);
  mw_read_scope_begin_turn (beside, self->n_turn);
  return beside;
}

/**
 * mw_read_scope_set_known:
 * @known: what is known of a connection that is not open
 *
 * To be called before anything else, of a scope without a session.
 */
void
mw_read_scope_set_known (MwReadScope *self, MwVariables *known)
{
  g_clear_pointer (&self->known, mw_variables_unref);
  self->known = mw_variables_ref (known);
  choose_filter_here (self);
}

/**
 * mw_read_scope_set_kept:
 * @kept: (nullable): of mw_read_scope_dup_said(), when the records came
 */
void
mw_read_scope_set_kept (MwReadScope *self, MwVariables *kept)
{
  g_clear_pointer (&self->kept, mw_variables_unref);
  self->kept = kept != NULL ? mw_variables_ref (kept) : NULL;
}

/**
 * mw_read_scope_dup_said:
 *
 * Returns: (transfer full): what the sign-in gave in clear and what was prepared for this turn, without what
 * was typed or chosen
 */
MwVariables *
mw_read_scope_dup_said (MwReadScope *self)
{
  MwVariables *said = mw_variables_new (NULL);
  g_autoptr (MwVariables) known = dup_known (self);
  g_auto (GStrv) names = NULL;

  mw_variables_overlay (said, known);
  mw_variables_overlay (said, self->answers);
  names = mw_variables_dup_names (said);
  for (guint i = 0; names[i] != NULL; i++)
    if (mw_system_find_form_field (self->system, names[i]) != NULL)
      mw_variables_set_text (said, names[i], NULL);
  return said;
}

void
mw_read_scope_set_prepared (MwReadScope *self, MwPrepared *prepared)
{
  mw_prepared_ref (prepared);
  mw_prepared_unref (self->prepared);
  self->prepared = prepared;
}

MwPrepared *
mw_read_scope_get_prepared (MwReadScope *self)
{
  return self->prepared;
}

void
mw_read_scope_add_prepared (MwReadScope *self, MwVariables *variables)
{
  mw_variables_overlay (self->answers, variables);
}

/**
 * mw_read_scope_dup_places:
 *
 * Returns: (transfer full): values for the places of maps: settings, what the sign-in gave in clear, what was
 * prepared and chosen for this turn
 */
MwVariables *
mw_read_scope_dup_places (MwReadScope *self)
{
  MwVariables *places = dup_known (self);

  mw_variables_overlay (places, self->answers);
  mw_variables_overlay (places, self->turn);
  return places;
}

MwVariables *
mw_read_scope_dup_known (MwReadScope *self)
{
  MwVariables *known = mw_variables_new (NULL);

  mw_variables_overlay (known, self->answers);
  mw_variables_overlay (known, self->turn);
  return known;
}

void
mw_read_scope_free (MwReadScope *self)
{
  mw_prepared_unref (self->prepared);
  mw_variables_unref (self->answers);
  g_object_unref (self->system);
  g_object_unref (self->entity);
  mw_chosen_unref (self->chosen);
  g_ptr_array_unref (self->choices);
  g_clear_object (&self->session);
  g_clear_pointer (&self->known, mw_variables_unref);
  g_clear_pointer (&self->kept, mw_variables_unref);
  mw_variables_unref (self->turn);
  mw_row_finish_free (self->finish);
  g_free (self);
}

/**
 * mw_read_scope_get_n_turns:
 *
 * Returns: how often the entity is read: once for each value of a choice that its primary set is asked with
 */
guint
mw_read_scope_get_n_turns (MwReadScope *self)
{
  return mw_read_scope_is_repeated (self, self->primary) ? mw_chosen_get_n_turns (self->chosen, self->choices)
                                                         : 1;
}

/**
 * mw_read_scope_find_organization:
 *
 * Returns: (nullable): the company that all rows of this turn are of, when it is one
 */
const MwChosenValue *
mw_read_scope_find_organization (MwReadScope *self)
{
  const MwChoice *organization = find_organization (self->choices);

  if (organization == NULL || mw_chosen_is_all (self->chosen, organization->id))
    return NULL;
  if (organization == self->repeated && mw_read_scope_is_repeated (self, self->primary))
    return mw_chosen_get_value (self->chosen, organization->id, self->n_turn);
  return mw_chosen_get_n_values (self->chosen, organization->id) == 1
           ? mw_chosen_get_value (self->chosen, organization->id, 0)
           : NULL;
}

void
mw_read_scope_begin_turn (MwReadScope *self, guint turn)
{
  g_clear_pointer (&self->turn, mw_variables_unref);
  g_clear_pointer (&self->answers, mw_variables_unref);
  self->answers = mw_variables_new (NULL);
  self->n_turn = turn;
  self->turn = mw_variables_new (NULL);
  mw_chosen_fill (self->chosen, self->choices, turn, self->turn);
  mw_row_finish_set_organization (self->finish, mw_read_scope_find_organization (self));
}

guint
mw_read_scope_get_turn (MwReadScope *self)
{
  return self->n_turn;
}

/* What the user's scope asks of @set's system. */
static MwFilterParts
get_part (MwReadScope *self, const MwSetSource *set)
{
  return set == self->primary ? mw_scope_get_part (&self->scope) & mw_filter_get_parts (set) : 0;
}

/**
 * mw_read_scope_offers_changes:
 *
 * Which orders are open the system decides, by what may stand in other records: they are read anew. A list
 * that is read for the records of another one, or in which keys come again, has no changes of its own.
 */
gboolean
mw_read_scope_offers_changes (MwReadScope *self, const MwSetSource *set)
{
  return set->changed != NULL && (mw_filter_get_parts (set) & MW_FILTER_PART_CHANGED) && set->of == NULL &&
         !set->repeats && get_part (self, set) != MW_FILTER_PART_OPEN;
}

/**
 * mw_read_scope_can_leave:
 *
 * An order may get another date, and belong to another company afterwards.
 */
gboolean
mw_read_scope_can_leave (MwReadScope *self, const MwSetSource *set)
{
  g_autoptr (MwVariables) known = mw_read_scope_dup_places (self);

  return get_part (self, set) == MW_FILTER_PART_ORDERED || mw_filter_has_chosen (set, known);
}

void
mw_read_scope_narrow_to_changes (MwReadScope *self, const MwSetSource *set, gint64 since, gboolean anywhere)
{
  self->changing = set;
  self->changed_since = since;
  self->anywhere = anywhere;
}

gboolean
mw_read_scope_is_repeated (MwReadScope *self, const MwSetSource *set)
{
  const MwSetSource *parent;

  if (self->repeated == NULL)
    return FALSE;
  if (mw_request_has_place (set->list, self->repeated->id))
    return TRUE;
  /* A set that is read for the records of another has others when that has. */
  parent = set->of != NULL ? mw_system_find_set (self->system, self->variant, set->of->set) : NULL;
  if (parent != NULL && mw_read_scope_is_repeated (self, parent))
    return TRUE;
  for (guint i = 0; set->filters != NULL && i < set->filters->n_chosen; i++)
    if (g_str_equal (set->filters->chosen[i].choice, self->repeated->id))
      return TRUE;
  return FALSE;
}

/**
 * mw_read_scope_new_variables:
 * @set: of the entity: its primary one, or one that it looks into
 *
 * Only the primary set is narrowed by the user's scope: what is looked up may be older.
 *
 * Returns: (transfer full): @set's variables, what was chosen and prepared, and {filter}; %NULL with
 * %MW_CATALOG_ERROR_UNSAFE when a value may not stand in a filter
 */
MwVariables *
mw_read_scope_new_variables (MwReadScope *self, const MwSetSource *set, GError **error)
{
  g_autoptr (MwVariables) variables = mw_read_scope_dup_known (self);
  g_autoptr (MwVariables) known = dup_known (self);
  MwFilterParts parts = get_part (self, set) | MW_FILTER_PART_CHOSEN;
  gint64 changed_since = parts & MW_FILTER_PART_CHANGED
                           ? get_since (self, MW_FILTER_PART_CHANGED, set->changed)
                           : MW_SINCE_NONE;

  mw_variables_overlay (variables, set->variables);
  mw_variables_overlay (known, variables);
  if (set == self->changing)
    {
      parts = MW_FILTER_PART_CHANGED | (self->anywhere ? 0 : parts);
      changed_since = MAX (changed_since, self->changed_since);
    }
  if (!mw_filter_fill (set, parts, changed_since, get_since (self, MW_FILTER_PART_ORDERED, set->ordered),
                       known, variables, error))
    return NULL;
  return g_steal_pointer (&variables);
}

void
mw_read_scope_fill_order (MwReadScope *self, const MwSetSource *set, MwVariables *variables)
{
  if (self->scope.kind == MW_SCOPE_NEWEST && set == self->primary && set->order_newest != NULL)
    mw_variables_set_file_node (variables, "order", set->order_newest);
}

/**
 * mw_read_scope_dup_key:
 * @key: identity of a record of a repeated set among those of this turn
 *
 * Returns: (transfer full): its identity among those of all turns
 */
char *
mw_read_scope_dup_key (MwReadScope *self, const char *key)
{
  const MwChosenValue *value = self->repeated != NULL
                                 ? mw_chosen_get_value (self->chosen, self->repeated->id, self->n_turn)
                                 : NULL;

  return g_strconcat (value != NULL ? value->value : "", "\x1f", key, NULL);
}

gboolean
mw_read_scope_filters_here (MwReadScope *self)
{
  guint64 n_fitting, n_all;

  return mw_row_finish_get_counts (self->finish, &n_fitting, &n_all);
}

MwChunk *
mw_read_scope_finish_rows (MwReadScope *self, MwChunk *rows)
{
  return mw_row_finish_run (self->finish, rows);
}

/**
 * mw_read_scope_notice:
 *
 * Tells, at the end, how many rows were left of those that came.
 */
void
mw_read_scope_notice (MwReadScope *self, MwSink *sink)
{
  MwNotice notice = { .kind = MW_NOTICE_FILTERED_HERE, .set = self->primary->id };

  if (mw_row_finish_get_counts (self->finish, &notice.count, &notice.of))
    mw_sink_notice (sink, self->entity, &notice);
}

/**
 * mw_scope_find_offer:
 * @entity: one that the variant offers
 *
 * Returns: whether @entity can be narrowed to that, by the system, or here by its fields
 */
MwScopeOffer
mw_scope_find_offer (MwSystem *system, const MwVariant *variant, MwEntity *entity, MwScopeKind kind)
{
  const MwEntitySource *source = mw_system_find_entity (system, variant, entity);
  const MwSetSource *set = source != NULL ? mw_system_find_set (system, variant, source->set) : NULL;
  const MwScope scope = { .kind = kind };
  MwFilterParts part = mw_scope_get_part (&scope);

  if (set == NULL)
    return MW_SCOPE_OFFER_NONE;
  if (kind == MW_SCOPE_NEWEST && set->order_newest == NULL)
    return mw_row_finish_has_fields (entity, MW_FILTER_PART_ORDERED) ? MW_SCOPE_OFFER_NONE
                                                                     : MW_SCOPE_OFFER_SENSELESS;
  if (part == 0 || (mw_filter_get_parts (set) & part))
    return MW_SCOPE_OFFER_SYSTEM;
  if (mw_row_finish_can_filter (entity, source, part))
    return MW_SCOPE_OFFER_HERE;
  return mw_row_finish_has_fields (entity, part) ? MW_SCOPE_OFFER_NONE : MW_SCOPE_OFFER_SENSELESS;
}
