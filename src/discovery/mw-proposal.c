/* mw-proposal.c: which field of a list is which of ours, proposed from names, types and first records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-proposal.h"

#include <string.h>

#include "mw-name-match.h"

/* A field below this is none of ours. */
#define LEAST_FIELD 35
/* A list below this is proposed only for what its fields say. */
#define LEAST_LIST 35
/* So many fields with exactly our names make a list ours whatever it is called. */
#define TELLING_FIELDS 4

typedef struct
{
  guint field;         /* of the entity */
  MwSurveyField *from; /* of the list */
  int score;
} Match;

void
mw_proposal_free (MwProposal *self)
{
  g_clear_object (&self->entity);
  g_free (self->fields);
  g_free (self->scores);
  g_free (self->divisors);
  g_free (self);
}

static gboolean
all_samples (const MwSurveyField *field, gboolean (*is_one) (const char *text))
{
  for (guint i = 0; i < field->samples->len; i++)
    if (!is_one (field->samples->pdata[i]))
      return FALSE;
  return field->samples->len > 0;
}

/* Seconds or milliseconds since 1970, in this century. */
static gboolean
is_unix_time (const char *text)
{
  gsize length = strspn (text, "0123456789");

  return text[length] == '\0' && (length == 10 || length == 13);
}

static gboolean
is_compact_day (const char *text)
{
  return strlen (text) == 8 && strspn (text, "0123456789") == 8 && (*text == '1' || *text == '2') &&
         strncmp (text + 4, "00", 2) > 0 && strncmp (text + 4, "13", 2) < 0;
}

static gboolean
could_be_date (const MwSurveyField *from)
{
  switch (from->type)
    {
    case MW_SURVEY_DAY:
    case MW_SURVEY_LOCAL:
    case MW_SURVEY_MOMENT:
    case MW_SURVEY_UNKNOWN:
      return TRUE;
    case MW_SURVEY_NUMBER:
    case MW_SURVEY_TEXT:
      return all_samples (from, is_unix_time) || all_samples (from, is_compact_day);
    case MW_SURVEY_BOOLEAN:
    default:
      return FALSE;
    }
}

/* How much is lost by a type that does not quite fit; -1: it does not fit at all. */
static int
misfit (const MwField *field, const MwSurveyField *from)
{
  gboolean is_date = from->type == MW_SURVEY_DAY || from->type == MW_SURVEY_LOCAL ||
                     from->type == MW_SURVEY_MOMENT;

  if (mw_field_is_number (field))
    return from->type == MW_SURVEY_NUMBER || from->type == MW_SURVEY_UNKNOWN      ? 0
           : from->type == MW_SURVEY_TEXT && from->n_seen > 0 && from->is_numeric ? 2
                                                                                  : -1;
  switch (field->type)
    {
    case MW_FIELD_TYPE_DATE:
    case MW_FIELD_TYPE_DATETIME:
      return could_be_date (from) ? 0 : -1;
    case MW_FIELD_TYPE_BOOLEAN:
      return from->type == MW_SURVEY_BOOLEAN || from->type == MW_SURVEY_UNKNOWN ? 0 : -1;
    case MW_FIELD_TYPE_JSON:
      return -1;
    case MW_FIELD_TYPE_ENUM:
      return is_date ? -1 : 0;
    case MW_FIELD_TYPE_TEXT:
    case MW_FIELD_TYPE_LONG_TEXT:
      /* People read it: a number is more likely the key of what is meant. */
      return is_date || from->type == MW_SURVEY_BOOLEAN ? -1 : from->n_seen > 0 && from->is_numeric ? 12 : 0;
    default:
      return is_date || from->type == MW_SURVEY_BOOLEAN ? -1 : 0;
    }
}

static int
score_field (MwSurvey *survey,
             const char *entity,
             const MwField *field,
             const MwSurveyField *from,
             const char *words,
             const char *label,
             const char *context)
{
  const char *const *names = mw_synonyms_get_field (mw_survey_get_synonyms (survey), entity, field->id);
  int score = names != NULL ? mw_name_match_field (words, label, context, names) : 0;
  int less = score > 0 ? misfit (field, from) : -1;

  if (less < 0)
    return 0;
  /* What never has a value is rather something else of a similar name. */
  return score - less - (from->n_seen == 0 ? 15 : 0);
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *left = a;
  const Match *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  return left->field == right->field ? 0 : left->field < right->field ? -1 : 1;
}

static GArray *
find_matches (MwSurvey *survey, const MwProposal *self)
{
  MwSynonyms *synonyms = mw_survey_get_synonyms (survey);
  g_autofree char *context = mw_synonyms_dup_words (synonyms, self->list->title);
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));

  for (guint n = 0; n < self->list->fields->len; n++)
    {
      MwSurveyField *from = self->list->fields->pdata[n];
      g_autofree char *words = mw_synonyms_dup_words (synonyms, from->name);
      g_autofree char *label = from->label != NULL ? mw_synonyms_dup_words (synonyms, from->label) : NULL;

      for (guint i = 0; i < mw_entity_get_n_fields (self->entity); i++)
        {
          const MwField *field = mw_entity_get_field (self->entity, i);
          Match match = {
            i, from, score_field (survey, mw_entity_get_id (self->entity), field, from, words, label, context)
          };

          if (match.score >= LEAST_FIELD)
            g_array_append_val (matches, match);
        }
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
    }
}

/* Of a reference, what people read falls back to its key. */
static void
complete_references (MwProposal *self)
{
  for (guint i = 0; i < mw_entity_get_n_fields (self->entity); i++)
    {
      const MwField *field = mw_entity_get_field (self->entity, i);
      g_autofree char *id = g_strconcat (field->id, "_id", NULL);

      if (self->fields[i] == NULL && field->pair >= 0 &&
          g_str_equal (mw_entity_get_field (self->entity, (guint) field->pair)->id, id))
        self->fields[i] = self->fields[field->pair];
    }
}

/* A price may be for 10 or 100 pieces: without that number it would be another price. */
static void
find_divisors (MwSurvey *survey, MwProposal *self)
{
  static const char *const names[] = { "net price quantity",
                                       "price quantity",
                                       "purchase price quantity",
                                       "price per quantity",
                                       "price unit quantity",
                                       "price base",
                                       NULL };
  MwSynonyms *synonyms = mw_survey_get_synonyms (survey);
  int price = mw_entity_find_field (self->entity, "unit_price");

  if (price < 0 || self->fields[price] == NULL)
    return;
  for (guint i = 0; i < self->list->fields->len; i++)
    {
      MwSurveyField *from = self->list->fields->pdata[i];
      g_autofree char *words = mw_synonyms_dup_words (synonyms, from->name);

      if (g_strv_contains (names, words) && from->is_numeric && from != self->fields[price])
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

static int
score_list (MwSurvey *survey, MwEntity *entity, MwSurveyList *list)
{
  MwSynonyms *synonyms = mw_survey_get_synonyms (survey);
  g_autofree char *words = mw_synonyms_dup_words (synonyms, list->title);
  const char *id = mw_entity_get_id (entity);
  int score = mw_name_match_list (words, mw_synonyms_get_lists (synonyms, id));

  if (list->parent != NULL)
    {
      /* “lines” inside of purchase orders are the lines of purchase orders. */
      g_autofree char *child = mw_synonyms_dup_words (synonyms, list->each);
      g_autofree char *of = mw_synonyms_dup_words (synonyms, list->parent->title);
      g_autofree char *parent = g_str_has_suffix (id, "_line")
                                  ? g_strndup (id, strlen (id) - strlen ("_line"))
                                  : NULL;

      score = parent == NULL ? 0
                             : MIN (mw_name_match_list (child, mw_synonyms_get_children (synonyms, parent)),
                                    mw_name_match_list (of, mw_synonyms_get_lists (synonyms, parent)));
    }
  return score;
}

/**
 * mw_proposal_new:
 * @survey: what was found
 * @entity: what the records of @list are to be
 * @list: one of @survey
 *
 * Proposes which fields are which.
 *
 * Returns: (transfer full): the proposal
 */
MwProposal *
mw_proposal_new (MwSurvey *survey, MwEntity *entity, MwSurveyList *list)
{
  MwProposal *self = g_new0 (MwProposal, 1);
  guint n_fields = mw_entity_get_n_fields (entity);
  g_autoptr (GArray) matches = NULL;
  int name;

  self->entity = g_object_ref (entity);
  self->list = list;
  self->fields = g_new0 (MwSurveyField *, n_fields + 1);
  self->scores = g_new0 (int, n_fields + 1);
  self->divisors = g_new0 (MwSurveyField *, n_fields + 1);
  matches = find_matches (survey, self);
  take_matches (self, matches);
  complete_references (self);
  find_divisors (survey, self);
  count (self);
  name = score_list (survey, entity, list);
  if (self->n_mapped >= 2 && (name >= LEAST_LIST || self->n_exact >= TELLING_FIELDS))
    self->score = name + 3 * (int) count_defaults (self) + (int) self->n_exact;
  if (list->n_records == 0)
    self->score -= 25;
  return self;
}

static int
compare_proposals (gconstpointer a, gconstpointer b)
{
  const MwProposal *left = *(MwProposal *const *) a;
  const MwProposal *right = *(MwProposal *const *) b;

  return left->score == right->score ? 0 : left->score > right->score ? -1 : 1;
}

static int
compare_entities (gconstpointer a, gconstpointer b, gpointer data)
{
  MwModel *model = data;
  const MwProposal *left = *(MwProposal *const *) a;
  const MwProposal *right = *(MwProposal *const *) b;

  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      MwEntity *entity = mw_model_get_entity (model, i);

      if (entity == left->entity || entity == right->entity)
        return left->entity == right->entity ? 0 : entity == left->entity ? -1 : 1;
    }
  return 0;
}

/* Every pair whose names fit, or whose records were looked at: of a service with a thousand lists that is
 * few. */
static GPtrArray *
propose_all (MwSurvey *survey)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_proposal_free);
  MwModel *model = mw_survey_get_model (survey);

  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    for (guint n = 0; n < mw_survey_get_n_lists (survey); n++)
      {
        MwEntity *entity = mw_model_get_entity (model, i);
        MwSurveyList *list = mw_survey_get_list (survey, n);
        g_autoptr (MwProposal) proposal = NULL;

        if (list->n_sampled == 0 && score_list (survey, entity, list) < LEAST_LIST)
          continue;
        proposal = mw_proposal_new (survey, entity, list);
        if (proposal->score > 0)
          g_ptr_array_add (all, g_steal_pointer (&proposal));
      }
  g_ptr_array_sort (all, compare_proposals);
  return all;
}

/**
 * mw_proposal_choose:
 * @survey: what was found
 *
 * Returns: (transfer full) (element-type MwProposal): the likeliest list for each entity that has one, in the
 * model's order; no list twice
 */
GPtrArray *
mw_proposal_choose (MwSurvey *survey)
{
  g_autoptr (GPtrArray) all = propose_all (survey);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_proposal_free);

  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      MwProposal *proposal = all->pdata[i];

      if (g_hash_table_contains (taken, proposal->entity) || g_hash_table_contains (taken, proposal->list))
        {
          mw_proposal_free (proposal);
          continue;
        }
      g_hash_table_add (taken, proposal->entity);
      g_hash_table_add (taken, proposal->list);
      g_ptr_array_add (chosen, proposal);
    }
  g_ptr_array_sort_with_data (chosen, compare_entities, mw_survey_get_model (survey));
  return chosen;
}

typedef struct
{
  MwSurveyList *list;
  int score;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  return left->score == right->score ? 0 : left->score > right->score ? -1 : 1;
}

/**
 * mw_proposal_find_candidates:
 * @survey: what was found
 * @n_each: how many for each entity
 *
 * Returns: (transfer full) (element-type MwSurveyList): the lists that an entity may be in by their names,
 * each once
 */
GPtrArray *
mw_proposal_find_candidates (MwSurvey *survey, guint n_each)
{
  GPtrArray *found = g_ptr_array_new ();
  MwModel *model = mw_survey_get_model (survey);

  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

      for (guint n = 0; n < mw_survey_get_n_lists (survey); n++)
        {
          MwSurveyList *list = mw_survey_get_list (survey, n);
          Candidate candidate = { list, score_list (survey, mw_model_get_entity (model, i), list) };

          if (candidate.score > 0 && list->parent == NULL)
            g_array_append_val (candidates, candidate);
        }
      g_array_sort (candidates, compare_candidates);
      for (guint n = 0; n < MIN (candidates->len, n_each); n++)
        if (!g_ptr_array_find (found, g_array_index (candidates, Candidate, n).list, NULL))
          g_ptr_array_add (found, g_array_index (candidates, Candidate, n).list);
    }
  return found;
}
