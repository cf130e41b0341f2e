/* mw-session.h: being signed in to one system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-auth-prompt.h"
#include "mw-fiber.h"
#include "mw-secrets.h"
#include "mw-system.h"
#include "mw-transport.h"

G_BEGIN_DECLS

#define MW_AUTH_ERROR (mw_auth_error_quark ())

/**
 * MwAuthError:
 * @MW_AUTH_ERROR_FIELD: a form field is empty or malformed (the message is the field's id)
 * @MW_AUTH_ERROR_REFUSED: the system does not accept this user, password or key
 * @MW_AUTH_ERROR_TOO_MANY: it refuses for a while after too many tries
 * @MW_AUTH_ERROR_EXPIRED: the token ended and nothing is kept that could get a new one
 * @MW_AUTH_ERROR_NOT_THIS_PRODUCT: what answers there is not this system (a web page, another API)
 * @MW_AUTH_ERROR_NOT_OFFERED: it is this system, but it does not know this way of signing in
 * @MW_AUTH_ERROR_SERVER: the system failed; the message has its own words, redacted
 * @MW_AUTH_ERROR_CLIENT: the client (its id, secret or signature) is not accepted (RFC 6749 5.2:
 * invalid_client, unauthorized_client)
 * @MW_AUTH_ERROR_SCOPE: the client may not ask for these rights (invalid_scope)
 * @MW_AUTH_ERROR_DENIED: the person or an administrator's rule said no in the browser (access_denied)
 * @MW_AUTH_ERROR_UNANSWERED: nobody finished the sign-in in the browser in time
 * @MW_AUTH_ERROR_KEY: the private key cannot be read, or is of another kind than the signature needs
 * @MW_AUTH_ERROR_PORT: another program listens where the browser should come back to (the message says where)
 * @MW_AUTH_ERROR_PASTED: the pasted address is not the one that the sign-in ended at
 * @MW_AUTH_ERROR_UNKNOWN: the system does not know what stands in the form field that the message names
 * @MW_AUTH_ERROR_ISSUER: the answer comes from another issuer than was asked, or names endpoints elsewhere
 */
typedef enum
{
  MW_AUTH_ERROR_FIELD,
  MW_AUTH_ERROR_REFUSED,
  MW_AUTH_ERROR_TOO_MANY,
  MW_AUTH_ERROR_EXPIRED,
  MW_AUTH_ERROR_NOT_THIS_PRODUCT,
  MW_AUTH_ERROR_SERVER,
  MW_AUTH_ERROR_NOT_OFFERED,
  MW_AUTH_ERROR_CLIENT,
  MW_AUTH_ERROR_SCOPE,
  MW_AUTH_ERROR_DENIED,
  MW_AUTH_ERROR_UNANSWERED,
  MW_AUTH_ERROR_KEY,
  MW_AUTH_ERROR_PORT,
  MW_AUTH_ERROR_PASTED,
  MW_AUTH_ERROR_ISSUER,
  MW_AUTH_ERROR_UNKNOWN,
} MwAuthError;

GQuark mw_auth_error_quark (void);

#define MW_TYPE_SESSION (mw_session_get_type ())
G_DECLARE_FINAL_TYPE (MwSession, mw_session, MW, SESSION, GObject)

/**
 * MwRenewalEnd:
 * @MW_RENEWAL_NOT_TRIED: nothing was tried, or it went well
 * @MW_RENEWAL_FAILED: it was tried, and the system said neither yes nor no: it failed, or does not answer
 * @MW_RENEWAL_CREDENTIALS_REFUSED: a kept password, key or client was refused
 * @MW_RENEWAL_CONSENT_REFUSED: what a person once agreed to is not enough any more
 */
typedef enum
{
  MW_RENEWAL_NOT_TRIED,
  MW_RENEWAL_FAILED,
  MW_RENEWAL_CREDENTIALS_REFUSED,
  MW_RENEWAL_CONSENT_REFUSED,
} MwRenewalEnd;

/**
 * MwSessionKeeper:
 * @begin: called before a renewal; resolves to what is stored now (boxed MwSecrets, empty when nothing is),
 * and from then until @end no other process renews the same sign-in; rejects with %MW_AUTH_ERROR_EXPIRED when
 * the system has refused that already
 * @end: stores what was renewed, or, with %NULL, only lets the others go on; with a refusal, what is left
 * without what was refused; resolves to %TRUE
 *
 * Where a session's secrets are stored. Both are called on fibers, one renewal at a time.
 */
typedef struct
{
  DexFuture *(*begin) (gpointer data);
  DexFuture *(*end) (MwSecrets *renewed, MwRenewalEnd refusal, gpointer data);
} MwSessionKeeper;

/* Signs in with what the user typed. @settings: the form's plain values; @input: its secrets. Resolves to a
 * MwSession or rejects with a #MwAuthError or #MwTransportError. @keep_password decides whether the session's
 * secrets keep the password where the sign-in allows it; @prompt is where a browser or a code is shown, or
 * NULL. A refused login is never repeated. */
DexFuture *mw_session_sign_in (MwSystem *system,
                               const MwSignIn *sign_in,
                               MwTransport *transport,
                               MwVariables *settings,
                               MwSecrets *input,
                               gboolean keep_password,
                               MwAuthPrompt *prompt) G_GNUC_WARN_UNUSED_RESULT;
/* Takes up a session with what the keyring gave; nothing is sent. */
MwSession *mw_session_restore (MwSystem *system,
                               const MwSignIn *sign_in,
                               MwTransport *transport,
                               MwVariables *settings,
                               MwSecrets *stored);
/* Once, before the session is used. */
void mw_session_set_keeper (MwSession *self,
                            const MwSessionKeeper *keeper,
                            gpointer data,
                            GDestroyNotify data_destroy);
/* What belongs in the keyring (token, variables of the token, the password if kept), and in clear (who, until
 * when). */
MwSecrets *mw_session_dup_secrets (MwSession *self);
gint64 mw_session_get_expires_at (MwSession *self);  /* microseconds since 1970; 0 unknown */
gint64 mw_session_get_valid_until (MwSession *self); /* of all that it has: 0 where it can be renewed */
/* Takes up what is stored, if that is another token than this session has. */
void mw_session_take (MwSession *self, MwSecrets *stored);
/* Settings and what the sign-in gave, but no secrets: values for places. Thread-safe. */
MwVariables *mw_session_dup_variables (MwSession *self);
/* Fills @request with the template, the session's variables and the session's headers. Thread-safe. */
MwRequest *mw_session_build_request (MwSession *self,
                                     const MwRequestTemplate *request,
                                     MwVariables *variables,
                                     GError **error);
/* Gets a new token with what is kept, unless that happened since @request was built: one renewal for all that
 * ask, and never again after a refusal. TRUE or an error. */
DexFuture *mw_session_renew (MwSession *self, MwRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/* On a fiber, before a request is built: renews a token that is about to end. */
gboolean mw_session_prepare (MwSession *self, MwFiber *fiber, GError **error);
/* The same for the token of what was chosen after signing in, by @variables. */
gboolean mw_session_prepare_chosen (MwSession *self, MwFiber *fiber, MwVariables *variables, GError **error);
/* Whether the answer to the sign-in's check request says that it holds; a token that has ended is renewed for
 * it. */
DexFuture *mw_session_check (MwSession *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the end of a session is something the system hears of: it has a logout, or tokens can be revoked.
 */
gboolean mw_sign_in_can_end (const MwSignIn *sign_in);
gboolean mw_session_can_end (MwSession *self);
/* Logs out, or revokes the token. FALSE: the system has no way for that; rejects with EXPIRED when it was not
 * valid any more, else with why it may still be. */
DexFuture *mw_session_revoke (MwSession *self) G_GNUC_WARN_UNUSED_RESULT;
/* The same, but a key that a person has made, and may use elsewhere, stays. */
DexFuture *mw_session_sign_out (MwSession *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean mw_session_is_of_person (MwSession *self);
/* Logs out and forgets the token; a kept password stays. TRUE, also when the system did not hear of it. */
DexFuture *mw_session_end (MwSession *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether @error says that the system does not take what it was sent, and would not the next time. */
gboolean mw_auth_error_is_refusal (const GError *error);
/* How the last renewal ended; and whether anything proves who asks. */
MwRenewalEnd mw_session_get_renewal_end (MwSession *self);
gboolean mw_session_has_proof (MwSession *self);
/* Microseconds since a request was built with it. */
gint64 mw_session_get_idle (MwSession *self);
/* Whether a new sign-in needs nothing from the user. */
gboolean mw_session_signs_in_alone (MwSession *self);
/* Whether a new token comes without the user: it can be refreshed, or the sign-in needs nothing. */
gboolean mw_session_renews_alone (MwSession *self);
/* Answers that mean failure, read by the file's rules; shared by sign-in and reading. NULL when @rules has no
 * match. */
const MwAnswerRule *
mw_answer_match (const MwAnswerRule *rules, guint n_rules, guint status, yyjson_val *body, char **named);
/* The system's own message in an error answer, redacted and cut to 300 characters, or NULL. */
char *mw_answer_dup_message (const MwVariant *variant, MwResponse *response, yyjson_val *body);
/* What stands at @path or in @header, or the first group of @matches in it; NULL when there is none. */
char *mw_answer_dup_value (const MwJsonPath *path,
                           const char *header,
                           const GRegex *matches,
                           MwResponse *response,
                           yyjson_val *body);
/* How the system calls the request, fit to be shown, or NULL. */
char *mw_answer_dup_request_id (const MwVariant *variant, MwResponse *response, yyjson_val *body);

G_END_DECLS
