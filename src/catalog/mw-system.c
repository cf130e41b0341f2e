/* mw-system.c: one business system, as its file in data/systems/ describes it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-system.h"

#include <string.h>

#include "mw-endpoint.h"
#include "mw-system-private.h"

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

static gboolean
is_one_of (char **sign_ins, const MwSignIn *sign_in)
{
  return sign_ins == NULL ||
         (sign_in != NULL && g_strv_contains ((const char *const *) sign_ins, sign_in->id));
}

/**
 * mw_need_is_for:
 * @self: something that one needs
 * @sign_in: (nullable): a way to sign in
 *
 * Returns: whether one needs it for that
 */
gboolean
mw_need_is_for (const MwNeed *self, const MwSignIn *sign_in)
{
  return is_one_of (self->sign_ins, sign_in);
}

/**
 * mw_system_has_step:
 * @step: a step of its guide
 * @sign_in: (nullable): one of its ways to sign in
 *
 * Returns: whether whoever signs in that way goes that step: it says so, and the field it explains is asked
 * for
 */
gboolean
mw_system_has_step (MwSystem *self, const MwGuideStep *step, const MwSignIn *sign_in)
{
  return is_one_of (step->sign_ins, sign_in) &&
         (step->field == NULL || mw_system_asks_for (self, sign_in, step->field));
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
