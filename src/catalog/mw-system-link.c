/* mw-system-link.c: puts the parts of a system file together, and refuses what refers to nothing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-expression-reader.h"
#include "mw-system-private.h"
#include "mw-system-proposed.h"

MwFormField *
mw_system_file_find_form (MwSystemFile *file, const char *id)
{
  for (guint i = 0; i < file->n_form; i++)
    if (strcmp (file->form[i].id, id) == 0)
      return &file->form[i];
  return NULL;
}

MwSetEntry *
mw_system_file_find_set (MwSystemFile *file, const char *id)
{
  for (guint i = 0; i < file->n_sets; i++)
    if (strcmp (file->sets[i].id, id) == 0)
      return &file->sets[i];
  return NULL;
}

MwMapEntry *
mw_system_file_find_map (MwSystemFile *file, const char *id)
{
  for (guint i = 0; i < file->n_maps; i++)
    if (strcmp (file->maps[i].id, id) == 0)
      return &file->maps[i];
  return NULL;
}

static MwSignIn *
find_sign_in (MwSystemFile *file, const char *id)
{
  for (guint i = 0; i < file->n_sign_ins; i++)
    if (strcmp (file->sign_ins[i].id, id) == 0)
      return &file->sign_ins[i];
  return NULL;
}

static gboolean
has_variant (MwSystemFile *file, const char *id)
{
  for (guint i = 0; i < file->n_variants; i++)
    if (strcmp (file->variants[i].variant.id, id) == 0)
      return TRUE;
  return FALSE;
}

gboolean
mw_system_file_has_variant (MwSystemFile *file, guint variant, const char *sign_in)
{
  for (guint i = 0; i < variant; i++)
    if (file->variants[i].variant.when == NULL && file->variants[i].variant.discovery.version == NULL &&
        g_strv_contains ((const char *const *) file->variants[i].variant.sign_ins, sign_in))
      return FALSE;
  return g_strv_contains ((const char *const *) file->variants[variant].variant.sign_ins, sign_in);
}

/* The ids of a list's structs, each of which begins with its id. */
static gboolean
check_ids (MwFileReader *r, const char *list, gconstpointer structs, guint n, gsize size)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  mw_file_reader_enter (r, list);
  for (guint i = 0; i < n; i++)
    {
      const char *id = *(const char *const *) (gconstpointer) ((const char *) structs + i * size);

      mw_file_reader_enter_index (r, i);
      if (!g_hash_table_add (seen, (gpointer) id))
        return mw_file_reader_fail (r, "id", "“%s” stands twice", id);
      mw_file_reader_leave (r, strlen (list));
    }
  mw_file_reader_leave (r, 0);
  return TRUE;
}

static gboolean
link_form (MwFileReader *r, MwSystemFile *file)
{
  MwFormField *address = file->address_field != NULL ? mw_system_file_find_form (file, file->address_field)
                                                     : NULL;

  if (!check_ids (r, "form", file->form, file->n_form, sizeof *file->form))
    return FALSE;
  mw_file_reader_enter (r, "address");
  if (file->address_field != NULL && address == NULL)
    return mw_file_reader_fail (r, "field", "there is no form field “%s”", file->address_field);
  if (address != NULL && address->kind != MW_FORM_FIELD_URL)
    return mw_file_reader_fail (r, "field", "the form field “%s” is not of kind url", file->address_field);
  mw_file_reader_leave (r, 0);
  for (guint i = 0; i < file->n_guide; i++)
    if (file->guide[i].field != NULL && mw_system_file_find_form (file, file->guide[i].field) == NULL)
      {
        mw_file_reader_enter (r, "guide");
        mw_file_reader_enter_index (r, i);
        return mw_file_reader_fail (r, "field", "there is no form field “%s”", file->guide[i].field);
      }
  return TRUE;
}

static gboolean
link_sign_ins (MwFileReader *r, MwSystemFile *file)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  if (!check_ids (r, "sign_in", file->sign_ins, file->n_sign_ins, sizeof *file->sign_ins))
    return FALSE;
  if (file->address_field != NULL)
    g_hash_table_add (used, (gpointer) file->address_field);
  for (guint i = 0; i < file->n_sign_ins; i++)
    {
      MwSignIn *sign_in = &file->sign_ins[i];

      if (sign_in->fields == NULL)
        sign_in->fields = mw_keep_add (r->keep, g_new0 (char *, 1), g_free);
      mw_file_reader_enter (r, "sign_in");
      mw_file_reader_enter_index (r, i);
      for (guint n = 0; sign_in->fields[n] != NULL; n++)
        {
          if (mw_system_file_find_form (file, sign_in->fields[n]) == NULL)
            return mw_file_reader_fail (r, "fields", "there is no form field “%s”", sign_in->fields[n]);
          g_hash_table_add (used, sign_in->fields[n]);
        }
      mw_file_reader_leave (r, 0);
    }
  for (guint i = 0; i < file->n_form; i++)
    if (!g_hash_table_contains (used, file->form[i].id))
      {
        mw_file_reader_enter (r, "form");
        mw_file_reader_enter_index (r, i);
        return mw_file_reader_fail (r, "id", "no sign-in uses the form field “%s”", file->form[i].id);
      }
  return TRUE;
}

/* What decides between variants is the answer to a request that all of them know. */
static gboolean
check_when (MwFileReader *r, MwSystemFile *file, guint variant)
{
  char **sign_ins = file->variants[variant].variant.sign_ins;

  if (file->variants[variant].variant.when == NULL || file->probe != NULL)
    return TRUE;
  for (guint i = 0; sign_ins[i] != NULL; i++)
    {
      guint first = 0;

      while (!mw_system_file_has_variant (file, first, sign_ins[i]))
        first++;
      if (file->variants[first].variant.probe == NULL)
        return mw_file_reader_fail (r, "when", "needs a “probe”, at the top or in the first variant for “%s”",
                                    sign_ins[i]);
    }
  return TRUE;
}

static gboolean
has_own_probe (MwSystemFile *file, const char *sign_in)
{
  guint first = 0;

  while (first < file->n_variants && !mw_system_file_has_variant (file, first, sign_in))
    first++;
  return file->probe == NULL && first < file->n_variants && file->variants[first].variant.probe != NULL;
}

/* What the form has asked for must do for the other sign-in too, and their probes must tell them apart. */
static gboolean
check_instead (MwFileReader *r, MwSystemFile *file, const MwSignIn *sign_in)
{
  const MwSignIn *other = find_sign_in (file, sign_in->instead);

  if (other == NULL || other == sign_in)
    return mw_file_reader_fail (r, "instead", "there is no other sign-in “%s”", sign_in->instead);
  if (other->kind != sign_in->kind ||
      !g_strv_equal ((const char *const *) other->fields, (const char *const *) sign_in->fields))
    return mw_file_reader_fail (r, "instead", "“%s” is of another kind or asks for other fields", other->id);
  if (!has_own_probe (file, sign_in->id) || !has_own_probe (file, other->id))
    return mw_file_reader_fail (r, "instead", "needs a “probe” in the first variant for each of both");
  return TRUE;
}

static gboolean
link_variants (MwFileReader *r, MwSystemFile *file)
{
  if (!check_ids (r, "variants", file->variants, file->n_variants, sizeof *file->variants))
    return FALSE;
  for (guint i = 0; i < file->n_variants; i++)
    {
      char **sign_ins = file->variants[i].variant.sign_ins;
      gboolean is_used = FALSE;

      mw_file_reader_enter (r, "variants");
      mw_file_reader_enter_index (r, i);
      for (guint n = 0; sign_ins[n] != NULL; n++)
        {
          if (find_sign_in (file, sign_ins[n]) == NULL)
            return mw_file_reader_fail (r, "sign_in", "there is no sign-in “%s”", sign_ins[n]);
          is_used = is_used || mw_system_file_has_variant (file, i, sign_ins[n]);
        }
      if (!is_used)
        return mw_file_reader_fail (r, "sign_in", "an earlier variant has all of these sign-ins");
      if (!check_when (r, file, i))
        return FALSE;
      mw_file_reader_leave (r, 0);
    }
  for (guint i = 0; i < file->n_sign_ins; i++)
    {
      gboolean found = FALSE;

      for (guint n = 0; n < file->n_variants; n++)
        found = found || mw_system_file_has_variant (file, n, file->sign_ins[i].id);
      if (!found)
        {
          mw_file_reader_enter (r, "sign_in");
          mw_file_reader_enter_index (r, i);
          return mw_file_reader_fail (r, "id", "no variant is for the sign-in “%s”", file->sign_ins[i].id);
        }
      if (file->sign_ins[i].instead == NULL)
        continue;
      mw_file_reader_enter (r, "sign_in");
      mw_file_reader_enter_index (r, i);
      if (!check_instead (r, file, &file->sign_ins[i]))
        return FALSE;
      mw_file_reader_leave (r, 0);
    }
  return TRUE;
}

static gboolean
check_variant_ids (MwFileReader *r, MwSystemFile *file, char **ids)
{
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!has_variant (file, ids[i]))
      return mw_file_reader_fail (r, "variants", "there is no variant “%s”", ids[i]);
  return TRUE;
}

static gboolean
is_for_variant (char **ids, const MwVariant *variant)
{
  return ids == NULL || g_strv_contains ((const char *const *) ids, variant->id);
}

static const MwSetOverride *
find_override (const MwSetEntry *set, const MwVariant *variant)
{
  static const MwSetOverride none;

  for (guint i = 0; i < set->n_overrides; i++)
    if (strcmp (set->overrides[i].variant, variant->id) == 0)
      return &set->overrides[i];
  return &none;
}

static gboolean
check_overrides (MwFileReader *r, MwSystemFile *file, const MwSetEntry *set)
{
  gsize mark = mw_file_reader_enter (r, "by_variant");

  for (guint i = 0; i < set->n_overrides; i++)
    {
      const char *id = set->overrides[i].variant;

      if (!has_variant (file, id))
        return mw_file_reader_fail (r, id, "there is no such variant");
      if (set->variants != NULL && !g_strv_contains ((const char *const *) set->variants, id))
        return mw_file_reader_fail (r, id, "the set is not for this variant");
    }
  mw_file_reader_leave (r, mark);
  return TRUE;
}

/* The first of them that is there. */
#define FIRST(a, b, c) ((a) != NULL ? (a) : (b) != NULL ? (b) : (c))

static gboolean
link_sets (MwFileReader *r, MwSystemFile *file)
{
  for (guint i = 0; i < file->n_sets; i++)
    {
      MwSetEntry *set = &file->sets[i];

      if (set->variables == NULL)
        set->variables = mw_keep_add (r->keep, mw_variables_new (NULL), (GDestroyNotify) mw_variables_unref);
      set->sources = mw_keep_add (r->keep, g_new0 (MwSetSource, file->n_variants), g_free);
      mw_file_reader_enter (r, "sets");
      mw_file_reader_enter (r, set->id);
      if (!check_variant_ids (r, file, set->variants) || !check_overrides (r, file, set))
        return FALSE;
      for (guint n = 0; n < file->n_variants; n++)
        {
          MwVariantEntry *variant = &file->variants[n];
          MwSetSource *source = &set->sources[n];
          const MwSetOverride *own = find_override (set, &variant->variant);

          if (!is_for_variant (set->variants, &variant->variant))
            continue;
          *source = (MwSetSource) {
            .id = set->id,
            .title = set->title,
            .list = FIRST (own->list, set->list, variant->list),
            .count = FIRST (own->count, set->count, set->of == NULL ? variant->count : NULL),
            .fields = FIRST (own->fields, set->fields, variant->fields),
            .paging = *FIRST (own->paging, set->paging, variant->paging),
            .variables = own->variables != NULL ? own->variables : set->variables,
            .key = set->key,
            .repeats = set->repeats,
            .filter = variant->variant.filter,
            .filter_join = variant->variant.filter_join,
            .filters = set->filters,
            .changed = set->changed,
            .ordered = set->ordered,
            .order_newest = set->order_newest,
            .detail = set->detail,
            .of = set->of,
            .pivot = set->pivot,
            .columns = set->columns,
            .n_columns = set->n_columns,
          };
          if (set->order != NULL)
            source->paging.order = set->order;
          if (source->list == NULL)
            return mw_file_reader_fail (r, "list", "is missing, and the variant “%s” has none either",
                                        variant->variant.id);
          if (!mw_system_file_link_discovery (r, &variant->variant, source))
            return FALSE;
        }
      mw_file_reader_leave (r, 0);
    }
  return TRUE;
}

static gboolean
read_map (MwFileReader *r, MwEntityEntry *entry)
{
  MwEntity *entity = entry->source.entity;
  g_autoptr (GList) names = NULL;
  gsize all = mw_file_reader_enter (r, "map");
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (entry->map))
    return mw_file_reader_wrong_type (r, entry->map, "an object");
  object = json_node_get_object (entry->map);
  if (json_object_get_size (object) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  entry->source.map = mw_keep_add (r->keep, g_new0 (MwExpression *, mw_entity_get_n_fields (entity) + 1),
                                   g_free);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      int field = mw_entity_find_field (entity, l->data);
      gsize mark = mw_file_reader_enter (r, l->data);
      gboolean ok;

      if (field < 0)
        return mw_file_reader_fail (r, NULL, "the entity has no such field");
      ok = mw_expression_read (r, json_object_get_member (object, l->data), &entry->source.map[field]);
      mw_keep_add (r->keep, entry->source.map[field], (GDestroyNotify) mw_expression_free);
      if (!ok)
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  mw_file_reader_leave (r, all);
  return TRUE;
}

static gboolean
link_entity (MwFileReader *r, MwModel *model, MwSystemFile *file, MwEntityEntry *entry)
{
  MwSetEntry *set = mw_system_file_find_set (file, entry->source.set);
  gboolean offered = FALSE;

  entry->source.entity = mw_model_find (model, entry->id);
  if (entry->source.entity == NULL)
    return mw_file_reader_fail (r, NULL, "there is no such entity");
  mw_keep_add (r->keep, g_object_ref (entry->source.entity), g_object_unref);
  if (set == NULL)
    return mw_file_reader_fail (r, "set", "there is no set “%s”", entry->source.set);
  if (set->repeats)
    return mw_file_reader_fail (r, "set", "keys of “%s” come again, so its records are no rows", set->id);
  if (entry->source.lookups == NULL)
    entry->source.lookups = mw_keep_add (r->keep, g_new0 (char *, 1), g_free);
  if (!check_variant_ids (r, file, entry->variants))
    return FALSE;
  entry->offered = mw_keep_add (r->keep, g_new0 (gboolean, file->n_variants), g_free);
  for (guint i = 0; i < file->n_variants; i++)
    {
      MwVariant *variant = &file->variants[i].variant;

      entry->offered[i] = is_for_variant (entry->variants, variant) && set->sources[i].id != NULL;
      offered = offered || entry->offered[i];
      if (entry->variants != NULL && is_for_variant (entry->variants, variant) && !entry->offered[i])
        return mw_file_reader_fail (r, "variants", "the set “%s” is not for the variant “%s”", set->id,
                                    variant->id);
    }
  return read_map (r, entry) && mw_system_file_read_absent_fields (r, entry) &&
         mw_system_file_read_proposed (r, entry);
}

static gboolean
link_entities (MwFileReader *r, MwModel *model, MwSystemFile *file)
{
  for (guint i = 0; i < file->n_entities; i++)
    {
      mw_file_reader_enter (r, "entities");
      mw_file_reader_enter (r, file->entities[i].id);
      if (!link_entity (r, model, file, &file->entities[i]))
        return FALSE;
      mw_file_reader_leave (r, 0);
    }
  for (guint i = 0; i < file->n_variants && !file->general; i++)
    {
      gboolean offered = FALSE;

      for (guint n = 0; n < file->n_entities; n++)
        offered = offered || file->entities[n].offered[i];
      if (!offered)
        {
          mw_file_reader_enter (r, "variants");
          mw_file_reader_enter_index (r, i);
          return mw_file_reader_fail (r, NULL, "gives no entity");
        }
    }
  return TRUE;
}

static gboolean
link_evidence (MwFileReader *r, MwSystemFile *file)
{
  for (guint i = 0; i < file->n_evidence; i++)
    {
      MwEvidence *evidence = &file->evidence[i];
      gboolean found = evidence->entity == NULL;

      mw_file_reader_enter (r, "evidence");
      mw_file_reader_enter_index (r, i);
      for (guint n = 0; n < file->n_entities; n++)
        found = found || strcmp (file->entities[n].id, evidence->entity) == 0;
      if (!found)
        return mw_file_reader_fail (r, "entity", "the system gives no entity “%s”", evidence->entity);
      if (evidence->sign_in != NULL && find_sign_in (file, evidence->sign_in) == NULL)
        return mw_file_reader_fail (r, "sign_in", "there is no sign-in “%s”", evidence->sign_in);
      mw_file_reader_leave (r, 0);
    }
  return TRUE;
}

gboolean
mw_system_file_link (MwFileReader *reader, MwModel *model, MwSystemFile *file)
{
  return link_form (reader, file) && link_sign_ins (reader, file) && link_variants (reader, file) &&
         link_sets (reader, file) && mw_system_file_link_choices (reader, file) &&
         link_entities (reader, model, file) && link_evidence (reader, file) &&
         mw_system_file_link_facts (reader, model, file);
}
