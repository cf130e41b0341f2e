/* mw-json-line.c: one line of a record as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-line.h"

struct _MwJsonLine
{
  GObject parent_instance;

  char *text;
  char *pointer;
  gboolean lit;
};

G_DEFINE_FINAL_TYPE (MwJsonLine, mw_json_line, G_TYPE_OBJECT)

enum
{
  PROP_LIT = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
mw_json_line_finalize (GObject *object)
{
  MwJsonLine *self = MW_JSON_LINE (object);

  g_free (self->text);
  g_free (self->pointer);
  G_OBJECT_CLASS (mw_json_line_parent_class)->finalize (object);
}

static void
mw_json_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LIT)
    g_value_set_boolean (value, MW_JSON_LINE (object)->lit);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_json_line_class_init (MwJsonLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_json_line_finalize;
  G_OBJECT_CLASS (klass)->get_property = mw_json_line_get_property;
  props[PROP_LIT] = g_param_spec_boolean (
    "lit", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
mw_json_line_init (MwJsonLine *self)
{
}

/**
 * mw_json_line_new:
 * @text: (transfer full): what it says
 * @pointer: (transfer full): which value of the record it shows (RFC 6901); of a bracket, what that holds
 *
 * Returns: (transfer full): a line
 */
MwJsonLine *
mw_json_line_new (char *text, char *pointer)
{
  MwJsonLine *self = g_object_new (MW_TYPE_JSON_LINE, NULL);

  self->text = text;
  self->pointer = pointer;
  return self;
}

const char *
mw_json_line_get_text (MwJsonLine *self)
{
  return self->text;
}

const char *
mw_json_line_get_pointer (MwJsonLine *self)
{
  return self->pointer;
}

gboolean
mw_json_line_get_lit (MwJsonLine *self)
{
  return self->lit;
}

void
mw_json_line_set_lit (MwJsonLine *self, gboolean lit)
{
  if (self->lit == lit)
    return;
  self->lit = lit;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIT]);
}
