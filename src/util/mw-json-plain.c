/* mw-json-plain.c: what bytes of JSON text are compared with, many at once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-plain.h"

#ifdef MW_JSON_PLAIN_VECTORS

#define TIMES_16(c) c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c

const char mw_json_quotes[MW_JSON_PLAIN_SIZE] = { TIMES_16 ('"') };
const char mw_json_backslashes[MW_JSON_PLAIN_SIZE] = { TIMES_16 ('\\') };
const char mw_json_blanks[MW_JSON_PLAIN_SIZE] = { TIMES_16 (' ') };

#endif
