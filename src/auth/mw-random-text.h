/* mw-random-text.h: texts that nobody can guess
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* base64url without padding (RFC 4648 5): of any bytes, and of that many random ones. */
char *mw_base64url (const guchar *bytes, gsize length);
char *mw_random_text (gsize n_bytes);

G_END_DECLS
