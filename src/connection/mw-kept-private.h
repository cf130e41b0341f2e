/* mw-kept-private.h: the inside of what is kept of an entity, for what shows and what writes it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-kept.h"
#include "mw-keeping.h"
#include "mw-snapshot-pages.h"

G_BEGIN_DECLS

/* A read that has the rows: the entity's own, or that of one whose records they are made of too. */
typedef struct
{
  char *entity;
  char *basis;
} MwKeptPlace;

typedef struct _MwKeptShowing MwKeptShowing;

struct _MwKept
{
  GObject parent_instance;
  MwKeeping *keeping;
  MwModel *model;
  MwJsonDialect dialect;
  char *entity;
  char *maker;
  GPtrArray *places;      /* of MwKeptPlace, its own first */
  MwSnapshotPages *pages; /* of what was read last, or NULL */
  GPtrArray *interrupted; /* of MwSnapshotPages: of what was interrupted since */
  MwKeptShowing *showing; /* or NULL */
  gint64 as_of;
  gboolean is_made_alike;
};

G_END_DECLS
