/* mw-other-systems.h: products that there is no system file for, and what may reach them all the same
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Never counted as supported: somebody who looks for the name finds what to do instead. */
typedef struct
{
  const char *name;
  const char *vendor;
  char **names;      /* nicknames and old names */
  char **categories; /* erp, cmms, eam, wms */
  char **via;        /* ids of the general systems that may read it, the likeliest first */
} MwOtherSystem;

typedef struct _MwOtherSystems MwOtherSystems;

/* data/other-systems.json. Blocks. */
MwOtherSystems *mw_other_systems_load (const char *path, GError **error);
void mw_other_systems_free (MwOtherSystems *self);
const MwOtherSystem *mw_other_systems_get (MwOtherSystems *self, guint *n_systems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwOtherSystems, mw_other_systems_free)

G_END_DECLS
