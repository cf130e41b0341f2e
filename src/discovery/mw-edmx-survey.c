/* mw-edmx-survey.c: the lists of an OData service, as its $metadata describes them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-edmx-survey.h"

#include "mw-key-guess.h"
#include "mw-sample.h"

/* Primitive types of EDM (OData V2 6, V4 CSDL 4.4). What is not here holds nothing that a cell could show. */
static const struct
{
  const char *name;
  MwSurveyType type;
} types[] = {
  { "Edm.String", MW_SURVEY_TEXT },
  { "Edm.Guid", MW_SURVEY_TEXT },
  { "Edm.Time", MW_SURVEY_TEXT },
  { "Edm.TimeOfDay", MW_SURVEY_TEXT },
  { "Edm.Duration", MW_SURVEY_TEXT },
  { "Edm.Boolean", MW_SURVEY_BOOLEAN },
  { "Edm.Decimal", MW_SURVEY_NUMBER },
  { "Edm.Double", MW_SURVEY_NUMBER },
  { "Edm.Single", MW_SURVEY_NUMBER },
  { "Edm.Byte", MW_SURVEY_NUMBER },
  { "Edm.SByte", MW_SURVEY_NUMBER },
  { "Edm.Int16", MW_SURVEY_NUMBER },
  { "Edm.Int32", MW_SURVEY_NUMBER },
  { "Edm.Int64", MW_SURVEY_NUMBER },
  { "Edm.Date", MW_SURVEY_DAY },
  { "Edm.DateTime", MW_SURVEY_LOCAL },
  { "Edm.DateTimeOffset", MW_SURVEY_MOMENT },
};

/* A type that is not primitive is an enumeration, whose values come as texts, or an object, whose members the
 * first records show. */
static gboolean
find_type (const char *name, MwSurveyType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].name, name))
      {
        *type = types[i].type;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_key (const MwEdmxType *type, const char *name)
{
  return g_ptr_array_find_with_equal_func (type->keys, name, g_str_equal, NULL);
}

static void
add_property (MwSurveyList *list, const MwEdmxType *type, const MwEdmxProperty *property)
{
  g_autofree char *path = mw_sample_join_path ("", property->name);
  MwSurveyType found;
  MwSurveyField *field;

  if (property->is_list || !find_type (property->type, &found))
    return;
  field = mw_survey_list_take_field (list, path, property->name);
  if (field == NULL)
    return;
  field->type = found;
  field->is_described = TRUE;
  mw_survey_list_label_field (list, field, property->label);
  field->is_key = is_key (type, property->name);
}

/**
 * mw_edmx_survey_add:
 * @survey: what is known so far
 * @edmx: the description of a service
 *
 * Adds its lists.
 */
void
mw_edmx_survey_add (MwSurvey *survey, MwEdmx *edmx)
{
  for (guint i = 0; i < mw_edmx_get_n_sets (edmx); i++)
    {
      const MwEdmxSet *set = mw_edmx_get_set (edmx, i);
      g_autofree char *segment = g_uri_escape_string (set->name, "!$&'()*+,;=:@", FALSE);
      g_autofree char *path = g_strconcat ("/", segment, NULL);
      MwSurveyList *list = mw_survey_list_new (mw_survey_get_synonyms (survey), set->name, NULL, path);

      for (guint n = 0; n < set->type->properties->len; n++)
        add_property (list, set->type, set->type->properties->pdata[n]);
      mw_key_guess (list);
      mw_survey_add_list (survey, list);
    }
}
