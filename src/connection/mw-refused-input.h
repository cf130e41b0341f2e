/* mw-refused-input.h: that a server refused what a program gave for a connection, for all processes of this
 * user
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Of connection @id: whether it was (a boolean); and that it was, or is not any more: TRUE. */
DexFuture *mw_refused_input_find (const char *id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_refused_input_set (const char *id, gboolean refused) G_GNUC_WARN_UNUSED_RESULT;
/* Blocks. */
void mw_refused_input_forget (const char *directory, const char *id);

G_END_DECLS
