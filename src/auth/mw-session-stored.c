/* mw-session-stored.c: what the keyring keeps of a session
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-private.h"

#include <string.h>

/* What stands in the keyring beside the secrets: variables that are none, and when the token ends. */
#define PLAIN_NAME   "plain"
#define PLAIN_PREFIX "plain:"
#define END_VARIABLE "expires_at"
#define MADE_HERE    "*made_here" /* no variable is called so */

static const char *const oauth_tokens[] = { MW_OAUTH_ACCESS_TOKEN, MW_OAUTH_REFRESH_TOKEN, NULL };

static void
unpack_plain (const char *plain, MwGrant *grant)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (plain == NULL || !g_str_has_prefix (plain, PLAIN_PREFIX))
    return;
  root = json_from_string (plain + strlen (PLAIN_PREFIX), NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (!JSON_NODE_HOLDS_VALUE (value))
        continue;
      if (g_str_equal (name, END_VARIABLE))
        grant->expires_at = json_node_get_int (value);
      else if (g_str_equal (name, MADE_HERE))
        grant->made_here = json_node_get_boolean (value);
      else if (json_node_get_value_type (value) == G_TYPE_STRING)
        mw_variables_set_text (grant->variables, name, json_node_get_string (value));
    }
}

void
mw_session_unpack (MwSession *self, MwSecrets *stored)
{
  const MwSignIn *sign_in = self->sign_in;
  g_autoptr (MwGrant) grant = mw_grant_new ();

  mw_session_take_form_secrets (self, stored, grant->secrets, TRUE);
  for (guint i = 0; i < sign_in->n_extracts; i++)
    if (sign_in->extracts[i].secret)
      mw_secrets_set (grant->secrets, sign_in->extracts[i].variable,
                      mw_secrets_get (stored, sign_in->extracts[i].variable));
  for (guint i = 0; sign_in->kind == MW_SIGN_IN_OAUTH2 && oauth_tokens[i] != NULL; i++)
    mw_secrets_set (grant->secrets, oauth_tokens[i], mw_secrets_get (stored, oauth_tokens[i]));
  unpack_plain (mw_secrets_get (stored, PLAIN_NAME), grant);
  mw_session_accept (self, grant);
}

/**
 * mw_session_restore:
 * @stored: what mw_session_dup_secrets() gave before
 *
 * Takes up a session; nothing is sent.
 *
 * Returns: (transfer full):
 */
MwSession *
mw_session_restore (MwSystem *system,
                    const MwSignIn *sign_in,
                    MwTransport *transport,
                    MwVariables *settings,
                    MwSecrets *stored)
{
  MwSession *self = mw_session_new (system, sign_in, transport, settings);

  mw_session_unpack (self, stored);
  return self;
}

MwSecrets *
mw_session_pack (MwSession *self, MwGrant *grant)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  MwSecrets *all;

  json_builder_begin_object (builder);
  for (guint i = 0; i < self->sign_in->n_extracts; i++)
    {
      const MwExtract *taken = &self->sign_in->extracts[i];
      g_autofree char *value = taken->secret ? NULL
                                             : mw_variables_dup_text (grant->variables, taken->variable);

      if (value != NULL)
        {
          json_builder_set_member_name (builder, taken->variable);
          json_builder_add_string_value (builder, value);
        }
    }
  json_builder_set_member_name (builder, END_VARIABLE);
  json_builder_add_int_value (builder, grant->expires_at);
  if (grant->made_here)
    {
      json_builder_set_member_name (builder, MADE_HERE);
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  /* Together under one name: what is remembered for redaction must not be a bare "2". */
  plain = g_strconcat (PLAIN_PREFIX, text, NULL);
  all = mw_secrets_copy (grant->secrets);
  mw_secrets_set (all, PLAIN_NAME, plain);
  return all;
}

/**
 * mw_session_dup_secrets:
 *
 * What belongs into the keyring: the token, what the token needs beside it, and the password if it is kept.
 *
 * Returns: (transfer full):
 */
MwSecrets *
mw_session_dup_secrets (MwSession *self)
{
  g_autoptr (MwGrant) grant = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  grant = mw_grant_new_from (self);
  return mw_session_pack (self, grant);
}
