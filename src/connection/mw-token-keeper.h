/* mw-token-keeper.h: where a session stores a token that it has renewed, and that one was refused
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-diagnosis.h"
#include "mw-secret-stores.h"
#include "mw-session.h"

G_BEGIN_DECLS

/* Belongs to a connection's id; counted atomically. */
typedef struct _MwTokenKeeper MwTokenKeeper;

MwTokenKeeper *mw_token_keeper_new (const char *id, MwSecretStore *store);
void mw_token_keeper_unref (MwTokenKeeper *self);
/* Another place from now on. */
void mw_token_keeper_set_store (MwTokenKeeper *self, MwSecretStore *store);
/* From now on what is renewed is stored: before, the connection is only being tried. */
void mw_token_keeper_begin (MwTokenKeeper *self);
/* Before @session is used. */
void mw_token_keeper_attach (MwTokenKeeper *self, MwSession *session);
/* (transfer full): what a renewal has stored since this was asked last; or NULL. */
MwSecrets *mw_token_keeper_take_stored (MwTokenKeeper *self);
/* The system does not take @refused: if that is what is stored, no process sends it again. TRUE. */
DexFuture *mw_token_keeper_note_refusal (MwTokenKeeper *self,
                                         MwSecrets *refused,
                                         MwDiagnosis reason) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTokenKeeper, mw_token_keeper_unref)

G_END_DECLS
