/* mw-qr.c: a text as a QR code (ISO/IEC 18004), to be seen by a phone
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-qr.h"

#include <qrencode.h>
#include <string.h>

/* Bytes: what becomes finer than this is not seen well on a screen. */
#define MAX_LENGTH 500

struct _MwQr
{
  guint width;
  guint8 *dark; /* one for each module, row by row */
};

/**
 * mw_qr_new:
 * @text: an address, say
 *
 * Returns: (transfer full) (nullable): its code; %NULL when it is empty or too long for one that a phone
 * reads well
 */
MwQr *
mw_qr_new (const char *text)
{
  gsize length = strlen (text);
  QRcode *code;
  MwQr *self;

  if (length == 0 || length > MAX_LENGTH)
    return NULL;
  code = QRcode_encodeData ((int) length, (const unsigned char *) text, 0, QR_ECLEVEL_M);
  if (code == NULL)
    return NULL;
  self = g_new (MwQr, 1);
  self->width = (guint) code->width;
  self->dark = g_new (guint8, (gsize) self->width * self->width);
  for (guint i = 0; i < self->width * self->width; i++)
    self->dark[i] = code->data[i] & 1;
  QRcode_free (code);
  return self;
}

/**
 * mw_qr_free:
 * @self: (transfer full): a code
 */
void
mw_qr_free (MwQr *self)
{
  g_free (self->dark);
  g_free (self);
}

guint
mw_qr_get_width (MwQr *self)
{
  return self->width;
}

/**
 * mw_qr_is_dark:
 * @self: a code
 * @x: from the left, 0 for the first
 * @y: from the top
 *
 * Returns: whether that module is dark; those around the code are not
 */
gboolean
mw_qr_is_dark (MwQr *self, guint x, guint y)
{
  return x < self->width && y < self->width && self->dark[y * self->width + x];
}

/**
 * mw_qr_dup_lines:
 * @self: a code
 *
 * For a terminal: two rows of modules a line, the light ones drawn as blocks, so that it is seen on a dark
 * ground; on a light one the colours of the terminal must be set.
 *
 * Returns: (transfer full): lines, each ended
 */
char *
mw_qr_dup_lines (MwQr *self)
{
  static const char *const blocks[] = { "█", "▀", "▄", " " };
  GString *lines = g_string_new (NULL);
  guint end = self->width + MW_QR_QUIET;

  /* What is left of 0 and above it wraps to far right and below: it is light, too. */
  for (guint row = 0; row < self->width + 2 * MW_QR_QUIET; row += 2)
    {
      guint y = row - MW_QR_QUIET;

      for (guint column = 0; column < end + MW_QR_QUIET; column++)
        {
          guint x = column - MW_QR_QUIET;

          g_string_append (
            lines, blocks[(mw_qr_is_dark (self, x, y) ? 2 : 0) + (mw_qr_is_dark (self, x, y + 1) ? 1 : 0)]);
        }
      g_string_append_c (lines, '\n');
    }
  return g_string_free_and_steal (lines);
}
