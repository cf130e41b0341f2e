/* mw-chunk-bytes.h: a chunk as bytes, and back
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk.h"
#include "mw-packing.h"

G_BEGIN_DECLS

/* Adds all rows with their origins and problems; those that are not made yet are made. */
void mw_chunk_pack (const MwChunk *self, GByteArray *bytes);
/* What was added, or NULL when that is no chunk: nothing of it is believed unchecked. */
MwChunk *mw_chunk_unpack (MwUnpacking *bytes);

G_END_DECLS
