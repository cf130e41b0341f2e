/* mw-set-place.c: where the reading of a set stands, as text that outlives the program
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-place.h"

#include "mw-since.h"

/* Lists move on: pages of another day would not fit together. */
#define MAX_AGE G_TIME_SPAN_DAY

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/**
 * mw_set_place_dup:
 * @self: a set; its pager is past the page that is delivered
 *
 * Returns: (transfer full) (nullable): where it goes on; %NULL for changes, and for what is read one by one
 * for the records of another set
 */
char *
mw_set_place_dup (MwSetRead *self)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *fields = NULL;

  if (self->update != NULL || self->set->of != NULL || !self->keeps_keys)
    return NULL;
  builder = json_builder_new_immutable ();
  fields = mw_field_plan_dup_asked (self->plan);
  json_builder_begin_object (builder);
  mw_pager_add_place (self->pager, builder);
  add_number (builder, "more", self->more);
  add_number (builder, "announced", self->announced);
  add_number (builder, "began", self->began_at);
  add_number (builder, "compared", self->compared_at);
  add_number (builder, "missing", self->n_details_missing);
  add_text (builder, "fields", fields);
  add_text (builder, "first_uri", self->first_uri);
  add_text (builder, "page_uri", self->page_uri);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
is_recent (gint64 compared_at)
{
  gint64 age = g_get_real_time () - compared_at;

  return age >= 0 && age <= MAX_AGE;
}

/**
 * mw_set_place_take:
 * @self: a set of which nothing was asked for yet
 * @text: of mw_set_place_dup()
 *
 * Returns: whether it goes on from there
 */
gboolean
mw_set_place_take (MwSetRead *self, const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autofree char *fields = mw_field_plan_dup_asked (self->plan);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  gint64 compared_at = object != NULL ? json_object_get_int_member_with_default (object, "compared", 0) : 0;

  gint64 expected = object != NULL ? json_object_get_int_member_with_default (object, "announced", -1) : -1;

  if (!is_recent (compared_at) || (self->announced >= 0 && expected >= 0 && self->announced != expected) ||
      g_strcmp0 (json_object_get_string_member_with_default (object, "fields", NULL), fields) != 0 ||
      !mw_pager_take_place (self->pager, object))
    return FALSE;
  self->more = json_object_get_int_member_with_default (object, "more", 0) != 0;
  self->expected = expected;
  self->announced = expected;
  self->began_at = json_object_get_int_member_with_default (object, "began", MW_SINCE_NONE);
  self->compared_at = compared_at;
  self->n_details_missing = (guint64) MAX (json_object_get_int_member_with_default (object, "missing", 0), 0);
  g_set_str (&self->first_uri, json_object_get_string_member_with_default (object, "first_uri", NULL));
  g_set_str (&self->page_uri, json_object_get_string_member_with_default (object, "page_uri", NULL));
  return TRUE;
}
