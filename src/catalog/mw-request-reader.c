/* mw-request-reader.c: requests and answer rules as members of a file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-reader.h"

#include <string.h>

#include "mw-places.h"
#include "mw-request-check.h"

#define FIELD(type) (*(type *) G_STRUCT_MEMBER_P (target, m->offset))
#define COUNT       (*(guint *) G_STRUCT_MEMBER_P (target, m->count_offset))

/* In the order of MwRequestKind. */
static const char *const kinds[] = { "read", "search", "login", "logout", "new-key", "delete-key", NULL };

static gboolean read_query (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m);

static gboolean
check_request (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwRequestTemplate *request = target;
  gsize length = r->address != NULL ? strlen (r->address) : 0;

  /* The literal address may be repeated in the path; the rest is relative again. */
  if (length > 0 && strncmp (request->path, r->address, length) == 0 &&
      strchr ("/", request->path[length]) != NULL)
    request->path += length;
  return mw_request_check_form (r, request);
}

#define O(field) G_STRUCT_OFFSET (MwRequestTemplate, field)
/* clang-format off */
#define REQUEST_MEMBERS                                                    \
  { "kind", mw_read_word, O (kind), TRUE, kinds },                         \
  { "method", mw_read_text, O (method) },                                  \
  { "path", mw_read_any_text, O (path), TRUE },                            \
  { "query", read_query, O (query)   , FALSE, NULL, O (n_query) },         \
  { "headers", mw_read_pairs, O (headers), FALSE, NULL, O (n_headers) },   \
  { "body", mw_read_node, O (body) },                                      \
  { "form_encoded", mw_read_boolean, O (form_encoded) },                   \
  { "statement", mw_read_text, O (statement) },                            \
  { "records", mw_read_path_or_paths, O (records) },                       \
  { "total", mw_read_path, O (total) }
/* clang-format on */

static const MwMember request_members[] = { REQUEST_MEMBERS, { NULL } };
const MwShape mw_request_shape = { sizeof (MwRequestTemplate), request_members, check_request };

typedef struct
{
  MwRequestTemplate request;
  MwJsonPath *version;
} Probe;

static const MwMember probe_members[] = {
  REQUEST_MEMBERS,
  { "version", mw_read_path, G_STRUCT_OFFSET (Probe, version) },
  { NULL },
};
static const MwShape probe_shape = { sizeof (Probe), probe_members, check_request };

gboolean
mw_read_probe (MwFileReader *r, JsonNode *node, const MwRequestTemplate **request, MwJsonPath **version)
{
  static const MwMember member = { .detail = &probe_shape };
  Probe *probe;

  if (!mw_read_struct (r, node, &probe, &member))
    return FALSE;
  *request = &probe->request;
  *version = probe->version;
  return TRUE;
}

gboolean
mw_read_path_or_paths (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember member = { .offset = 0 };
  MwJsonPath **paths;

  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  if (JSON_NODE_HOLDS_ARRAY (node))
    return mw_read_paths (r, node, target, m);
  paths = mw_keep_add (r->keep, g_new0 (MwJsonPath *, 2), g_free);
  FIELD (MwJsonPath **) = paths;
  return mw_read_path (r, node, paths, &member);
}

static gboolean
check_rule (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwAnswerRule *rule = target;

  if (json_object_get_size (json_node_get_object (node)) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  if (rule->status != 0 && (rule->status < 100 || rule->status > 599))
    return mw_file_reader_fail (r, "status", "%u is no HTTP status", rule->status);
  if (rule->path == NULL &&
      (rule->present || rule->missing || rule->is != NULL || rule->contains != NULL || rule->matches != NULL))
    return mw_file_reader_fail (r, "path", "is missing: the other parts look at what stands there");
  if (rule->path != NULL && !(rule->present || rule->missing || rule->is != NULL || rule->contains != NULL ||
                              rule->matches != NULL))
    return mw_file_reader_fail (r, "path", "nothing says what must stand there");
  if (rule->present && rule->missing)
    return mw_file_reader_fail (r, "missing", "contradicts “present”");
  return TRUE;
}

#undef O
#define O(field) G_STRUCT_OFFSET (MwAnswerRule, field)
static const MwMember rule_members[] = {
  { "status", mw_read_number, O (status) },
  { "path", mw_read_path, O (path) },
  { "present", mw_read_boolean, O (present) },
  { "missing", mw_read_boolean, O (missing) },
  { "is", mw_read_texts, O (is) },
  { "contains", mw_read_text, O (contains) },
  { "matches", mw_read_regex, O (matches) },
  { NULL },
};
static const MwShape rule_shape = { sizeof (MwAnswerRule), rule_members, check_rule };

gboolean
mw_read_rules (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  const MwMember list = { m->name, NULL, m->offset, FALSE, &rule_shape, m->count_offset };

  if (JSON_NODE_HOLDS_ARRAY (node))
    return mw_read_list (r, node, target, &list);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "a rule or a list of rules");
  COUNT = 1;
  return mw_read_struct (r, node, target, &list);
}

typedef struct
{
  MwAnswerRule *rules;
  guint n_rules;
} Rules;

gboolean
mw_read_rule_array (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember member = { .offset = G_STRUCT_OFFSET (Rules, rules),
                                   .count_offset = G_STRUCT_OFFSET (Rules, n_rules) };
  Rules read = { NULL, 0 };
  GArray *rules;

  if (!mw_read_rules (r, node, &read, &member))
    return FALSE;
  rules = mw_keep_add (r->keep, g_array_new (FALSE, TRUE, sizeof (MwAnswerRule)),
                       (GDestroyNotify) g_array_unref);
  g_array_append_vals (rules, read.rules, read.n_rules);
  FIELD (GArray *) = rules;
  return TRUE;
}

gboolean
mw_read_pairs (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember value = { .offset = G_STRUCT_OFFSET (MwRequestHeader, value) };
  g_autoptr (GList) names = NULL;
  MwRequestHeader *pairs;
  JsonObject *object;
  guint n_pairs = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object of texts");
  object = json_node_get_object (node);
  pairs = mw_keep_add (r->keep, g_new0 (MwRequestHeader, json_object_get_size (object) + 1), g_free);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      gsize mark = mw_file_reader_enter (r, l->data);

      pairs[n_pairs].name = l->data;
      if (!mw_read_any_text (r, json_object_get_member (object, l->data), &pairs[n_pairs++], &value))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  FIELD (MwRequestHeader *) = pairs;
  COUNT = n_pairs;
  return TRUE;
}

/* A text, or a list of texts that are sent one after the other under the same name. */
static gboolean
read_query (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember value = { .offset = G_STRUCT_OFFSET (MwRequestHeader, value) };
  g_autoptr (GList) names = NULL;
  GArray *pairs = g_array_new (FALSE, TRUE, sizeof (MwRequestHeader));
  JsonObject *object;

  mw_keep_add (r->keep, pairs, (GDestroyNotify) g_array_unref);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object of texts, or lists of texts");
  object = json_node_get_object (node);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      gsize mark = mw_file_reader_enter (r, l->data);
      JsonNode *member = json_object_get_member (object, l->data);
      JsonArray *list = JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;
      guint n = list != NULL ? json_array_get_length (list) : 1;

      if (n == 0)
        return mw_file_reader_fail (r, NULL, "must not be empty");
      for (guint i = 0; i < n; i++)
        {
          MwRequestHeader pair = { .name = l->data };
          MwPlace place;

          if (!mw_read_any_text (r, list != NULL ? json_array_get_element (list, i) : member, &pair, &value))
            return FALSE;
          pair.repeat = list != NULL && mw_place_is_whole (pair.value, &place);
          g_array_append_val (pairs, pair);
        }
      mw_file_reader_leave (r, mark);
    }
  FIELD (const MwRequestHeader *) = (const MwRequestHeader *) (gconstpointer) pairs->data;
  COUNT = pairs->len;
  return TRUE;
}

static gboolean
stop (const char *name, gpointer data)
{
  return FALSE;
}

gboolean
mw_read_variables (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  g_autoptr (GList) names = NULL;
  MwVariables *variables;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object");
  object = json_node_get_object (node);
  variables = mw_keep_add (r->keep, mw_variables_new (NULL), (GDestroyNotify) mw_variables_unref);
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (object, l->data);

      if (JSON_NODE_HOLDS_NULL (value))
        return mw_file_reader_fail (r, l->data, "must have a value");
      if (!mw_place_foreach_in_node (value, stop, NULL))
        return mw_file_reader_fail (r, l->data,
                                    "must not have {places}: what is filled in is not filled again");
      mw_variables_set_file_node (variables, l->data, value);
    }
  FIELD (MwVariables *) = variables;
  return TRUE;
}
