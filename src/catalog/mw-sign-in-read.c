/* mw-sign-in-read.c: the ways to sign in, as members of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-reader.h"
#include "mw-system-private.h"

/* In the order of MwSignInKind. */
static const char *const sign_in_kinds[] = { "headers", "login", NULL };

static gboolean
check_extract (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExtract *extract = target;

  if ((extract->path != NULL) + (extract->cookie != NULL) + (extract->header != NULL) != 1)
    return mw_file_reader_fail (r, NULL, "must have one of: path, cookie, header");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwExtract, field)
static const MwMember extract_members[] = {
  { "path", mw_read_path, O (path) },
  { "cookie", mw_read_text, O (cookie) },
  { "header", mw_read_text, O (header) },
  { "secret", mw_read_boolean, O (secret) },
  { "optional", mw_read_boolean, O (optional) },
  { NULL },
};
static const MwShape extract_shape = { sizeof (MwExtract), extract_members, check_extract };
#undef O

#define O(field) G_STRUCT_OFFSET (MwRequestDerived, field)
static const MwMember derived_members[] = {
  { "text", mw_read_text, O (text), TRUE },
  { "base64", mw_read_boolean, O (base64) },
  { NULL },
};
static const MwShape derived_shape = { sizeof (MwRequestDerived), derived_members };
#undef O

static gboolean
check_sign_in (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwSignIn *sign_in = target;

  if (sign_in->kind == MW_SIGN_IN_LOGIN && sign_in->request == NULL)
    return mw_file_reader_fail (r, "request", "is missing: a login needs its call");
  if (sign_in->kind == MW_SIGN_IN_LOGIN && sign_in->n_extracts == 0)
    return mw_file_reader_fail (r, "extract", "is missing: a login must give something");
  if (sign_in->kind == MW_SIGN_IN_HEADERS)
    {
      static const char *const only_login[] = {
        "request", "logout", "extract", "refused", "expires_at", NULL
      };

      for (guint i = 0; only_login[i] != NULL; i++)
        if (json_object_has_member (json_node_get_object (node), only_login[i]))
          return mw_file_reader_fail (r, only_login[i], "is only for kind login");
    }
  if (sign_in->keeps_password && sign_in->password_reason == NULL)
    return mw_file_reader_fail (r, "password_reason", "is missing: the form says why the password is kept");
  if (!sign_in->keeps_password && sign_in->password_reason != NULL)
    return mw_file_reader_fail (r, "password_reason", "is only for a sign-in that keeps the password");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwSignIn, field)
static const MwMember sign_in_members[] = {
  { "id", mw_read_id, O (id), TRUE },
  { "title", mw_read_translated, O (title), TRUE },
  { "help", mw_read_translated, O (help) },
  { "kind", mw_read_word, O (kind), TRUE, sign_in_kinds },
  { "fields", mw_read_ids, O (fields) },
  { "request", mw_read_struct, O (request), FALSE, &mw_request_shape },
  { "check", mw_read_struct, O (check), FALSE, &mw_request_shape },
  { "logout", mw_read_struct, O (logout), FALSE, &mw_request_shape },
  { "extract", mw_read_table, O (extracts), FALSE, &extract_shape, O (n_extracts) },
  { "derived", mw_read_table, O (derived), FALSE, &derived_shape, O (n_derived) },
  { "headers", mw_read_pairs, O (headers), FALSE, NULL, O (n_headers) },
  { "refused", mw_read_rules, O (refused), FALSE, NULL, O (n_refused) },
  { "expires_at", mw_read_path, O (expires_at) },
  { "lifetime", mw_read_number, O (lifetime) },
  { "keeps_password", mw_read_boolean, O (keeps_password) },
  { "password_reason", mw_read_translated, O (password_reason) },
  { NULL },
};
const MwShape mw_sign_in_shape = { sizeof (MwSignIn), sign_in_members, check_sign_in };
#undef O
