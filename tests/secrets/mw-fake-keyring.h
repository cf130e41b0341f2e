/* mw-fake-keyring.h: a Secret Service that is locked, asks, never answers or goes away as a test wants it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  MW_FAKE_PROMPT_UNLOCKS,
  MW_FAKE_PROMPT_DISMISSED,
  MW_FAKE_PROMPT_SILENT, /* nobody looks at it */
} MwFakePrompt;

typedef struct MwFakeKeyring MwFakeKeyring;

/* On @address, served by the main context of this thread: what blocks it is noticed as a hang. */
MwFakeKeyring *mw_fake_keyring_new (const char *address);
void mw_fake_keyring_free (MwFakeKeyring *self);
void mw_fake_keyring_lock (MwFakeKeyring *self, MwFakePrompt prompt);
void mw_fake_keyring_unlock (MwFakeKeyring *self);
/* An item that somebody else made for connection @id. */
void mw_fake_keyring_add (MwFakeKeyring *self, const char *id, const char *secret, guint64 modified);
/* The service is gone, without an answer, when @method is called. */
void mw_fake_keyring_vanish_at (MwFakeKeyring *self, const char *method);
guint mw_fake_keyring_get_n_items (MwFakeKeyring *self);
guint mw_fake_keyring_get_n_prompts (MwFakeKeyring *self);
const char *mw_fake_keyring_get_secret (MwFakeKeyring *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwFakeKeyring, mw_fake_keyring_free)

G_END_DECLS
