/* mw-paging-read.c: how the pages of a list are turned, as a member of a file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-expression-reader.h"
#include "mw-places.h"
#include "mw-request-reader.h"

#define FIELD(type) (*(type *) G_STRUCT_MEMBER_P (target, m->offset))

/* In the order of MwPagingStyle, MwLinkBase and of false and true. */
static const char *const styles[] = { "none",        "offset", "page",   "next-link", "cursor",
                                      "link-header", "range",  "keyset", NULL };
static const char *const link_bases[] = { "page", "service", "address", NULL };
static const char *const more_words[] = { "more", "last", NULL };

/* The keys that only some styles have. */
#define IS(style) (1 << (style))
static const struct
{
  const char *key;
  guint styles;
} own_keys[] = {
  { "first", IS (MW_PAGING_OFFSET) | IS (MW_PAGING_PAGE) },
  { "next", IS (MW_PAGING_NEXT_LINK) | IS (MW_PAGING_CURSOR) },
  { "last_page", IS (MW_PAGING_PAGE) },
  { "more", IS (MW_PAGING_OFFSET) | IS (MW_PAGING_PAGE) | IS (MW_PAGING_CURSOR) | IS (MW_PAGING_KEYSET) },
  { "start", IS (MW_PAGING_CURSOR) | IS (MW_PAGING_KEYSET) },
  { "end", IS (MW_PAGING_CURSOR) },
  { "key", IS (MW_PAGING_KEYSET) },
  { "relative_to", IS (MW_PAGING_NEXT_LINK) | IS (MW_PAGING_LINK_HEADER) },
};

static gboolean
stop (const char *name, gpointer data)
{
  return FALSE;
}

/* A text, or a list where the system wants one: [["id", "ASC"]]. */
gboolean
mw_read_order (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  gboolean text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

  if (!text && !JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a text or a list");
  if (text ? *json_node_get_string (node) == '\0' : json_array_get_length (json_node_get_array (node)) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  if (!mw_place_foreach_in_node (node, stop, NULL))
    return mw_file_reader_fail (r, NULL, "must not have {places}");
  FIELD (JsonNode *) = mw_keep_add (r->keep, json_node_ref (node), (GDestroyNotify) json_node_unref);
  return TRUE;
}

/* Without a unique order a record that comes or goes shifts the others over the edge of a page. */
static gboolean
check_order (MwFileReader *r, const MwPaging *paging)
{
  if (paging->order != NULL && paging->order_fixed != NULL)
    return mw_file_reader_fail (r, "order_fixed", "contradicts “order”");
  if ((paging->style == MW_PAGING_OFFSET || paging->style == MW_PAGING_PAGE) && paging->order == NULL &&
      paging->order_fixed == NULL)
    return mw_file_reader_fail (r, "order",
                                "is missing: %s paging needs “order”, so that no record is skipped or read "
                                "twice (or “order_fixed”, where it is said that the order stays)",
                                styles[paging->style]);
  return TRUE;
}

static gboolean
check_paging (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwPaging *paging = target;
  JsonObject *object = json_node_get_object (node);
  guint style = IS (paging->style);

  for (guint i = 0; i < G_N_ELEMENTS (own_keys); i++)
    if ((own_keys[i].styles & style) == 0 && json_object_has_member (object, own_keys[i].key))
      return mw_file_reader_fail (r, own_keys[i].key, "is not for the style “%s”", styles[paging->style]);
  if (paging->size == 0 && (style & (IS (MW_PAGING_OFFSET) | IS (MW_PAGING_PAGE) | IS (MW_PAGING_RANGE) |
                                     IS (MW_PAGING_KEYSET))) != 0)
    return mw_file_reader_fail (r, "size", "is missing: this style asks for pages of a size");
  if (paging->next == NULL && (style & (IS (MW_PAGING_NEXT_LINK) | IS (MW_PAGING_CURSOR))) != 0)
    return mw_file_reader_fail (r, "next", "is missing: this style finds the next page there");
  if (paging->more_is_last && paging->more == NULL)
    return mw_file_reader_fail (r, "more_is", "is only beside “more”");
  if (paging->style == MW_PAGING_OFFSET && paging->first > 1)
    return mw_file_reader_fail (r, "first", "is the number of the first record: 0 or 1");
  if (paging->style == MW_PAGING_PAGE && !json_object_has_member (object, "first"))
    paging->first = 1;
  return check_order (r, paging);
}

#define O(field) G_STRUCT_OFFSET (MwPaging, field)
static const MwMember paging_members[] = {
  { "style", mw_read_word, O (style), TRUE, styles },
  { "size", mw_read_number, O (size) },
  { "first", mw_read_number, O (first) },
  { "next", mw_read_path, O (next) },
  { "last_page", mw_read_path, O (last_page) },
  { "more", mw_read_path, O (more) },
  { "more_is", mw_read_word, O (more_is_last), FALSE, more_words },
  { "start", mw_read_text, O (start) },
  { "end", mw_read_texts, O (end) },
  { "key", mw_read_record_expression, O (key) },
  { "order", mw_read_order, O (order) },
  { "order_fixed", mw_read_text, O (order_fixed) },
  { "relative_to", mw_read_word, O (relative_to), FALSE, link_bases },
  { NULL },
};
const MwShape mw_paging_shape = { sizeof (MwPaging), paging_members, check_paging };
