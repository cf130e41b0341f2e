/* mw-draft.c: what a user has filled in to connect a system, before it is a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-draft-private.h"

#include <string.h>

#include "mw-address.h"
#include "mw-locality.h"
#include "mw-text.h"

struct _MwDraft
{
  GObject parent_instance;

  MwSystem *system;
  const MwSignIn *sign_in;
  GHashTable
    *values; /* as typed, the secrets too: not yet remembered for redaction, since they still change */
  GHashTable *choices; /* id → char ** */
  char *label;
  char *default_label;
  MwCertificate *certificate;
  MwSecretStore *store; /* or NULL */
  gboolean keep_password;
  gboolean allow_plain;
  GError *refusal; /* of what stands in it now, or NULL */
};

G_DEFINE_FINAL_TYPE (MwDraft, mw_draft, G_TYPE_OBJECT)

static void
wipe (gpointer data)
{
  char *text = data;

  explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
mw_draft_finalize (GObject *object)
{
  MwDraft *self = MW_DRAFT (object);

  g_clear_object (&self->system);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_free (self->label);
  g_free (self->default_label);
  g_clear_pointer (&self->certificate, mw_certificate_free);
  g_clear_error (&self->refusal);
  G_OBJECT_CLASS (mw_draft_parent_class)->finalize (object);
}

static void
mw_draft_class_init (MwDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_draft_finalize;
}

static void
mw_draft_init (MwDraft *self)
{
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe);
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  self->store = mw_secret_stores_get_lasting ();
}

gboolean
mw_draft_is_secret (const MwFormField *field)
{
  return field->kind == MW_FORM_FIELD_PASSWORD || field->kind == MW_FORM_FIELD_SECRET;
}

gboolean
mw_draft_is_needed (MwDraft *self, const MwFormField *field)
{
  return mw_system_asks_for (self->system, self->sign_in, field->id);
}

/**
 * mw_draft_new:
 * @system: the system to connect
 *
 * Returns: (transfer full): an empty form with the system's presets and its first sign-in
 */
MwDraft *
mw_draft_new (MwSystem *system)
{
  MwDraft *self = g_object_new (MW_TYPE_DRAFT, NULL);
  guint n_sign_ins = 0;
  guint n_fields = 0;
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);
  const MwFormField *fields = mw_system_get_form (system, &n_fields);

  self->system = g_object_ref (system);
  mw_draft_set_sign_in (self, n_sign_ins > 0 ? sign_ins : NULL);
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].preset != NULL)
      mw_draft_set_value (self, fields[i].id, fields[i].preset);
  return self;
}

/**
 * mw_draft_get_system:
 * @self: a draft
 *
 * Returns: (transfer none): the system to connect
 */
MwSystem *
mw_draft_get_system (MwDraft *self)
{
  return self->system;
}

/**
 * mw_draft_get_sign_in:
 * @self: a draft
 *
 * Returns: the chosen sign-in; the system's first until one was chosen
 */
const MwSignIn *
mw_draft_get_sign_in (MwDraft *self)
{
  return self->sign_in;
}

/**
 * mw_draft_set_sign_in:
 * @self: a draft
 * @sign_in: one of the system's
 *
 * Chooses a sign-in. Values that were typed stay.
 */
void
mw_draft_set_sign_in (MwDraft *self, const MwSignIn *sign_in)
{
  if (self->sign_in != sign_in)
    g_clear_error (&self->refusal);
  self->sign_in = sign_in;
  self->keep_password = sign_in != NULL && sign_in->keeps_password;
}

/**
 * mw_draft_set_value:
 * @self: a draft
 * @field: id of a form field
 * @value: (nullable): what stands in it
 */
void
mw_draft_set_value (MwDraft *self, const char *field, const char *value)
{
  if (g_strcmp0 (value, g_hash_table_lookup (self->values, field)) != 0)
    g_clear_error (&self->refusal);
  if (value == NULL || *value == '\0')
    g_hash_table_remove (self->values, field);
  else
    g_hash_table_insert (self->values, g_strdup (field), g_strdup (value));
}

/**
 * mw_draft_get_value:
 * @self: a draft
 * @field: id of a form field
 *
 * Returns: (nullable): the value as typed; %NULL for an empty field and always for a secret
 */
const char *
mw_draft_get_value (MwDraft *self, const char *field)
{
  const MwFormField *form_field = mw_system_find_form_field (self->system, field);

  if (form_field == NULL || mw_draft_is_secret (form_field))
    return NULL;
  return g_hash_table_lookup (self->values, field);
}

/* A secret too. */
const char *
mw_draft_get_typed (MwDraft *self, const char *field)
{
  return g_hash_table_lookup (self->values, field);
}

/**
 * mw_draft_has_value:
 * @self: a draft
 * @field: id of a form field
 *
 * Returns: whether something stands in it, a secret too
 */
gboolean
mw_draft_has_value (MwDraft *self, const char *field)
{
  return g_hash_table_contains (self->values, field);
}

/**
 * mw_draft_set_refusal:
 * @self: a draft
 * @refusal: what a login with what stands in it came to
 *
 * Remembers that the system does not accept that, until something else is typed or another sign-in chosen:
 * systems lock a user out after a few wrong logins.
 */
void
mw_draft_set_refusal (MwDraft *self, const GError *refusal)
{
  g_clear_error (&self->refusal);
  self->refusal = g_error_copy (refusal);
}

/**
 * mw_draft_get_refusal:
 * @self: a draft
 *
 * Returns: (nullable): why what stands in it is not sent once more
 */
const GError *
mw_draft_get_refusal (MwDraft *self)
{
  return self->refusal;
}

/**
 * mw_draft_dup_address:
 * @self: a draft
 *
 * Returns: (transfer full) (nullable): the address of the system as far as the form says it; %NULL for one
 * inside this program, or while something is missing
 */
char *
mw_draft_dup_address (MwDraft *self)
{
  g_autoptr (MwVariables) settings = mw_draft_dup_settings (self);

  return self->sign_in != NULL ? mw_system_dup_address (self->system, self->sign_in, settings, NULL) : NULL;
}

/**
 * mw_draft_get_label:
 * @self: a draft
 *
 * Returns: what the user calls it; until then the product's name and the host ("Odoo erp.example.com")
 */
const char *
mw_draft_get_label (MwDraft *self)
{
  const char *name = mw_system_get_name (self->system);
  g_autofree char *address = NULL;
  g_autofree char *host = NULL;

  if (self->label != NULL && *self->label != '\0')
    return self->label;
  g_clear_pointer (&self->default_label, g_free);
  /* Where all users share one, it says nothing. */
  if (mw_system_get_fixed_url (self->system) == NULL)
    address = mw_draft_dup_address (self);
  host = mw_address_dup_host (address);
  if (host != NULL)
    self->default_label = g_strdup_printf ("%s %s", name, host);
  if (self->default_label == NULL)
    self->default_label = g_strdup (name);
  return self->default_label;
}

/**
 * mw_draft_set_label:
 * @self: a draft
 * @label: (nullable): what the user calls it; empty for the default
 */
void
mw_draft_set_label (MwDraft *self, const char *label)
{
  g_free (self->label);
  self->label = label != NULL ? g_strstrip (g_strdup (label)) : NULL;
}

/**
 * mw_draft_get_keep_password:
 * @self: a draft
 *
 * Returns: whether the password may be kept in the keyring beside the token
 */
gboolean
mw_draft_get_keep_password (MwDraft *self)
{
  return self->keep_password;
}

/**
 * mw_draft_set_keep_password:
 * @self: a draft
 * @keep: %FALSE: ask each time
 */
void
mw_draft_set_keep_password (MwDraft *self, gboolean keep)
{
  self->keep_password = keep;
}

/**
 * mw_draft_add_choice:
 * @self: a draft
 * @choice: id of a choice of the system
 * @value: a value, label or code; “all” where that can be chosen
 *
 * Chooses before the rows are known. May be called again where several can be chosen.
 */
void
mw_draft_add_choice (MwDraft *self, const char *choice, const char *value)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  char **before = g_hash_table_lookup (self->choices, choice);

  if (before != NULL)
    g_strv_builder_addv (values, (const char **) before);
  g_strv_builder_add (values, value);
  g_hash_table_insert (self->choices, g_strdup (choice), g_strv_builder_end (values));
}

/**
 * mw_draft_get_choice:
 * @self: a draft
 * @choice: id of a choice of the system
 *
 * Returns: (nullable): what was chosen already
 */
const char *const *
mw_draft_get_choice (MwDraft *self, const char *choice)
{
  return g_hash_table_lookup (self->choices, choice);
}

/**
 * mw_draft_get_store:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): where the secrets go; %NULL: they are not kept
 */
MwSecretStore *
mw_draft_get_store (MwDraft *self)
{
  return self->store;
}

/**
 * mw_draft_set_store:
 * @self: a draft
 * @store: (nullable): the lasting one or, on the user's explicit choice, that of this session; %NULL: the
 *   connection is kept without its secrets
 */
void
mw_draft_set_store (MwDraft *self, MwSecretStore *store)
{
  self->store = store;
}

/**
 * mw_draft_get_allow_plain:
 * @self: a draft
 *
 * Returns: whether the user consented to plain http for this connection
 */
gboolean
mw_draft_get_allow_plain (MwDraft *self)
{
  return self->allow_plain;
}

/**
 * mw_draft_set_allow_plain:
 * @self: a draft
 * @allow: the user's consent
 */
void
mw_draft_set_allow_plain (MwDraft *self, gboolean allow)
{
  self->allow_plain = allow;
}

/**
 * mw_draft_get_certificate:
 * @self: a draft
 *
 * Returns: (nullable): the one certificate that is trusted for this connection, with what is wrong with it
 */
const MwCertificate *
mw_draft_get_certificate (MwDraft *self)
{
  return self->certificate;
}

/**
 * mw_draft_set_certificate:
 * @self: a draft
 * @certificate: (nullable): a certificate whose fingerprint the user compared
 */
void
mw_draft_set_certificate (MwDraft *self, const MwCertificate *certificate)
{
  MwCertificate *copy = certificate != NULL ? mw_certificate_copy (certificate) : NULL;

  g_clear_pointer (&self->certificate, mw_certificate_free);
  self->certificate = copy;
}

/**
 * mw_draft_take_values:
 * @self: a draft
 * @other: of a system with the same form
 *
 * Takes what was typed, the label, the place of the token and the consents.
 */
void
mw_draft_take_values (MwDraft *self, MwDraft *other)
{
  GHashTableIter iter;
  gpointer field, value;

  g_hash_table_iter_init (&iter, other->values);
  while (g_hash_table_iter_next (&iter, &field, &value))
    if (mw_system_find_form_field (self->system, field) != NULL)
      mw_draft_set_value (self, field, value);
  g_set_str (&self->label, other->label);
  mw_draft_set_certificate (self, other->certificate);
  self->store = other->store;
  self->keep_password = other->keep_password;
  self->allow_plain = other->allow_plain;
}

/**
 * mw_draft_copy_for:
 * @self: a draft
 * @system: the same system, or one with the same form
 *
 * Returns: (transfer full) (nullable): a draft of @system, filled in as @self is; %NULL when @system has no
 * sign-in like the chosen one
 */
MwDraft *
mw_draft_copy_for (MwDraft *self, MwSystem *system)
{
  const MwSignIn *sign_in = self->sign_in != NULL ? mw_system_find_sign_in (system, self->sign_in->id) : NULL;
  MwDraft *copy;

  if (sign_in == NULL)
    return NULL;
  copy = mw_draft_new (system);
  mw_draft_set_sign_in (copy, sign_in);
  mw_draft_take_values (copy, self);
  return copy;
}

/**
 * mw_draft_dup_settings:
 * @self: a draft
 *
 * Returns: (transfer full): the plain values that the chosen sign-in needs, cleaned, the address completed;
 * with language and zone
 */
MwVariables *
mw_draft_dup_settings (MwDraft *self)
{
  MwVariables *settings = mw_variables_new (NULL);
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (self->system, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (!mw_draft_is_secret (&fields[i]) && mw_draft_is_needed (self, &fields[i]))
      {
        g_autofree char *value = mw_draft_dup_clean (self, &fields[i]);

        if (value != NULL && *value != '\0')
          mw_variables_set_text (settings, fields[i].id, value);
      }
  mw_locality_fill (settings);
  return settings;
}

/**
 * mw_draft_dup_secrets:
 * @self: a draft
 *
 * The secrets that the chosen sign-in needs, cleaned. From here on they are remembered for redaction.
 *
 * Returns: (transfer full): the secrets
 */
MwSecrets *
mw_draft_dup_secrets (MwDraft *self)
{
  MwSecrets *secrets = mw_secrets_new ();
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (self->system, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (mw_draft_is_secret (&fields[i]) && mw_draft_is_needed (self, &fields[i]))
      {
        g_autofree char *value = mw_draft_dup_clean (self, &fields[i]);

        if (value != NULL && *value != '\0')
          {
            mw_secrets_set (secrets, fields[i].id, value);
            explicit_bzero (value, strlen (value));
          }
      }
  return secrets;
}
