/* mw-session-rotate.h: a new token or key for one that still holds, and the end of the old one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session.h"

G_BEGIN_DECLS

/**
 * MwRotation:
 * @changed: whether a new one is in use, and stored
 * @ended: whether the system has ended the old one
 * @old_until: until when the old one is valid, in microseconds since 1970; 0: nobody said
 * @problem: why there is no new one, or why the old one was not ended; or %NULL
 */
typedef struct
{
  gboolean changed;
  gboolean ended;
  gint64 old_until;
  GError *problem;
} MwRotation;

#define MW_TYPE_ROTATION (mw_rotation_get_type ())
GType mw_rotation_get_type (void);
MwRotation *mw_rotation_copy (const MwRotation *self);
void mw_rotation_free (MwRotation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRotation, mw_rotation_free)

/* Whether the system gives a new one after which the old one is not valid any more; @keep_password: whether
 * the password is kept where the sign-in allows it. */
gboolean mw_sign_in_can_rotate (const MwSignIn *sign_in, gboolean keep_password);
gboolean mw_session_can_rotate (MwSession *self);
/* Resolves to a #MwRotation (boxed). Runs to its end whoever waits. */
DexFuture *mw_session_rotate (MwSession *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
