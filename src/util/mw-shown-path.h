/* mw-shown-path.h: where a file is, as people know it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Blocks for files that a portal gave; for those of Millwright's own folders it does not. */
char *mw_shown_path_dup (const char *path);

G_END_DECLS
