/* mw-shape-writer.h: rows of a table as records of a unified collection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection-shape.h"
#include "mw-table.h"

G_BEGIN_DECLS

/* A shape over the rows of a generation: which column each member reads. */
typedef struct _MwShapeWriter MwShapeWriter;

/* @children_generation: of the children's entity, or NULL. */
MwShapeWriter *
mw_shape_writer_new (const MwShape *shape, MwGeneration *generation, MwGeneration *children_generation);
void mw_shape_writer_free (MwShapeWriter *self);
guint mw_shape_writer_get_n_records (MwShapeWriter *self);
void mw_shape_writer_write (MwShapeWriter *self, GString *json, guint record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwShapeWriter, mw_shape_writer_free)

G_END_DECLS
