/* mw-packing.c: numbers and texts one after the other as bytes, and back
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-packing.h"

#include <string.h>

void
mw_pack_number (GByteArray *bytes, guint64 number)
{
  guint8 packed[MW_PACKED_NUMBER];

  g_byte_array_append (bytes, packed, (guint) (mw_put_number (packed, number) - packed));
}

void
mw_pack_signed (GByteArray *bytes, gint64 number)
{
  guint8 packed[MW_PACKED_NUMBER];

  g_byte_array_append (bytes, packed, (guint) (mw_put_signed (packed, number) - packed));
}

/**
 * mw_pack_bytes:
 * @data: (array length=length):
 *
 * Adds @length and the bytes.
 */
void
mw_pack_bytes (GByteArray *bytes, gconstpointer data, gsize length)
{
  mw_pack_number (bytes, length);
  if (length > 0)
    g_byte_array_append (bytes, data, (guint) length);
}

/**
 * mw_pack_text:
 * @text: (nullable):
 *
 * Adds a text that is %NULL or ends with a NUL.
 */
void
mw_pack_text (GByteArray *bytes, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  mw_pack_number (bytes, text != NULL ? length + 1 : 0);
  if (length > 0)
    g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
}

/**
 * mw_unpacking_new:
 * @data: outlives what is unpacked
 *
 * Returns: the beginning of @data
 */
MwUnpacking
mw_unpacking_new (gconstpointer data, gsize length)
{
  const guint8 *bytes = data;

  return (MwUnpacking) { .at = bytes, .end = bytes + length };
}

static void
fail (MwUnpacking *self)
{
  self->failed = TRUE;
  self->at = self->end;
}

guint64
mw_unpack_number (MwUnpacking *self)
{
  guint64 number = 0;

  for (guint shift = 0; shift < 64 && self->at < self->end; shift += 7)
    {
      guint8 byte = *self->at++;

      number |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return number;
    }
  fail (self);
  return 0;
}

guint
mw_unpack_uint (MwUnpacking *self, guint most)
{
  guint64 number = mw_unpack_number (self);

  if (number <= most)
    return (guint) number;
  fail (self);
  return 0;
}

gint64
mw_unpack_signed (MwUnpacking *self)
{
  guint64 number = mw_unpack_number (self);

  return (gint64) ((number >> 1) ^ (0 - (number & 1)));
}

static const guint8 *
take (MwUnpacking *self, guint64 length)
{
  const guint8 *bytes = self->at;

  if (self->failed || length > (guint64) (self->end - self->at))
    {
      fail (self);
      return NULL;
    }
  self->at += length;
  return bytes;
}

/**
 * mw_unpack_bytes:
 * @length: (out):
 *
 * Returns: (nullable): what mw_pack_bytes() added, borrowed; %NULL when it is not there
 */
const guint8 *
mw_unpack_bytes (MwUnpacking *self, gsize *length)
{
  guint64 n = mw_unpack_number (self);
  const guint8 *bytes = take (self, n);

  *length = bytes != NULL ? n : 0;
  return bytes;
}

/**
 * mw_unpack_text:
 *
 * Returns: (transfer full) (nullable): what mw_pack_text() added
 */
char *
mw_unpack_text (MwUnpacking *self)
{
  guint64 n = mw_unpack_number (self);
  const guint8 *bytes = n > 0 ? take (self, n - 1) : NULL;

  return bytes != NULL ? g_strndup ((const char *) bytes, n - 1) : NULL;
}

gboolean
mw_unpacking_is_done (const MwUnpacking *self)
{
  return !self->failed && self->at == self->end;
}
