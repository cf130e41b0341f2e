/* mw-proposal-reason.c: why something is proposed, and how sure that is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-proposal-reason.h"

#include <glib/gi18n-lib.h>

#include "mw-flag.h"

#define SURE_NAME    85
#define SURE_FIELDS  4
#define SURE_FIELD   80
#define LIKELY_FIELD 60
/* So many values are named. */
#define MAX_NAMED 5

MwConfidence
mw_proposal_get_confidence (const MwProposal *self)
{
  if (self->score <= 0)
    return MW_CONFIDENCE_NONE;
  if (self->list->n_sampled == 0 || self->list->is_refused)
    return MW_CONFIDENCE_GUESS;
  if (self->name_score >= SURE_NAME && self->n_exact >= SURE_FIELDS && self->rival == NULL)
    return MW_CONFIDENCE_SURE;
  if (self->name_score >= MW_PROPOSAL_LEAST_NAME && self->n_exact >= SURE_FIELDS)
    return MW_CONFIDENCE_LIKELY;
  return MW_CONFIDENCE_GUESS;
}

/**
 * mw_proposal_dup_reason:
 *
 * Returns: (transfer full): a sentence for people: why the list may hold the entity, and what speaks against
 * it
 */
char *
mw_proposal_dup_reason (const MwProposal *self)
{
  const char *entity = mw_entity_get_title (self->entity);
  g_autofree char *why = NULL;

  if (self->list->is_refused)
    return g_strdup_printf (_ ("“%s” cannot be read with this sign-in."), self->list->title);
  if (self->name_score >= MW_PROPOSAL_LEAST_NAME)
    /* Translators: %s are the name of a list and a kind of records, such as “Purchase orders” */
    why = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "“%s” is called like %s, and %u of its fields is recognized.",
                   "“%s” is called like %s, and %u of its fields are recognized.", self->n_mapped),
      self->list->title, entity, self->n_mapped);
  else
    why = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "“%s” is not called like %s, but %u of its fields is.",
                   "“%s” is not called like %s, but %u of its fields are.", self->n_mapped),
      self->list->title, entity, self->n_mapped);
  if (self->rival != NULL)
    return g_strdup_printf (_ ("%s “%s” looks as much like it."), why, self->rival->title);
  if (self->list->n_records == 0 || self->list->n_sampled == 0)
    return g_strdup_printf (_ ("%s No record was seen there."), why);
  return g_steal_pointer (&why);
}

/* Values of a status that nobody knows; the caller frees. */
static char *
dup_unknown_values (const MwProposal *self, guint position, guint *n_unknown)
{
  const MwField *field = mw_entity_get_field (self->entity, position);
  const MwSurveyField *from = self->fields[position];
  GString *values = g_string_new (NULL);

  MwFlag flag;

  *n_unknown = 0;
  if (mw_flag_find (mw_survey_get_synonyms (self->survey), mw_entity_get_id (self->entity), field->id, from,
                    &flag))
    return g_string_free_and_steal (values);
  for (guint i = 0; field->type == MW_FIELD_TYPE_ENUM && i < from->samples->len; i++)
    {
      const char *text = from->samples->pdata[i];

      if (mw_synonyms_find_value (mw_survey_get_synonyms (self->survey), mw_entity_get_id (self->entity),
                                  field->id, text) != NULL)
        continue;
      if (++*n_unknown <= MAX_NAMED)
        g_string_append_printf (values, "%s%s", values->len > 0 ? ", " : "", text);
    }
  if (*n_unknown > MAX_NAMED)
    g_string_append (values, " …");
  return g_string_free_and_steal (values);
}

static MwConfidence
get_confidence_of_score (const MwProposal *self, guint position)
{
  if (self->fits[position] == MW_NAME_FIT_PAIR ||
      (self->fields[position]->n_seen == 0 && self->list->n_sampled > 0))
    return MW_CONFIDENCE_LIKELY;
  return self->scores[position] >= SURE_FIELD     ? MW_CONFIDENCE_SURE
         : self->scores[position] >= LIKELY_FIELD ? MW_CONFIDENCE_LIKELY
                                                  : MW_CONFIDENCE_GUESS;
}

MwConfidence
mw_proposal_get_field_confidence (const MwProposal *self, guint position)
{
  g_autofree char *unknown = NULL;
  guint n_unknown;
  MwConfidence confidence;

  if (self->fields[position] == NULL)
    return MW_CONFIDENCE_NONE;
  if (self->fits[position] == MW_NAME_FIT_CHOSEN)
    return MW_CONFIDENCE_SURE;
  if (self->fits[position] == MW_NAME_FIT_KEY)
    return self->list->key_confidence;
  confidence = get_confidence_of_score (self, position);
  unknown = dup_unknown_values (self, position, &n_unknown);
  if (n_unknown == 0)
    return confidence;
  /* Of a status that is never recognized nobody can say that it is one. */
  return n_unknown < self->fields[position]->samples->len ? MIN (confidence, MW_CONFIDENCE_LIKELY)
                                                          : MW_CONFIDENCE_GUESS;
}

static const char *
get_fit_reason (MwNameFit fit)
{
  switch (fit)
    {
    case MW_NAME_FIT_WHOLE:
      return _ ("It is called like that.");
    case MW_NAME_FIT_LABEL:
      return _ ("The system calls it so for people.");
    case MW_NAME_FIT_PART:
      return _ ("Part of its name says so.");
    case MW_NAME_FIT_PAIR:
      return _ ("It stands for it: nothing of its own was found.");
    case MW_NAME_FIT_KEY:
      return _ ("It is another one in every record.");
    case MW_NAME_FIT_CHOSEN:
      return _ ("You chose it.");
    case MW_NAME_FIT_NONE:
    default:
      return "";
    }
}

/**
 * mw_proposal_dup_field_reason:
 * @self: a proposal
 * @position: of one of the entity's fields
 *
 * Returns: (transfer full) (nullable): a sentence or two for people; %NULL when nothing is proposed
 */
char *
mw_proposal_dup_field_reason (const MwProposal *self, guint position)
{
  g_autofree char *unknown = NULL;
  guint n_unknown;
  const char *why;

  if (self->fields[position] == NULL)
    return NULL;
  why = get_fit_reason (self->fits[position]);
  unknown = dup_unknown_values (self, position, &n_unknown);
  if (n_unknown > 0)
    /* Translators: the first %s is a sentence, the second a list of values of the system */
    return g_strdup_printf (_ ("%s What these values mean is not known: %s"), why, unknown);
  if (self->fields[position]->n_seen == 0)
    return g_strdup_printf (_ ("%s It is empty in the first records."), why);
  return g_strdup (why);
}
