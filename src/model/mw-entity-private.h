/* mw-entity-private.h: how the loader makes an entity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-model.h"

G_BEGIN_DECLS

/* Everything is filled in by mw_entity_read() and never changes afterwards. */
struct _MwEntity
{
  GObject parent_instance;

  GStringChunk *texts; /* owns all texts below */
  const char *id;
  const char *title;
  const char *singular;
  const char *icon_name;
  gint64 order;
  GArray *fields;        /* MwField */
  GHashTable *positions; /* field id → position + 1 */
  GPtrArray *values;     /* the arrays of the enums */
  GPtrArray *groups;     /* titles */
};

/* Reads one file; @name is how messages call it. */
MwEntity *mw_entity_read (const char *name, GBytes *bytes, GError **error);

G_END_DECLS
