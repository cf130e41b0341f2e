/* mw-content.h: takes the content coding off a body, and notices when its end is missing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Resolves to a GBytes (boxed), or rejects with %MW_TRANSPORT_ERROR_TRUNCATED or %MW_TRANSPORT_ERROR_SIZE. */
DexFuture *mw_content_decode (const char *coding, GBytes *body, gsize cap) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
