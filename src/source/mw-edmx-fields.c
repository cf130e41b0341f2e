/* mw-edmx-fields.c: which fields a list has, as its $metadata says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-edmx-fields.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "mw-edmx.h"

static void
add_member (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, TRUE);
}

/**
 * mw_edmx_fields_parse:
 * @text: $metadata
 * @length: of @text in bytes
 * @set: name of a set
 *
 * For the work pool.
 *
 * Returns: (transfer full): an object whose members are named like the fields of the records; %NULL with a
 * #MwSourceError
 */
MwJson *
mw_edmx_fields_parse (const char *text, gsize length, const char *set, GError **error)
{
  g_autoptr (MwEdmx) edmx = mw_edmx_parse (text, length, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  const MwEdmxSet *found;

  if (edmx == NULL)
    return NULL;
  found = mw_edmx_find_set (edmx, set);
  json_builder_begin_object (builder);
  for (guint i = 0; found != NULL && i < found->type->properties->len; i++)
    add_member (builder, ((const MwEdmxProperty *) found->type->properties->pdata[i])->name);
  for (guint i = 0; found != NULL && i < found->type->navigations->len; i++)
    add_member (builder, ((const MwEdmxNavigation *) found->type->navigations->pdata[i])->name);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  return mw_json_parse (json, strlen (json), error);
}
