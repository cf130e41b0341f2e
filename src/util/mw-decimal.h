/* mw-decimal.h: exact decimals, kept as text
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MW_DECIMAL_ADD,
  MW_DECIMAL_SUBTRACT,
  MW_DECIMAL_MULTIPLY,
  MW_DECIMAL_DIVIDE,
  MW_DECIMAL_MIN,
  MW_DECIMAL_MAX,
} MwDecimalOperation;

/* A number as JSON and the usual servers write it: sign, digits, fraction, exponent; no thousands marks, no
 * NaN. */
gboolean mw_decimal_is_valid (const char *text);
int mw_decimal_compare (const char *a, const char *b);
/* The exact result as plain digits without an exponent, or NULL when it cannot be exact (a division that does
 * not end is rounded half-even to 12 places and @exact says so) or an operand is no number. */
char *mw_decimal_calculate (MwDecimalOperation operation, const char *a, const char *b, gboolean *exact);
/* The plain number that people write with @decimal and, between groups of digits, @group (may be NULL); or
 * NULL. */
char *mw_decimal_from_written (const char *text, char decimal, const char *group);

G_END_DECLS
