/* mw-sign-in-read.c: the ways to sign in, as members of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-key-call.h"
#include "mw-oauth-read.h"
#include "mw-request-reader.h"

/* In the order of MwSignInKind. */
static const char *const sign_in_kinds[] = { "headers", "login", "oauth2", "oauth1", NULL };

#define HEADERS (1 << MW_SIGN_IN_HEADERS)
#define LOGIN   (1 << MW_SIGN_IN_LOGIN)
#define OAUTH2  (1 << MW_SIGN_IN_OAUTH2)
#define OAUTH1  (1 << MW_SIGN_IN_OAUTH1)

/* Members that are for some kinds only. */
static const struct
{
  const char *key;
  guint kinds;
} members_of_kinds[] = {
  { "request", LOGIN },
  { "logout", LOGIN },
  { "refresh", LOGIN },
  { "extract", LOGIN | OAUTH2 },
  { "refused", LOGIN },
  { "expires_at", LOGIN | OAUTH2 },
  { "expires_in", LOGIN },
  { "lifetime", LOGIN | OAUTH2 },
  { "ends_idle", LOGIN },
  { "one_session", LOGIN },
  { "keeps_password", LOGIN | OAUTH2 },
  { "password_reason", LOGIN | OAUTH2 },
  { "new_key", HEADERS },
  { "delete_key", HEADERS },
  { "grant", OAUTH2 },
  { "client", OAUTH2 },
  { "client_id", OAUTH2 },
  { "client_secret", OAUTH2 },
  { "client_auth", OAUTH2 },
  { "assertion", OAUTH2 },
  { "discover", OAUTH2 },
  { "authorize", OAUTH2 },
  { "device", OAUTH2 },
  { "revoke", OAUTH2 },
  { "scopes", OAUTH2 },
  { "parameters", OAUTH2 },
  { "authorize_parameters", OAUTH2 },
  { "redirect", OAUTH2 },
  { "username", OAUTH2 },
  { "password", OAUTH2 },
  { "admin_consent", OAUTH2 },
  { "token", OAUTH1 | OAUTH2 },
  { "realm", OAUTH1 },
  { "consumer_key", OAUTH1 },
  { "consumer_secret", OAUTH1 },
  { "token_secret", OAUTH1 },
};

static gboolean
check_extract (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExtract *extract = target;

  if ((extract->path != NULL) + (extract->cookie != NULL) + (extract->cookies != NULL) +
        (extract->header != NULL) + (extract->redirect != NULL) !=
      1)
    return mw_file_reader_fail (r, NULL, "must have one of: path, cookie, cookies, header, redirect");
  if (extract->matches != NULL && g_regex_get_capture_count (extract->matches) == 0)
    return mw_file_reader_fail (r, "matches", "needs a group: what is taken");
  if (extract->suffix != NULL && (*extract->suffix != '.' || strchr (extract->suffix + 1, '.') == NULL ||
                                  strpbrk (extract->suffix, "/{} ") != NULL))
    return mw_file_reader_fail (r, "suffix", "begins with a dot and has two names of a host: .example.com");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwExtract, field)
static const MwMember extract_members[] = {
  { "path", mw_read_path, O (path) },
  { "cookie", mw_read_text, O (cookie) },
  { "cookies", mw_read_texts, O (cookies) },
  { "header", mw_read_text, O (header) },
  { "redirect", mw_read_text, O (redirect) },
  { "matches", mw_read_regex, O (matches) },
  { "suffix", mw_read_text, O (suffix) },
  { "secret", mw_read_boolean, O (secret) },
  { "optional", mw_read_boolean, O (optional) },
  { NULL },
};
const MwShape mw_extract_shape = { sizeof (MwExtract), extract_members, check_extract };
#undef O

/* In the order of MwLetters. */
static const char *const letters[] = { "as-it-is", "lower", "upper", NULL };

static gboolean
check_derived (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwRequestDerived *derived = target;

  if (derived->replace != NULL && (g_strv_length (derived->replace) != 2 || *derived->replace[0] == '\0'))
    return mw_file_reader_fail (r, "replace", "needs two texts: what is replaced, and by what");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwRequestDerived, field)
static const MwMember derived_members[] = {
  { "text", mw_read_text, O (text), TRUE },
  { "replace", mw_read_texts, O (replace) },
  { "case", mw_read_word, O (letters), FALSE, letters },
  { "base64", mw_read_boolean, O (base64) },
  { NULL },
};
static const MwShape derived_shape = { sizeof (MwRequestDerived), derived_members, check_derived };
#undef O

static char *
dup_kinds (guint kinds)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; sign_in_kinds[i] != NULL; i++)
    if (kinds & (1 << i))
      g_strv_builder_add (builder, sign_in_kinds[i]);
  names = g_strv_builder_end (builder);
  return g_strjoinv (" or ", names);
}

static gboolean
check_members_of_kind (MwFileReader *r, JsonObject *object, MwSignInKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (members_of_kinds); i++)
    if (!(members_of_kinds[i].kinds & (1 << kind)) &&
        json_object_has_member (object, members_of_kinds[i].key))
      {
        g_autofree char *kinds = dup_kinds (members_of_kinds[i].kinds);

        return mw_file_reader_fail (r, members_of_kinds[i].key, "is only for kind %s", kinds);
      }
  return TRUE;
}

static gboolean
check_login (MwFileReader *r, const MwSignIn *sign_in)
{
  if (sign_in->request == NULL)
    return mw_file_reader_fail (r, "request", "is missing: a login needs its call");
  if (sign_in->n_extracts == 0)
    return mw_file_reader_fail (r, "extract", "is missing: a login must give something");
  for (guint i = 0; i < sign_in->n_extracts; i++)
    if (sign_in->extracts[i].redirect != NULL)
      {
        mw_file_reader_enter (r, "extract");
        return mw_file_reader_fail (r, sign_in->extracts[i].variable, "a login has no redirect");
      }
  if (sign_in->expires_at != NULL && sign_in->expires_in != NULL)
    return mw_file_reader_fail (r, "expires_in", "contradicts “expires_at”");
  if (sign_in->unknown_field != NULL &&
      (sign_in->fields == NULL ||
       !g_strv_contains ((const char *const *) sign_in->fields, sign_in->unknown_field)))
    return mw_file_reader_fail (r, "unknown", "“%s” is none of the fields", sign_in->unknown_field);
  if ((sign_in->ends_idle > 0 || sign_in->one_session) && sign_in->logout == NULL)
    return mw_file_reader_fail (r, "logout", "is missing: the session must end");
  return TRUE;
}

static gboolean
check_sign_in (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwSignIn *sign_in = target;

  if (!check_members_of_kind (r, json_node_get_object (node), sign_in->kind) ||
      (sign_in->kind == MW_SIGN_IN_LOGIN && !check_login (r, sign_in)) ||
      !mw_oauth_read_check (r, node, sign_in))
    return FALSE;
  if (sign_in->n_accepted > 0 && sign_in->check == NULL)
    return mw_file_reader_fail (r, "accepted", "is about the answer to “check”, which is missing");
  if (sign_in->keeps_password && sign_in->password_reason == NULL)
    return mw_file_reader_fail (r, "password_reason", "is missing: the form says why the password is kept");
  if (!sign_in->keeps_password && sign_in->password_reason != NULL)
    return mw_file_reader_fail (r, "password_reason", "is only for a sign-in that keeps the password");
  return TRUE;
}

/* A sign-in within the sign-in: its call is sent with what the outer one gave. */
static gboolean
check_then (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwSignIn *then = target;

  then->kind = MW_SIGN_IN_LOGIN;
  return check_login (r, then);
}

static gboolean
check_remains (MwFileReader *r, JsonNode *node, gpointer target)
{
  return mw_system_check_page (r, "page", ((const MwSignIn *) target)->remains_page);
}

static gboolean
check_ends (MwFileReader *r, JsonNode *node, gpointer target)
{
  return mw_system_check_page (r, "page", ((const MwSignIn *) target)->ends_page);
}

#define O(field) G_STRUCT_OFFSET (MwSignIn, field)
static const MwMember remains_members[] = {
  { "text", mw_read_translated, O (remains), TRUE },
  { "page", mw_read_text, O (remains_page), TRUE },
  { NULL },
};
static const MwShape remains_shape = { sizeof (MwSignIn), remains_members, check_remains };

static const MwMember ends_members[] = {
  { "text", mw_read_translated, O (ends), TRUE },
  { "page", mw_read_text, O (ends_page), TRUE },
  { NULL },
};
static const MwShape ends_shape = { sizeof (MwSignIn), ends_members, check_ends };

static const MwMember then_members[] = {
  { "request", mw_read_struct, O (request), TRUE, &mw_request_shape },
  { "extract", mw_read_id_table, O (extracts), TRUE, &mw_extract_shape, O (n_extracts) },
  { "headers", mw_read_pairs, O (headers), TRUE, NULL, O (n_headers) },
  { "expires_at", mw_read_path, O (expires_at) },
  { "expires_in", mw_read_path, O (expires_in) },
  { "lifetime", mw_read_number, O (lifetime) },
  { NULL },
};
static const MwShape then_shape = { sizeof (MwSignIn), then_members, check_then };

static const MwMember unknown_members[] = {
  { "field", mw_read_id, O (unknown_field), TRUE },
  { "answer", mw_read_rules, O (unknown), TRUE, NULL, O (n_unknown) },
  { NULL },
};
static const MwShape unknown_shape = { sizeof (MwSignIn), unknown_members };

static const MwMember sign_in_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "title", mw_read_translated, O (title), TRUE },
  { "help", mw_read_translated, O (help) },
  { "kind", mw_read_word, O (kind), TRUE, sign_in_kinds },
  { "fields", mw_read_ids, O (fields) },
  { "instead", mw_read_id, O (instead) },
  { "request", mw_read_struct, O (request), FALSE, &mw_request_shape },
  { "check", mw_read_struct, O (check), FALSE, &mw_request_shape },
  { "logout", mw_read_struct, O (logout), FALSE, &mw_request_shape },
  { "refresh", mw_read_struct, O (refresh), FALSE, &mw_request_shape },
  { "extract", mw_read_id_table, O (extracts), FALSE, &mw_extract_shape, O (n_extracts) },
  { "derived", mw_read_id_table, O (derived), FALSE, &derived_shape, O (n_derived) },
  { "headers", mw_read_pairs, O (headers), FALSE, NULL, O (n_headers) },
  { "refused", mw_read_rules, O (refused), FALSE, NULL, O (n_refused) },
  { "unknown", mw_read_members, 0, FALSE, &unknown_shape },
  { "accepted", mw_read_rules, O (accepted), FALSE, NULL, O (n_accepted) },
  { "then", mw_read_struct, O (then), FALSE, &then_shape },
  { "expires_at", mw_read_path, O (expires_at) },
  { "expires_in", mw_read_path, O (expires_in) },
  { "lifetime", mw_read_number, O (lifetime) },
  { "ends_idle", mw_read_number, O (ends_idle) },
  { "one_session", mw_read_boolean, O (one_session) },
  { "keeps_password", mw_read_boolean, O (keeps_password) },
  { "password_reason", mw_read_translated, O (password_reason) },
  { "remains", mw_read_members, 0, FALSE, &remains_shape },
  { "ends", mw_read_members, 0, FALSE, &ends_shape },
  { "new_key", mw_read_struct, O (new_key), FALSE, &mw_new_key_shape },
  { "delete_key", mw_read_struct, O (delete_key), FALSE, &mw_delete_key_shape },
  /* OAuth 2 */
  { "grant", mw_read_word, O (oauth2.grant), FALSE, mw_oauth_grant_words },
  { "client", mw_read_members, 0, FALSE, &mw_oauth_client_shape },
  { "client_id", mw_read_text, O (oauth2.client_id) },
  { "client_secret", mw_read_text, O (oauth2.client_secret) },
  { "client_auth", mw_read_word, O (oauth2.client_auth), FALSE, mw_oauth_client_auth_words },
  { "assertion", mw_read_struct, O (oauth2.assertion), FALSE, &mw_oauth_assertion_shape },
  { "discover", mw_read_text, O (oauth2.discover) },
  { "token", mw_read_text, O (oauth2.token) },
  { "authorize", mw_read_text, O (oauth2.authorize) },
  { "device", mw_read_text, O (oauth2.device) },
  { "revoke", mw_read_text, O (oauth2.revoke) },
  { "scopes", mw_read_texts, O (oauth2.scopes) },
  { "parameters", mw_read_pairs, O (oauth2.parameters), FALSE, NULL, O (oauth2.n_parameters) },
  { "authorize_parameters", mw_read_pairs, O (oauth2.authorize_parameters), FALSE, NULL,
    O (oauth2.n_authorize_parameters) },
  { "redirect", mw_read_struct, O (oauth2.redirect), FALSE, &mw_oauth_redirect_shape },
  { "username", mw_read_text, O (oauth2.username) },
  { "password", mw_read_text, O (oauth2.password) },
  { "admin_consent", mw_read_boolean, O (oauth2.admin_consent) },
  /* OAuth 1 */
  { "realm", mw_read_text, O (oauth1.realm) },
  { "consumer_key", mw_read_text, O (oauth1.consumer_key) },
  { "consumer_secret", mw_read_text, O (oauth1.consumer_secret) },
  { "token_secret", mw_read_text, O (oauth1.token_secret) },
  { NULL },
};
const MwShape mw_sign_in_shape = { sizeof (MwSignIn), sign_in_members, check_sign_in };
#undef O
