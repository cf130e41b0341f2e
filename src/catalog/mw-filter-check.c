/* mw-filter-check.c: what narrows the sets of a system file reaches their requests, and still only reads
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-places.h"
#include "mw-request-check.h"
#include "mw-statement.h"
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

      if (mw_scope_find_choice (file, chosen->choice, file->n_choices) == NULL)
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

/* The texts that may stand in a statement beside each other, in the order in which they are joined. */
static GPtrArray *
list_texts (const MwSetFilters *filters)
{
  GPtrArray *texts = g_ptr_array_new ();
  JsonNode *const after[] = { filters->changed_since, filters->ordered_since, filters->open };

  if (filters->base != NULL)
    g_ptr_array_add (texts, (gpointer) json_node_get_string (filters->base));
  for (guint i = 0; i < filters->n_chosen; i++)
    g_ptr_array_add (texts, (gpointer) json_node_get_string (filters->chosen[i].filter));
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    if (after[i] != NULL)
      g_ptr_array_add (texts, (gpointer) json_node_get_string (after[i]));
  return texts;
}

static void
set_text (MwVariables *variables, const char *name, const char *before, const char *text)
{
  g_autofree char *whole = g_strconcat (before, text, NULL);

  mw_variables_set_text (variables, name, whole);
}

/* As mw_filter_fill() will fill it. */
static char *
dup_fault_with (const MwRequestTemplate *request, const MwSetSource *source, const char *filter)
{
  g_autoptr (MwVariables) variables = mw_variables_new (source->variables);

  set_text (variables, "filter", "", filter);
  set_text (variables, "filter_and", source->filter_join, filter);
  set_text (variables, "filter_where", " WHERE ", filter);
  return mw_request_dup_statement_fault (request, variables);
}

/* Each filter alone, as its places are filled as if it began outside of quotes; and any two of them joined,
 * as what is harmless on both sides of a seam may not be so across it. */
static char *
dup_statement_fault (const MwRequestTemplate *request, const MwSetSource *source)
{
  g_autoptr (GPtrArray) texts = list_texts (source->filters);

  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *alone = g_strconcat ("SELECT ", texts->pdata[i], NULL);
      char *fault = mw_statement_dup_fault (alone);

      if (fault == NULL)
        fault = dup_fault_with (request, source, texts->pdata[i]);
      for (guint n = i + 1; fault == NULL && n < texts->len; n++)
        {
          g_autofree char *both = g_strconcat (texts->pdata[i], source->filter_join, texts->pdata[n], NULL);

          fault = dup_fault_with (request, source, both);
        }
      if (fault != NULL)
        return fault;
    }
  return NULL;
}

/* What narrows a statement must leave it one that reads. */
static gboolean
check_statement (MwFileReader *r, const MwRequestTemplate *request, const MwSetSource *source)
{
  g_autofree char *fault = NULL;

  if (request == NULL || request->statement == NULL || source->filter != MW_FILTER_TEXT)
    return TRUE;
  fault = dup_statement_fault (request, source);
  return fault == NULL ||
         mw_file_reader_unsafe (r, NULL, "in the statement “%s”: it %s", request->statement, fault);
}

static gboolean
check_moment (MwFileReader *r, const char *key, const MwMoment *moment)
{
  gsize mark;

  if (moment == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, key);
  if (!mw_scope_check_value (r, "of", moment->of))
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
  if (!check_statement (r, source->list, source) || !check_statement (r, source->count, source))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}
