/* mw-session-memory.h: secrets kept for this session only, in the memory of this process
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-secrets.h"

G_BEGIN_DECLS

/* Any thread. A NULL @secrets forgets. */
void mw_session_memory_set (const char *id, MwSecrets *secrets);
MwSecrets *mw_session_memory_dup (const char *id);

G_END_DECLS
