/* mw-edmx.c: what an OData service says about itself in $metadata
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-edmx-private.h"
#include "mw-source.h"

#define MAX_BASES 16

static void
end_free (gpointer data)
{
  MwEdmxEnd *end = data;

  g_free (end->type);
  g_free (end);
}

static void
relation_free (gpointer data)
{
  MwEdmxRelation *relation = data;

  g_free (relation->end);
  g_free (relation);
}

static void
label_free (gpointer data)
{
  MwEdmxLabel *label = data;

  g_free (label->target);
  g_free (label->text);
  g_free (label);
}

void
mw_edmx_property_free (gpointer data)
{
  MwEdmxProperty *property = data;

  g_free (property->name);
  g_free (property->type);
  g_free (property->label);
  g_free (property);
}

void
mw_edmx_navigation_free (gpointer data)
{
  MwEdmxNavigation *navigation = data;

  g_free (navigation->name);
  g_free (navigation->type);
  g_free (navigation);
}

MwEdmxType *
mw_edmx_type_new (void)
{
  MwEdmxType *self = g_new0 (MwEdmxType, 1);

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->properties = g_ptr_array_new_with_free_func (mw_edmx_property_free);
  self->navigations = g_ptr_array_new_with_free_func (mw_edmx_navigation_free);
  return self;
}

void
mw_edmx_type_free (gpointer data)
{
  MwEdmxType *type = data;

  g_free (type->name);
  g_free (type->label);
  g_free (type->base);
  g_ptr_array_unref (type->keys);
  g_ptr_array_unref (type->properties);
  g_ptr_array_unref (type->navigations);
  g_free (type);
}

void
mw_edmx_set_free (gpointer data)
{
  MwEdmxSet *set = data;

  g_free (set->name);
  g_free (set->label);
  g_free (set);
}

void
mw_edmx_free (MwEdmx *self)
{
  g_free (self->version);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->aliases, g_hash_table_unref);
  g_clear_pointer (&self->ends, g_hash_table_unref);
  g_free (self);
}

gboolean
mw_edmx_fail (GError **error, const char *reason)
{
  g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE, "$metadata %s", reason);
  return FALSE;
}

static const MwEdmxType *
resolve_type (MwEdmx *self, const char *name)
{
  MwEdmxType *type = g_hash_table_lookup (self->by_name, name);
  const char *dot = strrchr (name, '.');
  g_autofree char *alias = NULL;
  g_autofree char *full = NULL;
  const char *namespace;

  if (type != NULL || dot == NULL)
    return type;
  alias = g_strndup (name, (gsize) (dot - name));
  namespace = g_hash_table_lookup (self->aliases, alias);
  full = namespace != NULL ? g_strconcat (namespace, dot, NULL) : NULL;
  return full != NULL ? g_hash_table_lookup (self->by_name, full) : NULL;
}

static void
resolve_relations (MwEdmxReader *reader)
{
  for (guint i = 0; i < reader->relations->len; i++)
    {
      MwEdmxRelation *relation = reader->relations->pdata[i];
      const char *dot = strrchr (relation->end, '.');
      const MwEdmxEnd *end = g_hash_table_lookup (reader->edmx->ends, relation->end);
      g_autofree char *alias = dot != NULL ? g_strndup (relation->end, (gsize) (dot - relation->end)) : NULL;
      const char *namespace = alias != NULL ? g_hash_table_lookup (reader->edmx->aliases, alias) : NULL;
      g_autofree char *full = namespace != NULL ? g_strconcat (namespace, dot, NULL) : NULL;

      if (end == NULL && full != NULL)
        end = g_hash_table_lookup (reader->edmx->ends, full);
      relation->navigation->type = g_strdup (end != NULL ? end->type : "");
      relation->navigation->is_list = end != NULL && end->is_list;
    }
}

/* "NS.Type" and "NS.Type/Property" → where its label is. */
static GHashTable *
index_labels (MwEdmx *self)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->types->len; i++)
    {
      MwEdmxType *type = self->types->pdata[i];

      g_hash_table_insert (places, g_strdup (type->name), &type->label);
      for (guint n = 0; n < type->properties->len; n++)
        {
          MwEdmxProperty *property = type->properties->pdata[n];

          g_hash_table_insert (places, g_strdup_printf ("%s/%s", type->name, property->name),
                               &property->label);
        }
    }
  return places;
}

static void
apply_labels (MwEdmxReader *reader)
{
  g_autoptr (GHashTable) places = reader->labels->len > 0 ? index_labels (reader->edmx) : NULL;

  for (guint i = 0; i < reader->labels->len; i++)
    {
      const MwEdmxLabel *label = reader->labels->pdata[i];
      const char *slash = strchr (label->target, '/');
      g_autofree char *name = slash != NULL ? g_strndup (label->target, (gsize) (slash - label->target))
                                            : g_strdup (label->target);
      const MwEdmxType *type = resolve_type (reader->edmx, name);
      g_autofree char *key = type != NULL ? g_strconcat (type->name, slash, NULL) : NULL;
      char **place = key != NULL ? g_hash_table_lookup (places, key) : NULL;

      if (place != NULL && *place == NULL)
        *place = g_strdup (label->text);
    }
}

/* What a base type has comes first, as in the document that the server sends. */
static gboolean
take_from_base (MwEdmxType *type, const MwEdmxType *base, GError **error)
{
  if (type->properties->len + base->properties->len > MW_EDMX_MAX_COUNT ||
      type->navigations->len + base->navigations->len > MW_EDMX_MAX_COUNT)
    return mw_edmx_fail (error, "describes too much");
  for (guint i = 0; i < base->keys->len; i++)
    g_ptr_array_insert (type->keys, (int) i, g_strdup (base->keys->pdata[i]));
  for (guint i = 0; i < base->properties->len; i++)
    {
      const MwEdmxProperty *theirs = base->properties->pdata[i];
      MwEdmxProperty *ours = g_new0 (MwEdmxProperty, 1);

      ours->name = g_strdup (theirs->name);
      ours->type = g_strdup (theirs->type);
      ours->label = g_strdup (theirs->label);
      ours->is_nullable = theirs->is_nullable;
      ours->is_list = theirs->is_list;
      g_ptr_array_insert (type->properties, (int) i, ours);
    }
  for (guint i = 0; i < base->navigations->len; i++)
    {
      const MwEdmxNavigation *theirs = base->navigations->pdata[i];
      MwEdmxNavigation *ours = g_new0 (MwEdmxNavigation, 1);

      ours->name = g_strdup (theirs->name);
      ours->type = g_strdup (theirs->type);
      ours->is_list = theirs->is_list;
      g_ptr_array_insert (type->navigations, (int) i, ours);
    }
  return TRUE;
}

static gboolean
inherit (MwEdmx *self, MwEdmxType *type, guint depth, GError **error)
{
  MwEdmxType *base = type->base != NULL ? (MwEdmxType *) resolve_type (self, type->base) : NULL;

  /* Forgotten first: a type that is its own ancestor ends here. */
  g_clear_pointer (&type->base, g_free);
  if (base == NULL)
    return TRUE;
  if (depth > MAX_BASES)
    return mw_edmx_fail (error, "has types that are nested too deep");
  return inherit (self, base, depth + 1, error) && (base == type || take_from_base (type, base, error));
}

static gboolean
complete (MwEdmxReader *reader, GError **error)
{
  MwEdmx *self = reader->edmx;
  guint n_found = 0;

  resolve_relations (reader);
  apply_labels (reader);
  for (guint i = 0; i < self->types->len; i++)
    if (!inherit (self, self->types->pdata[i], 0, error))
      return FALSE;
  for (guint i = 0; i < self->sets->len; i++)
    {
      MwEdmxSet *set = self->sets->pdata[i];

      set->type = (MwEdmxType *) resolve_type (self, reader->set_types->pdata[i]);
      n_found += set->type != NULL;
    }
  /* A set without a type cannot be read; the others can. */
  for (guint i = self->sets->len; i > 0; i--)
    if (((MwEdmxSet *) self->sets->pdata[i - 1])->type == NULL)
      g_ptr_array_remove_index (self->sets, i - 1);
  return n_found > 0 || mw_edmx_fail (error, "names no list of records");
}

/**
 * mw_edmx_parse:
 * @text: a document in UTF-8
 * @length: of @text in bytes
 *
 * Reads the description of an OData service: its sets, and of their types the keys, properties with types and
 * labels (sap:label; Common.Label in V4), and navigation properties. A document type definition is refused,
 * and so is what is larger, deeper or more than the bounds. Everything else that such a document may say is
 * passed over.
 *
 * Returns: (transfer full): the description; %NULL with %MW_SOURCE_ERROR_SHAPE
 */
MwEdmx *
mw_edmx_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (MwEdmx) self = g_new0 (MwEdmx, 1);
  g_autoptr (GPtrArray) set_types = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (relation_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (label_free);
  MwEdmxReader reader = { .edmx = self, .set_types = set_types, .relations = relations, .labels = labels };
  gboolean ok;

  self->sets = g_ptr_array_new_with_free_func (mw_edmx_set_free);
  self->types = g_ptr_array_new_with_free_func (mw_edmx_type_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, end_free);
  if (length > MW_EDMX_MAX_SIZE)
    {
      mw_edmx_fail (error, "is too large");
      return NULL;
    }
  ok = mw_edmx_reader_read (&reader, text, length, error) && complete (&reader, error);
  g_free (reader.namespace);
  g_free (reader.association);
  g_free (reader.target);
  return ok ? g_steal_pointer (&self) : NULL;
}

const char *
mw_edmx_get_version (MwEdmx *self)
{
  return self->version;
}

guint
mw_edmx_get_n_sets (MwEdmx *self)
{
  return self->sets->len;
}

const MwEdmxSet *
mw_edmx_get_set (MwEdmx *self, guint position)
{
  return self->sets->pdata[position];
}

const MwEdmxSet *
mw_edmx_find_set (MwEdmx *self, const char *name)
{
  for (guint i = 0; i < self->sets->len; i++)
    if (g_str_equal (((MwEdmxSet *) self->sets->pdata[i])->name, name))
      return self->sets->pdata[i];
  return NULL;
}

/**
 * mw_edmx_find_type:
 * @name: with its namespace or an alias of it
 *
 * Returns: (nullable): the entity type
 */
const MwEdmxType *
mw_edmx_find_type (MwEdmx *self, const char *name)
{
  return resolve_type (self, name);
}

const MwEdmxSet *
mw_edmx_find_set_of_type (MwEdmx *self, const char *type)
{
  const MwEdmxType *wanted = resolve_type (self, type);

  for (guint i = 0; wanted != NULL && i < self->sets->len; i++)
    if (((MwEdmxSet *) self->sets->pdata[i])->type == wanted)
      return self->sets->pdata[i];
  return NULL;
}
