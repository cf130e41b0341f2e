/* mw-beside.h: another entity whose rows are made of the records that are read anyway
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-mapping.h"
#include "mw-read-scope.h"

G_BEGIN_DECLS

/**
 * MwBeside:
 * @rows: (nullable): those of the page that is read
 * @n_rows: rows delivered so far
 *
 * Orders and their lines often are one list: whoever reads the orders has the lines.
 */
typedef struct
{
  MwEntity *entity;
  MwMapping *mapping;
  MwReadScope *scope;
  MwChunkBuilder *rows;
  guint64 n_rows;
} MwBeside;

/* Whether all of @other comes with all of @entity. */
gboolean
mw_beside_is_possible (MwSystem *system, const MwVariant *variant, MwEntity *entity, MwEntity *other);
/* @scope: of the entity that is read. @address: base address of the connection. */
MwBeside *mw_beside_new (MwSystem *system,
                         const MwVariant *variant,
                         MwEntity *other,
                         MwReadScope *scope,
                         const char *address);
void mw_beside_free (MwBeside *self);

G_END_DECLS
