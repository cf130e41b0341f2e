/* mw-link-private.h: the inside of a link, for what opens and uses its session
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-link.h"
#include "mw-main-fiber.h"
#include "mw-session-hold.h"
#include "mw-token-keeper.h"

G_BEGIN_DECLS

struct _MwLink
{
  GObject parent_instance;

  MwSystem *system;
  const MwSignIn *sign_in;
  const MwVariant *variant;
  MwConnectionFile *file;
  MwConnectionFile *known; /* what its file is as far as this process knows; or NULL: it has none yet */
  MwLinkResolveFunc resolve;
  gpointer resolve_data;

  gboolean is_trial; /* it has the session that was made with it, or none */

  DexFuture *reaching;
  DexFuture *opening;
  DexFuture *ending;

  MwKeeping *keeping;     /* or NULL: nobody asked for it yet */
  gboolean keeps_nothing; /* what it reads is not for later */
  GListStore *receipts;   /* of MwReceipt */
  MwTransport *transport;
  MwSession *session;
  MwPrepared *prepared; /* of the session */
  MwTokenKeeper *keeper;
  MwSessionHold *hold; /* or NULL: nobody minds how long it stays open */
  guint idle_source;   /* looks whether it was used */
  MwSecrets *stored;   /* what the keyring has */
  gboolean for_now;    /* whatever the file says, what it signs in with ends with this process */
  gboolean has_news;   /* in @file, not written yet */
  int diagnosis;       /* MwDiagnosis of the sign-in, -1: none */
  MwSecrets *refused;  /* what the system did not accept any more: not tried again */
};

/* What one call of a link needs in its fiber. */
typedef struct
{
  MwLink *link;
  DexFuture *future; /* resolved address, transport or session: what has to come first; or NULL */
  MwSecrets *input;
  MwAuthPrompt *prompt;
  MwLink *other; /* or NULL */
} MwLinkCall;

MwLinkCall *mw_link_call_new (MwLink *link, DexFuture *future);
void mw_link_call_free (gpointer data);
/* One attempt serves all that ask for it, and goes on when one of them does not want it any more. */
DexFuture *mw_link_share (DexFuture **slot, DexFuture *future);

void mw_link_set_stored (MwLink *self, MwSecrets *stored);
/* From now on a session that nobody uses is ended, where the system wants that. */
void mw_link_look_for_idleness (MwLink *self);
void mw_link_forget_if_ended (MwLink *self, MwSession *session, const GError *error);
gboolean mw_link_is_kept (MwLink *self);
/* On a fiber: whether the server has refused @stored, in whatever process. */
gboolean mw_link_find_refusal (MwLink *self, MwSecrets *stored);
/* On a fiber, after mw_link_find_diagnosis(): no process sends again what was refused. */
void mw_link_note_refusal (MwLink *self, MwSession *session, const GError *error);
/* Why it ended, when it did. Whether the session goes on all the same. */
gboolean mw_link_find_diagnosis (MwLink *self,
                                 MwSession *session,
                                 const GError *error,
                                 gboolean may_check,
                                 MwMainFiber *fiber);
/* What is worth keeping of what showed: not written yet. */
void mw_link_take_version (MwLink *self, const char *version);
void mw_link_take_token_end (MwLink *self);
void mw_link_set_sign_in (MwLink *self, const MwSignIn *sign_in);
void mw_link_set_variant (MwLink *self, const MwVariant *variant);

G_END_DECLS
