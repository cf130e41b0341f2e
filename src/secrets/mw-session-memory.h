/* mw-session-memory.h: secrets that are gone with this process, on the user's explicit choice
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-secret-store.h"

G_BEGIN_DECLS

#define MW_TYPE_SESSION_MEMORY (mw_session_memory_get_type ())
G_DECLARE_FINAL_TYPE (MwSessionMemory, mw_session_memory, MW, SESSION_MEMORY, GObject)

MwSecretStore *mw_session_memory_new (void);

G_END_DECLS
