/* mw-number-key.h: the size of a decimal in 16 bytes, exact for numbers of up to 19 significant digits
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Value = @sign × 0.@digits × 10^@exponent, @digits being the first 19 significant ones. So two keys that
 * differ order their numbers exactly; two equal ones do unless one is @longer. */
typedef struct
{
  guint64 digits;
  gint32 exponent;
  gint8 sign;
  guint8 longer; /* than @digits */
} MwNumberKey;

/* FALSE when @text is no decimal number. */
gboolean mw_number_key_init (MwNumberKey *self, const char *text);
/* As two integers that compare as the number does, first @high and then @low. FALSE: where both are the same,
 * mw_number_key_compare() decides. */
gboolean mw_number_key_squeeze (const MwNumberKey *self, guint64 *high, guint32 *low);
/* @a_text and @b_text are looked at only where the keys do not decide. */
int
mw_number_key_compare (const MwNumberKey *a, const char *a_text, const MwNumberKey *b, const char *b_text);

G_END_DECLS
