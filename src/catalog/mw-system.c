/* mw-system.c: one business system, as its file in data/systems/ describes it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-system.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-endpoint.h"
#include "mw-system-private.h"

/* Longer texts are folded in memory of their own. */
#define MAX_CODE 63

struct _MwSystem
{
  GObject parent_instance;
  JsonNode *root; /* texts lie here */
  MwKeep *keep;   /* and everything else here */
  MwModel *model;
  MwSystemFile file;
  char *user_file; /* NULL: built in */
  char *sha256;
  gboolean allowed; /* atomic */
};

G_DEFINE_FINAL_TYPE (MwSystem, mw_system, G_TYPE_OBJECT)
/* clang-format off */
G_DEFINE_QUARK (mw-catalog-error-quark, mw_catalog_error)
/* clang-format on */

static void
mw_system_finalize (GObject *object)
{
  MwSystem *self = MW_SYSTEM (object);

  g_clear_pointer (&self->keep, g_array_unref);
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_object (&self->model);
  g_free (self->user_file);
  g_free (self->sha256);
  G_OBJECT_CLASS (mw_system_parent_class)->finalize (object);
}

static void
mw_system_class_init (MwSystemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_system_finalize;
}

static void
mw_system_init (MwSystem *self)
{
  self->keep = mw_keep_new ();
}

/**
 * mw_system_new:
 * @name: of the file, for messages
 * @root: its JSON, merged with what it extends; must not change afterwards
 *
 * Reads and checks a system file.
 *
 * Returns: (transfer full): %NULL with a #MwCatalogError "FILE: KEY.PATH: reason"
 */
MwSystem *
mw_system_new (const char *name, JsonNode *root, MwModel *model, GError **error)
{
  g_autoptr (MwSystem) self = NULL;
  MwFileReader reader;
  gboolean ok;

  self = g_object_new (MW_TYPE_SYSTEM, NULL);
  self->root = json_node_ref (root);
  self->model = g_object_ref (model);
  mw_file_reader_init (&reader, name, NULL, self->keep, error);
  ok = mw_system_file_read (&reader, root, &self->file) &&
       mw_system_file_link (&reader, model, &self->file) &&
       mw_system_file_check_requests (&reader, &self->file) &&
       mw_system_file_check_entities (&reader, &self->file);
  mw_file_reader_clear (&reader);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
mw_system_set_user_file (MwSystem *self, const char *path, const char *sha256)
{
  g_set_str (&self->user_file, path);
  g_set_str (&self->sha256, sha256);
}

JsonNode *
mw_system_get_json (MwSystem *self)
{
  return self->root;
}

/**
 * mw_system_get_user_file:
 *
 * Returns: (nullable): the path of its file when a user has put it there; %NULL when it is built in
 */
const char *
mw_system_get_user_file (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->user_file;
}

/**
 * mw_system_get_sha256:
 *
 * Returns: (nullable): the hash of the bytes that were read, in hexadecimal; %NULL when it is built in
 */
const char *
mw_system_get_sha256 (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->sha256;
}

/**
 * mw_system_is_allowed:
 *
 * Returns: whether requests of this system may be sent. Any thread.
 */
gboolean
mw_system_is_allowed (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), FALSE);

  return self->user_file == NULL || g_atomic_int_get (&self->allowed);
}

/**
 * mw_system_is_general:
 *
 * Returns: whether it has no lists of its own: connecting it asks the system which there are, and writes a
 * file of the user's that extends it
 */
gboolean
mw_system_is_general (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), FALSE);

  return self->file.general;
}

/**
 * mw_system_allow:
 *
 * Says that the user has seen what its file does, and wants it.
 */
void
mw_system_allow (MwSystem *self)
{
  g_return_if_fail (MW_IS_SYSTEM (self));

  g_atomic_int_set (&self->allowed, TRUE);
}

const char *
mw_system_get_id (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->file.id;
}

guint
mw_system_get_revision (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), 0);

  return self->file.revision;
}

const char *
mw_system_get_name (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->file.name;
}

const char *
mw_system_get_vendor (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->file.vendor;
}

const char *
mw_system_get_summary (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->file.summary;
}

/**
 * mw_system_get_through:
 *
 * Returns: (nullable): name of the service in between; %NULL when the computer talks to the system itself
 */
const char *
mw_system_get_through (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->file.through;
}

/**
 * mw_system_get_builtin:
 *
 * Returns: (nullable): name of an address inside this program ("demo")
 */
const char *
mw_system_get_builtin (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->file.builtin;
}

/**
 * mw_system_get_fixed_url:
 *
 * Returns: (nullable): the https address that all users of the system share
 */
const char *
mw_system_get_fixed_url (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->file.fixed_url;
}

/**
 * mw_system_get_address_field:
 *
 * Returns: (nullable): id of the form field that has the address; a form may have more of kind url
 */
const char *
mw_system_get_address_field (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return self->file.address_field;
}

/**
 * mw_system_asks_for:
 * @sign_in: (nullable): one of its ways to sign in; %NULL when none is chosen yet
 * @field: id of a form field
 *
 * A field is asked for by the sign-ins that name it; by all when none does, and when it is the only way to
 * tell the address.
 */
gboolean
mw_system_asks_for (MwSystem *self, const MwSignIn *sign_in, const char *field)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && field != NULL, FALSE);

  if (sign_in == NULL || g_strv_contains ((const char *const *) sign_in->fields, field) ||
      (self->file.address_template == NULL && g_strcmp0 (field, self->file.address_field) == 0))
    return TRUE;
  for (guint i = 0; i < self->file.n_sign_ins; i++)
    if (g_strv_contains ((const char *const *) self->file.sign_ins[i].fields, field))
      return FALSE;
  return TRUE;
}

/* What the form says, and what is derived from that alone. */
static MwVariables *
derive_plain (const MwSignIn *sign_in, MwVariables *settings)
{
  MwVariables *values = mw_variables_new (settings);

  for (guint i = 0; i < sign_in->n_derived; i++)
    {
      g_autofree char *value = sign_in->derived[i].secret
                                 ? NULL
                                 : mw_request_derived_fill (&sign_in->derived[i], values, NULL);

      if (value != NULL)
        mw_variables_set_text (values, sign_in->derived[i].variable, value);
    }
  return values;
}

/**
 * mw_system_dup_address:
 * @sign_in: one of its ways to sign in
 * @settings: the form's plain values
 * @error: %MW_CATALOG_ERROR_FORMAT when a part of the address has no value or none that an address can have
 *
 * Returns: (transfer full) (nullable): what was typed, what all users share, or what is made of what was
 * typed; %NULL without @error for an address inside this program, or where nothing was typed
 */
char *
mw_system_dup_address (MwSystem *self, const MwSignIn *sign_in, MwVariables *settings, GError **error)
{
  g_autoptr (MwVariables) values = NULL;
  g_autofree char *typed = NULL;

  g_return_val_if_fail (MW_IS_SYSTEM (self) && sign_in != NULL && settings != NULL, NULL);

  if (self->file.fixed_url != NULL)
    return g_strdup (self->file.fixed_url);
  if (self->file.address_field != NULL && mw_system_asks_for (self, sign_in, self->file.address_field))
    typed = mw_variables_dup_text (settings, self->file.address_field);
  if (self->file.address_template == NULL || (typed != NULL && *typed != '\0'))
    return g_steal_pointer (&typed);
  values = derive_plain (sign_in, settings);
  return mw_endpoint_fill (self->file.address_template, "", values, error);
}

const char *const *
mw_system_get_categories (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return (const char *const *) self->file.categories;
}

/**
 * mw_categories_dup_title:
 * @categories: words: erp, cmms, eam, wms
 *
 * Returns: (transfer full): the categories for people: "ERP, WMS"
 */
char *
mw_categories_dup_title (const char *const *categories)
{
  g_autofree char *joined = g_strjoinv (", ", (char **) categories);

  return g_ascii_strup (joined, -1);
}

const char *const *
mw_system_get_names (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return (const char *const *) self->file.names;
}

const MwNeed *
mw_system_get_needs (MwSystem *self, guint *n_needs)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && n_needs != NULL, NULL);

  *n_needs = self->file.n_needs;
  return self->file.needs;
}

const MwDeadEnd *
mw_system_get_dead_ends (MwSystem *self, guint *n_dead_ends)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && n_dead_ends != NULL, NULL);

  *n_dead_ends = self->file.n_dead_ends;
  return self->file.dead_ends;
}

/**
 * mw_system_find_absent:
 * @entity: of the model
 *
 * Returns: (nullable): why the system gives no such records; %NULL when it gives them, or nobody said
 */
const MwAbsent *
mw_system_find_absent (MwSystem *self, MwEntity *entity)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && MW_IS_ENTITY (entity), NULL);

  for (guint i = 0; i < self->file.n_absent; i++)
    if (strcmp (self->file.absent[i].entity, mw_entity_get_id (entity)) == 0)
      return &self->file.absent[i];
  return NULL;
}

const MwGuideStep *
mw_system_get_guide (MwSystem *self, guint *n_steps)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && n_steps != NULL, NULL);

  *n_steps = self->file.n_guide;
  return self->file.guide;
}

const MwFormField *
mw_system_get_form (MwSystem *self, guint *n_fields)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && n_fields != NULL, NULL);

  *n_fields = self->file.n_form;
  return self->file.form;
}

const MwFormField *
mw_system_find_form_field (MwSystem *self, const char *id)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && id != NULL, NULL);

  return mw_system_file_find_form (&self->file, id);
}

const MwSignIn *
mw_system_get_sign_ins (MwSystem *self, guint *n_sign_ins)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && n_sign_ins != NULL, NULL);

  *n_sign_ins = self->file.n_sign_ins;
  return self->file.sign_ins;
}

const MwSignIn *
mw_system_find_sign_in (MwSystem *self, const char *id)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && id != NULL, NULL);

  for (guint i = 0; i < self->file.n_sign_ins; i++)
    if (strcmp (self->file.sign_ins[i].id, id) == 0)
      return &self->file.sign_ins[i];
  return NULL;
}

guint
mw_system_get_n_variants (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), 0);

  return self->file.n_variants;
}

/**
 * mw_system_get_variant:
 * @position: in the order of the file
 *
 * Returns: (nullable): %NULL behind the last
 */
const MwVariant *
mw_system_get_variant (MwSystem *self, guint position)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return position < self->file.n_variants ? &self->file.variants[position].variant : NULL;
}

/**
 * mw_system_find_variant:
 * @sign_in: id of a sign-in
 *
 * Returns: (nullable): the first variant for it; every sign-in of the file has one
 */
const MwVariant *
mw_system_find_variant (MwSystem *self, const char *sign_in)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && sign_in != NULL, NULL);

  for (guint i = 0; i < self->file.n_variants; i++)
    if (mw_system_file_has_variant (&self->file, i, sign_in))
      return &self->file.variants[i].variant;
  return NULL;
}

/**
 * mw_system_dup_variants:
 * @sign_in: id of a sign-in
 *
 * Returns: (transfer full) (element-type MwVariant): all variants for it, in the order of the file; the last
 * one is the only one that may be without “when”
 */
GPtrArray *
mw_system_dup_variants (MwSystem *self, const char *sign_in)
{
  GPtrArray *variants = g_ptr_array_new ();

  for (guint i = 0; i < self->file.n_variants; i++)
    if (mw_system_file_has_variant (&self->file, i, sign_in))
      g_ptr_array_add (variants, &self->file.variants[i].variant);
  return variants;
}

/**
 * mw_system_find_variant_again:
 * @sign_in: id of a sign-in
 * @id: (nullable): of the variant that was chosen before
 *
 * Returns: (nullable): that variant, else the first for @sign_in
 */
const MwVariant *
mw_system_find_variant_again (MwSystem *self, const char *sign_in, const char *id)
{
  g_autoptr (GPtrArray) variants = mw_system_dup_variants (self, sign_in);

  for (guint i = 0; i < variants->len; i++)
    if (g_strcmp0 (((const MwVariant *) variants->pdata[i])->id, id) == 0)
      return variants->pdata[i];
  return mw_system_find_variant (self, sign_in);
}

/**
 * mw_system_get_probe:
 * @sign_in: id of a sign-in
 * @version: (out) (nullable): path of the version in its answer
 *
 * Returns: (nullable): the file's probe, else that of the first variant for @sign_in
 */
const MwRequestTemplate *
mw_system_get_probe (MwSystem *self, const char *sign_in, const MwJsonPath **version)
{
  const MwVariant *variant = mw_system_find_variant (self, sign_in);

  if (self->file.probe == NULL && variant == NULL)
    return NULL;
  *version = self->file.probe != NULL ? self->file.probe_version : variant->probe_version;
  return self->file.probe != NULL ? self->file.probe : variant->probe;
}

/* A variant is the first member of its entry. */
static guint
index_of (MwSystem *self, const MwVariant *variant)
{
  return (const MwVariantEntry *) variant - self->file.variants;
}

/**
 * mw_system_dup_entities:
 *
 * Returns: (transfer full) (element-type MwEntity): what @variant can give, in the model's order
 */
GPtrArray *
mw_system_dup_entities (MwSystem *self, const MwVariant *variant)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (MW_IS_SYSTEM (self) && variant != NULL, NULL);

  for (guint i = 0; i < mw_model_get_n_entities (self->model); i++)
    {
      MwEntity *entity = mw_model_get_entity (self->model, i);

      if (mw_system_find_entity (self, variant, entity) != NULL)
        g_ptr_array_add (entities, g_object_ref (entity));
    }
  return g_steal_pointer (&entities);
}

/**
 * mw_system_find_entity:
 *
 * Returns: (nullable): how @entity's rows are made in @variant; %NULL when it is not offered there
 */
const MwEntitySource *
mw_system_find_entity (MwSystem *self, const MwVariant *variant, MwEntity *entity)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && variant != NULL && MW_IS_ENTITY (entity), NULL);

  for (guint i = 0; i < self->file.n_entities; i++)
    {
      MwEntityEntry *entry = &self->file.entities[i];

      if (strcmp (entry->id, mw_entity_get_id (entity)) == 0)
        return entry->offered[index_of (self, variant)] ? &entry->source : NULL;
    }
  return NULL;
}

/**
 * mw_system_find_set:
 * @set: id of a set
 *
 * Returns: (nullable): the set as it is read in @variant; %NULL when there is none or it is not offered there
 */
const MwSetSource *
mw_system_find_set (MwSystem *self, const MwVariant *variant, const char *set)
{
  MwSetEntry *entry;
  MwSetSource *source;

  g_return_val_if_fail (MW_IS_SYSTEM (self) && variant != NULL && set != NULL, NULL);

  entry = mw_system_file_find_set (&self->file, set);
  if (entry == NULL)
    return NULL;
  source = &entry->sources[index_of (self, variant)];
  return source->id != NULL ? source : NULL;
}

/* What g_utf8_casefold() does with ASCII, and most codes are that. */
static gboolean
fold_code (const char *key, char lower[MAX_CODE + 1])
{
  for (guint i = 0; i <= MAX_CODE; i++)
    {
      if ((guchar) key[i] >= 0x80)
        return FALSE;
      lower[i] = g_ascii_tolower (key[i]);
      if (key[i] == '\0')
        return TRUE;
    }
  return FALSE;
}

/**
 * mw_system_dup_choices:
 * @variant: one of the system's
 *
 * Returns: (transfer container) (element-type MwChoice): what is chosen after signing in, in order: a later
 * one may need an earlier one
 */
GPtrArray *
mw_system_dup_choices (MwSystem *self, const MwVariant *variant)
{
  GPtrArray *choices = g_ptr_array_new ();

  g_return_val_if_fail (MW_IS_SYSTEM (self), choices);

  for (guint i = 0; i < self->file.n_choices; i++)
    if (mw_system_find_choice_rows (self, variant, &self->file.choices[i].choice) != NULL)
      g_ptr_array_add (choices, &self->file.choices[i].choice);
  return choices;
}

/**
 * mw_system_find_choice_rows:
 * @variant: one of the system's
 * @choice: one of the system's
 *
 * Returns: (nullable): the list of what can be chosen; %NULL when the variant does not have it
 */
const MwSetSource *
mw_system_find_choice_rows (MwSystem *self, const MwVariant *variant, const MwChoice *choice)
{
  const MwChoiceEntry *entry = (const MwChoiceEntry *) choice;
  const MwSetSource *source;

  g_return_val_if_fail (MW_IS_SYSTEM (self) && variant != NULL && choice != NULL, NULL);

  source = &entry->sources[index_of (self, variant)];
  return source->id != NULL ? source : NULL;
}

/**
 * mw_system_map_value:
 * @map: name of a table of the file
 * @key: text from the system, any case
 *
 * Returns: (nullable): our text; %NULL when the table has no such key
 */
const char *
mw_system_map_value (MwSystem *self, const char *map, const char *key)
{
  MwMapEntry *entry;
  g_autofree char *folded = NULL;
  char lower[MAX_CODE + 1];

  g_return_val_if_fail (MW_IS_SYSTEM (self) && map != NULL && key != NULL, NULL);

  entry = mw_system_file_find_map (&self->file, map);
  if (entry == NULL)
    return NULL;
  if (fold_code (key, lower))
    return g_hash_table_lookup (entry->values, lower);
  folded = g_utf8_casefold (key, -1);
  return g_hash_table_lookup (entry->values, folded);
}

const MwEvidence *
mw_system_get_evidence (MwSystem *self, guint *n_evidence)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && n_evidence != NULL, NULL);

  *n_evidence = self->file.n_evidence;
  return self->file.evidence;
}

static gboolean
is_about (const MwEvidence *evidence, const MwVariant *variant, MwEntity *entity)
{
  if (entity != NULL && evidence->entity != NULL && strcmp (evidence->entity, mw_entity_get_id (entity)) != 0)
    return FALSE;
  return variant == NULL || evidence->sign_in == NULL ||
         g_strv_contains ((const char *const *) variant->sign_ins, evidence->sign_in);
}

/**
 * mw_system_dup_tier:
 * @variant: (nullable): %NULL: whichever
 * @entity: (nullable): %NULL: whichever
 *
 * How sure one can be that it works: the strongest evidence of the file, the newest of its kind.
 *
 * Returns: (transfer full): a translated sentence without a full stop
 */
char *
mw_system_dup_tier (MwSystem *self, const MwVariant *variant, MwEntity *entity)
{
  const MwEvidence *best = NULL;

  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  if (self->user_file != NULL)
    return g_strdup (_ ("Not checked by us: a file of your own"));
  if (self->file.builtin != NULL)
    return g_strdup (_ ("Part of this program"));
  for (guint i = 0; i < self->file.n_evidence; i++)
    {
      const MwEvidence *evidence = &self->file.evidence[i];

      if (is_about (evidence, variant, entity) &&
          (best == NULL || evidence->kind > best->kind ||
           (evidence->kind == best->kind && g_strcmp0 (evidence->date, best->date) > 0)))
        best = evidence;
    }
  if (best != NULL && best->kind == MW_EVIDENCE_RAN)
    /* Translators: product and version, as in "Tried on a real Odoo 19.0" */
    return g_strdup_printf (_ ("Tried on a real %s %s"), best->product, best->version);
  if (best != NULL && best->kind == MW_EVIDENCE_SOURCE)
    return g_strdup (_ ("Built from the vendor's documentation, not yet tried"));
  if (best != NULL && best->kind == MW_EVIDENCE_CLIENT)
    return g_strdup (_ ("Built after other programs that read it, not yet tried"));
  return g_strdup (_ ("Built on a general protocol, not yet tried with this product"));
}
