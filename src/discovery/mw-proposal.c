/* mw-proposal.c: which field of a list is which of ours, proposed from names, types and first records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-proposal.h"

#include <string.h>

#include "mw-flag.h"
#include "mw-name-match.h"
#include "mw-type-fit.h"

/* A field below this is none of ours. */
#define LEAST_FIELD 35
/* What never has a value is rather something else of a similar name. */
#define EMPTY          30
#define UNKNOWN_VALUES 25
/* What people want to see first is found first. */
#define WANTED 6
/* So many fields with exactly our names make a list ours whatever it is called. */
#define TELLING_FIELDS 4

typedef struct
{
  guint field;         /* of the entity */
  MwSurveyField *from; /* of the list */
  int score;
  int wanted; /* more, when it comes to who is first */
  MwNameFit fit;
} Match;

G_DEFINE_BOXED_TYPE (MwProposal, mw_proposal, mw_proposal_ref, mw_proposal_unref)

static void
proposal_clear (gpointer data)
{
  MwProposal *self = data;

  g_clear_object (&self->survey);
  g_clear_object (&self->entity);
  g_free (self->fields);
  g_free (self->scores);
  g_free (self->fits);
  g_free (self->divisors);
}

MwProposal *
mw_proposal_ref (MwProposal *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_proposal_unref (MwProposal *self)
{
  g_atomic_rc_box_release_full (self, proposal_clear);
}

/* What makes a record what it is was found by looking at all of them, not by a name. */
static gboolean
is_identity (const MwField *field)
{
  return strcmp (field->id, "remote_id") == 0;
}

/* Of a status none of whose values is known, it is likelier that it is none: “state” is also where a vendor
 * is. */
static int
get_doubt (const MwProposal *self, const MwField *field, const MwSurveyField *from)
{
  MwSynonyms *synonyms = mw_survey_get_synonyms (self->survey);
  const char *entity = mw_entity_get_id (self->entity);
  MwFlag flag;

  if (field->type != MW_FIELD_TYPE_ENUM || from->samples->len == 0 ||
      mw_flag_find (synonyms, entity, field->id, from, &flag))
    return 0;
  for (guint i = 0; i < from->samples->len; i++)
    if (mw_synonyms_find_value (synonyms, entity, field->id, from->samples->pdata[i]) != NULL)
      return 0;
  return UNKNOWN_VALUES;
}

static Match
match_field (const MwProposal *self, guint position, MwSurveyField *from)
{
  const MwField *field = mw_entity_get_field (self->entity, position);
  const char *const *names = mw_synonyms_get_field (mw_survey_get_synonyms (self->survey),
                                                    mw_entity_get_id (self->entity), field->id);
  Match match = { .field = position, .from = from, .wanted = field->is_default ? WANTED : 0 };
  int score, less;

  if (is_identity (field))
    return match;
  score = mw_name_match_field (from->words, from->label_words, self->list->words, names, &match.fit);
  less = score > 0 ? mw_type_fit_measure (field, from) : -1;

  if (less >= 0)
    match.score = score - less - get_doubt (self, field, from) -
                  (from->n_seen == 0 && self->list->n_sampled > 0 ? EMPTY : 0);
  return match;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *left = a;
  const Match *right = b;

  if (left->score + left->wanted != right->score + right->wanted)
    return left->score + left->wanted > right->score + right->wanted ? -1 : 1;
  return left->field == right->field ? 0 : left->field < right->field ? -1 : 1;
}

static GArray *
find_matches (const MwProposal *self)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));

  for (guint n = 0; n < self->list->fields->len; n++)
    for (guint i = 0; i < mw_entity_get_n_fields (self->entity); i++)
      {
        Match match = match_field (self, i, self->list->fields->pdata[n]);

        if (match.score >= LEAST_FIELD)
          g_array_append_val (matches, match);
      }
  g_array_sort (matches, compare_matches);
  return matches;
}

/* The best match first; a field is taken once. */
static void
take_matches (MwProposal *self, GArray *matches)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);

      if (self->fields[match->field] != NULL || g_hash_table_contains (taken, match->from))
        continue;
      g_hash_table_add (taken, match->from);
      self->fields[match->field] = match->from;
      self->scores[match->field] = match->score;
      self->fits[match->field] = match->fit;
    }
}

/* Values without blanks, as keys are. */
static gboolean
is_code (const MwSurveyField *from)
{
  for (guint i = 0; i < from->samples->len; i++)
    if (strpbrk (from->samples->pdata[i], " \t\n") != NULL)
      return FALSE;
  return from->samples->len > 0;
}

static void
fall_back (MwProposal *self, guint position, const char *id, gboolean needs_code)
{
  int other = mw_entity_find_field (self->entity, id);

  if (self->fields[position] != NULL || other < 0 || self->fields[other] == NULL ||
      (needs_code && !is_code (self->fields[other])))
    return;
  self->fields[position] = self->fields[other];
  self->fits[position] = MW_NAME_FIT_PAIR;
}

/* Of a reference, what people read falls back to its name, code or key, and its key to its code. */
static void
complete_references (MwProposal *self)
{
  for (guint i = 0; i < mw_entity_get_n_fields (self->entity); i++)
    {
      const MwField *field = mw_entity_get_field (self->entity, i);
      const MwField *pair = field->pair >= 0 ? mw_entity_get_field (self->entity, (guint) field->pair) : NULL;
      g_autofree char *id = g_strconcat (field->id, "_id", NULL);
      g_autofree char *code = g_strconcat (field->id, "_code", NULL);
      g_autofree char *name = g_strconcat (field->id, "_name", NULL);

      if (pair == NULL || !g_str_equal (pair->id, id))
        continue;
      fall_back (self, (guint) field->pair, code, TRUE);
      fall_back (self, (guint) field->pair, field->id, TRUE);
      fall_back (self, i, name, FALSE);
      fall_back (self, i, code, FALSE);
      fall_back (self, i, id, FALSE);
    }
}

/* A price may be for 10 or 100 pieces: without that number it would be another price. */
static void
find_divisors (MwProposal *self)
{
  static const char *const names[] = { "net price quantity",
                                       "price quantity",
                                       "purchase price quantity",
                                       "price per quantity",
                                       "price unit quantity",
                                       "price base",
                                       NULL };
  int price = mw_entity_find_field (self->entity, "unit_price");

  if (price < 0 || self->fields[price] == NULL)
    return;
  for (guint i = 0; i < self->list->fields->len; i++)
    {
      MwSurveyField *from = self->list->fields->pdata[i];

      if (g_strv_contains (names, from->words) && from->is_numeric && from != self->fields[price])
        self->divisors[price] = from;
    }
}

static void
count (MwProposal *self)
{
  for (guint i = 0; i < mw_entity_get_n_fields (self->entity); i++)
    {
      self->n_mapped += self->fields[i] != NULL;
      self->n_exact += self->scores[i] >= MW_NAME_MATCH_EXACT;
    }
}

static guint
count_defaults (const MwProposal *self)
{
  guint n = 0;

  for (guint i = 0; i < mw_entity_get_n_fields (self->entity); i++)
    n += self->fields[i] != NULL && mw_entity_get_field (self->entity, i)->is_default;
  return n;
}

/**
 * mw_proposal_score_name:
 * @survey: what was found
 * @entity: what the records of @list might be
 * @list: one of @survey
 *
 * Returns: how well the name of @list fits, 0 to 100
 */
int
mw_proposal_score_name (MwSurvey *survey, MwEntity *entity, MwSurveyList *list)
{
  MwSynonyms *synonyms = mw_survey_get_synonyms (survey);
  const char *id = mw_entity_get_id (entity);
  g_autofree char *parent = NULL;

  if (list->parent == NULL)
    return mw_name_match_list (list->words, mw_synonyms_get_lists (synonyms, id));
  if (!g_str_has_suffix (id, "_line"))
    return 0;
  /* “lines” inside of purchase orders are the lines of purchase orders. */
  parent = g_strndup (id, strlen (id) - strlen ("_line"));
  return MIN (mw_name_match_list (list->words, mw_synonyms_get_children (synonyms, parent)),
              mw_name_match_list (list->parent->words, mw_synonyms_get_lists (synonyms, parent)));
}

/* A key of several fields is put together in the file. */
static void
take_identity (MwProposal *self)
{
  int position = mw_entity_find_field (self->entity, "remote_id");
  gboolean is_one = self->list->keys[0] != NULL && self->list->keys[1] == NULL;

  if (position < 0 || !is_one || (self->list->parent != NULL && !self->list->has_identity))
    return;
  self->fields[position] = mw_survey_list_find_field (self->list, self->list->keys[0]);
  self->fits[position] = MW_NAME_FIT_KEY;
}

/* “data”, “result”: the name says nothing, and so the fields have to. */
static gboolean
has_no_telling_name (const MwProposal *self)
{
  MwModel *model = mw_survey_get_model (self->survey);

  if (mw_name_match_is_beside (self->list->words))
    return FALSE;
  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    if (mw_proposal_score_name (self->survey, mw_model_get_entity (model, i), self->list) >=
        MW_PROPOSAL_LEAST_NAME)
      return FALSE;
  return TRUE;
}

static void
propose_fields (MwProposal *self)
{
  g_autoptr (GArray) matches = find_matches (self);

  take_matches (self, matches);
  take_identity (self);
  complete_references (self);
  find_divisors (self);
  count (self);
}

/**
 * mw_proposal_new:
 * @survey: what was found
 * @entity: what the records of @list are to be
 * @list: one of @survey
 *
 * Proposes which fields are which. Computes; of a list with a thousand fields for some milliseconds.
 *
 * Returns: (transfer full): the proposal
 */
MwProposal *
mw_proposal_new (MwSurvey *survey, MwEntity *entity, MwSurveyList *list)
{
  MwProposal *self = g_atomic_rc_box_new0 (MwProposal);
  guint n_fields = mw_entity_get_n_fields (entity);

  self->survey = g_object_ref (survey);
  self->entity = g_object_ref (entity);
  self->list = list;
  self->fields = g_new0 (MwSurveyField *, n_fields + 1);
  self->scores = g_new0 (int, n_fields + 1);
  self->fits = g_new0 (MwNameFit, n_fields + 1);
  self->divisors = g_new0 (MwSurveyField *, n_fields + 1);
  propose_fields (self);
  self->name_score = mw_proposal_score_name (survey, entity, list);
  if (self->n_mapped >= 2 && (self->name_score >= MW_PROPOSAL_LEAST_NAME ||
                              (self->n_exact >= TELLING_FIELDS && has_no_telling_name (self))))
    self->score = self->name_score + 3 * (int) count_defaults (self) + (int) self->n_exact;
  if (list->n_records == 0)
    self->score -= 25;
  return self;
}

/**
 * mw_proposal_set_field:
 * @self: a proposal that nobody else uses
 * @position: of one of the entity's fields
 * @field: (nullable): of the list; %NULL: none
 *
 * What the user says instead of what was proposed.
 */
void
mw_proposal_set_field (MwProposal *self, guint position, MwSurveyField *field)
{
  self->n_mapped += (field != NULL) - (self->fields[position] != NULL);
  self->fields[position] = field;
  self->divisors[position] = NULL;
  self->scores[position] = 0;
  self->fits[position] = MW_NAME_FIT_CHOSEN;
}
