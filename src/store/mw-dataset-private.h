/* mw-dataset-private.h: the inside of a dataset, for what fills it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-dataset.h"
#include "mw-main-call.h"

G_BEGIN_DECLS

/* What a table keeps its entity under. */
#define MW_DATASET_ENTITY "mw-entity"

struct _MwDataset
{
  GObject parent_instance;
  MwModel *model;         /* the columns of the tables point into it */
  GListStore *shown_sets; /* main context only */
  MwMainCall *changed;
  GMutex writing;         /* held while something is added; before @mutex */
  GMutex mutex;           /* everything below */
  MwDataset *next;        /* what is added goes there; or NULL */
  MwCustomFields *custom; /* never NULL */
  GHashTable *tables;     /* entity id → MwTable */
  GHashTable *unfilled;   /* entity ids: rows came before the records that they were made of */
  GHashTable *notices;    /* entity id, or "" when a notice names none → MwNotices */
  GPtrArray *raw_sets;    /* of MwRawSet, by number */
};

void mw_dataset_sink_init (MwSinkInterface *iface);
void mw_dataset_held_init (MwHeldInterface *iface);
/* With the mutex held. */
MwRawSet *mw_dataset_peek_raw_set (MwDataset *self, const char *id, guint *number);
/* A table with the columns of @entity and those of @custom. */
MwTable *mw_dataset_new_table (MwEntity *entity, MwCustomFields *custom);
/* @rows, from @first on, with the cells of the user's columns; @rows when there are none. NULL when it was
 * cancelled. */
MwChunk *mw_dataset_fill_rows (MwDataset *self,
                               MwEntity *entity,
                               MwCustomFields *custom,
                               MwChunk *rows,
                               guint first,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
