/* mw-case-shape.c: which members a case has, and of what kind each is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-shape.h"

#include "mw-cases.h"

typedef enum
{
  ANY,
  TEXT,
  FLAG,
  COUNT,  /* a whole number from 1; of rows from 0 */
  OBJECT, /* of anything */
  VALUES, /* an object of texts, numbers, flags and nothing */
  HEADERS,
  TEXTS,
  OBJECTS,
  CHOICES,
  EXCHANGES,
  BROWSER,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  gboolean needed;
} Member;

/* A misspelt member would be a check that never happens. */
static const Member case_members[] = {
  { "name", TEXT, TRUE },
  { "note", TEXT },
  { "covers", TEXTS, TRUE },
  { "sign_in", TEXT, TRUE },
  { "entity", TEXT, TRUE },
  { "address_path", TEXT },
  { "settings", VALUES },
  { "secrets", VALUES },
  { "session", VALUES },
  { "choices", CHOICES },
  { "scope", TEXT },
  { "sign_in_first", FLAG },
  { "any_order", FLAG },
  { "refresh", FLAG },
  { "rows", OBJECTS },
  { "exchanges", EXCHANGES, TRUE },
  { "n_rows", COUNT },
  { "problems", VALUES },
  { "notices", TEXTS },
  { "browser", BROWSER },
  { "error", TEXT },
  { "error_text", TEXT },
  { NULL },
};
static const Member exchange_members[] = {
  { "note", TEXT },        { "method", TEXT },
  { "path", TEXT },        { "query", VALUES },
  { "body", ANY },         { "headers", VALUES },
  { "status", COUNT },     { "answer", ANY },
  { "answer_text", TEXT }, { "answer_headers", HEADERS },
  { "times", COUNT },      { NULL },
};

static const char *const kind_names[] = {
  [ANY] = "anything",
  [TEXT] = "a text",
  [FLAG] = "true or false",
  [COUNT] = "a whole number",
  [OBJECT] = "an object",
  [VALUES] = "an object of texts",
  [HEADERS] = "an object of texts and lists of texts",
  [TEXTS] = "a list of texts",
  [OBJECTS] = "a list of objects",
  [CHOICES] = "an object of choices",
  [EXCHANGES] = "a list of objects",
  [BROWSER] = "an object with page, query and comes_back",
};

static gboolean
is_value (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_object (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node);
}

static gboolean
is_count (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
         json_node_get_int (node) >= 0 && json_node_get_int (node) <= G_MAXINT;
}

static gboolean
is_list_of (JsonNode *node, gboolean (*fits) (JsonNode *element))
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (!fits (json_array_get_element (list, i)))
      return FALSE;
  return list != NULL;
}

static gboolean
is_header (JsonNode *node)
{
  return is_text (node) || is_list_of (node, is_text);
}

/* A value, values, or what the system must offer and which of that is taken. */
static gboolean
is_choice (JsonNode *node)
{
  static const Member members[] = {
    { "value", ANY }, { "label", TEXT },     { "code", TEXT },    { "currency", TEXT },
    { "zone", TEXT }, { "listed", OBJECTS }, { "chosen", TEXTS }, { "all", ANY },
  };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *listed = object != NULL ? json_object_get_member (object, "listed") : NULL;
  JsonNode *chosen = object != NULL ? json_object_get_member (object, "chosen") : NULL;
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        known = known || g_str_equal (members[i].name, name->data);
      if (!known)
        return FALSE;
    }
  return (listed == NULL || is_list_of (listed, is_object)) &&
         (chosen == NULL || is_list_of (chosen, is_text));
}

static gboolean
is_object_of (JsonNode *node, gboolean (*fits) (JsonNode *member))
{
  JsonObjectIter iter;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, NULL, &member))
    if (!fits (member))
      return FALSE;
  return TRUE;
}

/* Where the sign-in sends the browser, and with what it comes back. */
static gboolean
is_browser (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *page = object != NULL ? json_object_get_member (object, "page") : NULL;
  JsonNode *query = object != NULL ? json_object_get_member (object, "query") : NULL;
  JsonNode *back = object != NULL ? json_object_get_member (object, "comes_back") : NULL;

  return object != NULL && json_object_get_size (object) == 3 && page != NULL && is_text (page) &&
         query != NULL && is_object_of (query, is_value) && back != NULL && is_object_of (back, is_value);
}

static gboolean
is_kind (JsonNode *node, Kind kind)
{
  switch (kind)
    {
    case TEXT:
      return is_text (node);
    case FLAG:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case COUNT:
      return is_count (node);
    case OBJECT:
      return is_object (node);
    case VALUES:
      return is_object_of (node, is_value);
    case HEADERS:
      return is_object_of (node, is_header);
    case TEXTS:
      return is_list_of (node, is_text);
    case OBJECTS:
    case EXCHANGES:
      return is_list_of (node, is_object);
    case CHOICES:
      return is_object_of (node, is_choice);
    case BROWSER:
      return is_browser (node);
    case ANY:
    default:
      return TRUE;
    }
}

static const Member *
find_member (const Member *members, const char *name)
{
  for (; members->name != NULL; members++)
    if (g_str_equal (members->name, name))
      return members;
  return NULL;
}

static void
check_members (JsonObject *object, const Member *members, const char *where, GPtrArray *problems)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    {
      const Member *member = find_member (members, name->data);

      if (member == NULL)
        mw_case_differ (problems, "%s has a member that means nothing: “%s”", where, (char *) name->data);
      else if (!is_kind (json_object_get_member (object, name->data), member->kind))
        mw_case_differ (problems, "%s: “%s” is not %s", where, member->name, kind_names[member->kind]);
    }
  for (; members->name != NULL; members++)
    if (members->needed && !json_object_has_member (object, members->name))
      mw_case_differ (problems, "%s needs “%s”", where, members->name);
}

/**
 * mw_case_shape_check:
 * @node: a case
 * @number: which of the file it is, from 0
 * @problems: (element-type utf8): gets what is wrong with it
 *
 * Returns: whether it can be played
 */
gboolean
mw_case_shape_check (JsonNode *node, guint number, GPtrArray *problems)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *name = object != NULL ? json_object_get_member (object, "name") : NULL;
  guint before = problems->len;
  g_autofree char *where = NULL;
  JsonArray *exchanges;

  if (object == NULL)
    {
      mw_case_differ (problems, "case %u is no object", number + 1);
      return FALSE;
    }
  where = g_strdup_printf ("case %u (%s)", number + 1,
                           name != NULL && is_text (name) ? json_node_get_string (name) : "without a name");
  check_members (object, case_members, where, problems);
  if (problems->len > before)
    return FALSE;
  if (!json_object_has_member (object, "error") && !json_object_has_member (object, "rows"))
    mw_case_differ (problems, "%s expects neither rows nor an error", where);
  exchanges = json_object_get_array_member (object, "exchanges");
  for (guint i = 0; i < json_array_get_length (exchanges); i++)
    {
      g_autofree char *at = g_strdup_printf ("%s: exchanges[%u]", where, i);

      check_members (json_array_get_object_element (exchanges, i), exchange_members, at, problems);
    }
  return problems->len == before;
}
