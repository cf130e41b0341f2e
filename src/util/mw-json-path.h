/* mw-json-path.h: the steps of a path, for those inside this layer that walk along one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

G_BEGIN_DECLS

typedef enum
{
  MW_JSON_STEP_KEY,
  MW_JSON_STEP_INDEX,
  MW_JSON_STEP_EACH,
} MwJsonStepKind;

typedef struct
{
  MwJsonStepKind kind;
  char *key;
  gsize key_length;
  guint index;
  gboolean leads_to_key; /* a key follows, elements of lists between them or not, or "[]" */
} MwJsonStep;

const MwJsonStep *mw_json_path_get_step (const MwJsonPath *self, guint step);

G_END_DECLS
