/* mw-kept-places.c: what the {places} of maps stood for when records came, as text that outlives the program
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-kept-places.h"

/**
 * mw_kept_places_dup:
 * @scope: of a read, in its turn
 *
 * Maps are filled with texts and numbers; lists only narrow what is asked for.
 *
 * Returns: (transfer full) (nullable): what only the sign-in or the system could tell, as JSON; no secrets
 */
char *
mw_kept_places_dup (MwReadScope *scope)
{
  g_autoptr (MwVariables) said = mw_read_scope_dup_said (scope);
  g_auto (GStrv) names = mw_variables_dup_names (said);
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  guint n = 0;

  json_builder_begin_object (builder);
  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonNode *node = mw_variables_get_node (said, names[i]);
      g_autofree char *text = mw_variables_dup_text (said, names[i]);

      if (text == NULL || (node != NULL && !JSON_NODE_HOLDS_VALUE (node)))
        continue;
      json_builder_set_member_name (builder, names[i]);
      json_builder_add_string_value (builder, text);
      n++;
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return n > 0 ? json_to_string (root, FALSE) : NULL;
}

static void
set_place (JsonObject *object, const char *name, JsonNode *value, gpointer places)
{
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    mw_variables_set_text (places, name, json_node_get_string (value));
}

/**
 * mw_kept_places_take:
 * @scope: of a read without a session
 * @held: (nullable): what is made anew
 * @set: the entity's own
 * @turn: which part of it, when it is read in several
 */
void
mw_kept_places_take (MwReadScope *scope, MwHeld *held, const MwSetSource *set, guint turn)
{
  g_autoptr (MwVariables) places = mw_variables_new (NULL);
  g_autoptr (JsonNode) root = NULL;
  MwSetMark mark;

  if (!mw_read_scope_is_repeated (scope, set))
    turn = 0;
  if (held == NULL || !mw_held_get_mark (held, set->id, turn, &mark) || mark.places == NULL)
    return;
  root = json_from_string (mark.places, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    json_object_foreach_member (json_node_get_object (root), set_place, places);
  mw_read_scope_set_kept (scope, places);
}
