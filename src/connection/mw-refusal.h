/* mw-refusal.h: that a server refused what is stored of a connection, for all processes of this user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-diagnosis.h"
#include "mw-secrets.h"

G_BEGIN_DECLS

/* What stands beside the connection's file. It is of one stored state of its secrets: another that is stored,
 * because somebody has signed in, has another mark. */
#define MW_TYPE_REFUSAL (mw_refusal_get_type ())

typedef struct
{
  char *mark;         /* mw_secrets_get_mark() of what was refused */
  MwDiagnosis reason; /* what the user is told */
} MwRefusal;

GType mw_refusal_get_type (void);
void mw_refusal_free (MwRefusal *self);
/* Whether @stored was refused: resolves to the MwRefusal (boxed), or to NULL. */
DexFuture *mw_refusal_find (const char *id, MwSecrets *stored) G_GNUC_WARN_UNUSED_RESULT;
/* Remembers it for @stored, which has a mark. TRUE. */
DexFuture *
mw_refusal_remember (const char *id, MwSecrets *stored, MwDiagnosis reason) G_GNUC_WARN_UNUSED_RESULT;
/* It was none: nothing stands there any more. TRUE. */
DexFuture *mw_refusal_forget (const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* Blocks. */
void mw_refusal_remove (const char *directory, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRefusal, mw_refusal_free)

G_END_DECLS
