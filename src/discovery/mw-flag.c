/* mw-flag.c: a status that is written as yes or no
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-flag.h"

#include <string.h>

#include "mw-json-build.h"

/* Ways to write it: JSON, databases, SAP (an X or nothing), SAP Business One. */
static const char *const yes[] = { "true", "1",   "T",    "t", "Y", "y", "yes",
                                   "Yes",  "YES", "tYES", "X", "x", NULL };
static const char *const no[] = { "false", "0", "F", "f", "N", "n", "no", "No", "NO", "tNO", NULL };
/* What a thing is that nothing is said against, and what it is that is not that. */
static const char *const good[] = { "active", "in_service", NULL };
static const char *const bad[] = { "inactive", "out_of_service", "archived", NULL };

static gboolean
is_flag (const MwSurveyField *from)
{
  for (guint i = 0; i < from->samples->len; i++)
    if (!g_strv_contains (yes, from->samples->pdata[i]) && !g_strv_contains (no, from->samples->pdata[i]))
      return FALSE;
  return from->samples->len > 0 ? from->samples->len <= 2 : from->type == MW_SURVEY_BOOLEAN;
}

static gboolean
has_words (const char *words, const char *part)
{
  g_autofree char *padded = g_strdup_printf (" %s ", words);
  g_autofree char *wanted = g_strdup_printf (" %s ", part);

  return strstr (padded, wanted) != NULL;
}

static const char *
find_one (const MwValueSynonyms *values, guint n_values, const char *const *ids)
{
  for (guint n = 0; ids[n] != NULL; n++)
    for (guint i = 0; i < n_values; i++)
      if (g_str_equal (values[i].id, ids[n]))
        return values[i].id;
  return NULL;
}

/* The value whose name stands in the name of the field; of several the longest: “not active” is not “active”.
 */
static const char *
find_named (const MwValueSynonyms *values, guint n_values, const char *words)
{
  const char *found = NULL;
  gsize longest = 2;

  for (guint i = 0; i < n_values; i++)
    for (guint n = 0; values[i].texts[n] != NULL; n++)
      if (strlen (values[i].texts[n]) > longest && has_words (words, values[i].texts[n]))
        {
          found = values[i].id;
          longest = strlen (values[i].texts[n]);
        }
  return found;
}

/**
 * mw_flag_find:
 * @synonyms: names of values
 * @entity: id of ours
 * @field: id of its field
 * @from: one of a list
 * @flag: (out caller-allocates): what it says
 *
 * Returns: whether @from is yes or no, and its name says to what
 */
gboolean
mw_flag_find (MwSynonyms *synonyms,
              const char *entity,
              const char *field,
              const MwSurveyField *from,
              MwFlag *flag)
{
  guint n_values = 0;
  const MwValueSynonyms *values = mw_synonyms_get_values (synonyms, entity, field, &n_values);
  const char *positive = find_one (values, n_values, good);

  *flag = (MwFlag) { NULL };
  if (!is_flag (from))
    return FALSE;
  flag->when_true = find_named (values, n_values, from->words);
  if (flag->when_true == NULL)
    return FALSE;
  flag->when_false = g_strcmp0 (flag->when_true, positive) == 0 ? find_one (values, n_values, bad) : positive;
  return TRUE;
}

static JsonNode *
compose_constant (const char *value)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "const", value);
  return mw_json_take_object (object);
}

JsonNode *
mw_flag_compose (const MwFlag *flag, const MwSurveyField *from)
{
  JsonObject *condition = json_object_new ();
  JsonObject *choice = json_object_new ();
  JsonArray *is = json_array_new ();

  for (guint i = 0; yes[i] != NULL && (i == 0 || from->type != MW_SURVEY_BOOLEAN); i++)
    json_array_add_string_element (is, yes[i]);
  json_object_set_string_member (condition, "of", from->path);
  json_object_set_array_member (condition, "is", is);
  json_object_set_object_member (choice, "if", condition);
  json_object_set_member (choice, "then", compose_constant (flag->when_true));
  if (flag->when_false != NULL)
    json_object_set_member (choice, "else", compose_constant (flag->when_false));
  return mw_json_take_object (choice);
}
