/* mw-choice-check.c: the choices of a system file: what they refer to is there, and they reach a request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-places.h"
#include "mw-request-check.h"
#include "mw-system-places.h"

const MwChoice *
mw_scope_find_choice (MwSystemFile *file, const char *id, guint n_choices)
{
  for (guint i = 0; i < n_choices; i++)
    if (strcmp (file->choices[i].choice.id, id) == 0)
      return &file->choices[i].choice;
  return NULL;
}

/* Rows are looked at one by one, before any map: a value is made of the row alone. */
static void
visit_value (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  gboolean *ok = data;

  if (expression->kind == MW_EXPRESSION_LOOKUP || expression->kind == MW_EXPRESSION_PARENT ||
      expression->kind == MW_EXPRESSION_ENUM || expression->kind == MW_EXPRESSION_MAP)
    *ok = FALSE;
}

gboolean
mw_scope_check_value (MwFileReader *r, const char *key, const MwExpression *expression)
{
  gboolean ok = TRUE;

  if (expression != NULL)
    mw_expression_visit (expression, visit_value, &ok);
  return ok || mw_file_reader_fail (r, key, "is made of the record alone: no lookup, parent, enum or map");
}

static gboolean
check_values (MwFileReader *r, const MwChoice *choice)
{
  return mw_scope_check_value (r, "value", choice->value) &&
         mw_scope_check_value (r, "label", choice->label) && mw_scope_check_value (r, "code", choice->code) &&
         mw_scope_check_value (r, "currency", choice->currency) &&
         mw_scope_check_value (r, "zone", choice->zone);
}

static gboolean
is_taken (MwSystemFile *file, const char *id)
{
  if (mw_system_is_locality_place (id))
    return TRUE;
  if (mw_scope_is_place (id) || mw_system_file_find_form (file, id) != NULL)
    return TRUE;
  for (guint i = 0; i < file->n_sign_ins; i++)
    {
      for (guint n = 0; n < file->sign_ins[i].n_extracts; n++)
        if (strcmp (file->sign_ins[i].extracts[n].variable, id) == 0)
          return TRUE;
      for (guint n = 0; n < file->sign_ins[i].n_derived; n++)
        if (strcmp (file->sign_ins[i].derived[n].variable, id) == 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
has_code (const MwChoice *choice)
{
  return choice->code != NULL && !choice->per_list;
}

/* {id}, {id_csv} of a list, {id_code} of one with a code. */
static gboolean
check_places (MwFileReader *r, MwSystemFile *file, guint position)
{
  const MwChoice *choice = &file->choices[position].choice;
  g_autofree char *csv = g_strconcat (choice->id, "_csv", NULL);
  g_autofree char *code = g_strconcat (choice->id, "_code", NULL);

  if (mw_scope_find_choice (file, choice->id, position) != NULL)
    return mw_file_reader_fail (r, "id", "“%s” stands twice", choice->id);
  if (is_taken (file, choice->id))
    return mw_file_reader_fail (r, "id", "“%s” means something else already", choice->id);
  if (choice->per_list && (is_taken (file, csv) || mw_scope_find_choice (file, csv, file->n_choices) != NULL))
    return mw_file_reader_fail (r, "id", "“%s” means something else already", csv);
  if (has_code (choice) &&
      (is_taken (file, code) || mw_scope_find_choice (file, code, file->n_choices) != NULL))
    return mw_file_reader_fail (r, "id", "“%s” means something else already", code);
  return TRUE;
}

static gboolean
check_names (MwFileReader *r, MwSystemFile *file, guint position)
{
  const MwChoice *choice = &file->choices[position].choice;
  const MwFormField *field;

  if (!check_places (r, file, position))
    return FALSE;
  if (choice->form_field == NULL)
    return TRUE;
  for (guint i = 0; i < position; i++)
    if (g_strcmp0 (file->choices[i].choice.form_field, choice->form_field) == 0)
      return mw_file_reader_fail (r, "form_field", "another choice has “%s” already", choice->form_field);
  field = mw_system_file_find_form (file, choice->form_field);
  if (field == NULL)
    return mw_file_reader_fail (r, "form_field", "there is no form field “%s”", choice->form_field);
  return (field->kind == MW_FORM_FIELD_TEXT && field->optional) ||
         mw_file_reader_fail (r, "form_field", "the form field “%s” must be an optional text", field->id);
}

/* The rows come from a set of the file, as each variant reads it, or from the choice's own request. */
static gboolean
link_rows (MwFileReader *r, MwSystemFile *file, MwChoiceEntry *entry)
{
  const MwChoice *choice = &entry->choice;
  MwSetEntry *set = choice->set != NULL ? mw_system_file_find_set (file, choice->set) : NULL;

  if (choice->set != NULL && set == NULL)
    return mw_file_reader_fail (r, "set", "there is no set “%s”", choice->set);
  entry->csv = mw_keep_add (r->keep, g_strconcat (choice->id, "_csv", NULL), g_free);
  if (has_code (choice))
    entry->code = mw_keep_add (r->keep, g_strconcat (choice->id, "_code", NULL), g_free);
  entry->sources = mw_keep_add (r->keep, g_new0 (MwSetSource, file->n_variants), g_free);
  if (entry->variables == NULL)
    entry->variables = mw_keep_add (r->keep, mw_variables_new (NULL), (GDestroyNotify) mw_variables_unref);
  for (guint i = 0; i < file->n_variants; i++)
    if (set != NULL)
      entry->sources[i] = set->sources[i];
    else
      entry->sources[i] = (MwSetSource) {
        .id = choice->id,
        .title = choice->title,
        .list = choice->request,
        .variables = entry->variables,
        .key = choice->value,
        .may_be_one = TRUE,
      };
  return TRUE;
}

/**
 * mw_system_file_link_choices:
 *
 * Checks what the choices refer to and gives them their rows. Sets are linked before.
 */
gboolean
mw_system_file_link_choices (MwFileReader *reader, MwSystemFile *file)
{
  guint n_organizations = 0, n_repeated = 0;

  for (guint i = 0; i < file->n_choices; i++)
    {
      const MwChoice *choice = &file->choices[i].choice;

      mw_file_reader_enter (reader, "choices");
      mw_file_reader_enter_index (reader, i);
      if (!check_names (reader, file, i) || !check_values (reader, choice) ||
          !link_rows (reader, file, &file->choices[i]))
        return FALSE;
      if (choice->organization && n_organizations++ > 0)
        return mw_file_reader_fail (reader, "organization", "another choice is the organization");
      if (choice->several && !choice->per_list && n_repeated++ > 0)
        return mw_file_reader_fail (reader, "several",
                                    "sets are read once for each value of one choice only");
      mw_file_reader_leave (reader, 0);
    }
  return TRUE;
}

/* Variants lie in a list of the file. */
static gboolean
has_rows (MwSystemFile *file, const MwChoiceEntry *entry, const MwVariant *variant)
{
  return variant == NULL || entry->sources[(const MwVariantEntry *) variant - file->variants].id != NULL;
}

/* The places of the choices before @n_choices. */
static void
add_choice_places (MwSystemFile *file, const MwVariant *variant, guint n_choices, GHashTable *places)
{
  for (guint i = 0; i < n_choices; i++)
    {
      MwChoiceEntry *entry = &file->choices[i];

      if (!has_rows (file, entry, variant))
        continue;
      g_hash_table_insert (places, (gpointer) entry->choice.id, GINT_TO_POINTER (MW_PLACE_PLAIN));
      if (entry->choice.per_list)
        g_hash_table_insert (places, (gpointer) entry->csv, GINT_TO_POINTER (MW_PLACE_PLAIN));
      if (entry->code != NULL)
        g_hash_table_insert (places, (gpointer) entry->code, GINT_TO_POINTER (MW_PLACE_PLAIN));
    }
}

void
mw_scope_add_choice_places (MwSystemFile *file, const MwVariant *variant, GHashTable *places)
{
  add_choice_places (file, variant, file->n_choices, places);
}

static gboolean
look_at_place (const char *name, gpointer data)
{
  MwSystemFile *file = data;

  for (guint i = 0; i < file->n_choices; i++)
    {
      const MwChoiceEntry *entry = &file->choices[i];

      if ((entry->choice.all || entry->choice.optional) &&
          (strcmp (entry->choice.id, name) == 0 || strcmp (entry->csv, name) == 0))
        return FALSE;
      if (g_strcmp0 (entry->code, name) == 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
mw_scope_check_path (MwFileReader *r, MwSystemFile *file, const MwRequestTemplate *request)
{
  return mw_place_foreach (request->path, look_at_place, file) ||
         mw_file_reader_fail (
           r, "path",
           "needs a choice that may have no value, as it is “all” or “optional”: a path has "
           "no gap");
}

/**
 * mw_scope_check_choices:
 * @variant: that the requests are for
 * @places: what has a value once somebody has signed in
 *
 * Checks the requests that give the rows to choose from. A choice may use those before it.
 */
gboolean
mw_scope_check_choices (MwFileReader *r, MwSystemFile *file, const MwVariant *variant, GHashTable *places)
{
  for (guint i = 0; i < file->n_choices; i++)
    {
      const MwRequestTemplate *request = file->choices[i].choice.request;

      if (request != NULL)
        {
          mw_file_reader_enter (r, "choices");
          mw_file_reader_enter_index (r, i);
          mw_file_reader_enter (r, "request");
          if (request->kind != MW_REQUEST_READ && request->kind != MW_REQUEST_SEARCH)
            return mw_file_reader_fail (r, "kind", "a request of this kind does not belong here");
          if (!mw_request_check_places (r, request, places) || !mw_request_check_reads (r, request, NULL) ||
              !mw_scope_check_path (r, file, request))
            return FALSE;
          mw_file_reader_leave (r, 0);
        }
      add_choice_places (file, variant, i + 1, places);
    }
  return TRUE;
}

/* A set that a choice takes its rows from must not wait for that choice. */
gboolean
mw_scope_check_choice_sets (MwFileReader *r, MwSystemFile *file, guint variant)
{
  for (guint i = 0; i < file->n_choices; i++)
    {
      MwChoiceEntry *entry = &file->choices[i];

      for (guint n = i; entry->choice.set != NULL && n < file->n_choices; n++)
        if (entry->sources[variant].id != NULL &&
            (mw_request_has_place (entry->sources[variant].list, file->choices[n].choice.id) ||
             mw_request_has_place (entry->sources[variant].list, file->choices[n].csv)))
          {
            mw_file_reader_enter (r, "choices");
            mw_file_reader_enter_index (r, i);
            return mw_file_reader_fail (r, "set", "the list of “%s” needs {%s}, which is chosen later",
                                        entry->choice.set, file->choices[n].choice.id);
          }
    }
  return TRUE;
}
