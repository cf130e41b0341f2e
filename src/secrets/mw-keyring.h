/* mw-keyring.h: the only door to the system keyring (libsecret), and the memory of this session as the other
 * choice
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-secrets.h"

G_BEGIN_DECLS

#define MW_KEYRING_ERROR (mw_keyring_error_quark ())

/**
 * MwKeyringError:
 * @MW_KEYRING_ERROR_UNAVAILABLE: there is no Secret Service, or it does not answer
 * @MW_KEYRING_ERROR_LOCKED: it is locked and the user dismissed the prompt
 * @MW_KEYRING_ERROR_DAMAGED: what is stored cannot be read
 */
typedef enum
{
  MW_KEYRING_ERROR_UNAVAILABLE,
  MW_KEYRING_ERROR_LOCKED,
  MW_KEYRING_ERROR_DAMAGED,
} MwKeyringError;

GQuark mw_keyring_error_quark (void);

typedef enum
{
  MW_KEYRING_PLACE_NONE,
  MW_KEYRING_PLACE_KEYRING, /* the desktop's keyring */
  MW_KEYRING_PLACE_FILE,    /* the Flatpak's encrypted file, whose key the system keeps */
  MW_KEYRING_PLACE_SESSION, /* memory of this process, on the user's explicit choice */
} MwKeyringPlace;

/* Whether secrets can be stored in a keyring now: resolves to TRUE, or rejects with why not. Writes and
 * removes a probe item, since a service that answers may still be locked. All calls run on the work pool. */
DexFuture *mw_keyring_check (void) G_GNUC_WARN_UNUSED_RESULT;
/* @id is the connection's random id: the only attribute, because attributes are readable without unlocking.
 */
DexFuture *
mw_keyring_store (const char *id, MwSecrets *secrets, MwKeyringPlace place) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a MwSecrets (boxed), empty when nothing is stored. Looks into the session's memory first. */
DexFuture *mw_keyring_lookup (const char *id, MwKeyringPlace place) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_keyring_clear (const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* Where a store with MW_KEYRING_PLACE_KEYRING would go on this machine. */
MwKeyringPlace mw_keyring_get_default_place (void);

G_END_DECLS
