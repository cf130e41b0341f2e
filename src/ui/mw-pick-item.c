/* mw-pick-item.c: a list or a field of a system, to be picked out of many
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-pick-item.h"

#include <string.h>

#include "mw-text.h"

#define TITLE_LENGTH  120
#define DETAIL_LENGTH 200

struct _MwPickItem
{
  GObject parent_instance;

  char *title;
  char *detail;
  char *id;
};

G_DEFINE_FINAL_TYPE (MwPickItem, mw_pick_item, G_TYPE_OBJECT)

enum
{
  PROP_WORDS = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
mw_pick_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MwPickItem *self = MW_PICK_ITEM (object);

  if (id == PROP_WORDS)
    g_value_take_string (value, g_strjoin (" ", self->title, self->detail, NULL));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_pick_item_finalize (GObject *object)
{
  MwPickItem *self = MW_PICK_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->id);
  G_OBJECT_CLASS (mw_pick_item_parent_class)->finalize (object);
}

static void
mw_pick_item_class_init (MwPickItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mw_pick_item_get_property;
  object_class->finalize = mw_pick_item_finalize;
  props[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mw_pick_item_init (MwPickItem *self)
{
}

/**
 * mw_pick_item_new:
 * @title: what it is called
 * @detail: (nullable): more about it
 * @id: (nullable): what it stands for; %NULL: none of them
 *
 * Returns: (transfer full): an item
 */
MwPickItem *
mw_pick_item_new (const char *title, const char *detail, const char *id)
{
  MwPickItem *self = g_object_new (MW_TYPE_PICK_ITEM, NULL);

  self->title = mw_text_for_cell (title, strlen (title), TITLE_LENGTH);
  if (detail != NULL && *detail != '\0')
    self->detail = mw_text_for_cell (detail, strlen (detail), DETAIL_LENGTH);
  self->id = g_strdup (id);
  return self;
}

const char *
mw_pick_item_get_title (MwPickItem *self)
{
  return self->title;
}

const char *
mw_pick_item_get_detail (MwPickItem *self)
{
  return self->detail;
}

const char *
mw_pick_item_get_id (MwPickItem *self)
{
  return self->id;
}
