/* mw-edmx-reader.c: the elements of $metadata, one by one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-edmx-private.h"
#include "mw-source.h"

/* EDMX 1.0 holds the schemas of OData V2 and V3 ([MC-EDMX], [MC-CSDL]), 4.0 those of V4 (OData CSDL XML 4.01,
 * which still says Version="4.0" or "4.01"). Elements are known by their local names: prefixes differ, and
 * nothing else in these documents has the same names at the same places. */

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static const char *
local_name (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static const char *
find (const char *name, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static const char *
find_or_empty (const char *name, const char **names, const char **values)
{
  const char *value = find (name, names, values);

  return value != NULL ? value : "";
}

/* "Collection(NS.Type)" is a list of NS.Type. */
static char *
dup_type (const char *text, gboolean *is_list)
{
  gsize length = strlen (text);

  *is_list = g_str_has_prefix (text, "Collection(") && text[length - 1] == ')';
  return *is_list ? g_strndup (text + strlen ("Collection("), length - strlen ("Collection()"))
                  : g_strdup (text);
}

static char *
qualify (MwEdmxReader *reader, const char *name)
{
  return g_strconcat (reader->namespace != NULL ? reader->namespace : "", ".", name, NULL);
}

static gboolean
has_room (GPtrArray *list, GError **error)
{
  return list->len < MW_EDMX_MAX_COUNT || mw_edmx_fail (error, "describes too much");
}

static void
open_type (MwEdmxReader *reader, const char **names, const char **values)
{
  const char *base = find ("BaseType", names, values);
  MwEdmxType *type = mw_edmx_type_new ();

  type->name = qualify (reader, find_or_empty ("Name", names, values));
  type->label = g_strdup (find ("sap:label", names, values));
  type->base = g_strdup (base);
  g_ptr_array_add (reader->edmx->types, type);
  g_hash_table_insert (reader->edmx->by_name, type->name, type);
  reader->type = type;
}

static void
open_property (MwEdmxReader *reader, const char **names, const char **values)
{
  MwEdmxProperty *property = g_new0 (MwEdmxProperty, 1);

  property->name = g_strdup (find_or_empty ("Name", names, values));
  property->type = dup_type (find_or_empty ("Type", names, values), &property->is_list);
  property->label = g_strdup (find ("sap:label", names, values));
  property->is_nullable = !g_str_equal (find_or_empty ("Nullable", names, values), "false");
  g_ptr_array_add (reader->type->properties, property);
  reader->property = property;
}

static void
open_navigation (MwEdmxReader *reader, const char **names, const char **values)
{
  const char *type = find ("Type", names, values);
  MwEdmxNavigation *navigation = g_new0 (MwEdmxNavigation, 1);

  navigation->name = g_strdup (find_or_empty ("Name", names, values));
  if (type != NULL)
    navigation->type = dup_type (type, &navigation->is_list);
  else
    {
      MwEdmxRelation *relation = g_new0 (MwEdmxRelation, 1);

      relation->navigation = navigation;
      relation->end = g_strdup_printf ("%s/%s", find_or_empty ("Relationship", names, values),
                                       find_or_empty ("ToRole", names, values));
      g_ptr_array_add (reader->relations, relation);
    }
  g_ptr_array_add (reader->type->navigations, navigation);
}

static void
open_set (MwEdmxReader *reader, const char **names, const char **values)
{
  MwEdmxSet *set = g_new0 (MwEdmxSet, 1);

  set->name = g_strdup (find_or_empty ("Name", names, values));
  set->label = g_strdup (find ("sap:label", names, values));
  g_ptr_array_add (reader->edmx->sets, set);
  g_ptr_array_add (reader->set_types, g_strdup (find_or_empty ("EntityType", names, values)));
}

static void
open_end (MwEdmxReader *reader, const char **names, const char **values)
{
  MwEdmxEnd *end = g_new0 (MwEdmxEnd, 1);

  end->type = g_strdup (find_or_empty ("Type", names, values));
  end->is_list = g_str_equal (find_or_empty ("Multiplicity", names, values), "*");
  g_hash_table_insert (reader->edmx->ends,
                       g_strdup_printf ("%s/%s", reader->association, find_or_empty ("Role", names, values)),
                       end);
}

/* Labels of V4: the terms Common.Label of SAP and Core.Description are what people read; the first is
 * shorter. */
static void
open_annotation (MwEdmxReader *reader, const char **names, const char **values)
{
  const char *term = find_or_empty ("Term", names, values);
  const char *text = find ("String", names, values);

  if (text == NULL ||
      !(g_str_has_suffix (term, "Common.Label") || g_str_has_suffix (term, "Common.v1.Label")))
    return;
  if (reader->property != NULL && reader->property->label == NULL)
    reader->property->label = g_strdup (text);
  else if (reader->type != NULL && reader->property == NULL && reader->type->label == NULL)
    reader->type->label = g_strdup (text);
  else if (reader->target != NULL)
    {
      MwEdmxLabel *label = g_new0 (MwEdmxLabel, 1);

      label->target = g_strdup (reader->target);
      label->text = g_strdup (text);
      g_ptr_array_add (reader->labels, label);
    }
}

static gboolean
open_in_type (MwEdmxReader *reader,
              const char *element,
              const char **names,
              const char **values,
              GError **error)
{
  if (g_str_equal (element, "PropertyRef"))
    g_ptr_array_add (reader->type->keys, g_strdup (find_or_empty ("Name", names, values)));
  else if (g_str_equal (element, "Property"))
    {
      if (!has_room (reader->type->properties, error))
        return FALSE;
      open_property (reader, names, values);
    }
  else if (g_str_equal (element, "NavigationProperty"))
    {
      if (!has_room (reader->type->navigations, error))
        return FALSE;
      open_navigation (reader, names, values);
    }
  return TRUE;
}

static gboolean
open_in_schema (MwEdmxReader *reader,
                const char *element,
                const char **names,
                const char **values,
                GError **error)
{
  if (g_str_equal (element, "EntityType"))
    {
      if (!has_room (reader->edmx->types, error))
        return FALSE;
      open_type (reader, names, values);
    }
  else if (g_str_equal (element, "EntitySet"))
    {
      if (!has_room (reader->edmx->sets, error))
        return FALSE;
      open_set (reader, names, values);
    }
  else if (g_str_equal (element, "Association"))
    g_set_str (&reader->association, qualify (reader, find_or_empty ("Name", names, values)));
  else if (g_str_equal (element, "End") && reader->association != NULL)
    open_end (reader, names, values);
  else if (g_str_equal (element, "Annotations"))
    g_set_str (&reader->target, find ("Target", names, values));
  return TRUE;
}

static void
open_schema (MwEdmxReader *reader, const char **names, const char **values)
{
  const char *alias = find ("Alias", names, values);

  g_set_str (&reader->namespace, find_or_empty ("Namespace", names, values));
  if (alias != NULL)
    g_hash_table_insert (reader->edmx->aliases, g_strdup (alias), g_strdup (reader->namespace));
}

static void
on_open (GMarkupParseContext *context,
         const char *name,
         const char **names,
         const char **values,
         gpointer data,
         GError **error)
{
  MwEdmxReader *reader = data;
  const char *element = local_name (name);

  if (++reader->depth > MW_EDMX_MAX_DEPTH)
    {
      mw_edmx_fail (error, "is nested too deep");
      return;
    }
  if (reader->edmx->version == NULL)
    {
      if (!g_str_equal (element, "Edmx"))
        mw_edmx_fail (error, "is no description of an OData service");
      else
        reader->edmx->version = g_strdup (find_or_empty ("Version", names, values));
      return;
    }
  if (g_str_equal (element, "Schema"))
    open_schema (reader, names, values);
  else if (g_str_equal (element, "Annotation"))
    open_annotation (reader, names, values);
  else if (reader->type != NULL)
    open_in_type (reader, element, names, values, error);
  else
    open_in_schema (reader, element, names, values, error);
}

static void
on_close (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  MwEdmxReader *reader = data;
  const char *element = local_name (name);

  reader->depth--;
  if (g_str_equal (element, "EntityType"))
    reader->type = NULL;
  else if (g_str_equal (element, "Property"))
    reader->property = NULL;
  else if (g_str_equal (element, "Association"))
    g_clear_pointer (&reader->association, g_free);
  else if (g_str_equal (element, "Annotations"))
    g_clear_pointer (&reader->target, g_free);
}

/* Comments and processing instructions come here too; a DTD could define what other text means. */
static void
on_passthrough (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  if (length >= 2 && g_str_has_prefix (text, "<!") && !g_str_has_prefix (text, "<!--") &&
      !g_str_has_prefix (text, "<![CDATA["))
    mw_edmx_fail (error, "has a document type definition, which is not read");
}

gboolean
mw_edmx_reader_read (MwEdmxReader *self, const char *text, gsize length, GError **error)
{
  static const GMarkupParser parser = { on_open, on_close, NULL, on_passthrough, NULL };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GMarkupParseContext)
    context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, self, NULL);

  if (length >= 3 && memcmp (text, BYTE_ORDER_MARK, 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  /* GMarkup sets two errors, one over the other, when an error follows bytes that are no UTF-8. */
  if (!g_utf8_validate_len (text, length, NULL))
    return mw_edmx_fail (error, "is no XML");
  if (g_markup_parse_context_parse (context, text, (gssize) length, &local_error) &&
      g_markup_parse_context_end_parse (context, &local_error))
    return TRUE;
  if (local_error->domain == MW_SOURCE_ERROR)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    mw_edmx_fail (error, "is no XML");
  return FALSE;
}
