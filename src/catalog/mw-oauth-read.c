/* mw-oauth-read.c: members of an OAuth sign-in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth-read.h"

#include <string.h>

#include "mw-places.h"

#define ASSERTION_LIFETIME     300
#define MAX_ASSERTION_LIFETIME 3600

const char *const mw_oauth_grant_words[] = { "client-credentials", "authorization-code", "device-code",
                                             "password", NULL };
const char *const mw_oauth_client_auth_words[] = { "none", "basic", "body", "assertion", NULL };

/* Of MwOAuth2.owned_by_user and .confidential. */
static const char *const owners[] = { "shipped", "bring-your-own", NULL };
static const char *const client_types[] = { "public", "confidential", NULL };
/* In the order of MwJwtAlgorithm. */
static const char *const algorithms[] = { "RS256", "PS256", "ES256", NULL };

/* Parameters that the engine sets itself (RFC 6749, 7523, 7636, 8628). */
static const char *const own_parameters[] = {
  "client_assertion",
  "client_assertion_type",
  "client_id",
  "client_secret",
  "code",
  "code_challenge",
  "code_challenge_method",
  "code_verifier",
  "device_code",
  "grant_type",
  "password",
  "redirect_uri",
  "refresh_token",
  "response_type",
  "scope",
  "state",
  "username",
  NULL,
};

#define O(field) G_STRUCT_OFFSET (MwSignIn, oauth2.field)
static const MwMember client_members[] = {
  { "owner", mw_read_word, O (owned_by_user), TRUE, owners },
  { "type", mw_read_word, O (confidential), TRUE, client_types },
  { NULL },
};
const MwShape mw_oauth_client_shape = { sizeof (MwSignIn), client_members };
#undef O

static gboolean
check_assertion (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwOAuthAssertion *assertion = target;

  if (assertion->lifetime == 0)
    assertion->lifetime = ASSERTION_LIFETIME;
  if (assertion->lifetime > MAX_ASSERTION_LIFETIME)
    return mw_file_reader_fail (r, "lifetime", "is at most %d seconds", MAX_ASSERTION_LIFETIME);
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwOAuthAssertion, field)
static const MwMember assertion_members[] = {
  { "algorithm", mw_read_word, O (algorithm), TRUE, algorithms },
  { "key", mw_read_text, O (key), TRUE },
  { "key_id", mw_read_text, O (key_id) },
  { "issuer", mw_read_text, O (issuer) },
  { "audience", mw_read_text, O (audience) },
  { "scope_claim", mw_read_boolean, O (scope_claim) },
  { "lifetime", mw_read_number, O (lifetime) },
  { NULL },
};
const MwShape mw_oauth_assertion_shape = { sizeof (MwOAuthAssertion), assertion_members, check_assertion };
#undef O

static gboolean
is_this_computer (const char *host)
{
  return strcmp (host, "127.0.0.1") == 0 || strcmp (host, "localhost") == 0;
}

static gboolean
check_paste (MwFileReader *r, JsonNode *node, const MwOAuthRedirect *redirect)
{
  g_autoptr (GUri) uri = g_uri_parse (redirect->paste, G_URI_FLAGS_ENCODED, NULL);

  if (json_object_get_size (json_node_get_object (node)) != 1)
    return mw_file_reader_fail (r, NULL, "must have either paste, or host and path");
  if (uri == NULL || strcmp (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL ||
      !is_this_computer (g_uri_get_host (uri)) || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      strpbrk (redirect->paste, "{} ") != NULL)
    return mw_file_reader_unsafe (r, "paste",
                                  "must be a literal https address of this computer (localhost): whoever "
                                  "answers there gets the code");
  return TRUE;
}

static gboolean
check_redirect (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwOAuthRedirect *redirect = target;

  if (redirect->paste != NULL)
    return check_paste (r, node, redirect);
  if (redirect->host == NULL || redirect->path == NULL)
    return mw_file_reader_fail (r, NULL, "must have either paste, or host and path");
  if (!is_this_computer (redirect->host))
    return mw_file_reader_unsafe (r, "host", "must be 127.0.0.1 or localhost");
  if (redirect->port > G_MAXUINT16)
    return mw_file_reader_fail (r, "port", "must be at most %d", G_MAXUINT16);
  if (*redirect->path != '/' ||
      strspn (redirect->path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/") !=
        strlen (redirect->path))
    return mw_file_reader_fail (r, "path",
                                "must begin with a slash and be made of letters, digits and -._~/");
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwOAuthRedirect, field)
static const MwMember redirect_members[] = {
  { "host", mw_read_text, O (host) },
  { "port", mw_read_number, O (port) },
  { "path", mw_read_text, O (path) },
  { "paste", mw_read_text, O (paste) },
  { NULL },
};
const MwShape mw_oauth_redirect_shape = { sizeof (MwOAuthRedirect), redirect_members, check_redirect };
#undef O

static gboolean
check_client (MwFileReader *r, JsonNode *node, MwOAuth2 *oauth2)
{
  if (oauth2->client_id == NULL)
    return mw_file_reader_fail (r, "client_id", "is missing");
  if (oauth2->owned_by_user != mw_place_is_in (oauth2->client_id))
    return mw_file_reader_fail (r, "client_id", "%s",
                                oauth2->owned_by_user ? "must come from the form: the user brings it"
                                                      : "must be written out: it is shipped");
  if (!oauth2->owned_by_user && oauth2->confidential)
    return mw_file_reader_unsafe (r, "client", "a client that is shipped has no secret: it is public");
  if (!oauth2->confidential && (oauth2->client_secret != NULL || oauth2->assertion != NULL))
    return mw_file_reader_fail (r, oauth2->client_secret != NULL ? "client_secret" : "assertion",
                                "is only for a confidential client");
  if (oauth2->confidential && (oauth2->client_secret != NULL) == (oauth2->assertion != NULL))
    return mw_file_reader_fail (r, "client_secret",
                                "a confidential client has either client_secret or assertion");
  if (!json_object_has_member (json_node_get_object (node), "client_auth"))
    oauth2->client_auth = oauth2->assertion != NULL       ? MW_OAUTH_CLIENT_AUTH_ASSERTION
                          : oauth2->client_secret != NULL ? MW_OAUTH_CLIENT_AUTH_BASIC
                                                          : MW_OAUTH_CLIENT_AUTH_NONE;
  if ((oauth2->client_auth == MW_OAUTH_CLIENT_AUTH_ASSERTION) != (oauth2->assertion != NULL) ||
      (oauth2->client_auth == MW_OAUTH_CLIENT_AUTH_NONE) == oauth2->confidential)
    return mw_file_reader_fail (r, "client_auth", "does not fit what the client has to prove itself with");
  return TRUE;
}

/* Which endpoints a grant has. */
static gboolean
check_endpoints (MwFileReader *r, const MwOAuth2 *oauth2)
{
  const struct
  {
    const char *key;
    const char *text;
    gboolean has;
  } endpoints[] = {
    { "token", oauth2->token, TRUE },
    { "authorize", oauth2->authorize, oauth2->grant == MW_OAUTH_GRANT_AUTHORIZATION_CODE },
    { "device", oauth2->device, oauth2->grant == MW_OAUTH_GRANT_DEVICE_CODE },
  };

  if (oauth2->discover != NULL && oauth2->revoke != NULL)
    return mw_file_reader_fail (r, "revoke", "is found by discover");
  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      if (endpoints[i].text != NULL && oauth2->discover != NULL)
        return mw_file_reader_fail (r, endpoints[i].key, "is found by discover");
      if (endpoints[i].text != NULL && !endpoints[i].has)
        return mw_file_reader_fail (r, endpoints[i].key, "is of no use for this grant");
      if (endpoints[i].text == NULL && endpoints[i].has && oauth2->discover == NULL)
        return mw_file_reader_fail (r, endpoints[i].key, "is missing");
    }
  return TRUE;
}

static gboolean
check_grant (MwFileReader *r, const MwOAuth2 *oauth2)
{
  gboolean with_browser = oauth2->grant == MW_OAUTH_GRANT_AUTHORIZATION_CODE;
  gboolean with_password = oauth2->grant == MW_OAUTH_GRANT_PASSWORD;

  if (oauth2->grant == MW_OAUTH_GRANT_CLIENT_CREDENTIALS && !oauth2->confidential)
    return mw_file_reader_fail (r, "client", "a client that signs in for itself must be confidential");
  if ((oauth2->redirect != NULL) != with_browser)
    return mw_file_reader_fail (r, "redirect", "%s",
                                with_browser ? "is missing: the browser must come back somewhere"
                                             : "is only for authorization-code");
  if (oauth2->n_authorize_parameters > 0 && !with_browser)
    return mw_file_reader_fail (r, "authorize_parameters", "is only for authorization-code");
  if ((oauth2->username != NULL) != with_password || (oauth2->password != NULL) != with_password)
    return mw_file_reader_fail (r, oauth2->username == NULL ? "username" : "password", "%s",
                                with_password ? "is missing" : "is only for the grant password");
  return TRUE;
}

static gboolean
check_parameters (MwFileReader *r, const char *key, const MwRequestHeader *parameters, guint n_parameters)
{
  for (guint i = 0; i < n_parameters; i++)
    if (g_strv_contains (own_parameters, parameters[i].name))
      {
        mw_file_reader_enter (r, key);
        return mw_file_reader_fail (r, parameters[i].name, "is set by Millwright itself");
      }
  return TRUE;
}

static gboolean
check_extracts (MwFileReader *r, const MwSignIn *sign_in)
{
  for (guint i = 0; i < sign_in->n_extracts; i++)
    {
      const MwExtract *extract = &sign_in->extracts[i];
      gsize mark = mw_file_reader_enter (r, "extract");

      if (extract->cookie != NULL || extract->cookies != NULL)
        return mw_file_reader_fail (r, extract->variable, "the answer with a token has no cookies");
      if (extract->redirect != NULL && sign_in->oauth2.grant != MW_OAUTH_GRANT_AUTHORIZATION_CODE)
        return mw_file_reader_fail (r, extract->variable, "only authorization-code has a redirect");
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

static gboolean
check_oauth2 (MwFileReader *r, JsonNode *node, MwSignIn *sign_in)
{
  static const char *const needed[] = { "grant", "client", "headers", NULL };
  MwOAuth2 *oauth2 = &sign_in->oauth2;

  for (guint i = 0; needed[i] != NULL; i++)
    if (!json_object_has_member (json_node_get_object (node), needed[i]))
      return mw_file_reader_fail (r, needed[i], "is missing");
  return check_client (r, node, oauth2) && check_endpoints (r, oauth2) && check_grant (r, oauth2) &&
         check_parameters (r, "parameters", oauth2->parameters, oauth2->n_parameters) &&
         check_parameters (r, "authorize_parameters", oauth2->authorize_parameters,
                           oauth2->n_authorize_parameters) &&
         check_extracts (r, sign_in);
}

static gboolean
check_oauth1 (MwFileReader *r, const MwOAuth1 *oauth1)
{
  const struct
  {
    const char *key;
    const char *text;
  } needed[] = {
    { "consumer_key", oauth1->consumer_key },
    { "consumer_secret", oauth1->consumer_secret },
    { "token", oauth1->token },
    { "token_secret", oauth1->token_secret },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (needed[i].text == NULL)
      return mw_file_reader_fail (r, needed[i].key, "is missing");
  return TRUE;
}

char *
mw_oauth_redirect_dup_address (const MwOAuthRedirect *self)
{
  if (self->paste != NULL)
    return g_strdup (self->paste);
  if (self->port == 0)
    return g_strdup_printf ("http://%s%s", self->host, self->path);
  return g_strdup_printf ("http://%s:%u%s", self->host, self->port, self->path);
}

gboolean
mw_oauth_read_check (MwFileReader *r, JsonNode *node, MwSignIn *sign_in)
{
  if (sign_in->kind == MW_SIGN_IN_OAUTH2)
    return check_oauth2 (r, node, sign_in);
  if (sign_in->kind != MW_SIGN_IN_OAUTH1)
    return TRUE;
  /* The table has one member “token” for both kinds. */
  sign_in->oauth1.token = g_steal_pointer (&sign_in->oauth2.token);
  return check_oauth1 (r, &sign_in->oauth1);
}
