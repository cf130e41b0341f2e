/* mw-draft.h: what a user has filled in to connect a system, before it is a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"
#include "mw-certificate.h"
#include "mw-secret-stores.h"
#include "mw-system.h"

G_BEGIN_DECLS

#define MW_TYPE_DRAFT (mw_draft_get_type ())
G_DECLARE_FINAL_TYPE (MwDraft, mw_draft, MW, DRAFT, GObject)

MwDraft *mw_draft_new (MwSystem *system);
gboolean mw_draft_is_secret (const MwFormField *field);
MwSystem *mw_draft_get_system (MwDraft *self);
const MwSignIn *mw_draft_get_sign_in (MwDraft *self); /* the first until chosen */
void mw_draft_set_sign_in (MwDraft *self, const MwSignIn *sign_in);
/* A form field's value as typed; secrets are kept apart. */
void mw_draft_set_value (MwDraft *self, const char *field, const char *value);
const char *mw_draft_get_value (MwDraft *self, const char *field); /* NULL for secrets */
gboolean mw_draft_has_value (MwDraft *self, const char *field);
/* What was refused is not sent again before something else stands in it; NULL: it was not. */
void mw_draft_set_refusal (MwDraft *self, const GError *refusal);
const GError *mw_draft_get_refusal (MwDraft *self);
/* Of the system, as far as the form says it; NULL for a builtin one. */
char *mw_draft_dup_address (MwDraft *self);
const char *mw_draft_get_label (MwDraft *self);
void mw_draft_set_label (MwDraft *self, const char *label);
gboolean mw_draft_get_keep_password (MwDraft *self); /* default TRUE where the sign-in keeps it */
void mw_draft_set_keep_password (MwDraft *self, gboolean keep);
/* What is to be chosen after signing in, by value, label or code; or "all". Without it the user is asked. */
void mw_draft_add_choice (MwDraft *self, const char *choice, const char *value);
const char *const *mw_draft_get_choice (MwDraft *self, const char *choice); /* or NULL */
/* Where the secrets go; NULL: nowhere. Default: where they stay. */
MwSecretStore *mw_draft_get_store (MwDraft *self);
void mw_draft_set_store (MwDraft *self, MwSecretStore *store);
gboolean mw_draft_get_allow_plain (MwDraft *self);
void mw_draft_set_allow_plain (MwDraft *self, gboolean allow);
/* The one that is trusted for this connection alone, or NULL. */
const MwCertificate *mw_draft_get_certificate (MwDraft *self);
void mw_draft_set_certificate (MwDraft *self, const MwCertificate *certificate);
/* Makes of what was pasted into @field what is meant; sentences about what was changed, or NULL. */
char *mw_draft_settle (MwDraft *self, MwCatalog *catalog, const char *field);
/* The first field that is empty or does not fit its pattern (NULL: all well), and a translated sentence about
 * it. */
const MwFormField *mw_draft_validate (MwDraft *self, char **message);
/* A translated sentence about what was typed into one field; NULL: it fits, or is empty. */
char *mw_draft_dup_problem (MwDraft *self, const char *field);
/* The same for @system, which has the same form; NULL when it has no such sign-in. */
MwDraft *mw_draft_copy_for (MwDraft *self, MwSystem *system);
/* Values, label, place and consents of @other, a draft of a system with the same form. */
void mw_draft_take_values (MwDraft *self, MwDraft *other);
/* For the engine: plain values (with "url" completed: a scheme, no path of a web page), and secrets. */
MwVariables *mw_draft_dup_settings (MwDraft *self);
MwSecrets *mw_draft_dup_secrets (MwDraft *self);

G_END_DECLS
