/* mw-connection.h: one connected system: who, where, label, health, and the way to read it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-choosing.h"
#include "mw-advice.h"
#include "mw-certificate.h"
#include "mw-secret-stores.h"
#include "mw-read-scope.h"
#include "mw-reading.h"
#include "mw-receipt.h"
#include "mw-scope.h"
#include "mw-session.h"

G_BEGIN_DECLS

typedef enum
{
  MW_HEALTH_UNKNOWN, /* not tried in this run */
  MW_HEALTH_WORKING,
  MW_HEALTH_SIGN_IN_AGAIN,
  MW_HEALTH_PERMISSION_MISSING,
  MW_HEALTH_NOT_REACHABLE,
  MW_HEALTH_WAITING, /* for a limit: it goes on at the moment of “resumes-at” */
  MW_HEALTH_PAUSED,  /* until the network is back */
} MwHealth;

/**
 * MwConnection:
 * @label: (property): what the user calls it; notified too when environment or colour changed
 * @health: (property): one of #MwHealth; notified on the main context
 * @resumes-at: (property): when a load goes on that waits for a limit, in microseconds since 1970; 0: none
 * waits; notified once a second too while one waits, for a countdown
 * @place: (property): where its token is, in words; notified when it is stored elsewhere
 * @token-ends-at: (property): when a token ends that does not renew itself, in microseconds since 1970; 0:
 * none is known
 * @chosen: (property): #MwChosen; notified when something else was chosen, and what was read is forgotten
 * MwConnection::read: (signal): the reading of an entity is another one now: whoever shows the one before
 * asks for it with mw_connection_read()
 *
 * Main thread only; in one process a connection is one shared object.
 */
#define MW_TYPE_CONNECTION (mw_connection_get_type ())
G_DECLARE_FINAL_TYPE (MwConnection, mw_connection, MW, CONNECTION, GObject)

const char *mw_connection_get_id (MwConnection *self); /* random UUID: the keyring's attribute */
MwSystem *mw_connection_get_system (MwConnection *self);
const MwSignIn *mw_connection_get_sign_in (MwConnection *self);
const MwVariant *mw_connection_get_variant (MwConnection *self);
const char *mw_connection_get_label (MwConnection *self);
/* Of a test system "Acme (Test)": wherever people read it. */
char *mw_connection_dup_name (MwConnection *self);
MwEnvironment mw_connection_get_environment (MwConnection *self);
MwColour mw_connection_get_colour (MwConnection *self);
/* An empty @label leaves the old one. Not stored before mw_connection_save(). */
void
mw_connection_describe (MwConnection *self, const char *label, MwEnvironment environment, MwColour colour);
const char *mw_connection_get_address (MwConnection *self); /* for people: host, or "Demo plant" */
const char *mw_connection_get_user (MwConnection *self);    /* or NULL */
gboolean mw_connection_get_is_plain (MwConnection *self);   /* over plain http, by consent: stays marked */
MwHealth mw_connection_get_health (MwConnection *self);
gint64 mw_connection_get_resumes_at (MwConnection *self);
const char *mw_health_get_title (MwHealth health); /* translated: "Working" … */
/* What to say when the file of its system has changed since it was made; or NULL. */
char *mw_connection_dup_change (MwConnection *self);
/* (element-type MwEntity): what can be read here. */
GPtrArray *mw_connection_dup_entities (MwConnection *self);
/* The reading of @entity, started on the first call; the same one later, until mw_connection_refresh(). */
MwReading *mw_connection_read (MwConnection *self, MwEntity *entity);
/* Brings it up to date: with what was changed since, where the system tells that. */
MwReading *mw_connection_refresh (MwConnection *self, MwEntity *entity);
/* The same by reading everything and comparing it, so that it shows what was deleted. */
MwReading *mw_connection_reconcile (MwConnection *self, MwEntity *entity);
/* What is kept of it on this computer, without asking the system for anything: (transfer full). */
MwReading *mw_connection_read_kept (MwConnection *self, MwEntity *entity);
/* What it reads in this run is not kept. */
void mw_connection_keep_nothing (MwConnection *self);
/* Sign-in holds and each entity is readable: resolves to TRUE; the steps are appended to @steps (a GListStore
 * of MwLadderStep) as they run. */
DexFuture *mw_connection_check (MwConnection *self, GListStore *steps) G_GNUC_WARN_UNUSED_RESULT;
/* Whether this field must be typed again for a MwReconnect: a password or key, but not the secret of a client
 * through which a person signs in, which is stored. */
gboolean mw_connection_asks_again (MwConnection *self, const MwFormField *field);
/* What of the system is read: companies, sites … that were chosen, and how much of each entity. */
GPtrArray *mw_connection_dup_choices (MwConnection *self); /* (element-type MwChoice) */
MwChosen *mw_connection_get_chosen (MwConnection *self);
char *mw_connection_dup_chosen_title (MwConnection *self); /* or NULL */
DexFuture *mw_connection_list_choice (MwConnection *self, const MwChoice *choice) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_connection_choose (MwConnection *self,
                                 const MwChoice *choice,
                                 const char *const *wanted) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_connection_ask (MwConnection *self, const MwChoice *choice, MwChooseFunc ask, gpointer data)
  G_GNUC_WARN_UNUSED_RESULT;
MwScopeOffer mw_connection_get_offer (MwConnection *self, MwEntity *entity, MwScopeKind kind);
/* What reading it would cost: a MwEstimate. Asks for counts only. */
DexFuture *
mw_connection_estimate (MwConnection *self, MwEntity *entity, const MwScope *scope) G_GNUC_WARN_UNUSED_RESULT;
MwScope mw_connection_get_scope (MwConnection *self, MwEntity *entity);
void mw_connection_narrow (MwConnection *self, MwEntity *entity, const MwScope *scope);
DexFuture *mw_connection_set_scope (MwConnection *self,
                                    MwEntity *entity,
                                    const MwScope *scope) G_GNUC_WARN_UNUSED_RESULT;
/* Columns that the user made of fields of the records: stored, and at once in all that is loaded. @path: see
 * MwCustomPath; @title: or NULL, as the path says. TRUE; rejects with a sentence for people. */
MwCustomFields *mw_connection_get_custom_fields (MwConnection *self);
DexFuture *mw_connection_add_custom_field (MwConnection *self,
                                           MwEntity *entity,
                                           const char *path,
                                           const char *title) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_connection_rename_custom_field (MwConnection *self,
                                              MwEntity *entity,
                                              const char *path,
                                              const char *title) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_connection_remove_custom_field (MwConnection *self,
                                              MwEntity *entity,
                                              const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* Sentences about those in its file that cannot be shown. */
char **mw_connection_dup_custom_problems (MwConnection *self, MwEntity *entity);
/* Writes the connection's file; one that is kept for the session has none. What other programs changed there
 * stays. TRUE. */
DexFuture *mw_connection_save (MwConnection *self) G_GNUC_WARN_UNUSED_RESULT;
/* Learns what they changed: TRUE. */
DexFuture *mw_connection_catch_up (MwConnection *self) G_GNUC_WARN_UNUSED_RESULT;
/* The certificate that was refused last, or NULL; and one that the user compared and trusts from now on, for
 * this connection alone: TRUE. */
MwCertificate *mw_connection_dup_certificate (MwConnection *self);
DexFuture *
mw_connection_trust (MwConnection *self, const MwCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
/* What @error of this connection means for a person; why, where a sign-in does not hold any more. */
MwAdvice *mw_connection_dup_advice (MwConnection *self, const GError *error);
/* The same for what was to be done with @entity (or NULL). */
MwAdvice *mw_connection_dup_advice_on (MwConnection *self, const GError *error, MwEntity *entity);
/* The same of its health, as it is now. */
MwAdvice *mw_connection_dup_health_advice (MwConnection *self);
/* (element-type MwRequestLogEntry): redacted; empty until opened. */
GPtrArray *mw_connection_dup_log (MwConnection *self);
/* What each load brought, the newest first: a list of MwReceipt. */
GListModel *mw_connection_get_receipts (MwConnection *self);

G_END_DECLS
