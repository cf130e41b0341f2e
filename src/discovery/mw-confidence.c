/* mw-confidence.c: how sure a proposal is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-confidence.h"

#include <glib/gi18n-lib.h>

const char *
mw_confidence_get_title (MwConfidence self)
{
  switch (self)
    {
    case MW_CONFIDENCE_GUESS:
      return _ ("Guess");
    case MW_CONFIDENCE_LIKELY:
      return _ ("Likely");
    case MW_CONFIDENCE_SURE:
      return _ ("Sure");
    case MW_CONFIDENCE_NONE:
    default:
      return _ ("Nothing found");
    }
}

const char *
mw_confidence_get_id (MwConfidence self)
{
  static const char *const ids[] = { "none", "guess", "likely", "sure" };

  return ids[self];
}
