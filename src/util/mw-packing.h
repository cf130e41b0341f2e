/* mw-packing.h: numbers and texts one after the other as bytes, and back
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a number takes at most. */
#define MW_PACKED_NUMBER 10

/* Puts a number as mw_pack_number() does where there is room; answers where it ends. */
static inline guint8 *
mw_put_number (guint8 *at, guint64 number)
{
  while (number >= 0x80)
    {
      *at++ = (guint8) (number | 0x80);
      number >>= 7;
    }
  *at++ = (guint8) number;
  return at;
}

static inline guint8 *
mw_put_signed (guint8 *at, gint64 number)
{
  return mw_put_number (at, ((guint64) number << 1) ^ (guint64) (number >> 63));
}

/* Small numbers take one byte, in seven bits each (LEB128). */
void mw_pack_number (GByteArray *bytes, guint64 number);
/* The same for numbers on both sides of zero. */
void mw_pack_signed (GByteArray *bytes, gint64 number);
/* With their length before them. */
void mw_pack_bytes (GByteArray *bytes, gconstpointer data, gsize length);
/* NULL stays NULL. */
void mw_pack_text (GByteArray *bytes, const char *text);

/**
 * MwUnpacking:
 * @at: what comes next
 * @end: behind the last byte
 * @failed: something was asked for that is not there; from then on all numbers are 0 and all texts %NULL
 *
 * Where the reading of packed bytes stands.
 */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean failed;
} MwUnpacking;

MwUnpacking mw_unpacking_new (gconstpointer data, gsize length);
guint64 mw_unpack_number (MwUnpacking *self);
/* One that is not above @most. */
guint mw_unpack_uint (MwUnpacking *self, guint most);
gint64 mw_unpack_signed (MwUnpacking *self);
/* Borrowed; NULL after a failure. */
const guint8 *mw_unpack_bytes (MwUnpacking *self, gsize *length);
char *mw_unpack_text (MwUnpacking *self);
/* Whether all was there and nothing is left. */
gboolean mw_unpacking_is_done (const MwUnpacking *self);

G_END_DECLS
