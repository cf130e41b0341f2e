/* mw-confidence.h: how sure a proposal is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MwConfidence:
 * @MW_CONFIDENCE_NONE: nothing is proposed
 * @MW_CONFIDENCE_GUESS: somebody who knows the system should look at it
 * @MW_CONFIDENCE_LIKELY: it fits, but so might something else
 * @MW_CONFIDENCE_SURE: name and values say so
 */
typedef enum
{
  MW_CONFIDENCE_NONE,
  MW_CONFIDENCE_GUESS,
  MW_CONFIDENCE_LIKELY,
  MW_CONFIDENCE_SURE,
} MwConfidence;

/* For files: "guess". */
const char *mw_confidence_get_id (MwConfidence self);

G_END_DECLS
