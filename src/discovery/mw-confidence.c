/* mw-confidence.c: how sure a proposal is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-confidence.h"

const char *
mw_confidence_get_id (MwConfidence self)
{
  static const char *const ids[] = { "none", "guess", "likely", "sure" };

  return ids[self];
}
