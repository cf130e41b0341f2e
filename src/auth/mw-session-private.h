/* mw-session-private.h: the inside of a session, for what signs it in and renews it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-delivery.h"
#include "mw-fiber.h"
#include "mw-session.h"

G_BEGIN_DECLS

struct _MwSession
{
  GObject parent_instance;

  MwSystem *system;
  const MwSignIn *sign_in;
  MwTransport *transport;
  MwVariables *settings;
  MwSessionKeeper keeper; /* set before the session is used; functions may be NULL */
  gpointer keeper_data;
  GDestroyNotify keeper_destroy;

  GMutex mutex; /* guards what follows: requests are built on any fiber while a renewal swaps the token */
  MwSecrets *secrets;
  MwVariables *variables; /* public extracts, over the settings */
  gint64 expires_at;
  gint64 renew_at;    /* when to renew before anything is sent; 0: nobody said when the token ends */
  gint64 used_at;     /* monotonic: when a request was built */
  guint generation;   /* grows with each renewal */
  GPtrArray *waiting; /* (element-type MwDelivery): who waits for the renewal that runs; NULL: none runs */
  struct _MwOAuthEndpoints *endpoints; /* as the issuer named them, once it was asked */
  MwTransport *beside;                 /* to the token endpoint, if that is of another origin */
  GHashTable *chosen;                  /* request that asks for a token → MwSession with it; or NULL */
  gboolean is_refused;
  gboolean renews_anew; /* the next renewal does not do with the token of another process */
  MwRenewalEnd renewal_end;
  gboolean made_here;   /* the key was made by Millwright for nobody else */
  gboolean is_unstored; /* the keyring did not take the last renewal: what stands there is old */
};

MwSession *
mw_session_new (MwSystem *system, const MwSignIn *sign_in, MwTransport *transport, MwVariables *settings);
void mw_session_snapshot (MwSession *self, MwSecrets **secrets, MwVariables **variables);
/* The form's secrets that the session keeps: those of the sign-in, passwords only with @passwords. */
void mw_session_take_form_secrets (MwSession *self, MwSecrets *from, MwSecrets *to, gboolean passwords);
/* The id of a secret form field without a value that signing in needs, or NULL. */
const char *mw_session_find_missing_secret (MwSession *self, MwSecrets *secrets);
/* Adds the derived values: those with a secret in them to @secrets, the others to @variables. They are
 * computed again, never stored. */
void mw_session_derive (MwSession *self, MwSecrets *secrets, MwVariables *variables);
/* As mw_session_build_request(), but never with the token of what was chosen. */
MwRequest *mw_session_build_own_request (MwSession *self,
                                         const MwRequestTemplate *request,
                                         MwVariables *variables,
                                         GError **error);
/* The session with the token for what @variables have chosen, or NULL. */
MwSession *mw_session_dup_chosen (MwSession *self, MwVariables *variables, MwSecrets *secrets);
MwRequest *mw_session_build (MwSession *self,
                             const MwRequestTemplate *request,
                             MwVariables *variables,
                             MwSecrets *secrets,
                             gboolean with_headers,
                             GError **error);
/* Whether what a login must give is there; it is not after the end of a session. The mutex is held. */
gboolean mw_session_has_token (MwSession *self);
/* Without @fiber what is awaited is not given up. */
DexFuture *mw_session_until (MwFiber *fiber, DexFuture *future) G_GNUC_WARN_UNUSED_RESULT;

/* What a login or a token endpoint gave. */
typedef struct
{
  MwSecrets *secrets;
  MwVariables *variables;
  gint64 expires_at; /* microseconds since 1970, 0 unknown */
  gboolean made_here;
} MwGrant;

MwGrant *mw_grant_new (void);
/* Beginning with what @session has: what the answer does not give stays. */
MwGrant *mw_grant_new_from (MwSession *session);
void mw_grant_unref (MwGrant *self);
MwGrant *mw_grant_ref (MwGrant *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGrant, mw_grant_unref)

/* A key for the one that there is, and the end of one. */
MwGrant *mw_session_make_key (MwSession *self, GError **error);
gboolean mw_session_delete_key (MwSession *self, MwFiber *fiber, const char *key, GError **error);
/* From now on requests are built with it. */
void mw_session_accept (MwSession *self, MwGrant *grant);
/* What is stored of it, and takes that up again. */
MwSecrets *mw_session_pack (MwSession *self, MwGrant *grant);
void mw_session_unpack (MwSession *self, MwSecrets *stored);
/* As mw_session_renew(), but never with a token that another process got before. */
DexFuture *mw_session_renew_anew (MwSession *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the session was renewed since @request was built. The mutex is held. */
gboolean mw_session_is_newer (MwSession *self, MwRequest *request);

G_END_DECLS
