/* mw-demo-plant.h: a believable plant, the same every time, behind the unified API
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-record-source.h"

G_BEGIN_DECLS

#define MW_TYPE_DEMO_PLANT (mw_demo_plant_get_type ())
G_DECLARE_FINAL_TYPE (MwDemoPlant, mw_demo_plant, MW, DEMO_PLANT, GObject)

MwDemoPlant *mw_demo_plant_new (void);
/* A MwBuiltinFunc: starts the plant's service once in this process; resolves to its base URL (G_TYPE_STRING).
 */
DexFuture *mw_demo_plant_resolve (const char *builtin, gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
