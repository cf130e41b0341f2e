/* mw-secret-stores.h: the stores that there are, for what stands above this layer
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-secret-store.h"

G_BEGIN_DECLS

/* All (transfer none), for the life of the process. */
MwSecretStore *mw_secret_stores_get_lasting (void); /* for a token that is to stay: the keyring */
MwSecretStore *mw_secret_stores_get_session (void); /* the memory of this process */
/* Whether the lasting one is a file of ours, not the keyring of the computer; does not block, and is sure
 * once mw_secret_stores_look() has resolved. */
gboolean mw_secret_stores_lasting_is_file (void);
DexFuture *mw_secret_stores_look (void) G_GNUC_WARN_UNUSED_RESULT;
/* By what stands in a connection's file; the lasting one where the name is not known. */
MwSecretStore *mw_secret_stores_find (const char *name);

G_END_DECLS
