/* mw-rungs.h: the steps that connecting and checking have in common
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-choosing.h"
#include "mw-ladder.h"
#include "mw-link.h"
#include "mw-main-fiber.h"

G_BEGIN_DECLS

typedef struct _MwRungs MwRungs;

MwRungs *mw_rungs_new (MwSystem *system, const MwSignIn *sign_in, GListStore *steps, gboolean stores);
void mw_rungs_free (MwRungs *self);
void mw_rungs_set_link (MwRungs *self, MwLink *link);
/* The address is new: before a secret goes there, it is asked without one. @first: see mw_link_look(). */
void mw_rungs_set_new (MwRungs *self, const char *first);
/* In a fiber of the main thread, in this order. */
gboolean mw_rungs_reach (MwRungs *self, MwMainFiber *fiber, GError **error);
/* With @input, which @draft (or NULL) held; what it was refused with before is not sent again. */
gboolean mw_rungs_sign_in (MwRungs *self,
                           MwDraft *draft,
                           MwSecrets *input,
                           MwAuthPrompt *prompt,
                           MwMainFiber *fiber,
                           GError **error);
/* Instead: takes up a session that is open already, and checks it. */
gboolean mw_rungs_take_up (MwRungs *self, MwSecrets *session, MwMainFiber *fiber, GError **error);
/* What is chosen after signing in: by @draft, by itself, or by @ask (may be NULL). */
gboolean mw_rungs_choose (MwRungs *self,
                          MwDraft *draft,
                          MwChooseFunc ask,
                          gpointer data,
                          MwMainFiber *fiber,
                          GError **error);
gboolean mw_rungs_check_chosen (MwRungs *self, MwMainFiber *fiber, GError **error);
gboolean mw_rungs_check (MwRungs *self, MwMainFiber *fiber, GError **error);
gboolean mw_rungs_read (MwRungs *self, MwMainFiber *fiber, GError **error);
/* The keyring before the login, so that a login is not wasted; and the end of it. */
gboolean mw_rungs_try_keyring (MwRungs *self, MwMainFiber *fiber, GError **error);
void mw_rungs_stored (MwRungs *self, const GError *error);
gboolean mw_rungs_has_warning (MwRungs *self);
/* After mw_rungs_read(): ids of what could be read. */
char **mw_rungs_dup_readable (MwRungs *self);
/* The step of the choice at @position of the variant. */
MwLadderStep *mw_rungs_get_choosing (MwRungs *self, guint position);

G_END_DECLS
