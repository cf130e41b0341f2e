/* mw-field-coverage.h: which of the fields that people look for first a system maps, and which it says are
 * absent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

/**
 * MwFieldCoverage:
 * @source: how its rows are made, or NULL: there are none
 * @absent: why there are none, or NULL: nobody said
 * @missing: (element-type utf8): ids of fields that are neither mapped nor absent; empty without @source
 *
 * One of the seven entities that a system file must say something about.
 */
typedef struct
{
  MwEntity *entity;
  const MwEntitySource *source;
  const MwAbsent *absent;
  guint n_fields;
  guint n_mapped;
  guint n_absent;
  GPtrArray *missing;
} MwFieldCoverage;

GPtrArray *mw_field_coverage_list (MwModel *model, MwSystem *system); /* (element-type MwFieldCoverage) */
/* In the first variant that offers it; NULL when none does. */
const MwEntitySource *mw_field_coverage_find_source (MwSystem *system, MwEntity *entity);

G_END_DECLS
