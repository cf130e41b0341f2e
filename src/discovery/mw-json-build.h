/* mw-json-build.h: nodes of JSON that is written, each taking what it is made of
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

static inline JsonNode *
mw_json_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static inline JsonNode *
mw_json_take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

static inline JsonNode *
mw_json_new_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* As a person reads it. */
static inline char *
mw_json_dup_pretty (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, TRUE);

  return g_strconcat (text, "\n", NULL);
}

/* A copy that has nothing in common with @node: a node knows its parent. */
static inline JsonNode *
mw_json_copy (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return json_from_string (text, NULL);
}

G_END_DECLS
