/* mw-oauth.h: signing in with OAuth, as a system file describes it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-request-template.h"

G_BEGIN_DECLS

/* The place that holds the token afterwards, and under which names the tokens are kept. */
#define MW_OAUTH_ACCESS_TOKEN  "access_token"
#define MW_OAUTH_REFRESH_TOKEN "refresh_token"

/* How a token is got: the sections of RFC 6749, and RFC 8628 for the device code. */
typedef enum
{
  MW_OAUTH_GRANT_CLIENT_CREDENTIALS, /* 4.4 */
  MW_OAUTH_GRANT_AUTHORIZATION_CODE, /* 4.1, with PKCE (RFC 7636) */
  MW_OAUTH_GRANT_DEVICE_CODE,
  MW_OAUTH_GRANT_PASSWORD, /* 4.3 */
} MwOAuthGrant;

/* How the client proves itself to the token endpoint (RFC 6749 2.3). */
typedef enum
{
  MW_OAUTH_CLIENT_AUTH_NONE, /* a public client: only its id is sent */
  MW_OAUTH_CLIENT_AUTH_BASIC,
  MW_OAUTH_CLIENT_AUTH_BODY,
  MW_OAUTH_CLIENT_AUTH_ASSERTION, /* a signed JWT (RFC 7523 2.2) */
} MwOAuthClientAuth;

/* Signatures of RFC 7518 3.1. */
typedef enum
{
  MW_JWT_RS256,
  MW_JWT_PS256,
  MW_JWT_ES256,
} MwJwtAlgorithm;

/* The JWT that a client signs. Its texts have {places}; what is NULL has a value of its own. */
typedef struct
{
  MwJwtAlgorithm algorithm;
  const char *key;      /* PEM of a private key */
  const char *key_id;   /* header kid, or NULL */
  const char *issuer;   /* claim iss; NULL: the client's id */
  const char *audience; /* claim aud; NULL: the address of the token endpoint */
  gboolean scope_claim; /* the scopes stand in a claim "scope" too */
  guint lifetime;       /* seconds from iat to exp */
} MwOAuthAssertion;

/* Where the browser comes back to. Exactly this address is registered with the system. */
typedef struct
{
  const char *host;  /* 127.0.0.1 or localhost: Millwright listens there (RFC 8252 7.3) */
  guint port;        /* 0: any free one */
  const char *path;  /* begins with a slash */
  const char *paste; /* instead: an https address of this computer where nothing listens; the person pastes
                        what the browser shows then */
} MwOAuthRedirect;

/* What is registered with the system: the address without a port where any port will do (RFC 8252 7.3). */
char *mw_oauth_redirect_dup_address (const MwOAuthRedirect *self);

/**
 * MwOAuth2:
 *
 * All texts have {places}. Endpoints are addresses by the rules of mw_endpoint_check().
 */
typedef struct
{
  MwOAuthGrant grant;
  gboolean owned_by_user; /* "bring-your-own": who connects registers the client */
  gboolean confidential;  /* the client has something to prove itself with */
  const char *client_id;
  const char *client_secret; /* or NULL */
  MwOAuthClientAuth client_auth;
  const MwOAuthAssertion *assertion; /* or NULL */
  const char *discover; /* issuer whose metadata names the endpoints (OpenID Discovery 1.0 4), or NULL */
  const char *token;    /* endpoints; NULL with @discover, or where the grant has none */
  const char *authorize;
  const char *device;
  const char *revoke;
  char **scopes;                     /* or NULL */
  const MwRequestHeader *parameters; /* more parameters of every token request */
  guint n_parameters;
  const MwRequestHeader *authorize_parameters; /* more of the address that the browser opens */
  guint n_authorize_parameters;
  const MwOAuthRedirect *redirect; /* of the authorization code, else NULL */
  const char *username;            /* of the password grant */
  const char *password;
  gboolean admin_consent; /* an administrator must agree once for the whole company */
} MwOAuth2;

/* RFC 5849 with HMAC-SHA256. All texts have {places}. */
typedef struct
{
  const char *realm; /* or NULL */
  const char *consumer_key;
  const char *consumer_secret;
  const char *token;
  const char *token_secret;
} MwOAuth1;

G_END_DECLS
