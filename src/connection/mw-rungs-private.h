/* mw-rungs-private.h: the inside of the steps that connecting and checking have in common
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-rungs.h"

G_BEGIN_DECLS

struct _MwRungs
{
  MwSystem *system;
  const MwVariant *variant;
  MwLink *link;
  char *address;
  GPtrArray *entities;
  MwLadderStep *resolve;
  MwLadderStep *connect;
  MwLadderStep *tls;
  MwLadderStep *product;
  MwLadderStep *sign_in;
  GPtrArray *choices;  /* of MwChoice */
  GPtrArray *choosing; /* a step for each */
  GPtrArray *reads;    /* one an entity */
  MwLadderStep *store;
  GPtrArray *readable; /* of entities */
  gboolean is_new;
  char *first; /* what is asked first, or NULL */
  gboolean has_warning;
};

/* Ends @step with what @error means. */
void mw_rungs_fail (MwRungs *self, MwLadderStep *step, const GError *error);

G_END_DECLS
