/* mw-oauth-call.h: what every step of an OAuth 2 sign-in works with
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session-private.h"

G_BEGIN_DECLS

/* Where to ask for what; an atomic reference-counted box. */
typedef struct _MwOAuthEndpoints
{
  char *issuer; /* NULL when nobody says who that is */
  char *token;
  char *authorize; /* or NULL, like the next */
  char *device;
  char *revoke;
  gboolean promises_issuer; /* the redirect has a parameter iss (RFC 9207 3) */
} MwOAuthEndpoints;

MwOAuthEndpoints *mw_oauth_endpoints_new (void);
void mw_oauth_endpoints_unref (MwOAuthEndpoints *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwOAuthEndpoints, mw_oauth_endpoints_unref)

/* One sign-in or renewal. */
typedef struct
{
  MwSession *session;
  MwPurposeKind purpose;  /* of its requests, in the log */
  MwFiber *fiber;         /* NULL: what is awaited is not given up */
  MwVariables *variables; /* the form's, and what is derived from it */
  MwSecrets *secrets;
  MwOAuthEndpoints *endpoints;
  gint64 clock_offset; /* of what is signed: how far it is ahead of this computer's clock, in microseconds */
} MwOAuthCall;

/* @form: the form's secrets. Finds the endpoints, which may ask the issuer. */
MwOAuthCall *mw_oauth_call_new (MwSession *session,
                                MwPurposeKind purpose,
                                MwFiber *fiber,
                                MwSecrets *form,
                                GError **error);
void mw_oauth_call_free (MwOAuthCall *self);
/* @text with its places; NULL with %MW_AUTH_ERROR_FIELD when one has no value. */
char *mw_oauth_call_fill (MwOAuthCall *self, const char *text, GError **error);
/* The scopes, joined; NULL without an error when there are none. */
char *mw_oauth_call_dup_scope (MwOAuthCall *self, GError **error);
/* Sends @request, once, to wherever its address is: the only other origins are those of the endpoints. */
MwResponse *mw_oauth_call_send (MwOAuthCall *self, MwRequest *request, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwOAuthCall, mw_oauth_call_free)

/* Names and values of a form (application/x-www-form-urlencoded). */
typedef struct _MwOAuthForm MwOAuthForm;

MwOAuthForm *mw_oauth_form_new (void);
MwOAuthForm *mw_oauth_form_copy (MwOAuthForm *self);
void mw_oauth_form_free (MwOAuthForm *self);
/* NULL is left out. */
void mw_oauth_form_add (MwOAuthForm *self, const char *name, const char *value);
char *mw_oauth_form_dup_text (MwOAuthForm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwOAuthForm, mw_oauth_form_free)

/* The answer of a token endpoint; an atomic reference-counted box. */
typedef struct
{
  MwGrant *grant;
  GHashTable *redirect; /* parameters that the browser brought, or NULL */
  char *problem;        /* error code of RFC 6749 5.2, or NULL */
} MwTokenAnswer;

MwTokenAnswer *mw_token_answer_new (MwGrant *grant, GHashTable *redirect);
void mw_token_answer_unref (MwTokenAnswer *self);
/* TRUE, or rejects with a #MwAuthError. @refused: what invalid_grant means. */
DexFuture *mw_token_answer_read (MwTokenAnswer *self,
                                 MwSession *session,
                                 MwResponse *response,
                                 MwAuthError refused) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTokenAnswer, mw_token_answer_unref)

/* Posts @form to @address with what proves who the client is. */
MwResponse *mw_oauth_post (MwOAuthCall *self, const char *address, MwOAuthForm *form, GError **error);
/* Posts @form to the token endpoint and reads the answer into @answer. */
gboolean mw_oauth_ask_token (MwOAuthCall *self,
                             MwOAuthForm *form,
                             MwTokenAnswer *answer,
                             MwAuthError refused,
                             GError **error);

/* Sets a #MwAuthError for an error code of RFC 6749; FALSE always. */
gboolean mw_oauth_fail (MwSession *session,
                        const char *problem,
                        const char *description,
                        MwAuthError refused,
                        GError **error);

/* The whole sign-in of a kind oauth2: the grant, with what is kept of @form in it. */
MwGrant *mw_oauth_sign_in (MwSession *session,
                           MwFiber *fiber,
                           MwSecrets *form,
                           gboolean keep_password,
                           MwAuthPrompt *prompt,
                           GError **error);
/* A new grant from a refresh token; what it does not give stays. */
MwGrant *mw_oauth_refresh (MwSession *session, GError **error);
/* RFC 7009, where there is an endpoint for it: @heard. */
gboolean mw_oauth_revoke (MwSession *session, MwFiber *fiber, gboolean *heard, GError **error);

G_END_DECLS
