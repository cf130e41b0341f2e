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

/* A set that is read for the records of another one does not go on; but each page is of one of them. */
static char *
dup_parent (MwSetRead *self)
{
  MwRecordKeys *parents = g_hash_table_lookup (self->context->parents, self->set);
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "of", self->set->of->set);
  add_text (builder, "parent", mw_record_keys_get (parents, self->parent));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * mw_set_place_dup_parent:
 * @place: (nullable): of a page
 * @of: for what the set of the page is read now
 *
 * Returns: (transfer full) (nullable): the key of the record for which the page was read, or of the first of
 * several; %NULL when it was read for those of another set, or nobody knows
 */
char *
mw_set_place_dup_parent (const char *place, const MwSetOf *of)
{
  g_autoptr (JsonNode) root = place != NULL ? json_from_string (place, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object == NULL ||
      g_strcmp0 (json_object_get_string_member_with_default (object, "of", NULL), of->set) != 0)
    return NULL;
  return g_strdup (json_object_get_string_member_with_default (object, "parent", NULL));
}

/**
 * mw_set_place_dup:
 * @self: a set; its pager is past the page that is delivered
 *
 * Returns: (transfer full) (nullable): where it goes on, or for which record of another set it was read
 */
char *
mw_set_place_dup (MwSetRead *self)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *fields = NULL;

  if (!self->keeps_keys)
    return NULL;
  if (self->set->of != NULL)
    return self->update == NULL ? dup_parent (self) : NULL;
  builder = json_builder_new_immutable ();
  fields = mw_field_plan_dup_asked (self->plan);
  json_builder_begin_object (builder);
  mw_pager_add_place (self->pager, builder);
  add_number (builder, "more", self->more);
  add_number (builder, "announced", self->announced);
  add_number (builder, "began", self->began_at);
  add_number (builder, "compared", self->compared_at);
  add_number (builder, "missing", self->n_details_missing);
  if (self->bound != G_MAXINT64)
    add_number (builder, "bound", self->bound);
  add_text (builder, "fields", fields);
  add_text (builder, "first_uri", self->first_uri);
  add_text (builder, "page_uri", self->page_uri);
  if (self->update != NULL)
    {
      add_number (builder, "since", mw_set_update_get_mark (self->update)->watermark);
      add_number (builder, "leaving", mw_set_update_is_leaving (self->update));
    }
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

/* Changes since another moment, or of another pass, are others. */
static gboolean
is_of_pass (MwSetRead *self, JsonObject *object)
{
  if (self->update == NULL)
    return !json_object_has_member (object, "since");
  return json_object_get_int_member_with_default (object, "since", MW_SINCE_NONE) ==
           mw_set_update_get_mark (self->update)->watermark &&
         json_object_get_int_member_with_default (object, "leaving", -1) ==
           mw_set_update_is_leaving (self->update);
}

static JsonNode *
parse (MwSetRead *self, const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autofree char *fields = mw_field_plan_dup_asked (self->plan);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object == NULL || !is_of_pass (self, object) ||
      !is_recent (json_object_get_int_member_with_default (object, "compared", 0)) ||
      g_strcmp0 (json_object_get_string_member_with_default (object, "fields", NULL), fields) != 0)
    return NULL;
  return g_steal_pointer (&root);
}

gint64
mw_set_place_find_attempt (MwSetRead *self, const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? parse (self, text) : NULL;

  return root != NULL ? json_object_get_int_member_with_default (json_node_get_object (root), "compared", 0)
                      : 0;
}

/* How many there are the system says of the list, and not of what was changed of it. */
static gboolean
fits_total (MwSetRead *self, gint64 expected)
{
  return self->update != NULL || self->announced < 0 || expected < 0 || self->announced == expected;
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
  g_autoptr (JsonNode) root = parse (self, text);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  gint64 expected = object != NULL ? json_object_get_int_member_with_default (object, "announced", -1) : -1;
  gint64 began_at;

  if (object == NULL || !fits_total (self, expected) || !mw_pager_take_place (self->pager, object))
    return FALSE;
  if (self->update == NULL)
    self->expected = self->announced = expected;
  began_at = json_object_get_int_member_with_default (object, "began", MW_SINCE_NONE);
  self->began_at = self->began_at == MW_SINCE_NONE ? began_at : MIN (self->began_at, began_at);
  self->bound = json_object_get_int_member_with_default (object, "bound", G_MAXINT64);
  self->more = json_object_get_int_member_with_default (object, "more", 0) != 0;
  self->compared_at = json_object_get_int_member_with_default (object, "compared", 0);
  self->n_details_missing = (guint64) MAX (json_object_get_int_member_with_default (object, "missing", 0), 0);
  g_set_str (&self->first_uri, json_object_get_string_member_with_default (object, "first_uri", NULL));
  g_set_str (&self->page_uri, json_object_get_string_member_with_default (object, "page_uri", NULL));
  return TRUE;
}
