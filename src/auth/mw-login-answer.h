/* mw-login-answer.h: the answer to a login or to a check request, read on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session.h"

G_BEGIN_DECLS

/* What is read, and what it says; shared by a fiber and the work pool, counted with g_atomic_rc_box. */
typedef struct
{
  MwSystem *system;
  const MwSignIn *sign_in;
  MwResponse *response;
  gboolean is_login;
  MwAuthError signed_out; /* what a refusal means: REFUSED while signing in, EXPIRED later */
  /* Results of a login. */
  MwSecrets *secrets;     /* secret extracts */
  MwVariables *variables; /* the others */
  gint64 expires_at;      /* microseconds since 1970, 0 unknown */
} MwLoginAnswer;

MwLoginAnswer *mw_login_answer_new (MwSystem *system,
                                    const MwSignIn *sign_in,
                                    MwResponse *response,
                                    gboolean is_login,
                                    MwAuthError signed_out);
void mw_login_answer_unref (MwLoginAnswer *self);
/* TRUE, or rejects with a #MwAuthError. */
DexFuture *mw_login_answer_read (MwLoginAnswer *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwLoginAnswer, mw_login_answer_unref)

G_END_DECLS
