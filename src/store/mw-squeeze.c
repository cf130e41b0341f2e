/* mw-squeeze.c: bytes made smaller, and back (zstd)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-squeeze.h"

#include <zstd.h>

/* A fast one: a file of rows and raw records becomes a little larger (11 %), and is written in less time. */
#define LEVEL -1

struct _MwSqueeze
{
  ZSTD_CCtx *packing;
  ZSTD_DCtx *unpacking;
  guint8 *buffer;
  gsize capacity;
};

MwSqueeze *
mw_squeeze_new (void)
{
  MwSqueeze *self = g_new0 (MwSqueeze, 1);

  self->packing = ZSTD_createCCtx ();
  self->unpacking = ZSTD_createDCtx ();
  g_assert (self->packing != NULL && self->unpacking != NULL);
  return self;
}

void
mw_squeeze_free (MwSqueeze *self)
{
  ZSTD_freeCCtx (self->packing);
  ZSTD_freeDCtx (self->unpacking);
  g_free (self->buffer);
  g_free (self);
}

/**
 * mw_squeeze_pack:
 * @packed_length: (out): bytes of the result
 *
 * Returns: (transfer none): @data made smaller, until the next call
 */
const guint8 *
mw_squeeze_pack (MwSqueeze *self, gconstpointer data, gsize length, gsize *packed_length)
{
  gsize bound = ZSTD_compressBound (length);

  if (bound > self->capacity)
    {
      g_free (self->buffer);
      self->buffer = g_malloc (bound);
      self->capacity = bound;
    }
  *packed_length = ZSTD_compressCCtx (self->packing, self->buffer, self->capacity, data, length, LEVEL);
  /* There is room, and no memory is no memory. */
  g_assert (!ZSTD_isError (*packed_length));
  return self->buffer;
}

/**
 * mw_squeeze_unpack:
 * @data: (out caller-allocates) (array length=length): what was packed
 *
 * Returns: %FALSE when @packed is not just that
 */
gboolean
mw_squeeze_unpack (MwSqueeze *self, gconstpointer packed, gsize packed_length, gpointer data, gsize length)
{
  return ZSTD_decompressDCtx (self->unpacking, data, length, packed, packed_length) == length;
}
