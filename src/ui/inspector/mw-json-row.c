/* mw-json-row.c: one value of a record as it was sent, while it is looked at
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-json-row.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"

#define MAX_KEY_CHARS   120
#define MAX_VALUE_CHARS 600

struct _MwJsonRow
{
  GObject parent_instance;

  MwJsonDocument *document;
  MwJsonPlace place;
  char *pointer;
  gboolean is_open;
};

G_DEFINE_FINAL_TYPE (MwJsonRow, mw_json_row, G_TYPE_OBJECT)

enum
{
  PROP_IS_OPEN = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
mw_json_row_finalize (GObject *object)
{
  MwJsonRow *self = MW_JSON_ROW (object);

  mw_json_document_unref (self->document);
  g_free (self->pointer);
  G_OBJECT_CLASS (mw_json_row_parent_class)->finalize (object);
}

static void
mw_json_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_OPEN)
    g_value_set_boolean (value, MW_JSON_ROW (object)->is_open);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_json_row_class_init (MwJsonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_json_row_finalize;
  G_OBJECT_CLASS (klass)->get_property = mw_json_row_get_property;
  props[PROP_IS_OPEN] = g_param_spec_boolean (
    "is-open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
mw_json_row_init (MwJsonRow *self)
{
}

/**
 * mw_json_row_new:
 * @document: the record
 * @place: what of it
 * @pointer: (transfer full): where that stands (RFC 6901)
 *
 * Returns: (transfer full): a row
 */
MwJsonRow *
mw_json_row_new (MwJsonDocument *document, const MwJsonPlace *place, char *pointer)
{
  MwJsonRow *self = g_object_new (MW_TYPE_JSON_ROW, NULL);

  self->document = mw_json_document_ref (document);
  self->place = *place;
  self->pointer = pointer;
  return self;
}

const MwJsonPlace *
mw_json_row_get_place (MwJsonRow *self)
{
  return &self->place;
}

const char *
mw_json_row_get_pointer (MwJsonRow *self)
{
  return self->pointer;
}

gboolean
mw_json_row_get_is_open (MwJsonRow *self)
{
  return self->is_open;
}

void
mw_json_row_set_is_open (MwJsonRow *self, gboolean is_open)
{
  if (self->is_open == is_open)
    return;
  self->is_open = is_open;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_OPEN]);
}

/**
 * mw_json_row_dup_key:
 * @self: a row
 *
 * Returns: (transfer full): how it is called in what it stands in
 */
char *
mw_json_row_dup_key (MwJsonRow *self)
{
  const MwJsonPlace *place = &self->place;

  if (place->is_range)
    return g_strdup_printf ("%u … %u", place->first, place->first + place->n_children - 1);
  if (place->key)
    return mw_text_for_cell (unsafe_yyjson_get_str (place->key), unsafe_yyjson_get_len (place->key),
                             MAX_KEY_CHARS);
  return place->depth > 0 ? g_strdup_printf ("%u", place->first) : g_strdup (_ ("Whole record"));
}

static char *
dup_count (const MwJsonPlace *place)
{
  guint n = place->n_children;

  if (unsafe_yyjson_is_obj (place->value))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field", "%u fields", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry", "%u entries", n), n);
}

/**
 * mw_json_row_dup_value:
 * @self: a row
 *
 * Returns: (transfer full): a text in quotes, a number as sent, how many children there are
 */
char *
mw_json_row_dup_value (MwJsonRow *self)
{
  gsize length;
  const char *text = mw_json_peek_text (self->place.value, &length);
  g_autofree char *shown = NULL;

  if (yyjson_is_ctn (self->place.value))
    return dup_count (&self->place);
  if (!text)
    return g_strdup ("null");
  shown = mw_text_for_block (text, length, MAX_VALUE_CHARS);
  return yyjson_is_str (self->place.value) ? g_strdup_printf ("\"%s\"", shown) : g_steal_pointer (&shown);
}

/**
 * mw_json_row_dup_long:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the text as it is, when that is longer than what is shown
 */
GBytes *
mw_json_row_dup_long (MwJsonRow *self)
{
  gsize length;
  const char *text = mw_json_peek_text (self->place.value, &length);

  if (!text || !mw_text_is_longer (text, length, MAX_VALUE_CHARS))
    return NULL;
  return g_bytes_new_with_free_func (text, length, (GDestroyNotify) mw_json_document_unref,
                                     mw_json_document_ref (self->document));
}
