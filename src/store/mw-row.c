/* mw-row.c: a row while it is looked at
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-row.h"

struct _MwRow
{
  GObject parent_instance;
  MwGeneration *generation;
  guint number;
};

G_DEFINE_FINAL_TYPE (MwRow, mw_row, G_TYPE_OBJECT)

static void
mw_row_finalize (GObject *object)
{
  MwRow *self = MW_ROW (object);

  mw_generation_unref (self->generation);
  G_OBJECT_CLASS (mw_row_parent_class)->finalize (object);
}

static void
mw_row_class_init (MwRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_row_finalize;
}

static void
mw_row_init (MwRow *self)
{
}

/**
 * mw_row_new:
 * @number: of the row in @generation
 *
 * Returns: (transfer full): the row; it keeps @generation
 */
MwRow *
mw_row_new (MwGeneration *generation, guint number)
{
  MwRow *self = g_object_new (MW_TYPE_ROW, NULL);

  self->generation = mw_generation_ref (generation);
  self->number = number;
  return self;
}

/**
 * mw_row_get_generation:
 *
 * Returns: (transfer none): the generation the row was made from; later ones hold the same row at the same
 * number
 */
MwGeneration *
mw_row_get_generation (MwRow *self)
{
  return self->generation;
}

guint
mw_row_get_number (MwRow *self)
{
  return self->number;
}

/**
 * mw_row_get_cell:
 *
 * Returns: (nullable): the text as sent, borrowed as long as the row lives; %NULL is null
 */
const char *
mw_row_get_cell (MwRow *self, guint column)
{
  return mw_generation_get_cell (self->generation, self->number, column, NULL);
}
