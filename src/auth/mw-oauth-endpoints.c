/* mw-oauth-endpoints.c: where an OAuth 2 sign-in asks for what
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth-endpoints.h"

#include <string.h>

#include "mw-endpoint.h"
#include "mw-origin.h"
#include "mw-work.h"

/* OpenID Connect Discovery 1.0, 4. */
#define WELL_KNOWN "/.well-known/openid-configuration"

MwOAuthEndpoints *
mw_oauth_endpoints_new (void)
{
  return g_atomic_rc_box_new0 (MwOAuthEndpoints);
}

static void
endpoints_clear (gpointer data)
{
  MwOAuthEndpoints *self = data;

  g_free (self->issuer);
  g_free (self->token);
  g_free (self->authorize);
  g_free (self->device);
  g_free (self->revoke);
}

void
mw_oauth_endpoints_unref (MwOAuthEndpoints *self)
{
  g_atomic_rc_box_release_full (self, endpoints_clear);
}

static gboolean
fill_one (MwOAuthCall *call, const char *text, char **address, GError **error)
{
  if (text == NULL)
    return TRUE;
  *address = mw_endpoint_fill (text, mw_transport_get_base_uri (call->session->transport), call->variables,
                               error);
  return *address != NULL;
}

static MwOAuthEndpoints *
fill_all (MwOAuthCall *call, GError **error)
{
  const MwOAuth2 *oauth2 = &call->session->sign_in->oauth2;
  g_autoptr (MwOAuthEndpoints) endpoints = mw_oauth_endpoints_new ();

  if (!fill_one (call, oauth2->token, &endpoints->token, error) ||
      !fill_one (call, oauth2->authorize, &endpoints->authorize, error) ||
      !fill_one (call, oauth2->device, &endpoints->device, error) ||
      !fill_one (call, oauth2->revoke, &endpoints->revoke, error))
    return NULL;
  return g_steal_pointer (&endpoints);
}

/* The issuer's metadata, read on the work pool. */
typedef struct
{
  char *issuer;
  MwResponse *response;
  MwOAuthEndpoints *endpoints;
} Metadata;

static void
metadata_free (gpointer data)
{
  Metadata *self = data;

  g_free (self->issuer);
  g_object_unref (self->response);
  mw_oauth_endpoints_unref (self->endpoints);
  g_free (self);
}

/* An endpoint of another origin is not taken: the user named one server, not whatever it points to. */
static gboolean
take_endpoint (GUri *issuer, yyjson_val *root, const char *name, char **address, GError **error)
{
  const char *text = yyjson_get_str (yyjson_obj_get (root, name));
  g_autoptr (GUri) uri = text != NULL ? mw_origin_parse (text, NULL) : NULL;

  if (text == NULL)
    return TRUE;
  if (uri == NULL || !mw_origin_is_same (issuer, uri))
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_ISSUER, "The %s of %s is on another server", name,
                   g_uri_get_host (issuer));
      return FALSE;
    }
  *address = g_strdup (text);
  return TRUE;
}

static gboolean
read_metadata (gpointer data, GCancellable *cancellable, GError **error)
{
  Metadata *self = data;
  MwOAuthEndpoints *endpoints = self->endpoints;
  g_autoptr (GUri) issuer = mw_origin_parse (self->issuer, error);
  gsize length;
  const char *text = g_bytes_get_data (mw_response_get_body (self->response), &length);
  g_autoptr (MwJson) json = length > 0 ? mw_json_parse (text, length, NULL) : NULL;
  yyjson_val *root = json != NULL ? mw_json_get_root (json) : NULL;
  const char *name = yyjson_get_str (yyjson_obj_get (root, "issuer"));

  if (issuer == NULL)
    return FALSE;
  if (mw_response_get_status (self->response) != 200 || name == NULL)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT,
                   "%s does not describe an OpenID provider (status %u)", g_uri_get_host (issuer),
                   mw_response_get_status (self->response));
      return FALSE;
    }
  /* 4.3: exactly the one that was asked, but for the slash that people leave out. */
  if (!g_str_has_prefix (name, self->issuer) || strspn (name + strlen (self->issuer), "/") > 1 ||
      strlen (name) > strlen (self->issuer) + strspn (name + strlen (self->issuer), "/"))
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_ISSUER, "%s calls itself another issuer",
                   g_uri_get_host (issuer));
      return FALSE;
    }
  endpoints->issuer = g_strdup (name);
  endpoints->promises_issuer = yyjson_get_bool (
    yyjson_obj_get (root, "authorization_response_iss_parameter_supported"));
  return take_endpoint (issuer, root, "token_endpoint", &endpoints->token, error) &&
         take_endpoint (issuer, root, "authorization_endpoint", &endpoints->authorize, error) &&
         take_endpoint (issuer, root, "device_authorization_endpoint", &endpoints->device, error) &&
         take_endpoint (issuer, root, "revocation_endpoint", &endpoints->revoke, error);
}

/* Without a slash at its end. */
static char *
dup_issuer (MwOAuthCall *call, GError **error)
{
  char *issuer = NULL;
  gsize length;

  if (!fill_one (call, call->session->sign_in->oauth2.discover, &issuer, error))
    return NULL;
  length = strlen (issuer);
  while (length > 0 && issuer[length - 1] == '/')
    issuer[--length] = '\0';
  return issuer;
}

static MwOAuthEndpoints *
discover (MwOAuthCall *call, GError **error)
{
  g_autofree char *issuer = dup_issuer (call, error);
  g_autofree char *address = issuer != NULL ? g_strconcat (issuer, WELL_KNOWN, NULL) : NULL;
  g_autoptr (MwRequest) request = address != NULL ? mw_request_new ("GET", address) : NULL;
  g_autoptr (MwResponse) response = request != NULL ? mw_oauth_call_send (call, request, error) : NULL;
  g_autoptr (MwOAuthEndpoints) endpoints = NULL;
  Metadata *metadata;

  if (response == NULL)
    return NULL;
  endpoints = mw_oauth_endpoints_new ();
  metadata = g_new0 (Metadata, 1);
  *metadata = (Metadata) { g_strdup (issuer), g_object_ref (response), g_atomic_rc_box_acquire (endpoints) };
  if (!dex_await (mw_session_until (
                    call->fiber, mw_work_run ("issuer's metadata", read_metadata, metadata, metadata_free)),
                  error))
    return NULL;
  return g_steal_pointer (&endpoints);
}

/* Which a grant needs; a file's own endpoints are checked by the loader. */
static gboolean
has_what_is_needed (const MwOAuth2 *oauth2, const MwOAuthEndpoints *endpoints)
{
  return endpoints->token != NULL &&
         (oauth2->grant != MW_OAUTH_GRANT_AUTHORIZATION_CODE || endpoints->authorize != NULL) &&
         (oauth2->grant != MW_OAUTH_GRANT_DEVICE_CODE || endpoints->device != NULL);
}

MwOAuthEndpoints *
mw_oauth_endpoints_find (MwOAuthCall *call, GError **error)
{
  MwSession *session = call->session;
  g_autoptr (MwOAuthEndpoints) endpoints = NULL;

  if (session->sign_in->oauth2.discover == NULL)
    return fill_all (call, error);
  g_mutex_lock (&session->mutex);
  endpoints = session->endpoints != NULL ? g_atomic_rc_box_acquire (session->endpoints) : NULL;
  g_mutex_unlock (&session->mutex);
  if (endpoints == NULL)
    endpoints = discover (call, error);
  if (endpoints == NULL)
    return NULL;
  if (!has_what_is_needed (&session->sign_in->oauth2, endpoints))
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_OFFERED, "%s does not offer this sign-in",
                   endpoints->issuer);
      return NULL;
    }
  g_mutex_lock (&session->mutex);
  if (session->endpoints == NULL)
    session->endpoints = g_atomic_rc_box_acquire (endpoints);
  g_mutex_unlock (&session->mutex);
  return g_steal_pointer (&endpoints);
}
