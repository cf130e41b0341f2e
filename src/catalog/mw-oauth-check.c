/* mw-oauth-check.c: where the secrets of an OAuth sign-in may go
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-endpoint.h"
#include "mw-oauth-read.h"
#include "mw-places.h"
#include "mw-request-check.h"

/* What a text may be made of. */
typedef enum
{
  PLAIN,      /* it is seen: in an address, or by the system's staff */
  ANY,        /* it goes to the token endpoint, or is only signed with */
  MUST_SECRET /* it must not stand in the file */
} TextRule;

static gboolean
has_no_secret (const char *name, gpointer places)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (places, name)) != MW_PLACE_SECRET;
}

static gboolean
check_text (MwFileReader *r, const char *key, const char *text, TextRule rule, GHashTable *places)
{
  if (text == NULL)
    return TRUE;
  if (!mw_request_check_text (r, key, text, places, rule != PLAIN))
    return FALSE;
  if (rule == MUST_SECRET && mw_place_foreach (text, has_no_secret, places))
    return mw_file_reader_unsafe (r, key, "must come from a secret form field: no secret stands in a file");
  return TRUE;
}

static gboolean
check_pairs (MwFileReader *r,
             const char *key,
             const MwRequestHeader *pairs,
             guint n_pairs,
             TextRule rule,
             GHashTable *places)
{
  gsize mark = mw_file_reader_enter (r, key);

  for (guint i = 0; i < n_pairs; i++)
    if (!check_text (r, pairs[i].name, pairs[i].value, rule, places))
      return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

static gboolean
check_assertion (MwFileReader *r, const MwOAuthAssertion *assertion, GHashTable *places)
{
  gsize mark;

  if (assertion == NULL)
    return TRUE;
  mark = mw_file_reader_enter (r, "assertion");
  if (!check_text (r, "key", assertion->key, MUST_SECRET, places) ||
      !check_text (r, "key_id", assertion->key_id, PLAIN, places) ||
      !check_text (r, "issuer", assertion->issuer, PLAIN, places) ||
      !check_text (r, "audience", assertion->audience, PLAIN, places))
    return FALSE;
  mw_file_reader_leave (r, mark);
  return TRUE;
}

static gboolean
check_endpoint (MwFileReader *r, const char *key, const char *text, GHashTable *places)
{
  return text == NULL || mw_endpoint_check (r, key, text, places);
}

static gboolean
is_other (const char *name, gpointer other)
{
  return !g_str_equal (name, other);
}

/* Nothing else sends the token. */
static gboolean
check_sends_token (MwFileReader *r, const MwSignIn *sign_in)
{
  for (guint i = 0; i < sign_in->n_headers; i++)
    if (!mw_place_foreach (sign_in->headers[i].value, is_other, (gpointer) MW_OAUTH_ACCESS_TOKEN))
      return TRUE;
  return mw_file_reader_fail (r, "headers", "none has {%s}: nothing would send the token",
                              MW_OAUTH_ACCESS_TOKEN);
}

static gboolean
check_oauth2 (MwFileReader *r, const MwSignIn *sign_in, GHashTable *places)
{
  const MwOAuth2 *oauth2 = &sign_in->oauth2;

  for (guint i = 0; oauth2->scopes != NULL && oauth2->scopes[i] != NULL; i++)
    if (!check_text (r, "scopes", oauth2->scopes[i], PLAIN, places))
      return FALSE;
  return check_endpoint (r, "discover", oauth2->discover, places) &&
         check_endpoint (r, "token", oauth2->token, places) &&
         check_endpoint (r, "authorize", oauth2->authorize, places) &&
         check_endpoint (r, "device", oauth2->device, places) &&
         check_endpoint (r, "revoke", oauth2->revoke, places) &&
         check_text (r, "client_id", oauth2->client_id, PLAIN, places) &&
         check_text (r, "client_secret", oauth2->client_secret, MUST_SECRET, places) &&
         check_assertion (r, oauth2->assertion, places) &&
         check_pairs (r, "parameters", oauth2->parameters, oauth2->n_parameters, ANY, places) &&
         check_pairs (r, "authorize_parameters", oauth2->authorize_parameters, oauth2->n_authorize_parameters,
                      PLAIN, places) &&
         check_text (r, "username", oauth2->username, ANY, places) &&
         check_text (r, "password", oauth2->password, MUST_SECRET, places) && check_sends_token (r, sign_in);
}

static gboolean
check_oauth1 (MwFileReader *r, const MwOAuth1 *oauth1, GHashTable *places)
{
  return check_text (r, "realm", oauth1->realm, PLAIN, places) &&
         check_text (r, "consumer_key", oauth1->consumer_key, ANY, places) &&
         check_text (r, "consumer_secret", oauth1->consumer_secret, MUST_SECRET, places) &&
         check_text (r, "token", oauth1->token, ANY, places) &&
         check_text (r, "token_secret", oauth1->token_secret, MUST_SECRET, places);
}

gboolean
mw_oauth_check_places (MwFileReader *r, const MwSignIn *sign_in, GHashTable *before)
{
  if (sign_in->kind == MW_SIGN_IN_OAUTH2)
    return check_oauth2 (r, sign_in, before);
  if (sign_in->kind == MW_SIGN_IN_OAUTH1)
    return check_oauth1 (r, &sign_in->oauth1, before);
  return TRUE;
}
