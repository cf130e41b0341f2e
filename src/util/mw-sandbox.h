/* mw-sandbox.h: whether this process runs in a Flatpak's sandbox, and what it can reach from there
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean mw_sandbox_is_inside (void);
/* Both TRUE outside. */
gboolean mw_sandbox_shares_network (void);
gboolean mw_sandbox_sees_authorities (void);
/* How the command line is called from where people type. */
const char *mw_sandbox_get_command (void);
/* Whether a file of that name would be gone with the sandbox. Blocks. */
gboolean mw_sandbox_would_lose (const char *path);

G_END_DECLS
