/* mw-link.h: the way to one system: address, transport, session; behind a connection and behind the ladder
 * alike
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection-file.h"
#include "mw-dataset.h"
#include "mw-keeping.h"
#include "mw-receipt.h"
#include "mw-source.h"

G_BEGIN_DECLS

/* What stands behind a builtin address: resolves to its base URL (G_TYPE_STRING). Called on the main thread.
 */
typedef DexFuture *(*MwLinkResolveFunc) (const char *builtin, gpointer data);

/**
 * MwLink:
 *
 * Its functions are called on the main thread; what they start runs in fibers of the pool. No function
 * repeats a refused login.
 */
#define MW_TYPE_LINK (mw_link_get_type ())
G_DECLARE_FINAL_TYPE (MwLink, mw_link, MW, LINK, GObject)

/* @file is taken; @sign_in is the one it names. */
MwLink *mw_link_new (MwSystem *system, const MwSignIn *sign_in, MwConnectionFile *file);
/* The same once more, to sign in there beside @self: it takes up nothing that is stored. */
MwLink *mw_link_new_trial (MwLink *self);
/* To the same place, for another connection. */
MwLink *mw_link_new_beside (MwLink *self, const char *label);
void mw_link_set_resolve (MwLink *self, MwLinkResolveFunc func, gpointer data);
const MwConnectionFile *mw_link_get_file (MwLink *self);
MwSystem *mw_link_get_system (MwLink *self);
const MwSignIn *mw_link_get_sign_in (MwLink *self);
const MwVariant *mw_link_get_variant (MwLink *self);
/* Asks what answers there and takes that variant: resolves to its version (G_TYPE_STRING, may be empty). */
DexFuture *mw_link_find_product (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
/* Asks where a secret is going to, without one: resolves to the name of a sign-in page (G_TYPE_STRING, may be
 * empty). @first: what is asked first, or NULL: by the system's file. */
DexFuture *mw_link_look (MwLink *self, const char *first) G_GNUC_WARN_UNUSED_RESULT;
/* The typed or fixed address; NULL for a builtin one. */
char *mw_link_dup_address (MwLink *self);
/* Whether its login needs nothing that only the user knows, so that it may be repeated silently. */
gboolean mw_link_signs_in_alone (MwLink *self);
/* Resolves to the MwTransport. */
DexFuture *mw_link_reach (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
/* Takes up the stored session, once. Resolves to the MwSession. */
DexFuture *mw_link_open (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
/* Ends a session that takes a seat of the system's licence, or that was not used. TRUE. */
DexFuture *mw_link_end (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
/* Before the program ends; NULL when there is nothing to end. @alone: only what can be had again without the
 * user. */
DexFuture *mw_link_end_at_exit (MwLink *self, gboolean alone) G_GNUC_WARN_UNUSED_RESULT;
/* Signs in with what the user typed and takes that session; @prompt shows what the person must do beside it.
 * Resolves to the MwSession. */
DexFuture *mw_link_sign_in (MwLink *self, MwSecrets *input, MwAuthPrompt *prompt) G_GNUC_WARN_UNUSED_RESULT;
/* Where its secrets are in this process; and whether the connection has them when the program is started
 * again.
 */
MwSecretStore *mw_link_get_store (MwLink *self);
gboolean mw_link_is_lasting (MwLink *self);
void mw_link_keep_for_now (MwLink *self);
/* What of its records is kept on this computer; NULL: nothing. */
MwKeeping *mw_link_get_keeping (MwLink *self);
void mw_link_keep_nothing (MwLink *self);
/* Its secrets into @store (NULL: nowhere), and from now on there: TRUE. The file is not written. */
DexFuture *mw_link_move (MwLink *self, MwSecretStore *store) G_GNUC_WARN_UNUSED_RESULT;
/* Takes up a session of the same sign-in by what it keeps. Resolves to the MwSession. */
DexFuture *mw_link_take_up (MwLink *self, MwSecrets *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* Stores the session of @trial in the place of its own, and takes it. TRUE. */
DexFuture *mw_link_take_over (MwLink *self, MwLink *trial) G_GNUC_WARN_UNUSED_RESULT;
/* Stores the session's secrets where the file says, if they differ from what is stored. TRUE. */
DexFuture *mw_link_store (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
/* What people tell it by; not stored yet. */
void mw_link_describe (MwLink *self, const char *label, MwEnvironment environment, MwColour colour);
/* Ids of the entities that its login can read, not stored yet. */
void mw_link_set_readable (MwLink *self, char **readable);
/* What was chosen after signing in; and another choice, which is not stored yet. */
MwChosen *mw_link_get_chosen (MwLink *self);
void mw_link_set_chosen (MwLink *self, MwChosen *chosen);
MwScope mw_link_get_scope (MwLink *self, MwEntity *entity);
void mw_link_set_scope (MwLink *self, MwEntity *entity, const MwScope *scope);
/* Opens it and lists what can be chosen: a MwChosen with all rows. */
DexFuture *mw_link_list_choice (MwLink *self, const MwChoice *choice) G_GNUC_WARN_UNUSED_RESULT;
/* Opens it and reads. */
/* The entities whose rows come with all of @entity, because they are made of the same records. */
GPtrArray *mw_link_dup_beside (MwLink *self, MwEntity *entity); /* (element-type MwEntity) */
/* From @held on, an earlier read of the same, and with the pages that @again has, as if they had come now:
 * each may be NULL. */
DexFuture *mw_link_read (MwLink *self, MwEntity *entity, MwHeld *held, MwHeld *again, MwSink *sink)
  G_GNUC_WARN_UNUSED_RESULT;
/* Makes rows of the @records that were read, as they are made now, without a session: TRUE. */
DexFuture *
mw_link_map (MwLink *self, MwEntity *entity, MwDataset *records, MwSink *sink) G_GNUC_WARN_UNUSED_RESULT;
/* What {places} of its map stood for when they were read. */
MwVariables *mw_link_dup_kept_places (MwLink *self, MwEntity *entity, MwDataset *records, guint turn);
/* What {url} stands for in maps, or NULL. */
char *mw_link_dup_map_address (MwLink *self);
/* What each read brought, the newest first: a list of MwReceipt. */
GListModel *mw_link_get_receipts (MwLink *self);
DexFuture *mw_link_probe (MwLink *self, MwEntity *entity) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a gint64: how many records there are; -1 when the system does not say. */
DexFuture *mw_link_count (MwLink *self, MwEntity *entity) G_GNUC_WARN_UNUSED_RESULT;
/* Opens it and asks what reading would cost: a MwEstimate. */
DexFuture *mw_link_estimate (MwLink *self, MwEntity *entity, const MwScope *scope) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_link_check (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_link_sign_out (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the sign-in that is stored, on the system's side: whether it has a way. And removes it here, with all
 * that would make a new one without a person: TRUE. */
DexFuture *mw_link_revoke (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_link_leave (MwLink *self) G_GNUC_WARN_UNUSED_RESULT; /* but not a key that a person has made */
DexFuture *mw_link_rotate (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_link_forget (MwLink *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether signing in again needs this field to be typed. */
gboolean mw_link_asks_again (MwLink *self, const MwFormField *field);
MwTransport *mw_link_dup_transport (MwLink *self); /* or NULL */
/* From now on exactly this certificate is trusted. */
void mw_link_trust (MwLink *self, const MwCertificate *certificate);
/* @error, or that another sign-in is wanted there. */
GError *mw_link_recognise (MwLink *self, const GError *error);
GError *mw_link_recognise_connecting (MwLink *self, const GError *error);
/* @error, with the reason where it says only that the sign-in does not hold any more. */
GError *mw_link_diagnose (MwLink *self, const GError *error);
/* What the {places} of the entity's map stand for; NULL before it was opened. */
MwVariables *mw_link_dup_places (MwLink *self, MwEntity *entity, guint turn);
/* The company that was chosen and that all rows of that turn are of, or NULL. */
MwChosenValue *mw_link_dup_organization (MwLink *self, MwEntity *entity, guint turn);
/* What was asked once in the session that is open. */
MwPrepared *mw_link_get_prepared (MwLink *self);

G_END_DECLS
