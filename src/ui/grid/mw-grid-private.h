/* mw-grid-private.h: what the files of MwGrid share
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-grid.h"

G_BEGIN_DECLS

struct _MwGrid
{
  AdwBin parent_instance;

  MwView *view;
  GListStore *columns;   /* of MwColumn */
  GStrv first;           /* keys that stand first in a raw set, and are shown; or NULL */
  GArray *first_at;      /* guint: where they are in the table, as far as they are known */
  GVariant *arrangement; /* how columns that come later are shown; NULL: as usual */
  GtkScrolledWindow *scrolled;
  MwGridView *grid_view;
  MwRow *selected;
  char *search;
  GPtrArray *filters;     /* of MwRowFilter, never changed; NULL: none */
  GVariant *wanted_order; /* to sort by as soon as the columns are there; NULL: as they are asked */
  DexFuture *searching;
  DexFuture *sorting;
  DexFuture *finding;
  guint n_known; /* columns of the table that are in @columns */
  gboolean is_raw;
  gboolean offers_columns; /* of a raw set: its keys can be columns of the user's */
  gboolean is_learning;    /* columns of the table, this very moment */
  gboolean is_searching;
};

void mw_grid_update_columns (MwGrid *self);                   /* from the table, which may have more by now */
void mw_grid_tell_arranged (MwGrid *self);                    /* by the user, not by what a page brought */
void mw_grid_start_search (MwGrid *self, DexFuture *future);  /* takes @future, of the view */
void mw_grid_take_filters (MwGrid *self, GPtrArray *filters); /* of a grid before */
void mw_grid_sort_as_wanted (MwGrid *self);

G_END_DECLS
