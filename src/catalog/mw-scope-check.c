/* mw-scope-check.c: choices and filters of a system file: what they refer to is there, and they reach a
 * request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-places.h"
#include "mw-request-check.h"
#include "mw-system-private.h"

/* What the engine gives list and count beside the paging's places, by the variant's way to filter. */
static const struct
{
  const char *name;
  MwFilterKind kind;
} filter_places[] = {
  { "filter", MW_FILTER_TEXT },
  { "filter_and", MW_FILTER_TEXT },
  { "filter_where", MW_FILTER_TEXT },
  { "filter", MW_FILTER_LIST },
  { "changed_since", MW_FILTER_PARAMETERS },
  { "ordered_since", MW_FILTER_PARAMETERS },
  { "open", MW_FILTER_PARAMETERS },
};

#define SINCE "since"

gboolean
mw_scope_is_place (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (filter_places); i++)
    if (strcmp (filter_places[i].name, name) == 0)
      return TRUE;
  return strcmp (name, SINCE) == 0;
}

static const MwChoice *
find_choice (MwSystemFile *file, const char *id, guint n_choices)
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

static gboolean
check_value (MwFileReader *r, const char *key, const MwExpression *expression)
{
  gboolean ok = TRUE;

  if (expression != NULL)
    mw_expression_visit (expression, visit_value, &ok);
  return ok || mw_file_reader_fail (r, key, "is made of the record alone: no lookup, parent, enum or map");
}

static gboolean
check_values (MwFileReader *r, const MwChoice *choice)
{
  return check_value (r, "value", choice->value) && check_value (r, "label", choice->label) &&
         check_value (r, "code", choice->code) && check_value (r, "currency", choice->currency) &&
         check_value (r, "zone", choice->zone);
}

static gboolean
is_taken (MwSystemFile *file, const char *id)
{
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
check_names (MwFileReader *r, MwSystemFile *file, guint position)
{
  const MwChoice *choice = &file->choices[position].choice;
  const MwFormField *field;

  if (find_choice (file, choice->id, position) != NULL)
    return mw_file_reader_fail (r, "id", "“%s” stands twice", choice->id);
  if (is_taken (file, choice->id))
    return mw_file_reader_fail (r, "id", "“%s” means something else already", choice->id);
  if (choice->form_field == NULL)
    return TRUE;
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

/* The places of the choices before @n_choices. */
static void
add_choice_places (MwSystemFile *file, guint n_choices, GHashTable *places)
{
  for (guint i = 0; i < n_choices; i++)
    {
      MwChoiceEntry *entry = &file->choices[i];

      g_hash_table_insert (places, (gpointer) entry->choice.id, GINT_TO_POINTER (MW_PLACE_PLAIN));
      if (entry->choice.per_list)
        g_hash_table_insert (places, (gpointer) entry->csv, GINT_TO_POINTER (MW_PLACE_PLAIN));
    }
}

void
mw_scope_add_choice_places (MwSystemFile *file, GHashTable *places)
{
  add_choice_places (file, file->n_choices, places);
}

/**
 * mw_scope_add_filter_places:
 * @source: of a set
 *
 * Adds what @source's list and count may use beside all else.
 */
void
mw_scope_add_filter_places (const MwSetSource *source, GHashTable *places)
{
  for (guint i = 0; i < G_N_ELEMENTS (filter_places); i++)
    if (filter_places[i].kind == source->filter)
      g_hash_table_insert (places, (gpointer) filter_places[i].name, GINT_TO_POINTER (MW_PLACE_PLAIN));
}

/**
 * mw_scope_check_choices:
 * @places: what has a value once somebody has signed in
 *
 * Checks the requests that give the rows to choose from. A choice may use those before it.
 */
gboolean
mw_scope_check_choices (MwFileReader *r, MwSystemFile *file, GHashTable *places)
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
          if (!mw_request_check_places (r, request, places) || !mw_request_check_reads (r, request, NULL))
            return FALSE;
          mw_file_reader_leave (r, 0);
        }
      add_choice_places (file, i + 1, places);
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

typedef struct
{
  GHashTable *places;
  gboolean since;     /* {since} may be used … */
  gboolean has_since; /* … and is */
  char *unknown;      /* a place that nothing gives a value */
  MwPlaceKind most_secret;
} FilterPlaces;

static gboolean
look_at_place (const char *name, gpointer data)
{
  FilterPlaces *look = data;
  MwPlaceKind kind = GPOINTER_TO_INT (g_hash_table_lookup (look->places, name));

  if (strcmp (name, SINCE) == 0 && look->since)
    {
      look->has_since = TRUE;
      return TRUE;
    }
  look->most_secret = MAX (look->most_secret, kind);
  if (kind == MW_PLACE_UNKNOWN)
    look->unknown = g_strdup (name);
  return kind != MW_PLACE_UNKNOWN;
}

static gboolean
check_filter (MwFileReader *r,
              const char *key,
              JsonNode *filter,
              const MwSetSource *source,
              gboolean since,
              GHashTable *places)
{
  FilterPlaces look = { .places = places, .since = since };
  g_autofree char *unknown = NULL;

  if (filter == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (filter) != (source->filter == MW_FILTER_LIST))
    return mw_file_reader_fail (r, key, "must be a %s, as the variant's “filter” says",
                                source->filter == MW_FILTER_LIST ? "list" : "text");
  mw_place_foreach_in_node (filter, look_at_place, &look);
  unknown = look.unknown;
  if (unknown != NULL)
    return mw_file_reader_fail (r, key, "nothing gives {%s} a value here", unknown);
  if (look.most_secret == MW_PLACE_SECRET)
    return mw_file_reader_unsafe (r, key, "a secret may not stand here");
  return !since || look.has_since || mw_file_reader_fail (r, key, "has no {since}");
}

static gboolean
check_chosen (MwFileReader *r, MwSystemFile *file, const MwSetSource *source, GHashTable *places)
{
  gsize mark = mw_file_reader_enter (r, "chosen");

  for (guint i = 0; i < source->filters->n_chosen; i++)
    {
      const MwChosenFilter *chosen = &source->filters->chosen[i];

      if (find_choice (file, chosen->choice, file->n_choices) == NULL)
        return mw_file_reader_fail (r, chosen->choice, "there is no choice “%s”", chosen->choice);
      if (!check_filter (r, chosen->choice, chosen->filter, source, FALSE, places))
        return FALSE;
    }
  mw_file_reader_leave (r, mark);
  return TRUE;
}

/* The moment that {since} stands for is written as “changed” and “ordered” say. */
static gboolean
check_moments (MwFileReader *r, const MwSetSource *source)
{
  const MwSetFilters *filters = source->filters;

  if (filters->changed_since != NULL && source->changed == NULL)
    return mw_file_reader_fail (r, "changed_since", "needs “changed”, which says how {since} is written");
  if (filters->ordered_since != NULL && source->ordered == NULL)
    return mw_file_reader_fail (r, "ordered_since", "needs “ordered”, which says how {since} is written");
  if (source->filter == MW_FILTER_PARAMETERS && (filters->base != NULL || filters->n_chosen > 0))
    return mw_file_reader_fail (r, filters->base != NULL ? "base" : "chosen",
                                "stands in the request itself where the parts are parameters");
  return TRUE;
}

static gboolean
has_filter_place (const MwRequestTemplate *request, const MwSetSource *source, const char **missing)
{
  const MwSetFilters *filters = source->filters;
  const struct
  {
    const char *place;
    JsonNode *filter;
  } parts[] = { { "changed_since", filters->changed_since },
                { "ordered_since", filters->ordered_since },
                { "open", filters->open } };

  *missing = "filter";
  if (source->filter == MW_FILTER_LIST)
    return mw_request_has_place (request, "filter");
  if (source->filter == MW_FILTER_TEXT)
    return mw_request_has_place (request, "filter") || mw_request_has_place (request, "filter_and") ||
           mw_request_has_place (request, "filter_where");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      *missing = parts[i].place;
      if (parts[i].filter != NULL && !mw_request_has_place (request, parts[i].place))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_moment (MwFileReader *r, const char *key, const MwMoment *moment)
{
  gsize mark;

  if (moment == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, key);
  if (!check_value (r, "of", moment->of))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

/**
 * mw_scope_check_set:
 * @source: a set, as a variant reads it
 * @places: what its requests may use
 *
 * Checks what narrows the list of a set, and that list and count are narrowed alike: a count of other records
 * than those that come would be wrong.
 */
gboolean
mw_scope_check_set (MwFileReader *r, MwSystemFile *file, const MwSetSource *source, GHashTable *places)
{
  const MwSetFilters *filters = source->filters;
  const char *missing = NULL;
  gsize mark;

  if (!check_moment (r, "changed", source->changed) || !check_moment (r, "ordered", source->ordered))
    return FALSE;
  if (filters == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, "filters");
  if (source->filter == MW_FILTER_NONE)
    return mw_file_reader_fail (r, NULL, "the variant has no “filter”, which says how they are joined");
  if (!check_moments (r, source) || !check_chosen (r, file, source, places) ||
      !check_filter (r, "base", filters->base, source, FALSE, places) ||
      !check_filter (r, "changed_since", filters->changed_since, source, TRUE, places) ||
      !check_filter (r, "ordered_since", filters->ordered_since, source, TRUE, places) ||
      !check_filter (r, "open", filters->open, source, FALSE, places))
    return FALSE;
  if (!has_filter_place (source->list, source, &missing))
    return mw_file_reader_fail (r, NULL, "the list has no {%s}, so they would be lost", missing);
  if (source->count != NULL && !has_filter_place (source->count, source, &missing))
    return mw_file_reader_fail (r, NULL, "the count has no {%s}, so it would count other records", missing);
  mw_file_reader_leave (r, mark);
  return TRUE;
}
