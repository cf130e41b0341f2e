/* mw-filter-fill.c: what a system is asked to leave out of a list
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-filter-fill.h"

#include <string.h>

#include "mw-places.h"
#include "mw-since.h"
#include "mw-statement.h"

/* One filter that applies. */
typedef struct
{
  const char *place; /* of MW_FILTER_PARAMETERS, or NULL */
  JsonNode *filter;
  JsonNode *since; /* or NULL */
} Part;

MwFilterParts
mw_filter_get_parts (const MwSetSource *set)
{
  const MwSetFilters *filters = set->filters;

  if (filters == NULL)
    return 0;
  return (filters->changed_since != NULL ? MW_FILTER_PART_CHANGED : 0) |
         (filters->ordered_since != NULL ? MW_FILTER_PART_ORDERED : 0) |
         (filters->open != NULL ? MW_FILTER_PART_OPEN : 0);
}

MwFilterParts
mw_scope_get_part (const MwScope *scope)
{
  switch (scope->kind)
    {
    case MW_SCOPE_CHANGED:
      return MW_FILTER_PART_CHANGED;
    case MW_SCOPE_ORDERED:
      return MW_FILTER_PART_ORDERED;
    case MW_SCOPE_OPEN:
      return MW_FILTER_PART_OPEN;
    case MW_SCOPE_EVERYTHING:
    case MW_SCOPE_NEWEST:
    default:
      return 0;
    }
}

static void
add_part (GArray *parts, const char *place, JsonNode *filter, JsonNode *since)
{
  const Part part = { place, filter, since };

  if (filter != NULL)
    g_array_append_val (parts, part);
}

static gboolean
has_value (const char *name, gpointer data)
{
  g_autofree char *text = mw_variables_dup_text (data, name);

  return text != NULL && *text != '\0';
}

/* Its places with the values, {since} among them; NULL when one has none: then it does not apply. */
static MwVariables *
new_scope (const Part *part, MwVariables *from)
{
  g_autoptr (MwVariables) scope = mw_variables_new (from);

  if (part->since != NULL)
    mw_variables_set_file_node (scope, "since", part->since);
  return mw_place_foreach_in_node (part->filter, has_value, scope) ? g_steal_pointer (&scope) : NULL;
}

static gboolean
fill_list (GArray *parts, MwVariables *from, MwVariables *into)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) all = json_array_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      g_autoptr (MwVariables) scope = new_scope (part, from);
      g_autoptr (JsonNode) filled = scope != NULL ? mw_template_fill_node (part->filter, scope) : NULL;
      JsonArray *list = filled != NULL ? json_node_get_array (filled) : NULL;

      for (guint n = 0; list != NULL && n < json_array_get_length (list); n++)
        json_array_add_element (all, json_node_ref (json_array_get_element (list, n)));
    }
  json_node_set_array (node, all);
  mw_variables_set_node (into, "filter", node);
  return TRUE;
}

/* What was filled in with care may be part of a statement. */
static void
set_text (MwVariables *variables, const char *name, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  mw_variables_set_file_node (variables, name, node);
}

static gboolean
fill_text (const MwSetSource *set, GArray *parts, MwVariables *from, MwVariables *into, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *and = NULL;
  g_autofree char *where = NULL;

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      g_autoptr (MwVariables) scope = new_scope (part, from);
      g_autofree char *filled = NULL;

      if (scope == NULL)
        continue;
      filled = mw_statement_fill (json_node_get_string (part->filter), scope, error);
      if (filled == NULL)
        return FALSE;
      g_string_append_printf (all, "%s%s", all->len > 0 ? set->filter_join : "", filled);
    }
  if (all->len > 0)
    {
      and = g_strconcat (set->filter_join, all->str, NULL);
      where = g_strconcat (" WHERE ", all->str, NULL);
      set_text (into, "filter", all->str);
    }
  set_text (into, "filter_and", and!= NULL ? and : "");
  set_text (into, "filter_where", where != NULL ? where : "");
  return TRUE;
}

/* A parameter that is nothing but {since} keeps its type. */
static gboolean
fill_parameters (GArray *parts, MwVariables *from, MwVariables *into)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      g_autoptr (MwVariables) scope = new_scope (part, from);
      g_autoptr (JsonNode) filled = scope != NULL ? mw_template_fill_node (part->filter, scope) : NULL;

      if (filled != NULL)
        mw_variables_set_node (into, part->place, filled);
    }
  return TRUE;
}

static JsonNode *
dup_since (gint64 time, const MwMoment *moment, const char *zone)
{
  return moment != NULL && time != MW_SINCE_NONE ? mw_since_new_node (time, moment, zone) : NULL;
}

gboolean
mw_filter_has_chosen (const MwSetSource *set, MwVariables *from)
{
  const MwSetFilters *filters = set->filters;

  for (guint i = 0; filters != NULL && i < filters->n_chosen; i++)
    if (has_value (filters->chosen[i].choice, from))
      return TRUE;
  return FALSE;
}

/**
 * mw_filter_fill:
 * @set: whose list is narrowed
 * @parts: what is asked for; parts that the set does not have are left out
 * @changed_since: microseconds since 1970; %MW_SINCE_NONE
 * @ordered_since: the same
 * @from: choices, the set's variables and what else filters may use
 * @into: gets the places of list and count
 *
 * Returns: %FALSE with %MW_CATALOG_ERROR_UNSAFE when a value is neither number nor name nor between quotes
 */
gboolean
mw_filter_fill (const MwSetSource *set,
                MwFilterParts parts,
                gint64 changed_since,
                gint64 ordered_since,
                MwVariables *from,
                MwVariables *into,
                GError **error)
{
  g_autofree char *zone = mw_variables_dup_text (from, "zone");
  g_autoptr (JsonNode) changed = dup_since (changed_since, set->changed, zone);
  g_autoptr (JsonNode) ordered = dup_since (ordered_since, set->ordered, zone);
  g_autoptr (GArray) applying = g_array_new (FALSE, FALSE, sizeof (Part));
  const MwSetFilters *filters = set->filters;

  if (filters != NULL)
    {
      add_part (applying, NULL, filters->base, NULL);
      for (guint i = 0; (parts & MW_FILTER_PART_CHOSEN) && i < filters->n_chosen; i++)
        if (has_value (filters->chosen[i].choice, from))
          add_part (applying, NULL, filters->chosen[i].filter, NULL);
      if (parts & MW_FILTER_PART_CHANGED)
        add_part (applying, "changed_since", filters->changed_since, changed);
      if (parts & MW_FILTER_PART_ORDERED)
        add_part (applying, "ordered_since", filters->ordered_since, ordered);
      if (parts & MW_FILTER_PART_OPEN)
        add_part (applying, "open", filters->open, NULL);
    }
  switch (set->filter)
    {
    case MW_FILTER_LIST:
      return fill_list (applying, from, into);
    case MW_FILTER_TEXT:
      return fill_text (set, applying, from, into, error);
    case MW_FILTER_PARAMETERS:
      return fill_parameters (applying, from, into);
    case MW_FILTER_NONE:
    default:
      return TRUE;
    }
}
